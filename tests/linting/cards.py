"""Made-up cards, and what is said of them."""

from __future__ import annotations

import json
from functools import cache
from typing import Final

from auditor.linting import Finding, lint
from auditor.rules import Rules
from auditor.store import Store
from tests.conftest import CHECKOUT, MADE_UP

WHOLE: Final = (
    "Trained on [this](https://huggingface.co/datasets/acme/open-corpus) with this\n"
    "[training code](https://github.com/acme/open-trainer).\n\n"
    "The evaluation code is [here](https://github.com/acme/open-eval), the training logs are in this\n"
    "[run](https://wandb.ai/acme/open-7b/runs/a1b2c3d4).\n"
)
"""A text that names all that is looked for."""


@cache
def rules() -> Rules:
    return Store(CHECKOUT).rules


def lines(text: str) -> list[Finding]:
    """Everything that is said of a whole card."""
    return list(lint(text.encode(), rules(), subject="acme/open-7b"))


def found(matter: str) -> list[Finding]:
    """What is said of a front matter above a text that names everything."""
    return lines(f"---\n{matter}\n---\n# Open 7B\n\n{WHOLE}")


def body(text: str) -> list[Finding]:
    """What is said of a text below a good front matter and beside all that is looked for."""
    return lines(f"---\nlicense: mit\n---\n# Open 7B\n\n{WHOLE}\n{text}")


def recorded() -> dict[str, str]:
    """The cards of the made-up repositories."""
    rows = map(json.loads, (MADE_UP / "hub" / "models.jsonl").read_text(encoding="utf-8").splitlines())
    return {row["id"]: row["card"] for row in rows if row.get("card")}
