"""Which training data a model names, and how open each dataset is."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from auditor.answers import Citation
from auditor.card import WITHHELD, Mention, Role, Table, as_name
from auditor.evidence import Evidence, Gate, Kind, Link, Missing, Place, Reason, StatedBy
from auditor.findings.lineage import ANY, State, States
from auditor.findings.look import card_seen, cue_lines, link_name, linked_once, present, refusal
from auditor.findings.once import once
from auditor.findings.onward import claimed_corpora, home_link, home_of, named_in_words, onward, spellings
from auditor.reading.files import data_files
from auditor.record import Record
from auditor.rules import KnownName

LEAST: Final = 1000
"""Bytes of a dataset that may be trained on: a row or two is none; the smallest real one seen has 9,530."""
_SAMPLE: Final = frozenset({"sample", "samples", "sampled", "dummy", "example", "examples", "toy", "preview"})
# Names under which training libraries record data that came from files or memory, and template leftovers.
_NO_NAME: Final = frozenset(
    {"generator", "json", "csv", "text", "parquet", "arrow", "pandas", "imagefolder", "audiofolder", "videofolder"}
    | {"webdataset", "none", "null", "unknown", "na", "tbd", "todo", "custom", "private", "dataset", "yourdatasetname"}
    | {"anunknowndataset", "moreinformationneeded", "other"}
)
_DATASET_PAGE: Final = re.compile(r"https://(www\.)?(huggingface\.co|hf\.co)/datasets/[\w.-]+")


class Openness(StrEnum):
    """How open one dataset is."""

    OPEN = "open"
    ELSEWHERE = "elsewhere"
    """A loading script or a list of addresses for files that lie in public elsewhere."""
    SAMPLE = "sample"
    GATED = "gated"
    CLOSED = "closed"
    GATE_UNKNOWN = "gate_unknown"
    """Its files are listed, and the host did not tell whether it is gated."""
    UNKNOWN = "unknown"


_STATES: Final = {
    Openness.OPEN: frozenset({State.ALL}),
    Openness.ELSEWHERE: frozenset({State.ALL}),
    Openness.SAMPLE: frozenset({State.SOME}),
    Openness.GATED: frozenset({State.SOME}),
    Openness.CLOSED: frozenset({State.NOTHING}),
    Openness.GATE_UNKNOWN: frozenset({State.ALL, State.SOME}),
    Openness.UNKNOWN: ANY,
}


_STAGES: Final = {"pretraining": "pretraining", "fine_tuning": "fine-tuning", "alignment": "alignment"}
"""Vocabulary group -> the stage of the training that it speaks of."""
_SOURCES: Final = frozenset({"source", "sources", "dataset", "datasets", "corpus", "corpora", "subset"})
_SHARES: Final = frozenset({"fraction", "share", "proportion", "percentage", "percent", "%", "tokens", "weight"})
"""Column headings of a table that tells the mix of the training data."""


class Dataset(Record):
    """One dataset that is named as training data: how open it is, why, and where that can be seen."""

    name: str
    stage: str
    """`pretraining`, `fine-tuning` or `alignment`, as the words of its link's sentence say; empty where none do."""
    openness: Openness
    why: str
    states: frozenset[State]
    citations: tuple[Citation, ...]


@once
def named_links(evidence: Evidence) -> tuple[tuple[Link, Place | None], ...]:
    """The links for training data, each place once, without placeholders (`generator`, `None`).

    A name without an owner is looked up one step further. Pages that we do not open describe data more often than they
    hold it: they count where the card names nothing else.
    """
    stated = (pair for pair in linked_once(evidence, Role.TRAINING_DATA) if not _is_placeholder(pair[0]))
    found = tuple((link, place or _beyond(evidence, link)) for link, place in stated)
    named = tuple(pair for pair in found if not _is_page(pair[0]))
    return named if named or corpora(evidence) else found


def _beyond(evidence: Evidence, link: Link) -> Place | None:
    """The place of a dataset that is stated without its owner: a README of the owner's leads to it, or it is known."""
    if "/" in (name := link.ref.name if link.ref else link.url):
        return None
    own = tuple(place for _, place in evidence.linked(*Role) if place)
    for further in (*own, *(one.place for one in onward(evidence, *Role) if one.place)):
        bare = as_name(further.ref.name.rpartition("/")[2]) == as_name(name)
        if bare and further.ref.kind is Kind.DATASET:
            return further
    known = (one for one in evidence.rules.vocabulary.corpora.values() if as_name(name) in spellings(one))
    refs = (home_of(one) for one in known)
    return next((place for ref in refs if ref and (place := evidence.places.get(str(ref)))), None)


@once
def named_only(evidence: Evidence) -> tuple[Mention, ...]:
    """Datasets that sentences name as trained on and that neither links nor our vocabulary lead to, each once."""
    return named_in_words(place.card if (place := present(evidence)) else None)


@once
def solitary(evidence: Evidence) -> tuple[Mention, Place | None] | None:
    """The one known corpus that the card names and nothing links, with its home; None where more is named or less.

    Of several corpora the mix is not told; of one it may be the whole.
    """
    found = unlinked_corpora(evidence)
    if len(found) != 1 or named_links(evidence) or held_back(evidence) or composition(evidence):
        return None
    corpus = evidence.rules.vocabulary.corpora.get(found[0].name)
    ref = home_of(corpus) if corpus and not corpus.raw else None
    return (found[0], evidence.places.get(str(ref))) if ref else None


def _is_page(link: Link) -> bool:
    return link.ref is None and "://" in link.url and link.stated_by is not StatedBy.CURATOR


def _is_placeholder(link: Link) -> bool:
    name = link.ref.name if link.ref else link.url
    return as_name(name.rpartition("/")[2] if link.ref else name) in _NO_NAME and "/" not in name


@once
def corpora(evidence: Evidence) -> tuple[Mention, ...]:
    """Known corpora that the card names as training data."""
    return claimed_corpora(place.card if (place := present(evidence)) else None)


@once
def unlinked_corpora(evidence: Evidence) -> tuple[Mention, ...]:
    """Those corpora that nothing leads to: no link by name or by where the vocabulary says they live.

    What a base model names is the base's own, and a raw crawl says nothing beside what is made from it.
    """
    found = corpora(evidence)
    if not found:
        return ()
    named = named_links(evidence)
    linked = [as_name(link.ref.name if link.ref else link.url) for link, _ in named]
    vocabulary = evidence.rules.vocabulary.corpora
    known = {one.name: vocabulary.get(one.name) or KnownName(name=one.name, kind=one.kind) for one in found}
    elsewhere = {_told_by(place, name) for _, place in named if place for name in known}
    inherited = _named_by_bases(evidence)
    others = bool(linked) or any(not one.raw for one in known.values())

    def covered(mention: Mention) -> bool:
        name = known[mention.name]
        spellings = [as_name(one) for one in (name.name, *name.aliases)]
        home = as_name(name.dataset)
        plain = [one for one in spellings if len(one) > 1]
        return (
            any((home and home == one) or any(spelling in one for spelling in plain) for one in linked)
            or mention.name in elsewhere
            or not inherited.isdisjoint({*spellings, home})
            or (name.raw and others)
        )

    return tuple(mention for mention in found if not covered(mention))


def _told_by(place: Place, corpus: str) -> str:
    """The corpus where the README of a linked repository names it and leads to data, else an empty string."""
    named = place.ref.kind is Kind.REPOSITORY and place.card and any(one.name == corpus for one in place.card.mentions)
    return corpus if named and _leads_to_data(place) else ""


def _leads_to_data(place: Place) -> bool:
    """True where a repository's README links datasets of the Hub."""
    return any(_DATASET_PAGE.match(link.url) for link in place.card.links) if place.card else False


def _named_by_bases(evidence: Evidence) -> frozenset[str]:
    answers = [answers.get("training_data_named") for answers in evidence.bases.values()]
    return frozenset(as_name(name) for answer in answers if answer for name in answer.value.split(", ") if name)


@once
def datasets(evidence: Evidence) -> tuple[Dataset, ...]:
    """Every named dataset with its openness, those that can be told first in the order of the links."""
    return tuple(_dataset(evidence, link, place) for link, place in named_links(evidence))


@once
def own_states(evidence: Evidence) -> States:
    """The states that the model's own training data may be in, before any base model is asked.

    All datasets open is `ALL` only when the whole card was read, because a card can name more than it links.
    """
    found = datasets(evidence)
    unlinked = unlinked_corpora(evidence)
    if not found and not unlinked:
        silent = _silence_was_seen(evidence) and not named_only(evidence)
        return frozenset({State.NOTHING}) if silent else ANY
    if (one := solitary(evidence)) and one[1]:
        link = home_link(one[1].ref, one[0].line)
        # Whether all of it was used, in the form that is published, a name alone does not tell.
        seen = _STATES[_openness(link, one[1])[0]]
        return frozenset({State.ALL, State.SOME}) if State.ALL in seen else frozenset({State.SOME})
    states = frozenset({State.SOME}) if unlinked else _together([one.states for one in found])
    if State.ALL in states and (held_back(evidence) or composition(evidence)):
        states = states - {State.ALL} | {State.SOME}
    elif State.ALL in states and not _silence_was_seen(evidence):
        states |= {State.SOME}
    if State.NOTHING in states and not _silence_was_seen(evidence):
        states |= {State.SOME}
    return states


def composition(evidence: Evidence) -> Table | None:
    """The card's table of what the training data is made of, where it lists more sources than datasets are linked."""
    card = place.card if (place := present(evidence)) else None
    for table in card.tables if card else ():
        columns = [set(re.split(r"[^a-z%]+", column.lower())) for column in table.columns]
        sources = any(words & _SOURCES for words in columns)
        shares = any(words & _SHARES for words in columns)
        if sources and shares and table.rows > len(named_links(evidence)) + 1:
            return table
    return None


def _together(each: list[States]) -> States:
    """The states of several datasets as one: all of them, some of them, or none of them published."""
    if not each:
        return ANY
    possible: set[State] = set()
    if all(State.ALL in states for states in each):
        possible.add(State.ALL)
    if all(State.NOTHING in states for states in each):
        possible.add(State.NOTHING)
    full = [index for index, states in enumerate(each) if State.ALL in states]
    empty = [index for index, states in enumerate(each) if State.NOTHING in states]
    mixed = bool(full and empty) and len({*full, *empty}) > 1
    if mixed or any(State.SOME in states for states in each):
        possible.add(State.SOME)
    return frozenset(possible)


def _silence_was_seen(evidence: Evidence) -> bool:
    return card_seen(present(evidence))


def held_back(evidence: Evidence) -> tuple[int, ...]:
    """Lines of the card that say of data, not of code, that it is not released or not disclosed.

    Whether the data is the model's own or its base's makes no difference: not all of it can be had.
    """
    card = place.card if (place := present(evidence)) else None
    return tuple(sorted(cue_lines(card, WITHHELD)))


def _dataset(evidence: Evidence, link: Link, place: Place | None) -> Dataset:
    named = link.ref is None and "://" not in link.url
    name = link.url[:80] if named else link_name(link)
    openness, why = _openness(link, place)
    stated = evidence.cite_link(link, f"Names {name} as training data", opened=place is not None or named)
    opened = (place.cite_listing(f"{name}: {why}"),) if place is not None else ()
    stage = _stage(evidence, name)
    return Dataset(
        name=name, stage=stage, openness=openness, why=why, states=_STATES[openness], citations=(stated, *opened)
    )


def _stage(evidence: Evidence, name: str) -> str:
    card = place.card if (place := present(evidence)) else None
    page = f"/datasets/{name}".lower()
    about: set[str] = set()
    for link in card.links if card else ():
        address = link.url.lower().rstrip("/")
        if address.endswith(page) or f"{page}/" in address:
            about |= {*link.cues} & _STAGES.keys()
    return _STAGES[about.pop()] if len(about) == 1 else ""


def _openness(link: Link, place: Place | None) -> tuple[Openness, str]:  # noqa: PLR0911 - one for each way
    if link.ref is None and place is None:
        return Openness.UNKNOWN, "it was not found" if "://" not in link.url else "it is on a page that we do not open"
    if place is None:
        return Openness.UNKNOWN, "it could not be opened"
    if isinstance(place.head, Missing):
        gated = place.head.reason is Reason.GATED
        return Openness.GATED if gated else Openness.CLOSED, refusal(place.head)
    if place.settings.private or place.settings.disabled:
        return Openness.CLOSED, "it is private or disabled"
    if place.settings.gated in {Gate.AUTO, Gate.MANUAL}:
        return Openness.GATED, "it is behind a gate"
    if place.ref.kind is Kind.REPOSITORY and link.stated_by is StatedBy.CURATOR and _leads_to_data(place):
        return Openness.ELSEWHERE, "its README leads to the data"
    return _by_listing(place)


def _by_listing(place: Place) -> tuple[Openness, str]:
    files = data_files(place.listing)
    if place.ref.kind is not Kind.DATASET:
        return Openness.UNKNOWN, "it is a repository of another kind, whose data we do not tell apart"
    if not files:
        empty = place.listing_complete and place.settings.gated is Gate.NO
        return (Openness.CLOSED, "it holds no data files") if empty else (Openness.UNKNOWN, "its files were not seen")
    words = set(re.split(r"[^a-z0-9]+", f"{place.ref.name.rpartition('/')[2]} {place.ref.branch}".lower()))
    if words & _SAMPLE:
        return Openness.SAMPLE, "it is a sample by its name"
    if place.settings.gated is Gate.UNKNOWN:
        return Openness.GATE_UNKNOWN, "the host did not tell whether it is gated"
    if any(path.endswith(".py") for path in files) and all(path.endswith((".py", ".txt", ".sh")) for path in files):
        return Openness.ELSEWHERE, "it holds a loading script for files that lie elsewhere"
    return _by_size(place, files)


def _by_size(place: Place, files: tuple[str, ...]) -> tuple[Openness, str]:
    told = {file.path: file.size for file in place.listing}
    sizes = [size for path in files if (size := told[path]) is not None]
    if place.listing_complete and len(sizes) == len(files) and sum(sizes) < LEAST:
        return Openness.UNKNOWN, f"its files hold {sum(sizes)} bytes in all, too few to train with"
    return Openness.OPEN, "its files are listed and it has no gate"
