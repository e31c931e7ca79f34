"""From a form's answers to what is to be written: a model, links, a reply. Every answer is checked here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from pydantic import ValidationError

from auditor.checks import all_checks
from auditor.evidence import InvalidName, Kind, checked_name
from auditor.intake.event import Issue
from auditor.intake.forms import Filled, Form, Refused
from auditor.reading.markdown import ADDRESS, trimmed
from auditor.record import Record
from auditor.registry import CuratedLink, Entry, Reply
from auditor.sources import recognise
from auditor.store import Store
from auditor.wording import plain

MAX_LINKS: Final = 10
MAX_WORDS: Final = 1000
"""Characters of a reason."""
MAX_STATEMENT: Final = 2000
ROLES: Final[Mapping[str, str]] = {
    "Training data": "training_data",
    "Evaluation code": "evaluation_code",
    "Fine-tuning code": "fine_tuning_code",
    "Training metrics": "training_metrics",
}
"""Criteria that a link can mend -> the link's role. Weights and license are seen in the repository itself."""
CURATED: Final = tuple(CuratedLink.model_fields["role"].annotation.__args__)  # type: ignore[union-attr]
_LINK: Final = re.compile(
    r"(?:[-*]\s{1,9})?(?P<role>[A-Za-z][A-Za-z_ -]{2,40}?)\s{0,9}(?:[:=]\s{0,9})?(?P<url>https?://\S+)\s*(?P<why>.*)"
)
_READ_THERE: Final = (
    "A reply is shown as verified where its address is a commit, or the card at a commit, of the model's repository. "
    "Whether it says there what stands here, please read there."
)
_REVISION: Final = re.compile(r"[0-9a-f]{7,40}")


class Wish(Record):
    """What one issue asks for, checked: of a model links or a reply, and what a maintainer should know of it."""

    form: Form
    model: str
    links: tuple[CuratedLink, ...] = ()
    replies: tuple[Reply, ...] = ()
    title: str
    """Made of checked ids and words of ours only."""
    about: tuple[str, ...] = ()
    """What else was said, one plain sentence each."""


def wish_of(issue: Issue, filled: Filled, store: Store) -> Wish:
    """The wish of a filled form. Raises `Refused` for the first answer that is not as allowed."""
    match filled.form:
        case Form.MODEL:
            return _model(filled.answers, store)
        case Form.VERDICT:
            return _verdict(filled.answers, store)
        case Form.REPLY:
            return _reply(issue, filled.answers, store)


def _model(answers: Mapping[str, str], store: Store) -> Wish:
    model = _id(answers["model"])
    known = _registered(model, store)
    links = tuple(_listed(answers["links"]))
    if not known:
        return Wish(form=Form.MODEL, model=model, links=links, title=f"Add {model}")
    new = _new(known, links, store)
    if not new:
        more = " with these links" if links else ""
        raise Refused(f"{known} is registered already{more}; nothing is left to add.")
    return Wish(form=Form.MODEL, model=known, links=new, title=f"Add links to {known}")


def _verdict(answers: Mapping[str, str], store: Store) -> Wish:
    model = _known(answers["model"], store)
    criterion, evidence = answers["criterion"], answers["evidence"]
    role = ROLES.get(criterion)
    if role is None:
        raise Refused(
            f"A verdict on {plain(criterion, 60) or 'nothing'} cannot be corrected by a link, so a maintainer will "
            f"read this; a workflow can write links for {', '.join(ROLES)}."
        )
    urls = list(dict.fromkeys(trimmed(match[0]) for match in ADDRESS.finditer(evidence)))
    if not urls:
        raise Refused("'Where can it be seen?' names no address; allowed is at least one that begins with https://.")
    _at_most(evidence, MAX_WORDS, "Where can it be seen?")
    links = _new(model, tuple(_link(role, url, evidence) for url in urls[:MAX_LINKS]), store)
    if not links:
        raise Refused(f"{model} has these links already; a maintainer will read what is wrong with them.")
    revision = answers["revision"] if _REVISION.fullmatch(answers["revision"]) else ""
    speaks = re.search(r"^- \[[xX]\]", answers["publisher"], re.MULTILINE) is not None
    about = (
        f"Criterion: {criterion}.",
        f"Commit that was audited: {revision or 'not named'}.",
        f"Who says it claims to speak for the publisher: {'yes' if speaks else 'no'}.",
    )
    return Wish(form=Form.VERDICT, model=model, links=links, title=f"Correct {model}: {criterion}", about=about)


def _reply(issue: Issue, answers: Mapping[str, str], store: Store) -> Wish:
    model = _known(answers["model"], store)
    check = answers["check"].strip("` ")
    if check not in all_checks():
        raise Refused(f"No check is called {plain(check, 60)!r}; allowed are {', '.join(all_checks())}.")
    _at_most(answers["statement"], MAX_STATEMENT, "Your statement")
    try:
        said = Reply(
            check=check,
            statement=plain(answers["statement"], MAX_STATEMENT),
            url=answers["url"],
            by=f"{issue.user.login} on GitHub",
            on=issue.opened,
        )
    except ValidationError as error:
        raise Refused(_why(error)) from error
    entry = store.entry(model)
    if entry and not entry.new_replies([said]):
        raise Refused(f"This reply stands in the file of {model} already.")
    about = (_READ_THERE,)
    return Wish(form=Form.REPLY, model=model, replies=(said,), title=f"Reply for {model}: {check}", about=about)


def _id(told: str) -> str:
    """The model's id, also where its address on the Hub was given."""
    name = told.strip("` ")
    ref = recognise(name) if "://" in name else None
    try:
        return checked_name(ref.name if ref and ref.kind is Kind.MODEL else name)
    except InvalidName as error:
        raise Refused(f"'Model': {error}.") from error


def _registered(model: str, store: Store) -> str:
    """The id as it is registered, whatever its case; empty where it is not."""
    return next((name for name in store.registered() if name.casefold() == model.casefold()), "")


def _known(told: str, store: Store) -> str:
    model = _id(told)
    known = _registered(model, store)
    if not known:
        raise Refused(f"{model} is not registered; the form 'Audit a model' adds it.")
    return known


def _listed(told: str) -> Iterator[CuratedLink]:
    """A link a line: its role, its address, and why."""
    lines = [line.strip() for line in told.split("\n") if line.strip()]
    if len(lines) > MAX_LINKS:
        raise Refused(f"'Links that its card lacks' has {len(lines)} lines; allowed are {MAX_LINKS}.")
    for number, line in enumerate(lines, 1):
        match = _LINK.fullmatch(line[: MAX_WORDS * 4])
        if match is None:
            raise Refused(
                f"Line {number} of 'Links that its card lacks' is no link; allowed is ROLE ADDRESS WHY, where ROLE is "
                f"one of {', '.join(CURATED)}."
            )
        _at_most(match["why"], MAX_WORDS, f"Line {number} of the links")
        yield _link(match["role"], trimmed(match["url"]), match["why"])


def _link(role: str, url: str, why: str) -> CuratedLink:
    named = re.sub(r"[ -]+", "_", role.strip().lower())
    said = plain(why.strip(" -:"), MAX_WORDS)
    try:
        return CuratedLink.model_validate({"role": named, "url": url, **({"why": said} if said else {})})
    except ValidationError as error:
        raise Refused(f"{plain(role, 40)} {plain(url, 200)}: {_why(error)}") from error


def _new(model: str, links: tuple[CuratedLink, ...], store: Store) -> tuple[CuratedLink, ...]:
    return (store.entry(model) or Entry(id=model)).new_links(links)


def _at_most(text: str, most: int, what: str) -> None:
    if len(text) > most:
        raise Refused(f"{what!r} has {len(text):,} characters; allowed are {most:,}.")


def _why(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    key = ".".join(str(part) for part in first["loc"])
    message = str(first["msg"]).removeprefix("Value error, ")
    return f"{key}: {message[:1].lower()}{message[1:]}."
