"""The ten criteria of the Open Source Definition in our own words, and how each applies to a model.

The definition itself: https://opensource.org/osd
"""

from __future__ import annotations

from typing import Final

from auditor.record import Record


class Criterion(Record):
    """One of the ten; `title` is its name in the definition, the rest is ours."""

    number: int
    title: str
    says: str
    model: str


CRITERIA: Final = (
    Criterion(
        number=1,
        title="Free redistribution",
        says="Anyone may pass the software on, as a gift or for money, alone or as part of something larger, and owes "
        "nobody a fee for it.",
        model="The weights may be copied to another host, built into a product and sold with it. A license that lets "
        "its publisher end or limit the use from afar takes this back.",
    ),
    Criterion(
        number=2,
        title="Source code",
        says="The source comes with the program or is easily had, in the form in which one would work on it, and may "
        "be passed on too.",
        model="What the source of a model is, is disputed. To change its behavior a little, people work on the "
        "weights; to change what it learned, on the data and the training code. A license can allow all of it to be "
        "passed on, but it cannot publish it: whether data and code are there is asked by criteria of their own.",
    ),
    Criterion(
        number=3,
        title="Derived works",
        says="Anyone may change the software and pass on the changed version under the same terms.",
        model="Derived works of a model are its fine-tuned, merged, quantized and converted versions. Terms that keep "
        "these from being shared break the criterion.",
    ),
    Criterion(
        number=4,
        title="Integrity of the author's source code",
        says="A license may ask that changes be kept apart from the original, or that changed versions take another "
        "name or version. It must still let people build and share them.",
        model="A license may ask that a changed model bears another name and says that it was changed.",
    ),
    Criterion(
        number=5,
        title="No discrimination against persons or groups",
        says="The rights are the same for everyone.",
        model="Terms that hold only below a number of users or a revenue, or not in some countries, treat some people "
        "and companies unlike others.",
    ),
    Criterion(
        number=6,
        title="No discrimination against fields of endeavor",
        says="The software may be used in every field, in business as well as in research.",
        model="Non-commercial and research-only terms break it. So do lists of forbidden uses, whatever they aim at: "
        "what the law forbids stays forbidden under any license; the license itself may add nothing to it.",
    ),
    Criterion(
        number=7,
        title="Distribution of license",
        says="The rights come with the copy. Whoever receives one needs no further agreement.",
        model="Terms that everyone has to sign with the publisher before they may use a copy would break it. A gate on "
        "the Hub is not the license: it limits the download, and is judged with the weights.",
    ),
    Criterion(
        number=8,
        title="License must not be specific to a product",
        says="The rights do not depend on getting the software as part of a certain product.",
        model="Terms that allow a model only together with its publisher's own program or service would break it.",
    ),
    Criterion(
        number=9,
        title="License must not restrict other software",
        says="The license makes no demands on other software that is passed on beside it.",
        model="Terms that say how the other models or programs in the same collection must be licensed would break it.",
    ),
    Criterion(
        number=10,
        title="License must be technology-neutral",
        says="No right depends on a certain technology, or on a certain way of accepting the terms.",
        model="Terms that allow a model only on one kind of device, or only after a click on one website, would break "
        "it.",
    ),
)
