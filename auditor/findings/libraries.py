"""Which public library runs a model, and whether the card shows code that does."""

from __future__ import annotations

import re
from typing import Final

from auditor.answers import Citation
from auditor.card import Mention, Where, as_name
from auditor.evidence import Evidence, Place
from auditor.findings.claims import mentions
from auditor.findings.listing import first, having, weights
from auditor.findings.look import cue_lines, present
from auditor.findings.once import once
from auditor.reading.files import is_gguf
from auditor.reading.named_data import word_set
from auditor.reading.traits import Trait
from auditor.record import Record
from auditor.rules import NameKind

_PUBLIC: Final = word_set(
    "transformers diffusers timm sentence-transformers nemo mamba_ssm mamba-ssm peft adapter-transformers adapters"
    " open_clip open-clip keras keras-hub keras-nlp tf-keras flair spacy fairseq espnet speechbrain asteroid"
    " pyannote-audio stanza setfit span-marker fastai paddlenlp paddleocr mlx mlx-lm optimum litgpt stable-baselines3"
    " sklearn ultralytics detectron2 mmdetection fasttext gliner unimol allennlp bertopic xtuner"
)
"""The Hub's names of libraries that hold the code of the architectures they load, in public."""
_CONFIGS: Final = {
    "model_index.json": "diffusers",
    "adapter_config.json": "peft",
    "modules.json": "sentence-transformers",
    "open_clip_config.json": "open_clip",
    "config.json": "",
}
"""Configurations at the root -> the one library that writes such; several write a `config.json`."""
_WRITTEN: Final = re.compile(r"generation_config\.json|modell?ing_\w+\.py")
"""What only Transformers reads, beside its config.json."""
_RUNS: Final = frozenset(
    as_name(one)
    for one in (
        *("Transformers", "Diffusers", "Sentence Transformers", "OpenCLIP", "Keras", "Flair", "spaCy", "Optimum"),
        *("vLLM", "SGLang", "llama.cpp", "llama.cpp (organization)", "text-generation-inference"),
    )
)
"""Known names (vocabulary) of tools that are there to load a model and run it."""
_RUNS_TOO: Final = frozenset(
    as_name(one)
    for one in (
        *("PEFT", "NeMo", "fairseq", "ESPnet", "SpeechBrain", "FastChat", "LitGPT", "unsloth", "Stable-Baselines3"),
    )
)
"""Tools that train as well: in code they count below words on use only."""
_USE: Final = frozenset({"inference", "usage", "demo"})
_NO_USE: Final = frozenset({"training", "pretraining", "fine_tuning", "alignment", "training_code"})
_CITED: Final = frozenset({"citation", "acknowledgement"})


class Library(Record):
    """A public library that holds the model's architecture and runs it: its name and who says so."""

    name: str
    citation: Citation
    shown: bool
    """Something beside the name shows it: a configuration for it, or code that loads the model with it."""


@once
def library(evidence: Evidence) -> Library | None:
    """The public library with which the model is loaded: front matter, host, tags, code on the card, file format."""
    place = present(evidence)
    if place is None or place.snapshot is None:
        return None
    code = snippets(evidence)
    stated = _stated(place)
    if stated and (code or config_file(place) or place.snapshot.profile.architectures):
        return Library(name=stated[0], citation=stated[1], shown=True)
    if code:
        cited = place.cite_card(f"Loads the model with {code[0].name}", code[0].line)
        return Library(name=code[0].name, citation=cited, shown=True)
    if written := _by_format(place):
        return written
    return Library(name=stated[0], citation=stated[1], shown=False) if stated else None


def _by_format(place: Place) -> Library | None:
    """The library that alone writes a file of this name or kind."""
    if converted := next((path for path in weights(place) if is_gguf(path)), ""):
        cited = place.cite_file(converted, "Weights in the format of llama.cpp")
        return Library(name="llama.cpp", citation=cited, shown=True)
    path = config_file(place)
    written = first(place, _is_written_for_transformers)
    if path == "config.json" and written:
        cited = place.cite_file(written, "Written for Transformers")
        return Library(name="transformers", citation=cited, shown=True)
    if name := _CONFIGS.get(path, ""):
        return Library(name=name, citation=place.cite_file(path, f"Written by {name}"), shown=True)
    return None


def _stated(place: Place) -> tuple[str, Citation] | None:
    """The library that front matter, host or tags name, where it is a public one."""
    card, profile = place.card, place.snapshot.profile if place.snapshot else None
    for name in card.front_matter.strings("library_name") if card else ():
        if name.lower() in _PUBLIC and card:
            return name, place.cite_card(f"library_name: {name[:40]}", card.front_matter.lines.get("library_name", 0))
    if profile and profile.library.lower() in _PUBLIC:
        return profile.library, place.cite(f"The host names the library {profile.library}")
    for tag in profile.tags if profile else ():
        if tag.lower() in _PUBLIC:
            return tag, place.cite(f"Tag {tag}")
    return None


def config_file(place: Place) -> str:
    """The file at the root with which a library builds the model; empty where none is listed."""
    names = [file.path for file in having(place, _is_config)]
    return next((name for name in _CONFIGS if name in names), "")


@Trait
def _is_config(path: str) -> bool:
    return path in _CONFIGS


@Trait
def _is_written_for_transformers(path: str) -> bool:
    return bool(_WRITTEN.fullmatch(path))


@once
def snippets(evidence: Evidence) -> tuple[Mention, ...]:
    """Lines of the card's code blocks that name a tool which loads a model; those below words on use come first."""
    place = present(evidence)
    if place is None or place.snapshot is None:
        return ()
    own = as_name(place.snapshot.profile.library)
    found: list[Mention] = []
    for kind in (NameKind.LIBRARY, NameKind.FRAMEWORK):
        for one in mentions(place.card, kind):
            name = as_name(one.name)
            if one.where is not Where.CODE or {*one.cues, *one.heading_cues} & _CITED:
                continue
            plain = name in _RUNS and not set(one.heading_cues) & _NO_USE
            if plain or (name in _RUNS | _RUNS_TOO and (_on_use(one) or name == own)):
                found.append(one)
    return tuple(sorted(found, key=lambda one: (not _on_use(one), one.line)))


def _on_use(mention: Mention) -> bool:
    return bool({*mention.cues, *mention.heading_cues} & _USE)


def unread_use(evidence: Evidence) -> tuple[str, ...]:
    """A gap for a section on use in which no known tool was seen: code of other tools in it would not be told."""
    card = place.card if (place := present(evidence)) else None
    lines = cue_lines(card, "usage", "inference") & {heading.line for heading in card.headings} if card else set()
    return (f"whether the card's section on use (line {min(lines)}) holds code was not seen",) if lines else ()


def unread_config(evidence: Evidence) -> tuple[str, ...]:
    """A gap for a configuration of which the host did not tell what library and class it names."""
    place = present(evidence)
    path = config_file(place) if place else ""
    told = bool(place and place.snapshot and place.snapshot.profile.library)
    return (f"which library {path} is for was not told",) if path == "config.json" and not told else ()
