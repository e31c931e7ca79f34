from __future__ import annotations

import pytest

from auditor.card import CardState
from auditor.checks.training_data_downloadable import training_data_downloadable
from auditor.evidence import Evidence, Gate, Kind, Reason
from auditor.rules import NameKind
from tests.builders import answer, base, card, dataset, evidence, mention, place

WEB = place("acme/web", kind=Kind.DATASET, files=("a.parquet",))
GATED = place("acme/chat", kind=Kind.DATASET, files=("a.csv",), gated=Gate.AUTO)
CORPUS = mention("Big Corpus", NameKind.CORPUS, "pretraining")


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                base("acme/base"),
                places=(WEB,),
                bases={"acme/base": {"training_data_downloadable": answer("yes")}},
            ),
            "yes",
            "",
            id="met on a base met",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                base("acme/base"),
                places=(WEB,),
                bases={"acme/base": {"training_data_downloadable": answer("no", "some")}},
            ),
            "no",
            "some",
            id="met on a base partial",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                base("acme/base"),
                places=(WEB,),
                bases={"acme/base": {"training_data_downloadable": answer("no")}},
            ),
            "no",
            "some",
            id="met on a base not met",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                base("acme/base"),
                places=(WEB,),
                bases={"acme/base": {"training_data_downloadable": answer("unknown")}},
            ),
            "unknown",
            "",
            id="met on a base unknown",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                dataset("acme/chat"),
                base("acme/base"),
                places=(WEB, GATED),
                bases={"acme/base": {"training_data_downloadable": answer("yes")}},
            ),
            "no",
            "some",
            id="partial on a base met",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                dataset("acme/chat"),
                base("acme/base"),
                places=(WEB, GATED),
                bases={"acme/base": {"training_data_downloadable": answer("no", "some")}},
            ),
            "no",
            "some",
            id="partial on a base partial",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                dataset("acme/chat"),
                base("acme/base"),
                places=(WEB, GATED),
                bases={"acme/base": {"training_data_downloadable": answer("no")}},
            ),
            "no",
            "some",
            id="partial on a base not met",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                dataset("acme/chat"),
                base("acme/base"),
                places=(WEB, GATED),
                bases={"acme/base": {"training_data_downloadable": answer("unknown")}},
            ),
            "no",
            "some",
            id="partial on a base unknown",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                base("acme/base"),
                places=(),
                bases={"acme/base": {"training_data_downloadable": answer("yes")}},
            ),
            "no",
            "some",
            id="not met on a base met",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                base("acme/base"),
                places=(),
                bases={"acme/base": {"training_data_downloadable": answer("no", "some")}},
            ),
            "no",
            "",
            id="not met on a base partial",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                base("acme/base"),
                places=(),
                bases={"acme/base": {"training_data_downloadable": answer("no")}},
            ),
            "no",
            "",
            id="not met on a base not met",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                base("acme/base"),
                places=(),
                bases={"acme/base": {"training_data_downloadable": answer("unknown")}},
            ),
            "unknown",
            "",
            id="not met on a base unknown",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                base("acme/base"),
                places=(),
                bases={"acme/base": {"training_data_downloadable": answer("yes")}},
            ),
            "unknown",
            "",
            id="unknown on a base met",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                base("acme/base"),
                places=(),
                bases={"acme/base": {"training_data_downloadable": answer("no", "some")}},
            ),
            "unknown",
            "",
            id="unknown on a base partial",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                base("acme/base"),
                places=(),
                bases={"acme/base": {"training_data_downloadable": answer("no")}},
            ),
            "unknown",
            "",
            id="unknown on a base not met",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                base("acme/base"),
                places=(),
                bases={"acme/base": {"training_data_downloadable": answer("unknown")}},
            ),
            "unknown",
            "",
            id="unknown on a base unknown",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                base("acme/base", "quantized"),
                places=(),
                bases={"acme/base": {"training_data_downloadable": answer("yes")}},
            ),
            "yes",
            "",
            id="quantised on a base met",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                base("acme/base", "quantized"),
                places=(),
                bases={"acme/base": {"training_data_downloadable": answer("no", "some")}},
            ),
            "no",
            "some",
            id="quantised on a base partial",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                base("acme/base", "quantized"),
                places=(),
                bases={"acme/base": {"training_data_downloadable": answer("no")}},
            ),
            "no",
            "",
            id="quantised on a base not met",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                base("acme/base", "quantized"),
                places=(),
                bases={"acme/base": {"training_data_downloadable": answer("unknown")}},
            ),
            "unknown",
            "",
            id="quantised on a base unknown",
        ),
        pytest.param(evidence(place(card=card()), dataset("acme/web"), places=(WEB,)), "yes", "", id="open, no base"),
        pytest.param(evidence(place(card=card())), "no", "", id="nothing named"),
        pytest.param(
            evidence(place(card=card()), dataset("acme/chat"), places=(GATED,)), "no", "some", id="gated only"
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                places=(place("acme/web", kind=Kind.DATASET, files=("a.csv",), gated=Gate.UNKNOWN),),
            ),
            "unknown",
            "",
            id="gate not told",
        ),
        pytest.param(
            evidence(
                place(card=card()), dataset("acme/web"), places=(place("acme/web", kind=Kind.DATASET, files=None),)
            ),
            "unknown",
            "",
            id="exists alone",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                places=(place("acme/web", kind=Kind.DATASET, files=("a.csv",), complete=False),),
            ),
            "yes",
            "",
            id="part of a list is enough",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web-sample"),
                places=(place("acme/web-sample", kind=Kind.DATASET, files=("a.csv",)),),
            ),
            "no",
            "some",
            id="sample",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                places=(place("acme/web", kind=Kind.DATASET, files=("web.py", "urls.txt")),),
            ),
            "yes",
            "",
            id="loading script",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                places=(place("acme/web", kind=Kind.DATASET, files=("README.md",)),),
            ),
            "no",
            "",
            id="only a card in it",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                places=(place("acme/web", kind=Kind.DATASET, missing=Reason.NOT_FOUND_OR_PRIVATE),),
            ),
            "no",
            "",
            id="not there",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                dataset("acme/gone"),
                places=(WEB, place("acme/gone", kind=Kind.DATASET, missing=Reason.NOT_FOUND)),
            ),
            "no",
            "some",
            id="one there, one not",
        ),
        pytest.param(
            evidence(place(card=card()), dataset("acme/web"), dataset("acme/gone"), places=(WEB,)),
            "unknown",
            "",
            id="one there, one not opened",
        ),
        pytest.param(evidence(place(card=card()), dataset("some pages")), "unknown", "", id="a name without a place"),
        pytest.param(evidence(place(card=card(mentions=(CORPUS,)))), "no", "some", id="corpus named, not linked"),
        pytest.param(
            evidence(place(card=card(mentions=(CORPUS,))), dataset("acme/web"), places=(WEB,)),
            "no",
            "some",
            id="linked and a further corpus named",
        ),
        pytest.param(
            evidence(
                place(card=card(mentions=(CORPUS,))),
                dataset("commons/big-corpus"),
                places=(place("commons/big-corpus", kind=Kind.DATASET, files=("a.csv",)),),
            ),
            "yes",
            "",
            id="corpus linked at its home",
        ),
        pytest.param(
            evidence(place(card=card(cues={"withheld_data": (4,)})), dataset("acme/web"), places=(WEB,)),
            "no",
            "some",
            id="part said to be held back",
        ),
        pytest.param(
            evidence(place(card_state=CardState.NOT_READ), dataset("acme/web"), places=(WEB,)),
            "unknown",
            "",
            id="card not read",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                base("acme/base"),
                base("acme/other"),
                places=(WEB,),
                bases={
                    "acme/base": {"training_data_downloadable": answer("yes")},
                    "acme/other": {"training_data_downloadable": answer("no")},
                },
            ),
            "no",
            "some",
            id="two bases, the worst counts",
        ),
        pytest.param(
            evidence(place(card=card()), dataset("acme/web"), base("acme/base"), places=(WEB,)),
            "unknown",
            "",
            id="base never judged",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                base("acme/base", "merge"),
                base("acme/other", "merge"),
                bases={
                    "acme/base": {"training_data_downloadable": answer("yes")},
                    "acme/other": {"training_data_downloadable": answer("no")},
                },
            ),
            "no",
            "",
            id="merge of two",
        ),
    ],
)
def test_training_data_downloadable(seen: Evidence, outcome: str, value: str) -> None:
    said = training_data_downloadable.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
