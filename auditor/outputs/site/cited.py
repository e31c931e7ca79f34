"""Citations, checks and replies as data for templates: what is shown, where it stands, and how well it is pinned."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote_plus

from auditor.answers import Citation
from auditor.outputs import Published
from auditor.report import Report
from auditor.report.replies import Replied
from auditor.wording import pin, place_of, plain, short, web_href

_WORDS: Final = 1_000
"""So many words of addresses are kept once they are quoted."""
ELSE: Final = "Something else on the page"
"""The issue form's option for what is none of the six criteria."""


_quoted = lru_cache(maxsize=_WORDS)(quote_plus)
"""A page asks for the same few words and one id again and again."""
_WRONG: Final = quote_plus("Wrong verdict: ")
_ABOUT: Final = 100
"""Characters of a criterion's title."""


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


def reply(said: Replied) -> Mapping[str, Any]:
    """A publisher's reply, and whether its address is the work of the model's owner."""
    return {
        "check": plain(said.check, 80),
        "statement": plain(said.statement),
        "by": plain(said.by, 200),
        "on": said.on.isoformat(),
        "href": web_href(said.url),
        "standing": f"{'Verified' if said.verified else 'Not verified'}: {plain(said.because)}.",
    }


def wrong(report: Report, criterion: str = ELSE) -> str:
    """The query that fills in the issue form `wrong-verdict.yml`; `criterion` is one of its options."""
    # A scorecard asks for each criterion: texts are quoted character by character, so what they share is quoted once.
    about = "" if criterion == ELSE else _quoted(plain(f", {criterion}", _ABOUT))
    model, revision = _quoted(plain(report.id, 200)), _quoted(short(report.revision))
    return (
        f"template=wrong-verdict.yml&title={_WRONG}{model}{about}&model={model}&revision={revision}"
        f"&criterion={_quoted(plain(criterion, _ABOUT))}"
    )
