"""Are intermediate checkpoints of the training published?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, yes
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.listing import having
from auditor.findings.look import counted, cue_lines, in_words, look, present
from auditor.reading.files import in_checkpoint_folder, is_checkpoint_branch, is_weights

REMEDY: Final = (
    "Push intermediate checkpoints as branches of the repository (`step1000`, `step2000`) and name them on the card."
)


@check(
    question="Are intermediate checkpoints of the training published?",
    method="We look for branches named after steps, stages or checkpoints, and for weights in folders such as "
    "checkpoint-500.",
    remedy=REMEDY,
    limits="Where the branches could not be listed, a card that was read whole and speaks of no checkpoints is taken "
    "for their absence. Checkpoints in repositories of their own and on other hosts are not seen.",
)
def checkpoints_published(evidence: Evidence) -> Answer:
    """Yes with the branches or folders; unknown where branches were not listed and the card speaks of checkpoints."""
    place = present(evidence)
    branches = place.snapshot.branches if place and place.snapshot else None
    named = [one for one in branches or () if is_checkpoint_branch(one)]
    if place and named:
        sentence = f"The repository has {counted(len(named), 'branch')} of checkpoints, such as {named[0][:80]}."
        return yes(sentence.replace("branchs", "branches"), place.cite("Branches of the repository"))
    files = [file.path for file in having(place, in_checkpoint_folder) if is_weights(file)] if place else []
    if place and files:
        return yes(f"The repository holds checkpoints, such as {files[0]}.", place.cite_file(files[0], "A checkpoint"))
    seen = look(evidence)
    lines = cue_lines(place.card, "checkpoints") if place else frozenset()
    if branches is None and lines:
        gap = "the card speaks of checkpoints, and the branches could not be listed"
        seen = seen.lacking(gap)
    unlisted = "; the branches were not listed, and the card speaks of none" if branches is None else ""
    sentence = f"We looked at {in_words(seen.seen)} and found no intermediate checkpoints{unlisted}."
    return seen.deny(sentence, remedy=REMEDY)
