"""What the pages to learn from say of the five artifacts and the license, and of what each of them is good for."""

from __future__ import annotations

from typing import Final

from auditor.record import Record


class Artifact(Record):
    """One of the six, by its criterion's id in the project's own definition."""

    id: str
    what: str
    why: str
    without: str
    """Ends the sentence `Without it you cannot …`."""


class Benefit(Record):
    """Something that people want open models for, and the criteria that it rests on."""

    id: str
    title: str
    means: str
    needs: tuple[str, ...]
    helps: tuple[str, ...]


ARTIFACTS: Final = (
    Artifact(
        id="training_data",
        what="What the model learned from: the texts, pictures or recordings of every stage of its training, as files "
        "that anyone can download.",
        why="What a model knows, prefers and leaves out comes from its data. Of all that goes into a model it is what "
        "comes nearest to source code.",
        without="see what the model learned from, find out whether a test was among it, take something out, or train "
        "the model again.",
    ),
    Artifact(
        id="weights",
        what="The numbers that training ends with. They are the model as it runs.",
        why="Whoever has them runs, measures and changes the model on a machine of their own, for as long as they "
        "like.",
        without="run the model yourself, keep it when its publisher changes or withdraws it, or change it other than "
        "by the publisher's own service.",
    ),
    Artifact(
        id="evaluation_code",
        what="The programs, prompts and settings that made the published results.",
        why="A result depends on how it was measured: another prompt or another way of counting gives another "
        "number. With the code, anyone can make the number again.",
        without="repeat the published results, measure another model in the same way, or find a mistake in the "
        "measuring.",
    ),
    Artifact(
        id="fine_tuning_code",
        what="The programs and settings with which this model was trained or fine-tuned.",
        why="They are the recipe. With the same data they make the model again; with other data they make another "
        "in the same way.",
        without="make the model again, go on training it as its makers did, or see the choices that no report "
        "mentions.",
    ),
    Artifact(
        id="training_metrics",
        what="The record of the training: loss and learning rate step by step, logs, and what was measured on the way.",
        why="They show how the training went, and are what others compare with when they train it again.",
        without="tell whether a repeated training is on its way, or study how the model came to be what it is.",
    ),
    Artifact(
        id="license",
        what="The terms under which the weights may be used, changed and passed on.",
        why="What can be downloaded may not yet be used. A license that the Open Source Initiative approves lets "
        "anyone use the model for any purpose, change it and share it, without asking.",
        without="count on being allowed to use the model in your field, in a product or at your size, or to share "
        "what you made of it.",
    ),
)

BENEFITS: Final = (
    Benefit(
        id="customization",
        title="Customization",
        means="Fit the model to your language, your field and your own data.",
        needs=("weights", "license"),
        helps=("training_data", "evaluation_code", "fine_tuning_code"),
    ),
    Benefit(
        id="cost",
        title="Cost",
        means="Start from what others have trained, run it on machines that you choose, and pay nobody by the "
        "request. The machines still cost.",
        needs=("weights", "license"),
        helps=("fine_tuning_code",),
    ),
    Benefit(
        id="flexibility",
        title="Flexibility",
        means="Run it where you need it: without a network, on small devices, inside a product. Shrink it, merge it, "
        "build it in.",
        needs=("weights", "license"),
        helps=("evaluation_code", "fine_tuning_code"),
    ),
    Benefit(
        id="checking",
        title="Checking",
        means="See for yourself what it learned from, how its training went, and whether the published results hold.",
        needs=("training_data", "weights", "evaluation_code", "training_metrics"),
        helps=("fine_tuning_code",),
    ),
    Benefit(
        id="independence",
        title="Independence",
        means="Go on when the publisher stops: mend the model at its source, train it again, build the next one.",
        needs=("training_data", "weights", "fine_tuning_code", "license"),
        helps=("evaluation_code", "training_metrics"),
    ),
)

STEPS: Final = ("weights", "license", "fine_tuning_code", "training_data", "evaluation_code", "training_metrics")
"""The way from open weights to open source, a criterion at a time: from what is most asked for to what is least."""
