"""What several tests share: the project's own corpus, material beside the repository, programs of other people."""

import os
import shutil
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
SHARED = REPOSITORY.parent / "shared"


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real material that the repository does not contain."""
    if not SHARED.is_dir():
        pytest.skip("needs the material beside the repository, which is not published")
    return SHARED


def require_tool(name: str) -> str:
    """Give the path of a program, or skip; with CDALIGN_REQUIRE_TOOLS=1 a missing program is a failure."""
    path = shutil.which(name)
    if path is None:
        if os.environ.get("CDALIGN_REQUIRE_TOOLS") == "1":
            pytest.fail(f"{name} is required here and is not installed")
        pytest.skip(f"needs {name}")
    return path
