"""How to take the data: commands and code to copy. The tests run what can be run."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from auditor.addresses import API, SITE, badge_json, badge_svg, model_json, scorecard_path

SHIELDS: Final = "https://img.shields.io/endpoint"
BADGE_HEIGHT: Final = 24
"""Pixels of a badge; it is as wide as its words."""
_TABLE: Final = f"{SITE}/{API}/models.parquet"
_ANSWERS: Final = f"{SITE}/{API}/answers.parquet"

PANDAS: Final = f"""\
import pandas as pd

models = pd.read_parquet("{_TABLE}")
open_data = models[models["criterion_training_data"] == "met"]
print(open_data[["id", "license", "parameters", "observed"]])
"""
DUCKDB: Final = f"""\
SELECT license, count(*) AS models
FROM '{_TABLE}'
WHERE criterion_training_data = 'met' AND criterion_weights = 'met'
GROUP BY license
ORDER BY models DESC, license;
"""  # noqa: S608 - readers run it, on what is public


def evidence(model: str) -> str:
    """SQL that lists what the answers about one model rest upon."""
    return f"""\
SELECT check_id, outcome, because, url
FROM '{_ANSWERS}'
WHERE id = '{model}' AND citation < 2
ORDER BY check_id;
"""  # noqa: S608 - readers run it, and an id holds no quote


def curl(model: str) -> str:
    """Shell lines that fetch the index, one report, and the tables."""
    return f"""\
curl -O {SITE}/{API}/models.json
curl -O {SITE}/{model_json(model)}
curl -O {SITE}/{API}/models.csv
curl -O {SITE}/{API}/answers.parquet
"""


def badge_words(model: str) -> str:
    """What the badge is. Not the verdict: what is copied stays while the verdict may turn."""
    return f"Openness of {model}, by the Openness Auditor"


def badge_markdown(model: str) -> str:
    """The badge as Markdown: for a README."""
    return f"[![{badge_words(model)}]({SITE}/{badge_svg(model)})]({SITE}/{scorecard_path(model)}/)\n"


def badge_card(model: str) -> str:
    """The badge as Markdown for a card on the Hub, with the sentence that says what it is."""
    page = f"{SITE}/{scorecard_path(model)}/"
    return f"{badge_markdown(model)}\nWhat is published of this model, and where to see it: [its scorecard]({page})\n"


def badge_html(model: str) -> str:
    """The badge as HTML."""
    page, picture = f"{SITE}/{scorecard_path(model)}/", f"{SITE}/{badge_svg(model)}"
    return f'<a href="{page}"><img src="{picture}" alt="{badge_words(model)}" height="{BADGE_HEIGHT}"></a>\n'


def badge_shields(model: str) -> str:
    """The same words drawn by Shields, as Markdown."""
    asked = quote(f"{SITE}/{badge_json(model)}", safe="")
    return f"[![{badge_words(model)}]({SHIELDS}?url={asked})]({SITE}/{scorecard_path(model)}/)\n"
