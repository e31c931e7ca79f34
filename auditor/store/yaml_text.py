"""YAML that leaves the project, for the tools of others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml


def yaml_text(content: Mapping[str, Any]) -> str:
    """Text, numbers, lists and mappings as YAML: keys in their order, all but ASCII escaped.

    Text that reads as a date or a number stands in quotes, so that it stays text.
    """
    return yaml.safe_dump(dict(content), sort_keys=False, allow_unicode=False, width=120)
