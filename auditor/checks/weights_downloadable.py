"""Are there weight files that can be downloaded at all?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, no, unknown, yes
from auditor.checks import check
from auditor.evidence import Evidence, Missing, Reason
from auditor.findings.listing import weights
from auditor.findings.look import counted, in_words, listed, look, refusal

REMEDY: Final = "Upload the weights to the model's repository, best as safetensors, and make the repository public."


@check(
    question="Are weight files published in the model's repository?",
    method="We look for files of weight formats (safetensors, bin, gguf, ckpt and others) in the whole file list, "
    "without optimizer states, training arguments, checkpoints and files of near-zero size.",
    remedy=REMEDY,
    limits="We read names and sizes, not the files. Gates, missing shards, adapters and deltas have checks of their "
    "own. Weights that are kept on another host are not seen.",
)
def weights_downloadable(evidence: Evidence) -> Answer:
    """Yes with the files, no for a repository that holds none or that the host refuses."""
    place = evidence.place
    if place is None:
        return unknown("The repository could not be read.", remedy=REMEDY)
    if isinstance(place.head, Missing):
        why = f"The host does not show the repository: {refusal(place.head)}."
        if place.head.reason is Reason.GATED:
            return unknown(why, place.cite("The host asks for access"), remedy=REMEDY)
        return no(why, place.cite("The host refuses the repository"), remedy=REMEDY)
    if place.settings.disabled or place.settings.private:
        state = "disabled" if place.settings.disabled else "private"
        return no(f"The host has marked the repository as {state}.", place.cite(f"{state} repository"), remedy=REMEDY)
    found = weights(place)
    if found:
        sentence = f"The repository holds {counted(len(found), 'weight file')}, such as {found[0]}."
        return yes(sentence, *(place.cite_file(path, "Weights") for path in found[:3]))
    seen = look(evidence, card=False)
    return seen.deny(f"Among {in_words([listed(place)])} there are no weights.", remedy=REMEDY)
