"""Puts the compiled catalogues of messages into the wheel; in the sources they are text."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_CATALOGUES = Path("src/cdalign/messages")


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles each `.po` into a `.mo` beside it, in the wheel alone."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the compiled files to the builder; an editable installation reads the sources."""
        if version == "editable":
            return
        folder = Path(tempfile.mkdtemp(prefix="cdalign-messages-"))
        for po in sorted((Path(self.root) / _CATALOGUES).glob("*.po")):
            compiled = BytesIO()
            write_mo(compiled, read_po(BytesIO(po.read_bytes())))
            mo = folder / f"{po.stem}.mo"
            mo.write_bytes(compiled.getvalue())
            build_data["force_include"][str(mo)] = f"cdalign/messages/{mo.name}"
