"""Everything that the auditor writes, from one made-up world with one text in all of its free fields."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final

from rich.console import Console, RenderableType

from auditor import measure_text, probe_text, verify_text
from auditor.annotations import annotation
from auditor.assumptions import Known
from auditor.assumptions.probe import Probed, State
from auditor.evidence import InvalidName, checked_name
from auditor.exports import Subject, cyclonedx, mof
from auditor.history import Happening, What
from auditor.intake import Issue
from auditor.intake.forms import Form
from auditor.intake.proposal import comment, proposal
from auditor.intake.wishes import Wish
from auditor.outputs import Page, Published, all_pages, feed
from auditor.outputs.site import changes
from auditor.rebuild.health import Ages, health
from auditor.rebuild.message import message
from auditor.rebuild.news import Happened, News, Turned
from auditor.rebuild.run import Run
from auditor.rebuild.summary import summary
from auditor.registry import CuratedLink, Reply
from auditor.remarks import remarks
from auditor.report import Report
from auditor.review import comment as review
from auditor.review.printed import as_annotations, as_lines
from auditor.sarif import as_sarif
from auditor.scorecard_text import as_json, as_markdown, as_terminal
from auditor.verify.asking import Checked, Verified
from auditor.verify.compare import Fate
from auditor.verify.offline import Difference
from tests.builders import base, card, dataset, evidence, place, repository
from tests.hostile.planting import DATES, IDS, planted
from tests.outputs import acme
from tests.outputs.acme import CHECKS, CLOSED, OPEN, PART
from tests.review.made_up import a_review


class Format(StrEnum):
    """The formats, each with one policy of its own."""

    HTML = "HTML"
    SOURCE = "front matter and Markdown of the site"
    XML = "SVG and Atom"
    JSON = "JSON"
    CSV = "CSV"
    PARQUET = "Parquet"
    YAML = "YAML"
    TERMINAL = "terminal"
    FORGE = "GitHub Markdown"
    COMMAND = "workflow commands"
    COMMIT = "commit message"


@dataclass(frozen=True, kw_only=True)
class Output:
    """One thing that was written; `name` is the same whatever the fields hold."""

    name: str
    format: Format
    content: Any


HAPPENED: Final = tuple(
    Happening(on="2026-01-03", what=what, before="no", after="auto", pin_before="a", pin_after="b") for what in What
)
WORLD: Final = replace(
    acme.published(
        OPEN,
        PART.model_copy(
            update={"happenings": HAPPENED, "was": ("acme/lantern-old",), "terms": (*PART.terms, *CLOSED.terms)}
        ),
    ),
    draw=lambda drawn: drawn.encode(),
)
"""Two models: one open, and one with bases, terms, replies, results, changes and a former name."""
SUBJECT: Final = Subject(
    report=PART.model_copy(update={"id": "acme/open-7b"}),
    evidence=evidence(
        place(card=card(front={"license": "mit"}), tags=("x",)),
        dataset("acme/corpus"),
        base("acme/base"),
        places=(repository("acme/train", "train.py"),),
    ),
)
NEWS: Final = News(
    turned=tuple(Turned(model=PART.id, change=one) for one in PART.history),
    happened=tuple(Happened(model=PART.id, happening=one) for one in HAPPENED),
)
RUN: Final = Run(ended=("collect",), failed={"huggingface/model/acme/open-7b": "why"}, left=("acme/x",))
WISH: Final = Wish(
    form=next(iter(Form)),
    model="acme/open-7b",
    links=(CuratedLink(role="training_data", url="https://acme.example/x", why="why"),),
    replies=(
        Reply(
            check="weights_downloadable",
            statement="said",
            url="https://acme.example/y",
            by="Acme",
            on=date(2026, 1, 2),
        ),
    ),
    title="Add acme/open-7b",
    about=("about",),
)
PAGE: Final = "https://huggingface.co/acme/open-7b"
VERIFIED: Final = Verified(
    models=1,
    requests=3,
    checked=tuple(Checked(model="acme/open-7b", check="weights_full", url=PAGE, fate=fate, why="why") for fate in Fate),
)
DIFFERENCES: Final = (Difference(file="data/audits/acme/open-7b.json", check="weights_full", what="its value differs"),)
PROBED: Final = tuple(
    Probed(id="hub_refs", question="Refs name them.", known=Known.RECORDED, relied_on="hub._refs", state=state, saw="x")
    for state in State
)
ISSUE: Final = Issue.model_validate(
    {"number": 7, "user": {"login": "acme"}, "created_at": datetime(2026, 1, 2, tzinfo=UTC)}
)
KEPT: Final = (
    IDS
    | {"Turned.model", "Happened.model", "Wish.model", "Wish.title", "Run.ended"}
    | {f"Probed.{name}" for name in ("id", "question", "relied_on")}
)


def worlds() -> tuple[Any, ...]:
    """All that is planted."""
    return (WORLD, SUBJECT, NEWS, RUN, WISH, VERIFIED, PROBED)


def outputs(text: str) -> Iterator[Output]:
    """Everything that is written of a world whose free fields all hold `text`."""
    published: Published = planted(WORLD, text, kept=KEPT)
    for page in all_pages(published):
        for one in of_page(page):
            # What is a valid id may be a base model, whose family has a page of its own.
            yield replace(one, name=one.name.replace(f"/{text}.md", "/word.md")) if _is_name(text) else one
    # Where dates are dates, so that there is something in the feed and among the changes.
    dated: Published = planted(WORLD, text, kept=KEPT | DATES)
    for page in (*feed.pages(dated), changes.page(dated)):
        yield from (replace(one, name=f"dated {one.name}") for one in of_page(page))
    for number, report in enumerate(published.reports):
        yield from (replace(one, name=f"{number} {one.name}") for one in _of_report(report, published))
    yield from _of_work(text, published)
    subject: Subject = planted(SUBJECT, text, kept=KEPT)
    yield Output(name="CycloneDX", format=Format.JSON, content=cyclonedx.write(subject))
    yield Output(name="MOF", format=Format.YAML, content=mof.write(subject))


def _is_name(text: str) -> bool:
    try:
        return bool(checked_name(text, parts=(1, 2)))
    except InvalidName:
        return False


def of_page(page: Page) -> Iterator[Output]:
    """The parts of one file of the site, each in its format."""
    forms = {
        "html": Format.HTML, "svg": Format.XML, "xml": Format.XML, "png": Format.XML, "json": Format.JSON,
        "csv": Format.CSV, "parquet": Format.PARQUET, "md": Format.SOURCE,
    }  # fmt: skip
    yield Output(name=page.path, format=forms[page.path.rpartition(".")[2]], content=page.content)
    if page.front:
        told = f"{page.front.styles}\n{page.front.html}\n{page.front.scripts}"
        yield Output(name=f"{page.path} filled", format=Format.HTML, content=told.encode())


def printed(*what: RenderableType) -> str:
    """What a terminal without colors gets."""
    into = io.StringIO()
    console = Console(file=into, width=100, force_terminal=False, no_color=True, highlight=False)
    for one in what:
        console.print(one, crop=False)
    return into.getvalue()


def _of_report(report: Report, published: Published) -> Iterator[Output]:
    shown = as_terminal(report, definitions=published.definitions)
    yield Output(name="audit", format=Format.TERMINAL, content=printed(shown))
    told = as_markdown(report, definitions=published.definitions)
    yield Output(name="audit as Markdown", format=Format.FORGE, content=told)
    yield Output(name="audit as JSON", format=Format.JSON, content=as_json(report).encode())
    yield Output(name="audit as SARIF", format=Format.JSON, content=as_sarif(report, CHECKS).encode())
    lines = [annotation(one.level, one.message, file="README.md", line=1, title=one.title) for one in remarks(report)]
    yield Output(name="annotations", format=Format.COMMAND, content=lines)


def _of_work(text: str, published: Published) -> Iterator[Output]:
    reviewed = a_review(text)
    yield Output(name="review", format=Format.FORGE, content=review.as_markdown(reviewed))
    yield Output(name="review in lines", format=Format.TERMINAL, content="\n".join(as_lines(reviewed)))
    yield Output(name="review as annotations", format=Format.COMMAND, content=list(as_annotations(reviewed)))
    news: News = planted(NEWS, text, kept=KEPT)
    yield Output(name="commit", format=Format.COMMIT, content=message(news))
    run: Run = planted(RUN, text, kept=KEPT)
    ages = Ages(models={"acme/open-7b": text}, hosts={"github": text})
    told = summary(run, news, ages, today=date(2026, 1, 9))
    yield Output(name="summary of a run", format=Format.FORGE, content=told)
    yield from _of_hosts(text)
    yield from _of_health(text, run)
    wish: Wish = planted(WISH, text, kept=KEPT)
    yield Output(
        name="proposal", format=Format.FORGE, content=proposal(ISSUE, wish, "data/models/acme/open-7b.yaml").body
    )
    yield Output(name="answer to an issue", format=Format.FORGE, content=comment(text))
    if published.measured:
        shown = measure_text.as_terminal(published.measured)
        yield Output(name="measured", format=Format.TERMINAL, content=printed(shown))
        told = measure_text.as_json(published.measured)
        yield Output(name="measured as JSON", format=Format.JSON, content=told.encode())


def _of_hosts(text: str) -> Iterator[Output]:
    """What `verify` and `probe` print of the hosts' answers, and the issue that tells maintainers."""
    verified: Verified = planted(VERIFIED, text, kept=KEPT)
    yield Output(name="verify", format=Format.TERMINAL, content=printed(verify_text.as_terminal(verified)))
    told = json.dumps(verify_text.as_json(verified), sort_keys=True)
    yield Output(name="verify as JSON", format=Format.JSON, content=told.encode())
    differences = planted(DIFFERENCES, text, kept=KEPT)
    lines = verify_text.offline_lines(1, differences)
    yield Output(name="verify offline", format=Format.TERMINAL, content="\n".join(lines))
    told = json.dumps([one.model_dump(mode="json") for one in differences])
    yield Output(name="verify offline as JSON", format=Format.JSON, content=told.encode())
    probed = planted(PROBED, text, kept=KEPT)
    yield Output(name="probe", format=Format.TERMINAL, content=printed(probe_text.as_terminal(probed, 3)))
    told = json.dumps(probe_text.as_json(probed, 3), sort_keys=True)
    yield Output(name="probe as JSON", format=Format.JSON, content=told.encode())
    yield Output(name="issue of probe", format=Format.FORGE, content=probe_text.issue(probed))


def _of_health(text: str, run: Run) -> Iterator[Output]:
    """Whether all is well, of models and hosts whose names and days strangers chose, and jobs of any name."""
    ill = Ages(models={text: "2020-01-01", "acme/open-7b": text}, hosts={text: "2020-01-01", "github": text})
    found = health(ill, today=date(2026, 1, 9), run=run, results={text: "failure"})
    well = health(Ages(models={text: "2026-01-08"}), today=date(2026, 1, 9))
    for name, one in (("health", found), ("health where all is well", well)):
        yield Output(name=name, format=Format.FORGE, content=one.body)
        told = json.dumps(one.model_dump(mode="json"), sort_keys=True)
        yield Output(name=f"{name} as JSON", format=Format.JSON, content=told.encode())
