"""Prints how much was planted where, and what of it acted: `python -m tests.hostile`."""

from __future__ import annotations

import sys
from collections import Counter

from tests.hostile.acting import acting, plain_marks
from tests.hostile.outputs import KEPT, Format, worlds
from tests.hostile.payloads import FAMILIES, PAYLOADS
from tests.hostile.planting import fields_of


def main() -> int:
    """The table; 1 where anything acted."""
    known = plain_marks()
    fields = len(set().union(*(fields_of(one, kept=KEPT) for one in worlds())))
    read: Counter[Format] = Counter()
    acted: Counter[Format] = Counter()
    for text in PAYLOADS:
        for output, what in acting(text, known):
            read[output.format] += 1
            if what:
                acted[output.format] += 1
                print(f"{text[:60]!r} in {output.name}: {what}", file=sys.stderr)  # noqa: T201 - a program that prints
    rows = [(form.value, f"{read[form] // len(PAYLOADS)}", f"{read[form]:,}", f"{acted[form]}") for form in Format]
    rows.append(("all", f"{len(known)}", f"{read.total():,}", f"{acted.total()}"))
    print(f"{len(PAYLOADS)} payloads of {len(FAMILIES)} families, each in {fields} fields at once\n")  # noqa: T201
    print(f"{'format':<42}{'outputs':>9}{'read':>9}{'acted':>7}")  # noqa: T201
    for row in rows:
        print(f"{row[0]:<42}{row[1]:>9}{row[2]:>9}{row[3]:>7}")  # noqa: T201
    return int(bool(acted.total()))


if __name__ == "__main__":
    sys.exit(main())
