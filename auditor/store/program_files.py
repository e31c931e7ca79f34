"""What the program writes: the evidence of places, audits, and the history of what turned."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from auditor.answers import Answer
from auditor.evidence import SCHEMA as EVIDENCE_SCHEMA
from auditor.evidence import InvalidName, Place, Ref, checked_name
from auditor.history import SCHEMA as AUDIT_SCHEMA
from auditor.history import Audit, Change, Happening, line_of_history
from auditor.hub_state import SCHEMA as HUB_SCHEMA
from auditor.hub_state import HubState
from auditor.store.checkout_files import CheckoutFiles
from auditor.store.files import json_bytes, sweep, write_whole
from auditor.store.place_files import place_from_json, place_to_json
from auditor.store.yaml_files import BadData, first_sentence


class ProgramFiles(CheckoutFiles):
    """The files of data/ that no person edits. Writes are atomic and only where something changed."""

    def place_path(self, ref: Ref) -> Path:
        """Where a place's evidence lies."""
        name = checked_name(ref.name, parts=(1, 2))
        branch = f"@{hashlib.sha256(ref.branch.encode()).hexdigest()[:12]}" if ref.branch else ""
        return self.data / "evidence" / ref.source / ref.kind.value / f"{name}{branch}.json"

    def place(self, ref: Ref) -> Place | None:
        """What is held of a place, None where nothing is."""
        path = self.place_path(ref)
        return self._read_place(path) if self._is_there(path) else None

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

    def audit_path(self, model_id: str) -> Path:
        """Where a model's last audit lies."""
        return self.data / "audits" / f"{checked_name(model_id)}.json"

    def history_path(self, model_id: str) -> Path:
        """Where what turned lies, a line each."""
        return self.data / "history" / f"{checked_name(model_id)}.jsonl"

    def audit(self, model_id: str) -> Audit | None:
        """The last audit of a model, None where there is none."""
        path = self.audit_path(model_id)
        if not self._is_there(path):
            return None
        audit = self._parsed(path, Audit.model_validate_json, AUDIT_SCHEMA, "run `auditor judge`")
        if audit.id != model_id:
            raise BadData(
                f"{self._shown(path)}: id: {audit.id!r} does not agree with the file's name; allowed is {model_id!r}"
            )
        return audit

    def answers(self, model_id: str) -> Mapping[str, Answer] | None:
        """Check id -> answer of a model's last audit, None where there is none."""
        audit = self.audit(model_id)
        return audit.answers if audit else None

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
        if not self._is_there(path):
            return ()
        return self._parsed(path, lambda content: tuple(_changes(content)))

    @property
    def hub_state_path(self) -> Path:
        """Where the figures of the last census lie."""
        return self.data / "census" / "state_of_the_hub.json"

    def hub_state(self) -> HubState | None:
        """The figures of the last census, None where none was counted."""
        path = self.hub_state_path
        if not path.is_file():
            return None
        return self._parsed(path, HubState.model_validate_json, HUB_SCHEMA, "run `auditor census report`")

    def save_hub_state(self, state: HubState, path: Path | None = None) -> Path:
        """Keep the figures of a census, in `data/census/` or where told; gives the file."""
        target = path or self.hub_state_path
        write_whole(target, self.hub_state_bytes(state))
        return target

    @staticmethod
    def hub_state_bytes(state: HubState) -> bytes:
        """The file of the figures: equal figures give equal bytes."""
        content = state.model_dump(mode="json", exclude_defaults=True)
        return json_bytes({**content, "schema_version": state.schema_version})

    def sweep(self) -> None:
        """Remove what writing left behind where it was killed; no reader ever takes such a part for a file."""
        for name in ("evidence", "audits", "history"):
            sweep(self.data / name)


def _changes(content: bytes) -> Iterator[Change | Happening]:
    for number, line in enumerate(content.splitlines(), 1):
        try:
            yield line_of_history(line)
        except ValidationError as error:
            raise ValueError(f"line {number}: {first_sentence(error)}") from error
