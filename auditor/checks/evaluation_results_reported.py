"""Does the model report results of an evaluation?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, yes
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.claims import results
from auditor.findings.look import in_words, look

REMEDY: Final = (
    "Report the results with their task, dataset and metric as `model-index` in the card's front matter, and as a "
    "table in its text."
)


@check(
    question="Are results of an evaluation reported?",
    method="We look for `model-index` in the card's front matter, for tables of scores or benchmarks on the card, and "
    "for result files in the repository. The loss table of a trainer is no evaluation.",
    remedy=REMEDY,
    limits="Results that stand only in an image, a paper or a leaderboard are not seen.",
)
def evaluation_results_reported(evidence: Evidence) -> Answer:
    """Yes with where the results stand."""
    found = results(evidence)
    if found:
        return yes(f"Results are reported: {in_words(one.shows.lower() for one in found)}.", *found)
    seen = look(evidence)
    return seen.deny(f"We looked at {in_words(seen.seen)} and found no results of an evaluation.", remedy=REMEDY)
