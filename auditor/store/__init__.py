"""Everything under data/: where it lies, how it is read and written. The only module that knows the layout."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from auditor.checks import all_checks
from auditor.definitions import Definition, Requirement, Rule
from auditor.evidence import SCHEMA as EVIDENCE_SCHEMA
from auditor.evidence import Evidence, InvalidName, Kind, Link, Place, Ref, checked_name
from auditor.findings.onward import places_beyond
from auditor.history import SCHEMA as AUDIT_SCHEMA
from auditor.history import Audit, Change, Happening, line_of_history
from auditor.measure import Labels
from auditor.record import Record
from auditor.registry import Correction, Corrections, CuratedLink, Entry, Reply
from auditor.rules import Fingerprints, Licenses, Rules, Vocabulary, license_names
from auditor.store.files import json_bytes, sweep, write_whole
from auditor.store.paths import links_below, refusal
from auditor.store.place_files import place_from_json, place_to_json
from auditor.store.yaml_files import BadData, add_links, add_replies, first_sentence, read_yaml, yaml_of_entry

__all__ = ["BadData", "Store", "rule_data"]

_Shape = TypeVar("_Shape", bound=Record)
_Parsed = TypeVar("_Parsed")

FIRST: Final = "open-source-five"
"""The project's own definition: its six requirements are the strip, so it comes first everywhere."""
FINGERPRINTS: Final = "license_fingerprints.json"
READING: Final = "1"
"""Rises when `reading` may find other facts in the same card, so that cards are read again at their pins."""


def rule_data(root: Path | None = None) -> Path:
    """The folder of rule data: `data/` of the checkout at `root`, else the copy that ships inside the wheel."""
    if root is not None and (root / "data" / "vocabulary.yaml").is_file():
        return root / "data"
    package = Path(__file__).resolve().parents[1]
    shipped = package / "data"
    return shipped if shipped.is_dir() else package.parent / "data"


class Store:
    """The files of one checkout. Reads raise `BadData` with one sentence; writes are atomic and only where changed."""

    def __init__(self, root: Path, *, models: Path | None = None, rules: Path | None = None) -> None:
        """`models` and `rules` name another register and other rule data than those of the checkout at `root`."""
        self.root = root
        self.data = root / "data"
        self.models = models or self.data / "models"
        self._rules = rules or rule_data(root)

    # -- what people write ---------------------------------------------------------------------------------------

    def entry_path(self, model_id: str) -> Path:
        """Where a model's entry lies; the id has been checked to be safe as a path."""
        return self.models / f"{checked_name(model_id)}.yaml"

    def entry_files(self) -> tuple[Path, ...]:
        """Every file of the register, in order."""
        return tuple(sorted(self.models.rglob("*.yaml")))

    def _registered(self) -> tuple[str, ...]:
        return tuple(path.relative_to(self.models).with_suffix("").as_posix() for path in self.entry_files())

    def entries(self) -> tuple[Entry, ...]:
        """The whole register, sorted by id without case."""
        return tuple(sorted(map(self.read_entry, self.entry_files()), key=lambda entry: entry.id.casefold()))

    def read_entry(self, path: Path) -> Entry:
        """One entry; its file's name and its id must agree."""
        entry = self._read(path, Entry)
        expected = path.relative_to(self.models).with_suffix("").as_posix()
        if entry.id != expected:
            raise BadData(
                f"{self._shown(path)}: id: {entry.id!r} does not agree with the file's name; allowed is {expected!r}"
            )
        return entry

    def entry(self, model_id: str) -> Entry | None:
        """The entry of a model, None where it is not registered."""
        path = self.entry_path(model_id)
        return self.read_entry(path) if path.is_file() else None

    def add_entry(self, model_id: str, links: Iterable[CuratedLink] = ()) -> Path:
        """Write a new entry; raises `BadData` where it is there already."""
        path = self.entry_path(model_id)
        if path.exists():
            raise BadData(f"{self._shown(path)}: {model_id} is registered already")
        if why := refusal(model_id, self._registered()):
            raise BadData(f"{self._shown(path)}: {model_id} cannot be registered: {why}")
        write_whole(path, yaml_of_entry(model_id, links))
        return path

    def extend_entry(self, model_id: str, links: Iterable[CuratedLink] = (), replies: Iterable[Reply] = ()) -> Path:
        """Add curated links and replies to an entry; what it has already is passed over, the rest of it stays as it is.

        Where the result could not be read back, the file is left as it was, and `BadData` is raised.
        """
        path = self.entry_path(model_id)
        entry = self.read_entry(path)
        known = {(link.role, link.url) for link in entry.links}
        said = {(one.check, one.statement, one.url) for one in entry.replies}
        content = before = path.read_bytes()
        if new := [link for link in links if (link.role, link.url) not in known]:
            content = add_links(content, new)
        if answers := [one for one in replies if (one.check, one.statement, one.url) not in said]:
            content = add_replies(content, answers)
        write_whole(path, content)
        try:
            self.read_entry(path)
        except BadData:
            write_whole(path, before)
            raise
        return path

    def corrections(self) -> tuple[Correction, ...]:
        """The log of mistakes that were published and mended, in the order of the file; none where there is no file."""
        path = self.data / "corrections.yaml"
        return self._read(path, Corrections).corrections if path.is_file() else ()

    def definitions(self) -> tuple[Definition, ...]:
        """All definitions, the project's own first. Raises `BadData` for one that names a check that is not there."""
        found = [self.read_definition(path) for path in sorted(self._rules.glob("definitions/*.yaml"))]
        return tuple(sorted(found, key=lambda one: (one.id != FIRST, one.id, one.version)))

    def read_definition(self, path: Path) -> Definition:
        """One definition; its id must be its file's name and every check it names must exist."""
        definition = self._read(path, Definition)
        if definition.id != path.stem:
            raise BadData(
                f"{self._shown(path)}: id: {definition.id!r} does not agree with the file's name; "
                f"allowed is {path.stem!r}"
            )
        for requirement in definition.requirements:
            sets = [name for rule in requirement.rules() for name in rule.sets()]
            if unknown := [name for name in sets if name not in self.licenses.sets]:
                raise BadData(
                    f"{self._shown(path)}: requirements.{requirement.id}: no license set is called {unknown[0]!r}; "
                    f"allowed are {', '.join(self.licenses.sets)}"
                )
            if strange := [one for one in requirement.checks() if one not in all_checks()]:
                raise BadData(
                    f"{self._shown(path)}: requirements.{requirement.id}: no check is called {strange[0]!r}; "
                    f"allowed are {', '.join(all_checks())}"
                )
        whole = tuple(map(self._with_sets, definition.requirements))
        return definition.model_copy(update={"requirements": whole})

    def _with_sets(self, requirement: Requirement) -> Requirement:
        """The requirement with the ids of the license sets that its rules name."""

        def filled(rule: Rule | None) -> Rule | None:
            if rule is None:
                return None
            ids = sorted(self.licenses.within(rule.within)) if rule.within else []
            parts = {key: tuple(map(filled, getattr(rule, key))) for key in ("all", "any")}
            return rule.model_copy(update={**parts, "accepts": tuple(dict.fromkeys((*rule.accepts, *ids)))})

        keys = ("met_when", "partly_when", "fails_when")
        return requirement.model_copy(update={key: filled(getattr(requirement, key)) for key in keys})

    @cached_property
    def rules(self) -> Rules:
        """Licenses and vocabulary."""
        vocabulary = self._read(self._rules / "vocabulary.yaml", Vocabulary)
        prints = self._parsed(self._rules / FINGERPRINTS, Fingerprints.model_validate_json)
        names = (*vocabulary.names, *license_names(self.licenses))
        return Rules(
            licenses=self.licenses,
            fingerprints=prints,
            vocabulary=vocabulary.model_copy(update={"names": names}),
        )

    @cached_property
    def licenses(self) -> Licenses:
        """`licenses.yaml` alone, without the fingerprints that are derived with it."""
        return self._read(self._rules / "licenses.yaml", Licenses)

    def save_fingerprints(self, fingerprints: Fingerprints) -> None:
        """Write `license_fingerprints.json`, a license a line."""
        write_whole(self._rules / FINGERPRINTS, json_bytes(fingerprints.model_dump(mode="json")))

    @cached_property
    def reading(self) -> str:
        """Names the version of the reading and of all rule data that it reads with.

        Of the licenses that is how they are named and told; what they allow is asked when judging.
        """
        told = [[one.id, *one.spoken, *one.phrases] for one in self.licenses.licenses]
        content = json.dumps([told, self.licenses.restrictions]).encode()
        for name in ("vocabulary.yaml", FINGERPRINTS):
            content += (self._rules / name).read_bytes()
        return f"{READING}-{hashlib.sha256(content).hexdigest()[:12]}"

    @cached_property
    def rules_version(self) -> str:
        """Names the version of the rule data that judging uses."""
        licenses = (self._rules / "licenses.yaml").read_bytes()
        return hashlib.sha256(licenses + self.reading.encode()).hexdigest()[:12]

    def labels(self, folder: Path | None = None) -> tuple[Labels, ...]:
        """The labels of a folder (`data/labels/` where None), one JSON file a model, sorted by id without case."""
        folder = folder or self.data / "labels"
        found = [self._parsed(path, Labels.model_validate_json) for path in sorted(folder.glob("*.json"))]
        if repeated := sorted({one.id for one in found if sum(one.id == other.id for other in found) > 1}):
            raise BadData(f"{self._shown(folder)}: {repeated[0]} is labeled in two files; allowed is one")
        return tuple(sorted(found, key=lambda one: one.id.casefold()))

    # -- what the program writes ---------------------------------------------------------------------------------

    def place_path(self, ref: Ref) -> Path:
        """Where a place's evidence lies."""
        name = checked_name(ref.name, parts=(1, 2))
        branch = f"@{hashlib.sha256(ref.branch.encode()).hexdigest()[:12]}" if ref.branch else ""
        return self.data / "evidence" / ref.source / ref.kind.value / f"{name}{branch}.json"

    def place(self, ref: Ref) -> Place | None:
        """What is held of a place, None where nothing is."""
        path = self.place_path(ref)
        return self._read_place(path) if path.is_file() else None

    def places(self) -> Iterator[Place]:
        """Every place that anything is held of, by path."""
        for path in sorted((self.data / "evidence").rglob("*.json")):
            yield self._read_place(path)

    def _read_place(self, path: Path) -> Place:
        place = self._parsed(path, place_from_json, EVIDENCE_SCHEMA, "collect again")
        if not self._lies_at(place.ref, path):
            expected = path.relative_to(self.data / "evidence").with_suffix("").as_posix()
            raise BadData(
                f"{self._shown(path)}: ref: {str(place.ref)!r} does not agree with the file's name; "
                f"allowed is {expected!r}"
            )
        return place

    def _lies_at(self, ref: Ref, path: Path) -> bool:
        try:
            return self.place_path(ref) == path
        except InvalidName:
            return False

    def save_place(self, place: Place) -> None:
        """Keep what was seen of a place."""
        write_whole(self.place_path(place.ref), place_to_json(place))

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

    def audit_path(self, model_id: str) -> Path:
        """Where a model's last audit lies."""
        return self.data / "audits" / f"{checked_name(model_id)}.json"

    def history_path(self, model_id: str) -> Path:
        """Where what turned lies, a line each."""
        return self.data / "history" / f"{checked_name(model_id)}.jsonl"

    def audit(self, model_id: str) -> Audit | None:
        """The last audit of a model, None where there is none."""
        path = self.audit_path(model_id)
        if not path.is_file():
            return None
        audit = self._parsed(path, Audit.model_validate_json, AUDIT_SCHEMA, "run `auditor judge`")
        if audit.id != model_id:
            raise BadData(
                f"{self._shown(path)}: id: {audit.id!r} does not agree with the file's name; allowed is {model_id!r}"
            )
        return audit

    def save_audit(self, audit: Audit, changes: Iterable[Change | Happening] = ()) -> None:
        """Keep an audit; what turned or happened is kept first, so that a kill between the two loses no line."""
        history = self.history_path(audit.id)
        if lines := [change.model_dump_json(exclude_defaults=True) for change in changes]:
            before = history.read_bytes().split(b"\n") if history.is_file() else []
            kept = dict.fromkeys(line for line in (*before, *map(str.encode, lines)) if line)
            write_whole(history, b"".join(line + b"\n" for line in kept))
        write_whole(self.audit_path(audit.id), self.audit_bytes(audit))

    @staticmethod
    def audit_bytes(audit: Audit) -> bytes:
        """The file of an audit: equal audits give equal bytes."""
        content = audit.model_dump(mode="json", exclude_defaults=True)
        return json_bytes({**content, "schema_version": audit.schema_version})

    def audit_files(self) -> Mapping[str, Path]:
        """Every audit that is kept: model id -> its file, in order."""
        folder = self.data / "audits"
        return {path.relative_to(folder).with_suffix("").as_posix(): path for path in sorted(folder.rglob("*.json"))}

    def history(self, model_id: str) -> tuple[Change | Happening, ...]:
        """What turned and what happened, oldest first."""
        path = self.history_path(model_id)
        if not path.is_file():
            return ()
        return self._parsed(path, lambda content: tuple(_changes(content)))

    def sweep(self) -> None:
        """Remove what writing left behind where it was killed; no reader ever takes such a part for a file."""
        for name in ("evidence", "audits", "history"):
            sweep(self.data / name)

    # -- checking everything -------------------------------------------------------------------------------------

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
        for read in (lambda: self.rules, self.labels, self.corrections):
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

    # -- reading and writing -------------------------------------------------------------------------------------

    def _read(self, path: Path, shape: type[_Shape]) -> _Shape:
        return read_yaml(path, shape, shown=self._shown(path))

    def _parsed(
        self, path: Path, parse: Callable[[bytes], _Parsed], schema: int | None = None, remedy: str = ""
    ) -> _Parsed:
        """Read a file that the program wrote; somebody may have edited it since.

        Where a `schema` is asked for, a file of another one is refused before its keys are looked at.
        """
        if path.is_symlink():
            raise BadData(f"{self._shown(path)}: it is a symbolic link; allowed are files only")
        try:
            content = path.read_bytes()
            found: Any = json.loads(content) if schema is not None else None
            stated = found.get("schema_version", schema) if isinstance(found, dict) else schema
            if stated != schema:
                raise BadData(
                    f"{self._shown(path)}: schema_version: {stated!r} is not known; allowed is {schema}. "
                    f"Remove the file and {remedy}"
                )
            return parse(content)
        except (ValidationError, ValueError, OSError, RecursionError) as error:
            raise BadData(f"{self._shown(path)}: {first_sentence(error)}") from error

    def _shown(self, path: Path) -> str:
        """The path as people know it: below the checkout."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name


def _changes(content: bytes) -> Iterator[Change | Happening]:
    for number, line in enumerate(content.splitlines(), 1):
        try:
            yield line_of_history(line)
        except ValidationError as error:
            raise ValueError(f"line {number}: {first_sentence(error)}") from error
