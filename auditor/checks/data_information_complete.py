"""Is enough told of the training data to build a substantially equivalent system?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, Citation, Outcome, no, unknown
from auditor.card import Role
from auditor.checks import check
from auditor.evidence import Evidence, Missing
from auditor.findings.data_sections import line_on_data
from auditor.findings.datasets import corpora, datasets, own_states
from auditor.findings.lineage import TRAINING_DATA, State, joined, untrained, worst_base
from auditor.findings.look import cue_lines, in_words, linked_once, look, present

ID: Final = "data_information_complete"
DATA: Final = "training_data_downloadable"
TOLD_IN: Final = (Role.PAPER, Role.TECHNICAL_REPORT, Role.DATA_CARD, Role.DATA_PROCESSING_CODE)
PAPERS: Final = ("paper", "technical_report", "citation")
"""Vocabulary groups of what may tell of the data elsewhere."""
REMEDY: Final = (
    "Tell of all training data, in the card or a report: where it comes from, its scope, how it was obtained, "
    "selected, labeled, filtered and processed, and where what is public or for sale can be had."
)


@check(
    question="Could a skilled person build a substantially equivalent system with what is told of the training data?",
    method="We tell only what lies at the ends: a no where the whole card names no dataset, says nothing of its "
    "training data and links or cites no paper or report; otherwise it is unknown, with what is there at the least.",
    remedy=REMEDY,
    limits="That the information is enough is a judgment on what it says, which a person makes and attests: no rule "
    "here gives a yes, not even where all of the data can be downloaded, because its selection and processing must be "
    "told too. A paper is not read.",
)
def data_information_complete(evidence: Evidence) -> Answer:  # noqa: PLR0911 - one for each thing that may be told
    """Unknown with value `data_public` or `some`; no where nothing is told."""
    place = present(evidence)
    seen = look(evidence, files=False)
    if place is None:
        return seen.untold(remedy=REMEDY)
    named, found = corpora(evidence), datasets(evidence)
    cited = tuple(dict.fromkeys(one for each in found[:10] for one in each.citations))
    cited += tuple(place.cite_card(f"Names {one.name}", one.line) for one in named[:5])
    if _all_public(evidence):
        sentence = (
            "All training data can be downloaded; whether its selection and processing are told, a person must say."
        )
        return unknown(sentence, *cited, *_of_bases(evidence, DATA), value="data_public", remedy=REMEDY)
    if found or named:
        names = in_words([*(one.name for one in found), *(one.name for one in named)])
        sentence = f"The model names {names} as training data; whether enough is told of it, a person must say."
        return unknown(sentence, *cited, value="some", remedy=REMEDY)
    if made_by := untrained(evidence):
        return _as_base(evidence, made_by)
    told = [
        evidence.cite_link(link, "Links what may tell of the data", opened=target is not None)
        for link, target in linked_once(evidence, *TOLD_IN)
        if target is None or not isinstance(target.head, Missing)
    ]
    if told:
        sentence = "No dataset is named, but a paper, a report or code is linked that may tell of the training data."
        return unknown(sentence, *told[:5], remedy=REMEDY)
    if place.card and (line := min(cue_lines(place.card, *PAPERS), default=0)):
        sentence = "No dataset is named, but the card cites or speaks of a paper that may tell of the training data."
        return unknown(sentence, place.cite_card("Speaks of a paper", line), remedy=REMEDY)
    if place.snapshot and any(tag.startswith("arxiv:") for tag in place.snapshot.profile.tags):
        sentence = "No dataset is named, but a tag names a paper that may tell of the training data."
        return unknown(sentence, place.cite("Tag of a paper"), remedy=REMEDY)
    if place.card and (line := line_on_data(place.card)):
        shown = place.cite_card("Speaks of data", line)
        sentence = "No dataset is named; the card speaks of its data, and whether enough is told, a person must say."
        return unknown(sentence, shown, remedy=REMEDY)
    return seen.deny("Neither the card nor a linked paper tells of the training data.", remedy=REMEDY)


def _all_public(evidence: Evidence) -> bool:
    base = worst_base(evidence, DATA, ("some",))
    whole = base if untrained(evidence) and base is not None else joined(own_states(evidence), base, TRAINING_DATA)
    return whole == frozenset({State.ALL})


def _of_bases(evidence: Evidence, check: str) -> tuple[Citation, ...]:
    answers = (evidence.bases.get(base, {}).get(check) for base in evidence.base_ids)
    return tuple(one for answer in answers if answer for one in answer.citations[:2])


def _as_base(evidence: Evidence, made_by: str) -> Answer:
    """A model without a training of its own: what is told of its base's data."""
    said = f"The model was made by {made_by}, so its training data is that of its base"
    cited = _of_bases(evidence, ID)
    denied = [
        base
        for base in evidence.base_ids
        if (answer := evidence.bases.get(base, {}).get(ID)) and answer.outcome is Outcome.NO
    ]
    if denied and cited:
        return no(f"{said}, and {in_words(denied)} tells nothing of it.", *cited, remedy=REMEDY)
    return unknown(f"{said}; whether enough is told of it, a person must say.", *cited, remedy=REMEDY)
