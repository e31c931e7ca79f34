from __future__ import annotations

import pytest
from pydantic import ValidationError

from auditor.rules import Breach, KnownName, License, Licenses, NameKind, Standing, Vocabulary
from auditor.store import Store
from tests.builders import ROOT

OURS = Licenses(
    licenses=(
        License(id="acme", name="Acme Community License", standing=Standing.RESTRICTED, aliases=("acme-1", "Acme 1.0")),
        License(id="CC-BY-4.0", name="Creative Commons Attribution 4.0", standing=Standing.OPEN),
    ),
    placeholders=("other", "unknown", "TODO", "n/a"),
)


@pytest.mark.parametrize(
    ("stated", "resolved"),
    [
        ("MIT", "MIT"),
        ("mit", "MIT"),
        ("MIT License", "MIT"),
        ("apache-2.0", "Apache-2.0"),
        ("Apache 2.0", "Apache-2.0"),
        ("APACHE_2.0", "Apache-2.0"),
        ("Apache License 2.0", "Apache-2.0"),
        ("bsd-3-clause", "BSD-3-Clause"),
        ("gpl-2.0+", "GPL-2.0+"),
        ("gpl-2.0-or-later", "GPL-2.0-or-later"),
        ("gpl-2.0", "GPL-2.0"),
        ("cc-by-4.0", "CC-BY-4.0"),
        ("acme", "acme"),
        ("ACME-1.0", "acme"),
        ("Acme Community License", "acme"),
        (" strange terms \n", "strange terms"),
        ("x" * 100, "x" * 80),
        ("other", None),
        ("Other", None),
        ("TO-DO", None),
        ("N/A", None),
        ("", None),
        (" - ", None),
    ],
)
def test_what_somebody_wrote_is_resolved_to_an_id(stated: str, resolved: str | None) -> None:
    assert OURS.resolve(stated) == resolved


@pytest.mark.parametrize(
    ("license_id", "standing"),
    [
        ("MIT", Standing.OSI),
        ("GPL-2.0", Standing.OSI),
        ("CC-BY-4.0", Standing.OPEN),
        ("acme", Standing.RESTRICTED),
        ("Acme 1.0", Standing.RESTRICTED),
        ("CC-BY-NC-4.0", Standing.UNKNOWN),
        ("strange terms", Standing.UNKNOWN),
        ("mit", Standing.UNKNOWN),
    ],
)
def test_how_an_id_stands_and_what_nobody_knows_is_never_restricted(license_id: str, standing: Standing) -> None:
    assert OURS.standing(license_id) is standing


@pytest.mark.parametrize(
    ("license_id", "name", "standing"),
    [
        ("acme", "Acme Community License", Standing.RESTRICTED),
        ("MIT", "MIT License", Standing.OSI),
        ("strange terms", "strange terms", Standing.UNKNOWN),
    ],
)
def test_every_id_is_described(license_id: str, name: str, standing: Standing) -> None:
    found = OURS.describe(license_id)
    assert (found.id, found.name, found.standing) == (license_id, name, standing)


@pytest.mark.parametrize("criteria", [(), (0,), (5, 11)])
def test_a_breach_names_one_of_the_ten_criteria(criteria: tuple[int, ...]) -> None:
    assert Breach(clause="No commerce", criteria=(6, 10)).criteria == (6, 10)
    with pytest.raises(ValidationError):
        Breach(clause="No commerce", criteria=criteria)


def test_our_record_of_a_license_comes_before_that_of_the_list() -> None:
    own = Licenses(licenses=(License(id="mit", name="MIT", standing=Standing.OPEN),))
    assert own.resolve("MIT") == "mit"
    assert own.standing("MIT") is Standing.OPEN


def test_tools_are_known_by_where_they_live() -> None:
    kit = KnownName(name="TrainKit", kind=NameKind.FRAMEWORK, repository="Tools/TrainKit")
    corpus = KnownName(name="Big Corpus", kind=NameKind.CORPUS, dataset="commons/big-corpus")
    assert Vocabulary(names=(kit, corpus)).generic_repositories == {"tools/trainkit": kit}


# -- our own rule data -----------------------------------------------------------------------------------------------

LICENSES = Store(ROOT).rules.licenses
VOCABULARY = Store(ROOT).rules.vocabulary


FAMILIES = {"bsd", "gpl", "lgpl"}
"""Names of the Hub for several licenses, all of which are approved."""


def test_no_spelling_of_ours_means_two_licenses_or_none() -> None:
    for one in LICENSES.licenses:
        assert {LICENSES.resolve(spelling) for spelling in (one.id, one.name, *one.aliases)} == {one.id}
    assert {LICENSES.resolve(one) for one in LICENSES.placeholders} == {None}


def test_which_licenses_are_approved_is_the_list_s_to_tell() -> None:
    ours = {one.id for one in LICENSES.licenses if one.standing is Standing.OSI}
    approved = {one.id for one in LICENSES.licenses if Licenses().standing(one.id) is Standing.OSI}
    assert ours - approved == FAMILIES
    assert approved <= ours


def test_every_breach_is_one_of_the_ten_criteria_and_of_a_restricted_license() -> None:
    for one in LICENSES.licenses:
        for breach in one.breaches:
            assert set(breach.criteria) <= set(range(1, 11)), one.id
            assert one.standing is Standing.RESTRICTED, one.id


def test_known_names_stand_once_and_repositories_are_owner_and_name() -> None:
    names = [(one.name, one.kind) for one in VOCABULARY.names]
    assert len(set(names)) == len(names)
    homes = [one.repository for one in VOCABULARY.names if one.repository]
    assert all(home.count("/") == 1 for home in homes)
    assert len(VOCABULARY.generic_repositories) == len(homes)
