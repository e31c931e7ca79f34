from __future__ import annotations

import pytest

from auditor.card import Mention, Role, Where
from auditor.evidence import Kind, Link, Place, Reason, Ref, StatedBy
from auditor.findings.onward import (
    CODE,
    MAX_FROM_ONE,
    bare_names,
    claimed_corpora,
    home_link,
    homes,
    leads_of,
    onward,
    places_beyond,
)
from auditor.rules import KnownName, NameKind, Vocabulary
from tests.builders import card, dataset, evidence, link, mention, place, ref, rules

MODEL = "acme/open-7b"
WORDS = rules().vocabulary
CORPUS = "commons/big-corpus"


def leading(name: str, *links: Link, kind: Kind = Kind.REPOSITORY) -> Place:
    """A place whose README leads on."""
    seen = place(name, kind=kind)
    assert seen.snapshot is not None
    return seen.model_copy(update={"snapshot": seen.snapshot.model_copy(update={"links": links})})


def data(name: str, role: Role = Role.OTHER) -> Link:
    return link(role, name, Kind.DATASET)


def big(*cues: str, where: Where = Where.PROSE, above: tuple[str, ...] = ()) -> Mention:
    return mention("Big Corpus", NameKind.CORPUS, *cues, where=where).model_copy(update={"heading_cues": above})


@pytest.mark.parametrize(
    ("said", "claimed"),
    [
        pytest.param(big("training"), True, id="training"),
        pytest.param(big("pretraining"), True, id="pretraining"),
        pytest.param(big("alignment"), True, id="alignment"),
        pytest.param(big("data"), False, id="data of what"),
        pytest.param(big(above=("fine_tuning",)), True, id="below a heading on training"),
        pytest.param(big("data", above=("training",)), True, id="below one, with other words"),
        pytest.param(big("training", above=("usage",)), False, id="below one on use"),
        pytest.param(big("training", above=("evaluation",)), False, id="below one on evaluation"),
        pytest.param(big(above=("training", "demo")), False, id="below one on training and one on a demonstration"),
        pytest.param(big("training", above=("comparison",)), True, id="below one that compares"),
        pytest.param(big("training", "usage"), False, id="what others may train"),
        pytest.param(big("training", "example_data"), False, id="an example"),
        pytest.param(big("training", "acknowledgement"), False, id="thanks"),
        pytest.param(big("training", where=Where.HEADING), False, id="in a heading"),
        pytest.param(big("training", where=Where.BADGE), False, id="in a badge"),
        pytest.param(big("training", where=Where.LIST), True, id="in a list"),
        pytest.param(mention("TrainKit", NameKind.FRAMEWORK, "training"), False, id="a tool"),
    ],
)
def test_a_card_claims_the_corpora_that_it_trained_on(said: Mention, claimed: bool) -> None:  # noqa: FBT001
    assert claimed_corpora(card(mentions=(said,))) == ((said,) if claimed else ())


def test_every_corpus_is_claimed_once_where_it_first_is() -> None:
    other = mention("Little Corpus", NameKind.CORPUS, "training")
    first, again = big("training"), big("training", where=Where.TABLE)
    assert claimed_corpora(card(mentions=(big("evaluation"), first, other, again))) == (first, other)
    assert claimed_corpora(None) == ()


@pytest.mark.parametrize(
    ("links", "names"),
    [
        ((), ()),
        ((dataset("acme/web"),), ()),
        ((dataset("web"), dataset("web"), dataset("chat")), ("web", "chat")),
        ((link(Role.TRAINING_DATA, "our own pages"),), ("our own pages",)),
        ((link(Role.TRAINING_DATA, "https://acme.example/web"),), ()),
        ((data("web", Role.EVALUATION_DATA),), ()),
    ],
)
def test_a_bare_name_is_a_dataset_without_its_owner(links: tuple[Link, ...], names: tuple[str, ...]) -> None:
    assert bare_names(links) == names


@pytest.mark.parametrize(
    ("said", "links", "found"),
    [
        pytest.param((big("training"),), (), [CORPUS], id="claimed"),
        pytest.param((big("evaluation"),), (), [], id="only named"),
        pytest.param((), (dataset("bigcorpus"),), [CORPUS], id="stated by another spelling"),
        pytest.param((), (link(Role.TRAINING_DATA, "Big  Corpus"),), [CORPUS], id="stated in words"),
        pytest.param((), (dataset("acme/bigcorpus"),), [], id="stated with an owner"),
        pytest.param((), (dataset("bigcorpus-en"),), [], id="another name"),
        pytest.param((big("training"),), (dataset("bigcorpus"),), [CORPUS], id="claimed and stated"),
        pytest.param((), (), [], id="nothing"),
    ],
)
def test_known_corpora_have_a_home(said: tuple[Mention, ...], links: tuple[Link, ...], found: list[str]) -> None:
    assert [one.name for one in homes(card(mentions=said), links, WORDS)] == found
    homeless = Vocabulary(names=(KnownName(name="Big Corpus", kind=NameKind.CORPUS, aliases=("bigcorpus",)),))
    assert list(homes(card(mentions=said), links, homeless)) == []


def test_a_home_is_a_dataset_that_the_card_s_line_stands_for() -> None:
    (home,) = homes(card(mentions=(big("training"),)), (), WORDS)
    assert home == ref(CORPUS, Kind.DATASET)
    found = home_link(home, 12)
    assert (found.role, found.url, found.ref) == (
        Role.TRAINING_DATA,
        f"https://huggingface.co/datasets/{CORPUS}",
        home,
    )
    assert (found.stated_by, found.line, found.path) == (StatedBy.CARD, 12, "README.md")


def led(via: Place, *links: Link, model: str = MODEL) -> list[str]:
    return [one.ref.name for one in leads_of(model, links, via, WORDS) if one.ref]


@pytest.mark.parametrize(
    ("via", "names"),
    [
        pytest.param(leading("acme/lab", link(Role.CODE, "zenith/things")), ["zenith/things"], id="code"),
        pytest.param(
            leading("acme/lab", *(link(role, f"acme/{role.value}") for role in CODE)),
            ["acme/evaluation_code", "acme/training_code", "acme/fine_tuning_code", "acme/code"],
            id="code for everything",
        ),
        pytest.param(leading("acme/lab", link(Role.INFERENCE_CODE, "acme/serve")), [], id="code for use"),
        pytest.param(leading("acme/lab", link(Role.CODE, "acme/open-3b", Kind.MODEL)), [], id="a model"),
        pytest.param(leading("acme/lab", link(Role.CODE, "https://acme.example/code")), [], id="a page"),
        pytest.param(leading("acme/lab", link(Role.CODE, "Acme/Lab")), [], id="itself"),
        pytest.param(leading("acme/lab", link(Role.EVALUATION_CODE, "Tools/EvalKit")), [], id="a public tool"),
        pytest.param(
            leading("acme-ai/lab", link(Role.CODE, "acme/evals")), ["acme/evals"], id="an owner of a like name"
        ),
        pytest.param(leading("zenith/lab", link(Role.CODE, "acme/evals")), [], id="another owner's README"),
        pytest.param(leading("acme/web", link(Role.CODE, "acme/evals"), kind=Kind.DATASET), [], id="a dataset's card"),
        pytest.param(leading("acme/lab", data("acme/web")), ["acme/web"], id="data by its bare name"),
        pytest.param(leading("acme/lab", data("zenith/WEB")), ["zenith/WEB"], id="somebody else's data by its name"),
        pytest.param(leading("acme/lab", data("acme/web-2")), [], id="data of another name"),
        pytest.param(leading("acme/lab", link(Role.TRAINING_DATA, "acme/web")), [], id="no dataset of that name"),
        pytest.param(leading("acme/lab"), [], id="nowhere"),
        pytest.param(place("acme/lab", kind=Kind.REPOSITORY, missing=Reason.NOT_FOUND), [], id="gone"),
    ],
)
def test_a_repository_of_the_owner_leads_to_code_and_to_data_named_without_its_owner(
    via: Place, names: list[str]
) -> None:
    assert led(via, dataset("web")) == names


def test_data_that_the_model_names_in_full_or_not_at_all_is_not_looked_up() -> None:
    via = leading("acme/lab", data("acme/web", Role.TRAINING_DATA))
    assert led(via) == led(via, dataset("acme/web")) == []
    assert led(via, dataset("web")) == ["acme/web"]


def test_one_readme_leads_to_few_places() -> None:
    via = leading(
        "acme/lab",
        link(Role.CODE, "tools/trainkit"),
        link(Role.INFERENCE_CODE, "acme/serve"),
        *(link(Role.CODE, f"acme/part{number}") for number in range(MAX_FROM_ONE + 2)),
        data("acme/web"),
    )
    assert led(via, dataset("web")) == [f"acme/part{number}" for number in range(MAX_FROM_ONE)]


LAB = leading("acme/lab", link(Role.EVALUATION_CODE, "acme/evals"), link(Role.CODE, "acme/second"), data("acme/web"))
GONE = place("acme/lab", kind=Kind.REPOSITORY, missing=Reason.NOT_FOUND)
CODE_LINK = link(Role.CODE, "acme/lab")


def beyond(*links: Link, said: tuple[Mention, ...] = (), held: tuple[Place, ...] = (LAB,)) -> list[str]:
    known = {str(one.ref): one for one in held}

    def place_of(asked: Ref) -> Place | None:
        return known.get(str(asked))

    return [one.name for one in places_beyond(MODEL, links, card(mentions=said), place_of, WORDS)]


@pytest.mark.parametrize(
    ("links", "names"),
    [
        pytest.param((), [], id="no link"),
        pytest.param((CODE_LINK,), ["acme/evals", "acme/second"], id="code"),
        pytest.param((CODE_LINK, CODE_LINK), ["acme/evals", "acme/second"], id="linked twice"),
        pytest.param((CODE_LINK, dataset("web")), ["acme/evals", "acme/second", "acme/web"], id="data by a bare name"),
        pytest.param((CODE_LINK, link(Role.CODE, "acme/evals")), ["acme/second"], id="what the model links itself"),
        pytest.param((CODE_LINK, dataset("bigcorpus")), [CORPUS, "acme/evals", "acme/second"], id="the home first"),
        pytest.param((dataset("bigcorpus"), dataset(CORPUS)), [], id="a home that is linked"),
        pytest.param((link(Role.CODE, "acme/never-seen"),), [], id="not seen"),
    ],
)
def test_places_beyond_a_model_s_links(links: tuple[Link, ...], names: list[str]) -> None:
    assert beyond(*links) == names


def test_the_home_of_a_corpus_that_the_card_claims_is_beyond_and_nothing_is_beyond_what_is_gone() -> None:
    assert beyond(said=(big("training"),)) == [CORPUS]
    assert beyond(CODE_LINK, held=(GONE,)) == []
    kept = GONE.model_copy(update={"snapshot": LAB.snapshot})
    assert beyond(CODE_LINK, held=(kept,)) == []


def test_onward_tells_through_which_readme_and_whether_the_place_was_seen() -> None:
    evals = place("acme/evals", kind=Kind.REPOSITORY, files=("eval/a.py",))
    seen = evidence(place(card=card()), CODE_LINK, places=(LAB, evals))
    first, second = onward(seen, *CODE)
    assert (first.via, first.link.role, first.place) == (LAB, Role.EVALUATION_CODE, evals)
    assert (second.link.ref, second.place) == (ref("acme/second", Kind.REPOSITORY), None)
    assert [one.link.role for one in onward(seen, Role.CODE)] == [Role.CODE]


def test_onward_gives_each_place_once_and_none_that_the_model_links() -> None:
    twin = leading("acme/twin", link(Role.CODE, "acme/evals"), link(Role.CODE, "acme/third"))
    seen = evidence(
        place(card=card()), CODE_LINK, link(Role.CODE, "acme/twin"), link(Role.OTHER, "acme/third"), places=(LAB, twin)
    )
    assert [(one.via.ref.name, one.link.ref.name) for one in onward(seen, *CODE) if one.link.ref] == [
        ("acme/lab", "acme/evals"),
        ("acme/lab", "acme/second"),
    ]


def test_onward_leads_nowhere_from_what_is_gone_or_was_not_seen() -> None:
    kept = GONE.model_copy(update={"snapshot": LAB.snapshot})
    assert onward(evidence(place(), CODE_LINK, places=(kept,)), *CODE) == ()
    assert onward(evidence(place(), CODE_LINK), *CODE) == ()
