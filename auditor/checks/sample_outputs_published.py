"""Are examples of the model's outputs published?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from auditor.answers import Answer, Citation, yes
from auditor.checks import check
from auditor.evidence import Evidence, Place
from auditor.findings.listing import having
from auditor.findings.look import cue_lines, in_words, look, present
from auditor.reading.traits import Trait

GROUP: Final = "sample_outputs"
"""The vocabulary's cue group of phrases for examples of outputs."""
MEDIA: Final = re.compile(r"\.(png|jpe?g|webp|gif|mp4|webm|wav|mp3|flac|ogg)$", re.IGNORECASE)
TEXTS: Final = re.compile(r"\.(txt|jsonl?|csv|tsv|md|html)$", re.IGNORECASE)
SAMPLES: Final = frozenset(
    {"sample", "samples", "output", "outputs", "generated", "generation", "generations", "example", "examples"}
)
GENERATED: Final = frozenset({"generated", "generations", "predictions"})
NOT_OUTPUTS: Final = frozenset(
    {"input", "inputs", "loss", "plot", "curve", "logo", "banner", "chart", "config", "prompt", "prompts", "code"}
    | {"architecture", "benchmark", "results", "instance", "train", "training", "dataset", "data", "eval", "metrics"}
)
MAKES_MEDIA: Final = frozenset(
    {"text-to-image", "image-to-image", "unconditional-image-generation", "text-to-video", "text-to-audio"}
    | {"text-to-speech", "image-to-video"}
)
REMEDY: Final = (
    "Show outputs on the card below a heading such as Sample outputs, or put them into a folder samples beside the "
    "weights; for pictures and sound add `widget` entries with their `output` to the front matter."
)


@check(
    question="Are examples of the model's outputs published?",
    method="We look for headings of the card that speak of sample outputs, for pictures, sound and texts whose path "
    "calls them samples, outputs or generated, and for front matter with a widget beside pictures or sound in the "
    "repository of a model that makes such.",
    remedy=REMEDY,
    limits="We do not see what stands below a heading, nor whether a file was made by this model. Examples in a code "
    "block without such a heading, and pictures whose names tell nothing, are not recognized.",
)
def sample_outputs_published(evidence: Evidence) -> Answer:
    """Yes with the heading or the file; unknown where a sentence or a nameless picture may be one."""
    place = present(evidence)
    found = next(_found(place), None) if place else None
    if found:
        return yes(*found)
    seen = look(evidence)
    leads = tuple(_unclear(place)) if place else ()
    seen = seen.lacking(*(gap for gap, _ in leads))
    sentence = f"We looked at {in_words(seen.seen)} and found no examples of outputs."
    return seen.deny(sentence, *(cited for _, cited in leads), remedy=REMEDY)


def _found(place: Place) -> Iterator[tuple[str, Citation]]:
    headed = cue_lines(place.card, GROUP) & _headings(place)
    if headed:
        yield "The card has a section of sample outputs.", place.cite_card("Sample outputs", min(headed))
    for file in having(place, _is_sample):
        if file.size != 0:
            yield f"The repository holds {file.path}.", place.cite_file(file.path, "Sample of the outputs")
    line = place.card.front_matter.lines.get("widget", 0) if place.card else 0
    if line and _makes_media(place) and (path := next(_media(place), "")):
        sentence = f"The front matter has a widget, and the repository holds {path}."
        yield sentence, place.cite_card("The widget's entries", line)


def _unclear(place: Place) -> Iterator[tuple[str, Citation]]:
    spoken = cue_lines(place.card, GROUP) - _headings(place)
    if spoken:
        gap = f"line {min(spoken)} of the card speaks of sample outputs, and whether it shows them is not told"
        yield gap, place.cite_card("Speaks of sample outputs", min(spoken))
    if _makes_media(place) and (path := next(_media(place), "")):
        yield f"whether {path} is an output is not told by its name", place.cite_file(path, "May be an output")


def _headings(place: Place) -> frozenset[int]:
    return frozenset(heading.line for heading in place.card.headings) if place.card else frozenset()


def _words(path: str) -> frozenset[str]:
    return frozenset(re.split(r"[^a-z]+", path[-300:].lower()))


@Trait
def _is_sample(path: str) -> bool:
    """A picture or sound in a folder or by a name of samples; a text only where it is called generated."""
    words = _words(path)
    if words & NOT_OUTPUTS:
        return False
    if MEDIA.search(path):
        return bool(words & SAMPLES)
    return bool(TEXTS.search(path)) and bool(words & GENERATED)


@Trait
def _is_picture_or_sound(path: str) -> bool:
    """A picture or sound, but for what is no output by its name."""
    return bool(MEDIA.search(path)) and not _words(path) & NOT_OUTPUTS


def _makes_media(place: Place) -> bool:
    profile = place.snapshot.profile if place.snapshot else None
    front = place.card.front_matter if place.card else None
    told = {*(profile.tags if profile else ()), *((profile.task,) if profile else ())}
    told |= {*front.strings("pipeline_tag"), *front.strings("tags")} if front else set()
    return bool({one.lower() for one in told} & MAKES_MEDIA)


def _media(place: Place) -> Iterator[str]:
    for file in having(place, _is_picture_or_sound):
        if file.size != 0:
            yield file.path
