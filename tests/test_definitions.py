from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from auditor.checks import all_checks
from auditor.definitions import Definition, Requirement, Rule, satisfiable
from auditor.store import BadData, Store
from tests.builders import ROOT

TOY = """\
id: toy
version: 1
title: Toy
summary: For tests.
source:
  title: tests
requirements:
  - id: weights
    title: Weights
    question: Are they there?
    met_when:
      all:
        - check: weights_downloadable
        - check: weights_full
    partly_when:
      any:
        - check: weights_downloadable
        - {check: weights_full, accepts: [adapter]}
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "data" / "definitions").mkdir(parents=True)
    for name in ("licenses.yaml", "license_fingerprints.json", "vocabulary.yaml"):
        shutil.copy(ROOT / "data" / name, tmp_path / "data" / name)
    return Store(tmp_path)


def write(store: Store, content: str, name: str = "toy") -> Path:
    path = store.data / "definitions" / f"{name}.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def test_a_definition_is_read_with_its_rules(store: Store) -> None:
    found = store.read_definition(write(store, TOY))
    (requirement,) = found.requirements
    assert requirement.checks() == ("weights_downloadable", "weights_full")
    assert requirement.partly_when == Rule(
        any=(Rule(check="weights_downloadable"), Rule(check="weights_full", accepts=("adapter",)))
    )
    assert (found.combine, found.source.url, requirement.clause) == ("all", "", "")
    assert list(store.problems()) == []


ONE_OF_THREE = "a rule has exactly one of 'all', 'any', 'check'"
ALL_CHECKS = ", ".join(all_checks())
ALL_SETS = ", ".join(Store(ROOT).licenses.sets)
RULE = "      all:\n        - check: weights_downloadable\n        - check: weights_full\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param(
            "check: weights_full\n",
            "check: weights_fine\n",
            f"requirements.weights: no check is called 'weights_fine'; allowed are {ALL_CHECKS}",
            id="a check that is none",
        ),
        pytest.param(
            "{check: weights_full,",
            "{check: weights_fine,",
            f"requirements.weights: no check is called 'weights_fine'; allowed are {ALL_CHECKS}",
            id="a check that is none, in part",
        ),
        pytest.param(
            "check: weights_full\n",
            "check: Weights Full\n",
            "requirements.0.met_when.all.1.check: string should match pattern '^[a-z][a-z0-9_]{1,60}$'",
            id="no name of a check",
        ),
        pytest.param(
            "id: toy\n", "id: other\n", "id: 'other' does not agree with the file's name; allowed is 'toy'", id="id"
        ),
        pytest.param(
            "id: toy\n", "id: Toy\n", "id: string should match pattern '^[a-z0-9][a-z0-9.-]{1,40}$'", id="case"
        ),
        pytest.param(
            "title: Toy\n",
            "title: Toy\nurl: x\n",
            "url: this key is not known; "
            "allowed are id, version, title, summary, source, combine, levels, requirements, cannot_see, examples",
            id="unknown key",
        ),
        pytest.param(
            "  title: tests\n",
            "  title: tests\n  link: x\n",
            "source.link: this key is not known; allowed are title, url",
            id="unknown key of the source",
        ),
        pytest.param(
            "    title: Weights\n",
            "    title: Weights\n    weight: 2\n",
            "requirements.0.weight: this key is not known; "
            "allowed are id, title, question, clause, category, met_when, partly_when, fails_when, part_stands, person",
            id="unknown key of a requirement",
        ),
        pytest.param(
            "{check: weights_full, accepts: [adapter]}",
            "{check: weights_full, accept: [adapter]}",
            "requirements.0.partly_when.any.1.accept: this key is not known; "
            "allowed are all, any, check, accepts, within, names, outcome",
            id="unknown key of a rule",
        ),
        pytest.param(
            "    met_when:\n" + RULE,
            "",
            "requirements.0: a requirement has 'met_when', or 'person' that says why only a person can tell",
            id="no rule",
        ),
        pytest.param(
            RULE,
            "      all: [{check: weights_full, accepts: [a]}, {check: weights_full, accepts: [b]}]\n",
            "requirements.0: no answer can meet 'met_when' of 'weights'",
            id="cannot be met",
        ),
        pytest.param(
            "{check: weights_full, accepts: [adapter]}",
            "{check: weights_licensed, within: no-such-set}",
            f"requirements.weights: no license set is called 'no-such-set'; allowed are {ALL_SETS}",
            id="a set that is none",
        ),
        pytest.param(
            "{check: weights_full, accepts: [adapter]}",
            "{check: weights_full, accepts: [adapter], outcome: 'no'}",
            "requirements.0.partly_when.any.1: 'accepts' and 'outcome' do not stand together",
            id="two questions in one",
        ),
        pytest.param(
            "title: Toy\n",
            "title: Toy\ncombine: ladder\n",
            "'levels' stand beside 'combine: ladder', and a ladder has levels",
            id="a ladder without rungs",
        ),
        pytest.param(
            "title: Toy\n",
            "title: Toy\ncombine: ladder\nlevels: [{id: top, title: Top, needs: [data]}]\n",
            "levels need 'data', which is no requirement; allowed are weights",
            id="a rung that needs what is not asked",
        ),
        pytest.param(
            RULE,
            RULE + "      check: weights_full\n",
            f"requirements.0.met_when: {ONE_OF_THREE}",
            id="two rules in one",
        ),
        pytest.param(RULE, "      all: []\n", f"requirements.0.met_when: {ONE_OF_THREE}", id="a rule of nothing"),
        pytest.param(
            RULE,
            "      all: [{check: weights_full}]\n      accepts: [adapter]\n",
            "requirements.0.met_when: 'accepts' stands beside 'check' only",
            id="accepts without its check",
        ),
        pytest.param(
            "accepts: [adapter]",
            "accepts: adapter",
            "requirements.0.partly_when.any.1.accepts: allowed is a list",
            id="accepts of text",
        ),
        pytest.param("version: 1\n", "version: 0\n", "version: input should be greater than or equal to 1", id="zero"),
        pytest.param("version: 1\n", "version: '1'\n", "version: allowed is a whole number", id="version as text"),
        pytest.param("version: 1\n", "version: 1.5\n", "version: allowed is a whole number", id="version and a half"),
        pytest.param(
            "title: Toy\n",
            "title: Toy\ncombine: any\n",
            "combine: input should be 'all', 'ladder' or 'mean'",
            id="combine",
        ),
        pytest.param(
            TOY.partition("requirements:\n")[2],
            "  []\n",
            "requirements: tuple should have at least 1 item after validation, not 0",
            id="no requirement",
        ),
    ],
)
def test_a_mistake_is_one_sentence(store: Store, old: str, new: str, said: str) -> None:
    assert TOY.count(old) == 1
    path = write(store, TOY.replace(old, new))
    with pytest.raises(BadData) as refused:
        store.read_definition(path)
    assert str(refused.value) == f"data/definitions/toy.yaml: {said}"
    assert list(store.problems()) == [str(refused.value)]


def test_a_requirement_id_stands_once(store: Store) -> None:
    requirements = TOY.partition("requirements:\n")[2]
    path = write(store, TOY + requirements + requirements.replace("id: weights\n", "id: other\n"))
    with pytest.raises(BadData, match=r"^data/definitions/toy\.yaml: requirement id repeated: weights$"):
        store.read_definition(path)


def test_our_own_definition_comes_first_then_by_id(store: Store) -> None:
    for name in ("zeta", "alpha", "open-source-five"):
        write(store, TOY.replace("id: toy\n", f"id: {name}\n"), name)
    assert [one.id for one in store.definitions()] == ["open-source-five", "alpha", "zeta"]


def test_one_definition_with_a_mistake_stops_all(store: Store) -> None:
    write(store, TOY)
    write(store, "[]", "zeta")
    with pytest.raises(BadData, match=r"^data/definitions/zeta\.yaml: allowed is a mapping with the keys id, version"):
        store.definitions()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"accepts": ("some",)},
        {"check": "a_check", "all": (Rule(check="b_check"),)},
        {"check": "a_check", "any": (Rule(check="b_check"),)},
        {"all": (Rule(check="a_check"),), "any": (Rule(check="b_check"),)},
    ],
)
def test_a_rule_is_exactly_one_thing(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="exactly one of 'all', 'any', 'check'"):
        Rule.model_validate(fields)


def test_a_requirement_names_its_checks_once_in_the_order_of_its_rules() -> None:
    inner = Rule(any=(Rule(check="c_check"), Rule(all=(Rule(check="a_check"), Rule(check="b_check")))))
    one = Requirement(id="it", title="It", question="?", met_when=inner, partly_when=Rule(check="a_check"))
    assert one.checks() == ("c_check", "a_check", "b_check")
    assert list(inner.checks()) == ["c_check", "a_check", "b_check"]


def test_a_definition_is_a_record_without_a_file() -> None:
    (definition,) = (one for one in Store(ROOT).definitions() if one.id == "open-source-five")
    assert Definition.model_validate_json(definition.model_dump_json()) == definition


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule(check="a_check"), True),
        (Rule(all=(Rule(check="a_check", accepts=("x",)), Rule(check="a_check", accepts=("x", "y")))), True),
        (Rule(all=(Rule(check="a_check", accepts=("x",)), Rule(check="a_check", accepts=("y",)))), False),
        (Rule(all=(Rule(check="a_check", accepts=("x",)), Rule(check="b_check", accepts=("y",)))), True),
        (
            Rule(
                any=(Rule(all=(Rule(check="aa", accepts=("x",)), Rule(check="aa", accepts=("y",)))), Rule(check="bb"))
            ),
            True,
        ),
        (Rule(all=tuple(Rule(any=tuple(Rule(check=f"c{one}") for one in range(9))) for _ in range(9))), True),
    ],
)
def test_a_rule_that_no_answer_can_meet_is_told(rule: Rule, expected: bool) -> None:  # noqa: FBT001
    assert satisfiable(rule) is expected


def test_a_rung_needs_what_the_rungs_below_it_need() -> None:
    ladder = Store(ROOT).read_definition(ROOT / "data" / "definitions" / "g7-2026.yaml")
    assert ladder.needs(ladder.levels[-1]) == ("weights", "deployment_code")
    assert ladder.needs(ladder.levels[-2]) == ("weights", "deployment_code", "open_license")
    assert len(ladder.needs(ladder.levels[0])) == len(ladder.requirements)


def test_a_license_set_stands_for_its_ids() -> None:
    (parameters,) = (
        one
        for one in Store(ROOT).read_definition(ROOT / "data" / "definitions" / "mof-tool-1.0.yaml").requirements
        if one.id == "parameters"
    )
    assert parameters.met_when
    (rule,) = (one for one in parameters.met_when.all if one.within)
    assert {"MIT", "CC-BY-4.0", "OpenMDW-1.0"} <= set(rule.accepts)
    assert not {"llama2", "OpenMDW-1.1", "CC-BY-NC-4.0"} & set(rule.accepts)


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "definitions").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_published_definition_reads_and_is_in_our_own_words(path: Path) -> None:
    definition = Store(ROOT).read_definition(path)
    assert definition.source.url or definition.id == "open-source-five"
    assert max(len(one.question) for one in definition.requirements) < 160
    assert all(one.clause or definition.id in {"open-source-five", "g7-2026"} for one in definition.requirements)
