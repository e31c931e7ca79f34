"""What a model's card, tags and files state about the license of its weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from auditor.answers import Answer, Citation
from auditor.card import Role, Where, as_name
from auditor.evidence import Evidence, Place
from auditor.findings.listing import having
from auditor.findings.look import cue_lines, linked_once, present
from auditor.findings.names import same_owner
from auditor.findings.once import once
from auditor.reading.files import is_license_text
from auditor.record import Record
from auditor.rules import License, Licenses, NameKind, Standing

_MODEL_FIRST: Final = "model"
_CODE: Final = (Role.CODE, Role.TRAINING_CODE, Role.FINE_TUNING_CODE, Role.INFERENCE_CODE, Role.EVALUATION_CODE)
_NO_CLAIM: Final = frozenset({Where.COMMENT, Where.CODE, Where.BADGE})
_OF_ANOTHER: Final = frozenset(
    {"code", "data", "data_processing", "training_code", "evaluation_code", "comparison", "acknowledgement", "citation"}
    | {"derivation", "not_released", "demo", "of_parts"}
)
WORTH_SAYING: Final = 10
"""Percent by which a license text differs from the known one before a citation says so; names and dates stay below."""


class Statement(Record):
    """One place that states a license. `id` is empty for a text that is not recognised."""

    id: str
    standing: Standing
    where: str
    """Plain words: `the card's front matter`, `the file LICENSE`."""
    citation: Citation


@once
def declared(evidence: Evidence) -> tuple[Statement, ...]:
    """What the card's front matter states about the license, else what the tags state."""
    place = present(evidence)
    if place is None:
        return ()
    licenses = evidence.rules.licenses
    return tuple(_front_matter(place, licenses)) or tuple(_tags(place, licenses))


@once
def spoken(evidence: Evidence) -> tuple[Statement, ...]:
    """The licenses that sentences of the card give the model, each once.

    Sentences about code, data, other works and the base model are left out: their licenses are not the weights'.
    """
    place = present(evidence)
    licenses = evidence.rules.licenses
    found: dict[str, Statement] = {}
    named = [one for one in (place.card.mentions if place and place.card else ()) if one.kind is NameKind.LICENSE]
    for one in named:
        # "Modified MIT License" names one license, not two.
        if any(
            as_name(one.name) in as_name(other.name) != as_name(one.name) for other in named if other.line == one.line
        ):
            continue
        apart = one.where in _NO_CLAIM or set(one.cues) & _OF_ANOTHER
        if place and not apart:
            name = licenses.describe(one.name).name
            cited = place.cite_card(f"Names the {name}", one.line)
            limited = "limits" in one.cues and licenses.standing(one.name) is not Standing.RESTRICTED
            where = f"the card's text, which limits the {name}," if limited else "the card's text"
            found.setdefault(one.name, _statement("" if limited else one.name, where, cited, licenses))
    return tuple(found.values())


@once
def statements(evidence: Evidence) -> tuple[Statement, ...]:
    """All that is stated about the weights' license: front matter, else tags, else sentences; then the license text.

    Beside a declared license sentences are not asked: they tell of siblings more often than they correct it.
    """
    place = present(evidence)
    if place is None:
        return ()
    stated = declared(evidence) or spoken(evidence)
    texts = tuple(_texts(place, evidence.rules.licenses))
    if stated or any(one.id for one in texts):
        return (*stated, *texts)
    return (*_of_repositories(evidence), *_of_bases(evidence, place), *texts)


def _of_bases(evidence: Evidence, place: Place) -> Iterator[Statement]:
    """The base models' license where the card says that the model is under it."""
    line = min(cue_lines(place.card, "same_license"), default=0)
    for base in evidence.base_ids if line else ():
        answer = evidence.bases.get(base, {}).get("weights_licensed")
        if answer and answer.value:
            cited = place.cite_card(f"Takes over the license of {base}", line)
            where = f"the card's text, by the license of {base},"
            yield _statement(answer.value, where, cited, evidence.rules.licenses)


def _of_repositories(evidence: Evidence) -> Iterator[Statement]:
    """The license for the weights that a linked repository of the owner's keeps beside that of its code."""
    for link, place in linked_once(evidence, *_CODE):
        if place is None or link.ref is None or not same_owner(evidence.id, link.ref.name) or not place.snapshot:
            continue
        for one in place.snapshot.read:
            # A repository's other texts are its code's.
            if "model" in one.path.lower() and isinstance(found := one.facts.get("license"), str):
                where = f"the file {one.path} of {place.ref.name}"
                cited = place.cite_file(one.path, _shown(one.facts))
                yield _statement(found, where, cited, evidence.rules.licenses)


@once
def unread_text(evidence: Evidence) -> tuple[str, ...]:
    """A gap for a license text that is listed and was not read."""
    place = present(evidence)
    paths = license_texts(place) if place else ()
    read = {one.path for one in place.snapshot.read} if place and place.snapshot else set()
    return (f"the text of {paths[0]} was not read",) if paths and not read & set(paths) else ()


def own_standing(found: tuple[Statement, ...]) -> Standing | None:
    """How all statements together stand, None for none or for statements that conflict.

    Several licenses of one standing agree. A restricted license beside an open or approved one is a conflict. Beside
    a restricted or open one neither an approved nor an unknown one makes the whole approved; an approved one beside
    an unknown one is unknown.
    """
    standings = {one.standing for one in found}
    if not standings or (Standing.RESTRICTED in standings and standings & {Standing.OSI, Standing.OPEN}):
        return None
    order = (Standing.RESTRICTED, Standing.OPEN, Standing.UNKNOWN, Standing.OSI)
    return next(one for one in order if one in standings)


def restricting_base(evidence: Evidence) -> tuple[str, Answer] | None:
    """A base model under a restricted license, with its answer about the governing license."""
    licenses = evidence.rules.licenses
    for base in evidence.base_ids:
        answer = evidence.bases.get(base, {}).get("weights_licensed")
        if answer and answer.value and licenses.standing(answer.value) is Standing.RESTRICTED:
            return base, answer
    return None


def license_texts(place: Place) -> tuple[str, ...]:
    """Paths of the license texts at the root, one for the model by its name before a plain one."""
    found = [file.path for file in having(place, is_license_text) if file.size != 0]
    return tuple(sorted(found, key=lambda path: (_MODEL_FIRST not in path.lower(), path)))


def _front_matter(place: Place, licenses: Licenses) -> Iterator[Statement]:
    own = tuple(_keyed(place, "license", licenses))
    # `license: other` leaves the name and the address to speak; of these the one that we know.
    further = tuple(one for key in ("license_name", "license_link") for one in _keyed(place, key, licenses))
    known = tuple(one for one in further if one.standing is not Standing.UNKNOWN)
    yield from own or known[:1] or further[:1]


def _keyed(place: Place, key: str, licenses: Licenses) -> Iterator[Statement]:
    front = place.card.front_matter if place.card else None
    for stated in front.strings(key)[:20] if front else ():
        license_id = _by_address(stated, licenses) if key == "license_link" else licenses.resolve(stated)
        if license_id and front:
            citation = place.cite_card(f"{key}: {stated[:80]}", front.lines.get(key, 0))
            yield _statement(license_id, f"the card's {key}", citation, licenses)


def _tags(place: Place, licenses: Licenses) -> Iterator[Statement]:
    profile = place.snapshot.profile if place.snapshot else None
    if profile is None:
        return
    tagged = [tag.partition(":")[2] for tag in profile.tags if tag.startswith("license:")]
    for stated in dict.fromkeys([*([profile.license] if profile.license else []), *tagged]):
        bare = stated.removeprefix("license:")
        if license_id := licenses.resolve(bare):
            yield _statement(license_id, "the repository's tag", place.cite(f"license tag: {bare[:80]}"), licenses)


def _texts(place: Place, licenses: Licenses) -> Iterator[Statement]:
    read = {one.path: one for one in place.snapshot.read} if place.snapshot else {}
    paths = list(dict.fromkeys([*license_texts(place), *(path for path in read if is_license_text(path))]))
    for path in sorted(paths, key=lambda path: (_MODEL_FIRST not in path.lower(), path)):
        facts = read[path].facts if path in read else {}
        if isinstance(found := facts.get("license"), str):
            yield _statement(found, f"the file {path}", place.cite_file(path, _shown(facts)), licenses)
            return


def _shown(facts: Mapping[str, str | tuple[str, ...]]) -> str:
    return "License text" + (f", {_departure(facts)}" if _departure(facts) else "")


def _departure(facts: Mapping[str, str | tuple[str, ...]]) -> str:
    """How a license text differs from the license's own, in words; empty where it does not by more than a name."""
    if limits := facts.get("restricts"):
        return f'that of an open license with a limit added ("{limits}")'
    away = facts.get("distance", "0")
    share = round(100 * float(away)) if isinstance(away, str) else 0
    return f"{share} % of it unlike the license's own" if share > WORTH_SAYING else ""


def _statement(license_id: str, where: str, citation: Citation, licenses: Licenses) -> Statement:
    standing = licenses.standing(license_id) if license_id else Standing.UNKNOWN
    return Statement.made({"id": license_id, "standing": standing, "where": where, "citation": citation})


def _by_address(stated: str, licenses: Licenses) -> str | None:
    """The license whose page this is. A link to anything else names no license."""
    plain = _address(stated)
    known = {_address(one.url): one.id for one in licenses.licenses if one.url}
    return known.get(plain)


def _address(url: str) -> str:
    plain = url.strip().lower()
    return plain.partition("://")[2].removeprefix("www.").rstrip("/") or plain


def breaches(license_id: str, licenses: Licenses) -> str:
    """What in a restricted license breaks the Open Source Definition, as one clause; empty where not recorded."""
    found: License = licenses.describe(license_id)
    parts = [
        f"{one.clause[:1].lower()}{one.clause[1:]} (criterion {', '.join(map(str, one.criteria))})"
        for one in found.breaches
    ]
    return "; ".join(parts)


def governing(evidence: Evidence) -> Statement | None:
    """The statement that governs as far as the model's own repository tells.

    The text of a license outweighs a tag that names it; where the text was not recognised, the tag stands.
    """
    found = [one for one in statements(evidence) if one.id]
    return found[-1] if found else None
