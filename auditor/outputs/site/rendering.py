"""Fills the templates of our pages, so that the site builder only puts its frame around what stands here already."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import escape

from auditor.addresses import REPOSITORY
from auditor.record import Record

TEMPLATES: Final = Path(__file__).parents[1] / "templates"
_BETWEEN: Final = "\x1e"
"""Parts the blocks of a filled template; no text that is shown holds a control character."""
_FRAME: Final = _BETWEEN.join(f"{{% block {name} %}}{{% endblock %}}" for name in ("styles", "content", "scripts"))


_MARKS: Final = 1_000
"""States and their words are few, but a definition may bring words of its own."""


class Filled(Record):
    """A page's own HTML: what belongs in the head, the content, and what belongs at the end of the body."""

    styles: str
    content: str
    scripts: str


@pass_context
def _url(context: Context, path: str) -> str:
    """A path below the site's root, relative to the page that is being filled."""
    return f"{context['up']}{path}"


_SPECIAL: Final = re.compile("[&<>'\"]").search


def _shown(value: object) -> object:
    """What is written of a value: plain text without any of HTML's five characters as it stands, all else escaped.

    Most of our texts hold none of them, and marking each of them as safe takes longer than looking.
    """
    return value if value.__class__ is str and not _SPECIAL(value) else escape(value)


class _Lookup(CodeGenerator):
    """Looks a name of ours up in a dict at once, and escapes what needs it.

    Of `one.title` Jinja asks for an attribute first and for the key where that failed, which takes half of the time
    that filling a page does: our data are dicts. What is none takes Jinja's way.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Begin to write a value, where everything is escaped by `escape`; all else is Jinja's."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - the name is Jinja's
        """Write the code of `node`: a variable's name can be written twice, other expressions are left as they are."""
        if not isinstance(node.node, nodes.Name):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f"[{node.attr!r}] if (")
        self.visit(node.node, frame)
        self.write(f").__class__ is dict and {node.attr!r} in ")
        self.visit(node.node, frame)
        self.write(" else ")
        super().visit_Getattr(node, frame)
        self.write(")")


class _Templates(Environment):
    code_generator_class = _Lookup
    shown = staticmethod(_shown)


@cache
def _environment() -> Environment:
    """Everything is escaped, by the one rule of HTML; the frame of the theme is left to the site builder."""
    loader = ChoiceLoader([DictLoader({"frame.html": _FRAME}), FileSystemLoader(TEMPLATES)])
    environment = _Templates(loader=loader, autoescape=True, auto_reload=False, trim_blocks=True, lstrip_blocks=True)
    environment.filters["url"] = _url
    environment.globals["repository"] = REPOSITORY
    marks = environment.get_template("partials/marks.html").make_module()
    for name in ("state", "shape"):
        environment.globals[f"{name}_mark"] = lru_cache(maxsize=_MARKS)(getattr(marks, name))
    return environment


def filled(template: str, path: str, data: Mapping[str, Any]) -> Filled:
    """A page's template with its data. `path`: where the page's source lies below docs/ (`models/index.md`)."""
    made = _environment().get_template(template).render(data=data, up=_up(path))
    styles, content, scripts = made.split(_BETWEEN)
    return Filled(styles=styles.strip(), content=content.strip(), scripts=scripts.strip())


def _up(path: str) -> str:
    """From the page's address back to the site's root: an `index.md` is its folder's, others are folders themselves."""
    folder, _, name = path.rpartition("/")
    depth = (folder.count("/") + 1 if folder else 0) + (name != "index.md")
    return "../" * depth or "./"
