"""The made-up repositories as a whole Hub: the table asks for the list of all, too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from auditor.standin import StandIn
from tests.conftest import MADE_UP


@pytest.fixture
def standin() -> Iterator[StandIn]:
    with StandIn([MADE_UP], whole=True) as running:
        yield running
