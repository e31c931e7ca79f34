"""Does the model carry machine-readable metadata?"""

from __future__ import annotations

from typing import Final

from pydantic import JsonValue

from auditor.answers import Answer, Citation, yes
from auditor.card import FrontMatterState
from auditor.checks import check
from auditor.evidence import Evidence, Place
from auditor.findings.listing import first
from auditor.findings.look import in_words, look, present
from auditor.reading.traits import Trait

USUAL: Final = (
    "license",
    "datasets",
    "language",
    "pipeline_tag",
    "library_name",
    "base_model",
    "metrics",
    "model-index",
)
ENOUGH: Final = 3
"""Usual keys that front matter must have to describe a model to a machine."""
CONFIGS: Final = ("config.json", "model_index.json")
REMEDY: Final = (
    "Put license, language, datasets, pipeline_tag and library_name into the front matter at the top of README.md."
)


@check(
    question="Is there machine-readable metadata about the model?",
    method="We read the front matter of the card and count the usual keys that have a value: license, datasets, "
    "language, pipeline_tag, library_name, base_model, metrics and model-index. Three are enough; fewer, or a "
    "config.json alone, are a part.",
    remedy=REMEDY,
    limits="Whether the values are true is not judged. What the host adds by itself, such as a task that it infers, "
    "does not count.",
)
def model_metadata_present(evidence: Evidence) -> Answer:
    """Yes; no with value `some` for fewer keys or a configuration alone."""
    place = present(evidence)
    keys = _keys(place)
    config = first(place, _is_config) if place else ""
    cited = _cited(place, keys, config)
    if len(keys) >= ENOUGH:
        also = f", and {config} is listed" if config else ""
        return yes(f"The front matter states {in_words(keys, limit=8)}{also}.", *cited)
    # The front matter decides; where it has nothing, the list tells whether a configuration is there.
    seen = look(evidence, files=not keys)
    parts = [
        *([f"the front matter states only {in_words(keys)}"] if keys else []),
        *([f"{config} is listed"] * bool(config)),
    ]
    if parts:
        sentence = in_words(parts)
        return seen.deny(f"{sentence[:1].upper()}{sentence[1:]}.", *cited, value="some", remedy=REMEDY)
    return seen.deny("The card has no front matter with a usual key, and no config.json is listed.", remedy=REMEDY)


def _keys(place: Place | None) -> tuple[str, ...]:
    front = place.card.front_matter if place and place.card else None
    if front is None or front.state is not FrontMatterState.READ:
        return ()
    return tuple(key for key in USUAL if _says_something(front.values.get(key)))


@Trait
def _is_config(path: str) -> bool:
    return path in CONFIGS


def _says_something(value: JsonValue) -> bool:
    found = value if isinstance(value, list) else [value]
    return any(one not in (None, "", {}, []) and (not isinstance(one, str) or bool(one.strip())) for one in found)


def _cited(place: Place | None, keys: tuple[str, ...], config: str) -> tuple[Citation, ...]:
    if place is None:
        return ()
    lines = place.card.front_matter.lines if place.card else {}
    cited = (place.cite_card(f"States {in_words(keys, limit=8)}", lines.get(keys[0], 0)),) if keys else ()
    return (*cited, *((place.cite_file(config, "The configuration"),) if config else ()))
