"""What goes wrong with one row, and whether it is the host of the row that is asked alone."""

from __future__ import annotations

from auditor.assumptions import Assumption
from auditor.assumptions.probe import Probed, probe
from auditor.standin import Fault, StandIn
from tests.assumptions.made_up import MADE_UP
from tests.conftest import door_to


def asked(row: Assumption, standin: StandIn, fault: Fault | None = None) -> Probed:
    """The row asked of the stand-in, with a fault for all that it asks."""
    standin.faults = {"/": fault} if fault else {}
    return probe(door_to(standin), subjects=MADE_UP, assumptions=[row])[0]
