from __future__ import annotations

import pytest

from auditor.answers import Answer, Citation, Outcome
from auditor.definitions import Definition, Origin, Requirement, Rule
from auditor.score import State, Verdict, person_key, score

SEEN = Citation(url="https://huggingface.co/acme/open-7b", shows="seen", revision="1234567")


def answer(outcome: str, value: str = "") -> Answer:
    return Answer(outcome=Outcome(outcome), because=f"It is {outcome}.", citations=(SEEN,), value=value)


def one(check: str, *accepts: str) -> Rule:
    return Rule(check=check, accepts=accepts)


def definition(*requirements: str) -> Definition:
    return Definition(
        id="toy",
        version=1,
        title="Toy",
        summary="For tests.",
        source=Origin(title="tests"),
        requirements=tuple(
            Requirement(id=f"r_{name}", title=name, question="?", met_when=one(name), partly_when=one(name, "some"))
            for name in requirements
        ),
    )


@pytest.mark.parametrize(
    ("answers", "verdict", "words"),
    [
        (["yes", "yes"], Verdict.MET, "2 of 2 met"),
        (["yes", "no"], Verdict.NOT_MET, "1 of 2 met, 1 not met"),
        (["unknown", "no"], Verdict.NOT_MET, "0 of 2 met, 1 not met, 1 unknown"),
        (["yes", "unknown"], Verdict.UNKNOWN, "1 of 2 met, 1 unknown"),
        (["yes", "some"], Verdict.PARTIAL, "1 of 2 met, 1 partial"),
        (["unknown", "some"], Verdict.UNKNOWN, "0 of 2 met, 1 partial, 1 unknown"),
    ],
)
def test_verdicts_and_their_words(answers: list[str], verdict: Verdict, words: str) -> None:
    given_answers = {
        name: answer("no", "some") if told == "some" else answer(told)
        for name, told in zip(("a_check", "b_check"), answers, strict=True)
    }
    card = score(definition("a_check", "b_check"), given_answers)
    assert (card.verdict, card.in_words()) == (verdict, words)


def test_a_result_says_why_with_its_citations_and_what_would_turn_it() -> None:
    denied = Answer(outcome=Outcome.NO, because="No file.", citations=(SEEN,), remedy="Publish it.")
    (result,) = score(definition("a_check"), {"a_check": denied}).results
    assert (result.because, result.citations, result.remedies) == ("No file.", (SEEN,), ("Publish it.",))
    (met,) = score(definition("a_check"), {"a_check": answer("yes")}).results
    assert met.remedies == ()


@pytest.mark.parametrize("outcome", ["yes", "no"])
def test_an_answer_without_a_citation_is_a_programming_error(outcome: str) -> None:
    with pytest.raises(ValueError, match="needs a citation"):
        Answer(outcome=Outcome(outcome), because="Because.")


def test_a_person_s_word_on_a_requirement_is_shown_as_theirs() -> None:
    asked = Requirement(id="it", title="It", question="?", person="it is a judgment")
    toy = definition("a_check").model_copy(update={"requirements": (asked,)})
    (silent,) = score(toy, {}).results
    assert (silent.state, silent.because) == (State.UNKNOWN, "Only a person can tell: it is a judgment.")
    word = Answer(outcome=Outcome.YES, because="I read it. (attested by Ada)", citations=(SEEN,), attested_by="Ada")
    card = score(toy, {person_key("toy", "it"): word})
    assert (card.verdict, card.results[0].because) == (Verdict.MET, "I read it. (attested by Ada)")


def test_the_shortest_list_stands_beside_what_is_not_met_only() -> None:
    toy = definition("a_check", "b_check")
    assert score(toy, {name: answer("yes") for name in ("a_check", "b_check")}).turns == ()
    card = score(toy, {"a_check": answer("yes"), "b_check": answer("no")})
    assert [(turn.requirement, turn.check, turn.unseen) for turn in card.turns] == [("r_b_check", "b_check", False)]
