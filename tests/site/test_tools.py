from __future__ import annotations

import pytest

from tests.site.conftest import lacking


def test_a_tool_that_is_lacking_fails_ci_and_is_named_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="needs Chromium"):
        lacking("Chromium")
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="needs Chromium"):
        lacking("Chromium")
