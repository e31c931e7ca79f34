from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from auditor.building import filling
from auditor.building.filling import Filling, frames_in
from auditor.building.frame import frame_page, frame_path
from auditor.outputs import Front, Page
from auditor.outputs.site import MANY
from auditor.store import BadData

NAMES = tuple(f"models/acme/open-{number}" for number in range(7))


def page(path: str, made: Path | None = None) -> Page:
    if made:
        made.mkdir(parents=True, exist_ok=True)
        (made / f"{path.rpartition('/')[2]}-{os.getpid()}").touch()
    front = Front(title=path, lead="A model", card="a.png", styles="", html=f"<p>{path}</p>", scripts="")
    return Page(path=f"{path}.md", front=front)


def build_frames(built: Path) -> None:
    for section in MANY:
        front = frame_page(section).front
        assert front
        shown = f"{front.title} {front.lead} {front.card} {front.styles} {front.html} {front.scripts}"
        file = built / frame_path(section) / "index.html"
        file.parent.mkdir(parents=True)
        file.write_text(f"<main>{shown} {frame_path(section)}</main>", encoding="utf-8")


@pytest.fixture(params=[1, 3])
def cores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """As many cores as that, for however few pages."""
    monkeypatch.setattr(filling, "SHARE_FROM", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(request.param)), raising=False)
    return int(request.param)


def test_every_page_is_poured_once(tmp_path: Path, cores: int) -> None:
    pages = [partial(page, name, tmp_path / "made") for name in NAMES]
    with Filling(pages, built=tmp_path / "built", site=tmp_path / "site") as one:
        build_frames(tmp_path / "built")
        folder, listed = one.poured()
    assert folder.kept == folder.written == len(NAMES)
    assert sorted("/".join(each.source) for each in listed) == sorted(f"{name}.md" for name in NAMES)
    for name in NAMES:
        assert f"<p>{name}</p>" in (tmp_path / "site" / name / "index.html").read_text(encoding="utf-8")
    made = [file.name.rpartition("-")[0] for file in (tmp_path / "made").iterdir()]
    assert sorted(made) == sorted(name.rpartition("/")[2] for name in NAMES)
    assert {file.name.endswith(f"-{os.getpid()}") for file in (tmp_path / "made").iterdir()} == {cores == 1}


@pytest.mark.usefixtures("cores")
def test_no_more_is_held_than_allowed_until_the_frames_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "HELD", 1)
    with Filling([partial(page, name) for name in NAMES], built=tmp_path / "built", site=tmp_path / "site") as one:
        build_frames(tmp_path / "built")
        assert one.poured()[0].kept == len(NAMES)


@pytest.mark.usefixtures("cores")
def test_what_was_begun_is_given_up_where_the_builder_fails(tmp_path: Path) -> None:
    filling_of = Filling([partial(page, name) for name in NAMES], built=tmp_path / "built", site=tmp_path / "site")
    with pytest.raises(BadData, match="the builder failed"), filling_of:
        raise BadData("the builder failed")
    assert not (tmp_path / "site").exists()


@pytest.mark.usefixtures("cores")
def test_a_mistake_in_a_page_is_raised_where_it_is_asked_for(tmp_path: Path) -> None:
    def broken() -> Page:
        raise BadData("a page that cannot be filled")

    with Filling([broken], built=tmp_path / "built", site=tmp_path / "site") as one:
        build_frames(tmp_path / "built")
        with pytest.raises(BadData, match="a page that cannot be filled"):
            one.poured()


def test_a_frame_that_lacks_a_part_is_refused(tmp_path: Path) -> None:
    build_frames(tmp_path)
    file = tmp_path / frame_path("models") / "index.html"
    front = frame_page("models").front
    assert front
    file.write_text(file.read_text(encoding="utf-8").replace(front.html, ""), encoding="utf-8")
    with pytest.raises(BadData, match="the frame of models/ shows no html"):
        frames_in(tmp_path)
