"""Numbers, dates, ordinals, articles and document symbols: one value, whatever the language wrote it in.

    `第 1470 次全体会议` -> ordinal:1470 <- `1470th plenary meeting`
    `2018 年 9 月 5 日`  -> date:2018-09-05 <- `5 September 2018`

The kinds of keys:

    number:22  percent:3.5  fraction:1/3  money:USD:1.25
    date:2018-09-05  date:2018-09  date:2018  date:--09-05  date:--09  date:---05 (ISO 8601, truncated)
    decade:1990  weekday:1  time:15:30
    ordinal:1470  article:6 (also a rule: 条 is both)  paragraph:5  chapter:2  section:3  part:1  annex:2  appendix:1
    table:1  figure:1  symbol:CD/1299  code:G20  url:https://…  label:a
"""

from __future__ import annotations

from cdalign.languages import primary_language
from cdalign.quantities import chinese, english
from cdalign.quantities.forms import Quantity, find_forms

__all__ = ["Quantity", "find_quantities"]


def find_quantities(text: str, lang: str) -> tuple[Quantity, ...]:
    """Give the quantities of a text in the order in which they stand, without overlap.

    `lang` is a BCP 47 tag; whatever is not Chinese is read as English, whose digits and symbols are common to
    most languages. Years and months that a list names once are given to all its dates: `25 and 26 June 2018`
    yields two full dates, and so does `2018 年 6 月 25 日和 26 日`.
    """
    if primary_language(lang) == "zh":
        folded = chinese.fold(text)
        return chinese.share_dates(find_forms(folded, chinese.GRAMMAR, text), folded)
    return english.share_dates(find_forms(text, english.GRAMMAR, text), text)
