"""Is the code published with which the reported evaluation was done?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from auditor.answers import Answer, Citation, yes
from auditor.card import Role
from auditor.checks import check
from auditor.evidence import Evidence, Head, Place
from auditor.findings.claims import harnesses, results, tasks_named
from auditor.findings.look import in_words, linked_once, look, present
from auditor.findings.scripts import Code, Fit, Purpose, linked_code, own_code, same_owner

ROLES: Final = (Role.EVALUATION_CODE, Role.CODE, Role.TRAINING_CODE, Role.FINE_TUNING_CODE)
REMEDY: Final = (
    "Publish the scripts or configurations that ran the reported evaluation, in this repository or on GitHub, and link "
    "them from the card below a heading such as Evaluation code. For a public harness, add its version, the task list "
    "and the command line."
)


@check(
    question="Is the code published with which the reported evaluation was done?",
    method="We look for evaluation scripts and configurations in the model's repository and in the linked code "
    "repositories, and tell by their paths, names and owners whether they are this model's. A public harness that is "
    "named or linked together with its tasks or a table of results counts in part; a mention alone does not count.",
    remedy=REMEDY,
    limits="We read file names, not code: whether a script gives the reported numbers is not tried. Results are "
    "no code.",
)
def evaluation_code_published(evidence: Evidence) -> Answer:
    """Yes; no with value `part` (code not told to be this model's) or `harness` (a public one with its tasks)."""
    best: tuple[Code, str, tuple[Citation, ...]] | None = None
    reported = results(evidence)
    details = (*reported, *((one,) if (one := tasks_named(evidence)) else ()))
    for code, where, cited in _code(evidence):
        # A family's code is this model's evaluation where the model reports one, its home's where it speaks of one.
        if code.fit is Fit.OURS or (code.fit is Fit.FAMILY and reported) or code.fit is Fit.HOME:
            return yes(f"{where} holds evaluation code, such as {code.paths[0]}: {code.why}.", *cited)
        best = best or ((code, where, cited) if code.fit is not Fit.FAMILY else None)
    seen = look(evidence, *ROLES)
    if best:
        code, where, cited = best
        sentence = f"{where} holds evaluation code, such as {code.paths[0]}, but not all of this model's: {code.why}."
        return seen.deny(sentence, *cited, value="part", remedy=REMEDY)
    named = harnesses(evidence)
    if named and details:
        names = in_words(name for name, _ in named)
        sentence = f"The public harness {names} is given with tasks or results, but no code of the evaluation was seen."
        return seen.deny(sentence, *(cited for _, cited in named), *details[:2], value="harness", remedy=REMEDY)
    mention = f" {in_words(name for name, _ in named)} is only named, without tasks or results." if named else ""
    sentence = f"We looked at {in_words(seen.seen)}{_and_links(evidence)} and found no evaluation code.{mention}"
    return seen.deny(sentence, *(cited for _, cited in named), remedy=REMEDY)


def _code(evidence: Evidence) -> Iterator[tuple[Code, str, tuple[Citation, ...]]]:
    if place := present(evidence):
        code = own_code(evidence.id, place.listing, Purpose.EVALUATION)
        if code.fit is not Fit.NONE:
            yield code, "The model's own repository", _cited(place, code)
    generic = evidence.rules.vocabulary.generic_repositories
    for link, target in linked_once(evidence, *ROLES):
        if target is None or link.ref is None or not isinstance(target.head, Head):
            continue
        dedicated = link.role is Role.EVALUATION_CODE
        code = linked_code(evidence, link, target, Purpose.EVALUATION, dedicated=dedicated)
        # The evaluation code inside a public tool is a tool for all models, unless it names this one or is its owner's.
        tool = link.ref.name.lower() in generic and not same_owner(evidence.id, link.ref.name)
        if code.fit >= Fit.FAMILY or (code.fit is Fit.OTHER and not tool):
            stated = evidence.cite_link(link, f"Links {link.ref.name}")
            yield code, f"The linked repository {link.ref.name}", (stated, *_cited(target, code))


def _cited(place: Place, code: Code) -> tuple[Citation, ...]:
    return tuple(place.cite_file(path, "Evaluation code") for path in code.paths)


def _and_links(evidence: Evidence) -> str:
    names = [link.ref.name for link, place in linked_once(evidence, *ROLES) if link.ref and place]
    return f", and at {in_words(names)}," if names else ""
