"""What a model's front matter, tags and files declare: its datasets and its base models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from auditor.card import Card, Role
from auditor.evidence import InvalidName, Kind, Link, ReadFile, Ref, StatedBy, checked_name

PAGE: Final = "https://huggingface.co"
MAX_STATED: Final = 100
"""Places that one key of the front matter leads to: each may cost requests."""
_KEYS: Final = (("datasets", Role.TRAINING_DATA, Kind.DATASET), ("base_model", Role.BASE_MODEL, Kind.MODEL))


def ref_of(name: str, kind: Kind) -> Ref | None:
    """The place of a stated id (`allenai/dolma`, `c4`), None for what is no id (`wikipedia (en)`)."""
    try:
        name = checked_name(name, parts=(1, 2))
        return Ref.made({"source": "huggingface", "kind": kind, "name": name, "branch": ""})
    except InvalidName:
        return None


def address(ref: Ref) -> str:
    """The page of a model or dataset."""
    return f"{PAGE}/datasets/{ref.name}" if ref.kind is Kind.DATASET else f"{PAGE}/{ref.name}"


def declared(
    card: Card | None, tags: tuple[str, ...], read: Iterable[ReadFile], told: Mapping[str, object] | None = None
) -> Iterator[Link]:
    """What front matter, tags and files state: datasets and base models, each stated place once.

    `told` is the front matter as the host tells it in its own answer: it speaks where the card could not be read.
    """
    seen: set[tuple[Role, str]] = set()
    for link in (*_stated(card, tags, read), *(_told(told) if told and card is None else ())):
        # A name is compared without case: tags mirror the front matter in the Hub's own spelling.
        key = (link.role, (link.ref.name if link.ref else link.url).casefold())
        if key not in seen:
            seen.add(key)
            yield link


def _stated(card: Card | None, tags: tuple[str, ...], read: Iterable[ReadFile]) -> Iterator[Link]:
    relations = dict(_tagged_bases(tags))
    if card:
        matter = card.front_matter
        relation = next(iter(matter.strings("base_model_relation")), "")
        for key, role, kind in _KEYS:
            for name in matter.strings(key)[:MAX_STATED]:
                yield _link(
                    role,
                    name,
                    kind,
                    StatedBy.FRONT_MATTER,
                    line=matter.lines.get(key, 0),
                    path=card.path,
                    note=relation or relations.get(name, "") if role is Role.BASE_MODEL else "",
                )
    for tag in tags:
        if tag.startswith("dataset:"):
            yield _link(Role.TRAINING_DATA, tag.removeprefix("dataset:"), Kind.DATASET, StatedBy.TAG)
    for name, relation in relations.items():
        yield _link(Role.BASE_MODEL, name, Kind.MODEL, StatedBy.TAG, note=relation)
    for file in read:
        base = file.facts.get("base_model")
        if isinstance(base, str) and base:
            yield _link(Role.BASE_MODEL, base, Kind.MODEL, StatedBy.FILE, path=file.path, note="adapter")


def _told(front_matter: Mapping[str, object]) -> Iterator[Link]:
    for key, role, kind in _KEYS:
        value = front_matter.get(key)
        for name in (value if isinstance(value, list) else [value])[:MAX_STATED]:
            if isinstance(name, str) and name.strip():
                yield _link(role, name.strip(), kind, StatedBy.TAG)


def _tagged_bases(tags: Iterable[str]) -> Iterator[tuple[str, str]]:
    """`base_model:X` and `base_model:RELATION:X`: the second form, where it stands, tells the relation."""
    for tag in sorted((tag for tag in tags if tag.startswith("base_model:")), key=lambda tag: (tag.count(":"), tag)):
        relation, _, name = tag.removeprefix("base_model:").rpartition(":")
        yield name, relation


def _link(  # noqa: PLR0913 - one argument for each thing that a stated link has
    role: Role, name: str, kind: Kind, stated_by: StatedBy, *, line: int = 0, path: str = "", note: str = ""
) -> Link:
    ref = ref_of(name, kind) if kind is Kind.DATASET or "/" in name else None
    # A name that is no id has no address: it is kept as it stands, for people to read.
    return Link.made(
        {
            "role": role,
            "url": address(ref) if ref else name[:200],
            "ref": ref,
            "stated_by": stated_by,
            "line": line,
            "path": path,
            "note": note,
        }
    )
