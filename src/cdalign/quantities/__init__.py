"""Numbers, dates, ordinals, articles and document symbols: one value, whichever language wrote it.

    `第 1470 次全体会议` -> ordinal:1470 <- `1470th plenary meeting`
    `2018 年 9 月 5 日`  -> date:2018-09-05 <- `5 September 2018`
    `七亿八千万公里`     -> number:780000000, kilometre <- `780 million kilometres`

The kinds of keys:

    number:22  number:-30  percent:3.5  fraction:1/3  multiple:3  money:1.25  vague:1000000 (millions)
    date:2018-09-05  date:2018-09  date:2018  date:--09-05  date:--09  date:---05 (ISO 8601, truncated)
    decade:1990  weekday:1  time:15:30
    ordinal:1470  article:6 (also a rule: 条 is both)  paragraph:5  chapter:2  section:3  part:1  annex:2  appendix:1
    table:1  figure:1  point:2 (the second of the points (a), (b) or (i), (ii) of such a part)
    symbol:CD/1299  code:G20  url:https://…  mail:…  phone:…  version:2.0.1
    label:2 (the number of a point in a list)  currency:EUR  per:litre (named without a number)  base:1000 (of a rate)

Units and currencies are not part of the key: they are the `unit` of a quantity.
"""

from __future__ import annotations

from cdalign.languages import primary_language
from cdalign.quantities import chinese, english
from cdalign.quantities.chinese_dates import share_dates as share_chinese_dates
from cdalign.quantities.english_dates import share_dates as share_english_dates
from cdalign.quantities.forms import FormReading, Quantity, make_quantities
from cdalign.quantities.idioms import Idioms
from cdalign.quantities.measures import measure

__all__ = ["Quantity", "find_quantities"]


def find_quantities(text: str, lang: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order of position, without overlap.

    `lang` is a BCP 47 tag. Any language but Chinese is read as English, because digits and symbols are common to most
    languages. A year or month that a list names once is given to all its dates: `25 and 26 June 2018`
    yields two full dates, and so does `2018 年 6 月 25 日和 26 日`. The cost is linear in the length of the text.
    """
    if primary_language(lang) == "zh":
        folded = _IDIOMS.hide(chinese.fold(text))
        readings = measure(chinese.GRAMMAR.read(folded), folded, chinese.AROUND)
        return share_chinese_dates(make_quantities(readings, text), folded)
    return share_english_dates(make_quantities(_read_english(text), text), text)


def _read_english(text: str) -> list[FormReading]:
    return measure(english.read(text), text, english.AROUND)


_IDIOMS = Idioms()
