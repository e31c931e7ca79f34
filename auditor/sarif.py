"""One report as SARIF 2.1.0, the form in which code hosts take what a program found.

Specification: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from auditor import __version__
from auditor.addresses import SITE, check_page
from auditor.annotations import Level
from auditor.checks import Check
from auditor.remarks import CARD, Remark, Required, remarks
from auditor.report import Report
from auditor.score import Result
from auditor.wording import chosen, plain

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final[Mapping[Level, str]] = {"notice": "note", "warning": "warning", "error": "error"}
_NO_MARKUP: Final = str.maketrans("[]{}\\", "()()/")
"""In a message brackets make links, braces make placeholders, and a backslash escapes them."""


def as_sarif(
    report: Report,
    checks: Mapping[str, Check],
    *,
    definition: str | None = None,
    required: Required | None = None,
    card: str = CARD,
) -> str:
    """The report by one definition, the first where None: a rule for each requirement, a result for what is not met.

    `card` is the path of the model's card, from the root of the repository whose host is to show the results. What
    could not be looked at is a note. An unknown definition raises `KeyError`. Ends with a newline.
    """
    scorecard = chosen(report, definition)
    found = list(remarks(report, definition=definition, required=required))
    names = [f"{scorecard.definition}/{one.id}" for one in scorecard.results]
    driver = {
        "name": "Openness Auditor",
        "informationUri": f"{SITE}/",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(name, one, checks) for name, one in zip(names, scorecard.results, strict=True)],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"openness-auditor/{plain(report.id, 200)}/{scorecard.definition}/"},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, names, scorecard.definition, report.id, card) for one in found],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1, sort_keys=True) + "\n"


def _text(text: str) -> str:
    return plain(text).translate(_NO_MARKUP)


def _rule(name: str, result: Result, checks: Mapping[str, Check]) -> Mapping[str, Any]:
    asked = [checks[one] for one in result.checks if one in checks]
    page = f"{SITE}/{check_page(asked[0].id)}/" if asked else f"{SITE}/definitions/"
    question = _text(result.question)
    return {
        "id": name,
        "name": "".join(word.capitalize() for word in result.id.split("_")),
        "shortDescription": {"text": _text(result.title)},
        "fullDescription": {"text": question},
        "helpUri": page,
        "help": {
            "text": "\n\n".join([question, *(_help(one) for one in asked)]),
            "markdown": "\n\n".join([f"**{question}**", *(_help_markdown(one) for one in asked)]),
        },
        "defaultConfiguration": {"level": "warning"},
    }


def _help(check: Check) -> str:
    limits = f" What it cannot see: {plain(check.limits)}" if check.limits else ""
    return _said(f"{check.id}: {plain(check.question)} {plain(check.method)} To mend it: {plain(check.remedy)}{limits}")


def _help_markdown(check: Check) -> str:
    limits = f" *What it cannot see:* {plain(check.limits)}" if check.limits else ""
    link = f"[{check.id}]({SITE}/{check_page(check.id)}/)"
    return f"{link}: {plain(check.question)} {plain(check.method)} *To mend it:* {plain(check.remedy)}{limits}"


def _said(text: str) -> str:
    return text.translate(_NO_MARKUP)


def _result(remark: Remark, names: Sequence[str], definition: str, model: str, card: str) -> Mapping[str, Any]:
    name = f"{definition}/{remark.requirement}"
    digest = hashlib.sha256(f"{model}\n{name}".encode()).hexdigest()
    return {
        "ruleId": name,
        "ruleIndex": names.index(name),
        "level": _LEVELS[remark.level],
        "message": {"text": _text(remark.message)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(card)},
                    "region": {"startLine": remark.line},
                }
            }
        ],
        # The same requirement of the same model is the same finding, wherever its line moves and whatever it says.
        "partialFingerprints": {"primaryLocationLineHash": f"{digest[:16]}:1", "requirement/v1": digest},
    }
