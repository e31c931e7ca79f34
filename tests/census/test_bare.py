from __future__ import annotations

from pathlib import Path

from auditor.census.job import judging
from auditor.census.looking import Poisoned, look
from auditor.census.rows import ROWS
from auditor.census.source import batches, open_source
from auditor.evidence import Evidence, Place
from tests.census.made_up import write
from tests.conftest import CHECKOUT, MADE_UP


def test_no_answer_depends_on_whether_citations_are_written_out(tmp_path: Path) -> None:
    judges = judging(str(CHECKOUT))
    compared = 0
    for path in (write(tmp_path, 40), MADE_UP / "hub" / "models.jsonl"):
        source = open_source(path)
        rows = [row for chunk in source.chunks for one in batches(source, chunk) for row in ROWS[source.kind](one)]
        for row in rows:
            try:
                seen = look(row, judges.rules, judges.reading)
            except Poisoned:
                continue
            bare = seen.evidence
            assert bare.place is not None
            kept = {name: getattr(bare.place, name) for name in Place.model_fields}
            whole = Evidence(id=bare.id, place=Place(**kept), links=bare.links, rules=judges.rules)
            assert judges.asker.ask(bare) == judges.asker.ask(whole), row.id
            compared += 1
    assert compared > 50
