"""Files that cannot be read are refused by their kind, in both languages, without a word for the command line."""

import io
import zipfile
from pathlib import Path

import pytest

from cdalign.documents import read_document
from cdalign.errors import CdalignError
from cdalign.web.refusals import REFUSALS, refuse


def packed(name: str, content: str = "x") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


# The stream by which Word, Excel and PowerPoint keep a file with a password ([MS-OFFCRYPTO] 2.3.4.4).
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"PK\x03\x04broken", "damaged"),
        (b"%PDF-1.7 broken", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b"\xff\xd8\xff" + bytes(50), "picture"),
        (b"\x1f\x8b" + bytes(50), "archive"),
        (b"7z\xbc\xaf" + bytes(50), "archive"),
        (packed("photo.jpg"), "archive"),
        (LOCKED, "password"),
        (packed("word/document.xml", "0" * 150_000_000), "large"),
        (packed("word/document.xml", "<w:document"), "damaged"),
        (packed("word/document.xml", "<!DOCTYPE a><a/>"), "damaged"),
        (b"\x7fELF" + bytes(50), "kind"),
    ],
)
def test_a_file_is_refused_by_its_kind(tmp_path: Path, data: bytes, kind: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(CdalignError) as caught:
        read_document(path)
    assert caught.value.code == f"file.{kind}"
    assert refuse(caught.value) is REFUSALS[f"file.{kind}"]
