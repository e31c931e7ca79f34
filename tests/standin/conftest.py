from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.standin import StandIn

RECORDINGS = Path(__file__).parents[1] / "recordings"


@pytest.fixture(scope="session", params=[False, True], ids=["plain", "tls"])
def standin(request: pytest.FixtureRequest) -> Iterator[StandIn]:
    """The made-up recordings, in pages of four, once over http and once over TLS."""
    with StandIn([RECORDINGS], tls=request.param, page_size=4) as running:
        yield running
