"""Where everything of one model stands below the site: its page, its JSON, its badge and its card."""

from __future__ import annotations

from typing import Final

from auditor.evidence import checked_name

SITE: Final = "https://openness-auditor.github.io/openness-auditor"
"""Where the site is published: the `site_url` of mkdocs.yml, and the root of the schemas' ids."""
REPOSITORY: Final = "https://github.com/openness-auditor/openness-auditor"
"""Where the code, the data and the issue forms live: `extra.repo` of mkdocs.yml."""
API: Final = "api/v1"
"""The folder of the files for machines. Below it keys and columns are only added; what would break opens `v2`."""
FEED: Final = "changes.xml"
HUB_JSON: Final = f"{API}/state-of-the-hub.json"
"""The figures of the last census."""
FOLDER_INDEXES: Final = ("index", "readme")
"""Names of pages, in lower case, that MkDocs makes the page of their folder."""


def scorecard_path(model: str) -> str:
    """The path of a model's page below the site, without its ending: `models/OWNER/NAME`.

    MkDocs makes `index.md` and `README.md` the page of their folder. A model of that name gets a `--` behind it,
    which no repository id can hold (`checked_name`), so nothing else can be there.
    """
    owner, _, name = checked_name(model).partition("/")
    return f"models/{owner}/{name}{'--' if name.lower() in FOLDER_INDEXES else ''}"


def model_json(model: str) -> str:
    """The path of a model's report as JSON."""
    return f"{API}/models/{checked_name(model)}.json"


def badge_svg(model: str) -> str:
    """The path of a model's badge as a picture."""
    return f"{API}/badges/{checked_name(model)}.svg"


def badge_json(model: str) -> str:
    """The path of a model's badge as Shields' endpoint reads it."""
    return f"{API}/badges/{checked_name(model)}.json"


def card_png(model: str) -> str:
    """The path of the picture that stands for a model where its page is shared."""
    return f"{API}/cards/{checked_name(model)}.png"


def check_page(check: str) -> str:
    """The path of a check's page."""
    return f"checks/{check}"
