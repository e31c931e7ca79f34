from __future__ import annotations

import pytest

from auditor.linting import Severity
from tests.linting.cards import found, lines

E, H = Severity.ERROR, Severity.HINT
HUB_IDS = """
apache-2.0 mit openrail bigscience-openrail-m creativeml-openrail-m bigscience-bloom-rail-1.0 bigcode-openrail-m afl-3.0
artistic-2.0 bsl-1.0 bsd bsd-2-clause bsd-3-clause bsd-3-clause-clear c-uda cc cc0-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0
cc-by-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nd-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0
cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 cdla-sharing-1.0 cdla-permissive-1.0 cdla-permissive-2.0 wtfpl ecl-2.0
epl-1.0 epl-2.0 etalab-2.0 eupl-1.1 eupl-1.2 agpl-3.0 gfdl gpl gpl-2.0 gpl-3.0 lgpl lgpl-2.1 lgpl-3.0 isc h-research
intel-research lppl-1.3c ms-pl apple-ascl apple-amlr mpl-2.0 odc-by odbl openmdw-1.0 openrail++ osl-3.0 postgresql
ofl-1.1 ncsa unlicense zlib pddl lgpl-lr deepfloyd-if-license fair-noncommercial-research-license llama2 llama3 llama3.1
llama3.2 llama3.3 llama4 grok2-community gemma
"""
"""What the Hub's selection of licenses offers. Source: https://huggingface.co/docs/hub/repositories-licenses"""


@pytest.mark.parametrize("one", HUB_IDS.split())
def test_every_id_that_the_hub_offers_is_known(one: str) -> None:
    assert found(f"license: {one}") == []


@pytest.mark.parametrize(
    ("matter", "severities"),
    [
        ("license: [mit, cc-by-4.0]", []),
        ("license: apache-3.0-turbo", [E]),
        ("license: 3", [E]),
        ("license: {name: mit}", [E]),
        ("license: [mit, 3]", [E]),
        ("license:", [H]),
        ("license: unknown", [H]),
        ("license: Apache License 2.0", [H]),
        ("license: other", [E]),
        ("license: other\nlicense_name: acme-1\nlicense_link: LICENSE", []),
        ("license: other\nlicense_name: acme-1\nlicense_link: https://acme.example/terms", []),
        ("license: other\nlicense_name: acme-1", [H]),
        ("license: other\nlicense_link: LICENSE", [H]),
        ("license: other\nlicense_name: acme-1\nlicense_link: javascript:alert(1)", [E]),
        ("license: other\nlicense_name: acme-1\nlicense_link: ftp://acme.example/terms", [E]),
        ("license: mit\nlicense_name: acme-1", [H]),
        ("license: mit\ndatasets: acme/open-corpus", []),
        ("license: mit\ndatasets:\n- c4\n- acme/open-corpus", []),
        ("license: mit\ndatasets: [acme/open corpus]", [E]),
        ("license: mit\ndatasets: ['https://huggingface.co/datasets/acme/open-corpus']", [E]),
        ("license: mit\ndatasets: [3]", [E]),
        ("license: mit\ndatasets: []", [H]),
        ("license: mit\nbase_model: acme/../x", [E]),
        ("license: mit\nbase_model: ./checkpoints/last", [E]),
        ("license: mit\nbase_model: acme/open-7b", []),
    ],
)
def test_keys(matter: str, severities: list[Severity]) -> None:
    assert [one.severity for one in found(matter)] == severities


@pytest.mark.parametrize(
    "matter",
    [
        "license: [mit",
        "license: &a mit\ntags: *a",
        "- a\n- b",
        "a: " + "[" * 30 + "]" * 30,
        "license: !!python/object/apply:os.system [id]",
        "x: " + "y" * 250_000,
    ],
)
def test_a_block_that_cannot_be_read_is_one_error(matter: str) -> None:
    (one,) = found(matter)
    assert (one.severity, one.line) == (E, 1)
    assert "allowed is a mapping in YAML" in one.message


def test_a_block_that_is_not_closed() -> None:
    (one,) = [one for one in lines("---\nlicense: mit\n# Title\n\nSome words.\n") if one.severity is E]
    assert "not closed" in one.message


def test_a_card_without_a_block_is_a_hint_and_a_line_across_the_page_opens_none() -> None:
    for text in ("# Title\n\nSome words.\n", "---\n\n# Title\n\nSome words.\n"):
        assert {one.severity for one in lines(text)} == {H}
        assert any("there is no front matter" in one.message for one in lines(text))


def test_a_finding_names_its_line_what_was_found_and_what_is_allowed() -> None:
    (one,) = found("language: en\nlicense: apache-3.0-turbo")
    assert one.line == 3
    assert one.message.startswith("license: 'apache-3.0-turbo' is no id")
    assert "allowed is" in one.message
