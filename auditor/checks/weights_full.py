"""Are these the model's whole weights, and not an adapter, a delta or a quantized copy?"""

from __future__ import annotations

import re
from typing import Final

from auditor.answers import Answer, no, not_applicable, unknown, yes
from auditor.checks import check
from auditor.evidence import Evidence, Place
from auditor.findings.lineage import is_quantized_name, relations
from auditor.findings.listing import having, weights
from auditor.findings.look import card_seen, counted, cue_lines, in_words, listing_gaps, present
from auditor.reading.files import is_adapter, is_full_precision_gguf, is_gguf, weight_sets
from auditor.reading.traits import Trait

ADAPTER_REMEDY: Final = "Publish the merged weights beside the adapter, or in a repository of their own."
DELTA_REMEDY: Final = "Publish the whole weights instead of the difference from the base model."
QUANTIZED_REMEDY: Final = "Publish the weights in the precision in which they were trained, beside the quantized ones."
# A model may be trained in these formats, so that nothing fuller exists.
_NATIVE: Final = frozenset({"fp8", "mxfp4"})


@check(
    question="Are the published weights the full ones?",
    method="The weight files' names tell adapters (LoRA) and GGUF files. The stated relation to the base model, the "
    "configuration's quantization method and the repository's name tell quantized copies; a delta is told by the "
    "repository's name together with the card.",
    remedy=f"{ADAPTER_REMEDY} {QUANTIZED_REMEDY}",
    limits="We do not open the weights. An adapter under a file name of its own is told only by the stated relation.",
)
def weights_full(evidence: Evidence) -> Answer:
    """Yes, or no with value `adapter`, `delta` or `quantized`; not applicable where there are no weights."""
    place = present(evidence)
    if place is None:
        return unknown("The repository could not be read.")
    found = weights(place)
    gaps = listing_gaps(place, "")
    if not found:
        return unknown(f"This cannot be told: {in_words(gaps)}.") if gaps else not_applicable("There are no weights.")
    kind, sentence, remedy = _lesser(evidence, place, found)
    cited = tuple(place.cite_file(path, "Weights") for path in found[:3])
    if not kind:
        return yes(
            f"The {counted(len(found), 'weight file')} seen, such as {found[0]}, can be used without another model.",
            *cited,
        )
    if kind == "delta" and not card_seen(place):
        return unknown("The name speaks of a delta, and the card could not be read.", *cited)
    if gaps:
        return unknown(f"What was seen is no full copy, but {in_words(gaps)}.", *cited, remedy=remedy)
    return no(sentence, *cited, value=kind, remedy=remedy)


def _lesser(evidence: Evidence, place: Place, found: tuple[str, ...]) -> tuple[str, str, str]:
    """What the weights are instead of full ones, why, and what would mend it; three empty strings for full ones."""
    stated = relations(evidence)
    main = any(one.main for one in weight_sets(found, {}))
    others = [path for path in found if not is_adapter(path)]
    config = bool(having(place, _is_adapter_config))
    named = bool(evidence.base_ids) and evidence.by_id(_is_named_adapter)
    loadable = bool(having(place, _makes_loadable))
    root = [path for path in found if "/" not in path]
    only = bool(root) and all(map(is_adapter, root))  # whole models may lie in folders of checkpoints beside it
    if not others or only or (("adapter" in stated or config) and not main) or (named and not loadable):
        return "adapter", "The weights are an adapter, which needs the base model to be of use.", ADAPTER_REMEDY
    if evidence.by_id(_is_named_delta) and (cue_lines(place.card, "delta") or not card_seen(place)):
        return "delta", "The weights are a delta, to be applied to another model's weights.", DELTA_REMEDY
    if why := _quantized(evidence, place, found):
        return "quantized", f"The weights are quantized only: {why}.", QUANTIZED_REMEDY
    return "", "", ""


def _is_named_adapter(model_id: str) -> bool:
    return bool(set(re.split(r"[^a-z0-9]+", model_id.rpartition("/")[2].lower())) & {"adapter", "adapters", "lora"})


def _is_named_delta(model_id: str) -> bool:
    return "delta" in re.split(r"[^a-z0-9]+", model_id.lower())


def _is_named_quantized(model_id: str) -> bool:
    return is_quantized_name(model_id.rpartition("/")[2])


@Trait
def _is_adapter_config(path: str) -> bool:
    return path.rpartition("/")[2] == "adapter_config.json"


@Trait
def _makes_loadable(path: str) -> bool:
    return path in {"config.json", "model_index.json", "params.json"}


def _quantized(evidence: Evidence, place: Place, found: tuple[str, ...]) -> str:
    method = place.snapshot.profile.quantization.lower() if place.snapshot else ""
    named = evidence.by_id(_is_named_quantized)
    stated = bool(relations(evidence) & {"quantized", "quantised"})
    full = any(is_full_precision_gguf(path) for path in found)
    if all(is_gguf(path) for path in found):
        return "" if full else "all weight files are GGUF, none in 16 or 32 bits"
    if method and (method not in _NATIVE or named or stated):
        return f"the configuration tells the method {method[:20]}"
    if stated and not full:
        return "the model is stated to be a quantization of its base"
    return "the repository's name says so" if named and evidence.base_ids and not full else ""
