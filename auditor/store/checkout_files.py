"""The files of one checkout: where data/ is, how a file of it is read, and how a mistake in it is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from auditor.record import Record
from auditor.store.seen import Seen
from auditor.store.yaml_files import BadData, first_sentence, read_yaml
from auditor.utf8 import holdable

_Shape = TypeVar("_Shape", bound=Record)
_Parsed = TypeVar("_Parsed")


class CheckoutFiles:
    """What people's and the program's files share. Reads raise `BadData` with one sentence."""

    def __init__(self, root: Path) -> None:
        """`root` is the checkout, below which data/ lies."""
        self.root = root
        self.data = root / "data"
        self._seen: Seen | None = None

    @contextmanager
    def noting(self, seen: Seen) -> Iterator[Mapping[str, str]]:
        """File -> hash of all that is read or looked for while this lasts; what is cached by then is not."""
        before, self._seen = self._seen, seen
        try:
            with seen.noting() as noted:
                yield noted
        finally:
            self._seen = before

    def _is_there(self, path: Path) -> bool:
        """Whether there is such a file. Every reader asks here."""
        self._note(path)
        return path.is_file()

    def _note(self, path: Path) -> None:
        if self._seen is not None:
            self._seen.note(path)

    def _read(self, path: Path, shape: type[_Shape]) -> _Shape:
        self._note(path)
        return read_yaml(path, shape, shown=self._shown(path))

    def _parsed(
        self, path: Path, parse: Callable[[bytes], _Parsed], schema: int | None = None, remedy: str = ""
    ) -> _Parsed:
        """Read a file that the program wrote; somebody may have edited it since.

        Where a `schema` is asked for, a file of another one is refused before its keys are looked at.
        """
        self._note(path)
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
        return holdable(path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name)
