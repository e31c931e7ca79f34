"""The register: what people say is to be audited, what they add to it, and the mistakes of ours that they log."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from auditor.evidence import checked_name
from auditor.record import Record

_WEB = re.compile(r"https://[A-Za-z0-9.-]+(?::\d+)?(?:/[^\s<>\"'`\\]*)?")


_COMMIT = re.compile(
    r"https://huggingface\.co/(?P<model>[^/?#]+/[^/?#]+)/"
    r"(?:commit/(?P<sha>[0-9a-f]{40})|blob/(?P<at>[0-9a-f]{40})/README\.md)(?:[?#].*)?"
)


def _web_address(value: str) -> str:
    if not _WEB.fullmatch(value) or not value.isprintable() or len(value) > 2000:  # noqa: PLR2004
        raise ValueError("must be an https:// address without spaces or quotes, at most 2,000 characters")
    return value


ModelId = Annotated[str, AfterValidator(checked_name)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
CheckId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{2,60}$")]
RequirementKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{1,40}/[a-z][a-z0-9_]{1,60}$")]
CuratedRole = Literal[
    "training_data",
    "data_processing_code",
    "training_code",
    "fine_tuning_code",
    "evaluation_code",
    "evaluation_data",
    "training_metrics",
    "paper",
    "technical_report",
    "data_card",
]


class CuratedLink(Record):
    """A link that a curator adds because the card lacks it. It is verified like any other and shown as curated."""

    role: CuratedRole
    url: WebAddress
    why: Sentence = Field(default="", validate_default=False)


def _yes_or_no(value: object) -> object:
    """YAML reads a bare yes as true: people who write `outcome: yes` mean the word."""
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class Attestation(Record):
    """A person's word on what no machine can see. It fills an unknown only.

    It answers a `check`, or one `requirement` of a definition (`osaid-1.0/data_information`).
    """

    check: CheckId | None = None
    requirement: RequirementKey | None = None
    outcome: Annotated[Literal["yes", "no"], BeforeValidator(_yes_or_no)]
    because: Sentence
    url: WebAddress
    by: Sentence
    on: date

    @model_validator(mode="after")
    def _one_of_two(self) -> Attestation:
        if (self.check is None) == (self.requirement is None):
            raise ValueError("an attestation names a 'check' or a 'requirement', not both")
        return self


class Reply(Record):
    """What a publisher says to a verdict. It stands beside it and changes nothing."""

    check: CheckId
    statement: Sentence
    url: WebAddress
    by: Sentence
    on: date


def commit_named(url: str, model: str) -> str:
    """The commit of the model's own repository on the Hub that an address names, empty where it names none.

    Such are a commit's page and the card at a commit, both with all 40 digits.
    """
    match = _COMMIT.fullmatch(url)
    return (match["sha"] or match["at"]) if match and match["model"] == model else ""


class Entry(Record):
    """One model of the register: `data/models/OWNER/NAME.yaml`. `id` alone suffices."""

    id: ModelId
    was: tuple[ModelId, ...] = ()
    """What the Hub called it before, oldest first: the pages of these ids lead to its own."""
    links: tuple[CuratedLink, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    replies: tuple[Reply, ...] = ()
    notes: Annotated[str, StringConstraints(max_length=5000)] = ""

    def new_links(self, links: Iterable[CuratedLink]) -> tuple[CuratedLink, ...]:
        """Those of the links that it has not, each once: a link is its role and its address."""
        held = {(link.role, link.url) for link in self.links}
        return tuple({(one.role, one.url): one for one in links if (one.role, one.url) not in held}.values())

    def new_replies(self, replies: Iterable[Reply]) -> tuple[Reply, ...]:
        """Those of the replies that it has not: a reply is its check, its statement and its address."""
        held = {(one.check, one.statement, one.url) for one in self.replies}
        return tuple(one for one in replies if (one.check, one.statement, one.url) not in held)


class Correction(Record):
    """A mistake of ours that was published and has been mended.

    It concerns the answer of a `check`, or one `requirement` of a definition (`open-source-five/training_data`). Both
    are told by their shape only: the log stays as it is when a check, a definition or a model goes away.
    """

    on: date
    """When the mended verdict was published."""
    model: ModelId | None = None
    """None where it concerned more than one: `why` says which."""
    check: CheckId | None = None
    requirement: RequirementKey | None = None
    was: Sentence
    now: Sentence
    why: Sentence
    url: WebAddress
    """Where it was reported or mended."""
    version: Annotated[str, StringConstraints(pattern=r"^(\d+\.\d+\.\d+[a-z0-9.]*)?$")] = ""
    """The auditor's version that has the mend, where our code was at fault."""

    @model_validator(mode="after")
    def _one_of_two(self) -> Correction:
        if (self.check is None) == (self.requirement is None):
            raise ValueError("a correction names a 'check' or a 'requirement', not both")
        return self


class Corrections(Record):
    """The corrections log: `data/corrections.yaml`."""

    corrections: tuple[Correction, ...] = ()
