"""A repository that was audited once, copied for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.standin import StandIn
from tests.conftest import MADE_UP
from tests.review.repo import Repo


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    with StandIn([MADE_UP]) as running:
        return Repo.begun(tmp_path_factory.mktemp("begun") / "checkout", running)


@pytest.fixture
def repo(begun: Repo, tmp_path: Path) -> Repo:
    return begun.copied(tmp_path / "repo")
