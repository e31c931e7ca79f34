"""What a derivative takes from its base models: possible states on both sides, joined by the tables of the criteria."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Final

from auditor.answers import Answer, Outcome, not_applicable, unknown
from auditor.card import Role, Where, as_name
from auditor.evidence import Evidence
from auditor.findings.listing import having, weights
from auditor.findings.look import cue_lines, look, present
from auditor.findings.once import once
from auditor.reading.files import is_gguf, is_merge_recipe
from auditor.rules import NameKind


class State(IntEnum):
    """How much is there; the worst of several counts, so the order matters."""

    NOTHING = 0
    SOME = 1
    ALL = 2


States = frozenset[State]
"""The states that what was seen leaves possible: one where it is known, all three where nothing is."""

ANY: Final[States] = frozenset(State)

_FORMATS: Final = frozenset(
    {
        "bf16",
        "fp16",
        "fp32",
        "fp8",
        "f16",
        "f32",
        "hf",
        "gguf",
        "onnx",
        "openvino",
        "mlx",
        "tensorrt",
        "trt",
        "safetensors",
    }
    | {"smashed", "quantized", "quantised", "quant", "ov", "coreml", "ct2", "llamafile", "bits", "bit", "int"}
)
_QUANTIZED: Final = re.compile(
    r"(^|[-_.])(gptq|awq|exl2|aqlm|hqq|gguf|ggml|quanto|nf4|bnb|w[48]a(16|8)|int[1-8](bits?)?|[1-8]-?bits?)([-_.]|$)"
)
_MADE_FROM: Final = frozenset({"derivation", "fine_tuning", "alignment", "built_on"})
_OF_OTHERS: Final = frozenset(
    {"comparison", "acknowledgement", "citation", "usage", "inference", "demo", "evaluation", "example_data", "license"}
    | {"code", "data", "community"}
)
_UNTRAINED: Final = frozenset({"quantized", "quantised", "merge", "conversion", "converted"})
_TRAINED: Final = frozenset({"finetune", "finetuned", "fine-tune", "adapter"})


@once
def relations(evidence: Evidence) -> frozenset[str]:
    """The relations to base models that card, tags and files state, in lower case (`finetune`, `merge`)."""
    return frozenset(link.note.lower() for link, _ in evidence.linked(Role.BASE_MODEL) if link.note)


def is_merge(evidence: Evidence) -> bool:
    """True where the relation, the tags or a merge recipe among the files say so."""
    place = present(evidence)
    tags = {tag.lower() for tag in place.snapshot.profile.tags} if place and place.snapshot else set()
    recipe = place is not None and bool(having(place, is_merge_recipe))
    return "merge" in relations(evidence) or bool(tags & {"merge", "mergekit"}) or recipe


@once
def untrained(evidence: Evidence) -> str:
    """What was done instead of training (`quantization`, `merge`), empty for a model with a training of its own.

    Only a model with a base can have none. A stated fine-tune or adapter outweighs tags and files, but not a name
    that is the base's own with a format or a number of bits behind it: hosts write `finetune` where nobody said what.
    """
    stated = relations(evidence)
    if evidence.base_ids and "adapter" not in stated and (kind := evidence.by_id(_named_after, evidence.base_ids)):
        return kind
    if not evidence.base_ids or stated & _TRAINED:
        return ""
    if stated & {"quantized", "quantised"}:
        return "quantization"
    if is_merge(evidence):
        return "merge"
    if stated & _UNTRAINED:
        return "conversion"
    place = present(evidence)
    found = weights(place) if place and place.listing_complete else ()
    return "conversion" if found and all(is_gguf(path) for path in found) else ""


def _named_after(model_id: str, base_ids: tuple[str, ...]) -> str:
    """`quantization` or `conversion` where the name is a base's with nothing but such words added, else empty."""
    own = re.split(r"[-_.\s]+", model_id.rpartition("/")[2].lower())
    for base in base_ids:
        theirs = re.split(r"[-_.\s/]+", base.lower())
        added = [word for word in own if word not in theirs]
        whole = set(re.split(r"[-_.\s]+", base.rpartition("/")[2].lower())) <= set(own)
        bits = {"bit", "bits"} & set(added)  # `4-bit` is two words
        plain = (word in _FORMATS or is_quantized_name(word) or (word.isdigit() and bits) for word in added)
        if added and whole and all(plain):
            return "quantization" if is_quantized_name("-".join(added)) else "conversion"
    return ""


def _begins_with(model_id: str, name: str) -> bool:
    return as_name(model_id.rpartition("/")[2]).startswith(as_name(name))


def is_quantized_name(name: str) -> bool:
    """True for a name that tells a quantization: a method, or a number of bits (`-gptq`, `-int4`, `-4-bit`)."""
    return bool(_QUANTIZED.search(name.lower()))


def states_of(answer: Answer | None, partial: Iterable[str]) -> States:
    """A base model's answer as states; one that is lacking or unknown leaves all of them possible."""
    if answer is None or answer.outcome in {Outcome.UNKNOWN, Outcome.NOT_APPLICABLE}:
        return ANY
    if answer.outcome is Outcome.YES:
        return frozenset({State.ALL})
    return frozenset({State.SOME if answer.value in set(partial) else State.NOTHING})


@once
def unnamed_base(evidence: Evidence) -> int:
    """The card's line that says the model was made from another where none is named by its id; 0 where none does."""
    card = place.card if (place := present(evidence)) else None
    if card is None or evidence.base_ids:
        return 0
    named = [one for one in card.mentions if one.kind is NameKind.MODEL]
    # A sentence that names the model's own family beside another compares the two.
    beside = {one.line for one in named if evidence.by_id(_begins_with, one.name)}
    told = {
        one.line
        for one in named
        if one.where in {Where.PROSE, Where.LIST, Where.TABLE}
        and one.line not in beside
        and set(one.cues) & _MADE_FROM
        and not set(one.cues) & _OF_OTHERS
    }
    return min((cue_lines(card, "built_on") | told) - cue_lines(card, "placeholder"), default=0)


def no_base(evidence: Evidence, remedy: str) -> Answer:
    """The answer about base models where none is stated: that the question does not apply, or that one was unseen."""
    seen = look(evidence, files=False)
    if line := unnamed_base(evidence):
        place = present(evidence)
        cited = (place.cite_card("Made from another model", line),) if place else ()
        return unknown("The card says that the model was made from another, which it does not name by its id.", *cited)
    if present(evidence) is None or not seen.whole:
        return seen.untold(remedy=remedy)
    return not_applicable("No base model is stated.")


def worst_base(evidence: Evidence, check: str, partial: Iterable[str]) -> States | None:
    """The states that the worst of the base models may have, None for a model without one that is named by its id."""
    if not evidence.base_ids:
        return None
    accepted = tuple(partial)
    worst: States = frozenset({State.ALL})
    for base in evidence.base_ids:
        states = states_of(evidence.bases.get(base, {}).get(check), accepted)
        worst = frozenset(min(one, other) for one in worst for other in states)
    return worst


def joined(own: States, base: States | None, table: Mapping[tuple[State, State], State]) -> States:
    """All results that the table gives for the possible pairs; without a base the own states stand."""
    return own if base is None else frozenset(table[one, other] for one in own for other in base)


TRAINING_DATA: Final[Mapping[tuple[State, State], State]] = {
    (State.ALL, State.ALL): State.ALL,
    (State.ALL, State.SOME): State.SOME,
    (State.ALL, State.NOTHING): State.SOME,
    (State.SOME, State.ALL): State.SOME,
    (State.SOME, State.SOME): State.SOME,
    (State.SOME, State.NOTHING): State.SOME,
    (State.NOTHING, State.ALL): State.SOME,
    (State.NOTHING, State.SOME): State.NOTHING,
    (State.NOTHING, State.NOTHING): State.NOTHING,
}
"""Own training data x the base's -> both together."""
