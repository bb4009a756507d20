"""What somebody who runs the server sees: figures that Prometheus reads, and a log line for each request."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from web_projects import in_thread, make_project

from cdalign.cli import make_parser
from cdalign.memory import open_memory
from cdalign.model import TranslationUnit
from cdalign.web.app import make_app
from cdalign.web.serving import Listening
from cdalign.web.watching import LogForm, LogFormatter
from cdalign.web.workspace import Workspace
from cdalign.workers import resident_bytes

SECRET = "secret-word"


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    path = tmp_path / "un.cdtm"
    with open_memory(path) as memory:
        memory.add([TranslationUnit("会议开幕。", "The meeting opened.", "zh-Hans", "en")])
    return path


@contextmanager
def client_of(tmp_path: Path, memory: Path | None = None, **where: Any) -> Iterator[httpx.Client]:
    """A client of a server that is watched, as one that listens there would be."""
    listening = Listening(**where)
    app = make_app(Workspace(make_project(tmp_path / "project"), tmp_path / "uploads", memory), listening.access())
    with in_thread(listening.watch(app, app.routes)) as address, httpx.Client(base_url=address, timeout=None) as client:
        yield client


def figures(text: str) -> dict[tuple[str, tuple[str, ...]], float]:
    """The samples that Prometheus' own parser finds, by name and values of labels."""
    families = list(text_string_to_metric_families(text))
    assert all(family.documentation and family.type != "unknown" for family in families)
    return {(sample.name, tuple(sample.labels.values())): sample.value for one in families for sample in one.samples}


def test_prometheus_reads_what_was_counted(tmp_path: Path, memory: Path) -> None:
    with client_of(tmp_path, memory) as client:
        for path in ("/api/terms?text=主席", "/api/terms?text=会议", "/api/terms", "/review/test", "/nothing/here"):
            client.get(path)
        answer = client.get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    found = figures(answer.text)
    assert found["cdalign_requests_total", ("GET", "/api/terms", "200")] == 2
    assert found["cdalign_requests_total", ("GET", "/api/terms", "422")] == 1
    assert found["cdalign_requests_total", ("GET", "/review", "200")] == 1
    assert found["cdalign_requests_total", ("GET", "other", "404")] == 1
    assert found["cdalign_request_seconds_count", ("/api/terms",)] == 3
    assert found["cdalign_request_seconds_bucket", ("/api/terms", "+Inf")] == 3
    assert found["cdalign_request_seconds_sum", ("/api/terms",)] > 0
    assert found["cdalign_requests_under_way", ()] == 1
    assert found["cdalign_memory_units", ("kept",)] == 1
    assert found["cdalign_resident_memory_bytes", (str(os.getpid()),)] > 1_000_000


def test_the_buckets_of_a_duration_ascend(tmp_path: Path) -> None:
    with client_of(tmp_path) as client:
        client.get("/health")
        found = figures(client.get("/metrics").text)
    buckets = [value for (name, _), value in found.items() if name == "cdalign_request_seconds_bucket"]
    assert buckets == sorted(buckets)
    assert buckets[-1] == 1


def test_no_text_of_a_user_is_among_the_labels(tmp_path: Path) -> None:
    with client_of(tmp_path) as client:
        for path in ("/tmserver/zh/en/unit/秘密", '/x"y%0A/z', "/api/秘密", "/秘密", "/t/秘密/get"):
            client.request("BREW", path)
            client.get(path)
        text = client.get("/metrics").text
    assert figures(text)
    assert "秘密" not in text
    assert "BREW" not in text


def test_a_memory_that_is_away_costs_its_own_figure_only(tmp_path: Path, memory: Path) -> None:
    with client_of(tmp_path, memory) as client:
        memory.unlink()
        answer = client.get("/metrics")
    assert answer.status_code == 200
    assert ("cdalign_memory_units", ("kept",)) not in figures(answer.text)


def test_a_memory_that_has_grown_is_counted_again(tmp_path: Path, memory: Path) -> None:
    with client_of(tmp_path, memory) as client:
        assert figures(client.get("/metrics").text)["cdalign_memory_units", ("kept",)] == 1
        with open_memory(memory) as other:
            other.add([TranslationUnit("散会。", "The meeting rose.", "zh-Hans", "en")])
        assert figures(client.get("/metrics").text)["cdalign_memory_units", ("kept",)] == 2


def test_elsewhere_metrics_are_for_those_who_have_the_token_and_where_they_were_asked_for(tmp_path: Path) -> None:
    bearer = {"authorization": f"Bearer {SECRET}"}
    with client_of(tmp_path / "a", host="0.0.0.0", token=SECRET) as client:
        assert client.get("/metrics", headers=bearer).status_code == 404
    with client_of(tmp_path / "b", host="0.0.0.0", token=SECRET, has_metrics=True) as client:
        assert client.get("/metrics").status_code == 401
        assert figures(client.get("/metrics", headers=bearer).text)


def test_anybody_may_ask_for_the_health_and_learns_no_name_of_a_file(tmp_path: Path, memory: Path) -> None:
    with client_of(tmp_path, memory, host="0.0.0.0", token=SECRET) as client:
        assert client.get("/health").json() == {"status": "ok"}
        memory.unlink()
        answer = client.get("/health")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert memory.name not in answer.text


def test_a_log_line_has_the_facts_of_a_request_and_no_secret(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with (
        caplog.at_level(logging.INFO, "cdalign.requests"),
        client_of(tmp_path, host="0.0.0.0", token=SECRET) as client,
    ):
        client.get(f"/t/{SECRET}/health")
        client.get("/t/guess/health")
        client.get(f"/api/terms?text=主席&token={SECRET}")
    as_json = [json.loads(LogFormatter(LogForm.JSON).format(record)) for record in caplog.records]
    assert [(line["method"], line["path"], line["status"]) for line in as_json] == [
        ("GET", "/health", 200),
        ("GET", "/t", 401),
        ("GET", "/api/terms", 200),
    ]
    assert all(line["bytes"] > 0 and line["ms"] >= 0 and line["time"].endswith("Z") for line in as_json)
    text = "".join(LogFormatter(form).format(record) for form in LogForm for record in caplog.records)
    assert SECRET not in text
    assert "guess" not in text


def test_a_fault_of_ours_is_a_line_too() -> None:
    error = ValueError("no\nthing")
    record = logging.LogRecord("x", logging.ERROR, "", 1, "a %s", ("fault",), (ValueError, error, None))
    line = LogFormatter(LogForm.JSON).format(record)
    assert "\n" not in line
    assert json.loads(line)["message"] == "a fault"
    assert "ValueError" in json.loads(line)["trace"]
    assert "ValueError" in LogFormatter(LogForm.TEXT).format(record)


def test_the_token_may_be_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDALIGN_TOKEN", SECRET)
    assert make_parser().parse_args(["serve"]).token == SECRET
    assert make_parser().parse_args(["serve", "--token", "other"]).token == "other"


@pytest.fixture
def server(tmp_path: Path, memory: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    options = ["--memory", str(memory), "--workers", "2", "--log", "json", "--port", "0", "--no-browser"]
    command = [sys.executable, "-m", "cdalign", "serve", str(tmp_path), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip().rstrip("/"), process
        finally:
            process.kill()


def test_a_program_of_several_processes_logs_and_measures(server: tuple[str, subprocess.Popen[str]]) -> None:
    address, process = server
    assert httpx.get(f"{address}/health", timeout=None).status_code == 200
    found = figures(httpx.get(f"{address}/metrics", timeout=None).text)
    assert found["cdalign_memory_units", ("kept",)] == 1
    assert found["cdalign_requests_total", ("GET", "/health", "200")] == 1
    assert sum(name == "cdalign_resident_memory_bytes" for name, _ in found) == 3
    process.terminate()
    assert process.stderr
    lines = [json.loads(line) for line in process.stderr if line.startswith("{")]
    assert [line["path"] for line in lines if line["logger"] == "cdalign.requests"] == ["/health", "/metrics"]


def test_a_process_that_has_ended_takes_no_memory() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    assert resident_bytes(ended.pid) == 0
    assert resident_bytes(os.getpid()) > 0
