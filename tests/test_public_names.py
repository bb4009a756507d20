"""The public names: what `from cdalign import …` offers."""

import subprocess
import sys

import pytest

import cdalign


@pytest.mark.parametrize("name", cdalign.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(cdalign, name) is not None


def test_no_other_name_is() -> None:
    with pytest.raises(AttributeError, match="no attribute 'align'"):
        _ = cdalign.align  # type: ignore[attr-defined]


def test_the_import_loads_no_heavy_package() -> None:
    heavy = ("numpy", "lxml", "opencc", "jinja2", "xlsxwriter", "openpyxl", "rapidfuzz", "pypinyin", "translate")
    program = (
        f"import sys, cdalign, cdalign.cli as c; c.make_parser(); print([n for n in {heavy!r} if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
