"""Where code of one purpose is held for a model: its own repository, those that it links, and where these lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from auditor.answers import Citation
from auditor.card import Role
from auditor.evidence import Evidence, Head
from auditor.findings.listing import having
from auditor.findings.look import in_words, linked_once, present
from auditor.findings.names import same_owner
from auditor.findings.onward import CODE, onward
from auditor.findings.scripts import (
    MAX_LISTED,
    Code,
    Fit,
    Purpose,
    is_code_for,
    is_enough,
    is_named_for_a_purpose,
    linked_code,
    own_code,
)
from auditor.reading.traits import Trait
from auditor.record import Record

_CODE_FOR: Final = {one: Trait(partial(is_code_for, purpose=one)) for one in Purpose}


class Holding(Record):
    """Code of one purpose in one place: where, in words, and the citations that show it."""

    code: Code
    where: str
    citations: tuple[Citation, ...]


def nearest(held: Iterable[Holding]) -> Holding | None:
    """The first that is this model's or its family's, else the first there is."""
    first: Holding | None = None
    for one in held:
        if one.code.fit >= Fit.FAMILY:
            return one
        first = first or one
    return first


def holdings(
    evidence: Evidence, purpose: Purpose, *, roles: tuple[Role, ...], dedicated: tuple[Role, ...]
) -> Iterator[Holding]:
    """The code of one purpose: the model's own first, then that of each linked repository of these roles.

    Links of a `dedicated` role say that they lead to the model's code for the purpose. What lies in a public tool is a
    tool for all models, unless it names this one or the tool is its owner's.
    """
    shows = "Training code" if purpose is Purpose.TRAINING else "Evaluation code"
    if place := present(evidence):
        code = own_code(evidence, having(place, _CODE_FOR[purpose]), purpose)
        if code.fit is not Fit.NONE:
            cited = tuple(place.cite_file(path, shows) for path in code.paths)
            yield Holding(code=code, where="The model's own repository", citations=cited)
    generic = evidence.rules.vocabulary.generic_repositories
    for link, target in linked_once(evidence, *roles):
        if target is None or link.ref is None or not isinstance(target.head, Head):
            continue
        code = linked_code(evidence, link, target, purpose, dedicated=link.role in dedicated)
        tool = link.ref.name.lower() in generic and not same_owner(evidence.id, link.ref.name)
        if code.fit >= Fit.FAMILY or (code.fit is Fit.OTHER and not tool):
            stated = evidence.cite_link(link, f"Links {link.ref.name}")
            cited = (stated, *(target.cite_file(path, shows) for path in code.paths))
            yield Holding(code=code, where=f"The linked repository {link.ref.name}", citations=cited)
    yield from _one_step_further(evidence, purpose, dedicated, shows)


def _one_step_further(
    evidence: Evidence, purpose: Purpose, dedicated: tuple[Role, ...], shows: str
) -> Iterator[Holding]:
    """Code to which a README of the owner's leads: this model's, or the owner's own that is linked for the purpose."""
    for further in onward(evidence, *CODE):
        place, link = further.place, further.link
        if place is None or not isinstance(place.head, Head):
            continue
        # Of another owner's only a repository that is named for the purpose is all meant by such a link.
        named = is_named_for_a_purpose(place.ref.name.rpartition("/")[2])
        meant = link.role in dedicated and (named or same_owner(evidence.id, place.ref.name))
        code = linked_code(evidence, link, place, purpose, dedicated=meant)
        own_tool = code.fit is Fit.OTHER and link.role in dedicated and same_owner(evidence.id, place.ref.name)
        if code.fit is Fit.OURS or own_tool:
            stated = further.cite(f"Links {place.ref.name}")
            cited = (stated, *(place.cite_file(path, shows) for path in code.paths))
            where = f"The repository {place.ref.name}, to which {further.via.ref.name} leads,"
            yield Holding(code=code, where=where, citations=cited)


def looked_through(evidence: Evidence, *roles: Role) -> str:
    """`, and at a, b and c,` for the linked repositories that were looked through; empty for none."""
    names = [link.ref.name for link, place in linked_once(evidence, *roles) if link.ref and place]
    return f", and at {in_words(names)}," if names else ""


def too_small(evidence: Evidence, purpose: Purpose, *roles: Role) -> tuple[str, ...]:
    """Files that are called code for the purpose and are too small to be any: a clause for each place with no other.

    They prove nothing, in either direction: one may be a link to code elsewhere.
    """
    own = present(evidence)
    places = [*([own] if own else []), *(place for _, place in linked_once(evidence, *roles) if place)]
    found: list[str] = []
    for place in places:
        named = [file for file in place.listing[:MAX_LISTED] if is_code_for(file.path, purpose)]
        if named and not any(map(is_enough, named)):
            size = named[0].size
            found.append(f"{named[0].path} holds {size} byte{'' if size == 1 else 's'}, too few to be the code")
    return tuple(found)
