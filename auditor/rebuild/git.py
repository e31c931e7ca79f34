"""Git, for the files that the program writes: what a run changed in them, one commit of it, its way to origin."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from auditor.store import BadData
from auditor.transport import HostFailure

WRITTEN: Final = ("data/evidence", "data/audits", "data/history")
"""The folders of the program. What people write is never committed by a run."""
ENDINGS: Final = (".json", ".jsonl")
_REJECTED: Final = ("[rejected]", "[remote rejected]", "fetch first", "non-fast-forward")


@dataclass(frozen=True, kw_only=True)
class Written:
    """A file of the program that differs from the last commit: its bytes before and after, None where it is not."""

    path: str
    before: bytes | None
    after: bytes | None


class Pushed(StrEnum):
    """How the way to origin ended."""

    SENT = "sent"
    CONFLICT = "conflict"
    """Others changed the same files. The commit stays here and the next run makes its own."""


@dataclass(frozen=True, kw_only=True)
class Repository:
    """The git repository of a checkout. Raises `BadData` where there is none, or git refuses."""

    root: Path
    sleep: Callable[[float], None] = time.sleep

    def written(self) -> tuple[Written, ...]:
        """Every file of the program that differs from HEAD, staged or not, new ones too, by path."""
        if self._git("rev-parse", "--verify", "--quiet", "HEAD").returncode:
            raise BadData("there is no git repository with a commit here: what changed cannot be told")
        known = self._must("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative", "HEAD", "--")
        new = self._must("ls-files", "-z", "--others", "--exclude-standard", "--")
        paths = sorted({path for path in (known + new).split("\0") if path.endswith(ENDINGS) and "\n" not in path})
        befores = self._before(paths)
        return tuple(
            Written(path=path, before=before, after=after)
            for path, before in zip(paths, befores, strict=True)
            if (after := _bytes(self.root / path)) != before
        )

    def commit(self, paths: Sequence[str], message: str) -> None:
        """One commit of these paths alone; what else is staged stays staged."""
        with tempfile.TemporaryDirectory(prefix="auditor-") as folder:
            told = Path(folder) / "message"
            told.write_text(message, encoding="utf-8")
            chosen = ("--pathspec-from-file=-", "--pathspec-file-nul")
            listed = "\0".join(paths)
            self._must_with(listed, "add", "--all", *chosen)
            self._must_with(listed, "commit", "--quiet", "--only", "--cleanup=whitespace", f"--file={told}", *chosen)

    def push(self, *, tries: int = 4, backoff: float = 2.0) -> Pushed:
        """Send HEAD to its branch of origin. Rejected, it is put upon what is new there, a bounded number of times.

        `backoff`: seconds before the second try, doubled for each further one. Where others changed the same files
        nothing is left half done. Raises `HostFailure` where origin could not be reached or refuses.
        """
        branch = self._git("symbolic-ref", "--quiet", "--short", "HEAD").stdout.strip()
        if not branch:
            raise BadData("no branch is checked out here: there is nowhere to push to")
        said = ""
        for attempt in range(tries):
            if attempt:
                self.sleep(backoff * 2 ** (attempt - 1))
            sent = self._git("push", "--quiet", "origin", f"HEAD:refs/heads/{branch}")
            if not sent.returncode:
                return Pushed.SENT
            said = sent.stderr
            if not any(word in said for word in _REJECTED):
                continue
            fetched = self._git("fetch", "--quiet", "origin", f"refs/heads/{branch}")
            if fetched.returncode:
                said = fetched.stderr
                continue
            if self._git("rebase", "--quiet", "FETCH_HEAD").returncode:
                self._git("rebase", "--abort")
                return Pushed.CONFLICT
        raise HostFailure(f"origin did not take the commit in {tries} tries: {_last(said)}")

    def _before(self, paths: Sequence[str]) -> Iterable[bytes | None]:
        """The bytes of each path at HEAD, by one process."""
        asked = "".join(f"HEAD:./{path}\n" for path in paths).encode()
        rest = self._run(("cat-file", "--batch"), asked).stdout
        for _ in paths:
            header, _, rest = rest.partition(b"\n")
            if header.endswith(b" missing"):
                yield None
                continue
            size = int(header.rpartition(b" ")[2])
            yield rest[:size]
            rest = rest[size + 1 :]

    def _must(self, *arguments: str) -> str:
        return self._must_with("", *arguments, *WRITTEN)

    def _must_with(self, told: str, *arguments: str) -> str:
        done = self._git(*arguments, told=told)
        if done.returncode:
            raise BadData(f"git {arguments[0]} was refused: {_last(done.stderr)}")
        return done.stdout

    def _git(self, *arguments: str, told: str = "") -> subprocess.CompletedProcess[str]:
        done = self._run(arguments, os.fsencode(told))
        return subprocess.CompletedProcess(
            done.args, done.returncode, os.fsdecode(done.stdout), done.stderr.decode(errors="replace")
        )

    def _run(self, arguments: Sequence[str], told: bytes) -> subprocess.CompletedProcess[bytes]:
        # Paths are names, not patterns; a password is never asked for; what git says is read in one language.
        environment = {**os.environ, "GIT_LITERAL_PATHSPECS": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
        try:
            return subprocess.run(  # noqa: S603 - arguments as a list, no shell
                ["git", "-c", "core.quotePath=off", *arguments],  # noqa: S607 - git is where the user has it
                cwd=self.root,
                env=environment,
                input=told,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as error:
            raise BadData("git is not installed here, and it tells what changed") from error


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _last(said: str) -> str:
    """The line of git's that says why, without addresses that could hold a password."""
    lines = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith(("hint:", "To "))]
    told = next((line for line in lines if line.startswith(("fatal:", "error:"))), lines[-1] if lines else "no reason")
    return " ".join("…" if "://" in word else word for word in told.split())[:200]
