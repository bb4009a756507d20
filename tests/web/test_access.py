"""Who may ask, and what every answer bears."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from web_projects import make_project, serving

from cdalign.web.access import Access
from cdalign.web.serving import Listening

Open = Callable[..., httpx.Client]


@pytest.fixture
def open_client(tmp_path: Path) -> Iterator[Open]:
    project = make_project(tmp_path / "project")
    with ExitStack() as stack:

        def open_with(access: Access | None = None) -> httpx.Client:
            address = stack.enter_context(serving(project, tmp_path / "uploads", access))
            return stack.enter_context(httpx.Client(base_url=address, timeout=None))

        yield open_with


@pytest.mark.parametrize("host", ["127.0.0.1:8138", "localhost:1", "[::1]:8138", "LOCALHOST"])
def test_our_own_hosts_are_answered(open_client: Open, host: str) -> None:
    assert open_client().get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "127.0.0.1.evil.example", "192.168.1.5", "localhost.evil.example", ""),
        *("127.0.0.1:8138@evil.example", "localhost:80:80", "[::1", "[::1]x", "localhost/", "127.0.0.1,evil.example"),
    ],
)
def test_a_host_that_was_rebound_is_refused(open_client: Open, host: str) -> None:
    assert open_client().get("/", headers={"host": host}).status_code == 421


def edit_headers(client: httpx.Client, access: Access, changes: dict[str, str] | None = None) -> dict[str, str]:
    headers = {"origin": str(client.base_url).rstrip("/"), "x-csrf-token": access.csrf, **(changes or {})}
    return {name: value for name, value in headers.items() if value}


@pytest.mark.parametrize(
    "changes",
    [
        {"origin": ""},
        {"origin": "http://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "null"},
        {"x-csrf-token": ""},
        {"x-csrf-token": "guessed"},
        {"x-csrf-token": "\u00e9"},
    ],
)
def test_a_change_that_comes_from_elsewhere_is_refused(open_client: Open, changes: dict[str, str]) -> None:
    access = Access()
    client = open_client(access)
    for path in ("/review/test/edit", "/review/test/realign", "/findings/test/aside", "/uploads"):
        headers = [
            (name.encode(), value.encode("latin-1")) for name, value in edit_headers(client, access, changes).items()
        ]
        assert client.post(path, json={}, headers=headers).status_code == 403


def test_a_change_from_our_own_page_is_made(open_client: Open) -> None:
    access = Access()
    client = open_client(access)
    assert client.post("/uploads", headers=edit_headers(client, access)).status_code == 201


def test_every_answer_bears_the_safe_headers(open_client: Open) -> None:
    client = open_client()
    for path in ("/", "/review/test", "/static/review.js", "/nowhere", "/review/none"):
        headers = client.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_no_page_has_inline_script_or_style(open_client: Open) -> None:
    client = open_client()
    for path in ("/", "/review/test", "/findings/test", "/search?q=x", "/terms", "/terms/president", "/uploads"):
        html = client.get(path).text
        assert "<style" not in html
        assert " style=" not in html
        assert " onclick=" not in html
        assert "<script>" not in html


def test_elsewhere_a_token_is_needed() -> None:
    assert Listening().access().token == ""
    assert len(Listening(host="0.0.0.0").access().token) >= 32
    assert Listening(host="192.168.1.5", token="mine").access().token == "mine"


def test_a_token_is_asked_for_and_kept_in_a_cookie(open_client: Open) -> None:
    client = open_client(Access(token="secret"))
    assert client.get("/").status_code == 401
    assert client.get("/?token=wrong").status_code == 401
    answer = client.get("/search?q=x&token=secret")
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?q=x")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "cookie",
    [
        "a@b=1; cdalign_token=secret",
        'prefs={"a":1}; cdalign_token=secret',
        "a[b]=1; cdalign_token=secret; c",
        "cdalign_token=old; cdalign_token=secret",
        "=; ;;= ;\t cdalign_token = secret",
        'x="a;b; cdalign_token="secret"',
    ],
)
def test_cookies_of_other_programs_lock_nobody_out(open_client: Open, cookie: str) -> None:
    client = open_client(Access(token="secret"))
    assert client.get("/", headers={"cookie": cookie}).status_code == 200
    assert client.get("/", headers={"cookie": cookie.replace("secret", "guessed")}).status_code == 401
    assert client.get("/", headers={"cookie": cookie.replace("cdalign_token", "another")}).status_code == 401


def test_a_program_may_bear_the_token_in_a_header(open_client: Open) -> None:
    client = open_client(Access(token="secret"))
    assert client.get("/", headers={"authorization": "Bearer secret"}).status_code == 200
    assert client.get("/", headers={"authorization": "Bearer wrong"}).status_code == 401


def test_a_redirect_never_leaves_the_site(open_client: Open) -> None:
    client = open_client()
    for back in ("//evil.example/", "https://evil.example/x", "/\\evil.example"):
        location = client.get("/words/en", params={"back": back}).headers["location"]
        assert location.startswith("/")
        assert not location.startswith(("//", "/\\"))


def test_too_long_a_body_is_refused(open_client: Open) -> None:
    access = Access()
    client = open_client(access)
    answer = client.post("/review/test/edit", content=b"{" + b" " * 100_000, headers=edit_headers(client, access))
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "path", ["/files/test/../../etc/passwd", "/files/test/%2e%2e%2fpasswd", "/review/..%2f..", "/static/../app.py"]
)
def test_no_path_reaches_the_file_system(open_client: Open, path: str) -> None:
    assert open_client().get(path).status_code in (404, 422)


def test_who_asks_too_often_is_told_to_wait(open_client: Open) -> None:
    client = open_client(Access(rate=2))
    answers = [client.get("/tmserver/languages/") for _ in range(40)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert answers[0].status_code == 200
    assert refused
    assert refused[0].headers["retry-after"] == "1"
    assert refused[0].json().keys() == {"error", "advice"}


def test_programs_are_refused_in_json_and_people_in_words(open_client: Open) -> None:
    client = open_client(Access(token="secret"))
    assert client.get("/get").json().keys() == {"error", "advice"}
    assert client.get("/").text == "a token is needed: use the address that cdalign serve printed\n"
