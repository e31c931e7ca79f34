from __future__ import annotations

import pytest

from auditor.answers import Citation
from auditor.remarks import Required, falling_short, not_told, remarks
from auditor.report import Report
from auditor.score import State
from tests.outputs.acme import CLOSED, OPEN, PART, UNSEEN
from tests.outputs.hostile import HOSTILE

MET = Required(at_least=State.MET, names=("weights", "training_data", "evaluation_code"))
PARTLY = Required(at_least=State.PARTIAL, names=MET.names)


def levels(report: Report, required: Required | None = None) -> dict[str, str]:
    return {one.requirement: one.level for one in remarks(report, required=required)}


def test_what_is_met_is_not_remarked_upon() -> None:
    assert levels(PART) == dict.fromkeys(
        ("training_data", "evaluation_code", "fine_tuning_code", "training_metrics"), "warning"
    )


def test_what_could_not_be_seen_is_a_notice_also_where_it_is_required() -> None:
    for required in (None, MET):
        found = list(remarks(UNSEEN, required=required))
        unseen = [one for one in found if one.state is State.UNKNOWN]
        assert unseen
        assert {one.level for one in unseen} == {"notice"}
        assert all("could not look" in one.message for one in unseen)
        assert not any("not met" in one.message for one in unseen)


@pytest.mark.parametrize(
    ("required", "errors"),
    [(None, set()), (MET, {"training_data", "evaluation_code"}), (PARTLY, {"evaluation_code"})],
)
def test_what_falls_short_of_what_is_required_is_an_error(required: Required | None, errors: set[str]) -> None:
    assert {name for name, level in levels(PART, required).items() if level == "error"} == errors


def test_what_falls_short_in_words() -> None:
    assert falling_short(PART.strip, MET) == ["training_data is partial", "evaluation_code is not met"]
    assert falling_short(PART.strip, PARTLY) == ["evaluation_code is not met"]
    assert not_told(PART.strip, MET) == []
    everything = Required(at_least=State.MET, names=tuple(one.id for one in UNSEEN.strip.results))
    assert falling_short(UNSEEN.strip, everything) == []
    assert set(not_told(UNSEEN.strip, everything)) == {
        one.id for one in UNSEEN.strip.results if one.state is State.UNKNOWN
    }


def cited(report: Report, *urls: str) -> Report:
    strip = report.strip
    citations = tuple(Citation(url=url, shows="x") for url in urls)
    results = tuple(one.model_copy(update={"citations": citations}) for one in strip.results)
    return report.model_copy(update={"scorecards": (strip.model_copy(update={"results": results}),)})


@pytest.mark.parametrize(
    ("urls", "line"),
    [
        ((), 1),
        ((f"{PART.page}/blob/0123abc/README.md#L12",), 12),
        ((f"{PART.page}/blob/0123abc/LICENSE#L3", f"{PART.page}/blob/0123abc/README.md#L7"), 7),
        ((f"{PART.page}/README.md#L5",), 5),
        ((f"{PART.page}/blob/0123abc/README.md",), 1),
        ((f"{PART.page}/blob/0123abc/docs/README.md#L4",), 1),
        ((f"{PART.page}-chat/blob/0123abc/README.md#L4",), 1),
        (("https://github.com/acme/code/blob/0123abc/README.md#L4",), 1),
        ((f"{PART.page}/blob/0123abc/README.md#L0",), 1),
    ],
)
def test_the_line_is_that_of_the_models_own_card(urls: tuple[str, ...], line: int) -> None:
    assert {one.line for one in remarks(cited(PART, *urls))} == {line}


@pytest.mark.parametrize("report", [OPEN, PART, CLOSED, UNSEEN, HOSTILE], ids=lambda one: one.id[:20])
def test_every_remark_is_one_line_of_printable_text(report: Report) -> None:
    for one in remarks(report):
        assert one.message.replace("\u200d", "").replace("\u200c", "").isprintable()
        assert one.line >= 1
