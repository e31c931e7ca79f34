"""Turn the bytes of a file that a check asked for into facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from auditor.reading.files import is_license_text
from auditor.reading.licenses import identify
from auditor.rules import Rules
from auditor.utf8 import read_json

MAX_JSON: Final = 20_000_000
"""Bytes; the largest real shard index seen holds 5 MB."""
MAX_SHARDS: Final = 5000

Facts = Mapping[str, str | tuple[str, ...]]


def read_file(path: str, content: bytes, rules: Rules) -> Facts:
    """The facts of one file; {} where it holds none that we read, and for broken content. Never raises.

    License texts give `license` (an id, or empty where the text is not recognised), its `distance` from that license's
    text where it can be told, and what `restricts` an open text by addition; `*.index.json` gives `shards` (the
    distinct file names of its weight_map; `cut` where it names more than 5,000), `adapter_config.json` gives
    `base_model`.
    """
    name = path.rpartition("/")[2]
    if is_license_text(name):
        return license_facts(content, rules)
    if name.endswith(".index.json"):
        weight_map = _mapping(content).get("weight_map")
        shards = weight_map.values() if isinstance(weight_map, dict) else ()
        names = dict.fromkeys(one[:200] for one in shards if isinstance(one, str) and _plain(one))
        facts: Facts = {"shards": tuple(names)[:MAX_SHARDS]}
        return {**facts, "cut": "shards"} if len(names) > MAX_SHARDS else facts
    if name == "adapter_config.json":
        base = _mapping(content).get("base_model_name_or_path")
        return {"base_model": base[:200]} if isinstance(base, str) and base else {}
    return {}


def license_facts(content: bytes, rules: Rules) -> Facts:
    """The facts of a license text, whatever its file is called."""
    found = identify(content.decode("utf-8", errors="replace"), rules)
    facts = {"license": found.id, "restricts": found.restricts}
    if found.distance is not None:
        facts["distance"] = f"{found.distance:.2f}"
    return {key: value for key, value in facts.items() if value or key == "license"}


def _plain(name: str) -> bool:
    return bool(re.fullmatch(r"[\w.\-/]{1,200}", name)) and ".." not in name and not name.startswith("/")


def _mapping(content: bytes) -> Mapping[str, Any]:
    if len(content) > MAX_JSON:
        return {}
    try:
        found = read_json(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
