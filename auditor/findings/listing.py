"""What lies in a place, by what its paths tell: the whole list is looked through once for all that is asked of it."""

from __future__ import annotations

from auditor.evidence import File, Place
from auditor.reading.files import NEAR_ZERO, in_checkpoint_folder, is_named_as_weights
from auditor.reading.traits import Trait, how_many, traits_of


def having(place: Place, *traits: Trait) -> tuple[File, ...]:
    """The listed files that have any of these traits, in the order of the list."""
    snapshot = place.snapshot
    if snapshot is None or not snapshot.files:
        return ()
    key = ("traits", how_many())
    if key not in snapshot.worked_out:
        each = [traits_of(file.path) for file in snapshot.files]
        together = 0
        for bits in each:
            together |= bits
        snapshot.worked_out[key] = (together, each)
    together, each = snapshot.worked_out[key]
    wanted = 0
    for trait in traits:
        wanted |= trait.bit
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
