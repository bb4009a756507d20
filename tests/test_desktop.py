"""The pages after a double click: one instance, an address that a second start finds, a stop, no console needed."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

pytest.importorskip("starlette")

from cdalign.desktop import open_home

SECONDS = 120


class Start:
    """A start of the pages in a thread, with the addresses that a browser was opened at."""

    def __init__(self, folder: Path) -> None:
        self.opened: list[str] = []
        self.is_open = threading.Event()
        arguments = (folder / "projects", folder / "state", self._open, lambda _: None)
        self.thread = threading.Thread(target=open_home, args=arguments, daemon=True)
        self.thread.start()

    def _open(self, address: str) -> None:
        self.opened.append(address)
        self.is_open.set()


def test_a_second_start_opens_the_first_one_and_the_page_stops_it(tmp_path: Path) -> None:
    first = Start(tmp_path)
    assert first.is_open.wait(SECONDS)
    second = Start(tmp_path)
    second.thread.join(SECONDS)
    assert second.opened == first.opened
    with httpx.Client(base_url=first.opened[0], timeout=SECONDS) as client:
        html = client.get("/").text
        secret = html.partition('name="csrf" content="')[2].partition('"')[0]
        assert 'id="stop"' in html
        headers = {"origin": first.opened[0].rstrip("/"), "x-csrf-token": secret}
        assert client.post("/stop", headers=headers).status_code == 200
    first.thread.join(SECONDS)
    assert not first.thread.is_alive()
    assert not (tmp_path / "state" / "pages.address").exists()


def test_without_a_console_what_goes_wrong_is_in_the_log(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder of the state should be")
    program = (
        "import sys, webbrowser\n"
        "sys.stdout = sys.stderr = None\n"
        "webbrowser.open = lambda address: None\n"
        "from cdalign import desktop\n"
        "from pathlib import Path\n"
        f"desktop.log_file = lambda: Path({str(tmp_path / 'log' / 'cdalign.log')!r})\n"
        f"desktop.state_folder = lambda: Path({str(tmp_path / 'state')!r})\n"
        "sys.exit(desktop.main())\n"
    )
    done = subprocess.run([sys.executable, "-c", program], env=os.environ | {"HOME": str(tmp_path)}, check=False)
    assert done.returncode == 2
    assert "the pages could not be opened; try: " in (tmp_path / "log" / "cdalign.log").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a program without asking it")
def test_a_system_that_shuts_down_leaves_nothing_behind(tmp_path: Path) -> None:
    names = ("HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "TMPDIR")
    environment = {**os.environ, **{name: str(tmp_path) for name in names}, "BROWSER": "/nowhere"}
    program = (
        "from cdalign.desktop import main, state_folder; print(state_folder(), flush=True); raise SystemExit(main())"
    )
    call = [sys.executable, "-c", program]
    with subprocess.Popen(call, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = Path(process.stdout.readline().strip()) / "pages.address"
        while not address.exists():
            assert process.poll() is None
            time.sleep(0.05)
        assert httpx.get(address.read_text(encoding="utf-8"), timeout=SECONDS).status_code == 200
        process.terminate()
        assert process.wait(SECONDS) == 0
    assert not address.exists()
    assert list(tmp_path.glob("cdalign-uploads-*")) == []
