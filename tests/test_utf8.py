"""Text that UTF-8 cannot hold, at every door by which it could enter."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from auditor.card import Heading
from auditor.cli import cli
from auditor.evidence import Head, Kind, Ref
from auditor.reading.contents import read_file
from auditor.reading.front_matter import read_front_matter
from auditor.rules import Rules
from auditor.sources import Errand, folder, huggingface
from auditor.sources.huggingface.info import read_info
from auditor.standin import Fault, StandIn
from auditor.store.place_files import place_from_json, place_to_json
from auditor.transport import Door, Reply
from auditor.utf8 import holdable, is_holdable, read_json
from tests.builders import rules

LONE = "x\ud800y"


def errand(door: Door) -> Errand:
    return Errand(door=door, rules=Rules(), reading="1", known=None, wanted=())


@given(st.text(st.characters(exclude_categories=())))
def test_what_comes_out_can_be_held_and_what_could_be_held_is_untouched(text: str) -> None:
    found = holdable(text)
    assert found.encode().decode() == found
    assert is_holdable(text) == (found == text)
    assert len(found) <= len(text)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (rb'"\ud800"', "\ufffd"),
        (rb'"\uDfff!"', "\ufffd!"),
        (rb'"\ud83d\ude00"', "\U0001f600"),
        (rb'"\ude00\ud83d"', "\ufffd\ufffd"),
        (rb'"\\ud800"', "\\ud800"),
        (b'"\xed\xa0\x80"', "\ufffd"),
        (rb'{"a\udc00": [{"b": "\ud800"}, 1.5, null, true]}', {"a\ufffd": [{"b": "\ufffd"}, 1.5, None, True]}),
        ('"\U0001f600"'.encode("utf-16"), "\U0001f600"),
        ('"\ud800"'.encode("utf-16", "surrogatepass"), "\ufffd"),
    ],
)
def test_json_comes_with_nothing_that_utf8_cannot_hold(content: bytes, expected: object) -> None:
    assert read_json(content) == expected


@pytest.mark.parametrize("content", [b'"\xff"', b"[" * 100_000, b"9" * 5000, b"", rb'{"a": "\ud8"}'])
def test_what_is_no_json_is_refused_as_before(content: bytes) -> None:
    with pytest.raises((ValueError, RecursionError)):
        read_json(content)


def test_no_record_holds_it() -> None:
    with pytest.raises(ValidationError, match="valid string"):
        Heading(line=1, level=1, text=LONE)
    assert Heading(line=1, level=1, text="\U0001f600").text == "\U0001f600"


def test_a_host_s_answer_is_kept_with_the_sign_for_what_could_not_be_read(standin: StandIn, door: Door) -> None:
    told = {
        "id": "acme/open-7b", "_id": LONE, "sha": "a" * 40, "gated": LONE, "private": False, "tags": [LONE],
        "pipeline_tag": LONE, "library_name": LONE, "createdAt": LONE, "config": {"architectures": [LONE]},
        "siblings": [{"rfilename": f"{LONE}.safetensors", "size": 1, "blobId": LONE}, {"rfilename": "README.md"}],
        "cardData": {"license": LONE, LONE: LONE, "datasets": [LONE, "acme/corpus"]},
    }  # fmt: skip
    standin.faults["/api/models/acme/open-7b"] = Fault(status=200, body=json.dumps(told).encode())
    seen = huggingface.observe(Ref(source="huggingface", kind=Kind.MODEL, name="acme/open-7b"), errand(door))
    assert place_from_json(place_to_json(seen)) == seen
    assert isinstance(seen.head, Head)
    assert seen.head.settings.gated.value == "unknown"
    assert "x\ufffdy.safetensors" in {file.path for file in seen.listing}


def test_a_host_s_front_matter_keeps_its_other_values() -> None:
    body = rb'{"id": "acme/x", "cardData": {"license": "mit", "datasets": ["\ud800"]}}'
    info = read_info(Reply(url="", status=200, headers={}, first_headers={}, body=body, observed=""))
    assert info.cardData == {"license": "mit", "datasets": ["\ufffd"]}


def test_a_file_of_a_repository_gives_facts_that_can_be_kept() -> None:
    found = read_file("adapter_config.json", rb'{"base_model_name_or_path": "acme/\ud800"}', rules())
    assert found == {"base_model": "acme/\ufffd"}


@pytest.mark.parametrize("block", ['license: "\\ud800"', '"\\udfff": x', 'datasets: ["acme/\\ud83d"]'])
def test_a_card_s_front_matter_with_half_a_character_is_broken_and_never_silent(block: str) -> None:
    found, problems = read_front_matter(block)
    assert problems
    assert found.values == {}


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_names_of_files_that_are_no_text_are_listed(tmp_path: Path, door: Door) -> None:
    here = os.fsencode(tmp_path) + b"/m\xff"
    os.mkdir(here)  # noqa: PTH102 - a path of bytes
    for name in (b"README.md", b"w\xfe.safetensors"):
        with open(here + b"/" + name, "wb"):  # noqa: PTH123 - a path of bytes
            pass
    (tmp_path / "link").symlink_to(os.fsdecode(here))
    seen = folder.observe(Ref(source="folder", kind=Kind.FOLDER, name=str(tmp_path / "link")), errand(door))
    assert [file.path for file in seen.listing] == ["README.md", "w\ufffd.safetensors"]
    assert isinstance(seen.head, Head)
    assert seen.head.name == "m\ufffd"
    assert place_from_json(place_to_json(seen)) == seen


@pytest.mark.parametrize("arguments", [("audit", "acme/\udcff"), ("add", "acme/x", "--note\udcff"), ("\udcff",)])
def test_an_argument_that_is_no_text_is_refused_in_one_sentence(arguments: tuple[str, ...]) -> None:
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 2
    assert done.output.splitlines()[-1].endswith("allowed is text in UTF-8")
