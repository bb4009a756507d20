"""Several processes answer programs: one that dies is replaced, and nobody's request dies with it."""

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from cdalign.web.processes import Crew
from cdalign.web.serving import Listening, configure, take_address


def make_trouble(folder: Path) -> Starlette:
    """An application that says who answers, dies when it is told to, and holds an answer back until it may go."""

    async def answer(request: Request) -> Response:
        name = request.path_params["name"]
        begun = folder / f"{name}.begun"
        if name == "die" or (name == "die-once" and not begun.exists()):
            begun.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if name == "wait":
            begun.with_suffix(f".{os.getpid()}").touch()
            while not (folder / "go").exists():
                await asyncio.sleep(0.01)
        if name == "fail":
            raise ZeroDivisionError
        return PlainTextResponse(str(os.getpid()), headers={"x-asked": request.url.query})

    return Starlette(routes=[Route("/{name}", answer)])


@contextmanager
def serving_crew(folder: Path, size: int) -> Iterator[tuple[Crew, str]]:
    crew = Crew(partial(make_trouble, folder), size)
    with take_address(Listening(port=0)) as taken:
        server = uvicorn.Server(configure(crew))
        thread = threading.Thread(target=server.run, args=([taken],), daemon=True)
        thread.start()
        try:
            yield crew, f"http://127.0.0.1:{taken.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(autouse=True)
def _processes_find_this_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)


def wait_until(happens: Callable[[], bool]) -> None:
    while not happens():
        time.sleep(0.01)


def is_there(pid: int) -> bool:
    """Whether a process is there, as a zombie too."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_request_whose_process_dies_is_answered_by_another(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with serving_crew(tmp_path, 1) as (_, address), httpx.Client(base_url=address, timeout=None) as client:
        first = int(client.get("/who?a=%E4%BC%9A").text)
        answer = client.get("/die-once")
        assert answer.status_code == 200
        assert int(answer.text) != first
        assert not is_there(first), "it is no zombie"
        assert client.get("/who?a=b").headers["x-asked"] == "a=b"
    assert "was killed by signal 9" in caplog.text


def test_a_request_that_kills_whoever_answers_is_refused_in_words(tmp_path: Path) -> None:
    with serving_crew(tmp_path, 1) as (_, address), httpx.Client(base_url=address, timeout=None) as client:
        answer = client.get("/die")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        assert client.get("/who").status_code == 200


def test_what_is_under_way_elsewhere_goes_on(tmp_path: Path) -> None:
    answers: list[httpx.Response] = []
    with serving_crew(tmp_path, 2) as (crew, address):
        wait_until(lambda: crew.ready_count == 2)
        asking = [
            threading.Thread(target=lambda: answers.append(httpx.get(f"{address}/wait", timeout=None)))
            for _ in range(4)
        ]
        for thread in asking:
            thread.start()
        wait_until(lambda: len(list(tmp_path.glob("wait.*"))) == 2)
        busy = [int(path.suffix[1:]) for path in tmp_path.glob("wait.*")]
        os.kill(busy[0], signal.SIGKILL)
        wait_until(lambda: busy[0] not in crew.pids)
        (tmp_path / "go").touch()
        for thread in asking:
            thread.join()
        assert [answer.status_code for answer in answers] == [200] * 4
        assert str(busy[0]) not in {answer.text for answer in answers}


def test_a_mistake_of_the_program_is_answered(tmp_path: Path) -> None:
    with serving_crew(tmp_path, 1) as (_, address):
        assert httpx.get(f"{address}/fail", timeout=None).status_code == 500


def test_no_process_outlives_the_server(tmp_path: Path) -> None:
    with serving_crew(tmp_path, 2) as (crew, address):
        assert httpx.get(f"{address}/who", timeout=None).status_code == 200
        wait_until(lambda: crew.ready_count == 2)
        pids = crew.pids
    assert [pid for pid in pids if is_there(pid)] == []
