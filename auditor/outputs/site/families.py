"""Families: the tree of what is built on one base model, and what that model bequeaths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from auditor.addresses import scorecard_path
from auditor.answers import Outcome
from auditor.outputs import Page, Published
from auditor.outputs.site.cited import citation
from auditor.outputs.site.datapage import data_page
from auditor.outputs.site.kinship import Kinship, family_path
from auditor.outputs.site.lineage import JUDGED_WITH_BASE
from auditor.outputs.site.standing import bar
from auditor.outputs.site.strip import relative_strip, strip, titles
from auditor.report.terms import Part, Term
from auditor.rules import Standing
from auditor.score import State
from auditor.wording import STATE_WORDS, count, plain, relation_words, states_of

LISTED: Final = 400
"""Models in one tree; a family of the largest base models has thousands, and the page has to stay light."""
DEEPEST: Final = 12
ROWS: Final = 500
"""Families in the index, the largest."""
WIDER: Final = 50
"""Models that are named because they state a wider license than the root's."""
_OPEN: Final = frozenset({Standing.OSI, Standing.OPEN})


@dataclass
class _Walk:
    """One tree being drawn: how many lines are left, and whose descendants stand already."""

    kin: Kinship
    left: int = LISTED
    told: set[str] = field(default_factory=set)

    def below(self, parent: str, depth: int = 0) -> Sequence[Mapping[str, Any]]:
        """The models built on one, each with what is built on it in turn; those below several stand below each."""
        found = []
        for child, relation in self.kin.children.get(parent, ()):
            if self.left <= 0:
                break
            self.left -= 1
            again, report = child in self.told, self.kin.reports[child]
            self.told.add(child)
            others = [plain(base.id, 120) for base in report.bases if base.id != parent]
            deeper = [] if again or depth >= DEEPEST else self.below(child, depth + 1)
            hidden = len(self.kin.children.get(child, ())) - len(deeper)
            found.append(
                {
                    "id": plain(child, 200),
                    "href": f"{scorecard_path(child)}/",
                    "relation": relation_words(relation),
                    "strip": strip(report.strip),
                    "also": ", ".join(others[:3]) + (f" and {len(others) - 3} more" if len(others) > 3 else ""),  # noqa: PLR2004
                    "below": deeper,
                    "more": _more(hidden, again=again),
                }
            )
        return found


def _more(hidden: int, *, again: bool) -> str:
    if hidden <= 0:
        return ""
    return "what is built on it stands above" if again else f"and {hidden:,} more built on it"


def _license_terms(root: str, kin: Kinship) -> Sequence[Term]:
    """What the root's license is known to be: its own statements, else what a derivative's audit saw of it."""
    report = kin.reports.get(root)
    if report:
        own = [one for one in report.terms if one.part is Part.MODEL and one.license]
        return [one for one in own if one.license == report.license] or own
    below = (kin.reports[child] for child, _ in kin.children.get(root, ()))
    found = (term for each in below for term in each.terms if term.part is Part.BASE and term.of == root)
    return [term for term in found if term.license][:1]


def _is_told(root: str, kin: Kinship) -> bool:
    """Whether the root's license is certain: where its own statements conflict, nothing can be held against it."""
    report = kin.reports.get(root)
    if report is None:
        return True
    answer = report.answers.get("weights_licensed")
    return answer is not None and answer.outcome is Outcome.YES


def _wider(root: str, kin: Kinship) -> Iterator[Mapping[str, Any]]:
    """The models of a family that state an open license while the root's is restricted."""
    for member in kin.roots[root]:
        stated = [one for one in kin.reports[member].terms if one.part is Part.MODEL and one.standing in _OPEN]
        if stated:
            yield {
                "id": plain(member, 200),
                "href": f"{scorecard_path(member)}/#license-panel",
                "license": plain(stated[0].name or stated[0].license, 200),
                "by": plain(stated[0].where.rstrip(","), 200),
                "citations": [citation(stated[0].citation)] if stated[0].citation else [],
            }


def _license(root: str, kin: Kinship) -> Mapping[str, Any]:
    """The root's license as the family is under it, and who of the family states a wider one."""
    terms = _license_terms(root, kin) if _is_told(root, kin) else ()
    term = terms[0] if terms else None
    restricted = term is not None and term.standing is Standing.RESTRICTED
    wider = list(_wider(root, kin)) if restricted else []
    stating = sum(
        any(one.part is Part.MODEL and one.license for one in kin.reports[member].terms) for member in kin.roots[root]
    )
    return {
        "name": plain(term.name or term.license, 200) if term else "",
        "restricted": restricted,
        "clauses": [plain(one.clause) for one in term.breaches] if term else [],
        "citations": [citation(term.citation)] if term and term.citation else [],
        "stating": f"{len(wider):,} of {stating:,}" if restricted and stating else "",
        "held": _held(term, stating, len(wider)),
        "wider": wider[:WIDER],
        "more": count(len(wider) - WIDER, "more model") if len(wider) > WIDER else "",
    }


def _held(term: Term | None, stating: int, wider: int) -> str:
    """How many state a wider license, in a cell; where that cannot be asked, why."""
    if term is None or term.standing is Standing.UNKNOWN:
        return "could not be told"
    if term.standing is not Standing.RESTRICTED:
        return "does not apply"
    return f"{wider:,} of {stating:,} that state one" if stating else "none states a license"


def _root_states(root: str, kin: Kinship) -> Sequence[State]:
    report = kin.reports.get(root)
    return states_of(report.strip) if report else kin.unregistered[root].states


def _bequeathed(root: str, kin: Kinship, published: Published) -> Iterator[Mapping[str, Any]]:
    """The root's own states by the criteria in which whatever is built on it is judged with it."""
    report, states = kin.reports.get(root), _root_states(root, kin)
    asked = published.definitions[0].requirements if published.definitions else ()
    for at, requirement in enumerate(asked):
        if requirement.id not in JUDGED_WITH_BASE:
            continue
        state = states[at] if at < len(states) else State.UNKNOWN
        yield {
            "title": plain(requirement.title, 200),
            "state": state.value,
            "word": STATE_WORDS[state] if at < len(states) else "could not be judged",
            "because": plain(report.strip.results[at].because) if report and at < len(report.strip.states) else "",
            "href": f"{scorecard_path(root)}/#{requirement.id}" if report else "",
        }


def _counted(members: Iterable[str], kin: Kinship, published: Published) -> Iterator[Mapping[str, Any]]:
    """How the family stands by each criterion, the root left out."""
    cards = [states_of(kin.reports[member].strip) for member in members]
    for at, title in enumerate(titles(published)):
        counted = Counter(states[at] for states in cards if at < len(states))
        yield {"title": title, "states": bar({state: counted[state] for state in State}, len(cards))}


def _head(root: str, kin: Kinship, names: Sequence[str]) -> Mapping[str, Any]:
    report = kin.reports.get(root)
    return {
        "id": plain(root, 200),
        "href": f"{scorecard_path(root)}/" if report else "",
        "strip": strip(report.strip) if report else relative_strip(_root_states(root, kin), names),
        "size": count(len(kin.roots[root]), "audited model"),
    }


def page(root: str, published: Published, kin: Kinship) -> Page:
    """`families/OWNER/NAME.md`: what is built on a base model."""
    names = titles(published)
    walk = _Walk(kin, told={root})
    tree = walk.below(root)
    members = kin.roots[root]
    shown = len(walk.told - {root})
    data = {
        **_head(root, kin, names),
        "tree": tree,
        "more": f"and {len(members) - shown:,} more" if len(members) > shown else "",
        "bequeathed": list(_bequeathed(root, kin, published)),
        "license": _license(root, kin),
        "words": [{"state": state.value, "word": STATE_WORDS[state]} for state in State],
        "criteria": list(_counted(members, kin, published)),
    }
    lead = f"{count(len(members), 'audited model')} built on {root}: what each publishes, and what it inherits."
    return data_page(
        f"{family_path(root)}.md", template="family.html", title=f"The family of {root}", lead=lead, data=data
    )


def _row(root: str, kin: Kinship, published: Published) -> Mapping[str, Any]:
    license_, members = _license(root, kin), kin.roots[root]
    return {
        **_head(root, kin, titles(published)),
        "family": f"{family_path(root)}/",
        "members": f"{len(members):,}",
        "license": license_["name"] or "could not be told",
        "met": [
            {"title": title, "count": f"{_met(at, members, kin):,}"}
            for at, title in _judged_with_base(published).items()
        ],
        "wider": license_["held"],
    }


def _judged_with_base(published: Published) -> Mapping[int, str]:
    """The places in the strip, and the titles, of the criteria in which a base model counts."""
    asked = published.definitions[0].requirements if published.definitions else ()
    return {at: plain(one.title, 60) for at, one in enumerate(asked) if one.id in JUDGED_WITH_BASE}


def _met(at: int, members: Iterable[str], kin: Kinship) -> int:
    cards = (states_of(kin.reports[member].strip) for member in members)
    return sum(at < len(states) and states[at] is State.MET for states in cards)


def index(published: Published, kin: Kinship) -> Page:
    """`families/index.md`, the largest family first."""
    ordered = sorted(kin.roots, key=lambda root: (-len(kin.roots[root]), root))
    data = {
        "count": count(len(ordered), "base model"),
        "titles": list(_judged_with_base(published).values()),
        "rows": [_row(root, kin, published) for root in ordered[:ROWS]],
        "more": f"and {len(ordered) - ROWS:,} more" if len(ordered) > ROWS else "",
    }
    lead = "Base models, what is built on them, and what they bequeath: training data and license above all."
    return data_page("families/index.md", template="families.html", title="Families", lead=lead, data=data)


def roots(kin: Kinship, *, owned: bool) -> Sequence[str]:
    """The base models, sorted by id: those with an owner, or the few that are as old as ids without one."""
    return [root for root in sorted(kin.roots) if ("/" in root) is owned]
