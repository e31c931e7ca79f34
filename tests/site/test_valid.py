"""The built site as strangers' tools read it: the Nu Html Checker and linkinator, from `npm ci --prefix tests/site`."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tests.site.conftest import Site, lacking, served

TOOLS: Final = Path(__file__).parent / "node_modules"
VNU: Final = TOOLS / "vnu-jar/build/dist/vnu.jar"
LINKINATOR: Final = TOOLS / "linkinator/build/src/cli.js"

THEME: Final = (
    # The theme's `base.html`, in no block that could be overridden: the two checkboxes that its script toggles.
    re.compile(r'(?s)Attribute “autocomplete” is only allowed when .*<input class="md-toggle" .*autocomplete="off">'),
)
"""What the checker finds in the theme's own markup and overrides cannot mend."""


def _html_errors(folder: Path) -> Iterator[str]:
    """What the Nu Html Checker calls an error, on all pages below a folder."""
    java = shutil.which("java")
    if not (java and VNU.is_file()):
        lacking("java, and the checker: npm ci --prefix tests/site")
    command = [java, "-Xss4m", "-jar", str(VNU), "--errors-only", "--exit-zero-always", "--skip-non-html"]
    done = subprocess.run([*command, "--format", "json", str(folder)], capture_output=True, text=True, check=True)
    for one in json.loads(done.stderr)["messages"]:
        yield f"{one['url'].removeprefix(folder.as_uri())}:{one.get('lastLine')}: {one['message']} {one.get('extract')}"


def _broken_links(site: Site) -> tuple[list[str], list[str]]:
    """The addresses of the site that were followed, and those that lead nowhere, anchors included."""
    node = shutil.which("node")
    if not (node and LINKINATOR.is_file()):
        lacking("node, and the link checker: npm ci --prefix tests/site")
    host = urlsplit(site.address).netloc.replace(".", r"\.")
    command = [node, str(LINKINATOR), site.address, f"{site.address}404.html", "--recurse", "--check-css"]
    command += ["--concurrency", "10", "--check-fragments", "--format", "json", "--skip", f"^(?!http://{host}/)"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    links = json.loads(done.stdout)["links"]
    broken = [f"{one['url']} on {one.get('parent')}: {one.get('status')}" for one in links if one["state"] == "BROKEN"]
    return [one["url"] for one in links if one["state"] != "SKIPPED"], broken


def test_every_page_is_valid_html(mkdocs_site: Site) -> None:
    found = list(_html_errors(mkdocs_site.folder))
    own = [one for one in found if not any(allowed.search(one) for allowed in THEME)]
    assert own == []
    for allowed in THEME:
        assert any(allowed.search(one) for one in found), "the theme has mended this: allow it no longer"


def test_the_checker_tells_an_error(tmp_path: Path) -> None:
    text = (
        '<!doctype html><html lang="en"><head><title>A</title></head><body><p id="a"></p><p id="a"></p></body></html>'
    )
    (tmp_path / "index.html").write_text(text, encoding="utf-8")
    (found,) = _html_errors(tmp_path)
    assert "Duplicate ID “a”" in found


def test_every_link_and_anchor_leads_somewhere(mkdocs_site: Site) -> None:
    followed, broken = _broken_links(mkdocs_site)
    assert broken == []
    pages = {one for one in followed if one.endswith("/")}
    assert len(pages) == len(list(mkdocs_site.folder.rglob("index.html")))


def test_the_link_checker_tells_what_is_broken(tmp_path: Path) -> None:
    text = '<!doctype html><title>A</title><a href="gone/">a</a><a href="#here">b</a><a href="#lost">c</a><p id="here">'
    for name in ("index.html", "404.html"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with contextlib.contextmanager(served)(tmp_path) as site:
        _, broken = _broken_links(site)
        assert {one.partition(" ")[0].removeprefix(site.address) for one in broken} == {
            "gone/",
            "#lost",
            "404.html#lost",
        }
