from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from auditor.card import CURATED
from auditor.registry import Attestation, CuratedLink, CuratedRole, Entry, Reply, commit_named


def test_curators_name_the_roles_that_evidence_knows_as_curated() -> None:
    assert set(get_args(CuratedRole)) == {role.value for role in CURATED}


@pytest.mark.parametrize("role", get_args(CuratedRole))
def test_every_curated_role_is_taken(role: CuratedRole) -> None:
    assert CuratedLink(role=role, url="https://example.org/").role == role


@pytest.mark.parametrize("role", ["base_model", "inference_code", "code", "other", "Paper", "", None, 7])
def test_any_other_role_is_refused(role: Any) -> None:
    with pytest.raises(ValidationError, match=r"role\n  Input should be 'training_data', .* or 'data_card'"):
        CuratedLink(role=role, url="https://example.org/")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "https://example.org/",
        "https://example.org:8443/a",
        "https://sub.example-1.org/a/b?c=d&e=f#g",
        "https://huggingface.co/acme/open-7b/blob/main/README.md#L12",
        "https://example.org/(a)/%20/~b/数据",
        "https://example.org/" + "x" * 1980,
    ],
)
def test_an_https_address_is_taken(url: str) -> None:
    assert CuratedLink(role="paper", url=url).url == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "http://example.org/",
        " https://example.org/",
        "https://example.org/\n",
        "https://example.org/\x00",
        "https://example.org/\x7f",
        "https://example.org/\u200b",
        "https://example.org/\u202e",
        "https://user:secret@example.org/",
        "https://example.org\\@evil.example/",
        "https://[::1]/",
        "https://example.org/" + "x" * 1981,
    ],
)
def test_any_other_address_is_refused_wherever_it_stands(url: str) -> None:
    for make in (
        lambda: CuratedLink(role="paper", url=url),
        lambda: Attestation(check="weights_full", outcome="yes", because="So.", url=url, by="Jane", on=date.min),
        lambda: Reply(check="weights_full", statement="So.", url=url, by="Jane", on=date.min),
    ):
        with pytest.raises(ValidationError, match="must be an https:// address without spaces or quotes"):
            make()


def attestation(**others: Any) -> Attestation:
    given = {"check": "weights_full", "outcome": "yes", "because": "So.", "url": "https://example.org/", "by": "Jane"}
    return Attestation.model_validate({**given, "on": date(2026, 11, 24), **others})


@pytest.mark.parametrize(("written", "outcome"), [("yes", "yes"), ("no", "no"), (True, "yes"), (False, "no")])
def test_a_bare_yes_that_was_read_as_true_means_the_word(written: object, outcome: str) -> None:
    assert attestation(outcome=written).outcome == outcome


@pytest.mark.parametrize("written", ["unknown", "not_applicable", "Yes", "", 1, 0, None])
def test_nobody_attests_anything_but_yes_or_no(written: object) -> None:
    with pytest.raises(ValidationError, match="Input should be 'yes' or 'no'"):
        attestation(outcome=written)


@pytest.mark.parametrize(
    "others",
    [
        {"because": ""},
        {"because": " \n "},
        {"because": "x" * 2001},
        {"by": ""},
        {"on": "yesterday"},
        {"check": "weights-full"},
        {"check": "w"},
        {"check": ""},
        {"since": date.min},
    ],
    ids=str,
)
def test_an_attestation_says_who_when_and_why(others: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        attestation(**others)


def test_sentences_are_stripped() -> None:
    assert attestation(because="  So.\n", by=" Jane ").because == "So."
    assert CuratedLink(role="paper", url="https://example.org/", why=" so ").why == "so"


@pytest.mark.parametrize(
    "fields",
    [{}, {"id": "open-7b"}, {"id": "acme/open-7b", "notes": "x" * 5001}, {"id": "acme/open-7b", "name": "Open"}],
)
def test_an_entry_needs_an_id_and_takes_nothing_else_unasked(fields: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Entry.model_validate(fields)
    assert Entry.model_validate({"id": "acme/open-7b", "notes": "x" * 5000}).links == ()


SHA = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("url", "commit"),
    [
        (f"https://huggingface.co/acme/open-7b/commit/{SHA}", SHA),
        (f"https://huggingface.co/acme/open-7b/blob/{SHA}/README.md", SHA),
        (f"https://huggingface.co/acme/open-7b/blob/{SHA}/README.md#L3", SHA),
        (f"https://huggingface.co/acme/open-7b/blob/{SHA}/LICENSE", ""),
        (f"https://huggingface.co/acme/open-7b/commit/{SHA[:12]}", ""),
        (f"https://huggingface.co/acme/open-7b/commit/{SHA}0", ""),
        (f"https://huggingface.co/acme/open-7b/commits/{SHA}", ""),
        (f"https://huggingface.co/acme/open-7b/commit/{SHA}/../../x", ""),
        (f"https://huggingface.co/acme/open-7b-chat/commit/{SHA}", ""),
        (f"https://huggingface.co/datasets/acme/open-7b/commit/{SHA}", ""),
        (f"https://huggingface.co.evil.invalid/acme/open-7b/commit/{SHA}", ""),
        (f"https://huggingface.co@evil.invalid/acme/open-7b/commit/{SHA}", ""),
        (f"http://huggingface.co/acme/open-7b/commit/{SHA}", ""),
        ("https://huggingface.co/acme/open-7b/blob/main/README.md", ""),
        ("https://huggingface.co/acme/open-7b/discussions/3", ""),
        ("", ""),
    ],
)
def test_the_commit_that_an_address_names(url: str, commit: str) -> None:
    assert commit_named(url, "acme/open-7b") == commit
