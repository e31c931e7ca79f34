from __future__ import annotations

from auditor.report.terms import Part, terms
from auditor.rules import Standing
from tests.builders import answer, base, card, dataset, evidence, place


def test_the_weights_the_base_models_and_the_data_each_have_their_terms() -> None:
    web = place("acme/web", kind=dataset("acme/web").ref.kind, card=card(front={"license": "odc-by"}))  # type: ignore[union-attr]
    seen = evidence(
        place(card=card(front={"license": "apache-2.0"})),
        base("globex/llama"),
        dataset("acme/web"),
        places=(web,),
        bases={"globex/llama": {"weights_licensed": answer("yes", "llama2")}},
    )
    own, of_base, data = terms(seen)
    assert (own.part, own.license, own.standing, own.breaches) == (Part.MODEL, "Apache-2.0", Standing.OSI, ())
    assert (of_base.part, of_base.of, of_base.license) == (Part.BASE, "globex/llama", "llama2")
    assert {number for one in of_base.breaches for number in one.criteria} == {5, 6}
    assert (data.part, data.of, data.license, data.standing) == (Part.DATA, "acme/web", "ODC-By-1.0", Standing.OPEN)
    assert own.citation
    assert own.citation.url.endswith("README.md#L2")


def test_what_could_not_be_told_says_why_and_is_never_restricted() -> None:
    seen = evidence(place(card=card()), base("globex/never-seen"), dataset("acme/gone"))
    of_base, data = terms(seen)
    assert (of_base.license, of_base.gap) == ("", "globex/never-seen could not be judged")
    assert (data.license, bool(data.gap)) == ("", True)
    assert {of_base.standing, data.standing} == {Standing.UNKNOWN}
