"""The data page: every file with what it holds, how to take it, on which terms, and what each column means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from auditor.addresses import API, FEED, HUB_JSON, REPOSITORY, SITE, badge_svg
from auditor.outputs import Page, Published
from auditor.outputs.site import examples
from auditor.outputs.site.datapage import data_page
from auditor.tables import Table, tables
from auditor.wording import count, day, file_size, plain

AUTHOR: Final = "The Openness Auditor contributors"
TITLE: Final = "Openness Auditor"
_TABLES: Final = {
    "models": "Everything of a model in one row: its facts, the six criteria, every definition, every answer.",
    "answers": "Every answer about every model with why, and the citations that it rests on.",
    "evaluations": "Results of benchmarks as they are reported on the Hub.",
    "changes": "Every answer that turned, with its cause.",
    "happenings": "What happened to repositories: a gate, a license, a new name, gone, back, replaced.",
}
_KINDS: Final = {"text": "text", "word": "text", "whole number": "whole number", "number": "number"}
"""Whether a text is one of few is of no use to who reads it."""
_SINGLE: Final = (
    ("models.json", "The index: every model with its states, its verdicts, and where its files are."),
    ("definitions.json", "The definitions, without their rules: what the ids of verdicts and rungs stand for."),
    ("tables.json", "What every column of the tables holds: the dictionary below, for programs."),
)
_SCHEMAS: Final = (
    ("schema/models.schema.json", "JSON Schema of the index."),
    ("schema/model.schema.json", "JSON Schema of one model's report."),
    ("schema/entry.schema.json", "JSON Schema of what people write to register a model."),
)
_EACH: Final = (
    ("models", ".json", "The whole report of one model: every verdict, every answer, every citation."),
    ("badges", ".svg", "Its badge: the strip in words, with the date of observation."),
    ("badges", ".json", "The same words, as the endpoint of Shields reads them."),
    ("cards", ".png", "The picture that is shown where its page is shared, 1200 by 630 pixels."),
)


def _size(published: Published, path: str) -> str:
    return file_size(published.sizes[path]) if path in published.sizes else ""


def _tables(published: Published, made: Sequence[Table[Any]]) -> Iterator[Mapping[str, Any]]:
    for table in made:
        forms = [f"{API}/{table.id}.{form}" for form in ("csv", "parquet")]
        yield {
            "id": table.id,
            "what": _TABLES[table.id],
            "row": f"One row is {table.row}.",
            "rows": f"{table.count(published.reports):,}",
            "files": [
                {"href": path, "form": path.rpartition(".")[2], "size": _size(published, path)} for path in forms
            ],
            "count": count(len(table.columns), "column"),
            "columns": [
                {"name": one.name, "kind": _KINDS[one.kind.value], "meaning": plain(one.meaning)}
                for one in table.columns
            ],
        }


def _files(published: Published) -> Iterator[Mapping[str, str]]:
    for name, what in (*_SINGLE, *_SCHEMAS):
        path = f"{API}/{name}"
        yield {"href": path, "path": path, "what": what, "size": _size(published, path)}
    if published.hub:
        what = "The figures of the last census of the Hub: every count behind the page State of the Hub."
        yield {"href": HUB_JSON, "path": HUB_JSON, "what": what, "size": _size(published, HUB_JSON)}
    what = "The changes as an Atom feed, the newest hundred."
    yield {"href": FEED, "path": FEED, "what": what, "size": _size(published, FEED)}


def _each(published: Published) -> Iterator[Mapping[str, str]]:
    """The files that every model has: the pattern of their paths, how many there are, and how large together."""
    for folder, ending, what in _EACH:
        start = f"{API}/{folder}/"
        found = [size for path, size in published.sizes.items() if path.startswith(start) and path.endswith(ending)]
        size = f"{count(len(found), 'file')}, {file_size(sum(found))} together" if found else ""
        yield {"path": f"{start}OWNER/NAME{ending}", "what": what, "size": size}


def citation(published: Published) -> str:
    """How to cite the data, in one line."""
    seen = day(published.generated_from)
    models = count(len(published.reports), "model")
    return (
        f"{AUTHOR}: {TITLE}, version {plain(published.version, 40)}. Scorecards of {models}, "
        f"newest observation: {seen}. {SITE}/"
    )


def bibtex(published: Published) -> str:
    """The same for BibTeX; the year is that of the newest observation."""
    seen = day(published.generated_from)
    year = [f"  year = {{{seen[:4]}}},"] if seen[0].isdigit() else []
    lines = [
        "@misc{openness_auditor,",
        f"  author = {{{{{AUTHOR}}}}},",
        f"  title = {{{TITLE}}},",
        *year,
        f"  version = {{{plain(published.version, 40)}}},",
        f"  note = {{Newest observation: {seen}}},",
        f"  url = {{{SITE}/}}",
        "}",
    ]
    return "\n".join(lines) + "\n"


def page(published: Published) -> Page:
    """`data/index.md`."""
    questions = [(check.id, check.question) for check in published.checks.values()]
    model = published.reports[0].id if published.reports else "OWNER/NAME"
    data = {
        "tables": list(_tables(published, tables(published.definitions, questions))),
        "files": list(_files(published)),
        "each": list(_each(published)),
        "examples": [
            {"title": "curl", "anchor": "curl", "code": examples.curl(model)},
            {"title": "Python, with pandas", "anchor": "pandas", "code": examples.PANDAS},
            {"title": "SQL, with DuckDB", "anchor": "duckdb", "code": examples.DUCKDB},
            {"title": "SQL: what the answers about one model rest upon", "anchor": "evidence",
             "code": examples.evidence(model)},
        ],
        "badges": [
            {"title": "Markdown, for a README and for a card on the Hub", "anchor": "badge-markdown",
             "code": examples.badge_markdown(model)},
            {"title": "HTML", "anchor": "badge-html", "code": examples.badge_html(model)},
            {"title": "The same words drawn by Shields", "anchor": "badge-shields",
             "code": examples.badge_shields(model)},
        ],
        "badge": badge_svg(model) if published.reports else "",
        "badge_alt": f"Badge of {model}",
        "citation": citation(published),
        "bibtex": bibtex(published),
        "cff": f"{REPOSITORY}/blob/main/CITATION.cff",
        "feed": FEED,
        "seen": day(published.generated_from),
    }  # fmt: skip
    lead = "Every verdict as files for programs: CSV, Parquet, JSON, a feed and badges, at addresses that stay."
    return data_page("data/index.md", template="data.html", title="Data", lead=lead, data=data)
