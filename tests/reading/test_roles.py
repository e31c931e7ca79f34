from __future__ import annotations

import pytest

from auditor.evidence import CardLink, Role, Where
from auditor.reading.roles import is_akin, is_public_tool, role_of
from tests.builders import rules

MODEL = "acme/open-7b"
WORDS = rules().vocabulary
GITHUB = "https://github.com"
HUB = "https://huggingface.co"


def role(url: str, *cues: str, heading: tuple[str, ...] = (), where: Where = Where.PROSE, subject: str = MODEL) -> Role:
    link = CardLink(url=url, line=1, cues=cues, heading_cues=heading, where=where)
    return role_of(link, WORDS, subject=subject)


@pytest.mark.parametrize(
    ("url", "cues", "expected"),
    [
        (f"{GITHUB}/acme/open", (), Role.CODE),
        (f"{GITHUB}/acme/open", ("training",), Role.TRAINING_CODE),
        (f"{GITHUB}/acme/open", ("fine_tuning",), Role.FINE_TUNING_CODE),
        (f"{GITHUB}/acme/open", ("fine_tuning", "pretraining"), Role.TRAINING_CODE),
        (f"{GITHUB}/acme/open", ("evaluation",), Role.EVALUATION_CODE),
        (f"{GITHUB}/acme/open", ("data_processing",), Role.DATA_PROCESSING_CODE),
        (f"{GITHUB}/acme/open", ("inference",), Role.INFERENCE_CODE),
        (f"{GITHUB}/acme/open", ("training", "not_released"), Role.OTHER),
        (f"{GITHUB}/other/thing", (), Role.OTHER),
        (f"{GITHUB}/other/thing", ("code",), Role.CODE),
        (f"{GITHUB}/other/thing", ("training", "comparison"), Role.OTHER),
        (f"{GITHUB}/other/thing", ("training", "acknowledgement"), Role.OTHER),
        (f"{GITHUB}/other/thing", ("fine_tuning", "derivation", "license"), Role.OTHER),
        (f"{GITHUB}/tools/trainkit", ("training",), Role.TRAINING_CODE),
        (f"{GITHUB}/tools/trainkit", ("inference",), Role.OTHER),
        (f"{GITHUB}/tools/evalkit", ("evaluation",), Role.EVALUATION_CODE),
        (f"{GITHUB}/tools/evalkit", (), Role.OTHER),
        (f"{GITHUB}/acme", (), Role.OTHER),
        (f"{HUB}/datasets/acme/web", ("training",), Role.TRAINING_DATA),
        (f"{HUB}/datasets/acme/web", ("data",), Role.TRAINING_DATA),
        (f"{HUB}/datasets/acme/quiz", ("evaluation",), Role.EVALUATION_DATA),
        (f"{HUB}/datasets/acme/quiz", ("evaluation", "data"), Role.EVALUATION_DATA),
        (f"{HUB}/datasets/acme/toy", ("training", "example_data"), Role.OTHER),
        (f"{HUB}/datasets/acme/web", (), Role.OTHER),
        (f"{HUB}/papers/2402.00001", (), Role.PAPER),
        ("https://arxiv.org/abs/2402.00001", (), Role.PAPER),
        ("https://acme.example/report.pdf", ("technical_report",), Role.TECHNICAL_REPORT),
        ("https://arxiv.org/abs/2402.00001", ("comparison",), Role.OTHER),
        ("https://notarxiv.org/abs/2402.00001", (), Role.OTHER),
        ("https://wandb.ai/acme/open/runs/1", (), Role.TRAINING_METRICS),
        ("https://wandb.ai/site", (), Role.OTHER),
        ("https://wandb.ai/acme", (), Role.OTHER),
        ("https://wandb.ai/acme/other/runs/1", ("comparison",), Role.OTHER),
        ("https://acme.example/", ("training",), Role.OTHER),
        ("https://[broken", ("training",), Role.OTHER),
    ],
)
def test_a_link_s_role(url: str, cues: tuple[str, ...], expected: Role) -> None:
    assert role(url, *cues) is expected


def test_the_headings_above_speak_where_the_sentence_is_silent() -> None:
    assert role(f"{GITHUB}/acme/open", heading=("evaluation",)) is Role.EVALUATION_CODE
    assert role(f"{GITHUB}/acme/open", "training", heading=("evaluation",)) is Role.TRAINING_CODE
    assert role(f"{HUB}/datasets/acme/web", "data", heading=("evaluation",)) is Role.TRAINING_DATA


def test_a_link_in_a_comment_is_no_claim() -> None:
    assert role(f"{GITHUB}/acme/open", "training", where=Where.COMMENT) is Role.OTHER


@pytest.mark.parametrize(
    ("base", "subject", "cues", "expected"),
    [
        ("globex/big-7b", MODEL, ("derivation",), Role.BASE_MODEL),
        ("globex/big-7b", MODEL, (), Role.OTHER),
        ("globex/big-7b", MODEL, ("derivation", "comparison"), Role.OTHER),
        ("globex/big-7b", MODEL, ("derivation", "quantized"), Role.OTHER),
        ("globex/big-7b/blob/main/LICENSE", MODEL, ("derivation", "license"), Role.OTHER),
        ("acme/open-7b", MODEL, ("derivation",), Role.OTHER),
        ("acme/open-7b", "acme/open-7b-chat", ("derivation",), Role.BASE_MODEL),
        ("acme/open-7b-chat", MODEL, ("derivation",), Role.OTHER),
        ("acme/open-13b", MODEL, ("derivation",), Role.OTHER),
        ("acme/open-13b", "acme/open-7b-chat", ("derivation",), Role.OTHER),
        ("acme/other-13b", MODEL, ("derivation",), Role.BASE_MODEL),
        ("acme/open-refiner", "acme/open-base", ("derivation",), Role.OTHER),
        ("globex/open-13b", MODEL, ("derivation",), Role.BASE_MODEL),
    ],
    ids=[
        "a sentence of derivation",
        "no word of it",
        "a comparison",
        "a quantized copy of this one",
        "a file of another model",
        "itself",
        "the plain model of a chat model",
        "what is made from this one",
        "another size",
        "another size of the plain model",
        "another family of the same owner",
        "a sibling of what calls itself base",
        "another owner's of another size",
    ],
)
def test_a_base_model_is_none_of_the_siblings(base: str, subject: str, cues: tuple[str, ...], expected: Role) -> None:
    assert role(f"{HUB}/{base}", *cues, subject=subject) is expected


@pytest.mark.parametrize("where", [Where.TABLE, Where.CODE, Where.BADGE, Where.HEADING])
def test_a_base_model_is_stated_in_a_sentence_or_a_list(where: Where) -> None:
    assert role(f"{HUB}/globex/big-7b", "derivation", where=where) is Role.OTHER
    assert role(f"{HUB}/globex/big-7b", "derivation", where=Where.LIST) is Role.BASE_MODEL


@pytest.mark.parametrize(
    ("repository", "subject", "expected"),
    [
        ("acme/anything", MODEL, True),
        ("acme-research/anything", MODEL, True),
        ("lab/open", MODEL, True),
        ("lab/other", MODEL, False),
        ("ac/other", "ac/open-7b", False),
    ],
)
def test_akin(repository: str, subject: str, *, expected: bool) -> None:
    assert is_akin(repository, subject) is expected


@pytest.mark.parametrize(
    ("repository", "subject", "expected"),
    [
        ("tools/trainkit", MODEL, True),
        ("tools/trainkit", "tools/open-7b", False),
        ("tools/evalkit", "tools/open-7b", True),
        ("TOOLS/TrainKit", MODEL, True),
        ("acme/open", MODEL, False),
    ],
    ids=["a framework", "its own producer's", "a harness, whoever's", "in any case", "not known"],
)
def test_a_public_tool_is_not_opened(repository: str, subject: str, *, expected: bool) -> None:
    assert is_public_tool(repository, WORDS, subject=subject) is expected
