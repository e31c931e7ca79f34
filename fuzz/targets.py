"""What is fuzzed: a function of bytes for each reader. It raises where an invariant is broken, and only there."""

from __future__ import annotations

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
    """A license text gives an id that we know, or none."""
    assert all(isinstance(value, str | tuple) for value in license_facts(content, RULES).values())


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
SEEDS: Final[Mapping[str, tuple[bytes, ...]]] = {
    "card": (
        b"---\nlicense: mit\ndatasets: [acme/web]\n---\n# Open 7B\n\nTrained on [web](https://huggingface.co/datasets/acme/web).\n",
        b'> - a\n\n| a | b |\n|---|---|\n| x | <a href="https://github.com/acme/open">code</a> |\n\n<!-- c -->\n',
        b"```yaml\nlr: 1\ndatasets:\n- path: acme/web\n```\n[r]: https://a.example/b\n[r] &amp; **x** `y`\n",
    ),
    "front_matter": (
        b"license: mit\ndatasets: [a/b]\nmodel-index:\n- results:\n  - metrics:\n    - {type: x, value: 1}\n",
    ),
    "license_text": (
        b"MIT License\n\nPermission is hereby granted, free of charge, to any person",
        b"Apache License 2.0",
    ),
    "roles": (
        b"\1\2\3\4\5\6\0https://github.com/acme/open/tree/main/eval",
        b"\0https://huggingface.co/datasets/acme/web",
    ),
    "entry": (
        b"id: acme/open-7b\nlinks:\n- role: paper\n  url: https://a.example\n",
        b"replies: [{check: a, on: 2026-01-01}]\n",
    ),
}
