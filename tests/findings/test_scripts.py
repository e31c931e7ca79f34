from __future__ import annotations

import pytest

from auditor.card import Role, Where
from auditor.evidence import Evidence, Kind, Link, Place, Reason, StatedBy
from auditor.findings.onward import CODE
from auditor.findings.scripts import Code, Fit, Purpose, holdings, is_code_for, linked_code, reported_benchmarks
from auditor.rules import NameKind
from tests.builders import card, evidence, link, mention, place


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


def lab(*files: str, name: str = "acme/lab", links: tuple[Link, ...] = ()) -> Place:
    seen = place(name, kind=Kind.REPOSITORY, files=files)
    assert seen.snapshot is not None
    return seen.model_copy(update={"snapshot": seen.snapshot.model_copy(update={"links": links})})


def code(seen: Evidence, target: Place, purpose: Purpose, *, dedicated: bool = False) -> Code:
    (one,) = (one for one in seen.links if str(one.ref) == str(target.ref))
    return linked_code(seen, one, target, purpose, dedicated=dedicated)


def training(target: Place, role: Role = Role.CODE, model: str = "acme/big-7b", url: str = "") -> Code:
    seen = evidence(place(model, card=card()), link(role, target.ref.name, url=url), places=(target,))
    return code(seen, target, Purpose.TRAINING, dedicated=role is not Role.CODE)


LADDER = tuple(f"configs/big-{size}.yaml" for size in ("1b", "3b", "7b", "13b"))
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


def held(*places: Place, role: Role = Role.CODE, purpose: Purpose = Purpose.EVALUATION) -> list[tuple[str, Fit]]:
    seen = evidence(place("acme/big-7b", card=card()), link(role, places[0].ref.name), places=places)
    dedicated = (Role.EVALUATION_CODE,) if purpose is Purpose.EVALUATION else (Role.TRAINING_CODE,)
    found = holdings(seen, purpose, roles=CODE, dedicated=dedicated)
    return [(one.where, one.code.fit) for one in found]


BEYOND = "The repository {}, to which acme/lab leads,"


@pytest.mark.parametrize(
    ("further", "role", "expected"),
    [
        pytest.param(lab("eval/big_7b.sh", name="zenith/evals"), Role.CODE, Fit.OURS, id="names the model"),
        pytest.param(lab("eval/big_13b.sh", name="zenith/evals"), Role.CODE, None, id="names another"),
        pytest.param(lab("eval/a.py", "eval/b.py", name="acme/tasks"), Role.CODE, None, id="the owner's, of any use"),
        pytest.param(
            lab("eval/a.py", name="acme/tasks"), Role.EVALUATION_CODE, Fit.OTHER, id="the owner's, for evaluation"
        ),
        pytest.param(lab("eval/a.py", name="zenith/tasks"), Role.EVALUATION_CODE, None, id="another owner's"),
        pytest.param(lab("generate.py", name="acme/tasks"), Role.EVALUATION_CODE, None, id="no such code"),
        pytest.param(
            place("zenith/evals", kind=Kind.REPOSITORY, missing=Reason.NOT_FOUND), Role.EVALUATION_CODE, None, id="gone"
        ),
    ],
)
def test_one_step_further_lies_code_that_names_the_model(further: Place, role: Role, expected: Fit | None) -> None:
    via = lab("train.py", links=(link(role, further.ref.name),))
    found = held(via, further)
    assert found == ([(BEYOND.format(further.ref.name), expected)] if expected else [])
    assert held(via) == []


def test_one_step_further_is_cited_at_the_readme_s_line() -> None:
    via = lab("README.md", links=(link(Role.CODE, "zenith/trainers"),)).model_copy()
    assert via.snapshot is not None
    via = via.model_copy(update={"snapshot": via.snapshot.model_copy(update={"card": card()})})
    further = lab("train_big-7b.sh", name="zenith/trainers")
    seen = evidence(place("acme/big-7b", card=card()), link(Role.CODE, "acme/lab"), places=(via, further))
    (found,) = holdings(seen, Purpose.TRAINING, roles=CODE, dedicated=(Role.TRAINING_CODE,))
    readme, file = found.citations
    assert readme.url.startswith("https://github.com/acme/lab/blob/")
    assert (readme.shows, readme.url.rpartition("#")[2]) == ("Links zenith/trainers", "L7")
    assert file.url.endswith("/train_big-7b.sh")


@pytest.mark.parametrize(
    ("target", "role", "found"),
    [
        pytest.param(lab(*LADDER, name="tools/trainkit"), Role.TRAINING_CODE, [], id="a ladder in a framework"),
        pytest.param(
            lab("recipes/train_big-7b.sh", name="tools/trainkit"),
            Role.TRAINING_CODE,
            [Fit.OURS],
            id="the model's recipe",
        ),
        pytest.param(lab("finetune/big-7b-poems.sh"), Role.CODE, [Fit.OTHER], id="a script that starts from it"),
        pytest.param(
            lab("train.py", name="lab/all"), Role.TRAINING_CODE, [Fit.OTHER], id="linked as the training code"
        ),
        pytest.param(lab("train.py", name="lab/all"), Role.CODE, [], id="code of others"),
    ],
)
def test_holdings_leave_out_what_says_nothing_of_the_model(target: Place, role: Role, found: list[Fit]) -> None:
    assert [fit for _, fit in held(target, role=role, purpose=Purpose.TRAINING)] == found
