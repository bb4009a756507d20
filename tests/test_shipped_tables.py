"""Tables that are shipped instead of being computed are as they would be computed now."""

import runpy

from conftest import REPOSITORY

make_tables = runpy.run_path(str(REPOSITORY / "packaging" / "tables.py"))["make_tables"]


def test_every_shipped_table_is_up_to_date() -> None:
    tables = make_tables()
    shipped = {path: path.read_bytes() for path in tables}
    # Git may give text other ends of lines on Windows.
    made = {path: (data, data.replace(b"\n", b"\r\n")) for path, data in tables.items()}
    assert [path.name for path in made if shipped[path] not in made[path]] == [], "run `python packaging/tables.py`"
