"""Build small evidence in one literal: a model, what it links, and how much of it was seen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from auditor.answers import Answer, Citation, Outcome
from auditor.card import Card, CardLink, CardState, FrontMatter, Mention, Role, Table, Where
from auditor.evidence import (
    Evidence,
    File,
    Gate,
    Head,
    Kind,
    Link,
    Missing,
    Place,
    Profile,
    ReadFile,
    Reason,
    Ref,
    Settings,
    Snapshot,
    StatedBy,
)
from auditor.rules import Fingerprints, KnownName, License, Licenses, NameKind, Rules, Vocabulary

ROOT = Path(__file__).parent.parent
SHA = "a" * 40
DAY = "2026-01-02"
HOSTS = {Kind.MODEL: "https://huggingface.co", Kind.DATASET: "https://huggingface.co/datasets"}


@cache
def licenses() -> Licenses:
    """The project's own data/licenses.yaml."""
    found = yaml.safe_load((ROOT / "data" / "licenses.yaml").read_text(encoding="utf-8"))
    records = tuple(License.model_validate(one, strict=False) for one in found["licenses"])
    return Licenses(
        licenses=records,
        placeholders=tuple(found["placeholders"]),
        restrictions=tuple(found["restrictions"]),
    )


@cache
def rules() -> Rules:
    """Our licenses with a vocabulary of made-up tools and corpora."""
    names = (
        KnownName(name="TrainKit", kind=NameKind.FRAMEWORK, repository="tools/trainkit"),
        KnownName(name="EvalKit", kind=NameKind.HARNESS, repository="tools/evalkit"),
        KnownName(name="Big Corpus", kind=NameKind.CORPUS, aliases=("bigcorpus",), dataset="commons/big-corpus"),
    )
    prints = Fingerprints.model_validate_json((ROOT / "data" / "license_fingerprints.json").read_text(encoding="utf-8"))
    return Rules(licenses=licenses(), fingerprints=prints, vocabulary=Vocabulary(names=names))


def ref(name: str, kind: Kind = Kind.MODEL) -> Ref:
    """`acme/open-7b` on the Hub; a repository lives on GitHub."""
    return Ref(source="github" if kind is Kind.REPOSITORY else "huggingface", kind=kind, name=name)


def page(name: str, kind: Kind = Kind.MODEL) -> str:
    """The page of a place."""
    return f"{HOSTS.get(kind, 'https://github.com')}/{name}"


def card(  # noqa: PLR0913 - one named argument for each fact of a card
    *,
    front: Mapping[str, object] | None = None,
    mentions: tuple[Mention, ...] = (),
    tables: tuple[Table, ...] = (),
    links: tuple[CardLink, ...] = (),
    cues: Mapping[str, tuple[int, ...]] | None = None,
    words: int = 200,
    problems: tuple[str, ...] = (),
) -> Card:
    """A card that was read."""
    values = dict(front or {})
    return Card(
        sha256="c" * 64,
        size=1000,
        revision=SHA,
        front_matter=FrontMatter.model_validate(
            {"state": "read" if values else "absent", "values": values, "lines": dict.fromkeys(values, 2)},
            strict=False,
        ),
        mentions=mentions,
        tables=tables,
        links=links,
        cues=cues or {},
        words=words,
        problems=problems,
    )


def mention(name: str, kind: NameKind, *cues: str, where: Where = Where.PROSE, line: int = 10) -> Mention:
    """A known name on a card."""
    return Mention(name=name, kind=kind, line=line, where=where, cues=cues)


def hyperparameters(*names: str, where: Where = Where.LIST) -> tuple[Mention, ...]:
    """Hyper-parameters stated on a card."""
    return tuple(mention(name, NameKind.HYPERPARAMETER, "training", where=where) for name in names)


def place(  # noqa: PLR0913 - one named argument for each thing that a place may be
    name: str = "acme/open-7b",
    *,
    kind: Kind = Kind.MODEL,
    files: tuple[str | tuple[str, int | None], ...] | None = ("README.md", "model.safetensors"),
    complete: bool = True,
    gated: Gate = Gate.NO,
    disabled: bool | None = False,
    card: Card | None = None,
    card_state: CardState | None = None,
    read: Mapping[str, Mapping[str, str | tuple[str, ...]]] | None = None,
    branches: tuple[str, ...] | None = ("main",),
    tags: tuple[str, ...] = (),
    quantization: str = "",
    missing: Reason | None = None,
) -> Place:
    """A place as it was seen; without a card it was seen to have none."""
    where = ref(name, kind)
    if missing is not None:
        return Place(ref=where, page=page(name, kind), head=Missing(reason=missing, observed=DAY))
    pairs = [one if isinstance(one, tuple) else (one, 5000) for one in files or ()]
    snapshot = Snapshot(
        revision=SHA,
        observed=DAY,
        profile=Profile(tags=tags, quantization=quantization),
        files=None if files is None else tuple(File(path=path, size=size) for path, size in pairs),
        complete=complete and files is not None,
        branches=branches,
        card=card,
        card_state=card_state or (CardState.READ if card else CardState.ABSENT),
        read=tuple(
            ReadFile(path=path, sha256="d" * 64, size=10, revision=SHA, facts=facts)
            for path, facts in (read or {}).items()
        ),
    )
    head = Head(name=name, revision=SHA, settings=Settings(gated=gated, private=False, disabled=disabled), observed=DAY)
    return Place(ref=where, page=page(name, kind), head=head, snapshot=snapshot)


def link(  # noqa: PLR0913 - one named argument for each part of a link
    role: Role,
    name: str,
    kind: Kind = Kind.REPOSITORY,
    *,
    url: str = "",
    note: str = "",
    stated_by: StatedBy = StatedBy.CARD,
) -> Link:
    """A link to a place; a name that is an address (`https://…`) has no place that we open."""
    external = name.startswith("https://") or " " in name
    return Link(
        role=role,
        url=url or (name if external else page(name, kind)),
        ref=None if external else ref(name, kind),
        stated_by=stated_by,
        line=7,
        note=note,
    )


def dataset(name: str) -> Link:
    """A dataset of the front matter."""
    return link(Role.TRAINING_DATA, name, Kind.DATASET, stated_by=StatedBy.FRONT_MATTER)


def repository(name: str, *files: str) -> Place:
    """A code repository with these files."""
    return place(name, kind=Kind.REPOSITORY, files=files)


def base(name: str, relation: str = "finetune") -> Link:
    """A base model of the front matter."""
    return link(Role.BASE_MODEL, name, Kind.MODEL, note=relation, stated_by=StatedBy.FRONT_MATTER)


def answer(outcome: Outcome | str, value: str = "") -> Answer:
    """A base model's answer."""
    cited = Citation(url="https://huggingface.co/acme/base", shows="the base")
    return Answer(outcome=Outcome(outcome), because="Said of the base.", citations=(cited,), value=value)


def evidence(
    own: Place | None,
    *links: Link,
    places: tuple[Place, ...] = (),
    bases: Mapping[str, Mapping[str, Answer]] | None = None,
    name: str = "",
) -> Evidence:
    """Evidence about one model from its place, its links and the places that could be opened."""
    return Evidence(
        id=name or (own.ref.name if own else "acme/open-7b"),
        place=own,
        links=links,
        places={str(one.ref): one for one in places},
        bases=bases or {},
        rules=rules(),
    )
