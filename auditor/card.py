"""What one card (README) says, as facts: headings, links, names and tables with their lines. No sentence of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Final

from pydantic import Field, JsonValue

from auditor.record import Record
from auditor.rules import NameKind

WITHHELD: Final = "withheld_data"
"""Among a card's cues: the lines of sentences that say of data that it is not released or not disclosed."""


class Role(StrEnum):
    """What a link is for. Curators use the ones of `CURATED`."""

    BASE_MODEL = "base_model"
    TRAINING_DATA = "training_data"
    DATA_PROCESSING_CODE = "data_processing_code"
    TRAINING_CODE = "training_code"
    FINE_TUNING_CODE = "fine_tuning_code"
    EVALUATION_CODE = "evaluation_code"
    EVALUATION_DATA = "evaluation_data"
    INFERENCE_CODE = "inference_code"
    TRAINING_METRICS = "training_metrics"
    PAPER = "paper"
    TECHNICAL_REPORT = "technical_report"
    DATA_CARD = "data_card"
    CODE = "code"
    """A repository of code whose use the card does not tell."""
    OTHER = "other"


CURATED: Final = tuple(
    role for role in Role if role not in {Role.BASE_MODEL, Role.INFERENCE_CODE, Role.CODE, Role.OTHER}
)


class Where(StrEnum):
    """In what kind of text a link or a name stands."""

    PROSE = "prose"
    TABLE = "table"
    LIST = "list"
    CODE = "code"
    HEADING = "heading"
    BADGE = "badge"
    """A link whose only content is an image."""
    COMMENT = "comment"
    """Inside an HTML comment: no claim."""


class Heading(Record):
    """A heading of a card. `text` is cut at 120 characters."""

    line: int
    level: int
    text: str


class CardLink(Record):
    """A link target on a card; lines count from 1."""

    url: str
    line: int
    where: Where = Where.PROSE
    heading: str = ""
    cues: tuple[str, ...] = ()
    heading_cues: tuple[str, ...] = ()
    """Vocabulary groups found in the headings above it; `cues` are those of its sentence, row or list item."""


class Mention(Record):
    """A known name (vocabulary) that stands on the card, with or without a link. A mention is not a release."""

    name: str
    kind: NameKind
    line: int
    where: Where = Where.PROSE
    cues: tuple[str, ...] = ()
    heading_cues: tuple[str, ...] = ()


class Configured(Record):
    """A dataset or a base model that a training configuration on the card names, by id or by a path of its own."""

    role: Role
    name: str
    line: int


class Table(Record):
    """A table's shape: its line, its column headings (cut at 60 characters each) and how many rows follow."""

    line: int
    columns: tuple[str, ...]
    rows: int


class FrontMatterState(StrEnum):
    """How the YAML block at the top of a card read."""

    ABSENT = "absent"
    READ = "read"
    BROKEN = "broken"
    NOT_A_MAPPING = "not_a_mapping"
    TOO_LARGE = "too_large"


class FrontMatter(Record):
    """The values of the keys that checks read, and the line of every key."""

    state: FrontMatterState = FrontMatterState.ABSENT
    values: Mapping[str, JsonValue] = Field(default_factory=dict)
    lines: Mapping[str, int] = Field(default_factory=dict)
    results_left_out: int = 0
    """Results of `model-index` that are not among its values; the datasets of all of them are."""

    def strings(self, key: str) -> tuple[str, ...]:
        """The key's value as strings: cards write one string or a list of them; anything else is passed over."""
        value = self.values.get(key)
        found = value if isinstance(value, list) else [value]
        return tuple(one.strip() for one in found if isinstance(one, str) and one.strip())


class Card(Record):
    """The facts of one card (README.md): no sentence of it, but where each fact stands.

    `revision` is the commit that came with the text itself (`X-Repo-Commit`); where none came, `sha256` pins it.
    """

    path: str = "README.md"
    sha256: str
    size: int
    revision: str = ""
    front_matter: FrontMatter = FrontMatter()
    headings: tuple[Heading, ...] = ()
    links: tuple[CardLink, ...] = ()
    mentions: tuple[Mention, ...] = ()
    tables: tuple[Table, ...] = ()
    configured: tuple[Configured, ...] = ()
    cues: Mapping[str, tuple[int, ...]] = Field(default_factory=dict)
    """Vocabulary group -> the first lines (at most 20) of prose in which one of its phrases stands."""
    words: int = 0
    """Words of visible text without front matter, code and tables: tells a template from a card."""
    hidden: tuple[int, ...] = ()
    """The first lines (at most 20) of text and links that HTML hides from readers: they are no claims."""
    problems: tuple[str, ...] = ()
    """What could not be read and why, one plain clause each (`cut at 2 MB`, `not UTF-8`)."""


class CardState(StrEnum):
    """Whether the card's text was seen."""

    READ = "read"
    ABSENT = "absent"
    NOT_READ = "not_read"
    """It could not be read this time: nothing may be concluded from its silence."""
    GATED = "gated"


@lru_cache(maxsize=50_000)
def as_name(value: str) -> str:
    """A plain word for comparing names: lower case letters and digits only (`lm-sys` and `lmsys` agree)."""
    return "".join(character for character in value.casefold() if character.isalnum())
