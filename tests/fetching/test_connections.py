"""Where the requests of a download may go, by the address that they reach."""

from urllib.request import Request

import pytest

from cdalign.errors import ReadError
from cdalign.fetching.connections import Route, is_public

PUBLIC, PRIVATE = "1.1.1.1", "10.0.0.7"


def request(host: str, *, is_redirect: bool) -> Request:
    return Request(f"http://{host}/file", unverifiable=is_redirect)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.7.7", "169.254.169.254", "100.64.0.1", "0.0.0.0", "255.255.255.255"),
        *("224.0.0.1", "::1", "::", "fe80::1%eth0", "fc00::7", "ff0e::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"),
        *("2002:7f00:1::", "2001:0:7f00:1::"),
    ],
)
def test_an_address_that_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::"])
def test_an_address_that_is_public(address: str) -> None:
    assert is_public(address)


def test_the_server_that_a_user_names_may_be_anywhere_and_redirect_to_itself() -> None:
    route = Route()
    route.check(request("here", is_redirect=False), PRIVATE)
    route.check(request("here", is_redirect=True), PRIVATE)
    route.check(request("elsewhere", is_redirect=True), PUBLIC)
    with pytest.raises(ReadError, match="elsewhere"):
        route.check(request("elsewhere", is_redirect=True), PRIVATE)


def test_a_public_server_does_not_become_this_computer() -> None:
    route = Route()
    route.check(request("named", is_redirect=False), PUBLIC)
    route.check(request("named", is_redirect=True), PUBLIC)
    with pytest.raises(ReadError, match="not on the public network"):
        route.check(request("named", is_redirect=True), "127.0.0.1")


def test_the_address_of_a_proxy_is_the_users_own() -> None:
    route = Route()
    asked = request("named", is_redirect=True)
    asked.set_proxy("proxy.local:3128", "http")
    route.check(asked, PRIVATE)
