from __future__ import annotations

from auditor.evidence import File
from auditor.sources.huggingface.info import MAX_FILES, Info
from auditor.sources.huggingface.seen import bounded, listing_of


def test_an_answer_without_files_tells_no_list_and_an_empty_one_is_whole() -> None:
    assert listing_of(Info.model_validate({})) == (None, False)
    assert listing_of(Info.model_validate({"siblings": []})) == ((), True)
    files, complete = listing_of(Info.model_validate({"siblings": [{"rfilename": "a", "blobId": "b"}]}))
    assert (files, complete) == ((File(path="a", oid="b"),), True)


def test_a_list_beyond_all_measure_is_a_part() -> None:
    many = (File(path="a"),) * (MAX_FILES + 1)
    files, complete = bounded(many, complete=True)
    assert len(files or ()) == MAX_FILES
    assert not complete
