"""Text for readers: plain words for states, numbers and pins, and what makes foreign text and links inert."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urlsplit

from auditor.answers import Answer, Citation, Outcome
from auditor.card import Role
from auditor.definitions import Definition, Level
from auditor.evidence import Gate, StatedBy
from auditor.history import Happening, What
from auditor.report import Linked, Report
from auditor.report.uses import Use
from auditor.score import Scorecard, State, Verdict

LONGEST_TEXT: Final = 2000
"""Characters of one foreign text that are shown."""
_LONGEST_URL: Final = 2000
_KEPT: Final = 4_096
"""A page shows the same address several times: so many are kept once they are made ready."""
_JOINERS: Final = "\u200c\u200d"
"""Zero-width (non-)joiners: invisible, harmless, and part of Persian and Indic spelling and of emoji."""
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9 ._/+(),:%-]+")
_SPACES: Final = re.compile(r"\s+")
_DATE: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_HEX: Final = re.compile(r"[0-9a-f]{7,64}")

STATE_WORDS: Final = {
    State.MET: "met",
    State.PARTIAL: "partial",
    State.NOT_MET: "not met",
    State.UNKNOWN: "unknown",
}
STATE_SIGNS: Final = {State.MET: "●", State.PARTIAL: "◐", State.NOT_MET: "○", State.UNKNOWN: "?"}
STATE_MEANINGS: Final = {
    State.MET: "It is published, and the citation shows where.",
    State.PARTIAL: "A part of it is published, or it is published with limits.",
    State.NOT_MET: "It was looked for in the whole of what can be seen, and it is not published.",
    State.UNKNOWN: "It could not be seen. That counts neither for nor against anyone.",
}
VERDICT_WORDS: Final = {
    Verdict.MET: "Meets it",
    Verdict.PARTIAL: "Meets it in part",
    Verdict.NOT_MET: "Does not meet it",
    Verdict.UNKNOWN: "Could not be told",
}
COMBINE_WORDS: Final = {
    "all": "All requirements have to be met.",
    "ladder": (
        "A ladder: a model stands on the highest rung of which all needs, and those of all rungs below it, are met."
    ),
    "mean": (
        "A mean of all requirements: 1 for met, a half for partial, 0 for not met; a range where some are unknown."
    ),
}
EXAMPLE_WORDS: Final = {
    "met": "Meets it",
    "not_met": "Does not meet it",
    "met_under_other_terms": "Would meet it under other terms",
}
"""What a definition's publisher says of a model."""
OUTCOME_WORDS: Final = {
    Outcome.YES: "yes",
    Outcome.NO: "no",
    Outcome.UNKNOWN: "not seen",
    Outcome.NOT_APPLICABLE: "does not apply",
}
ROLE_WORDS: Final = {role: role.value.replace("_", " ") for role in Role} | {
    Role.CODE: "code of unstated use",
    Role.FINE_TUNING_CODE: "fine-tuning code",
}
STATED_WORDS: Final = {
    StatedBy.FRONT_MATTER: "the card's front matter",
    StatedBy.CARD: "the card's text",
    StatedBy.TAG: "a tag on the Hub",
    StatedBy.FILE: "a file of the repository",
    StatedBy.CURATOR: "a curator",
}
USE_WISHES: Final = {
    Use.COMMERCE: "use it commercially",
    Use.CHANGE: "change it and pass it on",
    Use.RETRAIN: "train it again from scratch",
    Use.AUDIT_DATA: "audit its training data",
}
"""What people want to do with a model."""
RELATION_WORDS: Final = {
    "finetune": ("fine-tune", "fine-tuned from"),
    "adapter": ("adapter", "an adapter for"),
    "quantized": ("quantized", "quantized from"),
    "merge": ("merge", "merged from"),
}
"""The Hub's relations to a base model, by themselves and before the base's name."""
GATE_WORDS: Final = {
    Gate.NO: "none: files download without asking",
    Gate.AUTO: "files download after agreeing to terms",
    Gate.MANUAL: "files download after the publisher approves",
    Gate.UNKNOWN: "not known",
}


def happening_words(one: Happening) -> str:
    """What happened to a repository, in one sentence."""
    before, after = plain(one.before, 100), plain(one.after, 100)
    if one.what is What.GATE:
        return f"The gate changed from {_gate(before)} to {_gate(after)}."
    if one.what is What.LICENSE:
        return f"The license that it states changed from {before or 'none'} to {after or 'none'}."
    if one.what is What.RENAMED:
        return f"The Hub calls it {after} now; before it was {before}."
    if one.what is What.GONE:
        return f"The repository can no longer be seen: {after.replace('_', ' ')}."
    if one.what is What.BACK:
        return "The repository can be seen again."
    return "The id belongs to another repository now: a new model. What is older was told of the one before."


def _gate(gate: str) -> str:
    words = {Gate.NO.value: "none", Gate.AUTO.value: "agreeing to terms", Gate.MANUAL.value: "the publisher's approval"}
    return words.get(gate, "not known")


def relation_words(relation: str) -> str:
    """How a model was made from its base, in words."""
    known = RELATION_WORDS.get(relation)
    return known[0] if known else plain(relation, 40).replace("_", " ") or "relation not stated"


def made_from_words(relation: str) -> str:
    """The same before the base's name: `fine-tuned from`."""
    known = RELATION_WORDS.get(relation)
    return known[1] if known else "made from"


def use_word(use: Use, state: State) -> str:
    """Whether a model can be used so: a license sets limits, artifacts are there in part."""
    partly = "within limits" if use in {Use.COMMERCE, Use.CHANGE} else "in part"
    return {State.MET: "yes", State.PARTIAL: partly, State.NOT_MET: "no", State.UNKNOWN: "not known"}[state]


def plain(text: str, limit: int = LONGEST_TEXT) -> str:
    """`text` on one line without control, direction-changing, invisible and unassigned characters, cut at `limit`."""
    kept = text[: limit * 2]
    # Printable is what holds none of them, nor any white space but blanks: nearly every text takes the short way.
    if not kept.isprintable():
        kept = "".join(one if one in _JOINERS or unicodedata.category(one) not in _UNSEEN else " " for one in kept)
        kept = _SPACES.sub(" ", kept)
    elif "  " in kept:
        kept = _SPACES.sub(" ", kept)
    shown = kept.strip()
    return shown if len(shown) <= limit else f"{shown[: limit - 1].rstrip()}…"


def prose(text: str) -> list[str]:
    """A sentence of ours in parts, of which every second one is code: what stood between backticks."""
    return plain(text).split("`")


def safe_words(text: str, limit: int = 300) -> str:
    """`text` with nothing left that HTML, Markdown or a template could act on: for page titles and descriptions.

    Themes put these into pages without escaping, so only letters, digits and harmless punctuation remain.
    """
    return _SPACES.sub(" ", _UNSAFE.sub(" ", unicodedata.normalize("NFKD", text[: limit * 2]))).strip()[:limit].strip()


@lru_cache(maxsize=_KEPT)
def web_href(url: str) -> str:
    """`url` ready for an `href` if it leads to the web by http(s), else an empty string.

    Addresses with a user part are refused: `https://huggingface.co@elsewhere.example` reads as what it is not.
    """
    # Of all white space only the common blank is printable.
    if len(url) > _LONGEST_URL or " " in url or not url.isprintable():
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host or not host.isascii() or "@" in parts.netloc or "\\" in url:
        return ""
    return quote(url, safe="/:?#[]@!$&()*+,;=%~-._")


def day(stamp: str) -> str:
    """The date of an ISO stamp, as much of it as is known, or the words that say that none is."""
    found = _DATE.match(stamp)
    return found.group() if found else "not known"


def observed_words(stamp: str) -> str:
    """When a model was looked at, as it stands alone on badges and cards: `observed 2025-04`."""
    return f"observed {day(stamp)}" if _DATE.match(stamp) else "date of observation not known"


def short(revision: str) -> str:
    """The first seven digits of a commit or hash, empty where it is none."""
    return revision[:7] if _HEX.fullmatch(revision) else ""


def count(number: int, noun: str) -> str:
    """`1 model`, `2 models`, `1,204 models`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def file_size(size: int) -> str:
    """Bytes as people say them, in thousands: `85 bytes`, `72 kB`, `1.3 MB`."""
    for unit, one in (("TB", 10**12), ("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        # From where three digits would round up to the next unit: 999,950 bytes read 1 MB.
        if size >= 0.9995 * one:
            return f"{size / one:.3g} {unit}" if size < 100 * one else f"{size / one:,.0f} {unit}"
    return f"{size} bytes"


def share(part: float | None) -> str:
    """A share of 0 to 1 with two digits (`0.94`), `1` and `0` only where it is exact, a dash where there is none."""
    if part is None:
        return "-"
    if part in {0, 1}:
        return f"{part:.0f}"
    return f"{min(max(part, 0.01), 0.99):.2f}" if part > 0 else f"{part:.2f}"


def parameters(number: int | None) -> str:
    """A count of parameters in the field's own shorthand: `7.2B`, `350M`, empty where not known."""
    if number is None or number < 0:
        return ""
    for unit, size in (("T", 10**12), ("B", 10**9), ("M", 10**6), ("K", 10**3)):
        # From where three digits would round up to the next unit: 999,999,999 reads 1B.
        if number >= 0.9995 * size:
            return f"{number / size:.3g}{unit}" if number < 1000 * size else f"{number // size:,}{unit}"
    return str(number)


def task_words(task: str) -> str:
    """A Hub task id as words: `text-generation` reads `text generation`."""
    return plain(task, 60).replace("-", " ")


def strip_label(titles: Iterable[str], states: Iterable[State]) -> str:
    """The strip for who cannot see it: `Training data: met; Weights: partial`."""
    return "; ".join(f"{plain(title, 60)}: {STATE_WORDS[state]}" for title, state in zip(titles, states, strict=False))


def pin(citation: Citation) -> str:
    """How exactly a citation names what was seen."""
    if citation.revision:
        named = short(citation.revision)
        return f"pinned to commit {named}" if named else "pinned to a commit"
    if citation.sha256:
        return f"pinned by the text's hash {short(citation.sha256)}".rstrip()
    return "not pinned"


@lru_cache(maxsize=_KEPT)
def place_of(url: str, limit: int = 90) -> str:
    """A link's address as a reader wants it: host and path, commits cut short, the middle left out where it is long."""
    shown = plain(url, _LONGEST_URL).removeprefix("https://").removeprefix("http://").rstrip("/")
    shown = re.sub(r"\b([0-9a-f]{7})[0-9a-f]{33}\b", r"\1", shown)
    return shown if len(shown) <= limit else f"{shown[: limit // 2]}…{shown[-limit // 2 + 1 :]}"


def summary(report: Report) -> str:
    """One sentence of a model in safe words, for search, titles and previews."""
    strip = report.strip
    about = [safe_words(task_words(report.task)), safe_words(parameters(report.parameters))]
    tail = ", ".join(part for part in (*about, safe_words(report.license, 80)) if part)
    return f"{safe_words(report.id)}: {strip.in_words()}." + (f" {tail[0].upper()}{tail[1:]}." if tail else "")


def looked_at(report: Report) -> str:
    """How complete the observation was, in one sentence."""
    if report.missing:
        return f"The repository itself could not be seen: {plain(report.missing)}."
    if report.gaps:
        return "The observation has gaps: " + "; ".join(plain(gap) for gap in report.gaps) + "."
    return "Everything that was looked for could be opened."


def openness(report: Report) -> tuple[int, ...]:
    """Sort key from most to least open: more met, then more partial, then fewer refused; never a score to show."""
    strip = report.strip
    return (-strip.count(State.MET), -strip.count(State.PARTIAL), strip.count(State.NOT_MET))


def chosen(report: Report, definition: str | None) -> Scorecard:
    """The scorecard by `definition` (an id), the first where None. An id that was not asked raises `KeyError`."""
    if definition is None:
        return report.strip
    for card in report.scorecards:
        if card.definition == definition:
            return card
    raise KeyError(
        f"no scorecard by {definition!r}: there are {', '.join(one.definition for one in report.scorecards)}"
    )


def level_title(definition: Definition | None, level: str) -> str:
    """The title of a rung; made from its id where the definition is not at hand."""
    levels: Sequence[Level] = definition.levels if definition else ()
    return plain(next((one.title for one in levels if one.id == level), level.replace("_", " ")), 200)


def standing_words(card: Scorecard, definition: Definition | None = None) -> str:
    """Where a model stands by a definition: the verdict, the rung of a ladder, the range of a mean."""
    standing = card.standing
    if standing.low is not None and standing.high is not None:
        low, high = f"{standing.low:.2f}", f"{standing.high:.2f}"
        return f"A mean of {low}, of 1 at most" if low == high else f"A mean from {low} to {high}, of 1 at most"
    level, highest = (level_title(definition, one) for one in (standing.level, standing.highest))
    if standing.level != standing.highest:
        reached = f"Reaches {level}" if level else "No rung for certain"
        return f"{reached}; perhaps up to {highest}"
    if level:
        return f"Reaches {level}"
    return "Reaches none of its rungs" if definition and definition.levels else VERDICT_WORDS[card.verdict]


def standing_short(card: Scorecard, definition: Definition | None = None) -> str:
    """The same in a table's cell: `not met`, `Class III to Class I`, `0.33 to 0.75`."""
    standing = card.standing
    if standing.low is not None and standing.high is not None:
        low, high = f"{standing.low:.2f}", f"{standing.high:.2f}"
        return low if low == high else f"{low} to {high}"
    if not (standing.level or standing.highest) and not (definition and definition.levels):
        return STATE_WORDS[State(card.verdict.value)]
    # What follows the comma tells what the rung is called besides.
    level, highest = (
        level_title(definition, one).split(",")[0] or "none" for one in (standing.level, standing.highest)
    )
    return level if level == highest else f"{level} to {highest}"


def named_by(linked: Linked) -> str:
    """Who named a link, in words."""
    return STATED_WORDS[linked.stated_by]


def answer_words(answer: Answer) -> str:
    """A check's outcome in words, with who attested it where a person did."""
    by = f", attested by {plain(answer.attested_by, 100)}" if answer.attested_by else ""
    return OUTCOME_WORDS[answer.outcome] + by


def states_of(card: Scorecard) -> Sequence[State]:
    """The states of a scorecard in their fixed order."""
    return [*card.states.values()]
