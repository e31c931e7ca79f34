"""What people write: the register, definitions, licenses, vocabulary, labels, corrections; and what is made of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Final

from auditor.checks import all_checks
from auditor.definitions import Definition, Requirement, Rule
from auditor.evidence import checked_name
from auditor.measure import Labels
from auditor.registry import Correction, Corrections, CuratedLink, Entry, Reply
from auditor.rules import Fingerprints, Licenses, Rules, Vocabulary, license_names
from auditor.store.checkout_files import CheckoutFiles
from auditor.store.files import json_bytes, write_whole
from auditor.store.paths import refusal
from auditor.store.yaml_files import BadData, add_links, add_replies, yaml_of_entry

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


class PeopleFiles(CheckoutFiles):
    """The files of data/ that people write. Writes are atomic and only where something changed."""

    def __init__(self, root: Path, *, models: Path | None = None, rules: Path | None = None) -> None:
        """`models` and `rules` name another register and other rule data than those of the checkout at `root`."""
        super().__init__(root)
        self.models = models or self.data / "models"
        self._rules = rules or rule_data(root)

    def entry_path(self, model_id: str) -> Path:
        """Where a model's entry lies; the id has been checked to be safe as a path."""
        return self.models / f"{checked_name(model_id)}.yaml"

    def entry_files(self) -> tuple[Path, ...]:
        """Every file of the register, in order."""
        return tuple(sorted(self.models.rglob("*.yaml")))

    def registered(self) -> tuple[str, ...]:
        """The id of every model of the register, by the name of its file."""
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
        return self.read_entry(path) if self._is_there(path) else None

    def add_entry(self, model_id: str, links: Iterable[CuratedLink] = ()) -> Path:
        """Write a new entry; raises `BadData` where it is there already."""
        path = self.entry_path(model_id)
        if path.exists():
            raise BadData(f"{self._shown(path)}: {model_id} is registered already")
        if why := refusal(model_id, self.registered()):
            raise BadData(f"{self._shown(path)}: {model_id} cannot be registered: {why}")
        write_whole(path, yaml_of_entry(model_id, links))
        return path

    def extend_entry(self, model_id: str, links: Iterable[CuratedLink] = (), replies: Iterable[Reply] = ()) -> Path:
        """Add curated links and replies to an entry; what it has already is passed over, the rest of it stays as it is.

        Where the result could not be read back, the file is left as it was, and `BadData` is raised.
        """
        path = self.entry_path(model_id)
        entry = self.read_entry(path)
        content = before = path.read_bytes()
        if new := entry.new_links(links):
            content = add_links(content, new)
        if answers := entry.new_replies(replies):
            content = add_replies(content, answers)
        write_whole(path, content)
        try:
            self.read_entry(path)
        except BadData:
            write_whole(path, before)
            raise
        return path

    def rule_files(self) -> tuple[Path, ...]:
        """The files of the rule data: what every answer and every scorecard follows from."""
        names = ("licenses.yaml", "vocabulary.yaml", FINGERPRINTS)
        return (*sorted(self._rules.glob("definitions/*.yaml")), *(self._rules / name for name in names))

    def corrections(self) -> tuple[Correction, ...]:
        """The log of mistakes that were published and mended, in the order of the file; none where there is no file."""
        path = self.data / "corrections.yaml"
        return self._read(path, Corrections).corrections if self._is_there(path) else ()

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
