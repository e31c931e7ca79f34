"""Are the libraries and tools named with which the model was made and is run?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from auditor.answers import Answer, yes
from auditor.card import Card, Mention, Role, Where, as_name
from auditor.checks import check
from auditor.evidence import Evidence, Head, Place
from auditor.findings.claims import frameworks, mentions
from auditor.findings.listing import having
from auditor.findings.look import in_words, linked_once, look, present
from auditor.findings.names import same_family, same_owner, words_of
from auditor.reading.traits import Trait
from auditor.rules import NameKind

ROLES: Final = (
    Role.CODE,
    Role.TRAINING_CODE,
    Role.FINE_TUNING_CODE,
    Role.INFERENCE_CODE,
    Role.EVALUATION_CODE,
    Role.DATA_PROCESSING_CODE,
)
REMEDY: Final = (
    "Name on the card the libraries of training and use with their versions (Framework versions), or publish a "
    "requirements.txt with pinned versions beside the code."
)
_CONTEXT: Final = frozenset(
    {"training", "pretraining", "fine_tuning", "alignment", "training_code", "framework_use", "inference", "usage"}
)
_CITED: Final = frozenset({"citation", "acknowledgement"})
_METHODS: Final = frozenset(
    {"sft", "dpo", "orpo", "grpo", "ppo", "dreambooth", "diffusers-training", "generated_from_trainer"}
    | {"sentence-transformers-training"}
)
"""Tags that tell how a model was trained, and name no tool."""
_LOCKS: Final = re.compile(r"(^|/)(uv|poetry|pdm|pixi|pipfile|conda)[-_.]lock(\.ya?ml)?$", re.IGNORECASE)
_LISTS: Final = re.compile(
    r"(^|/)(requirements([-_.][^/]*)?\.txt|requirements/[^/]+\.txt|pyproject\.toml|environment[^/]*\.ya?ml|setup\.(py|cfg)"
    r"|pipfile)$",
    re.IGNORECASE,
)
_APART: Final = frozenset({"test", "tests", "dev", "doc", "docs", "dependencies", "vendor", "third", "github"})


@check(
    question="Are the libraries and tools named with which the model was made or is run?",
    method="We look for known libraries in the card's words on training and use and in its code, for the list of "
    "framework versions that trainers write, and for requirements files in the model's repository and in the linked "
    "ones of its owner. Versions that are listed or locked are told apart by a value.",
    remedy=REMEDY,
    limits="We know libraries by our list of names, and we do not read requirements files: whether they pin versions "
    "is told only for lock files. Whether all libraries are named is not seen.",
)
def supporting_libraries_named(evidence: Evidence) -> Answer:
    """Yes, with value `versions` where a list of the card or a lock file gives them."""
    place = present(evidence)
    card = place.card if place else None
    listed = tuple(_listed(card))
    if place and listed:
        cited = place.cite_card("List of framework versions", listed[0].line)
        return yes(f"The card lists the versions of {in_words(one.name for one in listed)}.", cited, value="versions")
    files = tuple(_files(evidence))
    if locked := next((one for one in files if _LOCKS.search(one[1])), None):
        name, path, where = locked
        return yes(f"{name} holds {path}, which locks the versions.", where.cite_file(path, "Locks"), value="versions")
    named = {name: cited for name, cited in frameworks(evidence) if name not in _METHODS}
    for one in _spoken(card):
        if place:
            named.setdefault(one.name, place.cite_card(f"Names {one.name}", one.line))
    if named:
        cited_names = tuple(dict.fromkeys(named.values()))[:5]
        return yes(f"{in_words(named)} {'is' if len(named) == 1 else 'are'} named.", *cited_names)
    if files:
        name, path, where = files[0]
        return yes(f"{name} holds {path}.", where.cite_file(path, "Lists the libraries"))
    stated = card.front_matter.strings("library_name") if card else ()
    if place and card and stated:
        cited = place.cite_card("library_name", card.front_matter.lines.get("library_name", 0))
        return yes(f"The front matter names the library {stated[0][:40]}.", cited)
    seen = look(evidence, *ROLES)
    return seen.deny(f"We looked at {in_words(seen.seen)} and found no library or tool named.", remedy=REMEDY)


def _listed(card: Card | None) -> Iterator[Mention]:
    """The libraries below a heading such as Framework versions, each once."""
    if card is None:
        return
    known = {one.name: one for one in reversed(card.mentions) if one.kind in {NameKind.LIBRARY, NameKind.FRAMEWORK}}
    starts = [heading.line for heading in card.headings]
    for heading in card.headings:
        if as_name(heading.text).startswith("frameworkversion"):
            end = min((line for line in starts if line > heading.line), default=card.size)
            inside = (
                one
                for one in card.mentions
                if one.name in known and heading.line < one.line < end and one.where is Where.LIST
            )
            yield from {one.name: one for one in inside}.values()


def _spoken(card: Card | None) -> Iterator[Mention]:
    """Tools in the card's code and in its words on training and use; a library wherever the card names it as its own.

    A framework may be named for what readers could do with the model; a library is named because the model needs it.
    """
    for kind in (NameKind.FRAMEWORK, NameKind.LIBRARY):
        for one in mentions(card, kind):
            about = {*one.cues, *one.heading_cues}
            needed = kind is NameKind.LIBRARY or one.where is Where.CODE or bool(about & _CONTEXT)
            if needed and not about & _CITED:
                yield one


def _files(evidence: Evidence) -> Iterator[tuple[str, str, Place]]:
    """Lists of requirements: whose, the path and the place; the model's own first, then its owner's and family's."""
    if own := present(evidence):
        yield from (("The model's own repository", path, own) for path in _lists(own))
    for link, target in linked_once(evidence, *ROLES):
        if target is None or link.ref is None or not isinstance(target.head, Head):
            continue
        if same_owner(evidence.id, link.ref.name) or same_family(evidence.id, link.ref.name):
            yield from ((f"The linked repository {link.ref.name}", path, target) for path in _lists(target))


def _lists(place: Place) -> list[str]:
    paths = [file.path for file in having(place, _lists_libraries)]
    return sorted(paths, key=lambda path: (path.count("/"), path))


@Trait
def _lists_libraries(path: str) -> bool:
    return bool(_LOCKS.search(path) or _LISTS.search(path)) and not words_of(path) & _APART
