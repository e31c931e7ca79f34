from __future__ import annotations

import pytest

from auditor.answers import Citation
from auditor.card import CardState, Mention, Role, Where
from auditor.evidence import Evidence, Gate, Kind, Link, Place, Profile, Reason, StatedBy
from auditor.findings.component_terms import (
    Terms,
    code_terms,
    data_terms,
    is_script,
    licensed,
    repository_terms,
    strictest,
)
from auditor.findings.terms import Statement
from auditor.rules import LicenseSet, NameKind
from tests.builders import base, card, dataset, evidence, licenses, link, mention, place

CITED = Citation(url="https://huggingface.co/acme/open-7b", shows="it")


def stated(license_id: str) -> Statement:
    standing = licenses().standing(license_id)
    return Statement(id=license_id, standing=standing, where="its host", citation=CITED)


def hosted(one: Place, license_id: str = "", *tags: str) -> Place:
    """The place with what its host tells of the license."""
    assert one.snapshot is not None
    profile = Profile(license=license_id, tags=tags)
    return one.model_copy(update={"snapshot": one.snapshot.model_copy(update={"profile": profile})})


def repository(name: str = "acme/open", *, license_id: str = "", files: tuple[str, ...] = ("train.py",)) -> Place:
    return hosted(place(name, kind=Kind.REPOSITORY, files=files, gated=Gate.UNKNOWN), license_id)


def texted(path: str, license_id: str) -> Place:
    files = ("train.py", path)
    return place("acme/open", kind=Kind.REPOSITORY, files=files, read={path: {"license": license_id}})


def says(license_id: str, *cues: str, where: Where = Where.PROSE, below: tuple[str, ...] = ()) -> Mention:
    found = mention(license_id, NameKind.LICENSE, *cues, where=where)
    return found.model_copy(update={"heading_cues": below})


def coded(*links: Link, places: tuple[Place, ...] = (), files: tuple[str, ...] = ("README.md",)) -> Evidence:
    return evidence(place(files=files, card=card(front={"license": "mit"})), *links, places=places)


def told(terms: tuple[Terms, ...]) -> list[tuple[str, str, list[str]]]:
    return [(one.name, one.gap, [each.id for each in one.stated]) for one in terms]


@pytest.mark.parametrize(
    ("ids", "chosen"),
    [
        ((), ""),
        (("MIT",), "MIT"),
        (("MIT", "MIT"), "MIT"),
        (("MIT", "CC-BY-4.0"), "CC-BY-4.0"),
        (("CC-BY-4.0", "acme terms"), "acme terms"),
        (("acme terms", "llama2", "MIT"), "llama2"),
        (("MIT", "Apache-2.0"), "Apache-2.0"),
    ],
)
def test_the_most_restrictive_counts(ids: tuple[str, ...], chosen: str) -> None:
    found = strictest((stated(one) for one in ids), licenses())
    assert (found.id if found else "") == chosen


def test_of_licenses_that_stand_alike_the_one_in_fewer_sets_counts() -> None:
    sets = {"some": LicenseSet(title="some licenses", ids=("Apache-2.0",))}
    known = licenses().model_copy(update={"sets": sets})
    found = strictest((stated("Apache-2.0"), stated("MIT")), known)
    assert found
    assert found.id == "MIT"


@pytest.mark.parametrize(
    ("terms", "outcome", "value"),
    [
        pytest.param((Terms(name="a", stated=(stated("MIT"),)),), "yes", "MIT", id="one"),
        pytest.param(
            (Terms(name="a", stated=(stated("MIT"),)), Terms(name="b", stated=(stated("llama2"),))),
            "yes",
            "llama2",
            id="two",
        ),
        pytest.param(
            (Terms(name="a", stated=(stated("MIT"),)), Terms(name="b", citations=(CITED,))),
            "no",
            "none",
            id="one silent",
        ),
        pytest.param(
            (Terms(name="a", citations=(CITED,)), Terms(name="b", gap="b was not read", citations=(CITED,))),
            "no",
            "none",
            id="one silent, one unseen",
        ),
        pytest.param(
            (Terms(name="a", stated=(stated("MIT"),)), Terms(name="b", gap="b was not read", citations=(CITED,))),
            "unknown",
            "",
            id="one unseen",
        ),
        pytest.param((), "unknown", "", id="none"),
    ],
)
def test_terms_together(terms: tuple[Terms, ...], outcome: str, value: str) -> None:
    said = licensed("The code", terms, licenses(), "State one.")
    assert (said.outcome, said.value) == (outcome, value)
    assert said.because.startswith("The code: ") or not any(one.stated for one in terms)


def test_what_is_said_of_several() -> None:
    terms = (Terms(name="a", stated=(stated("MIT"),)), Terms(name="b", stated=(stated("CC-BY-4.0"),)))
    assert licensed("The code", terms, licenses(), "").because == (
        "The code: a is under MIT License and b is under Creative Commons Attribution 4.0. "
        "The most restrictive is Creative Commons Attribution 4.0."
    )


@pytest.mark.parametrize(
    ("path", "found"),
    [("train.py", True), ("a/run.SH", True), ("x.ipynb", True), ("a.yaml", False), ("py", False), ("a.md", False)],
)
def test_scripts(path: str, found: bool) -> None:  # noqa: FBT001 - a table of cases
    assert is_script(path) is found


CODE = link(Role.CODE, "acme/open")


@pytest.mark.parametrize(
    ("seen", "terms"),
    [
        pytest.param(evidence(None), [], id="never seen"),
        pytest.param(coded(), [], id="no code"),
        pytest.param(coded(files=("model.py",)), [("the model's repository", "", ["MIT"])], id="beside the weights"),
        pytest.param(coded(CODE, places=(repository(license_id="MIT"),)), [("acme/open", "", ["MIT"])], id="by host"),
        pytest.param(
            coded(CODE), [("acme/open", "acme/open could not be opened", [])], id="a repository that was not opened"
        ),
        pytest.param(coded(CODE, places=(repository(),)), [("acme/open", "", [])], id="states none"),
        pytest.param(
            coded(CODE, places=(repository(license_id="NOASSERTION"),)),
            [("acme/open", "acme/open states a license without its name", [])],
            id="one that the host does not know",
        ),
        pytest.param(
            coded(CODE, places=(repository(files=("train.py", "LICENSE")),)),
            [("acme/open", "LICENSE in acme/open was not read", [])],
            id="a text that was not read",
        ),
        pytest.param(
            coded(CODE, places=(texted("LICENSE", "GPL-3.0-only"),)),
            [("acme/open", "", ["GPL-3.0-only"])],
            id="by its text",
        ),
        pytest.param(
            coded(CODE, places=(texted("LICENSE", ""),)),
            [("acme/open", "the text of LICENSE in acme/open is none that we know", [])],
            id="a text that is not known",
        ),
        pytest.param(coded(CODE, places=(repository(files=("README.md",)),)), [], id="a repository without code"),
        pytest.param(
            coded(CODE, places=(place("acme/open", kind=Kind.REPOSITORY, missing=Reason.NOT_FOUND),)), [], id="gone"
        ),
        pytest.param(
            coded(link(Role.TRAINING_CODE, "tools/trainkit"), places=(repository("tools/trainkit", license_id="MIT"),)),
            [],
            id="a public tool",
        ),
        pytest.param(
            coded(link(Role.CODE, "others/thing"), places=(repository("others/thing", license_id="MIT"),)),
            [("others/thing", "whether others/thing is the model's own code is not told", [])],
            id="another owner's",
        ),
        pytest.param(
            coded(
                CODE,
                link(Role.CODE, "others/thing"),
                places=(repository(license_id="MIT"), repository("others/thing", license_id="GPL-3.0-only")),
            ),
            [("acme/open", "", ["MIT"])],
            id="another owner's beside the own",
        ),
        pytest.param(
            coded(
                link(Role.TRAINING_CODE, "others/thing", stated_by=StatedBy.CURATOR),
                places=(repository("others/thing", license_id="MIT"),),
            ),
            [("others/thing", "", ["MIT"])],
            id="another owner's by a curator",
        ),
        pytest.param(
            coded(link(Role.CODE, "others/open-7b"), places=(repository("others/open-7b", license_id="MIT"),)),
            [("others/open-7b", "", ["MIT"])],
            id="by the model's name",
        ),
        pytest.param(
            coded(
                link(Role.CODE, "others/open-7b"),
                base("others/open-7b-base"),
                places=(repository("others/open-7b", license_id="MIT", files=("run.py",)),),
            ),
            [("others/open-7b", "whether others/open-7b is the model's own code is not told", [])],
            id="by the name of a derivative",
        ),
        pytest.param(
            coded(
                link(Role.TRAINING_CODE, "others/thing"),
                places=(repository("others/thing", license_id="MIT", files=("train_open_7b.py",)),),
            ),
            [("others/thing", "", ["MIT"])],
            id="by a path that names the model",
        ),
        pytest.param(
            coded(link(Role.TRAINING_CODE, "https://code.example/train")),
            [
                (
                    "code.example/train",
                    "code.example/train is a page that we do not open",
                    [],
                )
            ],
            id="a page for the training",
        ),
    ],
)
def test_terms_of_code(seen: Evidence, terms: list[tuple[str, str, list[str]]]) -> None:
    assert told(code_terms(seen)) == terms


NAMES_ONE: str = "the README of acme/open names a license without saying for what"


@pytest.mark.parametrize(
    ("one", "ids", "gap"),
    [
        pytest.param(says("MIT", "code", "license"), ["MIT"], "", id="of the code"),
        pytest.param(says("MIT", "license"), [], NAMES_ONE, id="of what is not told"),
        pytest.param(says("MIT", "data", "code", "license"), [], NAMES_ONE, id="of the data"),
        pytest.param(says("MIT", "derivation", "code", "license"), [], NAMES_ONE, id="of another work"),
        pytest.param(says("MIT", "fine_tuning", "code", "license"), [], NAMES_ONE, id="of what was tuned"),
        pytest.param(says("MIT", "fine_tuning", "training_code", "code"), ["MIT"], "", id="of the code that tuned"),
        pytest.param(says("MIT", "license", where=Where.CODE, below=("license",)), ["MIT"], "", id="a notice"),
        pytest.param(
            says("MIT", "license", where=Where.CODE, below=("citation",)), [], NAMES_ONE, id="an entry to cite"
        ),
        pytest.param(says("MIT", "code", "license", where=Where.COMMENT), [], "", id="in a comment"),
    ],
)
def test_a_readme_speaks_of_the_code(one: Mention, ids: list[str], gap: str) -> None:
    seen = place("acme/open", kind=Kind.REPOSITORY, files=("train.py",), card=card(mentions=(one,)))
    assert told(code_terms(coded(CODE, places=(seen,)))) == [("acme/open", gap, ids)]


def web(**front: object) -> Place:
    return place("acme/web", kind=Kind.DATASET, files=("a.parquet",), card=card(front=front))


@pytest.mark.parametrize(
    ("seen", "ids", "gap"),
    [
        pytest.param(web(license="odc-by"), ["ODC-By-1.0"], "", id="front matter"),
        pytest.param(web(license=["mit", "cc-by-4.0", "mit"]), ["MIT", "CC-BY-4.0"], "", id="a list"),
        pytest.param(web(license="other", license_name="acme terms"), ["acme terms"], "", id="a name"),
        pytest.param(web(license="other"), [], "acme/web states a license without its name", id="other"),
        pytest.param(web(license="unknown"), [], "", id="a license that is called unknown"),
        pytest.param(web(), [], "", id="none"),
        pytest.param(hosted(web(), "", "license:mit", "license:cc0-1.0"), ["MIT", "CC0-1.0"], "", id="tags"),
        pytest.param(hosted(web(), "cc-by-nc-4.0"), ["CC-BY-NC-4.0"], "", id="the host"),
        pytest.param(
            place("acme/web", kind=Kind.DATASET, files=("a.csv",), card_state=CardState.NOT_READ),
            [],
            "the README of acme/web could not be read",
            id="a README that was not read",
        ),
        pytest.param(
            place("acme/web", kind=Kind.DATASET, files=("a.csv",), complete=False),
            [],
            "only a part of the file list of acme/web could be read",
            id="a part of the list",
        ),
        pytest.param(
            place("acme/web", kind=Kind.DATASET, files=("a.csv",), card=card(mentions=(says("MIT", "data"),))),
            ["MIT"],
            "",
            id="a sentence on the data",
        ),
        pytest.param(
            place("acme/web", kind=Kind.DATASET, files=("a.csv",), card=card(mentions=(says("MIT", "code"),))),
            [],
            "the README of acme/web names a license without saying for what",
            id="a sentence on code",
        ),
        pytest.param(
            place("acme/web", kind=Kind.DATASET, missing=Reason.NOT_FOUND),
            [],
            "the host does not show acme/web (it does not exist)",
            id="gone",
        ),
    ],
)
def test_terms_of_a_dataset(seen: Place, ids: list[str], gap: str) -> None:
    found = data_terms(evidence(place(card=card()), dataset("acme/web"), places=(seen,)))
    assert told(found) == [("acme/web", gap, ids)]


def test_data_in_a_repository_is_not_under_the_license_of_its_code() -> None:
    link_ = link(Role.TRAINING_DATA, "acme/open", stated_by=StatedBy.CURATOR)
    seen = evidence(place(card=card()), link_, places=(repository(license_id="MIT"),))
    assert told(data_terms(seen)) == [("acme/open", "the license of acme/open is that of its code", [])]


CORPUS = mention("Big Corpus", NameKind.CORPUS, "training")


def test_a_corpus_is_asked_at_its_home() -> None:
    home = hosted(place("commons/big-corpus", kind=Kind.DATASET, files=("a.csv",)), "mit")
    named = place(card=card(mentions=(CORPUS,)))
    assert told(data_terms(evidence(named, places=(home,)))) == [("Big Corpus", "", ["MIT"])]
    assert told(data_terms(evidence(named))) == [
        ("Big Corpus", "Big Corpus is named without a place that we opened", [])
    ]


@pytest.mark.parametrize(
    ("seen", "ids", "gap"),
    [
        pytest.param(evidence(place(card=card(front={"license": "mit"}))), ["MIT"], "", id="declared"),
        pytest.param(evidence(place(card=card())), [], "", id="none"),
        pytest.param(
            evidence(place(card=card(front={"license": "mit"}), read={"LICENSE": {"license": "Apache-2.0"}})),
            ["MIT", "Apache-2.0"],
            "",
            id="declared and a text",
        ),
        pytest.param(
            evidence(place(card=card(), files=("LICENSE",))),
            [],
            "the text of LICENSE was not read",
            id="a text not read",
        ),
        pytest.param(
            evidence(place(card=card(), files=("LICENSE",), read={"LICENSE": {"license": ""}})),
            [],
            "the file LICENSE holds a text we do not know",
            id="a text not recognised",
        ),
        pytest.param(
            evidence(place(card_state=CardState.NOT_READ)), [], "the card could not be read", id="the card not read"
        ),
        pytest.param(
            evidence(
                place(card=card()),
                CODE,
                places=(
                    place(
                        "acme/open",
                        kind=Kind.REPOSITORY,
                        files=("LICENSE-MODEL",),
                        read={"LICENSE-MODEL": {"license": "llama2"}},
                    ),
                ),
            ),
            [],
            "",
            id="a linked repository's text for the weights",
        ),
    ],
)
def test_terms_of_the_own_repository(seen: Evidence, ids: list[str], gap: str) -> None:
    found = repository_terms(seen)
    assert found is not None
    assert told((found,)) == [("the model's repository", gap, ids)]


def test_a_repository_that_was_not_seen_has_no_terms() -> None:
    assert repository_terms(evidence(None)) is None
    assert repository_terms(evidence(place(missing=Reason.GATED))) is None
