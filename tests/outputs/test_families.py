from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from auditor.answers import yes
from auditor.evidence import InvalidName
from auditor.outputs import Published
from auditor.outputs.site import pages as every
from auditor.outputs.site.families import DEEPEST, LISTED, index, page
from auditor.outputs.site.kinship import family_path, kinship
from auditor.report import Relative, Report
from auditor.report.terms import Part, Term
from auditor.rules import Standing
from tests.outputs import acme


def built(model: str, *bases: str, license_id: str = "", standing: Standing = Standing.UNKNOWN) -> Report:
    """A model built on others, with the license that it states."""
    relatives = tuple(Relative(id=base, relation="finetune") for base in bases)
    terms = (acme.term(Part.MODEL, model, license_id, standing),) if license_id else ()
    return acme.CLOSED.model_copy(update={"id": model, "bases": relatives, "terms": terms, "license": license_id})


def made(*reports: Report) -> Mapping[str, Mapping[str, Any]]:
    """The data of each family page by its path."""
    published = acme.published(*reports)
    kin = kinship(published)
    pages = [index(published, kin), *(page(root, published, kin) for root in kin.roots)]
    found = {page.path: page.data for page in pages}
    assert all(isinstance(data, dict) for data in found.values())
    return found  # type: ignore[return-value]


def lines(members: list[Mapping[str, Any]], depth: int = 0) -> Iterator[tuple[int, str]]:
    for one in members:
        yield depth, one["id"]
        yield from lines(one["below"], depth + 1)


def test_the_tree_goes_to_the_last_descendant() -> None:
    found = made(built("a/root"), built("a/child", "a/root"), built("a/grand", "a/child"), built("a/other", "a/root"))
    assert set(found) == {"families/index.md", "families/a/root.md"}
    data = found["families/a/root.md"]
    assert list(lines(data["tree"])) == [(0, "a/child"), (1, "a/grand"), (0, "a/other")]
    assert data["size"] == "3 audited models"
    assert (data["href"], data["tree"][0]["relation"]) == ("models/a/root/", "fine-tune")


def test_a_model_of_several_bases_stands_below_each_and_says_so() -> None:
    found = made(built("a/merge", "a/one", "a/two"), built("a/tuned", "a/merge"))
    one, two = found["families/a/one.md"], found["families/a/two.md"]
    assert list(lines(one["tree"])) == list(lines(two["tree"])) == [(0, "a/merge"), (1, "a/tuned")]
    assert (one["tree"][0]["also"], two["tree"][0]["also"]) == ("a/two", "a/one")


def test_what_stands_already_is_not_told_again() -> None:
    diamond = (built("a/l", "a/r"), built("a/m", "a/r"), built("a/x", "a/l", "a/m"), built("a/y", "a/x"))
    tree = made(*diamond)["families/a/r.md"]["tree"]
    assert list(lines(tree)) == [(0, "a/l"), (1, "a/x"), (2, "a/y"), (0, "a/m"), (1, "a/x")]
    assert tree[1]["below"][0]["more"] == "what is built on it stands above"


def test_a_base_that_is_not_registered_has_no_link() -> None:
    data = made(built("a/child", "a/unknown"))["families/a/unknown.md"]
    assert data["href"] == ""
    assert [(one["word"], one["href"]) for one in data["bequeathed"]] == [("could not be judged", "")] * 2
    assert data["license"]["name"] == ""
    assert not data["license"]["restricted"]


def test_models_in_a_circle_make_one_family_and_no_endless_page() -> None:
    found = made(built("a/b", "a/c"), built("a/c", "a/b"), built("a/d", "a/c"), built("a/self", "a/self"))
    assert set(found) == {"families/index.md", "families/a/b.md"}
    tree = found["families/a/b.md"]["tree"]
    assert list(lines(tree)) == [(0, "a/c"), (1, "a/b"), (1, "a/d")]
    assert tree[0]["below"][0]["more"] == "what is built on it stands above"


def test_a_wider_license_than_the_root_s_is_counted_and_cited() -> None:
    said = yes("The card says so.", acme.cite("a/root", "README.md", "license"), value="strict")
    root = built("a/root", license_id="strict", standing=Standing.RESTRICTED)
    root = root.model_copy(update={"answers": {"weights_licensed": said}})
    family = (
        built("a/free", "a/root", license_id="MIT", standing=Standing.OSI),
        built("a/odd", "a/root", license_id="odd", standing=Standing.UNKNOWN),
        built("a/same", "a/free", license_id="strict", standing=Standing.RESTRICTED),
        built("a/silent", "a/root"),
    )
    found = made(root, *family)
    license_ = found["families/a/root.md"]["license"]
    assert (license_["name"], license_["stating"]) == ("strict License", "1 of 3")
    ((wider),) = license_["wider"]
    assert (wider["id"], wider["license"]) == ("a/free", "MIT License")
    assert wider["citations"][0]["pin"] == "pinned to commit 0123456"
    assert found["families/index.md"]["rows"][0]["wider"] == "1 of 3 that state one"


@pytest.mark.parametrize(
    ("standing", "told", "words"),
    [
        (Standing.OSI, True, "does not apply"),
        (Standing.UNKNOWN, True, "could not be told"),
        (Standing.RESTRICTED, False, "could not be told"),
        (Standing.RESTRICTED, True, "1 of 1 that state one"),
    ],
)
def test_nothing_is_held_against_a_license_that_is_open_or_not_told(standing: Standing, told: bool, words: str) -> None:  # noqa: FBT001
    said = yes("The card says so.", acme.cite("a/root", "README.md", "license"), value="it")
    root = built("a/root", license_id="it", standing=standing)
    root = root.model_copy(update={"answers": {"weights_licensed": said} if told else {}})
    found = made(root, built("a/child", "a/root", license_id="MIT", standing=Standing.OSI))
    assert found["families/index.md"]["rows"][0]["wider"] == words


def test_the_license_of_a_root_that_is_not_registered_is_what_was_seen_of_it() -> None:
    seen = Term(part=Part.BASE, of="a/far", license="strict", standing=Standing.RESTRICTED)
    child = built("a/child", "a/far").model_copy(update={"terms": (seen,)})
    assert made(child)["families/a/far.md"]["license"]["name"] == "strict"


def test_a_family_of_thousands_is_cut_and_grows_linearly() -> None:
    crowd = [built(f"a/m{number}", f"a/m{number - 1}" if number % 40 else "a/root") for number in range(4000)]
    started = time.process_time()
    data = made(*crowd)["families/a/root.md"]
    assert time.process_time() - started < 20
    shown = list(lines(data["tree"]))
    assert len(shown) <= LISTED
    assert max(depth for depth, _ in shown) <= DEEPEST
    assert data["more"] == f"and {4000 - len(shown):,} more"


@pytest.mark.parametrize(
    ("root", "path"),
    [
        ("acme/x", "families/acme/x"),
        ("acme/README", "families/acme/README--"),
        ("gpt", "families/gpt"),
        ("index", "families/index--"),
    ],
)
def test_a_family_has_a_path_of_its_own(root: str, path: str) -> None:
    assert family_path(root) == path


@pytest.mark.parametrize("root", ["../x", "acme/../x", "a/b/c", "<b>", ""])
def test_what_no_host_would_accept_has_no_family(root: str) -> None:
    with pytest.raises(InvalidName):
        family_path(root)
    assert set(made(built("a/child", root))) == {"families/index.md"}


def test_nothing_published_is_a_page_too() -> None:
    empty = Published(reports=(), definitions=(), checks={}, generated_from="", version="0.1.0")
    assert [page.path for page in every(empty) if page.path.startswith("families/")] == ["families/index.md"]


def test_a_model_belongs_to_every_root_above_it() -> None:
    kin = kinship(acme.published(built("a/x", "a/one", "a/two"), built("a/y", "a/x")))
    assert kin.roots_of("a/y") == ["a/one", "a/two"]
    assert kin.roots_of("a/one") == ["a/one"]
    assert kin.roots_of("a/stranger") == ()
