"""The main job, done with one program: what a wheel and a bundle must both do, away from the repository."""

import os
import re
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

# Bounds for what never comes, on a busy machine.
PAGE_SECONDS = 60
SECONDS_TO_STOP = 30


def do_main_job(program: Sequence[str], environment: dict[str, str] | None = None) -> None:
    """Lay the sample, build it, check it, search it, serve it; raise where one of them fails."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        run(program, ["--help"], root, environment)
        run(program, ["demo", "first project"], root, environment)
        project = root / "first project"
        run(program, ["build"], project, environment)
        run(program, ["check", ".", "--fail-on", "never", "-o", "findings.xlsx"], project, environment)
        assert "nuclear disarmament" in run(program, ["find", "核裁军", "--limit", "3"], project, environment)
        assert "Conference on Disarmament" in run(program, ["lookup", "裁谈会"], project, environment)
        # Worker processes are started from the program itself.
        run(program, ["batch", ".", "-o", "batch", "--workers", "2"], project, environment)
        serve(program, project, environment)


class Clock:
    """The seconds from its making to its stop, and the processor's seconds of all programs that ended meanwhile."""

    def __init__(self) -> None:
        self.begin, self.before = time.monotonic(), os.times()
        self.seconds: float | None = None

    def stop(self) -> None:
        self.seconds = time.monotonic() - self.begin

    def tell(self, what: str) -> None:
        if self.seconds is None:
            self.stop()
        now = os.times()
        # Windows does not tell it.
        cpu = sum(now[2:4]) - sum(self.before[2:4])
        print(f"  {what:45} {self.seconds:6.2f} s, processor {cpu:5.2f} s", flush=True)


def run(program: Sequence[str], words: Sequence[str], folder: Path, environment: dict[str, str] | None) -> str:
    """Run one command, print how long it took, and return what it printed."""
    clock = Clock()
    done = subprocess.run([*program, *words], cwd=folder, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stderr.decode('utf-8', 'replace')}"
    clock.tell(" ".join(words))
    return done.stdout.decode("utf-8")


def serve(program: Sequence[str], project: Path, environment: dict[str, str] | None) -> None:
    """Start the pages, open the first one, and stop them."""
    call = [*program, "serve", "--port", "0", "--no-browser"]
    with started(call, project, environment) as process:
        clock = Clock()
        address = process.stdout.readline().decode("utf-8").strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\S*", address), address
        assert b"CD-2138" in fetch(address)
        clock.stop()
        process.terminate()
        process.wait(SECONDS_TO_STOP)
    clock.tell("serve: the first page")


def open_pages(program: Path, address_file: Path, environment: dict[str, str]) -> None:
    """Start the pages as a double click does, find them by the file that a second start reads, and stop them."""
    with started([str(program)], program.parent, environment) as process:
        clock, begin = Clock(), time.monotonic()
        while not address_file.exists():
            assert process.poll() is None, "the pages have ended"
            assert time.monotonic() - begin < PAGE_SECONDS, "the pages do not come"
            time.sleep(0.05)
        address = address_file.read_text(encoding="utf-8").rstrip("/")
        page = fetch(address).decode("utf-8")
        clock.stop()
        (secret,) = re.findall(r'name="csrf" content="([^"]+)"', page)
        stop = urllib.request.Request(f"{address}/stop", b"", {"Origin": address, "X-CSRF-Token": secret})
        urllib.request.urlopen(stop, timeout=PAGE_SECONDS).close()
        process.wait(SECONDS_TO_STOP)
    clock.tell("a double click: the first page")
    assert not address_file.exists()


@contextmanager
def started(call: Sequence[str], folder: Path, environment: dict[str, str] | None) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program, and end it whatever happens."""
    # What a program prints must come at once without this, too: a frozen one does not know it.
    settings = {key: value for key, value in (environment or os.environ).items() if key != "PYTHONUNBUFFERED"}
    with subprocess.Popen(call, cwd=folder, env=settings, stdout=subprocess.PIPE) as process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise


def fetch(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=PAGE_SECONDS) as answer:
        content: bytes = answer.read()
    return content
