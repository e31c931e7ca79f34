"""Workflow commands of GitHub Actions: a line of a log that Actions shows beside the file it is about."""

from __future__ import annotations

from typing import Literal

Level = Literal["notice", "warning", "error"]


def annotation(level: Level, message: str, *, file: str = "", line: int = 0, title: str = "") -> str:
    """One workflow command as a line without its newline; `line` counts from 1, 0 names none.

    Whatever the message or a property holds stays text: it can neither end the command nor begin another one.
    Source: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts (`escapeData`, `escapeProperty`).
    """
    stated = {"file": file, "line": str(line) if line > 0 else "", "title": title}
    properties = ",".join(f"{name}={_property(value)}" for name, value in stated.items() if value)
    return f"::{level}{' ' if properties else ''}{properties}::{_data(message)}"


def _data(text: str) -> str:
    """What stands behind the second `::`. The runner's older commands begin with `##[` anywhere in a line."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace("##[", "#\u2060#[")


def _property(text: str) -> str:
    """What stands in a property, where a colon or a comma would end it."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
