"""What lies in a place, by what its paths tell: the whole list is looked through once for all that is asked of it."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, Final

from auditor.evidence import File, Place
from auditor.reading.files import NEAR_ZERO, in_checkpoint_folder, is_named_as_weights
from auditor.reading.traits import Trait, how_many, traits_of

_TRAITS: Final = "traits"
_NONE: Final[tuple[int, int, list[Any]]] = (0, 0, [])


def having(place: Place, *traits: Trait) -> tuple[File, ...]:
    """The listed files that have any of these traits, in the order of the list."""
    snapshot = place.snapshot
    if snapshot is None or not snapshot.files:
        return ()
    many, together, each = snapshot.worked_out.get(_TRAITS, _NONE)
    if many != how_many():
        each = [traits_of(file.path) for file in snapshot.files]
        together = reduce(or_, each)
        snapshot.worked_out[_TRAITS] = how_many(), together, each
    wanted = traits[0].bit if len(traits) == 1 else reduce(or_, [trait.bit for trait in traits])
    if not together & wanted:
        return ()
    return tuple([file for file, bits in zip(snapshot.files, each, strict=True) if bits & wanted])


def first(place: Place, *traits: Trait) -> str:
    """The path of the first of them, empty for none."""
    found = having(place, *traits)
    return found[0].path if found else ""


def weights(place: Place) -> tuple[str, ...]:
    """The paths of the weights outside checkpoint folders, in the order of the listing."""
    return tuple(
        [
            file.path
            for file in having(place, is_named_as_weights)
            if (file.size is None or file.size >= NEAR_ZERO) and not in_checkpoint_folder(file.path)
        ]
    )
