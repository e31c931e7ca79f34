"""The sample site, built once by each builder, served on loopback, and a Chromium that notes what leaves it.

A journey takes `mkdocs_site` (or `any_site`: each builder in turn) and `context` (or `browser`, for a context of its
own: width, scheme, no scripts), opens a page with `opened(context, site, path)` and drives `visit.page`. At its end
`visit.at_peace()` fails on any request that left the site, any violation of its policy, any dialog and any error.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal, NoReturn
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request, sync_playwright

from auditor.addresses import SITE
from tests.conftest import THOROUGH
from tests.outputs import acme
from tests.outputs.hostile import HOSTILE, HOSTILE_CORRECTIONS, HOSTILE_LICENSES
from tests.site.sample import build, lay_out

CHROMIUM: Final = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))), "")
"""The browser of this machine: Debian's, or the one that GitHub's runners bring; empty where there is none."""
BELOW: Final = f"{urlsplit(SITE).path}/"
PUBLISHED: Final = replace(
    acme.published(*acme.ALL.reports, HOSTILE),
    corrections=(*acme.CORRECTIONS, *HOSTILE_CORRECTIONS),
    licenses=acme.LICENSES.model_copy(
        update={"licenses": (*acme.LICENSES.licenses, *HOSTILE_LICENSES.licenses)},
    ),
)

Until = Literal["commit", "load", "networkidle"]


class _Published(http.server.SimpleHTTPRequestHandler):
    """Answers below the path of the published address, as its host does."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(BELOW)) if path.startswith(BELOW) else os.devnull

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the standard library's
        pass


class _Quiet(http.server.ThreadingHTTPServer):
    request_queue_size = 128  # the link checker opens many at once

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that closes a page in the middle of an answer is no news."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class Site:
    """A built site and where it is served; `address` ends with a slash."""

    folder: Path
    address: str

    def file_of(self, url: str) -> Path:
        """The file that answers an address of this site."""
        path = unquote(url.removeprefix(self.address).split("#")[0].split("?")[0])
        return self.folder / (f"{path}index.html" if path.endswith("/") or not path else path)


def served(folder: Path) -> Iterator[Site]:
    """Serve a built site while the generator is held open."""
    handler = functools.partial(_Published, directory=str(folder))
    with _Quiet(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(folder=folder, address=f"http://127.0.0.1:{server.server_port}{BELOW}")
        server.shutdown()


def _built(builder: str, folder: Path) -> Iterator[Site]:
    """The site by one builder; a warning fails it."""
    lay_out(folder, PUBLISHED)
    done = build(builder, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    yield from served(folder / "site")


@pytest.fixture(scope="session")
def mkdocs_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield from _built("mkdocs", tmp_path_factory.mktemp("mkdocs"))


@pytest.fixture(scope="session")
def zensical_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield from _built("zensical", tmp_path_factory.mktemp("zensical"))


@pytest.fixture(params=["mkdocs_site", "zensical_site"] if THOROUGH else ["mkdocs_site"])
def any_site(request: pytest.FixtureRequest) -> Site:
    """The site by each builder in turn, where the run is a thorough one; that both are alike is `test_same`'s."""
    site = request.getfixturevalue(request.param)
    assert isinstance(site, Site)
    return site


def lacking(needed: str) -> NoReturn:
    """A tool is not on this machine: the test says which, and in CI that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"needs {needed}")
    pytest.skip(f"needs {needed}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        lacking("Chromium")
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield opened
        opened.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile on a wide screen in the light scheme."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as made:
        yield made


WATCH: Final = """
window.violations = [];
document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) =>
  window.violations.push(`${effectiveDirective} forbids ${blockedURI} at ${sourceFile}:${lineNumber}`));
"""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A page that was opened, and what it did meanwhile."""

    page: Page
    foreign: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def violations(self) -> list[str]:
        """What the page's content security policy forbade since it was opened."""
        found = self.page.evaluate("window.violations")
        assert isinstance(found, list)
        return found

    def at_peace(self) -> None:
        """Nothing left the site, broke its policy, asked or failed."""
        assert (self.foreign, self.violations(), self.dialogs, self.errors) == ([], [], [], [])


def opened(context: BrowserContext, site: Site, path: str, *, until: Until = "load") -> Visit:
    """Open a page of the site in a fresh tab and wait until it is loaded, or until it asks for nothing more."""
    visit = Visit(page=context.new_page())

    def note(request: Request) -> None:
        if not request.url.startswith((site.address, "data:", "blob:")):
            visit.foreign.append(request.url)

    def dismiss(dialog: Dialog) -> None:
        visit.dialogs.append(dialog.message)
        dialog.dismiss()

    visit.page.add_init_script(WATCH)
    visit.page.on("request", note)
    visit.page.on("dialog", dismiss)
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    visit.page.on("console", lambda said: visit.errors.append(said.text) if said.type == "error" else None)
    visit.page.goto(f"{site.address}{path}", wait_until=until)
    return visit
