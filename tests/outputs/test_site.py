from __future__ import annotations

import re

import pytest
import yaml
from markupsafe import escape

from auditor.addresses import scorecard_path
from auditor.evidence import InvalidName
from auditor.outputs import Published, all_outputs
from auditor.outputs.site import pages
from auditor.outputs.site.datapage import data_page
from tests.outputs import acme
from tests.outputs.conftest import Compare
from tests.outputs.hostile import HOSTILE


def front_of(content: bytes) -> dict[str, object]:
    found = re.match(r"-{3}\n(.*?\n)-{3}\n", content.decode(), re.DOTALL)
    assert found
    read = yaml.safe_load(found.group(1))
    assert isinstance(read, dict)
    return read


def test_pages_are_the_golden_ones(compare: Compare) -> None:
    compare("site", pages(acme.ALL))


def test_the_folder_is_the_register() -> None:
    assert set(all_outputs()) >= {"api", "site"}


def test_paths_are_unique_and_stay_below_the_docs() -> None:
    paths = [page.path for name, output in all_outputs().items() for page in output(acme.ALL)]
    assert len({path.casefold() for path in paths}) == len(paths)
    assert not [path for path in paths if path.startswith("/") or ".." in path.split("/")]


@pytest.mark.parametrize(
    ("model", "path"),
    [
        ("acme/lantern-1.5b", "models/acme/lantern-1.5b"),
        ("acme/README", "models/acme/README--"),
        ("acme/index", "models/acme/index--"),
    ],
)
def test_scorecards_never_become_the_page_of_their_folder(model: str, path: str) -> None:
    assert scorecard_path(model) == path


@pytest.mark.parametrize("model", ["acme/../x", "../acme/x", "acme", "acme/x/y", "acme/<b>", "acme/x--"])
def test_no_path_is_made_from_what_is_no_id(model: str) -> None:
    with pytest.raises(InvalidName):
        scorecard_path(model)


def test_hostile_text_ends_no_front_matter_and_reaches_no_title() -> None:
    for page in pages(acme.published(HOSTILE)):
        if not page.path.endswith(".md"):
            continue
        front = front_of(page.content)
        keys = {"template", "title", "description", "hide", "tags", "styles", "html", "scripts"}
        assert set(front) - {"card"} == keys, page.path
        unescaped = [front["title"], front["description"], *front["tags"]]  # type: ignore[misc]
        assert not re.search(r"[<>&\"'{}\[\]`|#\\]", " ".join(map(str, unescaped)))
        body = page.content.decode().split("\n---\n", 1)[1]
        assert not re.search(r"[<>&\"'{}\[\]`|#*@]", body)


def test_no_address_but_of_the_web_becomes_a_link() -> None:
    page = next(page for page in pages(acme.published(HOSTILE)) if "/_x_" in page.path)
    hrefs = re.findall(r"href=\"([^\"]*)\"", str(front_of(page.content)["html"]))
    ours = (
        "#",
        "../../../",
        "https://github.com/openness-auditor/openness-auditor/issues/new?",
        "http://elsewhere.invalid/%22onmouseover=%22alert(1)",
        "https://acme.example/reply",
    )
    assert hrefs
    assert not [href for href in hrefs if href and not href.startswith(ours)]


def test_the_publisher_s_examples_stand_beside_our_verdicts() -> None:
    (page,) = (one for one in pages(acme.ALL) if one.path == "definitions/open-weights.md")
    data = page.data
    assert data
    assert [(one["id"], one["says"], one["ours"], bool(one["href"])) for one in data["examples"]] == [
        ("acme/lantern-1.5b", "Meets it", "Meets it", True),
        ("acme/never-seen", "Does not meet it", "Not judged yet", False),
    ]


def test_nothing_published_yet_is_a_site_too() -> None:
    empty = Published(reports=(), definitions=(), checks={}, generated_from="", version="0.1.0")
    paths = [page.path for page in pages(empty)]
    assert paths == [
        "index.md",
        "models/index.md",
        "compare/index.md",
        "compare/models.json",
        "how-right-are-we.md",
        "corrections.md",
        "changes.md",
        "data/index.md",
        "state-of-the-hub.md",
        "families/index.md",
        "definitions/index.md",
        "choose/index.md",
        "choose/models.json",
        "definitions/where_they_disagree.md",
        "definitions/license_sets.md",
        "checks/index.md",
        "learn/index.md",
        "learn/osd.md",
        "learn/licenses.md",
    ]


def test_a_value_survives_the_template_and_the_front_matter() -> None:
    text = "é 日本 😀 \\n --- ... : # \\u0041 <b>&amp;</b> \"'"
    data = {"rows": [{"question": text, "id": "2026-01-01", "href": "checks/x/", "outcomes": []}], "words": []}
    page = data_page("x.md", template="checks.html", title="X", lead="X", data=data)
    shown = front_of(page.content)["html"]
    assert isinstance(shown, str)
    assert f'<a href="../checks/x/">{escape(text)}</a>' in shown
    assert page.data == data


@pytest.mark.parametrize(
    ("path", "href"),
    [
        ("index.md", "./models/"),
        ("checks/index.md", "../models/"),
        ("x.md", "../models/"),
        ("models/a/b.md", "../../../models/"),
    ],
)
def test_addresses_within_the_site_are_relative_to_the_page(path: str, href: str) -> None:
    page = data_page(path, template="home.html", title="X", lead="X", data={})
    assert f'href="{href}"' in page.content.decode().replace('\\"', '"')
