"""Parts of a ZIP container, read within bounds: neither a bomb nor an entity gets further than an error."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdalign.errors import ReadError
from cdalign.messages import say

if TYPE_CHECKING:
    from lxml.etree import _Element

# The main part of a 1,000-page report has about 20 MB of XML; ten times more is an attack.
_LARGEST_PART = 200 * 2**20
# Text compresses some 20 times, Word's XML up to 100 times; a bomb 1,000 times.
_HIGHEST_RATIO = 400
_SMALL_PART = 10 * 2**20
_START_BYTES = 8192


@dataclass(frozen=True)
class Archive:
    """A ZIP container in memory; `path` names it in messages."""

    container: zipfile.ZipFile
    path: str

    def parse_part(self, name: str, *, may_declare: bool = False) -> _Element | None:
        """Return the root of an XML part, or None if the container has no such part.

        No entity is resolved and nothing is fetched. `may_declare` allows a document type, as books have one.

        Raises:
            ReadError: the part is damaged, encrypted, too large, or declares a document type.
        """
        from lxml import etree

        data = self.read_part(name)
        if data is None:
            return None
        if not may_declare and b"<!DOCTYPE" in data[:_START_BYTES].replace(b"\0", b""):
            raise self._refuse(say("{name} declares a document type, which no word processor writes", name=name))
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise self._refuse(say("{name} is not well-formed XML ({error})", name=name, error=error.msg)) from error
        if not may_declare and root.getroottree().docinfo.internalDTD is not None:
            raise self._refuse(say("{name} declares a document type, which no word processor writes", name=name))
        return root

    def read_part(self, name: str) -> bytes | None:
        """Return the bytes of a part, or None if the container has no such part.

        Raises:
            ReadError: the part is damaged, encrypted or too large.
        """
        try:
            entry = self.container.getinfo(name)
        except KeyError:
            return None
        is_bomb = entry.file_size > _SMALL_PART and entry.file_size > _HIGHEST_RATIO * max(1, entry.compress_size)
        if entry.file_size > _LARGEST_PART or is_bomb:
            raise self._refuse(
                say("{name} would take {size} MB unpacked", name=name, size=entry.file_size // 2**20), "file.large"
            )
        try:
            with self.container.open(entry) as stream:
                # The size that the directory states may be a lie: never more than that is unpacked.
                return stream.read(entry.file_size)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError) as error:
            raise self._refuse(say("{name} is damaged or encrypted ({error})", name=name, error=error)) from error

    def _refuse(self, message: str, code: str = "file.damaged") -> ReadError:
        advice = "open it in the program that it is of, and save it again"
        return ReadError(message, path=self.path, advice=advice, code=code)


def open_archive(data: bytes, path: str) -> Archive:
    """Return the ZIP container that the bytes are.

    Raises:
        ReadError: they are none, or it is cut off.
    """
    try:
        return Archive(zipfile.ZipFile(io.BytesIO(data)), path)
    except (zipfile.BadZipFile, ValueError, RuntimeError, OSError) as error:
        raise ReadError(
            "is damaged or cut off", code="file.damaged", path=path, advice="get it again from where it came"
        ) from error
