"""Are the metrics of the training published as data?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from auditor.answers import Answer, Citation, yes
from auditor.card import CardLink, Role, as_name
from auditor.checks import check
from auditor.evidence import Evidence, Head, Kind, Link, Missing, Place
from auditor.findings.claims import is_loss_table
from auditor.findings.listing import having
from auditor.findings.look import in_words, link_name, linked_once, look, present
from auditor.findings.names import family, far_in_size, names_family_and_size, names_model, same_family, same_owner
from auditor.reading.files import is_metrics_summary, is_training_log

CODE: Final = (Role.TRAINING_CODE, Role.FINE_TUNING_CODE, Role.CODE)
CURVE: Final = 8
"""Rows from which a table of losses shows the course of a training and not a few points of it."""
REMEDY: Final = (
    "Upload the logs of the run (trainer_state.json, TensorBoard event files, or a CSV of loss and learning rate by "
    "step), or link the public run of an experiment tracker from the card's section on training."
)
_TRACKERS: Final = re.compile(
    r"^https?://([\w-]+\.)*(wandb\.(ai|io)|swanlab\.cn|comet\.(com|ml)|neptune\.ai|tensorboard\.dev)/"
)
_SIZE: Final = re.compile(r"(?<![a-z0-9])\d+([._-]\d+)?[mb](?![a-z0-9])", re.IGNORECASE)


@check(
    question="Are the metrics of the training published as data?",
    method="We look for TensorBoard event files, trainer_state.json, CSV and JSON logs and tracker folders in the "
    "repository, for a table of losses by step on the card, and for a tracker's run or report that the card, or the "
    "README of the model's own code repository, links as this training's. Final numbers and plots count in part.",
    remedy=REMEDY,
    limits="A tracker's page is cited but not opened. A table of fewer than eight rows counts in part.",
)
def training_metrics_published(evidence: Evidence) -> Answer:
    """Yes; no with value `summary` for final numbers, a short table or a plot."""
    if found := next(_data(evidence), None):
        sentence, citation = found
        return yes(sentence, citation)
    seen = look(evidence, Role.TRAINING_METRICS, *CODE)
    leads = tuple(_unclear_trackers(evidence))
    seen = seen.lacking(*(f"{name} links a tracker that may hold other models' training" for name, _ in leads))
    if summary := next(_summaries(evidence), None):
        sentence, citation = summary
        return seen.deny(sentence, citation, value="summary", remedy=REMEDY)
    sentence = f"We looked at {in_words(seen.seen)} and found no metrics of the training."
    return seen.deny(sentence, *(cited for _, cited in leads), remedy=REMEDY)


def _data(evidence: Evidence) -> Iterator[tuple[str, Citation]]:
    place = present(evidence)
    if place:
        for file in having(place, is_training_log):
            if file.size != 0:
                yield f"The repository holds {file.path}.", place.cite_file(file.path, "Log of the training")
        for table in place.card.tables if place.card else ():
            if is_loss_table(table) and table.rows >= CURVE:
                sentence = f"The card shows the losses of the training in a table of {table.rows} rows."
                yield sentence, place.cite_card("Losses by step", table.line)
    for link, target in linked_once(evidence, Role.TRAINING_METRICS):
        if found := _linked_metrics(evidence, link, target):
            yield found
    yield from _in_code_repositories(evidence)


def _linked_metrics(evidence: Evidence, link: Link, target: Place | None) -> tuple[str, Citation] | None:
    """A tracker that is linked counts unless it is dead; a repository counts by the logs that are seen in it."""
    name = link_name(link)
    if evidence.by_id(_is_far, link.url[-300:]):
        return None
    if link.ref is None or link.ref.kind is Kind.MODEL or _TRACKERS.match(link.url):
        if target is not None and isinstance(target.head, Missing):
            return None
        sentence = f"The log of the training is linked at {name}; we did not open it."
        return sentence, evidence.cite_link(link, "Links the log of the training", opened=False)
    if target is None or not isinstance(target.head, Head):
        return None
    log = next((file.path for file in target.listing if is_training_log(file.path)), "")
    return (f"The linked {name} holds {log}.", target.cite_file(log, "Log of the training")) if log else None


def _is_far(model_id: str, text: str) -> bool:
    return far_in_size(text, model_id)


def _family_repositories(evidence: Evidence) -> Iterator[tuple[str, Place]]:
    for link, target in linked_once(evidence, *CODE):
        if target is not None and link.ref is not None and isinstance(target.head, Head):
            yield link.ref.name, target


def _in_code_repositories(evidence: Evidence) -> Iterator[tuple[str, Citation]]:
    for name, target in _family_repositories(evidence):
        for file in target.listing:
            if is_training_log(file.path) and (
                names_model(file.path, evidence.id) or names_family_and_size(file.path, evidence.id)
            ):
                yield f"The linked {name} holds {file.path}.", target.cite_file(file.path, "Log of the training")
        for link in _tracker_links(evidence, name, target):
            if _is_ours(link, evidence.id):
                sentence = f"The README of the linked {name} links the log of the training; we did not open it."
                shown = target.cite_card("Links the log of the training", link.line)
                yield sentence, shown.model_copy(update={"opened": False})


def _tracker_links(evidence: Evidence, name: str, target: Place) -> Iterator[CardLink]:
    if target.card and same_owner(evidence.id, name) and same_family(evidence.id, name):
        yield from (link for link in target.card.links if _TRACKERS.match(link.url))


def _is_ours(link: CardLink, model_id: str) -> bool:
    """The tracker's address names the family, and no size other than the model's."""
    path = link.url.partition("://")[2].partition("/")[2][:300]
    sizes = {as_name(match[0]) for match in _SIZE.finditer(path)}
    kin = as_name(family(model_id))
    return len(kin) >= 3 and kin in as_name(path) and all(size in as_name(model_id) for size in sizes)  # noqa: PLR2004


def _unclear_trackers(evidence: Evidence) -> Iterator[tuple[str, Citation]]:
    for name, target in _family_repositories(evidence):
        for link in _tracker_links(evidence, name, target):
            path = link.url[:300]
            other_size = any(as_name(one[0]) not in as_name(evidence.id) for one in _SIZE.finditer(path))
            if not _is_ours(link, evidence.id) and not other_size:
                yield name, target.cite_card("Links a tracker", link.line).model_copy(update={"opened": False})
                break


def _summaries(evidence: Evidence) -> Iterator[tuple[str, Citation]]:
    place = present(evidence)
    if place is None:
        return
    for table in place.card.tables if place.card else ():
        if is_loss_table(table) and table.rows > 0:
            rows = "one row" if table.rows == 1 else f"{table.rows} rows"
            yield f"The card shows losses of the training in {rows} only.", place.cite_card("Losses", table.line)
    for file in having(place, is_metrics_summary):
        sentence = f"The repository holds {file.path}, final numbers or a plot, but no log as data."
        yield sentence, place.cite_file(file.path, "Summary of the training")
