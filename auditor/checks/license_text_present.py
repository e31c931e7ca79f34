"""Does the text of the license lie beside the weights?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, yes
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.look import in_words, listed, look, present
from auditor.findings.terms import license_texts
from auditor.reading.files import LICENSE_PATTERNS

REMEDY: Final = "Put the full text of the license into the repository as a file named LICENSE."


@check(
    question="Does the license's text lie in the model's repository?",
    method="We look for a file named LICENSE, LICENCE or COPYING at the root, and tell which license its text is.",
    remedy=REMEDY,
    limits="A text that a card only links is not counted. A notice or a use policy is no license text.",
    reads=LICENSE_PATTERNS,
)
def license_text_present(evidence: Evidence) -> Answer:
    """Yes with the id of the recognised license as value, empty where the text was not recognised or not read."""
    place = present(evidence)
    paths = license_texts(place) if place else ()
    if place and paths:
        read = {one.path: one for one in place.snapshot.read} if place.snapshot else {}
        found = read[paths[0]].facts.get("license", "") if paths[0] in read else ""
        value = found if isinstance(found, str) else ""
        text = f", the text of {evidence.rules.licenses.describe(value).name}" if value else ""
        return yes(f"The file {paths[0]} is there{text}.", place.cite_file(paths[0], "License text"), value=value)
    seen = look(evidence, card=False)
    sentence = f"Among {in_words([listed(place)])} there is no license text." if place else ""
    return seen.deny(sentence or "There is no license text.", remedy=REMEDY)
