"""Where a model's own card speaks of its training data: sections below a heading, and whether it speaks at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from auditor.answers import Citation
from auditor.card import Card, Role
from auditor.evidence import Evidence, StatedBy
from auditor.findings.claims import mentions
from auditor.findings.look import cue_lines, present
from auditor.findings.once import once
from auditor.rules import NameKind

_OF_TRAINING: Final = ("training", "pretraining", "fine_tuning", "alignment")
_OF_OTHERS: Final = frozenset({"inference", "demo", "usage", "community", "citation", "acknowledgement", "comparison"})
_KEPT: Final = 20
"""A card's record keeps so many lines of a cue group: a fuller one does not tell where else it stands."""


@once
def sources_section(evidence: Evidence) -> Citation | None:
    """The line in a section on the training data that names or links a source of it, None where there is none.

    The section is one whose headings speak of training and of data; known corpora and links for training data are its
    sources.
    """
    place = present(evidence)
    if place is None or place.card is None:
        return None
    stated = {link.line for link in evidence.links if link.role is Role.TRAINING_DATA and _on_card(link.stated_by)}
    lines = [one.line for one in mentions(place.card, NameKind.CORPUS) if _of_data(one.heading_cues)]
    lines += [link.line for link in place.card.links if link.line in stated and _of_data(link.heading_cues)]
    return place.cite_card("The section on the training data", min(lines)) if lines else None


def _on_card(stated_by: StatedBy) -> bool:
    return stated_by is StatedBy.CARD


def _of_data(heading_cues: Iterable[str]) -> bool:
    about = set(heading_cues)
    return "data" in about and bool(about & set(_OF_TRAINING)) and not about & _OF_OTHERS


def line_on_data(card: Card) -> int:
    """The first line that speaks of the training data or heads a section on data, 0 where none does.

    A template's section that nobody filled in does not count. Where a card speaks so much of training or data that
    its record does not hold all the lines, the first of them stands for what may be there.
    """
    groups = [group for group in ("data", *_OF_TRAINING) if len(card.cues.get(group, ())) >= _KEPT]
    if groups:
        return card.cues[groups[0]][0]
    spoken = cue_lines(card, "data") & cue_lines(card, *_OF_TRAINING)
    headed = cue_lines(card, "data") & {heading.line for heading in card.headings}
    left = set(_left_over(card))
    return min((spoken | headed) - left, default=0)


def _left_over(card: Card) -> Iterator[int]:
    """The headings below which nothing but a template's placeholder stands, and that placeholder."""
    lines = [heading.line for heading in card.headings]
    for line in cue_lines(card, "placeholder"):
        above = max((one for one in lines if one < line), default=0)
        yield line
        if line - above <= 2:  # noqa: PLR2004 - the heading, a blank line, the placeholder
            yield above
