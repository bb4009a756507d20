"""Tables that are shipped instead of being computed say what they were made of."""

import runpy

from conftest import REPOSITORY

make_tables = runpy.run_path(str(REPOSITORY / "packaging" / "tables.py"))["make_tables"]


def test_every_shipped_table_is_up_to_date() -> None:
    outdated = [path.name for path, text in make_tables().items() if path.read_text(encoding="utf-8") != text]
    assert outdated == [], "run `python packaging/tables.py`"
