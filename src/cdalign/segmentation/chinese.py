"""Where Chinese sentences end.

They end at 。！？ and at …… with the closing quotes and brackets that belong to them; not inside titles, brackets and
short quotations, and not at ； — in UN Chinese a list with semicolons is one sentence (CD/2138, annex, paragraph 25).
"""

from __future__ import annotations

from cdalign.segmentation.rules import BreakRule, break_at, no_break

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
_CLOSING = "”’」』）)】》〉］\\]"
_STOP = "[。！？…]"
# As far ahead as a closing bracket is looked for.
_REACH = "{0,400}"
# The end of a quotation that is no longer than this stays with the sentence before it; farther from its end, a
# quotation is cut into its sentences, as hand-made gold cuts all of them (F1 of the boundaries of mac-dev: .957 when
# no quotation is cut, .981 at 12, .981 when all are; of UN texts .995, .999, .999).
_QUOTED = "{0,12}"
# What counts or measures: digits before it begin a sentence (。5 个国家), before others they are a footnote's mark.
_COUNTED = "世年月日个名国项次届号条款段位份件种人处所篇期轮场点时分秒周天岁倍元至多余亿万千百十%％.．,:：/\\-–—"
# What encloses nothing: the bracket of a point of a list, 2） or 二）.
_POINT = "[0-9a-z一二三四五六七八九十]"
_NO_POINT = f"(?<![。！？；：\\s]{_POINT}[)）])(?<![。！？；：\\s]{_POINT}{_POINT}[)）])"
# A footnote's mark that no number of the text can be: ¹, [1], and 1/ as UN documents were typed.
_MARK = "(?:[¹²³⁰⁴-⁹]+|[\\[［〔][0-9]{1,3}[\\]］〕]|[0-9]{1,2}/(?![0-9A-Za-z]))"
# What a record, a newspaper or a book prints in brackets between sentences, and the sentence after it does not need:
# （掌声）, （见附件一）, （未完待续）; unlike （二） and （以英语发言）.
_ASIDE = (
    "[(（](?:[^()（）]{0,10}(?:[声聲笑]|鼓掌|附件[^()（）]{0,6})|[详詳参參]?[见見閱阅][^()（）]{1,40}"
    "|[^()（）]{0,4}(?:完|待续|待續)|[下上][转轉接][^()（）]{1,10})[)）]"
)
# An ellipsis after no more than this is a pause inside a sentence: 我……我不知道. Of the ellipses inside a paragraph
# of dev and mac-dev, 20 of 22 such ones are pauses, and 6 of 8 after more end a sentence.
_PAUSED = "{1,5}"
# The rest of a paragraph in which Western stops end the sentences.
_WESTERN_REST = f'[^。．]{{0,800}}[{_HAN}]\\.[{_CLOSING}"]*\\s*$'
_WIDE_REST = f'[^。]{{0,800}}[{_HAN}]．[{_CLOSING}"]*\\s*$'

RULES: tuple[BreakRule, ...] = (
    # The cells of a table row are sentences of their own.
    break_at("\\t"),
    # A run of stops ends with its last; closing marks belong to the sentence they close.
    no_break(f"{_STOP}[{_CLOSING}]*", f"[。！？{_CLOSING}]|\\s*…"),
    no_break(f"(?<![{_HAN}])[{_HAN}]{_PAUSED}…+", f"\\s*[{_HAN}…]"),
    no_break("[、，：；,;:]…+", f"\\s*[{_HAN}]"),
    # Near the end of quotes, and inside titles and brackets: the next mark of the kind is a closing one.
    no_break(f"{_STOP}[{_CLOSING}]*", f"[^“”]{_QUOTED}”"),
    no_break(f"{_STOP}[{_CLOSING}]*", f"[^「」]{_QUOTED}」"),
    no_break(f"{_STOP}[{_CLOSING}]*", f"[^『』]{_QUOTED}』"),
    no_break(f"{_STOP}[{_CLOSING}]*", f"[^《》]{_REACH}》"),
    no_break(f"{_STOP}[{_CLOSING}]*", f"[^()（）]{_REACH}[)）]{_NO_POINT}"),
    no_break(f"{_STOP}[{_CLOSING}]*", f"[^【】]{_REACH}】"),
    # After a title or a bracket the sentence continues, unless the whole sentence occurred in the bracket.
    break_at(f"(^|[。！？…”])[(（][^()（）]{_REACH}{_STOP}[)）]"),
    break_at(f"{_STOP}[{_CLOSING}]*\\s*{_ASIDE}", "\\s*[^\\s的，、；：。,;:]"),
    no_break(f"{_STOP}[{_CLOSING}]*[)）》〉】]"),
    # The sentence continues after a quotation or an ellipsis: “……？”的问题, 等等……，
    # A sentence may begin with 之后 and 等到, so that these go on after a quotation or an ellipsis only.
    no_break(f"{_STOP}[{_CLOSING}]*", "\\s*[，、；：,;:]"),
    no_break(f"(…|{_STOP}[{_CLOSING}]+)", "\\s*(的|之(?![后後前所外])|等(?![我你他她它到]))"),
    no_break(f"{_STOP}[{_CLOSING}]+", "\\s*(一词|一语|一句|一文|一说|这一|这个|这种|这样)"),
    # A footnote's mark stays with its sentence: 有效。1 一些代表团; 有效。[1] 一些代表团
    no_break(f"{_STOP}[{_CLOSING}]*", f"\\s?{_MARK}"),
    break_at(f"{_STOP}[{_CLOSING}]*(?:\\s?{_MARK})+"),
    no_break(f"{_STOP}[{_CLOSING}]*", f"[0-9]{{1,2}}(\\s|$|(?=[{_HAN}“《]))(?!\\s*[{_COUNTED}])"),
    break_at(f"{_STOP}[{_CLOSING}]*[0-9]{{1,2}}", f"\\s*(?![0-9{_COUNTED}])[{_HAN}“《(（A-Z]"),
    break_at(f"{_STOP}[{_CLOSING}]*"),
    # Western stops after Han, as typed on a Western keyboard.
    break_at(f'[{_HAN}][!?]+[{_CLOSING}"]*', ""),
    break_at(f"[{_HAN}]\\.", f"\\s+[{_HAN}“《A-Z0-9]"),
    break_at(f'[{_HAN}]\\.[{_CLOSING}"]*', f'[{_HAN}“《"A-Z0-9]{_WESTERN_REST}'),
    break_at(f'[{_HAN})）%％℃]．[{_CLOSING}"]*', f'[{_HAN}“《"A-Z0-9]{_WIDE_REST}'),
)
