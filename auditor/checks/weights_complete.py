"""Are all shards of the weights there?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from auditor.answers import Answer, no, not_applicable, unknown, yes
from auditor.checks import check
from auditor.evidence import Evidence, Place
from auditor.findings.listing import having, weights
from auditor.findings.look import counted, in_words, listing_gaps, present
from auditor.reading.files import Weights, in_checkpoint_folder, weight_sets
from auditor.reading.traits import Trait

REMEDY: Final = "Upload the missing shards, or remove the index that names them."

ENOUGH: Final = 0.9
"""Of the counted bytes: sizes may be known to three digits only, and tied tensors are counted once or twice."""


@check(
    question="Are the weights complete, with no shard missing?",
    method="Shards are counted by their names (00001-of-00005) and, where an index file was read, compared with the "
    "files that it names. In every folder with weights at least one set must be whole; other formats may be partial. "
    "The sizes of the safetensors files must reach what the host's count of parameters and precision makes.",
    remedy=REMEDY,
    limits="We do not open the weights: that every tensor is in them is not checked. Sizes are compared for "
    "safetensors at the root only.",
    reads=(
        r"^model\.safetensors\.index\.json$",
        r"^pytorch_model\.bin\.index\.json$",
        r"^(transformer|unet)/diffusion_pytorch_model\.safetensors\.index\.json$",
    ),
)
def weights_complete(evidence: Evidence) -> Answer:  # noqa: PLR0911 - one for each way in which they may lack
    """Yes where each folder has a whole set, no with the first missing shards."""
    place = present(evidence)
    if place is None:
        return unknown("The repository could not be read.")
    found = weights(place)
    indexed = _indexed(place)
    sets = weight_sets(found, indexed)
    if not sets:
        gaps = listing_gaps(place, "")
        if gaps:
            return unknown(f"This cannot be told: {in_words(gaps)}.")
        return not_applicable("The repository holds no weight files.")
    broken = tuple(group for group in _folders(sets).values() if not _has_whole(group))
    if not broken and (lacking := _too_small(place)):
        return no(lacking, place.cite_listing("The sizes listed"), place.cite("The host's count"), remedy=REMEDY)
    if not broken and (cut := _cut(place)):
        return unknown(f"Of the shards that {cut} names only a part was read, and of these none is missing.")
    if not broken:
        sentence = f"Of {counted(len(found), 'weight file')} no shard is missing."
        return yes(sentence, *(place.cite_file(path, "Weights") for path in found[:3]))
    missing = next(one.missing for group in broken for one in group if one.missing)
    if gaps := listing_gaps(place, ""):
        return unknown(f"{missing[0]} was not seen, but {in_words(gaps)}.", remedy=REMEDY)
    lacking = in_words(missing, limit=3)
    return no(f"The weights are incomplete: {lacking} missing.", place.cite_listing("The shards listed"), remedy=REMEDY)


def _too_small(place: Place) -> str:
    """Why the files cannot hold all parameters, empty where they can or where that is not known."""
    counted_bytes = place.snapshot.profile.weight_bytes if place.snapshot else None
    files = having(place, _is_safetensors_at_the_root)
    sizes = [file.size for file in files if file.size is not None]
    if not counted_bytes or not files or len(sizes) < len(files) or not place.listing_complete:
        return ""
    if sum(sizes) >= ENOUGH * counted_bytes:
        return ""
    held, wanted = (f"{one / 1e9:,.2f} GB" for one in (sum(sizes), counted_bytes))
    return f"The weights are incomplete: the files hold {held}, the host counts parameters of {wanted}."


@Trait
def _is_safetensors_at_the_root(path: str) -> bool:
    return path.endswith(".safetensors") and "/" not in path


def _indexed(place: Place) -> Mapping[str, tuple[str, ...]]:
    read = place.snapshot.read if place.snapshot else ()
    if not read:
        return {}
    listed = {file.path for file in place.listing}
    found: dict[str, tuple[str, ...]] = {}
    for one in read:
        shards = one.facts.get("shards")
        if isinstance(shards, tuple) and one.path in listed and not in_checkpoint_folder(one.path):
            found[one.path] = shards
    return found


def _cut(place: Place) -> str:
    """The index of which only a part was read, empty where there is none."""
    read = place.snapshot.read if place.snapshot else ()
    return next((one.path for one in read if one.facts.get("cut") and one.path in _indexed(place)), "")


def _folders(sets: tuple[Weights, ...]) -> Mapping[str, list[Weights]]:
    folders: dict[str, list[Weights]] = {}
    for one in sets:
        folders.setdefault(one.folder, []).append(one)
    return folders


def _has_whole(group: list[Weights]) -> bool:
    """A folder is whole by one whole set; beside broken shards a stray file is not the model."""
    broken = any(one.missing for one in group)
    return any(not one.missing and (one.main or not broken) for one in group)
