"""What is fuzzed: a function of bytes for each reader. It raises where an invariant is broken, and only there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from auditor.card import Card, CardLink, CardState, FrontMatter, Where
from auditor.collect import card_links
from auditor.evidence import Snapshot
from auditor.reading.card import read_card
from auditor.reading.contents import license_facts
from auditor.reading.declared import declared
from auditor.reading.front_matter import read_front_matter
from auditor.reading.roles import role_of
from auditor.registry import Entry
from auditor.store import BadData, Store
from auditor.store.mistakes import mistakes
from auditor.store.yaml_files import load

RULES: Final = Store(Path(__file__).resolve().parents[1]).rules
GROUPS: Final = sorted(RULES.vocabulary.cues)
PHRASES: Final = tuple(
    phrase.encode()
    for phrase in dict.fromkeys(
        (*(phrase for one in RULES.licenses.licenses for phrase in one.phrases), *RULES.licenses.restrictions)
    )
)
IDS: Final = frozenset(
    {"", *(one.id for one in RULES.licenses.licenses), *(one.id for one in RULES.fingerprints.licenses)}
)
_PHRASE: Final = re.compile(rb"[\x80-\xbf][\x00-\xff]", re.DOTALL)


def card(content: bytes) -> None:
    """A card gives facts that can be kept and read back, whatever it holds."""
    found = read_card(content, RULES.vocabulary)
    assert Card.model_validate_json(found.model_dump_json()) == found
    last = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= link.line <= last for link in found.links)
    tuple(declared(found, (), ()))
    card_links(Snapshot(card=found, card_state=CardState.READ), RULES, "acme/open-7b")


def front_matter(content: bytes) -> None:
    """A block of front matter gives values that JSON holds, or a problem."""
    found, _ = read_front_matter(content.decode("utf-8", "replace"))
    assert FrontMatter.model_validate_json(found.model_dump_json()) == found


def license_text(content: bytes) -> None:
    """A license text gives an id that we know, or none; how it is set, in lines or in capitals, makes no difference.

    A byte from 0x80 to 0xBF and the next one stand for a phrase of the rule data: chance would never write one.
    """
    text = _PHRASE.sub(lambda found: b" %b " % PHRASES[int.from_bytes(found[0]) % len(PHRASES)], content)
    facts = license_facts(text, RULES)
    assert set(facts) <= {"license", "distance", "restricts"}
    assert facts["license"] in IDS
    assert facts.get("restricts", "") in {"", *RULES.licenses.restrictions}
    assert 0 <= float(str(facts.get("distance", "0"))) <= 1
    # Asking twice takes twice as long: one input in four is set otherwise, one in four in capitals.
    if len(content) % 4 == 0:
        assert license_facts(text.replace(b" ", b"\r\n  * "), RULES) == facts
    elif len(content) % 4 == 1 and text.isascii():
        assert license_facts(text.upper(), RULES) == facts


def roles(content: bytes) -> None:
    """Any address with any cues has a role."""
    begin, _, address = content.partition(b"\0")
    cues = tuple(GROUPS[one % len(GROUPS)] for one in begin[:6])
    where = tuple(Where)[begin[6] % len(Where)] if len(begin) > 6 else Where.PROSE  # noqa: PLR2004 - cues come first
    link = CardLink(url=address.decode("utf-8", "replace"), line=1, where=where, cues=cues, heading_cues=cues[3:])
    role_of(link, RULES.vocabulary, subject="acme/open-7b")


def entry(content: bytes) -> None:
    """A file of the register is read, or refused in one sentence; its mistakes can be told."""
    mistakes(content, Entry)
    try:
        load(content.decode("utf-8", "replace"), "data/models/acme/open-7b.yaml")
    except BadData as refusal:
        sentence = str(refusal)
    else:
        return
    assert sentence.startswith("data/models/acme/open-7b.yaml: ")
    assert "\n" not in sentence


TARGETS: Final[Mapping[str, Callable[[bytes], None]]] = {
    "card": card,
    "front_matter": front_matter,
    "license_text": license_text,
    "roles": roles,
    "entry": entry,
}
