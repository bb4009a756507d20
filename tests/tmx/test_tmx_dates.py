import pytest

from cdalign.tmx.dates import is_tmx_date, iso_of_tmx, tmx_of_iso

MOMENTS = [
    ("20181005T080000Z", "2018-10-05T08:00:00Z"),
    ("00010101T000000Z", "0001-01-01T00:00:00Z"),
    ("20240229T235959Z", "2024-02-29T23:59:59Z"),
]


@pytest.mark.parametrize(("tmx", "iso"), MOMENTS)
def test_a_moment_goes_both_ways(tmx: str, iso: str) -> None:
    assert (is_tmx_date(tmx), iso_of_tmx(tmx), tmx_of_iso(iso), tmx_of_iso(tmx)) == (True, iso, tmx, tmx)
    assert iso_of_tmx(iso) == iso


@pytest.mark.parametrize(
    ("iso", "tmx"),
    [
        ("2018-10-05", "20181005T000000Z"),
        ("2018-10-05T08:00:00", "20181005T080000Z"),
        ("2018-10-05T08:00:00+08:00", "20181005T000000Z"),
        ("2018-10-05T00:30:00+01:00", "20181004T233000Z"),
        ("2018-12-31T23:00:00-02:00", "20190101T010000Z"),
        ("0999-01-02", "09990102T000000Z"),
        ("2018-10-05T08:00:00.9Z", "20181005T080000Z"),
    ],
)
def test_other_forms_of_iso_8601_are_told_in_utc(iso: str, tmx: str) -> None:
    assert tmx_of_iso(iso) == tmx
    assert is_tmx_date(tmx)


@pytest.mark.parametrize(
    "date",
    [
        "",
        "today",
        "2018",
        "5 October 2018",
        "20180229T000000Z",
        "20181301T000000Z",
        "20180100T000000Z",
        "20180101T240000Z",
        "20180101T006000Z",
        "20180101T000060Z",
        "00000101T000000Z",
        "２０１８1005T080000Z",
        "20181005T080000Z ",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-01:00",
    ],
)
def test_what_is_not_a_moment_is_no_date(date: str) -> None:
    assert (is_tmx_date(date), iso_of_tmx(date), tmx_of_iso(date)) == (False, "", "")
