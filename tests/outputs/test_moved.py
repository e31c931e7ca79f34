from __future__ import annotations

from auditor.outputs import all_pages, former
from auditor.outputs.moved import pages
from tests.outputs import acme

RENAMED = acme.OPEN.model_copy(update={"was": ("acme/old", "acme/README")})


def test_a_former_id_leads_to_the_scorecard() -> None:
    old, index = pages(acme.published(RENAMED))
    assert (old.path, index.path) == ("models/acme/old/index.html", "models/acme/README--/index.html")
    shown = old.content.decode()
    assert 'content="0; url=../../../models/acme/lantern-1.5b/"' in shown
    assert "<h1>acme/old is called acme/lantern-1.5b now</h1>" in shown


def test_what_was_embedded_under_a_former_id_is_there_still() -> None:
    made = {page.path: page.content for page in all_pages(acme.published(RENAMED))}
    for path in ("models/{}.json", "badges/{}.svg", "badges/{}.json"):
        assert made[f"api/v1/{path.format('acme/old')}"] == made[f"api/v1/{path.format(RENAMED.id)}"]
    assert b"Formerly acme/old, acme/README" in made["models/acme/lantern-1.5b.md"]


def test_an_id_that_another_model_has_now_is_that_model_s() -> None:
    taken = acme.CLOSED.model_copy(update={"id": "acme/old"})
    published = acme.published(RENAMED, taken)
    assert list(former(RENAMED, published)) == ["acme/README"]
    assert [page.path for page in pages(published)] == ["models/acme/README--/index.html"]
