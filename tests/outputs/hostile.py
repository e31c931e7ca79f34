"""A report whose every text tries to run, to break out of its page, or to lead elsewhere."""

from __future__ import annotations

from datetime import date
from typing import Final

from auditor.answers import Answer, Citation, Outcome
from auditor.card import Role
from auditor.evidence import Gate, StatedBy
from auditor.history import Cause, Change
from auditor.registry import Correction
from auditor.report import Linked, Relative, Report
from auditor.report.evaluations import Evaluation
from auditor.report.replies import Replied
from auditor.report.terms import Part, Term
from auditor.report.uses import Usable, Use
from auditor.rules import Breach, License, Licenses
from auditor.rules import Standing as LicenseStanding
from auditor.schemes import Standing
from auditor.score import Result, Scorecard, State, Verdict
from auditor.turns import Turn
from tests.outputs.acme import FIVE, SIX

ELSEWHERE: Final = "http://elsewhere.invalid"
TEXT: Final = (
    f'</p></script><script>window.ran=1;fetch("{ELSEWHERE}/a")</script>'
    f'"\'><img src="{ELSEWHERE}/b.png" onerror="window.ran=2;alert(1)"><svg onload=alert(2)>'
    "{{ 7 * 7 }}{% raw %}{{ config }}{% include 'x' %}{# no #}${alert(3)}"
    f" [a](javascript:alert(4)) ![b]({ELSEWHERE}/c.png) <{ELSEWHERE}/d> `code` **bold** # h | cell | @everyone "
    "[red]markup[/red]"
    "\n---\ntemplate: main.html\n---\n...\n\x1b[31m\x00\x07\x9b31m\u202egnp.exe\u2028\u0085"
    "\ufeff\U000e0041 &amp; &lt;b&gt; \\ %0A"
)
URLS: Final = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    f'{ELSEWHERE}/"onmouseover="alert(1)',
    "//elsewhere.invalid/x",
    "https://huggingface.co@elsewhere.invalid/",
    "https://huggingface.co/acme/x\u202e/blob",
    "file:///etc/passwd",
    "https://[broken",
)

_CITATIONS = tuple(Citation(url=url, shows=TEXT, revision=TEXT, sha256=TEXT, opened=False) for url in URLS)


def _scorecard(definition: str) -> Scorecard:
    results = tuple(
        Result(
            id=criterion,
            title=TEXT,
            question=TEXT,
            state=state,
            because=TEXT,
            citations=_CITATIONS,
            remedies=(TEXT,),
            checks=(check, TEXT),
        )
        for (criterion, _, check), state in zip(SIX, (*State, *State), strict=False)
    )
    return Scorecard(
        definition=definition,
        version=1,
        title=TEXT,
        verdict=Verdict.UNKNOWN,
        standing=Standing(verdict=Verdict.UNKNOWN, level=TEXT, highest=f"{TEXT}!"),
        results=results,
        turns=(
            Turn(requirement=TEXT, check=TEXT, within=TEXT),
            Turn(requirement=TEXT, check="weights_downloadable", unseen=True),
            Turn(requirement=TEXT, unseen=True),
        ),
    )


def _reply(check: str) -> Replied:
    url, on = "https://acme.example/reply", date(2026, 1, 30)
    return Replied(check=check, statement=TEXT, url=url, by=TEXT, on=on, because=TEXT)


def _term(part: Part, standing: LicenseStanding) -> Term:
    return Term(
        part=part,
        of=TEXT,
        license=TEXT,
        name=TEXT,
        standing=standing,
        where=TEXT,
        gap=TEXT,
        citation=_CITATIONS[0],
        breaches=(Breach(clause=TEXT, criteria=(5, 10)),),
    )


def _change(on: str, check: str, before: Outcome = Outcome.UNKNOWN, after: Outcome = Outcome.NO) -> Change:
    return Change(
        on=on,
        check=check,
        before=before,
        after=after,
        value_before=TEXT,
        value_after=TEXT,
        because=TEXT,
        cause=Cause.CHECKS_CHANGED if before is Outcome.UNKNOWN else Cause.MODEL_CHANGED,
        pin_before=TEXT,
        pin_after=f"{TEXT}!",
    )


HOSTILE: Final = Report(
    id="acme/_x_-1.0",
    page=URLS[0],
    producer=TEXT,
    name=TEXT,
    task=TEXT,
    library=TEXT,
    parameters=-1,
    created=TEXT,
    modified=TEXT,
    license=TEXT,
    gated=Gate.UNKNOWN,
    revision=TEXT,
    observed=TEXT,
    missing=TEXT,
    gaps=(TEXT,),
    scorecards=(_scorecard(FIVE.id),),
    answers={
        "weights_downloadable": Answer(
            outcome=Outcome.YES, because=TEXT, citations=_CITATIONS, value=TEXT, attested_by=TEXT
        ),
        TEXT: Answer(outcome=Outcome.UNKNOWN, because=TEXT, value=TEXT),
    },
    bases=(
        Relative(id=TEXT, relation=TEXT, states=(State.MET,)),
        Relative(id="acme/root_of_evil", relation=TEXT, states=(State.NOT_MET,)),
    ),
    derivatives=(Relative(id=TEXT, relation=TEXT),),
    terms=(
        *(_term(part, standing) for part in Part for standing in LicenseStanding),
        _term(Part.BASE, LicenseStanding.RESTRICTED).model_copy(update={"of": "acme/root_of_evil"}),
    ),
    evaluations=tuple(
        Evaluation(benchmark=TEXT, task=TEXT, metric=TEXT, value=-1e300, by=TEXT, on=TEXT, citation=one)
        for one in _CITATIONS
    ),
    uses=tuple(Usable(use=use, state=state, because=TEXT) for use, state in zip(Use, State, strict=True)),
    linked=tuple(
        Linked(role=Role.OTHER, url=url, stated_by=StatedBy.CURATOR, found=TEXT, observed=TEXT) for url in URLS
    ),
    replies=(_reply("weights_downloadable"), _reply("some_other_check")),
    history=(
        _change("2026-01-02", "weights_downloadable"),
        _change("2026-01-02", TEXT, Outcome.NOT_APPLICABLE, Outcome.UNKNOWN),
        _change(TEXT, TEXT, Outcome.YES, Outcome.NO),
    ),
    registered=True,
)

HOSTILE_CORRECTIONS: Final = tuple(
    Correction(
        on=date(2026, 1, 31),
        model=model,
        check=check,
        requirement=None if check else "five-and-license/weights",
        was=TEXT,
        now=TEXT,
        why=TEXT,
        url=f"{ELSEWHERE.replace('http:', 'https:')}/(x)",
    )
    for model, check in ((HOSTILE.id, "weights_downloadable"), ("acme/gone", None), (None, "no_such_check"))
)
HOSTILE_LICENSES: Final = Licenses(
    licenses=tuple(
        License(
            id=f"{TEXT} {number}",
            name=TEXT,
            standing=standing,
            breaches=(Breach(clause=TEXT, criteria=(1, 6)),) if standing is LicenseStanding.RESTRICTED else (),
            url=URLS[number],
        )
        for number, standing in enumerate(LicenseStanding)
    )
)
