"""Files that are shipped with the modules that read them: tables, templates, catalogues.

`importlib.resources` finds them, too. It loads what makes temporary files of them, which takes 7 ms at every start.
"""

from __future__ import annotations

from pkgutil import get_data


def read_shipped(package: str, name: str) -> bytes:
    """Return the bytes of a file in the folder of a package; `/` parts folders.

    Raises:
        FileNotFoundError: there is no such file.
    """
    data = get_data(package, name)
    if data is None:
        raise FileNotFoundError(f"{package} has no files")
    return data


def read_shipped_text(package: str, name: str) -> str:
    """Return the text of a file in the folder of a package, in UTF-8; Git may give it other ends of lines."""
    return read_shipped(package, name).decode().replace("\r\n", "\n")
