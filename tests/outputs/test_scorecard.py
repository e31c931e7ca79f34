from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pytest

from auditor.answers import Outcome, no, unknown, yes
from auditor.card import Role
from auditor.checks import all_checks
from auditor.outputs.site.cited import reply
from auditor.outputs.site.kinship import kinship
from auditor.outputs.site.license_panel import panel
from auditor.outputs.site.lineage import BASES, DERIVATIVES, LISTED, lineage, picture, wrapped
from auditor.outputs.site.mending import mending, remedy
from auditor.outputs.site.scorecard import SECTIONS, page
from auditor.outputs.site.sharing import badge
from auditor.outputs.site.strip import titles
from auditor.outputs.site.timeline import SHOWN, timeline
from auditor.outputs.site.usable import RESULTS_SHOWN, results, uses
from auditor.reading.card import read_card
from auditor.reading.roles import role_of
from auditor.report import Relative, Report
from auditor.report.terms import Part, Term
from auditor.rules import Licenses
from auditor.score import State
from auditor.store import Store
from tests.conftest import CHECKOUT
from tests.outputs import acme
from tests.outputs.hostile import HOSTILE, TEXT

M, P, N, U = State


def data_of(report: Report) -> Mapping[str, Any]:
    published = acme.published(*acme.ALL.reports, report) if report not in acme.ALL.reports else acme.ALL
    found = page(report, published.rules(), Licenses(), kinship(published).roots_of(report.id)).data
    assert isinstance(found, dict)
    return found


# -- licenses ------------------------------------------------------------------------------------------------------


def rows(report: Report, part: Part) -> Sequence[tuple[str, str, str]]:
    """Of one part of the panel: for what, the shape's state, and the words."""
    found = panel(report, acme.ALL)["parts"][list(Part).index(part)]["rows"]
    return [(one["of"], one["state"], one["word"]) for one in found]


def test_a_license_that_could_not_be_told_is_never_one_that_is_not_there() -> None:
    assert rows(acme.PART, Part.BASE) == [
        ("acme/lantern-1.5b", "met", "OSI-approved"),
        ("acme/unseen-base", "unknown", "could not be told"),
    ]
    assert rows(acme.PART, Part.DATA) == [
        ("acme/chats", "not_met", "none stated"),
        ("acme/letters", "unknown", "a text that we do not know"),
    ]


@pytest.mark.parametrize(
    ("answer", "state", "word"),
    [
        (None, "unknown", "was not judged"),
        (unknown("The card could not be read.", value="MIT"), "unknown", "could not be told"),
        (no("None is stated.", acme.cite("a/b", "x", "y")), "not_met", "no license is stated, so nothing is granted"),
        (yes("It says so.", acme.cite("a/b", "x", "y"), value="Apache-2.0"), "met", "Apache-2.0 License: OSI-approved"),
        (yes("It says so.", acme.cite("a/b", "x", "y"), value="odd"), "unknown", "odd: not on our lists"),
    ],
)
def test_what_governs_is_said_in_words(answer: Any, state: str, word: str) -> None:
    report = acme.PART.model_copy(update={"answers": {"weights_licensed": answer} if answer else {}})
    found = panel(report, acme.ALL)["governs"]
    assert (found["state"], found["word"]) == (state, word)


def test_each_clause_names_the_criteria_that_it_breaks() -> None:
    (found,) = panel(acme.CLOSED, acme.ALL)["breaches"]
    assert (found["license"], found["of"]) == ("acme-community License", "acme/vault_70b")
    assert [(row["clause"], [one["number"] for one in row["criteria"]]) for row in found["clauses"]] == [
        ("A policy forbids fields of use", [5, 6]),
        ("No one may sell it", [1]),
    ]
    assert panel(acme.PART, acme.ALL)["breaches"] == []


def test_of_hundreds_of_datasets_some_are_listed_and_the_rest_counted() -> None:
    many = tuple(Term(part=Part.DATA, of=f"acme/corpus-{number}") for number in range(40))
    found = panel(acme.PART.model_copy(update={"terms": many}), acme.ALL)["parts"][-1]
    assert (len(found["rows"]), found["more"]) == (30, "and 10 more, in this page's JSON")


# -- lineage -------------------------------------------------------------------------------------------------------


def test_the_picture_shows_bases_above_and_derivatives_below() -> None:
    drawn = picture(acme.PART, titles(acme.ALL))
    assert drawn
    boxes = [("".join(line["text"] for line in one["lines"]), one["level"], one["own"]) for one in drawn["boxes"]]
    assert boxes == [
        ("acme/lantern-1.5b", 0, False),
        ("acme/unseen-base", 0, False),
        ("acme/lantern-1.5b-chat", 1, True),
    ]
    assert [one["note"]["text"] for one in drawn["boxes"]] == [
        "base model",
        "could not be judged; base model",
        "this model: fine-tune, merge",
    ]
    assert "acme/lantern-1.5b (fine-tune), acme/unseen-base (merge)" in drawn["desc"]
    assert drawn["boxes"][0]["label"].startswith("acme/lantern-1.5b, base model. Training data: met; Weights: met;")


def test_boxes_never_overlap_and_stay_within_the_picture() -> None:
    crowd = tuple(Relative(id=f"acme/{'long-name_' * 6}{number}", states=(M,) * 6) for number in range(40))
    drawn = picture(acme.PART.model_copy(update={"bases": crowd, "derivatives": crowd}), titles(acme.ALL))
    assert drawn
    assert len(drawn["boxes"]) == BASES + 1 + DERIVATIVES
    assert [one["text"] for one in drawn["more"]] == ["and 32 more", "and 28 more"]
    edges = [(one["y"], one["y"] + one["height"]) for one in drawn["boxes"]]
    assert all(upper[1] < lower[0] for upper, lower in pairwise(edges))
    assert edges[-1][1] < drawn["height"]
    for box in drawn["boxes"]:
        assert all(box["y"] < one["y"] < box["y"] + box["height"] for one in (*box["lines"], box["note"]))


def test_a_model_without_relatives_has_no_picture() -> None:
    assert lineage(acme.CLOSED, titles(acme.ALL))["picture"] is None


@pytest.mark.parametrize("name", ["acme/x", "acme/" + "a" * 96, "acme/" + "ab-" * 31, TEXT, ""])
def test_a_name_is_broken_and_never_cut(name: str) -> None:
    assert "".join(wrapped(name)) == name
    assert max(map(len, wrapped(name))) <= 30


def test_a_list_of_thousands_is_cut_and_says_so() -> None:
    crowd = tuple(Relative(id=f"acme/m{number}") for number in range(1000))
    found = lineage(acme.PART.model_copy(update={"derivatives": crowd}), titles(acme.ALL))
    assert (len(found["derivatives"]), found["more_derivatives"]) == (LISTED, "and 940 more")


# -- history -------------------------------------------------------------------------------------------------------


def test_history_tells_the_newest_first_with_shapes_and_causes() -> None:
    found = timeline(acme.PART, acme.ALL)["changes"]
    told = [(one["on"], one["before"]["state"], one["after"]["state"], one["cause"], one["pins"]) for one in found]
    assert told == [
        ("2026-01-21", "met", "partial", "The model changed.", "Before: commit feedfac. Since: commit 0123456."),
        ("2026-01-05", "unknown", "", "Our checks changed, not the model.", "At which commit is not known."),
    ]


def test_a_no_is_partial_only_where_the_definition_takes_its_value_for_a_part() -> None:
    turned = acme.PART.history[1].model_copy(update={"value_after": "none of it"})
    (found,) = timeline(acme.PART.model_copy(update={"history": (turned,)}), acme.ALL)["changes"]
    assert found["after"]["state"] == "not_met"


def test_a_long_history_is_cut_at_its_old_end() -> None:
    many = tuple(acme.PART.history[0].model_copy(update={"on": f"20{year:02}-01-01"}) for year in range(60))
    found = timeline(acme.PART.model_copy(update={"history": many}), acme.ALL)
    assert (len(found["changes"]), found["changes"][0]["on"], found["more"]) == (
        SHOWN,
        "2059-01-01",
        "10 older changes",
    )


# -- lines to copy -------------------------------------------------------------------------------------------------


def remedies() -> Sequence[str]:
    """The remedies of the checks that the project's own six criteria can ask."""
    return [one.remedy for one in all_checks().values()]


@pytest.mark.parametrize("text", remedies())
def test_no_line_to_copy_claims_anything(text: str) -> None:
    for block in remedy(text)["blocks"]:
        for line in filter(None, block["text"].splitlines()):
            assert line.startswith("## ") or line.endswith(":") or re.search("[A-Z]{3}", line), line
        assert "acme" not in block["text"]
        assert block["notes"]


def filled(text: str) -> str:
    for blank, word in (
        ("LICENSE-ID", "mit"),
        ("OWNER/DATASET", "acme/web"),
        ("OWNER/REPOSITORY", "acme/code"),
        ("COMMIT", "a" * 40),
        ("ENTITY/PROJECT/runs/RUN", "acme/open/runs/1"),
    ):
        text = text.replace(blank, word)
    return text


def test_what_is_copied_and_filled_in_is_read_as_what_it_is() -> None:
    checks = all_checks()
    asked = [
        "training_data_downloadable",
        "evaluation_code_published",
        "fine_tuning_code_published",
        "training_metrics_published",
        "license_osi_approved",
    ]
    yaml, markdown = mending(
        [acme.result("a/b", 0, N).model_copy(update={"remedies": (checks[one].remedy,)}) for one in asked]
    )["blocks"]
    text = f"---\n{filled(yaml['text'])}\n---\n\n{filled(markdown['text'])}\n"
    words = Store(CHECKOUT).rules.vocabulary
    card = read_card(text.encode(), words)
    assert card.front_matter
    assert card.front_matter.values == {"datasets": ["acme/web"], "license": "mit"}
    assert [role_of(link, words, subject="acme/open") for link in card.links] == [
        Role.EVALUATION_CODE,
        Role.TRAINING_CODE,
        Role.TRAINING_METRICS,
    ]


def test_what_turns_a_criterion_stands_once_with_all_that_it_turns() -> None:
    several = [acme.result("a/b", at, N) for at in range(3)]
    found = mending([*several, acme.result("a/b", 3, U)])
    assert [[one["title"] for one in thing["criteria"]] for thing in found["things"]] == [
        ["Training data", "Weights", "Evaluation code"]
    ]
    assert found["unseen"] == ["Fine-tuning code"]
    assert not found["done"]
    assert mending(acme.OPEN.strip.results)["done"]
    assert not mending(())["done"]


# -- badge, uses, results, replies ---------------------------------------------------------------------------------


def test_a_badge_that_is_copied_tells_no_verdict_that_may_turn() -> None:
    found = badge(acme.UNSEEN)
    assert found["src"] == "api/v1/badges/acme/README.svg"
    assert "6 unknown" in found["alt"]
    for block in found["blocks"]:
        assert "https://openness-auditor.github.io/openness-auditor/models/acme/README--/" in block["text"]
        assert f"https://openness-auditor.github.io/openness-auditor/{found['src']}" in block["text"]
        assert not any(word in block["text"] for word in ("met", "unknown", "partial"))


def test_uses_are_said_in_shape_and_word() -> None:
    assert [(one["state"], one["word"]) for one in uses(acme.PART)] == [
        ("met", "yes"),
        ("partial", "within limits"),
        ("not_met", "no"),
        ("unknown", "not known"),
    ]


def test_results_of_one_source_stand_together_and_say_whose_they_are() -> None:
    found = results(acme.PART)["groups"]
    assert [(one["by"], one["on"], [row["value"] for row in one["rows"]]) for one in found] == [
        ("the publisher", "not told", ["61.25"]),
        ("Arena of Acme, as the publisher quotes it", "2026-01-10", ["0.5"]),
    ]
    many = results(acme.PART.model_copy(update={"evaluations": acme.PART.evaluations * 50}))
    assert sum(len(one["rows"]) for one in many["groups"]) == RESULTS_SHOWN
    assert many["more"] == "and 40 more, in this page's JSON"


def test_a_reply_says_whether_its_address_is_the_owners_work() -> None:
    (said,) = acme.PART.replies
    assert reply(said)["standing"] == f"Verified: {said.because}."
    other = said.model_copy(update={"verified": False, "because": "it stands elsewhere"})
    assert reply(other)["standing"] == "Not verified: it stands elsewhere."


# -- the page ------------------------------------------------------------------------------------------------------


def test_the_head_tells_size_and_downloads_and_says_where_they_are_not_known() -> None:
    known = {one["name"]: one["value"] for one in data_of(acme.OPEN)["facts"]}
    assert (known["Size of the weights"], known["Downloads in 30 days"]) == ("3.01 GB", "1,204 when observed")
    unseen = {one["name"]: one["value"] for one in data_of(acme.UNSEEN)["facts"]}
    assert (unseen["Size of the weights"], unseen["Downloads in 30 days"]) == ("not known", "not known")


def test_a_model_leads_to_all_its_families() -> None:
    assert [one["href"] for one in data_of(acme.PART)["families"]] == [
        "families/acme/lantern-1.5b/",
        "families/acme/unseen-base/",
    ]
    assert data_of(acme.CLOSED)["families"] == []


def test_a_hostile_report_makes_a_page_with_every_section() -> None:
    data = data_of(HOSTILE)
    assert [one["anchor"] for one in data["sections"]] == [anchor for anchor, _ in SECTIONS]
    assert data["lineage"]["picture"]["rails"]
    assert Outcome.NO not in data["history"]["changes"][1].values()
