from __future__ import annotations

import pytest
import yaml

from auditor.store.yaml_text import yaml_text


@pytest.mark.parametrize(
    "content",
    [
        {"release": {"name": "open-7b", "components": [{"name": "Model card", "license": "MIT"}]}},
        {"quoted": "on", "colon": "a: b", "hash": "# none", "empty": "", "line": "one\ntwo", "wide": "データ"},
        {},
    ],
)
def test_what_is_written_reads_back_the_same(content: dict[str, object]) -> None:
    assert yaml.safe_load(yaml_text(content)) == content


def test_keys_stay_in_their_order_and_the_bytes_are_the_same_each_time() -> None:
    content = {"zeta": 1, "alpha": [2, 3]}
    assert yaml_text(content) == yaml_text(dict(content))
    assert yaml_text(content).index("zeta") < yaml_text(content).index("alpha")
