"""A local content-addressed cache of good answers, never committed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
from pathlib import Path
from typing import Final

from auditor.transport.reply import Reply, hash_of
from auditor.utf8 import read_json

_KEPT: Final = frozenset({"content-type", "etag", "x-linked-etag", "x-repo-commit", "x-error-code"})
"""Headers that the cache keeps: cookies and the like stay out of it."""


class Cache:
    """A local content-addressed cache, never committed: bodies by sha256, and what each URL last answered."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def _entry(self, key: str) -> Path:
        name = hashlib.sha256(key.encode()).hexdigest()
        return self.root / "urls" / name[:2] / f"{name}.json"

    def _blob(self, sha256: str) -> Path:
        return self.root / "blobs" / sha256[:2] / sha256

    def load(self, key: str) -> Reply | None:
        """The last good answer to `key`; None where there is none or its bytes no longer match their hash."""
        try:
            stored = json.loads(self._entry(key).read_bytes())
            body = self._blob(stored["sha256"]).read_bytes()
            if hash_of(body) != stored["sha256"]:
                return None
            return Reply(
                url=stored["url"],
                status=200,
                headers=stored["headers"],
                first_headers=stored["first_headers"],
                body=body,
                observed=stored["observed"],
                hops=int(stored.get("hops", 1)),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def save(self, key: str, reply: Reply) -> None:
        """Keep a good answer; a cache that cannot be written is no failure."""
        sha256 = hash_of(reply.body)
        entry = {
            "url": reply.url,
            "sha256": sha256,
            "headers": {name: value for name, value in reply.headers.items() if name in _KEPT},
            "first_headers": {name: value for name, value in reply.first_headers.items() if name in _KEPT},
            "observed": reply.observed,
            "hops": reply.hops,
        }
        with contextlib.suppress(OSError):
            _write(self._blob(sha256), reply.body)
            _write(self._entry(key), json.dumps(entry).encode())

    def note(self, name: str, content: object) -> None:
        """Keep something for the next run that it can do without: `content` is plain JSON, `name` a literal of ours."""
        with contextlib.suppress(OSError):
            _write(self.root / "notes" / f"{name}.json", json.dumps(content, sort_keys=True).encode())

    def noted(self, name: str) -> object:
        """What was noted last under this name; None where nothing was, or where it cannot be read."""
        try:
            return read_json((self.root / "notes" / f"{name}.json").read_bytes())
        except (OSError, ValueError, RecursionError):
            return None


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    Path(file.name).replace(path)
