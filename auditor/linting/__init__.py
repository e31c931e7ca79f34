"""A model card before it is published: what is wrong with it, and what an audit would miss. Offline."""

from __future__ import annotations

from auditor.linting.body import of_body
from auditor.linting.finding import Finding, Severity
from auditor.linting.front_matter import of_front_matter
from auditor.linting.named import of_what_is_named
from auditor.reading.card import read_card
from auditor.rules import Rules

__all__ = ["Finding", "Severity", "lint"]


def lint(text: bytes, rules: Rules, *, subject: str) -> tuple[Finding, ...]:
    """The findings of one card in the order of its lines, each once. Never raises.

    `subject` is the model's id (`OWNER/NAME`) as far as it is known: it tells the publisher's own code from others'.
    """
    card = read_card(text, rules.vocabulary)
    found = (
        *of_front_matter(card, text, rules.licenses),
        *of_body(text, card, rules.vocabulary),
        *of_what_is_named(card, rules.vocabulary, subject),
    )
    return tuple(sorted(dict.fromkeys(found), key=lambda one: one.line))
