"""The golden files: what an output yields, byte by byte; `pytest tests/outputs --update-golden` rewrites them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import pytest
import yaml

from auditor.outputs import Page

GOLDEN: Final = Path(__file__).parent / "golden"

Compare = Callable[[str, Iterable[Page]], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files of the outputs")


def _readable(page: Page) -> Iterator[tuple[str, bytes]]:
    """A page as it is; where a template filled it, its data and its HTML apart, so that a change can be read."""
    if page.data is None:
        yield page.path, page.content
        return
    read = yaml.safe_load(page.content.split(b"\n---\n")[0])
    shown = {key: value for key, value in read.items() if key != "html"} | {"data": page.data}
    yield f"{page.path}.json", f"{json.dumps(shown, indent=1, ensure_ascii=False)}\n".encode()
    yield f"{page.path}.html", f"{read['html']}\n".encode()


@pytest.fixture
def compare(request: pytest.FixtureRequest) -> Compare:
    def run(name: str, pages: Iterable[Page]) -> None:
        folder = GOLDEN / name
        made = {path: content for page in pages for path, content in _readable(page)}
        if request.config.getoption("--update-golden"):
            shutil.rmtree(folder, ignore_errors=True)
            for path, content in made.items():
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        kept = {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        assert made == kept

    return run
