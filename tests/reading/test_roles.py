from __future__ import annotations

import pytest

from auditor.card import CardLink, Role, Where
from auditor.reading.roles import is_akin, is_public_tool, role_of, role_of_path
from auditor.rules import KnownName, NameKind, Vocabulary

SUBJECT = "acme/open-7b"
VOCABULARY = Vocabulary(
    names=(
        KnownName(name="TrainKit", kind=NameKind.FRAMEWORK, repository="tools/TrainKit"),
        KnownName(name="OpenTrain", kind=NameKind.FRAMEWORK, repository="acme/opentrain"),
        KnownName(name="EvalKit", kind=NameKind.HARNESS, repository="tools/evalkit"),
        KnownName(name="OpenEval", kind=NameKind.HARNESS, repository="acme/openeval"),
        KnownName(name="ServeKit", kind=NameKind.LIBRARY, repository="tools/servekit"),
        KnownName(name="Nowhere", kind=NameKind.FRAMEWORK),
    )
)

OWN = "https://github.com/acme/open"
OTHERS = "https://github.com/zenith/things"
DATASET = "https://huggingface.co/datasets/zenith/corpus"
MODEL = "https://huggingface.co/zenith/base"


def role(url: str, cues: str = "", above: str = "", where: Where = Where.PROSE, subject: str = SUBJECT) -> str:
    link = CardLink(url=url, line=1, where=where, cues=tuple(cues.split()), heading_cues=tuple(above.split()))
    return role_of(link, VOCABULARY, subject=subject).value


@pytest.mark.parametrize("url", [OWN, DATASET, MODEL, "https://arxiv.org/abs/2601.00001", "https://wandb.ai/acme/runs"])
def test_a_link_in_a_comment_and_one_to_what_is_only_announced_have_no_role(url: str) -> None:
    assert role(url, "training derivation paper") != Role.OTHER
    assert role(url, "training derivation paper", where=Where.COMMENT) == Role.OTHER
    assert role(url, "training derivation paper not_released") == Role.OTHER
    assert role(url, "training derivation paper", "not_released") != Role.OTHER


@pytest.mark.parametrize(
    "url",
    [
        "https://acme.example/code",
        "https://gitlab.example/acme/open",
        "https://notgithub.com/acme/open",
        "https://github.com.acme.example/acme/open",
        "https://acme.example/https://github.com/acme/open",
        "https://github.com/acme",
        "https://github.com",
        "https://huggingface.co/zenith",
        "https://huggingface.co/acme/open-7b",
        "https://huggingface.co/ACME/Open-7B/tree/main",
        "https://[acme/open",
        "",
    ],
)
def test_a_link_to_another_place_has_no_role(url: str) -> None:
    assert role(url, "training code data derivation") == Role.OTHER


@pytest.mark.parametrize(
    ("url", "cues", "expected"),
    [
        ("https://wandb.ai/acme/open-7b", "", "training_metrics"),
        ("https://wandb.ai/acme/open-7b/runs/1", "", "training_metrics"),
        ("https://WANDB.ai/acme/open-7b/reports/a--1", "", "training_metrics"),
        ("https://swanlab.cn/@acme/open-7b", "", "training_metrics"),
        ("https://www.comet.com/acme/open-7b", "", "training_metrics"),
        ("https://app.neptune.ai/acme/open-7b", "", "training_metrics"),
        ("https://api.wandb.ai/acme/open-7b", "", "training_metrics"),
        ("https://comet.com/acme/open-7b", "", "training_metrics"),
        *(
            (f"https://wandb.ai/{page}/a", "", "other")
            for page in ("home", "authorize", "login", "signup", "docs", "blog")
        ),
        ("https://wandb.ai", "", "other"),
        ("https://wandb.ai/acme", "", "other"),
        ("https://wandb.ai/site/experiment-tracking", "", "other"),
        ("https://wandb.ai/Fully-Connected/a", "", "other"),
        ("https://docs.wandb.ai/acme/open-7b", "", "other"),
        ("https://wandb.ai/zenith/base", "comparison", "other"),
        ("https://wandb.ai/zenith/base", "acknowledgement", "other"),
    ],
)
def test_runs(url: str, cues: str, expected: str) -> None:
    assert role(url, cues) == expected


@pytest.mark.parametrize(
    ("url", "cues", "expected"),
    [
        ("https://arxiv.org/abs/2601.00001", "paper", "paper"),
        ("https://www.arxiv.org/pdf/2601.00001v2", "paper", "paper"),
        ("https://doi.org/10.1/a", "paper", "paper"),
        ("https://openreview.net/forum?id=a", "paper", "paper"),
        ("https://aclanthology.org/2026.a-1", "paper", "paper"),
        ("https://proceedings.mlr.press/v1/a", "paper", "paper"),
        ("https://acme.example/open.PDF", "paper", "paper"),
        ("https://github.com/acme/open/blob/main/open.pdf", "code paper", "paper"),
        ("https://huggingface.co/papers/2601.00001", "paper", "paper"),
        ("https://acme.example/open.pdf", "technical_report", "technical_report"),
        ("https://arxiv.org/abs/2601.00001", "technical_report paper", "paper"),
        ("https://arxiv.org/abs/2601.00001", "", "other"),
        ("https://arxiv.org/abs/2601.00001", "training", "other"),
        ("https://arxiv.org/abs/2601.00001", "citation", "other"),
        ("https://arxiv.org/abs/2601.00001", "comparison", "other"),
        ("https://arxiv.org/abs/2601.00001", "technical_report acknowledgement", "other"),
        ("https://notarxiv.org/abs/2601.00001", "", "other"),
        ("https://acme.example/open.pdf.html", "", "other"),
    ],
)
def test_papers(url: str, cues: str, expected: str) -> None:
    assert role(url, cues) == expected


def test_a_paper_below_a_heading_that_says_so_and_one_to_be_cited() -> None:
    assert role("https://arxiv.org/abs/2601.00001", above="paper") == "paper"
    assert role("https://arxiv.org/abs/2601.00001", above="citation", where=Where.CODE) == "paper"
    assert role("https://arxiv.org/abs/2601.00001", above="citation") == "other"


@pytest.mark.parametrize(
    ("cues", "above", "expected"),
    [
        ("training", "", "training_data"),
        ("pretraining", "", "training_data"),
        ("fine_tuning", "", "training_data"),
        ("alignment", "", "training_data"),
        ("data", "", "training_data"),
        ("evaluation", "", "evaluation_data"),
        ("evaluation data", "", "evaluation_data"),
        ("training evaluation", "", "other"),
        ("comparison training", "", "other"),
        ("example_data", "training", "other"),
        ("", "training", "training_data"),
        ("", "evaluation", "evaluation_data"),
        ("", "training evaluation", "other"),
        ("training", "evaluation", "training_data"),
        ("evaluation", "training", "evaluation_data"),
        ("", "comparison training", "other"),
        ("code", "", "other"),
        ("", "", "other"),
    ],
)
def test_datasets(cues: str, above: str, expected: str) -> None:
    assert role(DATASET, cues, above) == expected
    assert role("https://hf.co/datasets/zenith/corpus/tree/main", cues, above) == expected


@pytest.mark.parametrize(
    ("cues", "above", "where", "expected"),
    [
        ("derivation", "", Where.PROSE, "base_model"),
        ("derivation training", "", Where.LIST, "base_model"),
        ("derivation", "comparison", Where.PROSE, "base_model"),
        ("derivation", "", Where.TABLE, "other"),
        ("derivation", "", Where.CODE, "other"),
        ("derivation", "", Where.HEADING, "other"),
        ("derivation", "", Where.BADGE, "other"),
        ("derivation comparison", "", Where.PROSE, "other"),
        ("derivation usage", "", Where.PROSE, "other"),
        ("derivation acknowledgement", "", Where.PROSE, "other"),
        ("derivation citation", "", Where.PROSE, "other"),
        ("derivation quantized", "", Where.PROSE, "other"),
        ("", "derivation", Where.PROSE, "other"),
        ("training", "", Where.PROSE, "other"),
    ],
)
def test_base_models(cues: str, above: str, where: Where, expected: str) -> None:
    assert role(MODEL, cues, above, where) == expected
    assert role("https://www.huggingface.co/zenith/base/tree/main", cues, above, where) == expected


@pytest.mark.parametrize(
    ("base", "subject", "expected"),
    [
        pytest.param("zenith/big-7b", SUBJECT, "base_model", id="another owner's"),
        pytest.param("zenith/open-13b", SUBJECT, "base_model", id="another owner's of another size"),
        pytest.param("zenith/big-7b/blob/main/LICENSE", SUBJECT, "other", id="a file of it"),
        pytest.param("zenith/big-7b/resolve/main/model.bin", SUBJECT, "other", id="a download of it"),
        pytest.param("zenith/big-7b/discussions/1", SUBJECT, "other", id="a discussion of it"),
        pytest.param("acme/open-7b", SUBJECT, "other", id="itself"),
        pytest.param("acme/open-7b", "acme/open-7b-chat", "base_model", id="the plain model of a chat model"),
        pytest.param("acme/open-7b-chat", SUBJECT, "other", id="what is made from this one"),
        pytest.param("acme/open-13b", SUBJECT, "other", id="another size"),
        pytest.param("ACME/Open-13B", SUBJECT, "other", id="another size in capitals"),
        pytest.param("acme/open-8x7b", SUBJECT, "other", id="another size of experts"),
        pytest.param("acme/open-13b", "acme/open-7b-chat", "other", id="another size of the plain model"),
        pytest.param("acme/open", "acme/open-7b-chat", "base_model", id="a model without a size"),
        pytest.param("acme/other-13b", SUBJECT, "base_model", id="another family of the same owner"),
        pytest.param("acme/open-refiner", "acme/open-base", "other", id="a sibling of what calls itself base"),
    ],
)
def test_a_base_model_is_none_of_the_siblings(base: str, subject: str, expected: str) -> None:
    assert role(f"https://huggingface.co/{base}", "derivation license", subject=subject) == expected


@pytest.mark.parametrize(
    ("cues", "above", "expected"),
    [
        pytest.param("training", "", "training_code", id="training"),
        pytest.param("pretraining code", "", "training_code", id="pretraining"),
        pytest.param("training_code", "", "training_code", id="training code"),
        pytest.param("fine_tuning", "", "fine_tuning_code", id="fine-tuning"),
        pytest.param("alignment training", "", "fine_tuning_code", id="alignment"),
        pytest.param("fine_tuning pretraining", "", "training_code", id="both"),
        pytest.param("evaluation", "", "evaluation_code", id="evaluation"),
        pytest.param("evaluation_code", "", "evaluation_code", id="evaluation code"),
        pytest.param("evaluation_code training", "", "evaluation_code", id="evaluation code of a training"),
        pytest.param("evaluation training code", "", "code", id="evaluation and training"),
        pytest.param("evaluation_code training_code code", "", "code", id="code for both"),
        pytest.param("data_processing evaluation training code", "", "code", id="three"),
        pytest.param("usage evaluation training code", "", "code", id="three others"),
        pytest.param("training license", "", "training_code", id="license"),
        pytest.param("training derivation", "", "training_code", id="derivation"),
        pytest.param("data_processing", "", "data_processing_code", id="data processing"),
        pytest.param("data_processing training", "", "data_processing_code", id="data processing for training"),
        pytest.param("data_processing evaluation", "", "evaluation_code", id="data processing for evaluation"),
        pytest.param("inference", "", "inference_code", id="inference"),
        pytest.param("demo code", "", "inference_code", id="demonstration"),
        pytest.param("usage training", "", "training_code", id="usage and training"),
        pytest.param("code", "", "code", id="code"),
        pytest.param("", "training", "training_code", id="heading"),
        pytest.param("evaluation", "training", "evaluation_code", id="the sentence before the heading"),
        pytest.param("usage", "training", "inference_code", id="usage below training"),
        pytest.param("code", "inference", "inference_code", id="code below inference"),
        pytest.param("training", "comparison", "training_code", id="comparison in the heading"),
    ],
)
def test_code(cues: str, above: str, expected: str) -> None:
    assert role(OWN, cues, above) == expected
    assert role("https://www.github.com/acme/open/tree/main/src", cues, above) == expected
    assert role(OTHERS, cues, above) == expected


@pytest.mark.parametrize(
    ("cues", "own", "others"),
    [
        ("", "code", "other"),
        ("comparison", "other", "other"),
        ("acknowledgement", "other", "other"),
        ("citation", "other", "other"),
        ("community", "other", "other"),
        ("training comparison", "training_code", "other"),
        ("code acknowledgement", "code", "other"),
        ("fine_tuning derivation license", "fine_tuning_code", "other"),
        ("derivation license", "code", "other"),
    ],
)
def test_the_publishers_own_repository_needs_fewer_words(cues: str, own: str, others: str) -> None:
    assert (role(OWN, cues), role(OTHERS, cues)) == (own, others)


@pytest.mark.parametrize(
    ("repository", "cues", "expected"),
    [
        ("tools/trainkit", "training", "training_code"),
        ("Tools/TrainKit.git", "training", "training_code"),
        ("tools/trainkit/tree/main/recipes", "fine_tuning", "training_code"),
        ("tools/trainkit", "code", "other"),
        ("tools/trainkit", "evaluation", "other"),
        ("tools/evalkit", "evaluation", "evaluation_code"),
        ("tools/evalkit", "evaluation_code", "evaluation_code"),
        ("tools/evalkit", "training", "other"),
        ("tools/evalkit", "evaluation training code", "other"),
        ("tools/evalkit", "evaluation comparison", "other"),
        ("tools/servekit", "training", "other"),
        ("tools/servekit", "inference", "other"),
        ("acme/opentrain", "", "code"),
        ("acme/opentrain", "inference", "inference_code"),
        ("acme/openeval", "training", "training_code"),
    ],
)
def test_a_known_tool_is_used_not_published(repository: str, cues: str, expected: str) -> None:
    assert role(f"https://github.com/{repository}", cues) == expected


@pytest.mark.parametrize(
    ("repository", "expected"),
    [
        pytest.param("tools/trainkit", True, id="a framework"),
        pytest.param("TOOLS/TRAINKIT", True, id="in any case"),
        pytest.param("tools/evalkit", True, id="a harness"),
        pytest.param("tools/servekit", True, id="a library"),
        pytest.param("acme/opentrain", False, id="the publisher's own framework"),
        pytest.param("acme/openeval", True, id="the publisher's own harness"),
        pytest.param("zenith/things", False, id="not known"),
        pytest.param("", False, id="none"),
    ],
)
def test_a_public_tool_is_not_opened_but_a_framework_of_the_publishers_own(repository: str, expected: bool) -> None:  # noqa: FBT001
    assert is_public_tool(repository, VOCABULARY, subject=SUBJECT) is expected


@pytest.mark.parametrize(
    ("repository", "subject", "expected"),
    [
        ("acme/x", "acme/open-7b", True),
        ("Acme-AI/x", "acme/open-7b", True),
        ("acme/x", "acme-labs/open-7b", True),
        ("abc/x", "abc-labs/open-7b", True),
        ("ac/x", "acme/open-7b", False),
        ("zenith/open-7b-code", "acme/open-7b", True),
        ("zenith/open", "acme/open-7b", True),
        ("zenith/ope", "acme/open-7b", False),
        ("zenith/x", "acme/open-7b", False),
        ("theacme/x", "acme/open-7b", False),
    ],
)
def test_a_repository_is_akin_by_owner_or_by_name(repository: str, subject: str, expected: bool) -> None:  # noqa: FBT001
    assert is_akin(repository, subject) is expected


@pytest.mark.parametrize(
    ("url", "cues", "expected"),
    [
        pytest.param("zenith/base/tensorboard", "", "training_metrics", id="a tab of tensorboard"),
        pytest.param("acme/open-7b/tensorboard", "", "training_metrics", id="the model's own"),
        pytest.param("acme/open-7b/tensorboard?x=1", "training", "training_metrics", id="with a query"),
        pytest.param("acme/tensorboard", "", "other", id="a model of that name"),
        pytest.param("acme/open-7b/tree/main/tensorboard", "", "other", id="a folder of that name"),
        pytest.param("acme/open-7b-logs", "metrics", "training_metrics", id="logs"),
        pytest.param("acme/Open_7B_Tensorboard", "metrics", "training_metrics", id="in other letters"),
        pytest.param("zenith/training", "metrics training", "training_metrics", id="somebody's training"),
        pytest.param("acme/open-7b-logs", "training", "other", id="logs, and no word of metrics"),
        pytest.param("acme/open-7b-logs", "metrics comparison", "other", id="other people's"),
        pytest.param("acme/open-7b-logs", "metrics acknowledgement", "other", id="thanks"),
        pytest.param("acme/open-7b-logs", "metrics not_released", "other", id="only announced"),
        pytest.param("acme/open-7b-prologs", "metrics", "other", id="part of a word"),
        pytest.param("zenith/base", "metrics derivation", "base_model", id="a model beside a word of metrics"),
    ],
)
def test_a_repository_on_the_hub_may_hold_the_logs(url: str, cues: str, expected: str) -> None:
    assert role(f"https://huggingface.co/{url}", cues) == expected


PAGE = "https://acme.example/corpus"


@pytest.mark.parametrize(
    ("cues", "above", "where", "expected"),
    [
        ("data training", "", Where.PROSE, "training_data"),
        ("data pretraining", "", Where.LIST, "training_data"),
        ("data fine_tuning", "", Where.TABLE, "training_data"),
        ("data", "training", Where.PROSE, "training_data"),
        ("data training derivation", "", Where.PROSE, "training_data"),
        ("training", "", Where.PROSE, "other"),
        ("data", "", Where.PROSE, "other"),
        ("training", "data", Where.PROSE, "other"),
        ("", "data training", Where.PROSE, "other"),
        *(
            (f"data training {cue}", "", Where.PROSE, "other")
            for cue in ("evaluation", "comparison", "acknowledgement")
        ),
        *((f"data training {cue}", "", Where.PROSE, "other") for cue in ("citation", "usage", "inference", "demo")),
        *((f"data training {cue}", "", Where.PROSE, "other") for cue in ("example_data", "paper", "license", "code")),
        *((f"data training {cue}", "", Where.PROSE, "other") for cue in ("technical_report", "not_released")),
        ("data training", "usage", Where.PROSE, "other"),
        ("data training", "demo", Where.PROSE, "other"),
        ("data training", "evaluation", Where.PROSE, "training_data"),
        ("data training", "", Where.HEADING, "other"),
        ("data training", "", Where.CODE, "other"),
        ("data training", "", Where.BADGE, "other"),
        ("data training", "", Where.COMMENT, "other"),
    ],
)
def test_a_page_elsewhere_is_training_data_where_its_sentence_says_so(
    cues: str, above: str, where: Where, expected: str
) -> None:
    assert role(PAGE, cues, above, where) == expected
    assert role("https://data.example.org/a/b.tar.gz?x=1", cues, above, where) == expected
    assert role("https://huggingface.co/spaces/acme/explorer", cues, above, where) == expected


@pytest.mark.parametrize("cues", ["", "derivation", "demo", "training", "metrics", "code"])
def test_a_space_is_no_model(cues: str) -> None:
    assert role("https://huggingface.co/spaces/zenith/base", cues) == "other"
    assert role("https://hf.co/spaces/zenith/logs", cues) == "other"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("eval", "evaluation_code"),
        ("third_party/LM-Evaluation-Harness", "evaluation_code"),
        ("lib/trainkit-training", "training_code"),
        ("sft", "training_code"),
        ("training/evals", "evaluation_code"),
        ("evaluator", "code"),
        ("lib/tools", "code"),
        ("", "code"),
    ],
)
def test_a_folder_s_name_tells_what_its_code_is_for(path: str, expected: str) -> None:
    assert role_of_path(path) == expected
