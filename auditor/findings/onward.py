"""One step further than a model's own links: where the repositories of its owner lead, and where known corpora live."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final

from auditor.answers import Citation
from auditor.card import Card, Mention, Role, Where, as_name
from auditor.evidence import Evidence, Head, Kind, Link, Place, Ref, StatedBy
from auditor.findings.names import same_owner
from auditor.findings.once import once
from auditor.reading.declared import address, ref_of
from auditor.reading.roles import is_public_tool
from auditor.record import Record
from auditor.rules import KnownName, NameKind, Vocabulary

CODE: Final = (Role.EVALUATION_CODE, Role.TRAINING_CODE, Role.FINE_TUNING_CODE, Role.CODE)
MAX_FROM_ONE: Final = 4
"""Places that are opened for what one repository's README leads to."""
_NO_CLAIM: Final = frozenset({Where.COMMENT, Where.CODE, Where.BADGE, Where.HEADING})
"""A heading may hold a model's name, and that a corpus's: `# Small-DPO-UltraFeedback`."""
_OF_TRAINING: Final = frozenset({"training", "pretraining", "fine_tuning", "alignment"})
_OF_OTHERS: Final = frozenset(
    {"comparison", "evaluation", "acknowledgement", "citation", "example_data", "usage", "inference", "not_released"}
    | {"not_trained_on"}
)
_OF_USERS: Final = frozenset({"evaluation", "usage", "inference", "demo", "example_data"})
"""Headings below which a card speaks of what others may do with the model."""


class Onward(Record):
    """A link in the README or the submodules of a repository that the model links, and the place it leads to."""

    via: Place
    link: Link
    place: Place | None

    def cite(self, shows: str) -> Citation:
        """Cite where the link stands: a line of the README, or of `.gitmodules`."""
        if self.link.stated_by is StatedBy.FILE:
            return self.via.cite_file(self.link.path, shows)
        return self.via.cite_card(shows, self.link.line)


@once
def onward(evidence: Evidence, *roles: Role) -> tuple[Onward, ...]:
    """What the READMEs of linked repositories of the model's owner lead to in these roles, each place once."""
    found: dict[str, Onward] = {}
    own = {_key(link.ref) for link in evidence.links}
    for link in evidence.links:
        via = evidence.place_of(link)
        if via is None or not isinstance(via.head, Head):
            continue
        for further in leads_of(evidence.id, evidence.links, via, evidence.rules.vocabulary):
            if further.role in roles and further.ref and _key(further.ref) not in own:
                place = evidence.place_of(further)
                found.setdefault(_key(further.ref), Onward(via=via, link=further, place=place))
    return tuple(found.values())


def places_beyond(
    model_id: str, links: Iterable[Link], card: Card | None, place_of: Callable[[Ref], Place | None], words: Vocabulary
) -> tuple[Ref, ...]:
    """The places to open beyond those that the model links itself, each once.

    `place_of` gives what is held of a linked place.
    """
    stated = tuple(links)
    known = {_key(link.ref) for link in stated}
    found: dict[str, Ref] = {_key(ref): ref for ref in homes(card, stated, words)}
    for ref in {str(link.ref): link.ref for link in stated if link.ref and link.ref.kind is Kind.REPOSITORY}.values():
        if (via := place_of(ref)) and isinstance(via.head, Head):
            for further in leads_of(model_id, stated, via, words):
                if further.ref:
                    found.setdefault(_key(further.ref), further.ref)
    return tuple(ref for name, ref in found.items() if name not in known)


def _key(ref: Ref | None) -> str:
    """A place for comparing: hosts take names in any case, and READMEs write them so."""
    return str(ref).casefold()


def leads_of(model_id: str, links: Iterable[Link], via: Place, vocabulary: Vocabulary) -> Iterator[Link]:
    """Where a repository of the model's owner leads: code that is no public tool, and data named without its owner."""
    if via.ref.kind is not Kind.REPOSITORY or not same_owner(model_id, via.ref.name) or via.snapshot is None:
        return
    bare = {as_name(name) for name in bare_names(links)}
    led: set[str] = set()
    for link in via.snapshot.links:
        if link.ref is None or _key(link.ref) in led or link.ref.name.lower() == via.ref.name.lower():
            continue
        is_code = link.role in CODE and link.ref.kind is Kind.REPOSITORY
        code = is_code and not is_public_tool(link.ref.name, vocabulary, subject=model_id)
        data = link.ref.kind is Kind.DATASET and as_name(link.ref.name.rpartition("/")[2]) in bare
        if code or data:
            led.add(_key(link.ref))
            yield link
            if len(led) == MAX_FROM_ONE:
                return


def bare_names(links: Iterable[Link]) -> tuple[str, ...]:
    """The datasets that are stated by a name without its owner (`web-corpus` for `acme/web-corpus`)."""
    named = (link.ref.name if link.ref else link.url for link in links if link.role is Role.TRAINING_DATA)
    return tuple(dict.fromkeys(one for one in named if "/" not in one))


def homes(card: Card | None, links: Iterable[Link], vocabulary: Vocabulary) -> Iterator[Ref]:
    """Where the corpora live that the card claims, or states by their known names, as the vocabulary tells."""
    stated = {as_name(name) for name in bare_names(links)}
    claimed = {one.name for one in claimed_corpora(card)}
    for name, corpus in vocabulary.corpora.items():
        spoken = name in claimed or not stated.isdisjoint(spellings(corpus))
        if spoken and (ref := home_of(corpus)):
            yield ref


def home_of(corpus: KnownName) -> Ref | None:
    """The dataset on the Hub where a known corpus lives, None where the vocabulary names none."""
    return ref_of(corpus.dataset, Kind.DATASET) if corpus.dataset else None


def spellings(corpus: KnownName) -> frozenset[str]:
    """A corpus's names as plain words."""
    return _spelled(corpus.name, corpus.aliases)


@lru_cache(maxsize=2000)
def _spelled(name: str, aliases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(as_name(one) for one in (name, *aliases))


def claimed_corpora(card: Card | None) -> tuple[Mention, ...]:
    """Known corpora that a card names as training data: in a sentence or below a heading that speaks of training."""
    return _claimed(card, NameKind.CORPUS)


def named_in_words(card: Card | None) -> tuple[Mention, ...]:
    """Names that sentences give to what the model was trained on, beside the known corpora."""
    return _claimed(card, NameKind.DATASET)


def _claimed(card: Card | None, kind: NameKind) -> tuple[Mention, ...]:
    found: dict[str, Mention] = {}
    for mention in card.mentions if card else ():
        own = mention.where not in _NO_CLAIM and not set(mention.cues) & _OF_OTHERS
        about = {*mention.cues, *mention.heading_cues}
        speaks = bool(about & _OF_TRAINING) and not _OF_USERS & set(mention.heading_cues)
        if mention.kind is kind and own and speaks:
            found.setdefault(mention.name, mention)
    return tuple(found.values())


def home_link(ref: Ref, line: int) -> Link:
    """A known corpus's home as a link that the card's line stands for."""
    return Link(
        role=Role.TRAINING_DATA, url=address(ref), ref=ref, stated_by=StatedBy.CARD, line=line, path="README.md"
    )
