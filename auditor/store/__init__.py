"""Everything under data/: where it lies, how it is read and written. The only module that knows the layout."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from auditor.checks import all_checks
from auditor.evidence import Evidence, InvalidName, Kind, Link, Place, Ref
from auditor.findings.onward import places_beyond
from auditor.registry import Entry
from auditor.store.paths import links_below, refusal
from auditor.store.people_files import PeopleFiles, rule_data
from auditor.store.program_files import ProgramFiles
from auditor.store.yaml_files import BadData

__all__ = ["BadData", "Store", "rule_data"]


class Store(PeopleFiles, ProgramFiles):
    """The files of one checkout, what joins people's and the program's, and every mistake in them."""

    def evidence(
        self, model: Ref, curated: Iterable[Link] = (), *, place_of: Callable[[Ref], Place | None] | None = None
    ) -> Evidence | None:
        """A model's evidence from what is held, without its bases' answers; None where nothing was ever seen.

        `place_of` replaces the files of `data/evidence/` for an audit that keeps nothing.
        """
        place_of = place_of or self.place
        place = place_of(model)
        if place is None:
            return None
        links = (*(place.snapshot.links if place.snapshot else ()), *curated)
        wanted = {str(link.ref): link.ref for link in links if link.ref and link.ref.kind is not Kind.MODEL}
        card = place.card
        wanted |= {str(ref): ref for ref in places_beyond(model.name, links, card, place_of, self.rules.vocabulary)}
        found = {name: place_of(ref) for name, ref in wanted.items()}
        return Evidence(
            id=model.name,
            place=place,
            links=links,
            places={name: place for name, place in found.items() if place},
            rules=self.rules,
        )

    def problems(self) -> Iterator[str]:
        """Every mistake in data/ once, one sentence each: file, key, what is allowed."""
        yield from dict.fromkeys(self._problems())

    def _problems(self) -> Iterator[str]:
        readers = [
            *((self.read_entry, path) for path in self.entry_files()),
            *((self.read_definition, path) for path in sorted(self._rules.glob("definitions/*.yaml"))),
        ]
        for path in links_below(self.data):
            yield f"{self._shown(path)}: it is a symbolic link; allowed are files only"
        strays = (path for path in self.models.rglob("*") if path.is_file() and path.suffix != ".yaml")
        for path in sorted(strays):
            yield f"{self._shown(path)}: allowed in the register are files OWNER/NAME.yaml only"
        for path in sorted(self._rules.glob("definitions/*")):
            if path.suffix != ".yaml":
                yield f"{self._shown(path)}: allowed among the definitions are files ID.yaml only"
        seen: dict[str, Path] = {}
        owners: dict[str, str] = {}
        for read, path in readers:
            try:
                record = read(path)
            except BadData as error:
                yield str(error)
                continue
            if isinstance(record, Entry):
                spelled = owners.setdefault(record.id.partition("/")[0].casefold(), record.id)
                beside = (spelled,) if spelled.casefold() != record.id.casefold() else ()
                if why := refusal(record.id, beside):
                    yield f"{self._shown(path)}: id: {record.id!r} cannot be registered: {why}"
                yield from self._entry_problems(record, path, seen)
        yield from self._rule_problems()
        yield from self._program_problems()

    def _entry_problems(self, entry: Entry, path: Path, seen: dict[str, Path]) -> Iterator[str]:
        other = seen.setdefault(entry.id.casefold(), path)
        if other != path:
            yield f"{self._shown(path)}: id: {entry.id!r} is registered in {self._shown(other)} too"
        words = list(enumerate(entry.attestations))
        named = [(f"attestations.{number}", word.check) for number, word in words if word.check]
        named += [(f"replies.{number}", word.check) for number, word in enumerate(entry.replies)]
        for key, check in named:
            if check not in all_checks():
                yield (
                    f"{self._shown(path)}: {key}.check: no check is called {check!r}; "
                    f"allowed are {', '.join(all_checks())}"
                )
        for number, word in words:
            if word.requirement and word.requirement not in (asked := self._requirement_keys()):
                yield (
                    f"{self._shown(path)}: attestations.{number}.requirement: no definition asks for "
                    f"{word.requirement!r}; allowed are {', '.join(asked)}"
                )

    def _requirement_keys(self) -> tuple[str, ...]:
        try:
            found = self.definitions()
        except BadData:
            return ()  # the mistake is told where the definition is read
        return tuple(f"{one.id}/{requirement.id}" for one in found for requirement in one.requirements)

    def _rule_problems(self) -> Iterator[str]:
        for read in (lambda: self.rules, self.labels, self.corrections, self.hub_state):
            try:
                read()
            except BadData as error:
                yield str(error)

    def _program_problems(self) -> Iterator[str]:
        for path in sorted((self.data / "evidence").rglob("*.json")):
            try:
                self._read_place(path)
            except BadData as error:
                yield str(error)
        for folder, suffix, read in (("audits", ".json", self.audit), ("history", ".jsonl", self.history)):
            for path in sorted((self.data / folder).rglob(f"*{suffix}")):
                try:
                    read(path.relative_to(self.data / folder).with_suffix("").as_posix())
                except InvalidName as error:
                    yield f"{self._shown(path)}: {error}"
                except BadData as error:
                    yield str(error)
