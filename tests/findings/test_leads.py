from __future__ import annotations

from auditor.card import Role
from auditor.evidence import Kind, Link, Reason
from auditor.findings.leads import Lead, leads
from tests.builders import card, evidence, link, place


def found(*links: Link, gone: str = "") -> list[Lead]:
    """The leads of two models of one owner, of which the first links these."""
    places = tuple(
        place(
            one.ref.name,
            kind=Kind.REPOSITORY,
            files=("a.py",),
            missing=Reason.NOT_FOUND if one.ref.name == gone else None,
        )
        for one in links
        if one.ref
    )
    first = evidence(place("acme/other-7b", card=card()), *links, places=places)
    second = evidence(place("acme/open-7b"), link(Role.CODE, "acme/open"))
    return [one for one in leads((first, second)) if one.model == "acme/open-7b"]


def test_code_of_the_owner_that_another_card_names_is_a_lead() -> None:
    (lead,) = found(link(Role.TRAINING_CODE, "acme/lab"))
    assert (lead.url, lead.role, lead.family) == ("https://github.com/acme/lab", Role.TRAINING_CODE, False)
    assert lead.seen.url.endswith("README.md#L7")


def test_the_family_s_own_comes_first() -> None:
    names = [one.url.rpartition("/")[2] for one in found(link(Role.CODE, "acme/lab"), link(Role.CODE, "acme/open7b"))]
    assert names == ["open7b", "lab"]


def test_what_the_model_links_is_no_lead() -> None:
    assert found(link(Role.CODE, "acme/open")) == []


def test_other_owners_uses_and_dead_links_are_no_leads() -> None:
    assert found(link(Role.CODE, "globex/lab")) == []
    assert found(link(Role.INFERENCE_CODE, "acme/serve")) == []
    assert found(link(Role.CODE, "acme/gone"), gone="acme/gone") == []
