from __future__ import annotations

from collections.abc import Mapping

import pytest

from auditor.answers import Citation
from auditor.card import Mention, Role, Where
from auditor.evidence import Evidence, Kind, Place, Profile, Reason
from auditor.findings.terms import (
    Statement,
    breaches,
    declared,
    governing,
    license_texts,
    own_standing,
    restricting_base,
    spoken,
    statements,
    unread_text,
)
from auditor.rules import Breach, License, Licenses, NameKind, Rules, Standing
from tests.builders import answer, base, card, evidence, link, mention, place


def fronted(**front: object) -> Evidence:
    return evidence(place(card=card(front=front), files=("README.md",)))


def tagged(*tags: str, host: str = "") -> Place:
    seen = place(files=("README.md",))
    assert seen.snapshot is not None
    profile = Profile(tags=tags, license=host)
    return seen.model_copy(update={"snapshot": seen.snapshot.model_copy(update={"profile": profile})})


@pytest.mark.parametrize(
    ("seen", "stated"),
    [
        pytest.param(fronted(), [], id="nothing"),
        pytest.param(evidence(None), [], id="never seen"),
        pytest.param(evidence(place(missing=Reason.GATED)), [], id="refused"),
        pytest.param(fronted(license="apache-2.0"), [("Apache-2.0", "the card's license")], id="front matter"),
        pytest.param(
            fronted(license=["mit", "apache-2.0"]),
            [("MIT", "the card's license"), ("Apache-2.0", "the card's license")],
            id="two",
        ),
        pytest.param(fronted(license="other"), [], id="a placeholder"),
        pytest.param(
            fronted(license="other", license_name="llama2"),
            [("llama2", "the card's license_name")],
            id="a name that we know",
        ),
        pytest.param(
            fronted(license="other", license_name="acme terms"),
            [("acme terms", "the card's license_name")],
            id="a name that nobody knows",
        ),
        pytest.param(
            fronted(license="mit", license_name="acme terms"), [("MIT", "the card's license")], id="license first"
        ),
        pytest.param(
            fronted(license="other", license_name=["acme terms", "gemma", "llama2"]),
            [("gemma", "the card's license_name")],
            id="of several names the first that we know",
        ),
        pytest.param(
            fronted(license="other", license_name=["acme terms", "globex terms"]),
            [("acme terms", "the card's license_name")],
            id="of several unknown names the first",
        ),
        pytest.param(fronted(license_link="https://example.org/terms"), [], id="an address that nobody knows"),
        pytest.param(evidence(tagged("pytorch", "license:mit")), [("MIT", "the repository's tag")], id="a tag"),
        pytest.param(
            evidence(tagged("license:mit", host="mit")), [("MIT", "the repository's tag")], id="tag and host agree"
        ),
        pytest.param(
            evidence(tagged("license:apache-2.0", host="license:mit")),
            [("MIT", "the repository's tag"), ("Apache-2.0", "the repository's tag")],
            id="tag and host differ",
        ),
        pytest.param(evidence(tagged("license:other")), [], id="a tag that says nothing"),
        pytest.param(
            evidence(place(card=card(front={"license": "mit"}), tags=("license:apache-2.0",))),
            [("MIT", "the card's license")],
            id="front matter before a tag",
        ),
    ],
)
def test_what_front_matter_else_tags_state(seen: Evidence, stated: list[tuple[str, str]]) -> None:
    assert [(one.id, one.where) for one in declared(seen)] == stated


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("https://acme.example/Terms", True),
        ("https://www.acme.example/terms/", True),
        ("HTTP://WWW.ACME.EXAMPLE/TERMS", True),
        ("acme.example/terms", True),
        ("https://acme.example/terms/2", False),
        ("https://acme.example.org/terms", False),
        ("LICENSE", False),
    ],
)
def test_the_address_of_a_license_that_we_know_names_it(address: str, named: bool) -> None:  # noqa: FBT001
    terms = License(id="acme", name="Acme", standing=Standing.RESTRICTED, url="https://www.acme.example/terms/")
    seen = fronted(license="other", license_link=address)
    seen = seen.model_copy(
        update={"rules": Rules(licenses=Licenses(licenses=(terms,), placeholders=("other",)))},
    )
    stated = [(one.id, one.standing, one.where) for one in declared(seen)]
    assert stated == ([("acme", Standing.RESTRICTED, "the card's license_link")] if named else [])


def test_a_statement_is_cited_at_its_line_and_cut() -> None:
    (found,) = declared(fronted(license="x" * 200))
    assert found.citation.shows == f"license: {'x' * 80}"
    assert found.citation.url.endswith("README.md#L2")


@pytest.mark.parametrize(
    ("files", "texts"),
    [
        (("README.md",), ()),
        (("LICENSE",), ("LICENSE",)),
        (("LICENSE.txt", "COPYING", "licence.md"), ("COPYING", "LICENSE.txt", "licence.md")),
        (("LICENSE", "MODEL_LICENSE"), ("MODEL_LICENSE", "LICENSE")),
        ((("LICENSE", 0),), ()),
        (("src/LICENSE", "LICENSE-CODE", "THIRD-PARTY-LICENSES"), ()),
    ],
)
def test_license_texts_lie_at_the_root_the_model_s_first(
    files: tuple[str | tuple[str, int], ...], texts: tuple[str, ...]
) -> None:
    assert license_texts(place(files=files)) == texts


def texted(read: Mapping[str, Mapping[str, str]], *files: str, front: Mapping[str, object] | None = None) -> Evidence:
    return evidence(place(files=("README.md", *files), card=card(front=front), read=read))


@pytest.mark.parametrize(
    ("seen", "stated", "governs"),
    [
        pytest.param(texted({}), [], "", id="nothing"),
        pytest.param(texted({"LICENSE": {"license": "MIT"}}, "LICENSE"), ["MIT"], "MIT", id="a text"),
        pytest.param(
            texted({"LICENSE": {"license": "gemma"}}, "LICENSE", front={"license": "mit"}),
            ["MIT", "gemma"],
            "gemma",
            id="a text outweighs the front matter",
        ),
        pytest.param(
            texted({"LICENSE": {"license": ""}}, "LICENSE", front={"license": "mit"}),
            ["MIT", ""],
            "MIT",
            id="a text that was not recognised",
        ),
        pytest.param(
            texted({"LICENSE": {"license": "MIT"}, "MODEL_LICENSE": {"license": "gemma"}}, "LICENSE", "MODEL_LICENSE"),
            ["gemma"],
            "gemma",
            id="the model's own text",
        ),
        pytest.param(
            texted({"LICENSE": {"shards": "x"}}, "LICENSE", front={"license": "mit"}),
            ["MIT"],
            "MIT",
            id="no fact of it",
        ),
        pytest.param(
            texted({"LICENSE": {"license": "MIT"}}), ["MIT"], "MIT", id="a text that was read and is not in the part"
        ),
        pytest.param(evidence(None), [], "", id="never seen"),
    ],
)
def test_all_that_is_stated_and_what_governs(seen: Evidence, stated: list[str], governs: str) -> None:
    assert [one.id for one in statements(seen)] == stated
    found = governing(seen)
    assert (found.id if found else "") == governs


@pytest.mark.parametrize(
    ("seen", "gaps"),
    [
        (texted({}), ()),
        (texted({}, "LICENSE"), ("the text of LICENSE was not read",)),
        (texted({}, "LICENSE", "MODEL_LICENSE"), ("the text of MODEL_LICENSE was not read",)),
        (texted({"LICENSE": {"license": ""}}, "LICENSE"), ()),
        (texted({"LICENSE": {"license": ""}}, "LICENSE", "MODEL_LICENSE"), ()),
        (evidence(None), ()),
    ],
)
def test_a_text_that_was_not_read_is_a_gap(seen: Evidence, gaps: tuple[str, ...]) -> None:
    assert unread_text(seen) == gaps


OSI, OPEN, RESTRICTED, UNKNOWN = Standing.OSI, Standing.OPEN, Standing.RESTRICTED, Standing.UNKNOWN


@pytest.mark.parametrize(
    ("standings", "together"),
    [
        ((), None),
        ((OSI,), OSI),
        ((OSI, OSI), OSI),
        ((OPEN,), OPEN),
        ((RESTRICTED,), RESTRICTED),
        ((UNKNOWN,), UNKNOWN),
        ((OSI, OPEN), OPEN),
        ((OSI, UNKNOWN), UNKNOWN),
        ((OPEN, UNKNOWN), OPEN),
        ((RESTRICTED, UNKNOWN), RESTRICTED),
        ((OSI, RESTRICTED), None),
        ((OPEN, RESTRICTED), None),
        ((OSI, OPEN, UNKNOWN), OPEN),
        ((OSI, RESTRICTED, UNKNOWN), None),
    ],
)
def test_several_statements_stand_together(standings: tuple[Standing, ...], together: Standing | None) -> None:
    cited = Citation(url="https://huggingface.co/acme/open-7b", shows="")
    for order in (standings, standings[::-1]):
        found = tuple(Statement(id="x", standing=one, where="", citation=cited) for one in order)
        assert own_standing(found) is together


@pytest.mark.parametrize(
    ("given", "restricts"),
    [
        ({}, None),
        ({"acme/one": "MIT"}, None),
        ({"acme/one": "llama2"}, "acme/one"),
        ({"acme/one": "MIT", "acme/two": "gemma"}, "acme/two"),
        ({"acme/one": "", "acme/two": "strange terms"}, None),
        ({"acme/other": "llama2"}, None),
    ],
)
def test_a_base_model_under_restrictions_is_found(given: dict[str, str], restricts: str | None) -> None:
    bases = {name: {"weights_licensed": answer("yes", value)} for name, value in given.items()}
    found = restricting_base(evidence(place(), base("acme/one"), base("acme/two"), bases=bases))
    assert (found[0] if found else None) == restricts
    if found:
        assert found[1].value == given[found[0]]


def test_what_breaks_the_definition_is_one_clause() -> None:
    own = Licenses(
        licenses=(
            License(
                id="acme",
                name="Acme",
                standing=RESTRICTED,
                breaches=(
                    Breach(clause="No commerce", criteria=(6,)),
                    Breach(clause="Users are limited", criteria=(5, 6)),
                ),
            ),
        )
    )
    assert breaches("acme", own) == "no commerce (criterion 6); users are limited (criterion 5, 6)"
    assert breaches("MIT", own) == ""


def named(*cues: str, name: str = "MIT", where: Where = Where.PROSE, above: tuple[str, ...] = ()) -> Mention:
    said = mention(name, NameKind.LICENSE, *cues, where=where, line=31)
    return said.model_copy(update={"heading_cues": above})


def said(*mentions: Mention, front: Mapping[str, object] | None = None) -> Evidence:
    return evidence(place(card=card(front=front, mentions=mentions), files=("README.md",)))


@pytest.mark.parametrize(
    ("one", "gives"),
    [
        pytest.param(named("license"), True, id="a sentence"),
        pytest.param(named("license", where=Where.LIST), True, id="a list item"),
        pytest.param(named("license", where=Where.TABLE), True, id="a row"),
        pytest.param(named("license", where=Where.HEADING), True, id="a heading"),
        pytest.param(named(above=("license",)), True, id="below a heading"),
        pytest.param(named("license", above=("code",)), True, id="below a heading on code"),
        pytest.param(named("license", where=Where.CODE), False, id="code"),
        pytest.param(named("license", where=Where.COMMENT), False, id="a comment"),
        pytest.param(named("license", where=Where.BADGE), False, id="a badge"),
        pytest.param(named("license", "code"), False, id="of the code"),
        pytest.param(named("license", "training_code"), False, id="of the training code"),
        pytest.param(named("license", "data"), False, id="of the data"),
        pytest.param(named("license", "derivation"), False, id="of the base model"),
        pytest.param(named("license", "comparison"), False, id="of other models"),
        pytest.param(named("license", "acknowledgement"), False, id="of what is thanked for"),
        pytest.param(named("license", "not_released"), False, id="of what is only announced"),
        pytest.param(mention("MIT", NameKind.CORPUS, "license"), False, id="no license"),
    ],
)
def test_a_sentence_gives_the_model_its_license(one: Mention, gives: bool) -> None:  # noqa: FBT001
    assert [(each.id, each.where) for each in spoken(said(one))] == ([("MIT", "the card's text")] if gives else [])
    assert [each.id for each in statements(said(one))] == (["MIT"] if gives else [])


def test_a_license_in_sentences_is_stated_once_and_cited_at_its_line() -> None:
    again = named("license").model_copy(update={"line": 40})
    first, second = spoken(said(named("code"), named("license"), again, named("license", name="gemma")))
    assert (first.id, first.standing, second.standing) == ("MIT", Standing.OSI, Standing.RESTRICTED)
    assert (first.citation.shows, first.citation.url.rpartition("#")[2]) == ("Names the MIT License", "L31")
    assert spoken(evidence(None)) == spoken(evidence(place())) == ()


@pytest.mark.parametrize(
    ("seen", "stated"),
    [
        pytest.param(said(named("license"), front={"license": "apache-2.0"}), ["Apache-2.0"], id="a license"),
        pytest.param(said(named("license"), front={"license": "other"}), ["MIT"], id="a placeholder"),
        pytest.param(
            evidence(place(card=card(mentions=(named("license"),)), tags=("license:apache-2.0",))),
            ["Apache-2.0"],
            id="a tag",
        ),
        pytest.param(
            evidence(
                place(
                    card=card(mentions=(named("license"),)),
                    files=("LICENSE",),
                    read={"LICENSE": {"license": "Apache-2.0"}},
                )
            ),
            ["MIT", "Apache-2.0"],
            id="a text, which governs",
        ),
    ],
)
def test_beside_a_declared_license_sentences_are_not_asked(seen: Evidence, stated: list[str]) -> None:
    assert [one.id for one in statements(seen)] == stated


TERMS: Mapping[str, Mapping[str, str]] = {"LICENSE-MODEL": {"license": "gemma"}}


def kept(
    name: str = "acme/lab", *, own: Place | None = None, role: Role = Role.CODE, kind: Kind = Kind.REPOSITORY
) -> Evidence:
    code = place(name, kind=kind, files=("LICENSE", "LICENSE-MODEL"), read=TERMS)
    return evidence(own or place(card=card()), link(role, name, kind), places=(code,))


FRONTED = place(card=card(front={"license": "mit"}))
SPOKEN = place(card=card(mentions=(named("license"),)))
READ = place(files=("LICENSE",), read={"LICENSE": {"license": "MIT"}})
STRANGE = place(files=("LICENSE",), read={"LICENSE": {"license": ""}})


@pytest.mark.parametrize(
    ("seen", "stated"),
    [
        pytest.param(kept(), ["gemma"], id="linked as code"),
        pytest.param(kept(role=Role.INFERENCE_CODE), ["gemma"], id="linked as code for use"),
        pytest.param(kept(role=Role.TRAINING_CODE), ["gemma"], id="linked as the training code"),
        pytest.param(kept(role=Role.TRAINING_DATA), [], id="linked as data"),
        pytest.param(kept("acme-research/lab"), ["gemma"], id="an owner of a like name"),
        pytest.param(kept("zenith/lab"), [], id="another owner's"),
        pytest.param(kept(own=FRONTED), ["MIT"], id="beside front matter"),
        pytest.param(kept(own=SPOKEN), ["MIT"], id="beside a sentence"),
        pytest.param(kept(own=READ), ["MIT"], id="beside a text"),
        pytest.param(kept(own=STRANGE), ["gemma", ""], id="beside a text that was not recognised"),
        pytest.param(evidence(place(card=card()), link(Role.CODE, "acme/lab")), [], id="not opened"),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "acme/lab"),
                places=(place("acme/lab", kind=Kind.REPOSITORY, read={"LICENSE-MODEL": {"license": ""}}),),
            ),
            [""],
            id="not recognised",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "acme/lab"),
                places=(place("acme/lab", kind=Kind.REPOSITORY, missing=Reason.NOT_FOUND),),
            ),
            [],
            id="gone",
        ),
    ],
)
def test_a_repository_of_the_owner_may_keep_the_license_of_the_weights(seen: Evidence, stated: list[str]) -> None:
    assert [one.id for one in statements(seen)] == stated


def test_such_a_license_is_cited_at_the_repository_s_file() -> None:
    (found,) = statements(kept())
    assert (found.where, found.standing) == ("the file LICENSE-MODEL of acme/lab", Standing.RESTRICTED)
    assert found.citation.url.startswith("https://github.com/acme/lab/blob/")
    assert found.citation.url.endswith("/LICENSE-MODEL")


@pytest.mark.parametrize(
    ("facts", "shows"),
    [
        ({"license": "MIT"}, "License text"),
        ({"license": "MIT", "distance": "0.10"}, "License text"),
        ({"license": "MIT", "distance": "0.11"}, "License text, 11 % of it unlike the license's own"),
        ({"license": "MIT", "distance": "0.40"}, "License text, 40 % of it unlike the license's own"),
        (
            {"license": "", "distance": "0.40", "restricts": "non commercial"},
            'License text, that of an open license with a limit added ("non commercial")',
        ),
    ],
)
def test_the_citation_says_how_a_text_departs_from_the_license_s_own(facts: Mapping[str, str], shows: str) -> None:
    (found,) = statements(texted({"LICENSE": facts}, "LICENSE"))
    assert found.citation.shows == shows


@pytest.mark.parametrize(
    ("cues", "ids"),
    [
        (("license",), ["MIT"]),
        (("license", "limits"), [""]),
        (("license", "demo"), []),
        (("license", "of_parts"), []),
    ],
)
def test_a_sentence_that_limits_a_license_approves_nothing(cues: tuple[str, ...], ids: list[str]) -> None:
    one = mention("MIT", NameKind.LICENSE, *cues)
    assert [each.id for each in spoken(evidence(place(card=card(mentions=(one,)))))] == ids


def test_a_limited_license_that_is_restricted_anyway_stays_itself() -> None:
    one = mention("CC-BY-NC-4.0", NameKind.LICENSE, "license", "limits")
    assert [each.id for each in spoken(evidence(place(card=card(mentions=(one,)))))] == ["CC-BY-NC-4.0"]


def test_the_card_may_take_over_its_base_s_license() -> None:
    seen = evidence(
        place(card=card(cues={"same_license": (5,)})),
        base("acme/base"),
        bases={"acme/base": {"weights_licensed": answer("yes", "Apache-2.0")}},
    )
    (found,) = statements(seen)
    assert (found.id, found.standing) == ("Apache-2.0", Standing.OSI)
    assert "acme/base" in found.where
