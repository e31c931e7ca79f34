from __future__ import annotations

import pytest

from auditor.card import Heading, Mention, Where
from auditor.evidence import Evidence, Place
from auditor.findings.libraries import library, snippets, unread_config, unread_use
from auditor.rules import NameKind
from tests.builders import card, evidence, mention, place


def hosted(own: Place, *, name: str = "", classes: tuple[str, ...] = ()) -> Place:
    """A place of which the host tells the library and the classes of the configuration."""
    assert own.snapshot is not None
    profile = own.snapshot.profile.model_copy(update={"library": name, "architectures": classes})
    return own.model_copy(update={"snapshot": own.snapshot.model_copy(update={"profile": profile})})


def code(
    name: str = "Transformers", *above: str, kind: NameKind = NameKind.LIBRARY, cues: tuple[str, ...] = ()
) -> Mention:
    """A known name in a code block below headings with these cues."""
    return mention(name, kind, *cues, where=Where.CODE).model_copy(update={"heading_cues": above})


@pytest.mark.parametrize(
    ("own", "name", "shown"),
    [
        pytest.param(place(card=card(front={"library_name": "diffusers"})), "diffusers", False, id="front matter"),
        pytest.param(
            place(card=card(front={"library_name": "diffusers"}), files=("config.json",)), "diffusers", True, id="shown"
        ),
        pytest.param(hosted(place(card=card()), name="transformers"), "transformers", False, id="the host"),
        pytest.param(
            hosted(place(card=card()), name="transformers", classes=("OpenLM",)),
            "transformers",
            True,
            id="with a class",
        ),
        pytest.param(place(card=card(), tags=("timm",)), "timm", False, id="a tag"),
        pytest.param(place(card=card(mentions=(code(),))), "Transformers", True, id="code on the card"),
        pytest.param(place(files=("open.Q4_0.gguf",)), "llama.cpp", True, id="the format of the weights"),
        pytest.param(
            place(card=card(front={"library_name": "diffusers"}), files=("open.Q4_0.gguf",)),
            "llama.cpp",
            True,
            id="the format outweighs a bare name",
        ),
        pytest.param(place(files=("adapter_config.json",)), "peft", True, id="an adapter's configuration"),
        pytest.param(
            place(files=("config.json", "generation_config.json")), "transformers", True, id="files of one library"
        ),
        pytest.param(place(files=("config.json", "modeling_open.py")), "transformers", True, id="code for one library"),
    ],
)
def test_the_library(own: Place, name: str, shown: bool) -> None:  # noqa: FBT001 - a column of the table
    found = library(evidence(own))
    assert found is not None
    assert (found.name, found.shown) == (name, shown)


@pytest.mark.parametrize(
    "seen",
    [
        evidence(None),
        evidence(place()),
        evidence(place(files=("config.json",))),
        evidence(place(files=("sub/adapter_config.json",))),
        evidence(place(card=card(front={"library_name": "acme-engine"}), tags=("nlp",))),
        evidence(hosted(place(), name="acme-engine")),
    ],
)
def test_no_public_library(seen: Evidence) -> None:
    assert library(seen) is None


@pytest.mark.parametrize(
    ("one", "counts"),
    [
        pytest.param(code(), True, id="a library"),
        pytest.param(code("Transformers", "usage"), True, id="below words on use"),
        pytest.param(code("Transformers", "evaluation"), True, id="loaded to be measured"),
        pytest.param(code("Transformers", "training"), False, id="in the code of the training"),
        pytest.param(code("Transformers", "training", "usage"), True, id="use beside training"),
        pytest.param(code("Transformers", "citation"), False, id="cited"),
        pytest.param(code("Accelerate", "usage"), False, id="a tool that loads no model"),
        pytest.param(code("PEFT", kind=NameKind.FRAMEWORK), False, id="a framework"),
        pytest.param(code("PEFT", "usage", kind=NameKind.FRAMEWORK), True, id="a framework below words on use"),
        pytest.param(mention("Transformers", NameKind.LIBRARY, "usage"), False, id="in a sentence"),
    ],
)
def test_code_that_loads_the_model(one: Mention, counts: bool) -> None:  # noqa: FBT001 - a column of the table
    assert bool(snippets(evidence(place(card=card(mentions=(one,)))))) is counts


def test_a_framework_counts_where_the_host_says_that_it_loads_the_model() -> None:
    one = code("PEFT", kind=NameKind.FRAMEWORK)
    assert snippets(evidence(hosted(place(card=card(mentions=(one,))), name="peft"))) == (one,)


def test_code_below_words_on_use_comes_first() -> None:
    early, late = code(), code("vLLM", "usage").model_copy(update={"line": 90})
    assert snippets(evidence(place(card=card(mentions=(early, late))))) == (late, early)


def test_a_section_on_use_without_a_known_tool_is_a_gap() -> None:
    read = card(cues={"usage": (4, 30)}).model_copy(update={"headings": (Heading(line=30, level=2, text="Usage"),)})
    assert "line 30" in unread_use(evidence(place(card=read)))[0]
    assert not unread_use(evidence(place(card=card(cues={"usage": (4,)}))))
    assert not unread_use(evidence(place()))


def test_a_configuration_of_an_unknown_library_is_a_gap() -> None:
    own = place(files=("config.json",))
    assert unread_config(evidence(own)) == ("which library config.json is for was not told",)
    assert not unread_config(evidence(hosted(own, name="acme-engine")))
    assert not unread_config(evidence(place()))
    assert not unread_config(evidence(None))
