"""Identify a license text: by how near it is to the texts we hold sketches of, and by phrases that only it contains."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from auditor.reading.fingerprints import Sketch, distance, normal, sketch_of, unpacked
from auditor.record import Record
from auditor.rules import Fingerprints, Licenses, Rules, Standing

NEAR: Final = 0.25
"""A text as near as this is that license: appendices left out and names filled in stay below it."""
MOSTLY: Final = 0.5
"""Beyond this most of a text is something else: phrases of an open license in it do not make it one."""


class Identified(Record):
    """What a text is. `id` is empty where it is not recognised, or where it is changed so that it cannot be told."""

    id: str = ""
    distance: float | None = None
    """From the text of `id`, 0.0 to 1.0; None where we hold no sketch of it, and for a notice that only names it."""
    restricts: str = ""
    """A limiting phrase that was added to the text of an open license."""


@lru_cache(maxsize=4)
def _sketches(fingerprints: Fingerprints) -> Mapping[str, Sketch]:
    return {one.id: unpacked(one) for one in fingerprints.licenses}


def identify(text: str, rules: Rules) -> Identified:
    """The license whose text this is.

    A text that holds the phrases of a restricted license, or of one of which we hold no sketch, is that license
    whatever else it holds. Otherwise the nearest one counts; then the one with the most matched phrases, because a
    modified license (BSD-3-Clause over BSD-2-Clause) repeats the text of the one it extends.
    """
    words, licenses = normal(text), rules.licenses
    told, restricted = _by_phrases(words, licenses)
    sketches, own = _sketches(rules.fingerprints), sketch_of(text) if words.strip() else frozenset()
    far = {one: distance(own, sketch) for one, sketch in sketches.items()} if own else {}
    nearest = min(far, key=lambda one: (far[one], one), default="")
    near = bool(nearest) and far[nearest] <= NEAR
    told_first = restricted or (told and (told not in far or far[told] <= far[nearest]))
    chosen = told if told_first or not near else nearest
    if not chosen:
        return Identified()
    away = far.get(chosen)
    whole = _length(chosen, rules.fingerprints)
    if away is not None and away > NEAR and len(words.split()) < whole / 2:
        return Identified(id=chosen)  # a notice that names the license, not its text
    free = licenses.standing(chosen) in {Standing.OSI, Standing.OPEN}
    if free and away is not None and away > MOSTLY and len(words.split()) > whole:
        return Identified(distance=round(away, 2))
    added = _added(chosen, words, rules) if away is not None else ""
    if added and free:
        return Identified(distance=round(away or 0.0, 2), restricts=added)
    return Identified(id=chosen, distance=None if away is None else round(away, 2))


def _by_phrases(words: str, licenses: Licenses) -> tuple[str, bool]:
    best, weight = "", (False, 0)
    for license_ in licenses.licenses:
        phrases = [normal(phrase) for phrase in license_.phrases]
        if phrases and all(phrase in words for phrase in phrases):
            found = (license_.standing is Standing.RESTRICTED, sum(len(phrase) for phrase in phrases))
            if found > weight:
                best, weight = license_.id, found
    return best, weight[0]


def _length(license_id: str, fingerprints: Fingerprints) -> int:
    return next((one.words for one in fingerprints.licenses if one.id == license_id), 0)


def _added(license_id: str, words: str, rules: Rules) -> str:
    held = next((one.holds for one in rules.fingerprints.licenses if one.id == license_id), ())
    return next((one for one in rules.licenses.restrictions if one not in held and normal(one) in words), "")
