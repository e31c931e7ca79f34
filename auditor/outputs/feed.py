"""The changes as an Atom feed: the newest hundred, each with what turned, when it was seen, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

from auditor.addresses import FEED, SITE, scorecard_path
from auditor.changes import CAUSE_WORDS, Event, events, stamp
from auditor.outputs import Page, Published
from auditor.wording import STATE_SIGNS, plain, states_of

NEWEST: Final = 100
"""Events in the feed."""
_ATOM: Final = "http://www.w3.org/2005/Atom"
_RIGHTS: Final = "The data is under CC-BY-4.0."
_NEVER: Final = "1970-01-01"
_SINCE: Final = 2026
"""From when on the tag URIs name things (RFC 4151): a year in which the host was the project's."""


def _tag(name: str) -> str:
    return f"tag:{urlsplit(SITE).hostname},{_SINCE}:{quote(name, safe='/-._')}"


def _text(event: Event) -> str:
    """All of an event in plain text, its strip in signs first."""
    signs = "".join(STATE_SIGNS[state] for state in states_of(event.strip))
    said = event.words.removesuffix(".")
    lines = [f"{signs} {said[:1].upper()}{said[1:]}.", f"Seen: {event.on}."]
    if event.happened:
        lines[0] = f"{signs} {event.happened}"
        lines.append(event.pins)
    elif turned := event.turned:
        lines[0] = f"{signs} Now {event.strip.in_words()}."
        lines.insert(1, event.words)
        lines += [f"Why: {CAUSE_WORDS[turned.cause]} {turned.because}"]
        lines += [turned.pins]
    return "\n".join(lines)


def _category(event: Event) -> str:
    if event.happened:
        return "the repository"
    return event.turned.cause.value if event.turned else "first verdict"


def _add(into: ET.Element, name: str, text: str = "", **attributes: str) -> None:
    ET.SubElement(into, name, attributes).text = text or None


def _entry(feed: ET.Element, event: Event) -> None:
    entry = ET.SubElement(feed, "entry")
    _add(entry, "id", _tag(event.key))
    _add(entry, "title", f"{event.model}: {plain(event.words, 300)}", type="text")
    _add(entry, "updated", stamp(event.on))
    address = f"{SITE}/{scorecard_path(event.model)}/#{event.anchor}"
    _add(entry, "link", rel="alternate", type="text/html", href=address)
    _add(entry, "category", term=_category(event))
    _add(entry, "content", _text(event), type="text")


def pages(published: Published) -> Iterator[Page]:
    """`changes.xml`. What has no date is not in it: an entry of Atom needs one."""
    found = [one for one in events(published.reports, published.definitions, published.checks) if one.on]
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _add(feed, "id", _tag("changes"))
    _add(feed, "title", "Openness Auditor: changes")
    _add(feed, "subtitle", "What turned on the scorecards of models, when it was seen, and why.")
    _add(feed, "updated", stamp(found[0].on if found else _NEVER))
    author = ET.SubElement(feed, "author")
    _add(author, "name", "Openness Auditor")
    _add(author, "uri", f"{SITE}/")
    _add(feed, "link", rel="self", type="application/atom+xml", href=f"{SITE}/{FEED}")
    _add(feed, "link", rel="alternate", type="text/html", href=f"{SITE}/changes/")
    _add(feed, "icon", f"{SITE}/assets/mark.svg")
    _add(feed, "rights", _RIGHTS)
    for event in found[:NEWEST]:
        _entry(feed, event)
    ET.indent(feed, " ")
    text = ET.tostring(feed, encoding="unicode")
    yield Page(path=FEED, content=f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode())
