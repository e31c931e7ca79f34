from __future__ import annotations

import pytest

from auditor.linting import Severity
from tests.linting.cards import body, lines

E, H = Severity.ERROR, Severity.HINT


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        ("Write to [us](mailto:acme@example.org), see [the terms](LICENSE) and [above](#open-7b).", []),
        ("[a](https://github.com/acme) [b](https://huggingface.co/acme) [c](https://huggingface.co/).", []),
        ("[a](https://huggingface.co/spaces/acme/demo) [b](https://huggingface.co/docs/transformers/index)", []),
        ("[a](https://github.com/acme/.github) [b](https://github.com/acme/x.git)", []),
        ("See [this](ftp://acme.example/data).", [E]),
        ("See [this](file:///home/acme/data).", [E]),
        ('<a href="javascript:alert(1)">run</a> it', [E]),
        ("[a](https://huggingface.co/acme/open%207b)", [H]),
        ("[a](https://github.com/acme/open%20code)", [H]),
        ("```\nhttps://huggingface.co/a/b%20c\n```", []),
        ("Look at https://github.com/<owner>/<name> for it.", [H]),
        ("The [More Information Needed] was left.", [H]),
        ("## Uses\n\n[More Information Needed]\n", [H]),
        ("## Uses\n\n<!-- What is it for? -->\n\n## Limits\n\nSome.", [H]),
        ("## Uses\n\n## Limits\n\nSome.", [H]),
        ("## Uses\n\n### Direct\n\nSome.", []),
        ("## Uses\n\n```\nrun\n```\n\n## More\n\n| a |\n|---|\n| 1 |\n\n## List\n\n- one", []),
        ("## Picture\n\n<img src='https://acme.example/x.png'>", []),
        ("## Last", [H]),
        ("<p hidden>We trained on much.</p>", [H]),
        ("<div style='display:none'>\n\n## Data\n\nMuch.\n\n</div>", [H, H]),
        ("<details><summary>More</summary>Much.</details>", []),
    ],
)
def test_text(text: str, severities: list[Severity]) -> None:
    assert [one.severity for one in body(text)] == severities


def test_a_finding_stands_at_its_line() -> None:
    (one,) = body("## Uses\n\nOne line.\n[More Information Needed]")
    assert one.line == 15
    (empty,) = body("## Uses\n\n## Limits\n\nSome.")
    assert (empty.line, "'Uses'" in empty.message) == (12, True)


def test_windows_line_ends_count_as_one() -> None:
    text = "---\r\nlicense: mit\r\n---\r\n# A\r\n\r\n## Uses\r\n\r\n## Limits\r\n\r\nSome words.\r\n"
    assert [one.line for one in lines(text) if "is empty" in one.message] == [6]


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_an_empty_card_is_told_to_be_empty(text: str) -> None:
    assert any("the card is empty" in one.message for one in lines(text))


def test_findings_of_one_kind_are_bounded() -> None:
    found = body("\n\n".join(["[More Information Needed]"] * 1000))
    assert len(found) == 200
