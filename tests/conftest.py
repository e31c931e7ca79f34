"""What several tests need: a stand-in of the hosts, and a door that leads to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.standin import StandIn
from auditor.transport import Door, Endpoints, Patience

THOROUGH = bool(os.environ.get("OPENNESS_THOROUGH"))
"""Whether the combinations and stories that take long are run too, as CI on GitHub does."""
thorough = pytest.mark.skipif(not THOROUGH, reason="only in a thorough run: OPENNESS_THOROUGH=1")
CHECKOUT = Path(__file__).resolve().parents[1]
MADE_UP = CHECKOUT / "tests" / "recordings"
RECORDINGS = Path(os.environ.get("OPENNESS_RECORDINGS", CHECKOUT.parent / "shared"))

HASTY = Patience(connect=2, read=1, whole=5, longest=3, backoff=0)
"""Short waits: what is tested is what happens after them."""


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test reads the tokens, endpoints or caches of the machine that it runs on."""
    for name in (
        "HF_TOKEN",
        "GITHUB_TOKEN",
        "HF_ENDPOINT",
        "GITHUB_API_URL",
        "OPENNESS_ROOT",
        "OPENNESS_DEBUG",
        "HF_OIDC_RESOURCE",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf-home"))
    monkeypatch.setenv("HF_HUB_DISABLE_TELEMETRY", "1")


@pytest.fixture
def standin() -> Iterator[StandIn]:
    """A stand-in that serves the made-up repositories."""
    with StandIn([MADE_UP]) as running:
        yield running


def door_to(standin: StandIn, **others: object) -> Door:
    """A hasty door that leads to the stand-in and never really sleeps."""
    endpoints = Endpoints(hub=standin.hub_url, github=standin.github_url)
    verify = str(standin.ca_file) if standin.ca_file else True
    settings = {"endpoints": endpoints, "patience": HASTY, "verify": verify, "sleep": lambda _: None, **others}
    return Door(**settings)  # type: ignore[arg-type]


@pytest.fixture
def door(standin: StandIn) -> Door:
    """A door to the made-up repositories."""
    return door_to(standin)


@pytest.fixture(scope="session")
def recordings() -> Path:
    """The folder of real recordings; tests that need it skip where it is not."""
    if not (RECORDINGS / "hub").is_dir():
        pytest.skip(f"needs the recorded repositories in {RECORDINGS.name}/ beside the checkout or OPENNESS_RECORDINGS")
    return RECORDINGS
