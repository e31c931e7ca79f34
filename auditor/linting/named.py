"""What an audit would look for on a card and not find."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from auditor.card import Card, FrontMatterState, Role
from auditor.linting.finding import Finding, hint
from auditor.reading.declared import declared
from auditor.reading.roles import role_of
from auditor.rules import NameKind, Vocabulary

_READ: Final = frozenset({FrontMatterState.READ, FrontMatterState.ABSENT})
_NO_TRAINING: Final = frozenset({"quantized", "merge"})


def of_what_is_named(card: Card, vocabulary: Vocabulary, subject: str) -> Iterator[Finding]:
    """Hints at training data, evaluation code, training code and metrics that no link and no known name leads to.

    A repository of code whose use the card does not tell may hold either code. Of an empty card, and of one whose
    front matter cannot be read, only that is said; what is quantized or merged has nothing of these of its own.
    """
    matter = card.front_matter
    silent = not card.words and not matter.values
    if silent or matter.state not in _READ or _NO_TRAINING & set(matter.strings("base_model_relation")):
        return
    roles = {role_of(link, vocabulary, subject=subject) for link in card.links}
    roles |= {link.role for link in declared(card, (), ())} | {one.role for one in card.configured}
    kinds = {mention.kind for mention in card.mentions}
    losses = any("loss" in column.lower() for table in card.tables for column in table.columns)
    if Role.TRAINING_DATA not in roles and not kinds & {NameKind.CORPUS, NameKind.DATASET}:
        yield hint(1, "no training data is named; add datasets: to the front matter, or link what it was trained on")
    if not roles & {Role.TRAINING_CODE, Role.FINE_TUNING_CODE, Role.CODE} and NameKind.FRAMEWORK not in kinds:
        yield hint(1, "no training code is linked; add the repository, best at the file or folder that was run")
    if not roles & {Role.EVALUATION_CODE, Role.CODE} and NameKind.HARNESS not in kinds:
        yield hint(1, "no evaluation code is linked; add the repository, or name the harness and its settings")
    if Role.TRAINING_METRICS not in roles and NameKind.TRACKER not in kinds and not losses:
        yield hint(1, "no training metrics are linked; add the run, or a table of the losses")
