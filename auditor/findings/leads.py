"""Where a curator may look: code of a model's owner that its card does not link. Leads, never evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from auditor.answers import Citation
from auditor.card import Role
from auditor.evidence import Evidence, Head, Kind
from auditor.findings.names import same_family, same_owner
from auditor.record import Record

_ROLES: Final = frozenset(
    {Role.CODE, Role.TRAINING_CODE, Role.FINE_TUNING_CODE, Role.EVALUATION_CODE, Role.DATA_PROCESSING_CODE}
)


class Lead(Record):
    """A repository of the model's owner that somebody else's card leads to."""

    model: str
    url: str
    role: Role
    family: bool
    """The repository has the name of the model's family."""
    seen: Citation


def leads(models: Iterable[Evidence]) -> Iterator[Lead]:
    """For each model the repositories of its owner that other models' cards or curators name and it does not.

    Those of the model's own family come first. A repository that the host refuses leads nowhere.
    """
    known = tuple(models)
    named: dict[str, tuple[str, Role, Citation]] = {}
    for one in known:
        for link, place in one.linked(*_ROLES):
            if link.ref and link.ref.kind is Kind.REPOSITORY and place and isinstance(place.head, Head):
                shown = one.cite_link(link, f"Named for {one.id}")
                named.setdefault(link.ref.name.lower(), (place.page, link.role, shown))
    for one in known:
        own = {link.ref.name.lower() for link in one.links if link.ref and link.ref.kind is Kind.REPOSITORY}
        found = [
            Lead(model=one.id, url=url, role=role, family=same_family(one.id, name), seen=seen)
            for name, (url, role, seen) in named.items()
            if name not in own and same_owner(one.id, name)
        ]
        yield from sorted(found, key=lambda lead: (not lead.family, lead.url))
