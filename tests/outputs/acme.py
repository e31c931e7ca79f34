"""Made-up models in every situation that an output must show, and one whose every field is hostile."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from auditor.answers import Answer, Citation, Outcome, no, not_applicable, unknown, yes
from auditor.card import Role
from auditor.checks import Check
from auditor.definitions import Definition, Example, Level, Origin, Requirement, Rule
from auditor.evidence import Evidence, Gate, StatedBy
from auditor.history import Cause, Change
from auditor.measure import Confidence, Label, Labels, measure
from auditor.outputs import Published
from auditor.registry import Correction
from auditor.report import Linked, Relative, Report
from auditor.report.evaluations import Evaluation
from auditor.report.replies import Replied
from auditor.report.terms import Part, Term
from auditor.report.uses import Usable, Use
from auditor.rules import Breach, License, Licenses, LicenseSet, Standing
from auditor.schemes import combined
from auditor.score import Result, Scorecard, State, Verdict
from auditor.turns import turns
from tests.outputs.hub_sample import HUB as CENSUS

COMMIT: Final = "0123456789abcdef0123456789abcdef01234567"
HASH: Final = "feedfacefeedfacefeedfacefeedfacefeedfacefeedfacefeedfacefeedface"
HUB: Final = "https://huggingface.co"
SIX: Final = (
    ("training_data", "Training data", "training_data_downloadable"),
    ("weights", "Weights", "weights_downloadable"),
    ("evaluation_code", "Evaluation code", "evaluation_code_published"),
    ("fine_tuning_code", "Fine-tuning code", "fine_tuning_code_published"),
    ("training_metrics", "Training metrics", "training_metrics_published"),
    ("license", "License", "license_osi_approved"),
)
M, P, N, U = State.MET, State.PARTIAL, State.NOT_MET, State.UNKNOWN


def _asked(_: Evidence) -> Answer:
    return unknown("The question was not asked.")


def a_check(check: str, question: str) -> Check:
    return Check(
        id=check,
        question=question,
        method="Reads the file list and the links of the card.",
        remedy="Publish it and link it from the card.",
        limits="A link inside an image is not seen.",
        reads=(r"config\.json",),
        version=1,
        ask=_asked,
    )


CHECKS: Final = {check: a_check(check, f"Can anyone have the {title.lower()}?") for _, title, check in SIX} | {
    "weights_ungated": a_check("weights_ungated", "Do the files download without asking?")
}

FIVE: Final = Definition(
    id="five-and-license",
    version=1,
    title="Five artifacts and a license",
    summary="Open source means that all six are public.",
    source=Origin(title="The lesson", url="https://acme.example/lesson"),
    requirements=tuple(
        Requirement(
            id=criterion,
            title=title,
            question=f"Is the {title.lower()} public?",
            met_when=Rule(all=(Rule(check=check), Rule(check="weights_ungated")))
            if criterion == "weights"
            else Rule(check=check),
            partly_when=Rule(check=check, accepts=("some", "part")),
        )
        for criterion, title, check in SIX
    ),
)
WEIGHTS_ONLY: Final = Definition(
    id="open-weights",
    version=2,
    title="Open weights",
    summary="Weights that anyone may download and use.",
    source=Origin(title="Acme Institute"),
    examples=(Example(model="acme/lantern-1.5b", says="met"), Example(model="acme/never-seen", says="not_met")),
    requirements=(
        Requirement(
            id="weights",
            title="Weights",
            question="Are the weights public?",
            clause="Section 2",
            met_when=Rule(any=(Rule(check="weights_downloadable"), Rule(check="weights_ungated"))),
        ),
    ),
)

LICENSES: Final = Licenses(
    licenses=(
        License(
            id="acme-community",
            name="Acme Community License",
            standing=Standing.RESTRICTED,
            breaches=(
                Breach(clause="More than 9 users need a separate grant", criteria=(5,)),
                Breach(clause="Uses that Acme dislikes are forbidden", criteria=(1, 6)),
            ),
            url="https://acme.example/license",
        ),
        *(
            License(
                id=f"acme-research-{number}",
                name=f"Acme Research License {number}",
                standing=Standing.RESTRICTED,
                breaches=(Breach(clause="Research use only", criteria=(6,)),),
            )
            for number in range(1, 9)
        ),
        License(id="acme-data", name="Acme Data License", standing=Standing.OPEN),
        License(id="acme-family", name="Acme license family", standing=Standing.UNKNOWN),
    ),
    sets={"approved": LicenseSet(title="a license that Acme approves", ids=("MIT", "Apache-2.0"))},
)
CORRECTIONS: Final = (
    Correction(
        on=date(2026, 1, 10),
        requirement="five-and-license/training_data",
        was="not met",
        now="Partial",
        why="The data of every model that names them in a table were not seen.",
        url="https://acme.example/issues/1",
        version="0.1.0",
    ),
    Correction(
        on=date(2026, 1, 12),
        model="acme/lantern-1.5b",
        check="weights_ungated",
        was="no: The publisher approves each download.",
        now="yes",
        why="The host told of another repository of that name.",
        url="https://acme.example/issues/2",
    ),
    Correction(
        on=date(2026, 1, 12),
        model="acme/gone",
        check="a_check_of_the_past",
        was="met",
        now="unknown",
        why="It could not be seen.",
        url="https://acme.example/issues/3",
    ),
)
LADDER: Final = Definition(
    id="acme-ladder",
    version=1,
    title="Acme ladder",
    summary="Three rungs, the highest that fits.",
    source=Origin(title="Acme Institute", url="https://acme.example/ladder"),
    cannot_see="Whether the documents are true.",
    combine="ladder",
    levels=(
        Level(id="gold", title="Gold, with the data", needs=("data",)),
        Level(id="silver", title="Silver, with the code", needs=("code",)),
        Level(id="bronze", title="Bronze, the weights alone", needs=("weights",)),
    ),
    requirements=(
        Requirement(
            id="data",
            title="Data",
            question="Is the data public?",
            clause="3: the data",
            met_when=Rule(check="training_data_downloadable"),
            fails_when=Rule(check="training_data_downloadable", outcome="no"),
            person="whether the data is all there is a judgment",
        ),
        Requirement(
            id="code",
            title="Code",
            question="Is the code public?",
            met_when=Rule(
                all=(
                    Rule(check="evaluation_code_published"),
                    Rule(check="license_osi_approved", within="approved", accepts=("Apache-2.0", "MIT")),
                )
            ),
            partly_when=Rule(check="evaluation_code_published", accepts=("some", "part")),
            part_stands=True,
        ),
        Requirement(
            id="weights", title="Weights", question="Are they public?", met_when=Rule(check="weights_downloadable")
        ),
        Requirement(
            id="metrics", title="Metrics", question="Public?", met_when=Rule(check="training_metrics_published")
        ),
    ),
)
MEAN: Final = Definition(
    id="acme-index",
    version=1,
    title="Acme index",
    summary="A mean of three.",
    source=Origin(title="Acme Institute"),
    combine="mean",
    requirements=(
        Requirement(
            id="data",
            title="Data",
            question="Is the data public?",
            category="Availability",
            met_when=Rule(check="training_data_downloadable"),
        ),
        Requirement(
            id="weights",
            title="Weights",
            question="Are the weights public?",
            category="Availability",
            met_when=Rule(check="weights_downloadable"),
        ),
        Requirement(
            id="documents",
            title="Documents",
            question="Are they good?",
            category="Documentation",
            person="how good they are is a judgment",
        ),
    ),
)


def cite(model: str, path: str, shows: str, *, opened: bool = True) -> Citation:
    return Citation(url=f"{HUB}/{model}/blob/{COMMIT}/{path}", shows=shows, revision=COMMIT, opened=opened)


SENTENCES: Final = {
    M: "It is published and open to all.",
    P: "Only a part of it is published.",
    N: "The complete file list and the card name none.",
    U: "The card could not be read.",
}
REMEDIES: Final = {
    M: (),
    P: ("Publish the rest.",),
    N: ("Publish it and name it in the card (`datasets: [acme/corpus]`).",),
    U: (),
}


def result(model: str, at: int, state: State) -> Result:
    criterion, title, check = SIX[at]
    return Result(
        id=criterion,
        title=title,
        question=f"Is the {title.lower()} public?",
        state=state,
        because=SENTENCES[state],
        citations=()
        if state is U
        else (cite(model, f"README.md#L{10 + at}", f"what the card says on {title.lower()}"),),
        remedies=REMEDIES[state],
        checks=(check, "weights_ungated") if criterion == "weights" else (check,),
    )


def term(part: Part, of: str, license_id: str, standing: Standing, *breaches: Breach) -> Term:
    """A license that is stated on the card of `of`."""
    return Term(
        part=part,
        of=of,
        license=license_id,
        name=f"{license_id} License",
        standing=standing,
        where="the card's license",
        citation=cite(of, "README.md#L3", f"license: {license_id}"),
        breaches=breaches,
    )


ANSWERS: Final = {M: yes, P: no, N: no, U: unknown}


def _card(definition: Definition, results: tuple[Result, ...], answers: Mapping[str, Answer]) -> Scorecard:
    states = {one.id: one.state for one in results}
    standing = combined(definition, states)
    return Scorecard(
        definition=definition.id,
        version=definition.version,
        title=definition.title,
        verdict=standing.verdict,
        standing=standing,
        results=results,
        turns=turns(definition, states, answers),
    )


def scorecards(model: str, verdict: Verdict, *states: State) -> tuple[Scorecard, ...]:
    """By the four definitions, from the states of the six criteria; `verdict` is that of the first."""
    results = tuple(result(model, at, state) for at, state in enumerate(states))
    answers = {
        check: ANSWERS[state](SENTENCES[state], cite(model, "README.md", "the card"))
        for (_, _, check), state in zip(SIX, states, strict=False)
    }

    def other(definition: Definition, **at: int | None) -> Scorecard:
        """Results of another definition: the criterion at that place, or what only a person can tell."""
        made = (
            result(model, place or 0, states[place or 0] if place is not None else U).model_copy(
                update={"id": one.id, "title": one.title, "question": one.question, "checks": one.checks()}
            )
            for one, place in zip(definition.requirements, at.values(), strict=True)
        )
        return _card(definition, tuple(made), answers)

    five = _card(FIVE, results, answers)
    return (
        five.model_copy(update={"verdict": verdict, "standing": five.standing.model_copy(update={"verdict": verdict})}),
        _card(WEIGHTS_ONLY, results[1:2], answers),
        other(LADDER, data=0, code=2, weights=1, metrics=4),
        other(MEAN, data=0, weights=1, documents=None),
    )


OPEN: Final = Report(
    id="acme/lantern-1.5b",
    page=f"{HUB}/acme/lantern-1.5b",
    producer="acme",
    name="lantern-1.5b",
    task="text-generation",
    library="transformers",
    parameters=1_500_000_000,
    created="2025-03-01T09:00:00.000Z",
    modified="2025-04-01",
    license="Apache-2.0",
    gated=Gate.NO,
    revision=COMMIT,
    observed="2026-01-20",
    scorecards=scorecards("acme/lantern-1.5b", Verdict.MET, M, M, M, M, M, M),
    answers={
        "training_data_downloadable": yes(
            "Every data set that the card names is open.",
            cite("acme/lantern-1.5b", "README.md#L10", "names acme/corpus"),
        ),
        "weights_downloadable": yes(
            "Two weight files are listed.",
            Citation(url=f"{HUB}/acme/lantern-1.5b/tree/{COMMIT}", shows="the file list", revision=COMMIT),
        ),
    },
    derivatives=(
        Relative(id="acme/lantern-1.5b-chat", relation="finetune", states=(P, M, N, P, P, M), registered=True),
    ),
    linked=(
        Linked(
            role=Role.TRAINING_DATA,
            url=f"{HUB}/datasets/acme/corpus",
            stated_by=StatedBy.FRONT_MATTER,
            found="read at 89abcde",
            observed="2026-01-20",
        ),
    ),
    terms=(term(Part.MODEL, "acme/lantern-1.5b", "Apache-2.0", Standing.OSI),),
    weight_bytes=3_010_000_000,
    downloads=1204,
    registered=True,
)
PART: Final = Report(
    id="acme/lantern-1.5b-chat",
    page=f"{HUB}/acme/lantern-1.5b-chat",
    producer="acme",
    name="lantern-1.5b-chat",
    task="text-generation",
    parameters=1_500_000_000,
    license="Apache-2.0",
    gated=Gate.NO,
    revision=COMMIT,
    observed="2026-01-21",
    gaps=("1 linked place could not be opened",),
    scorecards=scorecards("acme/lantern-1.5b-chat", Verdict.NOT_MET, P, M, N, P, P, M),
    answers={
        "training_data_downloadable": no(
            "The fine-tuning data are open; one of the base model's is not.",
            Citation(url=f"{HUB}/acme/lantern-1.5b-chat/blob/main/README.md#L4", shows="the datasets key", sha256=HASH),
            value="some",
            remedy="Name every data set under `datasets:`.",
        ),
        "training_metrics_published": yes(
            "A report of the run is linked.",
            Citation(url="https://wandb.ai/acme/chat/reports/1", shows="the loss of the run", opened=False),
            value="summary",
        ),
        "weights_ungated": not_applicable("There is no gate to judge."),
        "evaluation_code_published": Answer(
            outcome=Outcome.NO,
            because="The card names no evaluation code.",
            citations=(cite("acme/lantern-1.5b-chat", "README.md", "the card"),),
            remedy="Link the code of the evaluation.",
            attested_by="A. Curator",
        ),
    },
    bases=(
        Relative(id="acme/lantern-1.5b", relation="finetune", states=(M, M, M, M, M, M), registered=True),
        Relative(id="acme/unseen-base", relation="merge"),
    ),
    linked=(
        Linked(role=Role.BASE_MODEL, url=f"{HUB}/acme/lantern-1.5b", stated_by=StatedBy.TAG, found="read at 0123456"),
        Linked(role=Role.PAPER, url="https://acme.example/paper.pdf", stated_by=StatedBy.CURATOR, found="not opened"),
    ),
    replies=(
        Replied(
            check="evaluation_code_published",
            statement="The code follows with the next release.",
            url=f"{HUB}/acme/lantern-1.5b-chat/commit/{COMMIT}",
            by="Acme",
            on=date(2026, 1, 30),
            verified=True,
            because="it links commit 0123456 of the model's own repository, which only its owner can put there",
        ),
    ),
    terms=(
        term(Part.MODEL, "acme/lantern-1.5b-chat", "Apache-2.0", Standing.OSI),
        term(Part.BASE, "acme/lantern-1.5b", "Apache-2.0", Standing.OSI),
        Term(part=Part.BASE, of="acme/unseen-base", gap="acme/unseen-base could not be judged"),
        Term(part=Part.DATA, of="acme/chats"),
        Term(part=Part.DATA, of="acme/letters", where="its README"),
    ),
    evaluations=(
        Evaluation(
            benchmark="Acme Quiz",
            task="text-generation",
            metric="accuracy",
            value=61.25,
            citation=cite("acme/lantern-1.5b-chat", "README.md#L20", "Acme Quiz: 61.25"),
        ),
        Evaluation(
            benchmark="Acme Riddles",
            value=0.5,
            by="Arena of Acme",
            on="2026-01-10",
            citation=cite("acme/lantern-1.5b-chat", ".eval_results/riddles.yaml", "Acme Riddles: 0.5"),
        ),
    ),
    uses=(
        Usable(use=Use.COMMERCE, state=M, because="Apache License 2.0 grants it."),
        Usable(use=Use.CHANGE, state=P, because="Only an adapter is published."),
        Usable(use=Use.RETRAIN, state=N, because="No training code was found."),
        Usable(use=Use.AUDIT_DATA, state=U, because="The data could not be seen."),
    ),
    history=(
        Change(
            on="2026-01-05",
            check="weights_ungated",
            before=Outcome.UNKNOWN,
            after=Outcome.NOT_APPLICABLE,
            because="There is no gate to judge.",
            cause=Cause.CHECKS_CHANGED,
        ),
        Change(
            on="2026-01-21",
            check="training_data_downloadable",
            before=Outcome.YES,
            after=Outcome.NO,
            value_after="some",
            because="One data set of the base model is gone.",
            cause=Cause.MODEL_CHANGED,
            pin_before=f"{HASH[:40]} card 12 files",
            pin_after=f"{COMMIT} card 12 files",
        ),
    ),
    registered=True,
)
CLOSED: Final = Report(
    id="acme/vault_70b",
    page=f"{HUB}/acme/vault_70b",
    producer="acme",
    name="vault_70b",
    task="image-text-to-text",
    parameters=70_600_000_000,
    license="acme-community",
    gated=Gate.MANUAL,
    revision=COMMIT,
    observed="2026-01-19",
    scorecards=scorecards("acme/vault_70b", Verdict.NOT_MET, N, P, N, N, N, N),
    answers={
        "weights_ungated": no("The publisher approves each download.", cite("acme/vault_70b", "", "the gate")),
        "weights_licensed": yes(
            "The card's license says acme-community.", cite("acme/vault_70b", "LICENSE", "text"), value="acme-community"
        ),
    },
    terms=(
        term(
            Part.MODEL,
            "acme/vault_70b",
            "acme-community",
            Standing.RESTRICTED,
            Breach(clause="A policy forbids fields of use", criteria=(5, 6)),
            Breach(clause="No one may sell it", criteria=(1,), bars=("commerce",)),
        ),
    ),
    registered=True,
)
UNSEEN: Final = Report(
    id="acme/README",
    page=f"{HUB}/acme/README",
    producer="acme",
    name="README",
    missing="the host refuses it: not found or private",
    scorecards=scorecards("acme/README", Verdict.UNKNOWN, U, U, U, U, U, U),
    answers={"weights_downloadable": unknown("The repository could not be seen.")},
    registered=True,
)


def _labels(report: Report, **others: State) -> Labels:
    """Labels that agree with the report but for those named."""
    found = {result.id: result.state for result in report.strip.results} | others
    labels = {
        name: Label(value=state, because=f"The card says so of {name}.", confidence=Confidence.HIGH)
        for name, state in found.items()
    }
    return Labels(id=report.id, labels=labels)


MEASURED: Final = measure(
    (_labels(OPEN), _labels(PART, training_data=State.NOT_MET), Labels(id="acme/never-seen", labels={})),
    {report.id: report.strip for report in (OPEN, PART)},
    [requirement.id for requirement in FIVE.requirements],
)


def published(*reports: Report, checks: Mapping[str, Check] = CHECKS) -> Published:
    return Published(
        reports=tuple(sorted(reports, key=lambda report: report.id)),
        definitions=(FIVE, WEIGHTS_ONLY, LADDER, MEAN),
        checks=checks,
        generated_from="2026-01-21",
        version="0.1.0",
        measured=MEASURED,
        licenses=LICENSES,
        corrections=CORRECTIONS,
        hub=CENSUS,
    )


ALL: Final = published(OPEN, PART, CLOSED, UNSEEN)
