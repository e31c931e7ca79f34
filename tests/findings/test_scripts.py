from __future__ import annotations

import pytest

from auditor.card import Role, Where
from auditor.evidence import Evidence, Link, Place, StatedBy
from auditor.findings.scripts import Code, Fit, Purpose, is_code_for, linked_code, reported_benchmarks
from auditor.rules import NameKind
from tests.builders import card, evidence, link, mention, place
from tests.findings.labs import LADDER, lab


@pytest.mark.parametrize(
    ("path", "training", "evaluation"),
    [
        ("train.py", True, False),
        ("scripts/run_finetune.sh", True, False),
        ("fine-tune.ipynb", True, False),
        ("recipes/sft/config.yaml", True, False),
        ("eval.py", False, True),
        ("train/evaluate.py", False, True),
        ("evaluation/tasks.jsonnet", False, True),
        ("eval_results.json", False, False),
        ("training/README.md", False, False),
        ("tests/test_train.py", False, False),
        ("data/train.json", False, False),
        ("train_config.json", True, False),
        ("trainer_state.json", False, False),
        (".github/workflows/train.yml", False, False),
        ("generate.py", False, False),
        ("speed/benchmark.py", False, False),
    ],
)
def test_a_path_tells_its_purpose(path: str, training: bool, evaluation: bool) -> None:  # noqa: FBT001
    assert is_code_for(path, Purpose.TRAINING) is training
    assert is_code_for(path, Purpose.EVALUATION) is evaluation


def code(seen: Evidence, target: Place, purpose: Purpose, *, dedicated: bool = False) -> Code:
    (one,) = (one for one in seen.links if str(one.ref) == str(target.ref))
    return linked_code(seen, one, target, purpose, dedicated=dedicated)


def training(target: Place, role: Role = Role.CODE, model: str = "acme/big-7b", url: str = "") -> Code:
    seen = evidence(place(model, card=card()), link(role, target.ref.name, url=url), places=(target,))
    return code(seen, target, Purpose.TRAINING, dedicated=role is not Role.CODE)


TEMPLATE = "it is a template of a framework, one of many sizes"
FURTHER = "it trains further from the model"
NAMED = "its path names the model"


@pytest.mark.parametrize(
    ("target", "fit", "why"),
    [
        pytest.param(lab(*LADDER, name="tools/trainkit"), Fit.OTHER, TEMPLATE, id="a ladder in a framework"),
        pytest.param(lab(*LADDER[1:], name="tools/trainkit"), Fit.OURS, NAMED, id="three sizes in a framework"),
        pytest.param(
            lab(*LADDER, "runs/train_big-7b.sh", name="tools/trainkit"), Fit.OURS, NAMED, id="a ladder and a script"
        ),
        pytest.param(lab(*LADDER, name="lab/all"), Fit.OURS, NAMED, id="a ladder in a repository of code"),
        pytest.param(lab(*LADDER), Fit.OURS, NAMED, id="a ladder of the owner's own"),
        pytest.param(lab("finetune/big-7b-poems.sh"), Fit.OTHER, FURTHER, id="a script that fine-tunes further"),
        pytest.param(
            lab("finetune/big-7b-poems.sh", "finetune/big-7b.sh"), Fit.OURS, NAMED, id="such a script and the model's"
        ),
        pytest.param(lab("configs/big-7b-chat.yaml", name="lab/all"), Fit.NONE, "it names no model", id="a variant's"),
        pytest.param(
            lab("scripts/train_big.sh"), Fit.FAMILY, "the same owner's script names the model's family", id="kin"
        ),
        pytest.param(
            lab("scripts/train_big.sh", name="lab/all"), Fit.NONE, "it names no model", id="kin of another owner"
        ),
        pytest.param(lab("scripts/train_big_chat.sh"), Fit.OTHER, "it names no model", id="kin's variant"),
        pytest.param(
            lab("train.py", name="acme/big"), Fit.FAMILY, "the repository is the model family's own", id="the family's"
        ),
    ],
)
def test_whose_training_code_is_in_a_linked_repository(target: Place, fit: Fit, why: str) -> None:
    found = training(target)
    assert (found.fit, found.why) == (fit, why)


def test_of_what_names_the_model_its_own_script_is_shown_first_and_templates_are_not() -> None:
    found = training(lab("finetune/big-7b-poems.sh", "sft/train_big-7b-stage2.sh", "sft/big-7b.sh"))
    assert found.paths == ("sft/big-7b.sh", "sft/train_big-7b-stage2.sh")


FOLDER = "https://github.com/acme/lab/tree/main/train/zephyr-v2"


@pytest.mark.parametrize(
    ("role", "url", "path", "fit"),
    [
        pytest.param(Role.TRAINING_CODE, FOLDER, "configs/sft/zephyr-v2-full.yaml", Fit.OURS, id="training code"),
        pytest.param(Role.FINE_TUNING_CODE, f"{FOLDER}/", "sft/Zephyr-v2.sh", Fit.OURS, id="fine-tuning code"),
        pytest.param(Role.TRAINING_CODE, f"{FOLDER}?a=b#c", "sft/zephyr-v2.sh", Fit.OURS, id="with a query"),
        pytest.param(Role.CODE, FOLDER, "sft/zephyr-v2.sh", Fit.OTHER, id="code of unstated use"),
        pytest.param(Role.TRAINING_CODE, FOLDER, "sft/zephyr-v1.sh", Fit.OTHER, id="another name"),
        pytest.param(Role.TRAINING_CODE, f"{FOLDER[:-10]}/recipes", "sft/recipes.sh", Fit.OTHER, id="a plain word"),
        pytest.param(Role.TRAINING_CODE, f"{FOLDER[:-10]}/v2", "sft/v2.sh", Fit.OTHER, id="a short word"),
        pytest.param(Role.TRAINING_CODE, "https://github.com/acme/lab", "sft/zephyr-v2.sh", Fit.OTHER, id="no folder"),
    ],
)
def test_the_folder_that_the_card_links_as_training_code_gives_the_model_a_name(
    role: Role, url: str, path: str, fit: Fit
) -> None:
    assert training(lab(path), role, url=url).fit is fit


def test_such_a_name_counts_in_all_repositories_of_the_owner_only() -> None:
    for name, fit in (("acme/second", Fit.OURS), ("lab/all", Fit.NONE)):
        target = lab("sft/zephyr-v2.sh", name=name)
        links = (link(Role.TRAINING_CODE, "acme/lab", url=FOLDER), link(Role.CODE, name))
        assert code(evidence(place("acme/big-7b"), *links), target, Purpose.TRAINING).fit is fit
    foreign = link(Role.TRAINING_CODE, "lab/all", url=FOLDER.replace("acme/lab", "lab/all"))
    seen = evidence(place("acme/big-7b"), foreign, link(Role.CODE, "acme/lab"))
    assert code(seen, lab("sft/zephyr-v2.sh"), Purpose.TRAINING).fit is Fit.OTHER


def measured(*names: str, where: Where = Where.TABLE) -> Place:
    told = tuple(mention(name, NameKind.BENCHMARK, "evaluation", where=where) for name in names)
    return place("acme/big-7b", card=card(mentions=told))


PARTLY = "it does not name all benchmarks that are reported"
AT_HOME = "it is the one repository of the model's owner that the card links"
HOME = lab("lab/evaluation/quiz_show.py", "lab/evaluation/riddles.py")


@pytest.mark.parametrize(
    ("own", "links", "fit", "why"),
    [
        pytest.param(measured("Riddles"), (), Fit.HOME, AT_HOME, id="one that it names"),
        pytest.param(measured("Quiz-Show", "riddles"), (), Fit.HOME, AT_HOME, id="two that it names"),
        pytest.param(measured(), (), Fit.HOME, AT_HOME, id="none reported"),
        pytest.param(measured("Riddles", "Sums"), (), Fit.OTHER, PARTLY, id="one that it does not name"),
        pytest.param(measured("Sums", where=Where.PROSE), (), Fit.HOME, AT_HOME, id="one outside of the tables"),
        pytest.param(
            measured("Riddles"), (link(Role.CODE, "acme/second"),), Fit.OTHER, "it names no model", id="a second home"
        ),
        pytest.param(measured("Riddles"), (link(Role.CODE, "lab/all"),), Fit.HOME, AT_HOME, id="and one of others"),
        pytest.param(
            measured("Riddles"),
            (link(Role.CODE, "acme/second", stated_by=StatedBy.CURATOR),),
            Fit.HOME,
            AT_HOME,
            id="and a curator's",
        ),
    ],
)
def test_evaluation_code_at_home_covers_what_the_card_reports(
    own: Place, links: tuple[Link, ...], fit: Fit, why: str
) -> None:
    seen = evidence(own, link(Role.CODE, "acme/lab"), *links, places=(HOME,))
    found = code(seen, HOME, Purpose.EVALUATION)
    assert (found.fit, found.why) == (fit, why)


@pytest.mark.parametrize(
    ("path", "fit"),
    [
        ("lab/evaluation/riddles.py", Fit.HOME),
        ("lab/benchmarks/riddles.py", Fit.OTHER),
        ("riddles_eval.py", Fit.NONE),
    ],
)
def test_only_a_package_of_evaluation_is_the_home_s(path: str, fit: Fit) -> None:
    target = lab(path)
    seen = evidence(measured("Riddles"), link(Role.CODE, "acme/lab"), places=(target,))
    assert code(seen, target, Purpose.EVALUATION).fit is fit


def test_the_benchmarks_of_tables_are_reported_each_once() -> None:
    assert reported_benchmarks(evidence(measured("MT-Bench", "Riddles", "mt bench"))) == ("mtbench", "riddles")
    assert reported_benchmarks(evidence(measured("Riddles", where=Where.LIST))) == ()
    assert reported_benchmarks(evidence(None)) == ()
