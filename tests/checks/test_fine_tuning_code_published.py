from __future__ import annotations

import pytest

from auditor.card import Role, Where
from auditor.checks.fine_tuning_code_published import fine_tuning_code_published
from auditor.evidence import Evidence, Kind, Link, Place
from auditor.rules import NameKind
from tests.builders import card, evidence, hyperparameters, link, mention, place

KIT = mention("TrainKit", NameKind.FRAMEWORK, "training")
LADDER = tuple(f"configs/open-{size}.yaml" for size in ("1b", "3b", "7b", "13b"))


def coded(name: str, *files: str, folder: str = "") -> Evidence:
    """A model whose card links a repository with these files as its training code."""
    one = link(Role.TRAINING_CODE, name, url=f"https://github.com/{name}{folder}")
    return evidence(place(card=card()), one, places=(place(name, kind=Kind.REPOSITORY, files=files),))


def leading(*links: Link) -> Place:
    """A repository whose README leads on."""
    seen = place("acme/lab", kind=Kind.REPOSITORY, files=("a.py",), card=card())
    assert seen.snapshot is not None
    return seen.model_copy(update={"snapshot": seen.snapshot.model_copy(update={"links": links})})


LEADING = leading(link(Role.TRAINING_CODE, "zenith/trainers"))


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place(files=("finetune.sh",))), "yes", "", id="script beside the weights"),
        pytest.param(
            evidence(place(files=("examples/notebook_sft.ipynb",))), "no", "part", id="example beside the weights"
        ),
        pytest.param(evidence(place(files=("mergekit_config.yml",))), "yes", "", id="recipe of a merge"),
        pytest.param(evidence(place(files=("training_args.bin",))), "no", "framework", id="arguments of the trainer"),
        pytest.param(
            evidence(
                place(
                    card=card(
                        mentions=(KIT, *hyperparameters("lr", "seed", "epochs", "batch", "warmup", where=Where.CODE))
                    )
                )
            ),
            "yes",
            "",
            id="configuration on the card",
        ),
        pytest.param(
            evidence(place(card=card(mentions=(KIT, *hyperparameters("lr", "seed", "epochs", "batch", "warmup"))))),
            "no",
            "framework",
            id="settings on the card",
        ),
        pytest.param(evidence(place(tags=("generated_from_trainer",))), "no", "framework", id="tag of the trainer"),
        pytest.param(
            evidence(place(card=card(mentions=(mention("TrainKit", NameKind.FRAMEWORK, "acknowledgement"),)))),
            "no",
            "",
            id="framework thanked",
        ),
        pytest.param(
            evidence(place(card=card(mentions=(mention("TrainKit", NameKind.FRAMEWORK, "inference"),)))),
            "no",
            "",
            id="framework to run it with",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.TRAINING_CODE, "acme/open"),
                places=(place("acme/open", kind=Kind.REPOSITORY, files=("train.py",)),),
            ),
            "yes",
            "",
            id="the family's repository",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "acme-research/open"),
                places=(place("acme-research/open", kind=Kind.REPOSITORY, files=("train.py",)),),
            ),
            "yes",
            "",
            id="owner of a like name",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "lab/all"),
                places=(place("lab/all", kind=Kind.REPOSITORY, files=("configs/open-7b.yml",)),),
            ),
            "yes",
            "",
            id="a configuration names the model",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "lab/all"),
                places=(place("lab/all", kind=Kind.REPOSITORY, files=("scripts/train_open_7b_v2.sh",)),),
            ),
            "yes",
            "",
            id="family and size",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "lab/all"),
                places=(place("lab/all", kind=Kind.REPOSITORY, files=("scripts/train_open_13b.sh",)),),
            ),
            "no",
            "",
            id="another size",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.TRAINING_CODE, "acme/lab", url="https://github.com/acme/lab/tree/main/train/big"),
                places=(place("acme/lab", kind=Kind.REPOSITORY, files=("train/big/run.sh",)),),
            ),
            "yes",
            "",
            id="a folder that the card leads to",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "lab/all"),
                places=(place("lab/all", kind=Kind.REPOSITORY, files=("train.py",)),),
            ),
            "no",
            "",
            id="code of others",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.TRAINING_CODE, "tools/trainkit"),
                places=(place("tools/trainkit", kind=Kind.REPOSITORY, files=("train.py",)),),
            ),
            "no",
            "framework",
            id="a public framework",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "acme/open"),
                places=(place("acme/open", kind=Kind.REPOSITORY, files=("examples/sft.yaml",)),),
            ),
            "no",
            "part",
            id="examples only",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "acme/open"),
                places=(place("acme/open", kind=Kind.REPOSITORY, files=("generate.py", "setup.py")),),
            ),
            "no",
            "",
            id="inference only",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "acme/open"),
                places=(place("acme/open", kind=Kind.REPOSITORY, files=("tests/test_train.py",)),),
            ),
            "no",
            "",
            id="tests of a trainer",
        ),
        pytest.param(
            evidence(place(card=card()), link(Role.CODE, "acme/open")), "unknown", "", id="linked repository not opened"
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "lab/all"),
                places=(place("lab/all", kind=Kind.REPOSITORY, files=("a.py",), complete=False),),
            ),
            "unknown",
            "",
            id="part of a tree",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "acme/lab"),
                places=(place("acme/lab", kind=Kind.REPOSITORY, files=("train.py",)),),
            ),
            "no",
            "part",
            id="the owner's code, which names no model",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.TRAINING_CODE, "lab/all"),
                places=(place("lab/all", kind=Kind.REPOSITORY, files=("train.py",)),),
            ),
            "no",
            "part",
            id="code of others, linked as the training code",
        ),
        pytest.param(
            evidence(place(card=card()), link(Role.TRAINING_CODE, "lab/all"), link(Role.CODE, "tools/trainkit")),
            "unknown",
            "",
            id="a framework, and the linked training code not opened",
        ),
        pytest.param(coded("tools/trainkit", *LADDER), "no", "framework", id="a framework's template for many sizes"),
        pytest.param(
            coded("tools/trainkit", *LADDER, "recipes/train_open-7b.sh"),
            "yes",
            "",
            id="the model's recipe in a framework",
        ),
        pytest.param(coded("lab/all", *LADDER), "yes", "", id="configurations of many sizes in a repository of code"),
        pytest.param(coded("acme/lab", "finetune/open-7b-poems.sh"), "no", "part", id="a script that trains further"),
        pytest.param(coded("acme/lab", "finetune/open-7b.sh"), "yes", "", id="a script that fine-tunes the model"),
        pytest.param(coded("lab/all", "configs/open-7b-chat.yaml"), "no", "", id="a variant's configuration"),
        pytest.param(coded("acme/lab", "scripts/train_open.sh"), "yes", "", id="the owner's script for the family"),
        pytest.param(
            coded("acme/lab", "sft/zephyr-v2.sh", folder="/tree/main/train/zephyr-v2"),
            "yes",
            "",
            id="the name of the folder to which the card leads",
        ),
        pytest.param(coded("acme/lab", "sft/zephyr-v2.sh"), "no", "part", id="such a name, and no folder that has it"),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "acme/lab"),
                places=(LEADING, place("zenith/trainers", kind=Kind.REPOSITORY, files=("train_open-7b.sh",))),
            ),
            "yes",
            "",
            id="one step further, where a path names the model",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "acme/lab"),
                places=(LEADING, place("zenith/trainers", kind=Kind.REPOSITORY, files=("train.py",))),
            ),
            "no",
            "",
            id="one step further, and it names no model",
        ),
        pytest.param(evidence(place(files=("config.yaml",))), "unknown", "", id="a configuration of unknown use"),
        pytest.param(evidence(place(card=card())), "no", "", id="nothing"),
    ],
)
def test_fine_tuning_code_published(seen: Evidence, outcome: str, value: str) -> None:
    said = fine_tuning_code_published.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
