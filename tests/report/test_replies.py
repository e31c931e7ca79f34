from __future__ import annotations

from datetime import date

import pytest

from auditor.registry import Reply
from auditor.report.replies import replied
from tests.builders import place

MODEL = "acme/open-7b"
PAGE = f"https://huggingface.co/{MODEL}"
SEEN, ELSE, OPEN = "a" * 40, "b" * 40, "c" * 40
PLACE = place(MODEL).model_copy(update={"commits": {SEEN: True, ELSE: False}})


def said(url: str) -> Reply:
    return Reply(check="weights_full", statement="So.", url=url, by="acme", on=date(2026, 11, 24))


@pytest.mark.parametrize(
    ("url", "verified", "because"),
    [
        (f"{PAGE}/commit/{SEEN}", True, "it links commit aaaaaaa of the model's own repository"),
        (f"{PAGE}/blob/{SEEN}/README.md#L12", True, "it links commit aaaaaaa"),
        (f"{PAGE}/commit/{ELSE}", False, "commit bbbbbbb does not stand in the history"),
        (f"{PAGE}/commit/{OPEN}", False, "was not seen yet"),
        (f"{PAGE}/discussions/3", False, "it links a discussion, and who wrote there is not looked up"),
        (f"{PAGE}/blob/main/README.md", False, "but no commit of it"),
        (PAGE, False, "but no commit of it"),
        (f"{PAGE}-chat/commit/{SEEN}", False, "it stands elsewhere"),
        (f"https://huggingface.co/globex/other/commit/{SEEN}", False, "it stands elsewhere"),
        (f"https://acme.example/commit/{SEEN}", False, "it stands elsewhere"),
    ],
)
def test_the_standing_of_a_reply(url: str, verified: bool, because: str) -> None:  # noqa: FBT001
    found = replied(said(url), MODEL, PLACE)
    assert (found.verified, because in found.because) == (verified, True), found.because
    assert (found.statement, found.on) == ("So.", date(2026, 11, 24))


def test_of_what_was_never_seen_nothing_is_verified() -> None:
    found = replied(said(f"{PAGE}/commit/{SEEN}"), MODEL, None)
    assert (found.verified, "was not seen yet" in found.because) == (False, True)
