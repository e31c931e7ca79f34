"""Is the code public that defines the model's architecture?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, Citation, Outcome, yes
from auditor.card import Role
from auditor.checks import check
from auditor.evidence import Evidence, Place
from auditor.findings.components import BESIDE, Component, found
from auditor.findings.holdings import looked_through, nearest
from auditor.findings.libraries import config_file, library, unread_config
from auditor.findings.look import in_words, look, present
from auditor.findings.scripts import Fit

ID: Final = "model_architecture_published"
ROLES: Final = (Role.CODE, Role.INFERENCE_CODE, Role.TRAINING_CODE, Role.FINE_TUNING_CODE)
REMEDY: Final = (
    "Publish the code that builds the model (`modeling_*.py`) beside the weights or in a linked repository, or publish "
    "a config.json that names a class of a public library, and state that library as `library_name`."
)


@check(
    question="Is the code public that defines the model's architecture?",
    method="We look for model code in the model's repository and in the linked repositories of its owner or family, "
    "told by its file names. A configuration for a public library that holds the architecture counts, and so does the "
    "architecture of the base model.",
    remedy=REMEDY,
    limits="We read file names, not code: whether it builds just this model is not tried. A library is taken at its "
    "name, and a derivative is taken to have its base's architecture.",
)
def model_architecture_published(evidence: Evidence) -> Answer:
    """Yes (value `library` for a public library's code); no with value `part` for code not told to be this model's."""
    held = tuple(found(evidence, Component.ARCHITECTURE, roles=ROLES))
    own = next((one for one in held if one.code.why == BESIDE), None)
    if own:
        return yes(f"The model's own repository holds {own.code.paths[0]}.", *own.citations)
    named = _by_library(evidence)
    if named:
        return yes(named[0], *named[1], value="library")
    best = nearest(held)
    if best and best.code.fit >= Fit.FAMILY:
        code = best.code
        return yes(f"{best.where} holds model code, such as {code.paths[0]}: {code.why}.", *best.citations)
    if inherited := _of_base(evidence):
        return inherited
    seen = look(evidence, *ROLES)
    seen = seen.lacking(*unread_config(evidence), *_elsewhere(evidence), *_unjudged(evidence))
    if best:
        sentence = f"{best.where} holds model code, such as {best.code.paths[0]}, but {best.code.why}."
        return seen.deny(sentence, *best.citations, value="part", remedy=REMEDY)
    looked = f"{in_words(seen.seen)}{looked_through(evidence, *ROLES)}"
    sentence = f"We looked at {looked} and found no model code and no public library that holds it."
    return seen.deny(sentence, remedy=REMEDY)


def _by_library(evidence: Evidence) -> tuple[str, tuple[Citation, ...]] | None:
    place, used = present(evidence), library(evidence)
    if place is None or place.snapshot is None or used is None or not used.shown or _is_custom(place):
        return None
    classes, path = place.snapshot.profile.architectures, config_file(place)
    # An adapter changes another model: the architecture is that of its base. Code on the card does not tell one.
    maybe_adapter = bool(evidence.base_ids) and not (classes or path or place.listing_complete)
    if (path == "adapter_config.json" and not classes) or maybe_adapter:
        return None
    if classes:
        shows = f"Names the class {classes[0]}"
        cited = place.cite_file(path, shows) if path else place.cite(shows)
        return f"The configuration names {classes[0]} of the public library {used.name}.", (used.citation, cited)
    also = (place.cite_file(path, "Configuration for the library"),) if path else ()
    return f"The model is loaded with {used.name}, a public library that holds its architecture.", (
        used.citation,
        *also,
    )


def _is_custom(place: Place) -> bool:
    """True where the host says that the configuration points to code outside the library."""
    return bool(place.snapshot) and "custom_code" in (place.snapshot.profile.tags if place.snapshot else ())


def _elsewhere(evidence: Evidence) -> tuple[str, ...]:
    place = present(evidence)
    custom = place is not None and _is_custom(place)
    return ("the configuration points to code of another place, which was not seen",) if custom else ()


def _of_base(evidence: Evidence) -> Answer | None:
    for base in evidence.base_ids:
        answer = evidence.bases.get(base, {}).get(ID)
        if answer and answer.outcome is Outcome.YES:
            sentence = f"The model has the architecture of its base model {base}. {answer.because}"
            return yes(sentence, *answer.citations[:3], value=answer.value)
    return None


def _unjudged(evidence: Evidence) -> tuple[str, ...]:
    """A gap for each base model whose own answer is not known, and for an adapter to a base that nobody names."""
    place = present(evidence)
    if place and not evidence.base_ids and config_file(place) == "adapter_config.json":
        return ("the base model of the adapter is not named",)
    answers = {base: evidence.bases.get(base, {}).get(ID) for base in evidence.base_ids}
    unknown = (base for base, one in answers.items() if one is None or one.outcome is not Outcome.NO)
    return tuple(f"whether the architecture of the base model {base} is public is not known" for base in unknown)
