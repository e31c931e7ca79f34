from __future__ import annotations

import pytest

from auditor.card import Card, CardLink, Heading, Role
from auditor.evidence import Evidence, Kind, Reason, StatedBy
from auditor.findings.data_sections import line_on_data, sources_section
from auditor.rules import NameKind
from tests.builders import card, evidence, link, mention, place


def named(*heading_cues: str, cues: tuple[str, ...] = ()) -> Evidence:
    one = mention("Big Corpus", NameKind.CORPUS, *cues).model_copy(update={"heading_cues": heading_cues})
    return evidence(place(card=card(mentions=(one,))))


def linking(*heading_cues: str, line: int = 7, stated_by: StatedBy = StatedBy.CARD) -> Evidence:
    shown = CardLink(url="https://huggingface.co/datasets/acme/web", line=line, heading_cues=heading_cues)
    stated = link(Role.TRAINING_DATA, "acme/web", Kind.DATASET, stated_by=stated_by)
    return evidence(place(card=card(links=(shown,))), stated)


@pytest.mark.parametrize(
    ("seen", "line"),
    [
        pytest.param(named("data", "training"), 10, id="a corpus"),
        pytest.param(named("data", "fine_tuning"), 10, id="of the tuning"),
        pytest.param(named("data"), 0, id="data of what"),
        pytest.param(named("training"), 0, id="training only"),
        pytest.param(named("data", "training", "usage"), 0, id="how to train it"),
        pytest.param(named("data", "training", cues=("comparison",)), 0, id="a corpus of others"),
        pytest.param(linking("data", "training"), 7, id="a link"),
        pytest.param(linking("data", "training", line=9), 0, id="a link for something else"),
        pytest.param(linking("data", "training", stated_by=StatedBy.FRONT_MATTER), 0, id="front matter"),
        pytest.param(evidence(None), 0, id="never seen"),
        pytest.param(evidence(place(missing=Reason.GATED)), 0, id="refused"),
        pytest.param(evidence(place()), 0, id="no card"),
    ],
)
def test_a_section_that_names_sources(seen: Evidence, line: int) -> None:
    found = sources_section(seen)
    assert (found.url.rpartition("#L")[2] if found else "0") == str(line)


def with_headings(*lines: int, **cues: tuple[int, ...]) -> Card:
    headings = tuple(Heading(line=line, level=2, text="Data") for line in lines)
    return card(cues=cues).model_copy(update={"headings": headings})


@pytest.mark.parametrize(
    ("seen", "line"),
    [
        pytest.param(with_headings(), 0, id="nothing"),
        pytest.param(with_headings(data=(4, 8), training=(8,)), 8, id="a sentence"),
        pytest.param(with_headings(data=(4,), training=(8,)), 0, id="two sentences"),
        pytest.param(with_headings(4, data=(4,)), 4, id="a heading"),
        pytest.param(with_headings(4, data=(4,), placeholder=(6,)), 0, id="a template's heading"),
        pytest.param(with_headings(4, data=(4,), placeholder=(9,)), 4, id="a placeholder below text"),
        pytest.param(with_headings(4, data=(4, 6), training=(6,), placeholder=(6,)), 0, id="a placeholder with words"),
        pytest.param(with_headings(data=tuple(range(3, 23)), training=(50,)), 3, id="more than the record holds"),
    ],
)
def test_a_line_on_the_training_data(seen: Card, line: int) -> None:
    assert line_on_data(seen) == line
