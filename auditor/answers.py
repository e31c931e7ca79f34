"""What a check says: an outcome, why, and the citations that it rests on."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from pydantic import model_validator

from auditor.record import Record


class Outcome(StrEnum):
    """The four things that a check can say."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


_RESTS: Final = (Outcome.YES, Outcome.NO)


class Citation(Record):
    """A place where anyone can see for themselves, pinned as well as the host allows.

    `revision` is the commit the URL points into; where no commit is known, `sha256` of the text that was read is the
    pin, and where neither is known the citation says so by having none.
    """

    url: str
    shows: str
    revision: str = ""
    sha256: str = ""
    opened: bool = True
    """False for a link that was seen but whose target was not read (a W&B report, say)."""

    @property
    def pinned(self) -> bool:
        """True where the citation names the exact bytes or commit that was seen."""
        return bool(self.revision or self.sha256)


class Answer(Record):
    """One check's answer about one model.

    `value` is a short machine word that definitions may accept (`some`, `harness`, an SPDX id). A yes or a no without
    a citation is a programming error and raises `ValueError`.
    """

    outcome: Outcome
    because: str
    citations: tuple[Citation, ...] = ()
    value: str = ""
    remedy: str = ""
    attested_by: str = ""
    """Who attested it, where an unknown was filled by a person."""

    @model_validator(mode="after")
    def _rests_on_something(self) -> Answer:
        if self.outcome in _RESTS and not self.citations:
            raise ValueError(f"a {self.outcome} needs a citation: {self.because}")
        return self


def yes(because: str, *citations: Citation, value: str = "") -> Answer:
    """An answer that affirms; needs at least one citation."""
    return _answer(Outcome.YES, because, citations, value, "")


def no(because: str, *citations: Citation, value: str = "", remedy: str = "") -> Answer:
    """An answer that denies; its citations show what was looked at."""
    return _answer(Outcome.NO, because, citations, value, remedy)


def unknown(because: str, *citations: Citation, value: str = "", remedy: str = "") -> Answer:
    """An answer for what could not be seen; `because` says what was missing, `value` what is there at the least."""
    return _answer(Outcome.UNKNOWN, because, citations, value, remedy)


def not_applicable(because: str) -> Answer:
    """An answer for a question that makes no sense for this model."""
    return _answer(Outcome.NOT_APPLICABLE, because, (), "", "")


def _answer(outcome: Outcome, because: str, citations: tuple[Citation, ...], value: str, remedy: str) -> Answer:
    if not citations and outcome in _RESTS:
        return Answer(outcome=outcome, because=because)  # which raises
    return Answer.made(
        {
            "outcome": outcome,
            "because": because,
            "citations": citations,
            "value": value,
            "remedy": remedy,
            "attested_by": "",
        }
    )
