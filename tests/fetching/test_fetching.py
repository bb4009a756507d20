"""Fetching, against a server that misbehaves in every way that is known of the real ones."""

import hashlib
import socket
import threading
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from pdf_files import pdf_file, set_lines
from word_files import paragraph, word_file

from cdalign.cli import main
from cdalign.documents import read_document
from cdalign.errors import ReadError, UsageError, WriteError
from cdalign.fetching import Patience, fetch_pair, fetch_version
from cdalign.fetching.downloads import BusyServerError
from cdalign.fetching.listing import read_listing
from cdalign.fetching.many import FetchRun, fetch_many
from cdalign.fetching.source_records import put_record
from cdalign.fetching.symbols import expand_symbols, read_symbol_list
from cdalign.model import SourceStatus
from cdalign.office import convert_office_file
from cdalign.project.sources import SourceRecord, read_sources
from conftest import require_tool

DOCX = word_file(paragraph("A text.") + paragraph("附件"))
PDF = pdf_file([set_lines(["1. The Group met on several days of the year."])])
CHALLENGE = b"<!DOCTYPE html><html><body><script>challenge()</script><p>Please wait</p></body></html>"
DAY = "2026-01-31"
TWO_FACED = "two-faced.example"
QUICK = Patience(silence=60.0, whole=60.0, attempts=3, sleep=lambda _: None)
# For servers that never end an answer.
HASTY = Patience(silence=0.3, whole=0.6, attempts=3, sleep=lambda _: None)


class Server(BaseHTTPRequestHandler):
    """Answers as the symbol says: `X/RESET` breaks off, `X/EMPTY` says nothing, and so on."""

    protocol_version = "HTTP/1.1"
    seen: ClassVar[list[tuple[str, str, str]]] = []
    ranges: ClassVar[list[str]] = []
    word: ClassVar[bytes] = b""
    closing: ClassVar[threading.Event] = threading.Event()

    def port(self) -> int:
        return int(self.connection.getsockname()[1])

    def do_GET(self) -> None:
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        symbol, lang, form = query["s"], query["l"], query["t"]
        self.seen.append((symbol, lang, form))
        behaviour = getattr(self, symbol.partition("/")[2].partition("-")[0].lower().replace("word", "word_"))
        behaviour(lang, form)

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def good(self, lang: str, form: str) -> None:
        self.answer(DOCX if form == "docx" else PDF)

    def pdfonly(self, lang: str, form: str) -> None:
        self.answer(b"" if form == "docx" else PDF)

    def empty(self, lang: str, form: str) -> None:
        self.answer(b"")

    def missing(self, lang: str, form: str) -> None:
        self.answer(b"not here", 404)

    def challenge(self, lang: str, form: str) -> None:
        self.answer(CHALLENGE, 202)

    def page(self, lang: str, form: str) -> None:
        self.answer(CHALLENGE)

    def old(self, lang: str, form: str) -> None:
        self.answer(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) if form == "docx" else b"")

    def swapped(self, lang: str, form: str) -> None:
        self.answer(PDF if form == "docx" else DOCX)

    def half(self, lang: str, form: str) -> None:
        self.answer(DOCX[: len(DOCX) // 2])

    def forbidden(self, lang: str, form: str) -> None:
        self.answer(b"no", 403)

    def once(self, lang: str, form: str) -> None:
        """The first half, then the connection breaks; the rest on request."""
        start = self.headers.get("Range", "")
        self.ranges.append(start)
        if start:
            number = int(start.removeprefix("bytes=").rstrip("-"))
            self.answer(DOCX[number:], 206, ETag='"1"')
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(DOCX)))
        self.send_header("ETag", '"1"')
        self.end_headers()
        self.wfile.write(DOCX[:500])
        self.close_connection = True

    def broken(self, lang: str, form: str) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(DOCX)))
        self.end_headers()
        self.wfile.write(DOCX[:500])
        self.close_connection = True

    def busy(self, lang: str, form: str) -> None:
        if len([one for one in self.seen if one[1] == lang]) < 3:
            self.answer(b"", 503, Retry_After="7")
        else:
            self.answer(DOCX)

    def moved(self, lang: str, form: str) -> None:
        self.answer(b"", 302, Location=self.path.replace("MOVED", "GOOD"))

    def loop(self, lang: str, form: str) -> None:
        self.answer(b"", 302, Location=self.path)

    def away(self, lang: str, form: str) -> None:
        self.answer(b"", 302, Location="file:///etc/passwd")

    def inner(self, lang: str, form: str) -> None:
        self.answer(b"", 302, Location=f"http://localhost:{self.port()}{self.path}")

    def network(self, lang: str, form: str) -> None:
        self.answer(b"", 302, Location="http://192.168.7.7/file")

    def cloud(self, lang: str, form: str) -> None:
        self.answer(b"", 302, Location="http://169.254.169.254/latest")

    def rebound(self, lang: str, form: str) -> None:
        self.answer(b"", 302, Location=f"http://{TWO_FACED}:{self.port()}/secret?s=X/GOOD&l=en&t=docx")

    def ftp(self, lang: str, form: str) -> None:
        self.answer(b"", 302, Location="ftp://example.org/file")

    def lengthy(self, lang: str, form: str) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "9" * 5000)
        self.end_headers()
        self.wfile.write(b"x")
        self.close_connection = True

    def trickle(self, piece: bytes) -> None:
        while not self.closing.wait(0.02):
            try:
                self.wfile.write(piece)
                self.wfile.flush()
            except OSError:
                return

    def header(self, lang: str, form: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        self.trickle(b"x")

    def continued(self, lang: str, form: str) -> None:
        self.trickle(b"HTTP/1.1 100 Continue\r\n\r\n")

    def greeting(self, lang: str, form: str) -> None:
        """TLS that never ends its greeting: a record of 16 kilobytes, byte by byte."""
        with socket.create_server(("127.0.0.1", 0)) as other:
            self.answer(b"", 302, Location=f"https://127.0.0.1:{other.getsockname()[1]}/")
            self.wfile.flush()
            other.settimeout(60)
            connection, _ = other.accept()
            with connection, suppress(OSError):
                connection.sendall(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc")
                while not self.closing.wait(0.02):
                    connection.sendall(b"\0")

    def later(self, lang: str, form: str) -> None:
        self.answer(b"", 429, Retry_After="99999")

    def tomorrow(self, lang: str, form: str) -> None:
        self.answer(b"", 503, Retry_After="Wed, 21 Oct 2099 07:28:00 GMT")

    def word_(self, lang: str, form: str) -> None:
        self.answer(self.word if form == "doc" else b"")

    def enonly(self, lang: str, form: str) -> None:
        self.answer(DOCX if (lang, form) == ("en", "docx") else b"")

    def silent(self, lang: str, form: str) -> None:
        self.closing.wait()
        self.close_connection = True

    def drip(self, lang: str, form: str) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        while not self.closing.wait(0.05):
            try:
                self.wfile.write(b"x")
                self.wfile.flush()
            except OSError:
                return

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    Server.seen.clear()
    Server.ranges.clear()
    Server.closing.clear()
    running = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    Server.closing.set()
    running.shutdown()
    thread.join()
    running.server_close()


def fetch(
    symbol: str, corpus: Path, server: str, *, force: bool = False, patience: Patience = QUICK
) -> tuple[Path, ...]:
    return fetch_pair(symbol, corpus, today=DAY, server=server, force=force, patience=patience)


def test_both_versions_come_as_docx_with_their_record(server: str, tmp_path: Path) -> None:
    written = fetch("x/good", tmp_path, server)
    assert written == (tmp_path / "zh" / "X-GOOD.docx", tmp_path / "en" / "X-GOOD.docx")
    assert all(path.read_bytes() == DOCX for path in written)
    assert Server.seen == [("X/GOOD", "zh", "docx"), ("X/GOOD", "en", "docx")]
    record = read_sources(tmp_path)["zh/X-GOOD.docx"]
    assert (record.symbol, record.lang, record.status) == ("X/GOOD", "zh-Hans", SourceStatus.OFFICIAL)
    assert record.sha256 == hashlib.sha256(DOCX).hexdigest()
    assert record.url == f"{server}/api/symbol/access?s=X%2FGOOD&l=zh&t=docx"
    assert DAY in record.obtained


def test_pdf_is_the_second_choice(server: str, tmp_path: Path) -> None:
    assert [path.name for path in fetch("X/PDFONLY", tmp_path, server)] == ["X-PDFONLY.pdf"] * 2


def test_what_comes_is_judged_by_its_bytes(server: str, tmp_path: Path) -> None:
    assert [path.name for path in fetch("X/SWAPPED", tmp_path, server)] == ["X-SWAPPED.pdf"] * 2


def test_a_redirect_is_followed(server: str) -> None:
    assert fetch_version("X/MOVED", "en", server=server, patience=QUICK).url.endswith("s=X%2FGOOD&l=en&t=docx")


def test_a_download_goes_on_where_it_broke_off(server: str) -> None:
    assert fetch_version("X/ONCE", "zh", server=server, patience=QUICK).body == DOCX
    assert Server.ranges == ["", "bytes=500-"]


def test_a_busy_server_is_asked_again_when_it_says(server: str) -> None:
    waits: list[float] = []
    patience = Patience(silence=1, attempts=3, sleep=waits.append)
    assert fetch_version("X/BUSY", "zh", server=server, patience=patience).body == DOCX
    assert waits == [7.0, 7.0]


@pytest.mark.parametrize(
    ("symbol", "message"),
    [
        ("X/EMPTY", "no Chinese version is published"),
        ("X/MISSING", "no Chinese version is published"),
        ("X/CHALLENGE", "web page"),
        ("X/PAGE", "web page"),
        ("X/OLD", "old Office file"),
        ("X/HALF", "damaged or cut off"),
        ("X/BROKEN", "lost after 500 of"),
        ("X/FORBIDDEN", "403"),
        ("X/LOOP", "redirect"),
        ("X/AWAY", "redirect|url"),
        ("X/INNER", "redirect to localhost"),
        ("X/NETWORK", "redirect to 192"),
        ("X/CLOUD", "redirect to 169"),
        ("X/FTP", "redirect to ftp"),
        ("X/LENGTHY", "too large"),
        ("X/LATER", "wait 99999 seconds"),
        ("X/TOMORROW", "asks to wait"),
    ],
)
def test_what_cannot_be_had_is_said_and_nothing_is_written(
    symbol: str, message: str, server: str, tmp_path: Path
) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        fetch(symbol, tmp_path, server)
    assert caught.value.advice
    assert list(tmp_path.rglob("*")) == []


ENDLESS = {
    "X/SILENT": "timed out",
    "X/HEADER": "too slow|too long",
    "X/CONTINUED": "too slow",
    "X/DRIP": "too slow",
    "X/GREETING": "too slow|timed out",
}


def test_an_answer_without_end_is_not_waited_for(server: str, tmp_path: Path) -> None:
    def fail_to_fetch(symbol: str, message: str) -> None:
        with pytest.raises(ReadError, match=message):
            fetch(symbol, tmp_path, server, patience=HASTY)

    with ThreadPoolExecutor(len(ENDLESS)) as pool:  # each waits two seconds
        for waiting in [pool.submit(fail_to_fetch, *asked) for asked in ENDLESS.items()]:
            waiting.result()
    assert list(tmp_path.rglob("*")) == []


def test_a_redirect_to_a_name_that_changes_its_address_is_not_followed(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is public when it is checked, and this computer when it is connected to."""
    answers: list[str] = []
    resolve = socket.getaddrinfo

    def answer_in_turn(host: str, *words: Any, **more: Any) -> Any:
        if host != TWO_FACED:
            return resolve(host, *words, **more)
        answers.append("127.0.0.1" if len(answers) % 2 else "1.1.1.1")
        return resolve(answers[-1], *words, **more)

    monkeypatch.setattr(socket, "getaddrinfo", answer_in_turn)
    with pytest.raises(ReadError, match=rf"{TWO_FACED} \(127.0.0.1\), which is not on the public network"):
        fetch("X/REBOUND", tmp_path, server)
    assert answers[:2] == ["1.1.1.1", "127.0.0.1"]
    assert {symbol for symbol, _, _ in Server.seen} == {"X/REBOUND"}


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be fetched"):
        fetch("X/GOOD", tmp_path, "http://127.0.0.1:9")
    for address in ("file:///etc", "http://[::1", "http://", "http://a:99999999"):
        with pytest.raises(ReadError, match="not a web address"):
            fetch("X/GOOD", tmp_path, address)


@pytest.mark.parametrize("symbol", ["", "CD", "../../etc/passwd", "CD/../x", "CD/2138?x=1"])
def test_what_is_no_symbol_is_refused(symbol: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        fetch(symbol, tmp_path, "http://127.0.0.1:9")


def test_nothing_is_overwritten_without_force(server: str, tmp_path: Path) -> None:
    mine = tmp_path / "en" / "X-GOOD.txt"
    mine.parent.mkdir()
    mine.write_text("my own", encoding="utf-8")
    (tmp_path / "sources.toml").write_text('# mine\n[[source]]\npath = "en/X-GOOD.txt"\n', encoding="utf-8")
    with pytest.raises(WriteError, match="already exists"):
        fetch("X/GOOD", tmp_path, server)
    assert mine.read_text(encoding="utf-8") == "my own"
    assert Server.seen == []
    fetch("X/GOOD", tmp_path, server, force=True)
    assert not mine.exists()
    assert set(read_sources(tmp_path)) == {"zh/X-GOOD.docx", "en/X-GOOD.docx"}
    assert (tmp_path / "sources.toml").read_text(encoding="utf-8").startswith("# mine\n")


def test_what_was_fetched_before_is_not_fetched_again(server: str, tmp_path: Path) -> None:
    fetch("X/GOOD", tmp_path, server)
    (tmp_path / "en" / "X-GOOD.docx").unlink()
    Server.seen.clear()
    assert fetch("X/GOOD", tmp_path, server) == (tmp_path / "en" / "X-GOOD.docx",)
    assert Server.seen == [("X/GOOD", "en", "docx")]
    assert fetch("X/GOOD", tmp_path, server) == ()


def test_runs_at_the_same_time_keep_the_records_of_each_other(server: str, tmp_path: Path) -> None:
    symbols = [f"X/GOOD-{number}" for number in range(8)]
    runs = [
        Thread(
            target=fetch_many,
            args=(symbols[start::4], tmp_path),
            kwargs={"today": DAY, "server": server, "patience": QUICK},
        )
        for start in range(4)
    ]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert set(read_listing(tmp_path)) == set(symbols)
    assert set(read_sources(tmp_path)) == {
        f"{lang}/{s.replace('/', '-')}.docx" for s in symbols for lang in ("zh", "en")
    }


def test_a_text_that_was_put_there_meanwhile_is_kept(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "zh" / "X-GOOD.txt"

    def answer_late(self: Server, lang: str, form: str) -> None:
        mine.parent.mkdir(exist_ok=True)
        mine.write_text("my own", encoding="utf-8")
        self.answer(DOCX)

    monkeypatch.setattr(Server, "good", answer_late)
    with pytest.raises(WriteError, match="already exists"):
        fetch("X/GOOD", tmp_path, server)
    assert mine.read_text(encoding="utf-8") == "my own"
    assert [path.name for path in mine.parent.iterdir()] == [mine.name]
    assert read_sources(tmp_path) == {}


def test_records_with_line_ends_of_windows_are_found(server: str, tmp_path: Path) -> None:
    fetch("X/GOOD", tmp_path, server)
    sources = tmp_path / "sources.toml"
    sources.write_bytes(sources.read_bytes().replace(b"\n", b"\r\n"))
    fetch("X/GOOD", tmp_path, server, force=True)
    assert sources.read_text(encoding="utf-8").count("[[source]]") == 2


def test_a_record_takes_the_place_of_the_old_one() -> None:
    text = '# head\n\n[[source]]\npath = "zh/A.txt"\nstatus = "unknown"\n\n[[source]]\npath = "en/A.txt"\ntitle = "T"\n'
    record = SourceRecord("zh/A.docx", symbol="A/1", status=SourceStatus.OFFICIAL, obtained='"Fetched" on')
    written = put_record(text, record, DAY, ["zh/A.txt"])
    tables = tomllib.loads(written)["source"]
    assert [table["path"] for table in tables] == ["zh/A.docx", "en/A.txt"]
    assert tables[0]["obtained"] == f'"Fetched" on {DAY}'
    assert tables[1]["title"] == "T"
    assert written.startswith("# head\n\n[[source]]\n")
    assert put_record(written, record, DAY) == written


def test_the_command(server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = str(tmp_path / "corpus")
    assert main(["fetch", "X/GOOD", "-o", corpus, "--server", server]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [f"{corpus}/zh/X-GOOD.docx", f"{corpus}/en/X-GOOD.docx"]
    assert "next: cdalign build" in captured.err
    assert main(["fetch", "X/EMPTY", "-o", corpus, "--server", server]) == 2


def test_symbols_and_ranges_are_expanded_in_order() -> None:
    words = ["cd/2138", "CD/2138-CD/2140", "CD/PV.9–CD/PV.11", "A/81/6 (Sect. 22)", "A / 72 / 1"]
    assert expand_symbols(words) == (
        *("CD/2138", "CD/2139", "CD/2140", "CD/PV.9", "CD/PV.10", "CD/PV.11", "A/81/6 (Sect. 22)", "A/72/1"),
    )


@pytest.mark.parametrize("word", ["CD/5-CD/2", "CD/1-A/3", "CD/1-CD/99999", "CD/1-", "nothing", "CD/1-CD/2-CD/3"])
def test_what_is_no_range_is_refused(word: str) -> None:
    with pytest.raises(UsageError):
        expand_symbols([word])


def test_a_list_names_a_symbol_a_line(tmp_path: Path) -> None:
    path = tmp_path / "symbols.txt"
    path.write_text("# of 2018\nCD/2138\n\nCD/2139-CD/2140\ta remark\nCD/2138 # again\n", encoding="utf-8")
    assert read_symbol_list(path) == ("CD/2138", "CD/2139", "CD/2140")
    path.write_text("CD/2138\nnothing here\n", encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        read_symbol_list(path)
    assert caught.value.place.line == 2


def many(symbols: list[str], corpus: Path, server: str, **options: Any) -> FetchRun:
    return fetch_many(symbols, corpus, today=DAY, server=server, patience=QUICK, **options)


def test_of_many_documents_a_table_says_which_exist(server: str, tmp_path: Path) -> None:
    run = many(["X/GOOD-1", "X/ENONLY-1", "X/EMPTY-1", "X/FORBIDDEN-1"], tmp_path, server)
    assert run.table.read_text(encoding="utf-8").splitlines()[:4] == [
        "symbol\tzh\ten\tasked\tnote",
        f"X/GOOD-1\tdocx\tdocx\t{DAY}\t",
        f"X/ENONLY-1\tnot published\tdocx\t{DAY}\t",
        f"X/EMPTY-1\tnot published\tnot published\t{DAY}\t",
    ]
    assert [one.symbol for one in run.failed] == ["X/FORBIDDEN-1"]
    assert run.counted() == "1 in both languages, 1 in one language only, 1 not published, 1 failed"
    assert {path.name for path in run.written} == {"X-GOOD-1.docx", "X-ENONLY-1.docx"}


def test_a_second_run_asks_only_for_what_is_not_known(server: str, tmp_path: Path) -> None:
    symbols = ["X/GOOD-1", "X/ENONLY-1", "X/FORBIDDEN-1"]
    many(symbols, tmp_path, server)
    before = (tmp_path / "fetched.tsv").read_bytes()
    Server.seen.clear()
    assert many(symbols, tmp_path, server).written == ()
    assert {symbol for symbol, _, _ in Server.seen} == {"X/FORBIDDEN-1"}
    assert (tmp_path / "fetched.tsv").read_bytes() == before
    Server.seen.clear()
    many(symbols, tmp_path, server, force=True)
    assert len({(symbol, lang) for symbol, lang, _ in Server.seen}) == 6


def test_between_documents_there_is_a_pause(server: str, tmp_path: Path) -> None:
    waits: list[float] = []
    patience = Patience(silence=1, between=2.5, sleep=waits.append)
    fetch_many(["X/GOOD-1", "X/GOOD-2"], tmp_path, today=DAY, server=server, patience=patience)
    assert waits == [2.5] * 4


def test_a_server_that_wants_no_more_is_left_alone(server: str, tmp_path: Path) -> None:
    with pytest.raises(BusyServerError):
        many(["X/GOOD-1", "X/LATER-1", "X/GOOD-2"], tmp_path, server)
    assert [symbol for symbol, _, _ in Server.seen].count("X/LATER-1") == 1
    assert (tmp_path / "en" / "X-GOOD-1.docx").exists()
    with pytest.raises(ReadError, match="403"):
        many([f"X/FORBIDDEN-{number}" for number in range(1, 9)], tmp_path, server)
    assert ("X/FORBIDDEN-4", "zh", "docx") not in Server.seen
    table = (tmp_path / "fetched.tsv").read_text(encoding="utf-8")
    assert "X/LATER-1\tfailed\t\t" in table


def test_a_word_file_of_old_is_read_through_libreoffice(server: str, tmp_path: Path) -> None:
    require_tool("soffice")
    Server.word = convert_office_file(DOCX, "docx", "doc", kind="a Word file")
    [path, _] = fetch("X/WORD", tmp_path, server)
    assert path.name == "X-WORD.doc"
    assert [one.text for one in read_document(path, lang="en").paragraphs] == ["A text.", "附件"]


def test_the_command_takes_ranges_and_a_list(
    server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cdalign.fetching.many.Patience", lambda: QUICK)
    corpus, listed = str(tmp_path / "corpus"), tmp_path / "list.txt"
    listed.write_text("X/GOOD-3\n", encoding="utf-8")
    arguments = ["fetch", "X/GOOD-1-X/GOOD-2", "--list", str(listed), "-o", corpus, "--server", server]
    assert main(arguments) == 0
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 6
    assert "3 documents: 3 in both languages" in captured.err
    assert main(["fetch", "-o", corpus]) == 2
