from __future__ import annotations

import ast
import json
import re
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
import yaml

from auditor import __version__
from auditor.addresses import REPOSITORY, SITE
from auditor.outputs import Published, all_pages
from auditor.outputs.site import data, examples
from auditor.wording import file_size
from tests.conftest import CHECKOUT
from tests.outputs import acme, turned

LISTINGS = ("choose/models.json", "compare/models.json")
MADE: Mapping[str, bytes] = {page.path: page.content for page in all_pages(turned.ALL)}
# What the filters of a page read is a part of that page, and none of the data that are there to take.
SIZES = {path: len(content) for path, content in MADE.items() if not path.endswith(".md") and path not in LISTINGS}


def shown(published: Published = turned.ALL, sizes: Mapping[str, int] = SIZES) -> Any:
    return data.page(replace(published, sizes=sizes)).data


def html_of(path: str) -> str:
    return str(yaml.safe_load(MADE[path].split(b"\n---\n")[0])["html"])


def code(anchor: str) -> str:
    found: str = next(one["code"] for one in (*shown()["examples"], *shown()["badges"]) if one["anchor"] == anchor)
    return found


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """The files as they are published, below the address of the site."""
    for path, content in MADE.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path


def test_every_file_that_is_listed_is_made_and_every_file_that_is_made_is_listed() -> None:
    page = shown()
    listed = {one["href"] for one in page["files"]}
    listed |= {file["href"] for table in page["tables"] for file in table["files"]}
    assert listed <= set(MADE)
    patterns = [re.escape(one["path"]).replace("OWNER/NAME", "[^/]+/[^/]+") for one in page["each"]]
    other = {path for path in SIZES if not any(re.fullmatch(pattern, path) for pattern in patterns)}
    assert other == listed


def test_sizes_are_those_of_the_files() -> None:
    page = shown()
    assert page["tables"][0]["files"][0]["size"] == file_size(SIZES["api/v1/models.csv"])
    (whole,) = (one["size"] for one in page["each"] if one["path"] == "api/v1/models/OWNER/NAME.json")
    reports = [size for path, size in SIZES.items() if path.startswith("api/v1/models/")]
    assert whole == f"5 files, {file_size(sum(reports))} together"
    assert all(one["size"] for one in page["files"])


def test_the_site_comes_last_and_is_told_the_sizes() -> None:
    order = [*MADE]
    assert max(order.index(path) for path in SIZES) < order.index("index.md")
    assert file_size(SIZES["api/v1/answers.csv"]) in html_of("data/index.md")


def test_what_is_not_made_yet_has_no_size() -> None:
    page = shown(sizes={})
    assert {one["size"] for one in (*page["files"], *page["each"])} == {""}


def test_rows_are_those_of_the_tables() -> None:
    for table in shown()["tables"]:
        lines = MADE[f"api/v1/{table['id']}.csv"].decode().splitlines()
        assert table["rows"] == f"{len(lines) - 1:,}"
        assert ",".join(one["name"] for one in table["columns"]) == lines[0]


@pytest.mark.parametrize("anchor", ["duckdb", "evidence"])
def test_the_sql_runs_on_the_files(anchor: str, built: Path) -> None:
    found = duckdb.sql(code(anchor).replace(SITE, str(built)))
    assert found
    rows = found.fetchall()
    if anchor == "duckdb":
        assert rows == [("Apache-2.0", 2)]
    else:
        assert ("training_data_downloadable", "no") not in {row[:2] for row in rows}
        assert [row[0] for row in rows] == sorted(acme.UNSEEN.answers)


def test_the_python_is_python_and_asks_for_columns_that_there_are() -> None:
    tree = ast.parse(code("pandas"))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    (address,) = (text for text in texts if text.startswith("http"))
    assert address.removeprefix(f"{SITE}/") in MADE
    columns = {one["name"] for one in shown()["tables"][0]["columns"]}
    assert texts - columns == {address, "met"}


def test_curl_fetches_what_there_is() -> None:
    lines = code("curl").splitlines()
    assert len(lines) > 2
    for line in lines:
        command, flag, address = line.split()
        assert (command, flag) == ("curl", "-O")
        assert address.removeprefix(f"{SITE}/") in MADE


def test_badges_lead_to_files_that_there_are() -> None:
    for anchor in ("badge-markdown", "badge-html"):
        picture, page = sorted(re.findall(r"https://[^)\"]+", code(anchor)))
        assert picture.removeprefix(f"{SITE}/") in MADE
        assert f"{page.removeprefix(f'{SITE}/').rstrip('/')}.md" in MADE
    picture, _ = re.findall(r"https://[^)]+", code("badge-shields"))
    assert picture.startswith(examples.SHIELDS)
    (endpoint,) = parse_qs(urlsplit(picture).query)["url"]
    assert json.loads(MADE[endpoint.removeprefix(f"{SITE}/")])["schemaVersion"] == 1


def test_a_site_without_models_has_its_data_page() -> None:
    page = shown(acme.published(), sizes={})
    assert page["badge"] == ""
    assert {table["rows"] for table in page["tables"]} == {"0"}


def test_the_citation_says_when_it_was_seen() -> None:
    page = shown()
    assert "newest observation: 2026-01-21" in page["citation"]
    assert "year = {2026}" in page["bibtex"]
    assert "year" not in shown(replace(turned.ALL, generated_from=""))["bibtex"]


def test_the_citation_file_is_valid_and_says_the_same() -> None:
    file = yaml.safe_load((CHECKOUT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(file)
    assert (file["cff-version"], str(file["version"])) == ("1.2.0", __version__)
    assert (file["title"], file["authors"]) == (data.TITLE, [{"name": data.AUTHOR}])
    assert (file["url"], file["repository-code"]) == (f"{SITE}/", REPOSITORY)
    preferred = file["preferred-citation"]
    assert (preferred["type"], preferred["license"]) == ("data", "CC-BY-4.0")
    assert {"type", "title", "authors"} <= set(preferred)


def test_the_terms_are_those_of_the_repository() -> None:
    assert "creativecommons.org/licenses/by/4.0/" in html_of("data/index.md")
    assert "creativecommons.org/licenses/by/4.0/" in (CHECKOUT / "data" / "README.md").read_text(encoding="utf-8")


def test_the_shell_understands_the_commands(tmp_path: Path) -> None:
    script = tmp_path / "take.sh"
    script.write_text(code("curl"), encoding="utf-8")
    assert subprocess.run(["sh", "-n", str(script)], check=False).returncode == 0
