"""Places and evidence of a census: citations are not written out, and what is asked about the id is written down.

The checks run as they are. What they hand on as citations is one and the same, for addresses cost time and a census
keeps outcomes. The id is told to who asks for it; as long as nobody read the id itself, but only asked questions about
it, the answers hold for every row that tells the same and whose id answers these questions alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from pydantic import ConfigDict

from auditor.answers import Citation
from auditor.collect import model_ref
from auditor.evidence import SCHEMA, Evidence, Head, Kind, Link, Place, Snapshot
from auditor.rules import Rules

_Told = TypeVar("_Told")
Question = tuple[Callable[..., Any], tuple[Any, ...]]


class Asked:
    """Who is judged, and what was asked about the id: (function, further arguments) -> answer, in the order asked."""

    __slots__ = ("by_itself", "id", "questions")

    def __init__(self, model_id: str) -> None:
        self.id = model_id
        self.questions: dict[Question, Any] = {}
        self.by_itself = False
        """True where the id was read, so that what follows holds for no other."""

    def read(self) -> str:
        """The id itself."""
        self.by_itself = True
        return self.id


class _Bare(Citation):
    """Compared as the one that it is."""

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def _bare(url: str) -> Citation:
    return _Bare.made({"url": url, "shows": "", "revision": "", "sha256": "", "opened": True})


SEEN: Final = _bare("")
"""Stands for every citation of a base model's answers."""
_PAGE: Final = "https://huggingface.co/-"
"""Stands for the page of the model: what is cited of it begins with it."""
_OWN: Final = _bare(_PAGE)


class BarePlace(Place):
    """The model's place. It cites its page and no more: whose page it is, a check may ask."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    asked: Asked

    def __getattr__(self, name: str) -> Any:
        """The reference names the model: it is made for who asks for it."""
        if name == "ref":
            return model_ref(self.asked.read())
        return super().__getattr__(name)  # type: ignore[misc]  # pydantic hides it from type checkers

    @property
    def kind(self) -> Kind:
        """See `Place`."""
        return Kind.MODEL

    def cite(self, shows: str) -> Citation:  # noqa: ARG002 - not written out
        """See `Place`."""
        return _OWN

    def cite_listing(self, shows: str) -> Citation:  # noqa: ARG002 - not written out
        """See `Place`."""
        return _OWN

    def cite_file(self, path: str, shows: str) -> Citation:  # noqa: ARG002 - not written out
        """See `Place`."""
        return _OWN

    def cite_card(self, shows: str, line: int = 0) -> Citation:  # noqa: ARG002 - not written out
        """See `Place`."""
        return _OWN


class BareEvidence(Evidence):
    """The same for links and for the id."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    asked: Asked

    def __getattr__(self, name: str) -> Any:
        """The id is told to who asks for it."""
        if name == "id":
            return self.asked.read()
        return super().__getattr__(name)  # type: ignore[misc]  # pydantic hides it from type checkers

    def by_id(self, question: Callable[..., _Told], *args: Any, **options: Any) -> _Told:
        """See `Evidence`."""
        if options:
            return question(self.asked.read(), *args, **options)
        asked = self.asked
        key = (question, args)
        if key not in asked.questions:
            asked.questions[key] = question(asked.id, *args)
        answer: _Told = asked.questions[key]
        return answer

    def cite_link(self, link: Link, shows: str, *, opened: bool = True) -> Citation:  # noqa: ARG002 - not written out
        """See `Evidence`."""
        return _OWN


def bare_place(asked: Asked, head: Head, snapshot: Snapshot) -> BarePlace:
    """The place of the model of which it is asked."""
    made: dict[str, Any] = {"schema_version": SCHEMA, "ref": None, "page": _PAGE, "head": head, "snapshot": snapshot}
    return _without(BarePlace.made({**made, "commits": {}, "formerly": "", "replaced": "", "asked": asked}), "ref")


def bare_evidence(place: BarePlace, rules: Rules) -> BareEvidence:
    """The evidence of a place by itself: nothing that it links was opened."""
    links = place.snapshot.links if place.snapshot else ()
    made: Mapping[str, Any] = {"id": None, "place": place, "links": links, "places": {}, "bases": {}, "rules": rules}
    return _without(BareEvidence.made({**made, "asked": place.asked}), "id")


_Made = TypeVar("_Made", BarePlace, BareEvidence)


def _without(one: _Made, name: str) -> _Made:
    del one.__dict__[name]
    return one
