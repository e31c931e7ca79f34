"""The license guide: licenses by what they let people do, how many models use each, and what to choose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from auditor.answers import Outcome
from auditor.outputs import Page, Published
from auditor.outputs.site.datapage import data_page
from auditor.outputs.site.osd import license_row, unlicensed
from auditor.record import Record
from auditor.report import Report
from auditor.rules import Breach, License, Licenses, Standing
from auditor.score import State
from auditor.wording import STATE_WORDS, count, plain

PATH: Final = "learn/licenses.md"
NONE: Final = "none"
NOT_TOLD: Final = "not_told"


class Group(Record):
    """A kind of license: what it lets people do, and what the license criterion says of weights under it alone."""

    id: str
    title: str
    lets: str
    state: State


GROUPS: Final = (
    Group(
        id=Standing.OSI.value,
        title="Approved by the Open Source Initiative",
        lets="Anyone may use, change and share it for any purpose.",
        state=State.MET,
    ),
    Group(
        id=Standing.OPEN.value,
        title="Open, but not for software",
        lets="Much the same, under terms that were written for data, documents or models and that the Open Source "
        "Initiative has not approved.",
        state=State.PARTIAL,
    ),
    Group(
        id=Standing.RESTRICTED.value,
        title="Restricted",
        lets="Some of it, within limits: on who may use it, for what, how much, or on sharing changed versions.",
        state=State.NOT_MET,
    ),
    Group(
        id=Standing.UNKNOWN.value,
        title="Unknown to us",
        lets="We cannot tell: neither the SPDX list nor ours says how it stands.",
        state=State.UNKNOWN,
    ),
    Group(
        id=NONE,
        title="None stated",
        lets="Nothing is granted. Where the law says no more, all rights stay with the makers.",
        state=State.NOT_MET,
    ),
    Group(
        id=NOT_TOLD,
        title="Could not be told",
        lets="The license could not be seen, or its text could not be read.",
        state=State.UNKNOWN,
    ),
)


def _group(report: Report, licenses: Licenses) -> str:
    """Which of `GROUPS` the license that governs a model belongs to."""
    if report.license:
        return licenses.standing(report.license).value
    return NONE if unlicensed(report) else NOT_TOLD


def _ordered(found: Iterable[License], used: Mapping[str, int]) -> Sequence[License]:
    """Those that most of our models use first, then by name."""
    return sorted(found, key=lambda one: (-used.get(one.id, 0), one.name.casefold(), one.id))


def _listed(standing: Standing, licenses: Licenses, used: Mapping[str, int]) -> list[Mapping[str, Any]]:
    """The licenses of a group: of the approved ones those in use, for they are many; of others all that we know."""
    known = {one.id: one for one in licenses.licenses if one.standing is standing and standing is not Standing.OSI}
    in_use = {one: licenses.describe(one) for one in used if licenses.standing(one) is standing}
    return [license_row(one, used) for one in _ordered({**in_use, **known}.values(), used)]


def _limits(licenses: Licenses, used: Mapping[str, int]) -> Iterator[Mapping[str, Any]]:
    """The restricted licenses, those with the same limits together; what our models use most comes first."""
    alike: dict[tuple[tuple[str, tuple[int, ...]], ...], list[License]] = {}
    for one in licenses.licenses:
        if one.standing is Standing.RESTRICTED:
            alike.setdefault(tuple((each.clause, each.criteria) for each in one.breaches), []).append(one)

    def most_used(clauses: tuple[tuple[str, tuple[int, ...]], ...]) -> tuple[int, int, str]:
        found = alike[clauses]
        return (-sum(used.get(one.id, 0) for one in found), -len(found), str(clauses))

    for clauses in sorted(alike, key=most_used):
        found = alike[clauses]
        yield {
            "clauses": [_clause(Breach(clause=clause, criteria=criteria)) for clause, criteria in clauses],
            "licenses": [license_row(one, used) for one in _ordered(found, used)],
        }


def _clause(breach: Breach) -> Mapping[str, Any]:
    return {
        "clause": plain(breach.clause, 300),
        "criteria": [{"number": str(one), "href": f"learn/osd/#criterion-{one}"} for one in breach.criteria],
    }


def _answered(published: Published, check: str, *, outcome: Outcome, value: str = "") -> str:
    """How many models a check answers so, in words."""
    found = [report.answers[check] for report in published.reports if check in report.answers]
    number = sum(one.outcome is outcome and (not value or one.value == value) for one in found)
    return f"{number:,} of {count(len(published.reports), 'model')}"


def page(published: Published, licenses: Licenses) -> Page:
    """`learn/licenses.md`."""
    used = Counter(report.license for report in published.reports if report.license)
    opened = _listed(Standing.OPEN, licenses, used)
    grouped = Counter(_group(report, licenses) for report in published.reports)
    data = {
        "count": count(len(published.reports), "model"),
        "groups": [
            {
                "id": one.id,
                "title": one.title,
                "lets": one.lets,
                "models": f"{grouped[one.id]:,}",
                "state": one.state.value,
                "word": STATE_WORDS[one.state],
            }
            for one in GROUPS
        ],
        "osi": _listed(Standing.OSI, licenses, used),
        "open": opened,
        "open_count": count(len(opened), "license"),
        "unknown": _listed(Standing.UNKNOWN, licenses, used),
        "limits": list(_limits(licenses, used)),
        "conflicts": _answered(published, "license_osi_approved", outcome=Outcome.NO, value="conflict"),
        "with_text": _answered(published, "license_text_present", outcome=Outcome.YES),
        "checks": [
            {"id": one, "href": f"checks/{one}/"}
            for one in ("license_osi_approved", "weights_licensed", "license_text_present", "osd_criteria_kept")
            if one in published.checks
        ],
    }
    return data_page(
        PATH,
        template="license_guide.html",
        title="License guide",
        lead="Which licenses models are under, what each lets people do, and what to choose for a model of your own.",
        data=data,
    )
