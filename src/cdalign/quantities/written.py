"""Forms that are the same in both languages: addresses, symbols, codes, telephone numbers, dates in digits, labels."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cdalign.numerals import STEMS, enclosed_numerals, parse_stem, read_numerals
from cdalign.quantities.dates import join_date, make_date
from cdalign.quantities.forms import Branch, Form, FormReading, is_year, whole


def read_url(match: re.Match[str]) -> Iterable[FormReading]:
    """Read web addresses: `https://undocs.org/CD/2138` -> url:https://undocs.org/CD/2138, `ftp.un.org/pub`."""
    # Amazon.com is as often the name of a company as an address.
    is_name = match[0].count(".") == 1 and "/" not in match[0]
    # The Chinese pages of a site have zh where the English ones have en.
    any_language = _PAGE_LANGUAGE.sub("*", match[0])
    also = (f"url:{any_language}",) if any_language != match[0] else ()
    return whole(match, f"url:{match[0]}", is_spelt=is_name, also=also)


def read_mail(match: re.Match[str]) -> Iterable[FormReading]:
    """Read e-mail addresses: `editor@un.org` -> mail:editor@un.org."""
    return whole(match, f"mail:{match[0].lower()}")


def read_phone(match: re.Match[str]) -> Iterable[FormReading]:
    """Read telephone numbers, whatever separates their digits: `+41 22 917-12 34` -> phone:+41229171234."""
    return whole(match, "phone:" + re.sub(r"[^\d+]", "", match[0]))


def read_version(match: re.Match[str]) -> Iterable[FormReading]:
    """Read versions and IP addresses, of three parts or more: `2.10.3` -> version:2.10.3."""
    return whole(match, f"version:{match[0].lstrip('vV')}")


def read_symbol(match: re.Match[str]) -> Iterable[FormReading]:
    """Read document symbols: `CD/2119` -> symbol:CD/2119, `A/C.3/56/L.1/Rev.1`, `S/RES/1540(2004)`; not `HIV/AIDS`."""
    if any(char.isdigit() for char in match[0]):
        yield FormReading(match.start(), match.end(), f"symbol:{match[0]}")


def read_session_symbol(match: re.Match[str]) -> Iterable[FormReading]:
    """Read General Assembly resolution numbers: `71/67`, `第 71/67 号决议` -> symbol:71/67; `1/3` may be a fraction."""
    number = match[0].replace(" ", "")
    over, _, under = number.partition("/")
    is_fraction = under.isdigit() and int(over) < int(under)
    return whole(match, f"symbol:{number}", also=(f"fraction:{number}",) if is_fraction else ())


def read_code(match: re.Match[str]) -> Iterable[FormReading]:
    """Read names with a number in them: `COVID-19` -> code:COVID-19, `PM2.5`, `G20`, `H1N1`."""
    return whole(match, f"code:{match[0].upper()}")


def read_digit_date(match: re.Match[str]) -> Iterable[FormReading]:
    """Read dates in digits, the year first: `2016.07.21`, `2019/5/6` -> date:2019-05-06."""
    date = make_date(match[1], match[2], match[3])
    return whole(match, date) if date else ()


def read_short_date(match: re.Match[str]) -> Iterable[FormReading]:
    """Read dates in digits, the year last: `5/6/2019` is the fifth of June or the sixth of May."""
    dates = [one for one in (make_date(match[3], match[2], match[1]), make_date(match[3], match[1], match[2])) if one]
    return whole(match, dates[0], also=tuple(dates[1:])) if dates else ()


def read_year_range(match: re.Match[str]) -> Iterable[FormReading]:
    """Read two years of which the second is shortened: `1997-98` -> date:1997, date:1998; not `2018-05`."""
    is_range = is_year(match[1]) and int(match[2]) > int(match[1][2:])
    second = f"date:{match[1][:2]}{match[2]}" if is_range else f"number:{int(match[2])}"
    yield FormReading(
        match.start(1), match.end(1), f"date:{match[1]}" if is_year(match[1]) else f"number:{int(match[1])}"
    )
    yield FormReading(match.start(2), match.end(2), second)


def read_month_year(match: re.Match[str]) -> Iterable[FormReading]:
    """Read months in digits: `07/2019` -> date:2019-07."""
    return whole(match, join_date(match[2], f"{int(match[1]):02}", ""))


def read_label(match: re.Match[str]) -> Iterable[FormReading]:
    """Read the numbers of list points, with one value for all systems: `(b)`, `(ii)`, `㈡`, `2）` -> label:2.

    `(i)` is label:1 and, read as a letter, also label:9.
    """
    keys = label_keys(match[0])
    return whole(match, keys[0], also=keys[1:]) if keys else ()


def label_keys(text: str, kind: str = "label") -> tuple[str, ...]:
    """Return the keys that a printed number can have, the likelier first: `(c)` -> label:3, label:100."""
    values = [numeral.value for numeral in read_numerals(text)] or [parse_stem(text.strip("()")) or 0]
    return tuple(f"{kind}:{value}" for value in values if value)


def read_leading_label(match: re.Match[str]) -> Iterable[FormReading]:
    """Read the number that a text begins with: `12. `, `四、`, `2.4 Scope` -> label:12, label:4, label:2.4."""
    text = match[1].rstrip(".．")
    keys = (f"label:{text}",) if "." in text else label_keys(text)
    if keys:
        yield FormReading(match.start(1), match.end(1), keys[0], is_spelt=False, also=keys[1:])


_PAGE_LANGUAGE = re.compile(
    r"(?<=[/=_-])(?:zh(?:[-_](?:hans|hant|cn|tw|hk|sg))?|chs|cht|chinese|cn|sc|tc|eng?(?:[-_](?:gb|us))?|english)(?=[/?&#._-]|\Z)|"
    r"(?<=://)(?:zh|cn|chinese|en|english)(?=\.)",
    re.IGNORECASE,
)
ENCLOSED = "".join(sorted(enclosed_numerals()))
_HOST_END = "com|org|net|int|gov|edu|info|io|example|test|cn|hk|tw|uk|us|eu|ch|fr|de|jp|ru|au|ca|at|in|br|za"
_PATH = r"(?:[/?#](?:[A-Za-z0-9_\-./?=&%#~:+@!$,;]*[A-Za-z0-9_\-/=&%#~+@$])?)?"

ADDRESSES = (
    Form("mail", r"[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}", read_mail),
    Form(
        "url",
        r"(?:https?|ftp)://[A-Za-z0-9_\-./?=&%#~:+@!$,;]*[A-Za-z0-9_\-/=&%#~+@$]|"
        rf"(?:[A-Za-z0-9][A-Za-z0-9-]{{0,62}}\.){{1,8}}(?:{_HOST_END})(?![A-Za-z0-9-]|\.[A-Za-z0-9]){_PATH}",
        read_url,
    ),
)
_LEADING_LABELS = (
    Form(
        "leading_label",
        r"(?<![\s\S])[ \t]*("
        r"\d{1,3}(?:\.\d{1,2}){1,3}(?= +(?:[A-Z][a-z]|(?!(?:[十百千万亿吨米升克元倍度桶]|个百|%|"
        r"公[里顷斤]|[平立]方|英[里镑尺]|[美欧港日]元|小时|[厘毫]米|海里))[\u4e00-\u9fff])|\. )|"
        r"\d{1,3}[.．](?=[ \t]|[\u4e00-\u9fff])(?!\d)|\d{1,3}(?=、)|\d{1,3}[)）]|"
        r"[IVXLC]{1,8}\.(?= )|[一二三四五六七八九十百]{1,4}(?=、))",
        read_leading_label,
    ),
)
FIRST = Branch(r"(?<![\s\S])(?=[ \t]*+(?:\d|[IVXLC]{1,8}\. |[一二三四五六七八九十百]{1,4}、))", _LEADING_LABELS)
VERSION = Form("version", r"[vV]?\d{1,4}(?:\.\d{1,4}){2,4}(?![\d.]\d|\d)", read_version)
DIGIT_FORMS = (
    Form("phone", r"\+\d{1,3}[ -]?(?:\(?\d{1,5}\)?[ -]?){1,6}\d|0\d{2,4}(?:[ -]\d{3,4}){1,3}(?![\d-])", read_phone),
    Form("digit_date", r"([12]\d{3})[./-](\d{1,2})[./-](\d{1,2})(?![\d/.-]\d|\d)", read_digit_date),
    Form("short_date", r"(\d{1,2})[./](\d{1,2})[./]([12]\d{3})(?!\d)", read_short_date),
    VERSION,
    Form("year_range", r"(\d{4}) ?[-–—―/／~～] ?(\d\d)(?![\d/.%-]|,\d| ?[月日])", read_year_range),
    Form("month_year", r"(0[1-9]|1[0-2])/([12]\d{3})(?!\d)", read_month_year),
    Form("session_symbol", r"\d{1,3} ?/ ?\d{1,4}(?:/[A-Z0-9.]{1,12}){0,4}(?![\d/]| ?[月年])", read_session_symbol),
)
LETTER_FORMS = (
    Form(
        "symbol",
        r"[A-Z][A-Z0-9]{0,15}(?:[./-][A-Z0-9]{1,12}){0,6}/[A-Za-z0-9.\-/]{0,60}[A-Za-z0-9](?:\((?:\d{4}|[A-Z]{1,9})\))?",
        read_symbol,
    ),
    Form("code", r"[A-Z][A-Za-z]{0,7}-?\d++(?:\.\d++)?(?:[A-Z]\d*)?(?![A-Za-z0-9])", read_code),
)
LABELS = (
    Form(
        "label",
        rf"\((?:[a-z]{{1,2}}|[ivx]{{1,5}}|[一二三四五六七八九十{STEMS}]{{1,3}})\)|[{ENCLOSED}]|"
        r"(?<=[;；。:：])[一二三四五六七八九十]{1,2}(?=、)|"
        r"(?:(?<=[;；。,，、:：] )|(?<=[;；。，、：]))\d{1,2}[)）]|"
        r"(?:(?<![\s\S])|(?<=[;；。：:] )|(?<=[;；。：:]))\(\d{1,2}\)",
        read_label,
    ),
)
