from __future__ import annotations

import pytest

from auditor.card import Card, CardLink, CardState, Mention, Role, Table, Where
from auditor.evidence import Evidence, Gate, Kind, Link, Place, Reason, StatedBy
from auditor.findings.datasets import (
    Openness,
    composition,
    corpora,
    datasets,
    held_back,
    named_links,
    own_states,
    solitary,
    unlinked_corpora,
)
from auditor.findings.lineage import ANY, State
from auditor.rules import KnownName, NameKind
from tests.builders import answer, base, card, dataset, evidence, link, mention, place, rules

ALL, SOME, NOTHING = frozenset({State.ALL}), frozenset({State.SOME}), frozenset({State.NOTHING})
WEB = "acme/web"


def web(
    name: str = WEB, *, files: tuple[str | tuple[str, int], ...] | None = ("a.parquet",), **others: object
) -> Place:
    return place(name, kind=Kind.DATASET, files=files, **others)  # type: ignore[arg-type]


def private() -> Place:
    seen = web()
    settings = seen.settings.model_copy(update={"private": True})
    return seen.model_copy(update={"head": seen.head.model_copy(update={"settings": settings})})


@pytest.mark.parametrize(
    ("target", "openness", "why"),
    [
        pytest.param(web(), Openness.OPEN, "its files are listed and it has no gate", id="open"),
        pytest.param(
            web(complete=False), Openness.OPEN, "its files are listed and it has no gate", id="a part suffices"
        ),
        pytest.param(
            web(files=("web.py", "urls.txt")),
            Openness.ELSEWHERE,
            "it holds a loading script for files that lie elsewhere",
            id="a loading script",
        ),
        pytest.param(
            web(files=("web.py", "a.parquet")), Openness.OPEN, "its files are listed and it has no gate", id="and data"
        ),
        pytest.param(
            web(files=("urls.txt",)), Openness.OPEN, "its files are listed and it has no gate", id="text is data"
        ),
        pytest.param(web(gated=Gate.AUTO), Openness.GATED, "it is behind a gate", id="a click"),
        pytest.param(web(gated=Gate.MANUAL), Openness.GATED, "it is behind a gate", id="an approval"),
        pytest.param(
            web(gated=Gate.UNKNOWN),
            Openness.GATE_UNKNOWN,
            "the host did not tell whether it is gated",
            id="gate not told",
        ),
        pytest.param(web(missing=Reason.GATED), Openness.GATED, "it is behind a gate", id="refused by a gate"),
        pytest.param(web(missing=Reason.NOT_FOUND), Openness.CLOSED, "it does not exist", id="not found"),
        pytest.param(web(missing=Reason.DISABLED), Openness.CLOSED, "it is disabled", id="refused as disabled"),
        pytest.param(web(disabled=True), Openness.CLOSED, "it is private or disabled", id="disabled"),
        pytest.param(private(), Openness.CLOSED, "it is private or disabled", id="private"),
        pytest.param(web(files=("README.md",)), Openness.CLOSED, "it holds no data files", id="a card only"),
        pytest.param(
            web(files=("README.md", ("a.csv", 0))), Openness.CLOSED, "it holds no data files", id="an empty file"
        ),
        pytest.param(
            web(files=("README.md",), complete=False),
            Openness.UNKNOWN,
            "its files were not seen",
            id="a part with none",
        ),
        pytest.param(web(files=None), Openness.UNKNOWN, "its files were not seen", id="no listing"),
        pytest.param(
            web(files=(), gated=Gate.UNKNOWN), Openness.UNKNOWN, "its files were not seen", id="none, gate not told"
        ),
        pytest.param(None, Openness.UNKNOWN, "it could not be opened", id="not opened"),
    ],
)
def test_how_open_a_dataset_is(target: Place | None, openness: Openness, why: str) -> None:
    (found,) = datasets(evidence(place(card=card()), dataset(WEB), places=(target,) if target else ()))
    assert (found.name, found.openness, found.why) == (WEB, openness, why)
    shows = [one.shows for one in found.citations]
    assert shows == [f"Names {WEB} as training data", *([f"{WEB}: {why}"] if target else [])]
    assert found.citations[0].opened is (target is not None)


@pytest.mark.parametrize(
    ("name", "openness"),
    [
        ("acme/web-sample", Openness.SAMPLE),
        ("acme/Dummy_web", Openness.SAMPLE),
        ("acme/toy", Openness.SAMPLE),
        ("acme/resampled", Openness.OPEN),
        ("acme/examples-of-use", Openness.SAMPLE),
        ("sample/web", Openness.OPEN),
    ],
)
def test_a_sample_is_one_by_its_name(name: str, openness: Openness) -> None:
    (found,) = datasets(evidence(place(card=card()), dataset(name), places=(web(name),)))
    assert found.openness is openness


@pytest.mark.parametrize(
    ("one", "name", "why", "opened"),
    [
        (link(Role.TRAINING_DATA, "our own pages"), "our own pages", "it was not found", True),
        (
            link(Role.TRAINING_DATA, "https://example.org/data.zip"),
            "example.org/data.zip",
            "it is on a page that we do not open",
            False,
        ),
    ],
)
def test_what_has_no_place_is_unknown(one: Link, name: str, why: str, opened: bool) -> None:  # noqa: FBT001
    (found,) = datasets(evidence(place(card=card()), one))
    assert (found.name, found.openness, found.why, found.states) == (name, Openness.UNKNOWN, why, ANY)
    assert found.citations[0].opened is opened


def test_data_in_a_repository_of_another_kind_is_not_told_apart() -> None:
    one = link(Role.TRAINING_DATA, "acme/open")
    repository = place("acme/open", kind=Kind.REPOSITORY, files=("data.csv",))
    (found,) = datasets(evidence(place(), one, places=(repository,)))
    assert (found.openness, found.states) == (Openness.UNKNOWN, ANY)


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("generator", False),
        ("None", False),
        ("image_folder", False),
        ("More Information Needed", False),
        ("web", True),
        ("acme/generator", True),
        ("acme/web", True),
        ("custom pages", True),
    ],
)
def test_placeholders_of_training_libraries_name_nothing(name: str, named: bool) -> None:  # noqa: FBT001
    assert bool(named_links(evidence(place(), dataset(name)))) is named


def trained(name: str = "Big Corpus", *cues: str, where: Where = Where.PROSE) -> Mention:
    return mention(name, NameKind.CORPUS, *(cues or ("training",)), where=where)


def below(*headings: str, cues: tuple[str, ...] = ()) -> Mention:
    return mention("Big Corpus", NameKind.CORPUS, *cues).model_copy(update={"heading_cues": headings})


@pytest.mark.parametrize(
    ("said", "named"),
    [
        pytest.param(trained(), True, id="trained on it"),
        pytest.param(trained("Big Corpus", "fine_tuning"), True, id="fine-tuned on it"),
        pytest.param(trained(where=Where.TABLE), True, id="in a table"),
        pytest.param(below("pretraining"), True, id="below a heading on training"),
        pytest.param(below("training", "evaluation"), False, id="below a heading on both"),
        pytest.param(below(), False, id="only named"),
        pytest.param(trained("Big Corpus", "training", "comparison"), False, id="another model's"),
        pytest.param(trained("Big Corpus", "training", "evaluation"), False, id="evaluated on it"),
        pytest.param(trained("Big Corpus", "training", "not_released"), False, id="not released"),
        pytest.param(below("training", cues=("citation",)), False, id="cited"),
        pytest.param(trained(where=Where.COMMENT), False, id="in a comment"),
        pytest.param(trained(where=Where.CODE), False, id="in code"),
        pytest.param(mention("Big Corpus", NameKind.BENCHMARK, "training"), False, id="no corpus"),
    ],
)
def test_a_corpus_is_named_where_the_card_speaks_of_training(said: Mention, named: bool) -> None:  # noqa: FBT001
    assert bool(corpora(evidence(place(card=card(mentions=(said, said)))))) is named
    assert len(corpora(evidence(place(card=card(mentions=(said, said)))))) <= 1


def curated(url: str) -> Link:
    return link(Role.TRAINING_DATA, url).model_copy(update={"stated_by": StatedBy.CURATOR})


@pytest.mark.parametrize(
    ("links", "unlinked"),
    [
        ((), True),
        ((dataset("commons/big-corpus"),), False),
        ((dataset("acme/BigCorpus-filtered"),), False),
        ((link(Role.TRAINING_DATA, "https://example.org/big-corpus.zip"),), True),
        ((curated("https://example.org/big-corpus.zip"),), False),
        ((dataset("acme/corpus"),), True),
        ((link(Role.EVALUATION_DATA, "commons/big-corpus", Kind.DATASET),), True),
    ],
    ids=["no link", "its home", "a copy by its name", "a page", "a curator's page", "another", "a link for evaluation"],
)
def test_a_corpus_is_covered_by_a_link_to_it(links: tuple[Link, ...], unlinked: bool) -> None:  # noqa: FBT001
    assert bool(unlinked_corpora(evidence(place(card=card(mentions=(trained(),))), *links))) is unlinked


def test_a_corpus_may_live_under_another_name() -> None:
    known = KnownName(name="The Heap", kind=NameKind.CORPUS, dataset="commons/all-text")
    seen = evidence(place(card=card(mentions=(trained("The Heap"),))), dataset("commons/all-text"))
    named = rules().model_copy(update={"vocabulary": rules().vocabulary.model_copy(update={"names": (known,)})})
    assert unlinked_corpora(seen) != ()
    assert unlinked_corpora(seen.model_copy(update={"rules": named})) == ()


def mix(rows: int, *columns: str) -> Card:
    return card(tables=(Table(line=20, columns=columns, rows=rows),))


@pytest.mark.parametrize(
    ("read", "found"),
    [
        (mix(5, "Dataset", "Share (%)"), True),
        (mix(5, "Source", "Tokens"), True),
        (mix(5, "Subset", "Sampling proportion"), True),
        (mix(3, "Dataset", "Tokens"), True),
        (mix(2, "Dataset", "Tokens"), False),
        (mix(5, "Dataset", "License"), False),
        (mix(5, "Model", "Tokens"), False),
        (mix(5, "Datasets-used", "tokens"), True),
        (card(), False),
    ],
)
def test_a_table_of_more_sources_than_links_tells_the_mix(read: Card, found: bool) -> None:  # noqa: FBT001
    table = composition(evidence(place(card=read), dataset(WEB)))
    assert table == (read.tables[0] if found else None)


@pytest.mark.parametrize(
    ("cues", "lines"), [({"withheld_data": (9, 4)}, (4, 9)), ({"not_released": (4,)}, ()), ({}, ())]
)
def test_a_line_says_that_data_is_not_released(cues: dict[str, tuple[int, ...]], lines: tuple[int, ...]) -> None:
    seen = evidence(place(card=card(cues=cues)), dataset(WEB), places=(web(),))
    assert held_back(seen) == lines
    assert own_states(seen) == (frozenset({State.SOME}) if lines else frozenset({State.ALL}))
    assert held_back(evidence(None)) == ()


READ = place(card=card())
UNREAD = place(card_state=CardState.NOT_READ)
GATED = web("acme/chat", gated=Gate.AUTO)
CLOSED = web("acme/chat", missing=Reason.NOT_FOUND)
CHAT = dataset("acme/chat")


@pytest.mark.parametrize(
    ("seen", "states"),
    [
        pytest.param(evidence(READ), NOTHING, id="a card that names nothing"),
        pytest.param(evidence(place()), NOTHING, id="no card"),
        pytest.param(evidence(UNREAD), ANY, id="a card that was not read"),
        pytest.param(evidence(place(missing=Reason.GATED)), ANY, id="a model that is refused"),
        pytest.param(evidence(None), ANY, id="a model never seen"),
        pytest.param(evidence(READ, dataset(WEB), places=(web(),)), ALL, id="one, open"),
        pytest.param(evidence(READ, dataset(WEB), CHAT, places=(web(), web("acme/chat"))), ALL, id="two, open"),
        pytest.param(
            evidence(READ, dataset(WEB), CHAT, places=(web(missing=Reason.NOT_FOUND), CLOSED)), NOTHING, id="two, gone"
        ),
        pytest.param(
            evidence(place(card=mix(5, "Source", "Tokens")), CHAT, places=(CLOSED,)),
            NOTHING,
            id="gone, and a table of more",
        ),
        pytest.param(evidence(READ, dataset(WEB)), ANY, id="one, not opened"),
        pytest.param(evidence(READ, CHAT, places=(GATED,)), SOME, id="one, gated"),
        pytest.param(evidence(READ, CHAT, places=(CLOSED,)), NOTHING, id="one, gone"),
        pytest.param(evidence(READ, dataset(WEB), CHAT, places=(web(), GATED)), SOME, id="open and gated"),
        pytest.param(evidence(READ, dataset(WEB), CHAT, places=(web(), CLOSED)), SOME, id="open and gone"),
        pytest.param(evidence(READ, dataset(WEB), CHAT, places=(web(),)), ALL | SOME, id="open and not opened"),
        pytest.param(evidence(READ, dataset(WEB), CHAT, places=(CLOSED,)), SOME | NOTHING, id="gone and not opened"),
        pytest.param(
            evidence(READ, dataset(WEB), places=(web(gated=Gate.UNKNOWN),)), ALL | SOME, id="one, gate not told"
        ),
        pytest.param(
            evidence(UNREAD, dataset(WEB), places=(web(),)), ALL | SOME, id="open, and a card that may name more"
        ),
        pytest.param(
            evidence(UNREAD, CHAT, places=(CLOSED,)), SOME | NOTHING, id="gone, and a card that may name more"
        ),
        pytest.param(evidence(place(card=card(mentions=(trained(),)))), SOME, id="a corpus by its name without a link"),
        pytest.param(
            evidence(place(card=card(mentions=(trained(),))), dataset(WEB), places=(web(),)),
            SOME,
            id="open, and a corpus without a link",
        ),
        pytest.param(
            evidence(place(card=mix(5, "Source", "Tokens")), dataset(WEB), places=(web(),)),
            SOME,
            id="open, and a table of more",
        ),
        pytest.param(
            evidence(place(card=card(cues={"withheld_data": (4,)})), dataset(WEB), places=(web(),)),
            SOME,
            id="open, and a line that holds some back",
        ),
    ],
)
def test_the_states_that_a_model_s_own_data_may_be_in(seen: Evidence, states: frozenset[State]) -> None:
    assert own_states(seen) == states


HOME = "commons/big-corpus"
BARE = dataset("web-corpus")


def leading(name: str, *links: Link) -> Place:
    seen = place(name, kind=Kind.REPOSITORY)
    assert seen.snapshot is not None
    return seen.model_copy(update={"snapshot": seen.snapshot.model_copy(update={"links": links})})


def data(name: str, role: Role = Role.EVALUATION_DATA) -> Link:
    return link(role, name, Kind.DATASET)


LAB = link(Role.CODE, "acme/lab")


@pytest.mark.parametrize(
    ("seen", "found"),
    [
        pytest.param(
            evidence(READ, BARE, data("acme/web_corpus"), places=(web("acme/web_corpus"),)),
            "acme/web_corpus",
            id="by a link of the card for something else",
        ),
        pytest.param(
            evidence(READ, BARE, LAB, places=(leading("acme/lab", data("acme/web-corpus")), web("acme/web-corpus"))),
            "acme/web-corpus",
            id="by the owner's README",
        ),
        pytest.param(
            evidence(
                READ,
                BARE,
                link(Role.CODE, "lab/all"),
                places=(leading("lab/all", data("acme/web-corpus")), web("acme/web-corpus")),
            ),
            "",
            id="by another's README",
        ),
        pytest.param(
            evidence(READ, dataset("bigcorpus"), places=(web(HOME),)), HOME, id="by where the vocabulary says it lives"
        ),
        pytest.param(evidence(READ, dataset("bigcorpus")), "", id="a home that was not seen"),
        pytest.param(evidence(READ, BARE, places=(web("acme/web-corpus"),)), "", id="by nothing that leads to it"),
        pytest.param(
            evidence(
                READ,
                BARE,
                link(Role.CODE, "acme/web-corpus"),
                places=(place("acme/web-corpus", kind=Kind.REPOSITORY),),
            ),
            "",
            id="by no dataset",
        ),
        pytest.param(
            evidence(READ, BARE, data("acme/web-corpus-2"), places=(web("acme/web-corpus-2"),)), "", id="another name"
        ),
        pytest.param(
            evidence(READ, dataset("zenith/web-corpus"), data("acme/web-corpus"), places=(web("acme/web-corpus"),)),
            "",
            id="a name with an owner",
        ),
        pytest.param(
            evidence(READ, BARE, data("acme/web-corpus"), places=(web("web-corpus"), web("acme/web-corpus"))),
            "web-corpus",
            id="what was opened by that very name",
        ),
    ],
)
def test_a_name_without_its_owner_is_looked_up(seen: Evidence, found: str) -> None:
    ((_, target), *_) = named_links(seen)
    assert (target.ref.name if target else "") == found
    assert datasets(seen)[0].openness is (Openness.OPEN if found else Openness.UNKNOWN)


PAGE = link(Role.TRAINING_DATA, "https://example.org/data.zip")


@pytest.mark.parametrize(
    ("seen", "named"),
    [
        pytest.param(evidence(READ, PAGE), [PAGE.url], id="a page alone"),
        pytest.param(evidence(READ, PAGE, dataset(WEB)), [WEB], id="beside a dataset"),
        pytest.param(evidence(READ, PAGE, link(Role.TRAINING_DATA, "our pages")), ["our pages"], id="beside a name"),
        pytest.param(evidence(READ, PAGE, dataset("generator")), [PAGE.url], id="beside a placeholder"),
        pytest.param(evidence(place(card=card(mentions=(trained(),))), PAGE), [], id="beside a corpus"),
        pytest.param(evidence(READ, curated(PAGE.url), dataset(WEB)), [PAGE.url, WEB], id="a curator's page"),
    ],
)
def test_pages_count_only_where_nothing_else_is_named(seen: Evidence, named: list[str]) -> None:
    assert [one.ref.name if one.ref else one.url for one, _ in named_links(seen)] == named


def claiming(*said: Mention, read: Card | None = None) -> Place:
    return place(card=(read or card()).model_copy(update={"mentions": said}))


HEAP = KnownName(name="Heap", kind=NameKind.CORPUS, dataset="commons/heap")


def knowing(seen: Evidence, *names: KnownName) -> Evidence:
    words = rules().vocabulary.model_copy(update={"names": names})
    return seen.model_copy(update={"rules": rules().model_copy(update={"vocabulary": words})})


@pytest.mark.parametrize(
    ("seen", "home"),
    [
        pytest.param(evidence(claiming(trained())), "", id="one"),
        pytest.param(evidence(claiming(trained()), places=(web(HOME),)), HOME, id="one, and its home was seen"),
        pytest.param(evidence(claiming()), None, id="none"),
        pytest.param(evidence(claiming(trained()), dataset(WEB)), None, id="beside a dataset"),
        pytest.param(evidence(claiming(trained()), dataset(HOME)), None, id="linked"),
        pytest.param(evidence(claiming(trained()), PAGE), "", id="beside a page"),
        pytest.param(evidence(claiming(trained(), trained("Heap"))), None, id="two"),
        pytest.param(
            evidence(claiming(trained(), read=card(cues={"withheld_data": (4,)}))),
            None,
            id="some held back",
        ),
        pytest.param(evidence(claiming(trained(), read=mix(5, "Source", "Tokens"))), None, id="a table of more"),
        pytest.param(evidence(None), None, id="never seen"),
    ],
)
def test_one_corpus_alone_may_be_the_whole(seen: Evidence, home: str | None) -> None:
    found = solitary(seen)
    assert (None if found is None else found[1].ref.name if found[1] else "") == home
    if found:
        assert found[0].name == "Big Corpus"


@pytest.mark.parametrize(
    ("known", "found"),
    [
        (HEAP, True),
        (HEAP.model_copy(update={"raw": True}), False),
        (HEAP.model_copy(update={"dataset": ""}), False),
        (KnownName(name="Pile", kind=NameKind.CORPUS, dataset="commons/pile"), False),
    ],
    ids=["a known home", "a raw crawl", "no home", "not known"],
)
def test_one_corpus_alone_needs_a_home_and_is_no_crawl(known: KnownName, found: bool) -> None:  # noqa: FBT001
    assert bool(solitary(knowing(evidence(claiming(trained("Heap"))), known))) is found


@pytest.mark.parametrize(
    ("home", "states"),
    [
        pytest.param(web(HOME), ALL | SOME, id="open"),
        pytest.param(web(HOME, files=("web.py",)), ALL | SOME, id="its files lie elsewhere"),
        pytest.param(web(HOME, gated=Gate.UNKNOWN), ALL | SOME, id="gate not told"),
        pytest.param(web(HOME, gated=Gate.AUTO), SOME, id="gated"),
        pytest.param(web(HOME, missing=Reason.NOT_FOUND), SOME, id="gone"),
        pytest.param(web(WEB), SOME, id="not seen"),
    ],
)
def test_of_one_corpus_alone_all_may_be_there_where_its_home_is_open(home: Place, states: frozenset[State]) -> None:
    assert own_states(evidence(claiming(trained()), places=(home,))) == states


def wired(*links: str, names: str = "Big Corpus", kind: Kind = Kind.REPOSITORY) -> Evidence:
    """A card that claims a corpus and links a repository as its data, whose README names one and leads on."""
    said = (mention(names, NameKind.CORPUS),)
    lists = tuple(CardLink(url=url, line=3) for url in links)
    target = place("acme/lists", kind=kind, files=("urls.txt",), card=card(mentions=said, links=lists))
    return evidence(claiming(trained()), link(Role.TRAINING_DATA, "acme/lists", kind), places=(target,))


HEAPS = "https://huggingface.co/datasets/acme/heap"


@pytest.mark.parametrize(
    ("seen", "covered"),
    [
        pytest.param(wired(HEAPS), True, id="names it and leads to data"),
        pytest.param(wired(), False, id="leads to no data"),
        pytest.param(wired("https://huggingface.co/acme/heap"), False, id="leads to a model"),
        pytest.param(wired(HEAPS, names="Heap"), False, id="names another"),
        pytest.param(wired(HEAPS, kind=Kind.DATASET), False, id="is a dataset"),
    ],
)
def test_a_linked_repository_that_names_a_corpus_and_leads_to_data_covers_it(seen: Evidence, covered: bool) -> None:  # noqa: FBT001
    assert bool(unlinked_corpora(seen)) is not covered


@pytest.mark.parametrize(
    ("stated_by", "openness"), [(StatedBy.CURATOR, Openness.ELSEWHERE), (StatedBy.CARD, Openness.UNKNOWN)]
)
def test_a_curator_s_repository_whose_readme_leads_to_data_holds_it_elsewhere(
    stated_by: StatedBy, openness: Openness
) -> None:
    lists = place("acme/lists", kind=Kind.REPOSITORY, card=card(links=(CardLink(url=HEAPS, line=3),)))
    one = link(Role.TRAINING_DATA, "acme/lists", stated_by=stated_by)
    (found,) = datasets(evidence(READ, one, places=(lists,)))
    assert found.openness is openness


@pytest.mark.parametrize(
    ("said", "value", "unlinked"),
    [
        ("Big Corpus", "", ["Big Corpus"]),
        ("Big Corpus", "commons/big-corpus", []),
        ("Big Corpus", "acme/web, BigCorpus", []),
        ("Big Corpus", "acme/web", ["Big Corpus"]),
    ],
)
def test_a_corpus_that_a_base_model_names_is_the_base_s_own(said: str, value: str, unlinked: list[str]) -> None:
    bases = {"acme/base": {"training_data_named": answer("yes", value)}}
    seen = evidence(claiming(trained(said)), base("acme/base"), bases=bases)
    assert [one.name for one in unlinked_corpora(seen)] == unlinked


def test_a_raw_crawl_says_nothing_beside_what_is_made_from_it() -> None:
    crawl = KnownName(name="Crawl", kind=NameKind.CORPUS, raw=True)
    alone, beside = claiming(trained("Crawl")), claiming(trained("Crawl"), trained("Heap"))
    assert [one.name for one in unlinked_corpora(knowing(evidence(alone), crawl, HEAP))] == ["Crawl"]
    assert [one.name for one in unlinked_corpora(knowing(evidence(beside), crawl, HEAP))] == ["Heap"]
    assert unlinked_corpora(knowing(evidence(alone, dataset(WEB)), crawl, HEAP)) == ()
