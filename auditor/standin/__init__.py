"""A loopback Hub and GitHub that serve recordings: for tests, demonstrations and measurements without the network."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from auditor.standin import github, hub
from auditor.standin.certificate import make
from auditor.standin.exchange import Reply, Request
from auditor.standin.faults import Fault, Faults
from auditor.standin.quota import LAVISH, Meter, Quota
from auditor.standin.recordings import BadRecording, GithubRecordings, HubRecordings, check_folders
from auditor.standin.server import Served, Server

__all__ = ["BadRecording", "Fault", "Quota", "Served", "StandIn", "serve"]


class StandIn:
    """Serves recordings while its `with` block runs.

    `folders` hold `hub/*.jsonl(.gz)` and `github/*.json(.gz)`; a repository that stands in several is taken from the
    first. `port` 0 takes a free one. `page_size` is the most entries of a page of a list or a tree. `whole`: the
    folders hold all that there is, so that lists without an owner are served too. `clock` tells the seconds by which
    the windows of `quota` end. `faults` may be changed while it runs; keys are beginnings of path and query, or regular
    expressions. Raises `BadRecording` for a folder that cannot be served, `OSError` for a port that is taken,
    `RuntimeError` for `tls` without `cryptography`.
    """

    def __init__(  # noqa: PLR0913 - each is one thing that a test may want otherwise
        self,
        folders: Sequence[Path],
        *,
        port: int = 0,
        tls: bool = False,
        faults: Mapping[str, Fault] | None = None,
        quota: Quota | None = None,
        page_size: int = hub.LIST_LIMIT,
        whole: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.folders = tuple(Path(folder) for folder in folders)
        self._faults = Faults(by_address=dict(faults or {}))
        self.requests: list[Served] = []
        """Every request, in order of its reply. Appending and clearing are safe between threads."""
        self.ca_file: Path | None = None
        """The certificate that clients must trust, None without TLS."""
        self._port, self._tls, self._page_size, self._whole = port, tls, page_size, whole
        self._meter = Meter(quota=quota or LAVISH, clock=clock)

    def __enter__(self) -> Self:
        check_folders(self.folders)
        self._github = GithubRecordings(self.folders)
        self._hub = HubRecordings(self.folders)
        self._certificates = tempfile.TemporaryDirectory(prefix="standin-")
        context = None
        try:
            if self._tls:
                context, self.ca_file = make(Path(self._certificates.name))
            self._server = Server(
                self._port,
                self._answer,
                faults=self._faults,
                meter=self._meter,
                served=self.requests,
                context=context,
            )
        except BaseException:
            self._release()
            raise
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.close_all()
        self._release()

    @property
    def faults(self) -> MutableMapping[str, Fault]:
        """What goes wrong, by address; may be changed at any time."""
        return self._faults.by_address

    @faults.setter
    def faults(self, faults: Mapping[str, Fault]) -> None:
        self._faults.by_address = dict(faults)

    @property
    def hub_url(self) -> str:
        """What `HF_ENDPOINT` is to be."""
        return self._server.base

    @property
    def github_url(self) -> str:
        """What `GITHUB_API_URL` is to be."""
        return f"{self._server.base}/{github.PREFIX}"

    @property
    def counts(self) -> tuple[int, int]:
        """How many repositories of the Hub, and how many recordings of GitHub repositories, are served."""
        return len(self._hub), len(self._github)

    def join(self) -> None:
        """Wait until the serving thread ends, which it does not by itself."""
        self._thread.join()

    def _answer(self, request: Request) -> Reply:
        if request.segments[:1] == (github.PREFIX,):
            return github.answer(request, self._github)
        return hub.answer(request, self._hub, page_size=self._page_size, whole=self._whole)

    def _release(self) -> None:
        self._hub.close()
        self._certificates.cleanup()


def serve(folders: Sequence[Path], port: int = 0) -> None:
    """Serve until interrupted, and print the two settings that lead a client here."""
    with StandIn(folders, port=port) as standin:
        models, repositories = standin.counts
        print(f"# {models:,} models and datasets, {repositories:,} GitHub recordings; Ctrl-C ends it")  # noqa: T201
        print(f"export HF_ENDPOINT={standin.hub_url}")  # noqa: T201
        print(f"export GITHUB_API_URL={standin.github_url}", flush=True)  # noqa: T201
        try:
            standin.join()
        except KeyboardInterrupt:
            return
