"""TBX becomes records: version 2 (martif, tig and ntig) and 3 (DCA and DCT), concept by concept, tolerant.

What the standard does not allow is a fault; what an attacker would send (entities) is refused with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from lxml import etree

from cdalign.errors import ReadError
from cdalign.messages import say
from cdalign.terminology.faults import TermbaseFault
from cdalign.terminology.gathering import gather_concepts
from cdalign.terminology.records import TermbaseReading, TermRecord
from cdalign.terminology.tbx_concepts import concept_records, text_of
from cdalign.terminology.tbx_structure import CONCEPTS, Version, check_concept, check_root, local_name

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def read_tbx(path: str | Path) -> TermbaseReading:
    """Return the reading of a TBX file.

    Raises:
        ReadError: it cannot be opened, is not well-formed, is not TBX, or declares entities.
    """
    try:
        with Path(path).open("rb") as stream:
            return parse_tbx(stream, path=str(path))
    except OSError as error:
        raise ReadError.of(error, path) from error


def parse_tbx(stream: IO[bytes], *, path: str = "") -> TermbaseReading:
    """Return the reading of a TBX stream; see `read_tbx`."""
    faults: list[TermbaseFault] = []
    walk = _Walk(stream, path, faults)
    try:
        reading = gather_concepts(walk.records())
    except etree.XMLSyntaxError as error:
        raise ReadError(
            say("is not well-formed XML ({reason})", reason=error.msg),
            path=path,
            line=error.lineno,
            advice="fix it, or export it again",
        ) from error
    walk.check_whole()
    termbase = type(reading.termbase)(reading.termbase.entries, walk.title)
    return TermbaseReading(termbase, (*faults, *reading.faults), reading.lines)


class _Walk:
    """One pass through a file, concept by concept. Each element is dropped once it has become records."""

    def __init__(self, stream: IO[bytes], path: str, faults: list[TermbaseFault]) -> None:
        self.stream, self.path, self.faults = stream, path, faults
        self.title = ""
        self.version = Version.V3_DCA
        self.root: Any = None
        self.ids: dict[str, int] = {}

    def records(self) -> Iterator[TermRecord]:
        events = etree.iterparse(
            self.stream,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for event, element in events:
            if event == "start":
                if self.root is None:
                    self._begin(element)
                continue
            name = local_name(element)
            if name == "title" and not self.title:
                self.title = text_of(element)
            if name in CONCEPTS:
                yield from self._concept(element)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]

    def _begin(self, root: Any) -> None:
        self.root = root
        declared = root.getroottree().docinfo.internalDTD
        entities = [entity.name for entity in declared.iterentities()] if declared is not None else []
        if entities:
            raise ReadError(
                say(
                    "declares entities ({names}), which can make a small file fill a machine",
                    names=", ".join(entities[:3]),
                ),
                path=self.path,
                advice="write the characters themselves, and take the declarations away",
            )
        if local_name(root) not in ("tbx", "martif"):
            raise ReadError(
                say("is not TBX: its root is <{root}>", root=local_name(root)),
                path=self.path,
                advice="export it as TBX, CSV or XLSX",
            )
        self.version = Version.of(root)
        self.faults.extend(check_root(root, self.version))

    def check_whole(self) -> None:
        """Report the faults that only the end of the file shows."""
        if not self.ids:
            self.faults.append(TermbaseFault("tbx.no-concepts", line=self.root.sourceline or 0))
        names = {local_name(element) for element in self.root.iter(etree.Element)}
        if not names & {"tbxHeader", "martifHeader"}:
            self.faults.append(TermbaseFault("tbx.header-missing", line=self.root.sourceline or 0))
        elif "sourceDesc" not in names:
            self.faults.append(TermbaseFault("tbx.source-missing", line=self.root.sourceline or 0))

    def _concept(self, element: Any) -> Iterator[TermRecord]:
        line = element.sourceline or 0
        identity = element.get("id") or element.get(_XML_ID) or ""
        if not identity:
            identity = f"c{len(self.ids) + 1}"
            rule = "concept.id-missing" if self.version is not Version.V2 else "concept.id-made"
            self.faults.append(TermbaseFault(rule, identity, line, identity))
        if identity in self.ids:
            self.faults.append(
                TermbaseFault("concept.duplicate", f"{identity} (line {self.ids[identity]})", line, identity)
            )
        self.ids.setdefault(identity, line)
        self.faults.extend(replace(fault, unit=identity) for fault in check_concept(element, self.version))
        yield from concept_records(element, identity)
