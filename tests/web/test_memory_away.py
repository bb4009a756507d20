"""A server whose memory is away, replaced or gone."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from test_away import REPORT, Wire, connection
from web_projects import serving

from cdalign.memory import open_memory
from cdalign.model import TranslationUnit
from cdalign.web import memories

ASK = {"text": REPORT.source, "source": "zh"}
SECOND = TranslationUnit(REPORT.source, "It adopted the report.", "zh-Hans", "en")


@pytest.fixture
def wire(database: str) -> Iterator[Wire]:
    with open_memory(database) as memory:
        memory.add([REPORT])
    made = Wire(database)
    yield made
    made.close()


def test_a_silent_database_gives_503_and_holds_nobody_up(
    wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memories, "PATIENCE_SECONDS", 1.0)
    with serving(None, tmp_path, memory=wire.url) as address, httpx.Client(base_url=address, timeout=60) as client:
        assert client.get("/health").json() == {"status": "ok"}
        assert client.get("/api/matches", params=ASK).json()["matches"]
        wire.is_cut.set()
        for path in ("/health", "/api/matches"):
            answer = client.get(path, params=ASK)
            assert answer.status_code == 503, answer.text
            assert int(answer.headers["retry-after"]) > 0
            assert answer.json()["advice"]
        assert client.get("/api/openapi.json").status_code == 200
        wire.is_cut.clear()
        assert client.get("/api/matches", params=ASK).json()["matches"]
        assert client.get("/health").status_code == 200


def test_a_lock_gives_503_until_it_is_released(
    wire: Wire, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memories, "PATIENCE_SECONDS", 1.0)
    with serving(None, tmp_path, memory=wire.url) as address, httpx.Client(base_url=address, timeout=60) as client:
        with connection(database) as other:
            other.execute("BEGIN")  # type: ignore[attr-defined]
            other.execute("LOCK TABLE cdalign.units IN ACCESS EXCLUSIVE MODE")  # type: ignore[attr-defined]
            assert client.get("/api/concordance", params={"q": "会议"}).status_code == 503
        assert client.get("/api/concordance", params={"q": "会议"}).status_code == 200


def make(path: Path, unit: TranslationUnit) -> None:
    with open_memory(path) as memory:
        memory.add([unit])


def test_a_file_that_is_replaced_is_served_anew_and_one_that_is_gone_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.cdtm"
    make(path, REPORT)
    make(tmp_path / "b.cdtm", SECOND)
    with serving(None, tmp_path, memory=path) as address, httpx.Client(base_url=address, timeout=60) as client:
        assert client.get("/api/matches", params=ASK).json()["matches"][0]["target"] == REPORT.target
        (tmp_path / "b.cdtm").replace(path)
        assert client.get("/api/matches", params=ASK).json()["matches"][0]["target"] == SECOND.target
        path.unlink()
        answers = [client.get(path, params=ASK) for path in ("/api/matches", "/health")]
        assert [answer.status_code for answer in answers] == [503, 503]
        make(path, REPORT)
        assert client.get("/health").status_code == 200
        assert client.get("/api/matches", params=ASK).json()["matches"][0]["target"] == REPORT.target
