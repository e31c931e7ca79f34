"""What a card claims about training and evaluation: tools, settings and results that it names. Claims, not releases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from auditor.answers import Citation
from auditor.card import Card, Mention, Role, Table, Where, as_name
from auditor.evidence import Evidence, Head, Place
from auditor.findings.listing import first, having
from auditor.findings.look import linked_once, present
from auditor.findings.names import of_another, same_family, same_owner
from auditor.findings.once import once
from auditor.reading.files import is_evaluation_result, is_training_settings
from auditor.reading.traits import Trait
from auditor.rules import NameKind

_ELSEWHERE: Final = frozenset({"comparison", "acknowledgement", "citation", "not_released"})
_OF_TRAINING: Final = frozenset(
    {"training", "pretraining", "fine_tuning", "alignment", "training_code", "framework_use", "derivation"}
)
_USE: Final = frozenset({"inference", "demo", "usage", "community"})
_CODE: Final = (Role.CODE, Role.TRAINING_CODE, Role.FINE_TUNING_CODE, Role.EVALUATION_CODE)
_OF_EVALUATION: Final = frozenset({"evaluation", "evaluation_code"})
_TRAINER_TAGS: Final = frozenset(
    {"generated_from_trainer", "trl", "axolotl", "unsloth", "alignment-handbook", "llama-factory", "autotrain"}
    | {"sft", "dpo", "orpo", "grpo", "ppo", "dreambooth", "diffusers-training", "sentence-transformers-training"}
)
_SCORES: Final = frozenset(
    {"accuracy", "acc", "score", "scores", "f1", "bleu", "rouge", "wer", "cer", "exactmatch", "em", "pass1", "winrate"}
    | {"average", "avg", "benchmark", "benchmarks", "task", "tasks", "metric", "metrics", "metricvalue"}
)
_DUMPS: Final = frozenset({"sentence-transformers", "setfit", "flair", "spacy"})
"""Tags of libraries whose cards print the settings of a training as code."""
ENOUGH_SETTINGS: Final = 3
"""Different hyper-parameters that a card must state with names to count as settings."""
WRITTEN_CONFIG: Final = 5
"""Different hyper-parameters inside code blocks that make a configuration, not an example of use."""


def _card(evidence: Evidence) -> tuple[Place | None, Card | None]:
    place = present(evidence)
    return place, place.card if place else None


def _own(mention: Mention) -> bool:
    # An evaluation compares: with whom says nothing of whose evaluation it is.
    compares = mention.kind in {NameKind.HARNESS, NameKind.BENCHMARK}
    elsewhere = _ELSEWHERE - {"comparison"} if compares else _ELSEWHERE
    return mention.where is not Where.COMMENT and not set(mention.cues) & elsewhere


def mentions(card: Card | None, kind: NameKind) -> tuple[Mention, ...]:
    """The card's own claims about names of this kind; comments, comparisons, thanks and citations are left out."""
    return tuple(one for one in card.mentions if one.kind is kind and _own(one)) if card else ()


def settings_named(card: Card | None, *wheres: Where) -> tuple[Mention, ...]:
    """The first mention of every different hyper-parameter, only in these kinds of text where any are given."""
    found: dict[str, Mention] = {}
    for one in mentions(card, NameKind.HYPERPARAMETER):
        if not wheres or one.where in wheres:
            found.setdefault(one.name, one)
    return tuple(found.values())


def written_config(evidence: Evidence) -> Citation | None:
    """The card's line where a training configuration is written out as code for a framework that the card names."""
    place, card = _card(evidence)
    found = settings_named(card, Where.CODE)
    if place is None or len(found) < WRITTEN_CONFIG or not frameworks(evidence):
        return None
    about = {*found[0].cues, *found[0].heading_cues}
    if "users_training" in about or (about & _USE and not about & _OF_TRAINING):
        return None
    # Some trainers write a dump of their settings as code: it names no data and is no configuration to run.
    tags = {tag.lower() for tag in place.snapshot.profile.tags} if place.snapshot else set()
    if _DUMPS & tags and not (card and card.configured):
        return None
    return place.cite_card("The training configuration, written out", found[0].line)


@once
def settings(evidence: Evidence) -> tuple[Citation, ...]:
    """Where the hyper-parameters of the training are published: on the card, or in a file that records them."""
    place, card = _card(evidence)
    if place is None:
        return ()
    files = [file.path for file in having(place, is_training_settings)]
    named = settings_named(card)
    cited = [place.cite_file(path, "Records the settings of the training") for path in files[:2]]
    if len(named) >= ENOUGH_SETTINGS:
        names = ", ".join(one.name for one in named[:4])
        cited.append(place.cite_card(f"States {names}", named[0].line))
    return tuple(cited)


@once
def frameworks(evidence: Evidence) -> tuple[tuple[str, Citation], ...]:
    """Public training frameworks that are named as used, each with where: sentence, tag, file or link."""
    place, card = _card(evidence)
    if place is None:
        return ()
    found: dict[str, Citation] = {}
    for one in mentions(card, NameKind.FRAMEWORK):
        about = set(one.cues) | set(one.heading_cues)
        if not set(one.cues) & _USE and (about & _OF_TRAINING or not about & _USE):
            found.setdefault(one.name, place.cite_card(f"Names {one.name}", one.line))
    tags = place.snapshot.profile.tags if place.snapshot else ()
    for tag in tags:
        if tag.lower() in _TRAINER_TAGS:
            found.setdefault(tag, place.cite(f"Tag {tag}"))
    if path := first(place, _is_of_the_trainer):
        found.setdefault("the Transformers Trainer", place.cite_file(path, "Written by the Trainer"))
    generic = evidence.rules.vocabulary.generic_repositories
    for link, target in linked_once(evidence, Role.TRAINING_CODE, Role.FINE_TUNING_CODE, Role.CODE):
        known = generic.get(link.ref.name.lower()) if link.ref else None
        if known and known.kind is NameKind.FRAMEWORK:
            found.setdefault(known.name, evidence.cite_link(link, f"Links {known.name}", opened=target is not None))
    found.update({name: cited for name, cited in _in_family_readmes(evidence, NameKind.FRAMEWORK) if name not in found})
    return tuple(found.items())


@Trait
def _is_of_the_trainer(path: str) -> bool:
    return path.endswith("training_args.bin")


@once
def harnesses(evidence: Evidence) -> tuple[tuple[str, Citation], ...]:
    """Public evaluation harnesses that are named or linked as used for the evaluation."""
    place, card = _card(evidence)
    if place is None:
        return ()
    found: dict[str, Citation] = {}
    for one in mentions(card, NameKind.HARNESS):
        if {*one.cues, *one.heading_cues} & _OF_EVALUATION or one.where in {Where.TABLE, Where.HEADING}:
            found.setdefault(one.name, place.cite_card(f"Names {one.name}", one.line))
    generic = evidence.rules.vocabulary.generic_repositories
    for link, target in linked_once(evidence, Role.EVALUATION_CODE, Role.CODE):
        known = generic.get(link.ref.name.lower()) if link.ref else None
        if known and known.kind in {NameKind.HARNESS, NameKind.BENCHMARK}:
            found.setdefault(known.name, evidence.cite_link(link, f"Links {known.name}", opened=target is not None))
    found.update({name: cited for name, cited in _in_family_readmes(evidence, NameKind.HARNESS) if name not in found})
    return tuple(found.items())


def _in_family_readmes(evidence: Evidence, kind: NameKind) -> Iterable[tuple[str, Citation]]:
    """Tools named in the README of a linked repository that is the model family's own."""
    for place in family_repositories(evidence):
        for one in mentions(place.card, kind):
            apart = set(one.cues) & _USE or _below_another(place.card, one.line, evidence.id)
            if not apart and set(one.cues) | set(one.heading_cues):
                yield one.name, place.cite_card(f"Names {one.name}", one.line)


def _below_another(card: Card | None, line: int, model_id: str) -> bool:
    """True for a line of a family's README that stands below a heading of another model."""
    above: dict[int, str] = {}
    for heading in card.headings if card else ():
        if heading.line > line:
            break
        above = {level: text for level, text in above.items() if level < heading.level} | {heading.level: heading.text}
    return any(of_another(text, model_id) for text in above.values())


@once
def family_repositories(evidence: Evidence) -> tuple[Place, ...]:
    """The linked repositories that belong to the model's owner and family."""
    return tuple(
        place
        for link, place in linked_once(evidence, *_CODE)
        if place is not None
        and link.ref is not None
        and isinstance(place.head, Head)
        and same_owner(evidence.id, link.ref.name)
        and same_family(evidence.id, link.ref.name)
    )


@once
def results_of_family(evidence: Evidence) -> tuple[Citation, ...]:
    """Where a repository of the model's family reports results: tables and named benchmarks of its README, files."""
    found: list[Citation] = []
    for place in family_repositories(evidence):
        tables = [one for one in place.card.tables if _of_scores(place.card, one)] if place.card else []
        own = (one for one in tables if not _below_another(place.card, one.line, evidence.id))
        if table := next(own, None):
            found.append(place.cite_card("A table of results", table.line))
        named = [
            one
            for one in mentions(place.card, NameKind.BENCHMARK)
            if not _below_another(place.card, one.line, evidence.id)
        ]
        if named:
            found.append(place.cite_card(f"Names {named[0].name}", named[0].line))
        if path := next((file.path for file in place.listing if is_evaluation_result(file.path)), ""):
            found.append(place.cite_file(path, "Results as data"))
    return tuple(found)


@once
def results(evidence: Evidence) -> tuple[Citation, ...]:
    """Where results of an evaluation are reported: model-index, result files, tables of scores, named benchmarks."""
    place, card = _card(evidence)
    if place is None:
        return ()
    found: list[Citation] = []
    if card and card.front_matter.values.get("model-index"):
        line = card.front_matter.lines.get("model-index", 0)
        found.append(place.cite_card("Results in the front matter", line))
    if table := next((one for one in card.tables if card and _of_scores(card, one)), None) if card else None:
        found.append(place.cite_card("A table of results", table.line))
    if path := first(place, is_evaluation_result):
        found.append(place.cite_file(path, "Results as data"))
    return tuple(found)


def _of_scores(card: Card, table: Table) -> bool:
    """A table whose columns are scores or benchmarks, or whose rows name benchmarks; never one of training losses."""
    columns = {as_name(column) for column in table.columns}
    if is_loss_table(table):
        return False
    benchmarks = [one for one in card.mentions if one.kind is NameKind.BENCHMARK and one.where is Where.TABLE]
    inside = any(table.line <= one.line <= table.line + table.rows + 1 for one in benchmarks)
    return table.rows > 0 and (bool(columns & _SCORES) or inside)


def is_loss_table(table: Table) -> bool:
    """True for the table that trainers write: a loss by step or epoch."""
    columns = {as_name(column) for column in table.columns}
    return bool(columns & {"trainingloss", "trainloss", "loss", "validationloss"}) and bool(columns & {"step", "epoch"})


def tasks_named(evidence: Evidence) -> Citation | None:
    """The card's line that names a benchmark as evaluated on, None where it names none."""
    place, card = _card(evidence)
    found = mentions(card, NameKind.BENCHMARK)
    return place.cite_card(f"Names {found[0].name}", found[0].line) if place and found else None
