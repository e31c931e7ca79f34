"""Citations, checks and replies as data for templates: what is shown, where it stands, and how well it is pinned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from auditor.answers import Citation
from auditor.outputs import Published
from auditor.registry import Reply
from auditor.report import Report
from auditor.wording import pin, place_of, plain, short, web_href

ELSE: Final = "Something else on the page"
"""The issue form's option for what is none of the six criteria."""
_HUB: Final = "huggingface.co"
_OF_A_MODEL: Final = frozenset({"discussions", "commit", "commits", "blob", "tree", "raw", "resolve"})
_VERIFIED: Final = "Verified: it stands at the model's own repository."
_UNVERIFIED: Final = "Not verified: it stands elsewhere than at the model's own repository."


def citation(cited: Citation) -> Mapping[str, Any]:
    """A citation with its address, and in words how it is pinned."""
    return {
        "href": web_href(cited.url),
        "place": place_of(cited.url),
        "shows": plain(cited.shows),
        "pin": pin(cited),
        "opened": cited.opened,
    }


def check_link(check: str, published: Published) -> Mapping[str, Any]:
    """A check's name, and its page where it has one."""
    return {"id": plain(check, 80), "href": f"checks/{check}/" if check in published.checks else ""}


def verified(url: str, model: str) -> bool:
    """Whether a reply stands at the model's own repository on the Hub: its card, a commit or a discussion there.

    The register takes replies from anyone, so that is all that can be told of whose words they are.
    """
    try:
        parts = urlsplit(url)
        elsewhere = parts.scheme != "https" or parts.netloc != _HUB
    except ValueError:
        return False
    pieces = parts.path.strip("/").split("/")
    if elsewhere or ".." in pieces or "/".join(pieces[:2]) != model:
        return False
    return len(pieces) == model.count("/") + 1 or pieces[2] in _OF_A_MODEL


def reply(said: Reply, model: str) -> Mapping[str, Any]:
    """A publisher's reply, and whether it stands where only the model's own page would hold it."""
    return {
        "check": plain(said.check, 80),
        "statement": plain(said.statement),
        "by": plain(said.by, 200),
        "on": said.on.isoformat(),
        "href": web_href(said.url),
        "standing": _VERIFIED if verified(said.url, model) else _UNVERIFIED,
    }


def wrong(report: Report, criterion: str = ELSE) -> str:
    """The query that fills in the issue form `wrong-verdict.yml`; `criterion` is one of its options."""
    about = "" if criterion == ELSE else f", {criterion}"
    return urlencode(
        {
            "template": "wrong-verdict.yml",
            "title": plain(f"Wrong verdict: {report.id}{about}", 300),
            "model": report.id,
            "revision": short(report.revision),
            "criterion": plain(criterion, 100),
        }
    )
