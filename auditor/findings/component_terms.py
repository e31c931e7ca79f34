"""The license of each component beside the weights: which places hold it, what they state, and which license counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from auditor.answers import Answer, Citation, no, unknown, yes
from auditor.card import CardState, Mention, Role, Where
from auditor.evidence import Evidence, Head, Kind, Link, Missing, Place, Profile, StatedBy
from auditor.findings.datasets import named_links, solitary, unlinked_corpora
from auditor.findings.listing import having
from auditor.findings.look import (
    in_words,
    is_tool,
    link_gaps,
    link_name,
    linked_once,
    listing_gaps,
    look,
    present,
    refusal,
)
from auditor.findings.names import same_family, same_owner
from auditor.findings.once import once
from auditor.findings.scripts import Fit, Purpose, linked_code
from auditor.findings.terms import Statement, statements, unread_text
from auditor.reading.traits import Trait
from auditor.record import Record
from auditor.rules import Licenses, NameKind, Standing

NONE: Final = "none"
"""The value of a component that states no license."""
_DEDICATED: Final = (
    Role.TRAINING_CODE,
    Role.FINE_TUNING_CODE,
    Role.EVALUATION_CODE,
    Role.DATA_PROCESSING_CODE,
    Role.INFERENCE_CODE,
)
_CODE: Final = (*_DEDICATED, Role.CODE)
_STRICTEST_FIRST: Final = (Standing.RESTRICTED, Standing.UNKNOWN, Standing.OPEN, Standing.OSI)
_SCRIPT: Final = re.compile(r"\.(py|ipynb|sh|bash|slurm|c|cc|cpp|cu|h|rs|go|java|jl|js|ts|r|swift)$", re.IGNORECASE)
_LICENSE_FILE: Final = re.compile(r"^([^/]*(licen[cs]e|copying)[^/]*|licenses/.+)$", re.IGNORECASE)
# What the host says where a repository has a license that it does not know.
_NOT_TOLD: Final = frozenset({"noassertion", "other"})
_NO_CLAIM: Final = frozenset({Where.COMMENT, Where.BADGE})
_TUNED: Final = frozenset({"fine_tuning", "alignment"})
_OF_ANOTHER: Final = frozenset({"comparison", "acknowledgement", "citation", "derivation", "not_released"})


class Terms(Record):
    """What one place states of the license of what it holds.

    Where `stated` is empty, `gap` says why that could not be told; without a gap the place states no license.
    """

    name: str
    stated: tuple[Statement, ...] = ()
    gap: str = ""
    citations: tuple[Citation, ...] = ()


@Trait
def is_script(path: str) -> bool:
    """True for source code and notebooks, by their suffix."""
    return bool(_SCRIPT.search(path))


def strictest(found: Iterable[Statement], licenses: Licenses) -> Statement | None:
    """The most restrictive of several statements, None for none.

    Of licenses that stand alike it is the one that the fewest of our named sets hold, so that one license in a set
    does not speak for another outside it.
    """
    stated = tuple(found)
    if len({one.id for one in stated}) < 2:  # noqa: PLR2004
        return stated[0] if stated else None
    sets = [licenses.within(name) for name in licenses.sets]

    def order(one: Statement) -> tuple[int, int, str]:
        return _STRICTEST_FIRST.index(one.standing), sum(one.id in held for held in sets), one.id

    return min(stated, key=order)


def licensed(what: str, terms: tuple[Terms, ...], licenses: Licenses, remedy: str) -> Answer:
    """Several places' terms as one answer: the most restrictive license, `none` where one place states none.

    `what` begins the sentence (`The code`). A place that could not be told makes the whole unknown, without a value:
    what it holds may be more restricted than what was seen.
    """
    cited = tuple(dict.fromkeys(citation for one in terms for citation in _cited(one)))
    silent = [one.name for one in terms if not one.stated and not one.gap]
    if silent:
        verb = "states" if len(silent) == 1 else "state"
        return no(f"{what}: {in_words(silent)} {verb} no license.", *cited, value=NONE, remedy=remedy)
    said = in_words(_said(one, licenses) for one in terms if one.stated)
    gaps = [one.gap for one in terms if not one.stated]
    chosen = strictest((each for one in terms for each in one.stated), licenses)
    if gaps or chosen is None:
        seen = f"{what}: {said}. " if said else ""
        why = in_words(gaps) or "nothing was seen that states a license"
        return unknown(f"{seen}This cannot be told: {why}.", *cited, remedy=remedy)
    several = len({each.id for one in terms for each in one.stated}) > 1
    most = f" The most restrictive is {licenses.describe(chosen.id).name}." if several else ""
    return yes(f"{what}: {said}.{most}", *cited, value=chosen.id)


def _cited(terms: Terms) -> tuple[Citation, ...]:
    return tuple(one.citation for one in terms.stated) or terms.citations


def _said(terms: Terms, licenses: Licenses) -> str:
    return f"{terms.name} is under {in_words(licenses.describe(one.id).name for one in terms.stated)}"


@once
def repository_terms(evidence: Evidence) -> Terms | None:
    """What the model's own repository states for what it holds, None where the repository was not seen."""
    place = present(evidence)
    if place is None:
        return None
    name = "the model's repository"
    # A linked repository's text for the weights says nothing of what lies beside them.
    found = tuple(one for one in statements(evidence) if one.id and one.citation.url.startswith(place.page))
    gaps = (*look(evidence).gaps, *unread_text(evidence))
    unrecognised = [one.where for one in statements(evidence) if not one.id]
    gaps = (*gaps, *(f"{where} holds a text we do not know" for where in unrecognised))
    gap = "" if found else in_words(gaps)
    return Terms.made({"name": name, "stated": found, "gap": gap, "citations": look(evidence).citations})


# -- code ----------------------------------------------------------------------------------------------------------


@once
def code_terms(evidence: Evidence) -> tuple[Terms, ...]:
    """The terms of the model's code: its own repository where that holds scripts, and the linked ones that are its."""
    place, own = present(evidence), repository_terms(evidence)
    found = [own] if place and own and having(place, is_script) else []
    links = tuple(_code_links(evidence))
    found += [_of_code(evidence, link, target) for link, target in links if _belongs(evidence, link, target)]
    if found or not links:
        return tuple(found)
    # Nothing but repositories of others: whether one of them is the model's code, its links do not tell.
    return tuple(
        Terms(
            name=link_name(link),
            gap=f"whether {link_name(link)} is the model's own code is not told",
            citations=(evidence.cite_link(link, f"Links {link_name(link)}", opened=target is not None),),
        )
        for link, target in links
    )


def _code_links(evidence: Evidence) -> Iterator[tuple[Link, Place | None]]:
    """Links to code without public tools, dead links and repositories that hold no code."""
    words = evidence.rules.vocabulary
    for link, place in linked_once(evidence, *_CODE):
        if place and isinstance(place.head, Missing) and not link_gaps(link, place):
            continue
        if place and place.listing_complete and not any(is_script(file.path) for file in place.listing):
            continue
        tool = link.ref is not None and link.ref.name.lower() in words.generic_repositories
        if tool and (place is None or not _fits(evidence, link, place)):
            continue
        if link.ref and is_tool(evidence, link.ref.name):
            continue
        yield link, place


def _belongs(evidence: Evidence, link: Link, place: Place | None) -> bool:
    """True for code of the model's owner, code that a curator or its own paths give to the model.

    A repository of another owner that has the model's name is the model's unless it is a derivative: there it is more
    likely its base's.
    """
    if link.ref is None:
        return link.stated_by is StatedBy.CURATOR or link.role in _DEDICATED
    name = link.ref.name
    if evidence.by_id(same_owner, name) or (link.stated_by is StatedBy.CURATOR and link.role in _DEDICATED):
        return True
    if not evidence.base_ids and evidence.by_id(same_family, name):
        return True
    return place is not None and _fits(evidence, link, place)


def _fits(evidence: Evidence, link: Link, place: Place) -> bool:
    if not isinstance(place.head, Head):
        return False
    evaluates = link.role is Role.EVALUATION_CODE
    trains = link.role in {Role.TRAINING_CODE, Role.FINE_TUNING_CODE}
    return any(
        linked_code(evidence, link, place, purpose, dedicated=dedicated).fit in {Fit.OURS, Fit.FAMILY}
        for purpose, dedicated in ((Purpose.TRAINING, trains), (Purpose.EVALUATION, evaluates))
    )


def _of_code(evidence: Evidence, link: Link, place: Place | None) -> Terms:
    name = link_name(link)
    stated = evidence.cite_link(link, f"Links {name}", opened=place is not None)
    if place is None or isinstance(place.head, Missing):
        return Terms(name=name, gap=in_words(link_gaps(link, place)), citations=(stated,))
    licenses = evidence.rules.licenses
    found = tuple(_by_host(place, licenses)) or tuple(_by_text(place, licenses)) or _spoken(place, licenses, of="code")
    gap = "" if found else _why_not_told(place, name)
    return Terms(name=name, stated=found, gap=gap, citations=(stated, place.cite_listing(f"Files of {name}")))


# -- data ----------------------------------------------------------------------------------------------------------


@once
def data_terms(evidence: Evidence) -> tuple[Terms, ...]:
    """The terms of every dataset that is named as training data; a name without a place cannot be told."""
    found = [_of_data(evidence, link, place) for link, place in named_links(evidence)]
    card = present(evidence)
    home = solitary(evidence)
    for corpus in unlinked_corpora(evidence):
        if card is None:
            continue
        cited = card.cite_card(f"Names {corpus.name}", corpus.line)
        place = home[1] if home and home[0].name == corpus.name else None
        if place and isinstance(place.head, Head):
            found.append(_of_place(evidence, place, corpus.name, cited))
        else:
            gap = f"{corpus.name} is named without a place that we opened"
            found.append(Terms(name=corpus.name, gap=gap, citations=(cited,)))
    return tuple(found)


def _of_data(evidence: Evidence, link: Link, place: Place | None) -> Terms:
    name = link.url[:80] if link.ref is None and "://" not in link.url else link_name(link)
    use = "evaluation" if link.role is Role.EVALUATION_DATA else "training"
    cited = evidence.cite_link(link, f"Names {name} as {use} data", opened=place is not None)
    if place is None:
        gap = f"{name} was not found" if "://" not in link.url else in_words(link_gaps(link, place))
        return Terms(name=name, gap=gap, citations=(cited,))
    if isinstance(place.head, Missing):
        return Terms(name=name, gap=f"the host does not show {name} ({refusal(place.head)})", citations=(cited,))
    return _of_place(evidence, place, name, cited)


def _of_place(evidence: Evidence, place: Place, name: str, cited: Citation) -> Terms:
    licenses = evidence.rules.licenses
    # A repository's license is that of its code: of the data only its README speaks.
    code = place.ref.kind is Kind.REPOSITORY
    found = (() if code else tuple(_by_host(place, licenses))) or _spoken(place, licenses, of="data")
    gap = "" if found else _why_not_told(place, name)
    if not found and not gap and code:
        gap = f"the license of {name} is that of its code"
    return Terms(name=name, stated=found, gap=gap, citations=(cited, place.cite_listing(f"Files of {name}")))


@once
def evaluation_terms(evidence: Evidence) -> tuple[Terms, ...]:
    """The terms of every dataset that is linked for the evaluation."""
    return tuple(_of_data(evidence, link, place) for link, place in linked_once(evidence, Role.EVALUATION_DATA))


# -- what one place states -----------------------------------------------------------------------------------------


def _by_host(place: Place, licenses: Licenses) -> Iterator[Statement]:
    """What front matter, tags and the host itself state, each license once."""
    if place.snapshot is None:
        return
    front = place.card.front_matter if place.card else None
    seen: set[str] = set()
    for key in ("license", "license_name"):
        for stated in front.strings(key)[:20] if front and not seen else ():
            license_id = licenses.resolve(stated)
            if license_id and license_id not in seen and license_id.lower() not in _NOT_TOLD and front:
                seen.add(license_id)
                cited = place.cite_card(f"{key}: {stated[:80]}", front.lines.get(key, 0))
                yield _statement(license_id, "its front matter", cited, licenses)
    if seen:
        return
    tags = (tag.partition(":")[2] for tag in place.snapshot.profile.tags if tag.startswith("license:"))
    for stated in (*tags, place.snapshot.profile.license.removeprefix("license:")):
        license_id = licenses.resolve(stated)
        if license_id and license_id not in seen and license_id.lower() not in _NOT_TOLD:
            seen.add(license_id)
            yield _statement(license_id, "its host", place.cite(f"License: {stated[:80]}"), licenses)


def _by_text(place: Place, licenses: Licenses) -> Iterator[Statement]:
    """What the text of a repository's license is, where the host did not say."""
    for one in place.snapshot.read if place.snapshot else ():
        found = one.facts.get("license")
        if isinstance(found, str) and found and "model" not in one.path.lower():
            yield _statement(found, f"its {one.path}", place.cite_file(one.path, "License text"), licenses)


def _spoken(place: Place, licenses: Licenses, *, of: str) -> tuple[Statement, ...]:
    """The licenses that sentences of a README give its code or its data, each once."""
    found: dict[str, Statement] = {}
    for one in place.card.mentions if place.card else ():
        if one.kind is NameKind.LICENSE and _speaks_of(one, of):
            cited = place.cite_card(f"Names the {licenses.describe(one.name).name}", one.line)
            found.setdefault(one.name, _statement(one.name, "its README", cited, licenses))
    return tuple(found.values())


def _speaks_of(one: Mention, of: str) -> bool:
    cues, other = set(one.cues), "data" if of == "code" else "code"
    if one.where in _NO_CLAIM or cues & _OF_ANOTHER or other in cues:
        return False
    # What was tuned is a model; the license of the code that tuned it is said of the code.
    if cues & _TUNED and "training_code" not in cues:
        return False
    # In a block of code a notice below a heading for the license is one; elsewhere it is mostly an entry to cite.
    if one.where is Where.CODE:
        return of == "code" and "license" in one.heading_cues and "citation" not in one.heading_cues
    return of in cues or (of == "data" and "license" in one.heading_cues)


def _why_not_told(place: Place, name: str) -> str:
    """Why a place's silence about its license does not say that it states none; empty where it does."""
    if _says_other(place):
        return f"{name} states a license without its name"
    if file := next((file.path for file in place.listing if _LICENSE_FILE.match(file.path)), ""):
        read = any(one.path == file for one in place.snapshot.read) if place.snapshot else False
        return f"the text of {file} in {name} is none that we know" if read else f"{file} in {name} was not read"
    if any(one.kind is NameKind.LICENSE and one.where not in _NO_CLAIM for one in _mentions(place)):
        return f"the README of {name} names a license without saying for what"
    state = place.snapshot.card_state if place.snapshot else CardState.NOT_READ
    if state is not CardState.ABSENT and (place.card is None or place.card.problems):
        return f"the README of {name} could not be read"
    return in_words(listing_gaps(place, name))


def _says_other(place: Place) -> bool:
    stated = place.card.front_matter.strings("license") if place.card else ()
    profile = place.snapshot.profile if place.snapshot else Profile()
    told = (*stated, profile.license.removeprefix("license:"))
    return any(one.lower() in _NOT_TOLD for one in told) or "license:other" in profile.tags


def _mentions(place: Place) -> tuple[Mention, ...]:
    return place.card.mentions if place.card else ()


def _statement(license_id: str, where: str, cited: Citation, licenses: Licenses) -> Statement:
    return Statement(id=license_id, standing=licenses.standing(license_id), where=where, citation=cited)
