from __future__ import annotations

import pytest

from auditor.card import Card, Heading, Mention, Role, Table, Where
from auditor.evidence import Evidence, Gate, Kind, Place, Reason
from auditor.findings.claims import (
    frameworks,
    harnesses,
    is_loss_table,
    mentions,
    results,
    results_of_family,
    settings,
    settings_named,
    tasks_named,
    written_config,
)
from auditor.rules import NameKind
from tests.builders import card, evidence, hyperparameters, link, mention, place

FIVE = ("learning_rate", "seed", "batch_size", "warmup", "epochs")


def kit(*cues: str, where: Where = Where.PROSE, headings: tuple[str, ...] = ()) -> Mention:
    return mention("TrainKit", NameKind.FRAMEWORK, *cues, where=where).model_copy(update={"heading_cues": headings})


def ruler(*cues: str, where: Where = Where.PROSE, headings: tuple[str, ...] = ()) -> Mention:
    return mention("EvalKit", NameKind.HARNESS, *cues, where=where).model_copy(update={"heading_cues": headings})


@pytest.mark.parametrize(
    ("one", "own"),
    [
        (kit("training"), True),
        (kit(), True),
        (kit("training", "comparison"), False),
        (kit("acknowledgement"), False),
        (kit("citation"), False),
        (kit("not_released"), False),
        (kit("training", where=Where.COMMENT), False),
        (kit("training", where=Where.CODE), True),
    ],
)
def test_thanks_comparisons_and_comments_are_no_claims(one: Mention, own: bool) -> None:  # noqa: FBT001
    assert mentions(card(mentions=(one,)), NameKind.FRAMEWORK) == ((one,) if own else ())
    assert mentions(card(mentions=(one,)), NameKind.HARNESS) == ()
    assert mentions(None, NameKind.FRAMEWORK) == ()


def test_every_hyper_parameter_counts_once_where_it_is_asked_for() -> None:
    listed, coded = hyperparameters("seed", "epochs"), hyperparameters("seed", "seed", "warmup", where=Where.CODE)
    read = card(mentions=(*listed, *coded))
    assert [one.name for one in settings_named(read)] == ["seed", "epochs", "warmup"]
    assert [one.name for one in settings_named(read, Where.CODE)] == ["seed", "warmup"]
    assert settings_named(read, Where.TABLE) == ()


def configured(
    names: tuple[str, ...] = FIVE, *cues: str, where: Where = Where.CODE, framework: bool = True
) -> Evidence:
    told = tuple(mention(name, NameKind.HYPERPARAMETER, *cues, where=where, line=30) for name in names)
    return evidence(place(card=card(mentions=(*told, *((kit("training"),) if framework else ())))))


@pytest.mark.parametrize(
    ("seen", "found"),
    [
        pytest.param(configured(), True, id="five in code"),
        pytest.param(configured(FIVE[:4]), False, id="four"),
        pytest.param(configured((*FIVE[:4], "seed")), False, id="five, one twice"),
        pytest.param(configured(where=Where.LIST), False, id="five in a list"),
        pytest.param(configured(framework=False), False, id="for no framework"),
        pytest.param(configured(FIVE, "usage"), False, id="an example of use"),
        pytest.param(configured(FIVE, "usage", "fine_tuning"), True, id="an example of use for fine-tuning"),
        pytest.param(evidence(None), False, id="never seen"),
    ],
)
def test_a_configuration_is_written_out_in_code(seen: Evidence, found: bool) -> None:  # noqa: FBT001
    cited = written_config(seen)
    assert (cited.url.rpartition("#")[2] if cited else "") == ("L30" if found else "")


@pytest.mark.parametrize(
    ("seen", "shows"),
    [
        pytest.param(evidence(place(card=card())), [], id="none"),
        pytest.param(evidence(None), [], id="never seen"),
        pytest.param(evidence(place(missing=Reason.GATED)), [], id="refused"),
        pytest.param(evidence(place(card=card(mentions=hyperparameters("seed", "warmup")))), [], id="two"),
        pytest.param(
            evidence(place(card=card(mentions=hyperparameters("seed", "warmup", "epochs")))),
            ["States seed, warmup, epochs"],
            id="three",
        ),
        pytest.param(
            evidence(place(card=card(mentions=hyperparameters(*FIVE)))),
            ["States learning_rate, seed, batch_size, warmup"],
            id="five, four are named",
        ),
        pytest.param(
            evidence(place(files=("training_args.bin", "hparams.yml", "x/training_args.json"))),
            ["Records the settings of the training"] * 2,
            id="files, two are cited",
        ),
    ],
)
def test_settings_stand_on_the_card_or_in_a_file(seen: Evidence, shows: list[str]) -> None:
    assert [one.shows for one in settings(seen)] == shows


def on_card(*said: Mention) -> Evidence:
    return evidence(place(card=card(mentions=said)))


FAMILY = place(
    "acme/open", kind=Kind.REPOSITORY, gated=Gate.UNKNOWN, card=card(mentions=(kit("training"), ruler("evaluation")))
)


def readme(*said: Mention) -> Place:
    return place("acme/open", kind=Kind.REPOSITORY, gated=Gate.UNKNOWN, card=card(mentions=said))


SILENT = FAMILY.model_copy(update={"snapshot": None})


@pytest.mark.parametrize(
    ("seen", "names"),
    [
        pytest.param(on_card(), [], id="none"),
        pytest.param(evidence(None), [], id="never seen"),
        pytest.param(on_card(kit("training")), ["TrainKit"], id="trained with it"),
        pytest.param(on_card(kit()), ["TrainKit"], id="only named"),
        pytest.param(on_card(kit(headings=("inference",))), [], id="below a heading on use"),
        pytest.param(on_card(kit("training", headings=("usage",))), ["TrainKit"], id="trained, below a heading on use"),
        pytest.param(on_card(kit("training", "inference")), [], id="used with it"),
        pytest.param(on_card(kit("training", "comparison")), [], id="others trained with it"),
        pytest.param(evidence(place(tags=("SFT", "pytorch"))), ["SFT"], id="by a tag"),
        pytest.param(
            evidence(place(files=("a/training_args.bin", "training_args.bin"))),
            ["the Transformers Trainer"],
            id="by the Trainer's file",
        ),
        pytest.param(evidence(place(), link(Role.TRAINING_CODE, "Tools/TrainKit")), ["TrainKit"], id="by a link"),
        pytest.param(
            evidence(place(), link(Role.EVALUATION_CODE, "tools/trainkit")), [], id="by a link for evaluation"
        ),
        pytest.param(evidence(place(), link(Role.TRAINING_CODE, "tools/evalkit")), [], id="a link to a harness"),
        pytest.param(
            evidence(place(), link(Role.CODE, "acme/open"), places=(FAMILY,)), ["TrainKit"], id="by the family's README"
        ),
        pytest.param(evidence(place(), link(Role.CODE, "acme/open")), [], id="the family's README was not read"),
        pytest.param(
            evidence(place(), link(Role.CODE, "acme/open"), places=(SILENT,)), [], id="the family has no README"
        ),
        pytest.param(
            evidence(place(), link(Role.CODE, "acme/open"), places=(readme(kit()),)),
            [],
            id="the family's README only names it",
        ),
        pytest.param(
            evidence(place(), link(Role.CODE, "acme/open"), places=(readme(kit("training", "inference")),)),
            [],
            id="the family's README uses it",
        ),
        pytest.param(
            evidence(place(), link(Role.CODE, "acme/open"), places=(readme(kit(headings=("training",))),)),
            ["TrainKit"],
            id="the family's README names it below a heading",
        ),
        pytest.param(
            evidence(place("globex/open-7b"), link(Role.CODE, "acme/open"), places=(FAMILY,)),
            [],
            id="another owner's README",
        ),
        pytest.param(
            evidence(place("acme/lantern-7b"), link(Role.CODE, "acme/open"), places=(FAMILY,)),
            [],
            id="another family's README",
        ),
    ],
)
def test_frameworks_are_named_as_used_for_training(seen: Evidence, names: list[str]) -> None:
    assert [name for name, _ in frameworks(seen)] == names


@pytest.mark.parametrize(
    ("seen", "names"),
    [
        pytest.param(on_card(), [], id="none"),
        pytest.param(evidence(None), [], id="never seen"),
        pytest.param(on_card(ruler("evaluation")), ["EvalKit"], id="evaluated with it"),
        pytest.param(on_card(ruler(headings=("evaluation",))), ["EvalKit"], id="below a heading on evaluation"),
        pytest.param(on_card(ruler()), [], id="only named"),
        pytest.param(on_card(ruler(where=Where.TABLE)), ["EvalKit"], id="in a table"),
        pytest.param(on_card(ruler(where=Where.HEADING)), ["EvalKit"], id="in a heading"),
        pytest.param(on_card(ruler("evaluation", "comparison")), ["EvalKit"], id="in a comparison"),
        pytest.param(on_card(ruler("evaluation", "acknowledgement")), [], id="thanked"),
        pytest.param(evidence(place(), link(Role.EVALUATION_CODE, "tools/evalkit")), ["EvalKit"], id="by a link"),
        pytest.param(evidence(place(), link(Role.EVALUATION_CODE, "tools/trainkit")), [], id="a link to a framework"),
        pytest.param(
            evidence(place(), link(Role.CODE, "acme/open"), places=(FAMILY,)), ["EvalKit"], id="by the family's README"
        ),
    ],
)
def test_harnesses_are_named_as_used_for_evaluation(seen: Evidence, names: list[str]) -> None:
    assert [name for name, _ in harnesses(seen)] == names


def test_a_tool_is_cited_where_it_stands_and_a_link_to_it_as_not_opened() -> None:
    ((_, said),) = frameworks(on_card(kit("training")))
    ((_, linked),) = frameworks(evidence(place(card=card()), link(Role.TRAINING_CODE, "tools/trainkit")))
    ((_, family),) = frameworks(evidence(place(), link(Role.CODE, "acme/open"), places=(FAMILY,)))
    ((_, ruled),) = harnesses(evidence(place(card=card()), link(Role.EVALUATION_CODE, "tools/evalkit")))
    assert (said.shows, said.url.rpartition("#")[2], said.opened) == ("Names TrainKit", "L10", True)
    assert (linked.shows, linked.url.rpartition("#")[2], linked.opened) == ("Links TrainKit", "L7", False)
    assert family.url.startswith("https://github.com/acme/open/blob/")
    assert (ruled.shows, ruled.opened) == ("Links EvalKit", False)


def table(*columns: str, rows: int = 3, line: int = 20) -> Table:
    return Table(line=line, columns=columns, rows=rows)


def quiz(line: int) -> Mention:
    return mention("Quiz", NameKind.BENCHMARK, where=Where.TABLE, line=line)


@pytest.mark.parametrize(
    ("read", "shows"),
    [
        pytest.param(card(), [], id="none"),
        pytest.param(card(front={"model-index": [{"name": "x"}]}), ["Results in the front matter"], id="front matter"),
        pytest.param(card(front={"model-index": []}), [], id="an empty model-index"),
        pytest.param(card(tables=(table("Model", "Accuracy"),)), ["A table of results"], id="scores"),
        pytest.param(
            card(tables=(table("Model", "Exact match"),)), ["A table of results"], id="scores in other letters"
        ),
        pytest.param(card(tables=(table("Model", "Size"),)), [], id="a table of something else"),
        pytest.param(card(tables=(table("Model", "Accuracy", rows=0),)), [], id="a table without rows"),
        pytest.param(card(tables=(table("Step", "Training Loss", "Accuracy"),)), [], id="a table of losses"),
        pytest.param(card(tables=(table("", "Acme"),), mentions=(quiz(22),)), ["A table of results"], id="benchmarks"),
        pytest.param(card(tables=(table("", "Acme"),), mentions=(quiz(40),)), [], id="benchmarks elsewhere"),
    ],
)
def test_results_are_reported_as_data_or_in_a_table(read: Card, shows: list[str]) -> None:
    assert [one.shows for one in results(evidence(place(card=read)))] == shows


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        (quiz(19), False),
        (quiz(20), True),
        (quiz(22), True),
        (quiz(23), False),
        (mention("Quiz", NameKind.BENCHMARK, line=21), False),
        (mention("EvalKit", NameKind.HARNESS, where=Where.TABLE, line=21), False),
    ],
)
def test_a_table_that_names_benchmarks_in_its_rows_is_one_of_results(inside: Mention, found: bool) -> None:  # noqa: FBT001
    read = card(tables=(table("", "Acme", rows=1),), mentions=(inside,))
    assert bool(results(evidence(place(card=read)))) is found


def test_results_lie_in_files_too() -> None:
    (cited,) = results(evidence(place(files=("eval_results.json", "results_2024.json"))))
    assert (cited.shows, cited.url.rpartition("/")[2]) == ("Results as data", "eval_results.json")
    assert results(evidence(None)) == ()


@pytest.mark.parametrize(
    ("one", "is_one"),
    [
        (table("Training Loss", "Epoch", "Step", "Validation Loss"), True),
        (table("step", "loss"), True),
        (table("Epoch", "Train-loss"), True),
        (table("Loss", "Model"), False),
        (table("Step", "Accuracy"), False),
    ],
)
def test_a_table_of_losses_has_a_loss_by_step_or_epoch(one: Table, is_one: bool) -> None:  # noqa: FBT001
    assert is_loss_table(one) is is_one


def test_the_first_benchmark_that_is_claimed_is_the_task_named() -> None:
    others = mention("Riddles", NameKind.BENCHMARK, "citation", line=3)
    cited = tasks_named(evidence(place(card=card(mentions=(others, quiz(22))))))
    assert cited is not None
    assert (cited.shows, cited.url.rpartition("#")[2]) == ("Names Quiz", "L22")
    assert tasks_named(evidence(place(card=card(mentions=(others,))))) is None
    assert tasks_named(evidence(None)) is None


def headed(*headings: tuple[int, int, str], said: tuple[Mention, ...] = (), tables: tuple[Table, ...] = ()) -> Evidence:
    """A family's README with these headings, each with its line and level."""
    titles = tuple(Heading(line=line, level=level, text=text) for line, level, text in headings)
    read = card(mentions=said, tables=tables).model_copy(update={"headings": titles})
    family = place("acme/open", kind=Kind.REPOSITORY, files=("README.md",), card=read)
    return evidence(place(card=card()), link(Role.CODE, "acme/open"), places=(family,))


QUIZ = mention("Quiz", NameKind.BENCHMARK, "evaluation", line=9)


@pytest.mark.parametrize(
    ("headings", "counts"),
    [
        pytest.param((), True, id="no heading"),
        pytest.param(((1, 1, "Open"), (5, 2, "Results")), True, id="plain headings"),
        pytest.param(((5, 2, "Open-7B"),), True, id="the model's own"),
        pytest.param(((5, 2, "Open-3B"),), False, id="another model's"),
        pytest.param(((9, 2, "Open-3B"),), False, id="in that very heading"),
        pytest.param(((10, 2, "Open-3B"),), True, id="above that heading"),
        pytest.param(((3, 2, "Open-3B"), (5, 3, "Results")), False, id="a section of another model's"),
        pytest.param(((3, 2, "Open-3B"), (5, 2, "Results")), True, id="after another model's"),
        pytest.param(((3, 3, "Open-3B"), (5, 2, "Results")), True, id="after it, one level up"),
        pytest.param(((3, 1, "Open-3B"), (5, 3, "Open-7B"), (7, 2, "Results")), False, id="below it after its section"),
    ],
)
def test_what_a_family_s_readme_says_below_another_model_s_heading_is_left_out(
    headings: tuple[tuple[int, int, str], ...],
    counts: bool,  # noqa: FBT001
) -> None:
    tools = tuple(one.model_copy(update={"line": 9}) for one in (kit("training"), ruler("evaluation")))
    seen = headed(*headings, said=(*tools, QUIZ))
    assert [name for name, _ in frameworks(seen)] == (["TrainKit"] if counts else [])
    assert [name for name, _ in harnesses(seen)] == (["EvalKit"] if counts else [])
    assert [one.shows for one in results_of_family(seen)] == (["Names Quiz"] if counts else [])


def test_of_several_benchmarks_the_first_that_is_not_another_model_s_is_named() -> None:
    later = mention("Riddles", NameKind.BENCHMARK, "evaluation", line=20)
    (found,) = results_of_family(headed((5, 2, "Open-3B"), (15, 2, "Open-7B"), said=(QUIZ, later)))
    assert (found.shows, found.url.rpartition("#")[2]) == ("Names Riddles", "L20")


def reporting(*files: str, read: Card | None = None, **others: object) -> Place:
    given = {"name": "acme/open", "kind": Kind.REPOSITORY, "files": files, "card": read, **others}
    return place(**given)  # type: ignore[arg-type]


SCORED = card(tables=(table("Model", "Accuracy"),))


@pytest.mark.parametrize(
    ("family", "model", "role", "shows"),
    [
        pytest.param(reporting(read=SCORED), "acme/open-7b", Role.CODE, ["A table of results"], id="a table"),
        pytest.param(
            reporting(read=SCORED), "acme/open-7b", Role.EVALUATION_CODE, ["A table of results"], id="evaluation code"
        ),
        pytest.param(reporting(read=SCORED), "acme/open-7b", Role.INFERENCE_CODE, [], id="code for use"),
        pytest.param(reporting(read=SCORED), "zenith/open-7b", Role.CODE, [], id="another owner's model"),
        pytest.param(reporting(read=SCORED), "acme/lantern-7b", Role.CODE, [], id="another family's"),
        pytest.param(
            reporting(read=card(tables=(table("Step", "Loss", "Accuracy"),))),
            "acme/open-7b",
            Role.CODE,
            [],
            id="losses",
        ),
        pytest.param(
            reporting("eval_results.json"), "acme/open-7b", Role.CODE, ["Results as data"], id="a file of results"
        ),
        pytest.param(
            reporting("results_1.json", read=card(mentions=(QUIZ,), tables=(table("Task"),))),
            "acme/open-7b",
            Role.CODE,
            ["A table of results", "Names Quiz", "Results as data"],
            id="all of it",
        ),
        pytest.param(
            reporting(read=card(mentions=(mention("Quiz", NameKind.BENCHMARK, "citation"),))),
            "acme/open-7b",
            Role.CODE,
            [],
            id="a benchmark that is cited",
        ),
        pytest.param(reporting(missing=Reason.NOT_FOUND), "acme/open-7b", Role.CODE, [], id="gone"),
    ],
)
def test_a_family_s_repository_reports_results(family: Place, model: str, role: Role, shows: list[str]) -> None:
    seen = evidence(place(model, card=card()), link(role, "acme/open"), places=(family,))
    assert [one.shows for one in results_of_family(seen)] == shows
    assert all(one.url.startswith("https://github.com/acme/open/blob/") for one in results_of_family(seen))


def test_a_comparison_speaks_of_an_evaluation_all_the_same_and_of_no_training() -> None:
    quiz_of_all = mention("Quiz", NameKind.BENCHMARK, "evaluation", "comparison")
    read = card(mentions=(kit("training", "comparison"), ruler("evaluation", "comparison"), quiz_of_all))
    seen = evidence(place(card=read))
    assert (frameworks(seen), [name for name, _ in harnesses(seen)]) == ((), ["EvalKit"])
    assert tasks_named(seen) is not None
