"""Runs against hosts that misbehave in any order: nothing that was seen is lost, and no failure turns into a no."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from auditor.evidence import Head, Place
from auditor.standin import Fault, StandIn
from auditor.store.place_files import place_from_json, place_to_json
from tests.collect.test_run import Archive
from tests.owners import ids, record, row

MODELS = ids({"acme": 2, "globex": 1})
ADDRESSES = ("/api/models?", "/api/models/acme", "/api/models/globex", "/api/", "/acme/", "/", r".*resolve.*")
FAILURES = (
    Fault(status=500),
    Fault(status=503, headers={"Retry-After": "86400"}),
    Fault(status=429),
    Fault(reset=True),
    Fault(truncate=True),
    Fault(loop=True),
    Fault(status=200, body=b"<html>not JSON"),
    Fault(status=200, body=b"[" * 100_000),
    Fault(status=200, body=b"x", headers={"Content-Encoding": "gzip"}),
    Fault(redirect="http://169.254.169.254/latest/meta-data/"),
)
"""None of these is an answer: a host that says 404 or 401 says something, and is believed."""


class Misbehaving(RuleBasedStateMachine):
    """A few runs of `collect`, between which the stand-in's faults come and go."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.standin = StandIn([record(Path(self.folder.name) / "seen", [row(one) for one in MODELS])])
        self.standin.__enter__()
        self.archive = Archive()
        self.archive.collect(self.standin, *MODELS)
        self.seen: dict[str, Place] = dict(self.archive.places)
        assert len(self.seen) == len(MODELS)

    @rule(address=st.sampled_from(ADDRESSES), fault=st.sampled_from(FAILURES))
    def misbehave(self, address: str, fault: Fault) -> None:
        self.standin.faults[address] = fault
        self.collect()

    @rule()
    def behave(self) -> None:
        self.standin.faults.clear()

    @rule()
    def collect(self) -> None:
        done = self.archive.collect(self.standin, *MODELS)
        assert len(done.observations) >= len(MODELS)

    @invariant()
    def nothing_is_lost(self) -> None:
        places = getattr(self, "archive", Archive()).places
        assert places.keys() >= getattr(self, "seen", {}).keys()
        for name, before in getattr(self, "seen", {}).items():
            now = places[name]
            assert isinstance(now.head, Head), "a failed look was taken for a refusal"
            assert now.snapshot is not None
            assert before.snapshot is not None
            assert now.snapshot.files == before.snapshot.files
            assert now.snapshot.card_state is before.snapshot.card_state
            assert now.snapshot.complete is before.snapshot.complete
            assert place_from_json(place_to_json(now)) == now

    def teardown(self) -> None:
        if hasattr(self, "standin"):
            self.standin.__exit__(None, None, None)
            self.folder.cleanup()


TestMisbehaving = Misbehaving.TestCase
TestMisbehaving.settings = settings(
    max_examples=10, stateful_step_count=6, deadline=None, suppress_health_check=list(HealthCheck)
)
