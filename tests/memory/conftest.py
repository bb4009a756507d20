"""The places where a memory can lie: the same tests run on all of them."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from memory_units import Remember

from cdalign.memory import Memory, open_memory
from cdalign.memory.store import IN_MEMORY


@pytest.fixture(params=["file", "postgresql"])
def shared_place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place that outlives the process and is open to several."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("database"))
    return str(tmp_path / "deep" / "un.cdtm")


@pytest.fixture(params=["fleeting", "file", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place for a memory."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("database"))
    return str(tmp_path / "un.cdtm") if request.param == "file" else IN_MEMORY


@pytest.fixture
def remember(place: str) -> Iterator[Remember]:
    """Makes a memory of units; called without any, an empty one. It is closed at the end."""
    with ExitStack() as stack:

        def remember(*units: object) -> Memory:
            memory = stack.enter_context(open_memory(place))
            memory.add(units)  # type: ignore[arg-type]
            return memory

        yield remember
