"""The golden files: what an output yields, byte by byte; `pytest tests/outputs --update-golden` rewrites them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import pytest

from auditor.outputs import Page

GOLDEN: Final = Path(__file__).parent / "golden"

Compare = Callable[[str, Iterable[Page]], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files of the outputs")


@pytest.fixture
def compare(request: pytest.FixtureRequest) -> Compare:
    def run(name: str, pages: Iterable[Page]) -> None:
        folder = GOLDEN / name
        made = {page.path: page.content for page in pages}
        if request.config.getoption("--update-golden"):
            shutil.rmtree(folder, ignore_errors=True)
            for path, content in made.items():
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        kept = {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        assert made == kept

    return run
