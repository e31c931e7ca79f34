"""What must not turn an answer: order and form of what is written, the owner's name, and what is beside the point."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.card import CardState, Role
from auditor.checks import all_checks
from auditor.collect import card_links, curated_links, model_ref
from auditor.evidence import Evidence, File, Gate, Head, Kind, Link, Place, Settings, Snapshot
from auditor.judge import Judge
from auditor.reading.card import read_card
from auditor.reading.declared import declared
from auditor.registry import CuratedLink
from auditor.score import State, score
from auditor.sources import recognise
from auditor.store import Store
from tests.conftest import CHECKOUT

STORE = Store(CHECKOUT)
RULES = STORE.rules
FIVE = STORE.definitions()[0]
DAY = "2026-01-02"
RANK = {State.NOT_MET: 0, State.UNKNOWN: 1, State.PARTIAL: 2, State.MET: 3}

SENTENCES = (
    "The model was trained on [acme/web-corpus](https://huggingface.co/datasets/acme/web-corpus).",
    "The code for training is at [acme/open](https://github.com/acme/open).",
    "We evaluate with [the evaluation code](https://github.com/acme/open-eval).",
    "Training logs: [W&B report](https://wandb.ai/acme/open/reports/open-7b--abc).",
    "It was evaluated on MMLU and HellaSwag with lm-evaluation-harness.",
    "It was fine-tuned with axolotl, with a learning rate of 2e-5, a batch size of 64 and a warmup of 100 steps.",
    "The training code will be released soon at [acme/later](https://github.com/acme/later).",
    "Thanks to the authors of [another model](https://github.com/globex/other) for their training code.",
    "Load it with Transformers.",
)
BESIDE = (
    "[Homepage](https://acme.example/)",
    "[Discord](https://discord.gg/abc)",
    "![badge](https://img.shields.io/badge/x-y.svg)",
    "[License](https://choosealicense.com/licenses/mit/)",
    "<!-- [old code](https://github.com/globex/train) -->",
    "Read more at https://news.example/open-7b.",
)
CODE = {
    "acme/open": ("train.py", "configs/train/open-7b.yaml", "README.md"),
    "acme/open-eval": ("eval/run.py", "eval/tasks.py"),
    "acme/later": ("README.md",),
    "globex/other": ("train.py", "eval.py"),
    "globex/train": ("train.py",),
}
FILES = ("README.md", "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors", "config.json")

chosen = st.lists(st.sampled_from(SENTENCES), unique=True, max_size=len(SENTENCES))


def place(ref_of: str, kind: Kind, files: Sequence[str], *, source: str = "github", complete: bool = True) -> Place:
    url = {"github": "https://github.com/", "huggingface": "https://huggingface.co/datasets/"}[source] + ref_of
    ref = recognise(url)
    assert ref is not None
    assert ref.kind is kind
    listing = tuple(File(path=path, size=1000) for path in files)
    return Place(
        ref=ref,
        page=url,
        head=Head(name=ref_of, revision="b" * 40, settings=Settings(gated=Gate.NO), observed=DAY),
        snapshot=Snapshot(
            revision="b" * 40, observed=DAY, files=listing, complete=complete, card_state=CardState.ABSENT
        ),
    )


def world(owner: str = "acme") -> dict[str, Place]:
    """Every place that the sentences link, all of it in the open."""
    found = [place(name.replace("acme", owner), Kind.REPOSITORY, files) for name, files in CODE.items()]
    data = place(f"{owner}/web-corpus", Kind.DATASET, ("data/a.parquet",), source="huggingface")
    return {str(one.ref): one for one in (*found, data)}


def looked_at(  # noqa: PLR0913 - one for each thing that may be otherwise
    text: bytes,
    places: Mapping[str, Place],
    *,
    owner: str = "acme",
    files: Sequence[str] = FILES,
    complete: bool = True,
    curated: tuple[CuratedLink, ...] = (),
) -> Mapping[str, State]:
    """Criterion -> state, for a model with this card and these files, read and judged by the project's own rules."""
    model = f"{owner}/open-7b"
    card = read_card(text, RULES.vocabulary, revision="a" * 40)
    snapshot = Snapshot(
        revision="a" * 40,
        observed=DAY,
        files=tuple(File(path=path, size=10**9) for path in files),
        complete=complete,
        branches=(),
        card=card,
        card_state=CardState.READ,
    )
    links: tuple[Link, ...] = (
        *declared(card, (), ()),
        *card_links(snapshot, RULES, model),
        *curated_links(curated),
    )
    own = Place(
        ref=model_ref(model),
        page=f"https://huggingface.co/{model}",
        head=Head(name=model, revision="a" * 40, settings=Settings(gated=Gate.NO), observed=DAY),
        snapshot=snapshot.model_copy(update={"links": links}),
    )
    wanted = {str(link.ref) for link in links if link.ref}
    evidence = Evidence(
        id=model,
        place=own,
        links=links,
        places={name: one for name, one in places.items() if name in wanted},
        rules=RULES,
    )
    judged = Judge(all_checks(), {model: evidence}.get).judge(model)
    assert judged is not None
    return {result.id: result.state for result in score(FIVE, judged[1]).results}


def card(sentences: Sequence[str]) -> str:
    return "---\nlicense: apache-2.0\n---\n# Open 7B\n\n" + "\n\n".join(sentences) + "\n"


def test_the_sentences_mean_what_they_say() -> None:
    states = looked_at(card(SENTENCES).encode(), world())
    assert set(states.values()) == {State.MET}
    nothing = looked_at(card(()).encode(), world())
    assert {name for name, state in nothing.items() if state is State.MET} == {"weights", "license"}


@given(chosen, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_what_is_written(sentences: list[str], random: object) -> None:
    shuffled = list(sentences)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert looked_at(card(shuffled).encode(), world()) == looked_at(card(sentences).encode(), world())


@given(chosen)
@settings(max_examples=40, deadline=None)
def test_line_ends_and_marks_of_byte_order(sentences: list[str]) -> None:
    text = card(sentences)
    plain = looked_at(text.encode(), world())
    assert looked_at(text.replace("\n", "\r\n").encode(), world()) == plain
    assert looked_at(b"\xef\xbb\xbf" + text.encode(), world()) == plain


@given(chosen)
@settings(max_examples=40, deadline=None)
def test_links_in_html_instead_of_markdown(sentences: list[str]) -> None:
    text = card(sentences)
    html = re.sub(r"\[([^\]]+)\]\(([^)]+)\)", r'<a href="\2">\1</a>', text)
    assert looked_at(html.encode(), world()) == looked_at(text.encode(), world())


@given(chosen)
@settings(max_examples=40, deadline=None)
def test_who_the_owner_is(sentences: list[str]) -> None:
    text = card(sentences)
    assert looked_at(text.replace("acme", "zenith-lab").encode(), world("zenith-lab"), owner="zenith-lab") == looked_at(
        text.encode(), world()
    )


@given(chosen, st.lists(st.sampled_from(BESIDE), unique=True, min_size=1))
@settings(max_examples=60, deadline=None)
def test_links_that_are_beside_the_point(sentences: list[str], beside: list[str]) -> None:
    more = itertools.chain.from_iterable(itertools.zip_longest(sentences, beside, fillvalue=""))
    assert looked_at(card(list(more)).encode(), world()) == looked_at(card(sentences).encode(), world())


@given(chosen, st.sets(st.sampled_from(sorted(world()))))
@settings(max_examples=80, deadline=None)
def test_a_place_that_could_not_be_opened_raises_nothing_and_refuses_nothing(
    sentences: list[str], unopened: set[str]
) -> None:
    text = card(sentences).encode()
    seen = looked_at(text, world())
    less = looked_at(text, {name: one for name, one in world().items() if name not in unopened})
    for name, state in less.items():
        assert RANK[state] <= max(RANK[seen[name]], RANK[State.UNKNOWN]), name
        assert state is not State.NOT_MET or seen[name] is State.NOT_MET, name


@given(chosen, st.sets(st.sampled_from(FILES)))
@settings(max_examples=80, deadline=None)
def test_a_part_of_the_files_raises_nothing_and_refuses_nothing(sentences: list[str], lost: set[str]) -> None:
    text = card(sentences).encode()
    seen = looked_at(text, world())
    left = tuple(path for path in FILES if path not in lost)
    less = looked_at(text, world(), files=left, complete=False)
    for name, state in less.items():
        assert RANK[state] <= max(RANK[seen[name]], RANK[State.UNKNOWN]), name
        assert state is not State.NOT_MET or seen[name] is State.NOT_MET, name


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Das Modell wurde mit [diesem Code](https://github.com/acme/open) trainiert.", Role.TRAINING_CODE),
        ("Le modèle a été entraîné avec [ce code](https://github.com/acme/open).", Role.TRAINING_CODE),
        ("El modelo fue entrenado con [este código](https://github.com/acme/open).", Role.TRAINING_CODE),
        ("模型训练代码见 [这里](https://github.com/acme/open)。", Role.TRAINING_CODE),
        ("学習コードは[こちら](https://github.com/acme/open)です。", Role.TRAINING_CODE),
        ("학습 코드는 [여기](https://github.com/acme/open)에 있습니다.", Role.TRAINING_CODE),
        ("Auswertung: [Code](https://github.com/acme/open-eval)", Role.EVALUATION_CODE),
        ("评测代码见 [这里](https://github.com/acme/open-eval)", Role.EVALUATION_CODE),
    ],
    ids=["German", "French", "Spanish", "Chinese", "Japanese", "Korean", "German evaluation", "Chinese evaluation"],
)
def test_cards_speak_many_languages(text: str, role: Role) -> None:
    read = read_card(text.encode(), RULES.vocabulary)
    snapshot = Snapshot(card=read, card_state=CardState.READ)
    assert [link.role for link in card_links(snapshot, RULES, "acme/open-7b")] == [role]
