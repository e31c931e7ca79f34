from __future__ import annotations

from tests.linting.cards import WHOLE, body, lines

WANTED = ("training data", "training code", "evaluation code", "training metrics")


def missed(text: str) -> list[str]:
    return [one for one in WANTED if any(one in found.message for found in lines(text))]


def test_a_card_that_names_everything_misses_nothing() -> None:
    assert body("") == []


def test_a_card_that_names_nothing_misses_all() -> None:
    assert missed("---\nlicense: mit\n---\n# A\n\nA model.\n") == list(WANTED)


def test_each_is_missed_by_itself() -> None:
    data, code, rest = WHOLE.partition(" with this\n")
    assert missed(f"---\nlicense: mit\n---\n# A\n\n{code}{rest}") == ["training data"]
    assert missed(f"---\nlicense: mit\ndatasets: acme/open-corpus\n---\n# A\n\n{code}{rest}") == []
    assert missed(f"---\nlicense: mit\n---\n# A\n\n{data}.") == list(WANTED[1:])


def test_a_table_of_losses_is_metrics() -> None:
    table = "\n\n| Step | Training Loss |\n|---|---|\n| 1 | 2.1 |\n"
    assert "training metrics" not in missed(f"---\nlicense: mit\n---\n# A\n\nA model.{table}")


def test_of_a_quantized_model_and_of_a_broken_front_matter_nothing_is_missed() -> None:
    quantized = "---\nlicense: mit\nbase_model: acme/open-7b\nbase_model_relation: quantized\n---\n# A\n\nFiles.\n"
    assert lines(quantized) == []
    assert missed("---\nlicense: [mit\n---\n# A\n\nA model.\n") == []
