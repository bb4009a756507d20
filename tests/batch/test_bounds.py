"""A process that was started with less than we would give it works with that."""

import subprocess
import sys
from pathlib import Path

import pytest
from archives import write_archive

resource = pytest.importorskip("resource", reason="this system bounds no process")

LOWER = """
import resource, sys
from cdalign.batch.bounds import lower_bound
which = resource.RLIMIT_AS
if sys.argv[1] != "unlimited":
    resource.setrlimit(which, (int(sys.argv[1]), int(sys.argv[1])))
lower_bound("RLIMIT_AS", 10**12)
lower_bound("RLIMIT_CORE", 0)
print(*resource.getrlimit(which))
"""


@pytest.mark.parametrize(("hard", "soft"), [("unlimited", 10**12), (str(10**11), 10**11)])
def test_the_lower_bound_holds(hard: str, soft: int) -> None:
    done = subprocess.run([sys.executable, "-c", LOWER, hard], capture_output=True, text=True, check=True)
    assert int(done.stdout.split()[0]) == soft


def test_a_batch_runs_in_a_shell_with_a_bound(tmp_path: Path) -> None:
    write_archive(tmp_path / "archive", 2, paragraphs=1)
    line = f"ulimit -v 3000000; exec {sys.executable} -m cdalign batch archive -o out --workers 1"
    done = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "merged.001.tmx").exists()
