"""Ask for everything cited again, each address once, as far as the requests allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from auditor.answers import Answer, Citation
from auditor.evidence import Missing, Ref
from auditor.record import Record
from auditor.sources import Listing, Rereader, rereader
from auditor.transport import Door, HostFailure
from auditor.verify.compare import FALLEN, Fate, Found, needs_bytes, of_bytes, of_listing, refused
from auditor.verify.held import Pin, Shelf

MAX_REQUESTS: Final = 1000
"""Requests of one run, unless it is told otherwise."""
_Told = TypeVar("_Told")
SPENT: Final = "the requests of this run were used up"


class Checked(Record):
    """One citation of one answer of one model, and what became of it."""

    model: str
    check: str
    url: str
    fate: Fate
    why: str = ""
    at_commit: bool = False
    """True where a commit pins it, not the hash alone of what stood at the default branch."""
    failed: bool = False
    """True where a host could not be asked, so that nothing is known."""

    @property
    def address(self) -> str:
        """The address without the line: what is asked for."""
        return self.url.partition("#")[0]


class Verified(Record):
    """What became of every citation of these models."""

    models: int
    checked: tuple[Checked, ...]
    requests: int

    def counts(self) -> Mapping[Fate, int]:
        """Citations by what became of them, every fate named."""
        counted = Counter(one.fate for one in self.checked)
        return {fate: counted[fate] for fate in Fate}

    def addresses(self) -> Mapping[Fate, int]:
        """Distinct addresses by what became of them; one that is pinned in two ways may count in two."""
        counted = Counter(fate for _, fate in {(one.address, one.fate) for one in self.checked})
        return {fate: counted[fate] for fate in Fate}

    @property
    def pinned(self) -> int:
        """Citations that name exact bytes or a commit."""
        return sum(one.fate is not Fate.NOT_PINNED for one in self.checked)

    @property
    def at_commit(self) -> int:
        """Pinned citations that name a commit; the others name only the hash of what was read."""
        return sum(one.at_commit for one in self.checked)

    @property
    def asked(self) -> int:
        """Pinned citations that a host answered."""
        return sum(one.fate not in {Fate.NOT_PINNED, Fate.NOT_ASKED} for one in self.checked)

    @property
    def fallen(self) -> tuple[Checked, ...]:
        """Those that no longer stand."""
        return tuple(one for one in self.checked if one.fate in FALLEN)

    @property
    def unasked(self) -> Mapping[str, int]:
        """Why citations were not asked, each with how many."""
        return Counter(one.why for one in self.checked if one.fate is Fate.NOT_ASKED)


@dataclass(kw_only=True)
class Asking:
    """One run. `door` has to be one without a cache: what a cache answers confirms nothing.

    A run begins nothing more once `max_requests` were sent; what is under way then (retries, redirects) is finished.
    """

    door: Door
    shelf: Shelf
    max_requests: int = MAX_REQUESTS
    step: Callable[[int, int], None] = lambda _done, _all: None
    sources: Callable[[str], Rereader | None] = rereader
    _listings: dict[tuple[Ref, str], Listing | Found] = field(default_factory=dict)
    _hashes: dict[Pin, str | Found] = field(default_factory=dict)
    _sent: int = 0

    def verify(self, answers: Mapping[str, Mapping[str, Answer]]) -> Verified:
        """Ask again for every citation of these models' answers: model id -> check id -> answer."""
        self._sent = self.door.sent.total()
        asked = list(_citations(answers))
        checked = []
        for number, (model, check, citation) in enumerate(asked, 1):
            self.step(number, len(asked))
            found = self._ask(citation)
            checked.append(
                Checked(
                    model=model,
                    check=check,
                    url=citation.url,
                    fate=found.fate,
                    why=found.why,
                    at_commit=bool(citation.revision),
                    failed=found.failed,
                )
            )
        return Verified(models=len(answers), checked=tuple(checked), requests=self.door.sent.total() - self._sent)

    def _ask(self, citation: Citation) -> Found:
        if not citation.pinned:
            return Found(fate=Fate.NOT_PINNED)
        pin = self.shelf.pin(citation)
        source = self.sources(pin.ref.source) if pin else None
        if pin is None or source is None:
            return Found(fate=Fate.NOT_ASKED, why="no place that we hold has this address")
        held = self.shelf.snapshot(pin)
        if needs_bytes(citation, pin, held):
            return self._by_bytes(source, citation, pin)
        told = self._listing(source, pin)
        return told if isinstance(told, Found) else of_listing(citation, pin, told, held)

    def _by_bytes(self, source: Rereader, citation: Citation, pin: Pin) -> Found:
        if pin not in self._hashes:
            told = self._answered(lambda: source.hash_at(pin.ref, pin.revision, pin.path, self.door))
            self._hashes[pin] = refused(told) if isinstance(told, Missing) else told
        known = self._hashes[pin]
        return known if isinstance(known, Found) else of_bytes(citation, known)

    def _listing(self, source: Rereader, pin: Pin) -> Listing | Found:
        key = (pin.ref, pin.revision)
        if key not in self._listings:
            told = self._answered(lambda: source.files_at(pin.ref, pin.revision, self.door))
            self._listings[key] = refused(told) if isinstance(told, Missing) else told
        return self._listings[key]

    def _answered(self, ask: Callable[[], _Told]) -> _Told | Found:
        if self.door.sent.total() - self._sent >= self.max_requests:
            return Found(fate=Fate.NOT_ASKED, why=SPENT)
        try:
            return ask()
        except HostFailure as error:
            return Found(fate=Fate.NOT_ASKED, why=str(error), failed=True)


def _citations(answers: Mapping[str, Mapping[str, Answer]]) -> Iterable[tuple[str, str, Citation]]:
    for model, given in answers.items():
        for check, answer in given.items():
            for citation in answer.citations:
                yield model, check, citation
