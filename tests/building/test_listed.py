from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from auditor.building.frame import frame_path
from auditor.building.listed import Listed, rewritten


def listed(owner: str, name: str, lead: str = "One of them.", tags: tuple[str, ...] = ("a",)) -> Listed:
    parts = {"owner": owner, "name": name, "title": f"{owner}/{name}", "lead": lead}
    return Listed(("models", owner, f"{name}.md"), parts, tags)


PAGES = [listed("acme-labs", "b"), listed("acme", "x.1"), listed("acme", "x", "Ünder 5%.", ())]
FRAME = {"location": f"{frame_path('models')}/", "title": "oa0frame0title0/", "text": "<p>oa0frame0lead0/</p>"}
OTHER = {"location": "checks/", "title": "Checks", "text": "<p>All</p>"}
FAMILY = {**FRAME, "location": f"{frame_path('families')}/"}
MAP = "<urlset>\n{}</urlset>\n"
URL = "  <url>\n    <loc>https://acme.example/{}/</loc>\n  </url>\n"


@pytest.mark.parametrize(("name", "key"), [("search/search_index.json", "docs"), ("search.json", "items")])
def test_the_search_finds_what_was_poured_and_no_frame(tmp_path: Path, name: str, key: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(json.dumps({"config": {"x": 1}, key: [OTHER, FAMILY, FRAME]}), encoding="utf-8")
    made = json.loads(rewritten(tmp_path, PAGES)[name])
    assert made["config"] == {"x": 1}
    assert made[key] == [
        OTHER,
        {"location": "models/acme/x.1/", "title": "acme/x.1", "text": "<p>One of them.</p>", "tags": ["a"]},
        {"location": "models/acme/x/", "title": "acme/x", "text": "<p>Ünder 5%.</p>", "tags": []},
        {"location": "models/acme-labs/b/", "title": "acme-labs/b", "text": "<p>One of them.</p>", "tags": ["a"]},
    ]


def test_the_sitemap_lists_them_packed_and_plain(tmp_path: Path) -> None:
    text = MAP.format("".join(URL.format(one) for one in ("checks", frame_path("families"), frame_path("models"))))
    (tmp_path / "sitemap.xml").write_text(text, encoding="utf-8")
    (tmp_path / "sitemap.xml.gz").write_bytes(gzip.compress(b"", mtime=1234))
    made = rewritten(tmp_path, PAGES)
    wanted = MAP.format(
        "".join(URL.format(one) for one in ("checks", "models/acme/x.1", "models/acme/x", "models/acme-labs/b"))
    )
    assert made["sitemap.xml"].decode() == wanted
    assert gzip.decompress(made["sitemap.xml.gz"]).decode() == wanted
    assert int.from_bytes(made["sitemap.xml.gz"][4:8], "little") == 1234


def test_what_a_builder_does_not_make_is_not_made(tmp_path: Path) -> None:
    assert rewritten(tmp_path, PAGES) == {}
