"""What was seen: places, what they held at one revision, and all that one model's audit rests upon. Facts, no prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any, Concatenate, Final, ParamSpec, TypeVar
from urllib.parse import quote

from pydantic import Field, field_validator

from auditor.answers import Answer, Citation
from auditor.card import Card, CardState, Role
from auditor.record import Record
from auditor.rules import Rules

SCHEMA: Final = 1
"""Version of the evidence files; an older or newer one is refused by `store`, never misread."""

PART: Final = r"[A-Za-z0-9_][A-Za-z0-9._-]{0,95}"
"""A part of a name, as a regular expression that other languages read too."""
_PART: Final = re.compile(PART)


_Given = ParamSpec("_Given")
_Told = TypeVar("_Told")


class InvalidName(ValueError):
    """A name that no host would accept; the message is one sentence for the user."""


@lru_cache(maxsize=4_096)
def checked_name(name: str, *, parts: tuple[int, ...] = (2,)) -> str:
    """Return `name` if it is a safe `OWNER/NAME` (or as many parts as allowed), else raise `InvalidName`.

    The rule is the Hub's own for repository ids: letters, digits, `.`, `_`, `-`, no `..` or `--`, 96 characters a
    part. What passes can be used as a path below a folder of ours. Source: huggingface_hub's `validate_repo_id`.
    """
    pieces = name.split("/")
    if (
        len(pieces) not in parts
        or not all(_PART.fullmatch(piece) for piece in pieces)
        or ".." in name
        or "--" in name
        or any(piece.endswith((".", "-", ".git")) for piece in pieces)
    ):
        allowed = " or ".join("OWNER/NAME" if count == 2 else "NAME" for count in sorted(parts, reverse=True))  # noqa: PLR2004
        shown = name if len(name) <= 80 else f"{name[:80]}…"  # noqa: PLR2004
        raise InvalidName(
            f"{shown!r} is not a repository id: allowed is {allowed} of letters, digits, '.', '_' and '-', "
            f"without '..' or '--', at most 96 characters a part"
        )
    return name


class Kind(StrEnum):
    """What a place is on its host."""

    MODEL = "model"
    DATASET = "dataset"
    REPOSITORY = "repository"
    FOLDER = "folder"
    RUN = "run"


class Ref(Record):
    """A place: `huggingface/dataset/allenai/dolma`. `branch` is set where a link names another than the default."""

    source: str
    kind: Kind
    name: str
    branch: str = ""

    def __str__(self) -> str:
        return f"{self.source}/{self.kind}/{self.name}" + (f"@{self.branch}" if self.branch else "")


class Gate(StrEnum):
    """Whether files can be had without asking. A setting that the host did not tell is `unknown`, never `no`."""

    NO = "no"
    AUTO = "auto"
    MANUAL = "manual"
    UNKNOWN = "unknown"


class Settings(Record):
    """What changes without a commit. None: the host did not tell."""

    gated: Gate = Gate.UNKNOWN
    private: bool | None = None
    disabled: bool | None = None
    archived: bool | None = None


class Reason(StrEnum):
    """The host answered and the answer was no."""

    NOT_FOUND = "not_found"
    NOT_FOUND_OR_PRIVATE = "not_found_or_private"
    GATED = "gated"
    DISABLED = "disabled"
    REFUSED = "refused"
    EMPTY = "empty"


class Missing(Record):
    """A refusal by the host. It is evidence; a failed request is not, and leaves no record."""

    reason: Reason
    observed: str
    """ISO date, or as much of it as is known (`2025-04`, `2024`), or empty where nothing is known."""


class Head(Record):
    """One cheap request, asked every run, because gating changes without a commit."""

    name: str
    """The name that the host answers with today: it differs from the one asked for after a renaming."""
    identity: str = ""
    """The host's own id of the repository (the Hub's `_id`), which outlives renamings."""
    revision: str = ""
    """Commit, hexadecimal; empty where the host told none."""
    settings: Settings = Settings()
    observed: str = ""


class File(Record):
    """A file in a listing. `oid`: sha256 of an LFS file, else git blob id; both empty and None where not told."""

    path: str
    size: int | None = None
    oid: str = ""


class ReadFile(Record):
    """A file that a check asked for, and the facts read from it (`license`, `shards`, `base_model`)."""

    path: str
    sha256: str
    size: int
    revision: str = ""
    facts: Mapping[str, str | tuple[str, ...]] = Field(default_factory=dict)


class StatedBy(StrEnum):
    """Who says that a link has its role."""

    FRONT_MATTER = "front_matter"
    CARD = "card"
    TAG = "tag"
    FILE = "file"
    CURATOR = "curator"


class Link(Record):
    """A role, the place or page it points at, and who says so where. `ref` is None for a page that no source opens."""

    role: Role
    url: str
    ref: Ref | None = None
    stated_by: StatedBy
    line: int = 0
    path: str = ""
    """The file it stands in, below the repository's root; empty for tags and curators."""
    note: str = ""
    """The relation for base models (`finetune`, `quantized`, `adapter`, `merge`); the curator's why."""


class Profile(Record):
    """Plain facts that the host tells about a repository."""

    tags: tuple[str, ...] = ()
    task: str = ""
    library: str = ""
    parameters: int | None = None
    weight_bytes: int | None = None
    """Bytes of all tensors, by the host's own count of parameters of each precision."""
    created: str = ""
    modified: str = ""
    downloads: int | None = None
    likes: int | None = None
    license: str = ""
    """As the host states it (GitHub's SPDX id; the Hub's `license:` tag)."""
    architectures: tuple[str, ...] = ()
    quantization: str = ""
    """The config's quantization method (`gptq`, `awq`), empty where none is told."""


class Reported(Record):
    """A benchmark's result that the host has collected for a model (the Hub's `evalResults`)."""

    benchmark: str
    """Hub id of the evaluation set."""
    task: str = ""
    value: float
    by: str = ""
    """Whom it is taken from, empty where that is not told."""
    on: str = ""
    path: str
    """The file of the repository that holds it."""


_quoted = lru_cache(maxsize=10_000)(quote)


def _folder_and_name(path: str) -> tuple[str, str]:
    folder, slash, name = path.rpartition("/")
    return folder + slash, name


class Snapshot(Record):
    """What one place held at one revision. `complete=False`: only a part of the listing came; it can support a yes."""

    revision: str = ""
    observed: str = ""
    profile: Profile = Profile()
    files: tuple[File, ...] | None = None
    """Folder by folder, the root first, in alphabetical order. None: no listing could be had."""
    complete: bool = False
    branches: tuple[str, ...] | None = None
    card: Card | None = None
    card_state: CardState = CardState.NOT_READ
    read: tuple[ReadFile, ...] = ()
    links: tuple[Link, ...] = ()
    reported: tuple[Reported, ...] = ()
    reading: str = ""
    """The version of the reading and the vocabulary that the card was read with."""

    @field_validator("files")
    @classmethod
    def _in_order(cls, files: tuple[File, ...] | None) -> tuple[File, ...] | None:
        """One order for what came from a host and what was read from disk: checks cite the first that fits."""
        return None if files is None else tuple(sorted(files, key=lambda file: _folder_and_name(file.path)))

    @cached_property
    def worked_out(self) -> dict[object, Any]:
        """What was worked out of the listing; never compared, copied or stored."""
        return {}

    @cached_property
    def by_path(self) -> Mapping[str, File]:
        """The listing by path."""
        return {file.path: file for file in self.files or ()}


class Place(Record):
    """Everything we hold about one place: its settings today, and the last snapshot of what it holds."""

    schema_version: int = SCHEMA
    ref: Ref
    page: str
    """The page of the place on its host (`https://huggingface.co/allenai/OLMo-7B`)."""
    head: Head | Missing
    snapshot: Snapshot | None = None
    commits: Mapping[str, bool] = Field(default_factory=dict)
    """Commits that replies name -> whether the history of main holds them. No key: it could not be looked up."""
    formerly: str = ""
    """The host's own id of the repository that had this name, where the host refuses it today."""
    replaced: str = ""
    """The day on which the host first answered with another repository of this name than the one seen before."""

    @property
    def kind(self) -> Kind:
        """What it is on its host."""
        return self.ref.kind

    @property
    def settings(self) -> Settings:
        """Today's settings; all unknown where the host refuses the place."""
        return self.head.settings if isinstance(self.head, Head) else Settings()

    @property
    def observed(self) -> str:
        """The date of the oldest part, as ISO text; empty where any part's date is not known."""
        return min(self.head.observed, self.snapshot.observed) if self.snapshot else self.head.observed

    @property
    def listing(self) -> tuple[File, ...]:
        """The files that were seen, none where no listing came."""
        return self.snapshot.files or () if self.snapshot else ()

    @property
    def listing_complete(self) -> bool:
        """True where the whole tree was seen, so that a no can rest on it."""
        return bool(self.snapshot and self.snapshot.files is not None and self.snapshot.complete)

    @property
    def card(self) -> Card | None:
        """The card's facts, None where its text was not read or there is none."""
        return self.snapshot.card if self.snapshot else None

    def cite(self, shows: str) -> Citation:
        """Cite the place itself, its settings or that it was refused: no commit pins these, the day does."""
        return Citation(url=self.page, shows=f"{shows}, seen {self.head.observed}" if self.head.observed else shows)

    def cite_listing(self, shows: str) -> Citation:
        """Cite the file listing at its commit."""
        url = self.page if self.ref.kind is Kind.FOLDER else f"{self.page}/tree/{self._revision or 'main'}"
        return Citation(url=url, shows=shows, revision=self._revision)

    def cite_file(self, path: str, shows: str) -> Citation:
        """Cite a listed file at its commit."""
        file = self.snapshot.by_path.get(path) if self.snapshot else None
        read = next((one for one in self.snapshot.read if one.path == path), None) if self.snapshot else None
        sha256 = read.sha256 if read else file.oid if file and len(file.oid) == 64 else ""  # noqa: PLR2004
        revision = (read.revision if read else "") or self._revision
        return Citation(url=self._blob(path, revision), shows=shows, revision=revision, sha256=sha256)

    def cite_card(self, shows: str, line: int = 0) -> Citation:
        """Cite a line of the card, pinned by the commit that came with its text, else by the text's hash."""
        card = self.card
        if card is None:
            return self.cite(shows)
        url = self._blob(card.path, card.revision) + (f"#L{line}" if line else "")
        return Citation(url=url, shows=shows, revision=card.revision, sha256=card.sha256)

    @property
    def _revision(self) -> str:
        if self.snapshot and self.snapshot.revision:
            return self.snapshot.revision
        return self.head.revision if isinstance(self.head, Head) else ""

    def _blob(self, path: str, revision: str) -> str:
        if self.ref.kind is Kind.FOLDER:
            return f"{self.page}/{path}"
        return f"{self.page}/blob/{revision or 'main'}/{_quoted(path)}"


class Evidence(Record):
    """All that a check sees of one model: its own place, what it links, and the answers about its bases."""

    id: str
    place: Place | None
    """None: the host could not be asked and nothing was ever seen."""
    links: tuple[Link, ...] = ()
    """What the model's card, tags and files state, then what curators added."""
    places: Mapping[str, Place] = Field(default_factory=dict)
    """`str(ref)` -> the place, for every linked place that was ever seen."""
    bases: Mapping[str, Mapping[str, Answer]] = Field(default_factory=dict)
    """Base model id -> check id -> answer. A base that could not be judged has no entry."""
    rules: Rules = Rules()

    @cached_property
    def worked_out(self) -> dict[object, object]:
        """What `findings` worked out of this evidence; never compared, copied or stored."""
        return {}

    def by_id(
        self, question: Callable[Concatenate[str, _Given], _Told], *args: _Given.args, **options: _Given.kwargs
    ) -> _Told:
        """What a pure function says of the model's id, `question(id, *args)`.

        Whoever needs an answer of few values asks so instead of reading the id: models that are alike but for their
        ids, of whom a census meets millions, can then be judged once.
        """
        return question(self.id, *args, **options)

    def linked(self, *roles: Role) -> Iterator[tuple[Link, Place | None]]:
        """The links of these roles, each with the place it leads to, None where it was never seen."""
        for link in self.links:
            if link.role in roles:
                yield link, self.place_of(link)

    def place_of(self, link: Link) -> Place | None:
        """The place that a link leads to, None where it was never seen, or where another repository took its name.

        Whoever takes a name speaks for nobody who linked it before; a curator's link says that somebody looked since.
        """
        place = self.places.get(str(link.ref)) if link.ref else None
        return None if place and place.replaced and link.stated_by is not StatedBy.CURATOR else place

    @cached_property
    def base_ids(self) -> tuple[str, ...]:
        """The ids of the base models that are stated, each once."""
        refs = (link.ref for link in self.links if link.role is Role.BASE_MODEL and link.ref)
        return tuple(dict.fromkeys(ref.name for ref in refs))

    def cite_link(self, link: Link, shows: str, *, opened: bool = True) -> Citation:
        """Cite where a link stands: the card's line, else the model's page, else (a curator's) its target."""
        if link.stated_by is StatedBy.CURATOR or self.place is None:
            return Citation(url=link.url, shows=f"{shows} (added by a curator)", opened=opened)
        if link.stated_by in {StatedBy.CARD, StatedBy.FRONT_MATTER}:
            found = self.place.cite_card(shows, link.line)
        elif link.stated_by is StatedBy.FILE:
            found = self.place.cite_file(link.path, shows)
        else:
            found = self.place.cite(shows)
        return found.model_copy(update={"opened": opened})
