from __future__ import annotations

import itertools

import pytest

from auditor.answers import Answer, not_applicable
from auditor.card import Mention
from auditor.evidence import Evidence, Link, Reason
from auditor.findings.lineage import (
    ANY,
    TRAINING_DATA,
    State,
    is_merge,
    joined,
    relations,
    states_of,
    unnamed_base,
    untrained,
    worst_base,
)
from auditor.rules import NameKind
from tests.builders import answer, base, card, evidence, mention, place

ALL, SOME, NOTHING = frozenset({State.ALL}), frozenset({State.SOME}), frozenset({State.NOTHING})

GGUF = ("README.md", "open-7b.Q4_K_M.gguf")
RECIPE = ("README.md", "model.safetensors", "mergekit_config.yml")


@pytest.mark.parametrize(
    ("seen", "instead"),
    [
        pytest.param(evidence(place()), "", id="no base"),
        pytest.param(evidence(place(files=GGUF, tags=("merge",))), "", id="no base whatever else says"),
        pytest.param(evidence(place(), base("acme/base", "finetune")), "", id="a fine-tune"),
        pytest.param(evidence(place(), base("acme/base", "")), "", id="a base with no relation"),
        pytest.param(evidence(place(), base("acme/base", "quantized")), "quantization", id="quantized"),
        pytest.param(evidence(place(), base("acme/base", "Quantised")), "quantization", id="another spelling"),
        pytest.param(evidence(place(), base("acme/base", "merge")), "merge", id="a merge"),
        pytest.param(evidence(place(tags=("MergeKit",)), base("acme/base", "")), "merge", id="a merge by its tag"),
        pytest.param(evidence(place(files=RECIPE), base("acme/base", "")), "merge", id="a merge by its recipe"),
        pytest.param(
            evidence(place(tags=("merge",)), base("acme/base", "finetune")), "", id="a fine-tune outweighs a tag"
        ),
        pytest.param(
            evidence(place(files=GGUF), base("acme/base", "adapter")), "", id="an adapter outweighs its files"
        ),
        pytest.param(evidence(place(), base("acme/base", "conversion")), "conversion", id="a conversion"),
        pytest.param(evidence(place(files=GGUF), base("acme/base", "")), "conversion", id="nothing but GGUF"),
        pytest.param(
            evidence(place(files=(*GGUF, "model.safetensors")), base("acme/base", "")), "", id="GGUF beside others"
        ),
        pytest.param(
            evidence(place(files=GGUF, complete=False), base("acme/base", "")),
            "",
            id="a part of the list tells nothing",
        ),
        pytest.param(evidence(place(files=("README.md",)), base("acme/base", "")), "", id="no weights at all"),
        pytest.param(evidence(None, base("acme/base", "")), "", id="never seen"),
    ],
)
def test_what_was_done_instead_of_training(seen: Evidence, instead: str) -> None:
    assert untrained(seen) == instead


@pytest.mark.parametrize(
    ("seen", "merged"),
    [
        (evidence(place()), False),
        (evidence(place(tags=("merge",))), True),
        (evidence(place(files=RECIPE)), True),
        (evidence(place(files=("folder/mergekit_config.yml",))), False),
        (evidence(place(missing=Reason.GATED), base("acme/base", "Merge")), True),
        (evidence(place(tags=("merged",))), False),
    ],
)
def test_a_merge_says_so(seen: Evidence, merged: bool) -> None:  # noqa: FBT001
    assert is_merge(seen) is merged


def test_relations_are_read_without_case_from_base_models_only() -> None:
    other = base("acme/other", "Adapter")
    assert relations(evidence(place(), base("acme/base", "FineTune"), other, base("acme/x", ""))) == {
        "finetune",
        "adapter",
    }


@pytest.mark.parametrize(
    ("given", "states"),
    [
        (answer("yes"), ALL),
        (answer("yes", "some"), ALL),
        (answer("no", "some"), SOME),
        (answer("no", "part"), SOME),
        (answer("no", "none"), NOTHING),
        (answer("no"), NOTHING),
        (answer("unknown"), ANY),
        (answer("unknown", "some"), ANY),
        (not_applicable("So."), ANY),
        (None, ANY),
    ],
)
def test_an_answer_leaves_states_possible(given: Answer | None, states: frozenset[State]) -> None:
    assert states_of(given, ("some", "part")) == states


ONE, TWO = base("acme/one"), base("acme/two")


@pytest.mark.parametrize(
    ("links", "given", "states"),
    [
        pytest.param((), {}, None, id="no base"),
        pytest.param((ONE,), {"acme/one": answer("yes")}, ALL, id="one, all"),
        pytest.param((ONE,), {}, ANY, id="one that could not be judged"),
        pytest.param(
            (ONE, TWO), {"acme/one": answer("yes"), "acme/two": answer("no", "some")}, SOME, id="all and some"
        ),
        pytest.param(
            (ONE, TWO), {"acme/one": answer("no"), "acme/two": answer("no", "some")}, NOTHING, id="nothing and some"
        ),
        pytest.param((ONE, TWO), {"acme/one": answer("no")}, NOTHING, id="nothing and one unknown"),
        pytest.param((ONE, TWO), {"acme/one": answer("no", "some")}, SOME | NOTHING, id="some and one unknown"),
        pytest.param((ONE, TWO), {"acme/one": answer("yes")}, ANY, id="all and one unknown"),
    ],
)
def test_the_worst_base_counts(
    links: tuple[Link, ...], given: dict[str, Answer], states: frozenset[State] | None
) -> None:
    bases = {name: {"a_check": one} for name, one in given.items()}
    assert worst_base(evidence(place(), *links, bases=bases), "a_check", ("some",)) == states
    if links:
        assert worst_base(evidence(place(), *links, bases=bases), "b_check", ("some",)) == ANY


@pytest.mark.parametrize(
    ("own", "base_states", "result"),
    [
        (ALL, None, ALL),
        (ANY, None, ANY),
        (ALL, ALL, ALL),
        (ALL, SOME, SOME),
        (ALL, NOTHING, SOME),
        (ALL, ANY, ALL | SOME),
        (SOME, ALL, SOME),
        (SOME, SOME, SOME),
        (SOME, NOTHING, SOME),
        (SOME, ANY, SOME),
        (NOTHING, ALL, SOME),
        (NOTHING, SOME, NOTHING),
        (NOTHING, NOTHING, NOTHING),
        (NOTHING, ANY, SOME | NOTHING),
        (ANY, ANY, ANY),
    ],
)
def test_own_and_base_together_as_the_criteria_say(
    own: frozenset[State], base_states: frozenset[State] | None, result: frozenset[State]
) -> None:
    assert joined(own, base_states, TRAINING_DATA) == result


def test_more_data_never_makes_less() -> None:
    assert TRAINING_DATA.keys() == set(itertools.product(State, State))
    for (own, below), together in TRAINING_DATA.items():
        for more in State:
            if more > own:
                assert TRAINING_DATA[more, below] >= together
            if more > below:
                assert TRAINING_DATA[own, more] >= together


def told(*mentions: Mention, **cues: tuple[int, ...]) -> Evidence:
    return evidence(place(card=card(mentions=mentions, cues=cues)))


def heron(*cues: str, line: int = 10) -> Mention:
    """A known family of models that a sentence names."""
    return mention("Heron", NameKind.MODEL, *cues, line=line)


@pytest.mark.parametrize(
    ("seen", "line"),
    [
        pytest.param(told(heron("derivation")), 10, id="derived from a family"),
        pytest.param(told(heron("fine_tuning")), 10, id="fine-tuned"),
        pytest.param(told(heron()), 0, id="only named"),
        pytest.param(told(heron("derivation", "comparison")), 0, id="compared"),
        pytest.param(told(heron("fine_tuning", "usage")), 0, id="what users may do"),
        pytest.param(
            told(heron("derivation"), mention("Open", NameKind.MODEL, "derivation")), 0, id="beside its own family"
        ),
        pytest.param(told(built_on=(7,)), 7, id="in words that need no name"),
        pytest.param(told(built_on=(7,), placeholder=(7,)), 0, id="a template left open"),
        pytest.param(evidence(place(card=card(cues={"built_on": (7,)})), base("acme/base")), 0, id="a base by its id"),
    ],
)
def test_a_base_may_be_told_without_its_id(seen: Evidence, line: int) -> None:
    assert unnamed_base(seen) == line


@pytest.mark.parametrize(
    ("model", "base_model", "instead"),
    [
        ("acme/Big-2-int4", "others/Big-2", "quantization"),
        ("acme/Big-2-4-bit", "others/Big-2", "quantization"),
        ("acme/Big-2-BF16", "others/Big-2", "conversion"),
        ("acme/Big-2-openvino", "others/Big-2", "conversion"),
        ("acme/Big-2-chat", "others/Big-2", ""),
        ("acme/Other-bf16", "others/Big-2", ""),
        ("acme/Big-2", "others/Big-2", ""),
    ],
)
def test_a_name_with_a_format_added_tells_a_conversion(model: str, base_model: str, instead: str) -> None:
    seen = evidence(place(), base(base_model, "finetune")).model_copy(update={"id": model})
    assert untrained(seen) == instead
