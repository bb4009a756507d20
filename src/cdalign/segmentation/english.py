"""Where English sentences end, with the abbreviations of UN documents."""

from __future__ import annotations

from itertools import product
from string import ascii_uppercase

from cdalign.segmentation.rules import BreakRule, break_at, last_word, no_break

_CLOSING = "”’\"')\\]"
_OPENING = "[“‘\"'(\\[]*"
_STOP = f"[.?!…][{_CLOSING}]*"
_SENTENCE_START = f"\\s+{_OPENING}[A-Z0-9À-Þ]"
_REACH = "{0,400}"
# The end of a quotation that is no longer than this stays with the sentence before it; as in Chinese, where twelve
# characters say as much.
_QUOTED = "{0,45}"

# Never the end of a sentence: a name or a title follows.
_BEFORE_NAMES = (
    "MR MRS MS MESSRS DR PROF HON REV "
    "Mr Mrs Ms Mx Messrs Mmes Dr Drs Prof Amb Gen Lt Col Capt Cmdr Maj Sgt Adm Brig Gov Sen Rep Hon Rev Fr St Ste Sr "
    "Mt Ft H\\.E H\\.R\\.H H\\.H cf Cf e\\.g i\\.e viz vs v approx ca al\\.?, incl"
)
# Only before a number or a letter that counts: "para. 5", "No. 71/67", "art. VI", "annex. A", "Corr. 1".
_BEFORE_NUMBERS = (
    "para paras Para Paras No Nos no nos art arts Art Arts chap chaps Chap Chaps ch Ch sect sects Sect Sects sec secs "
    "Sec Secs subpara subparas vol vols Vol Vols p pp fig figs Fig Figs tab Tab annex Annex app App add Add corr Corr "
    "rev Rev amend Amend suppl Suppl res Res dec Dec doc docs Doc Docs rule Rule reg regs Reg item ed eds ser Ser "
    "pt Pt cl cls r rr op cit ibid Ibid loc n nn tel Tel ext Ext approx est"
)
# May end a sentence, and does so before a word that begins one.
_EITHER = (
    "a\\.m p\\.m A\\.M P\\.M etc Ph\\.D M\\.A B\\.A M\\.D LL\\.M LL\\.D Jr U\\.S U\\.K U\\.N "
    "U\\.S\\.S\\.R D\\.C N\\.Y al Inc Ltd Co Corp Bros Univ Dept Govt Distr ibid Ibid cit"
)
_MONTHS = "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
# Words that begin sentences and no names: what tells "annex A. The" from "John A. Smith".
_STARTERS = (
    "The|This|That|These|Those|It|Its|In|On|At|As|For|From|By|To|With|After|Before|Under|During|Since|While|When|Where|"
    "If|Although|However|Moreover|Furthermore|Therefore|Accordingly|Nevertheless|Further|Finally|Also|He|She|They|We|"
    "His|Her|Their|Our|There|Such|Some|Several|Many|Other|Others|Another|All|Any|Each|Both|No|One|Two|An|But|And|Or|"
    "Delegations|Nothing|Not|Having|Recalling|Noting|Welcoming|According"
)


def _any_of(words: str) -> str:
    return "|".join(words.split())


def _words_of(words: str) -> set[str]:
    """Return what each abbreviation has before its last full stop: `m` of `a.m.`."""
    return {last_word(word) for word in words.split()}


_ROMAN_NUMBERS = {"".join(letters) for length in range(1, 6) for letters in product("IVX", repeat=length)}
_NUMBERS = {"".join(digits) for length in range(1, 4) for digits in product("0123456789", repeat=length)}

# What comes before a word: Python, Java and ICU agree on this, and not on \\b.
_WORD = "(?<![A-Za-z0-9])"

RULES: tuple[BreakRule, ...] = (
    # The cells of a table row are sentences of their own.
    break_at("\\t"),
    # Inside brackets and near the end of quotes: the next mark of the kind is a closing one.
    no_break(_STOP, f"[^()]{_REACH}\\)"),
    no_break(_STOP, f"[^“”]{_QUOTED}”"),
    # An enumerator at the very start.
    no_break(f"^\\s*{_OPENING}([0-9]{{1,3}}|[A-Za-z]|[ivxIVX]{{1,5}})\\."),
    # An enumerator after the end of a sentence begins the next one, and that sentence may end in a Roman numeral:
    # "in annex V. 4. In accordance with"; but "see para. 5. The Board".
    break_at(f"{_WORD}[IVX]{{1,5}}\\.", "\\s+[0-9]{1,3}\\.\\s+[A-Z]", _ROMAN_NUMBERS),
    break_at(f"{_WORD}({_any_of(_BEFORE_NUMBERS)})\\.\\s+[0-9]{{1,3}}\\.", _SENTENCE_START, _words_of(_BEFORE_NUMBERS)),
    no_break(
        f"([a-z]{{2}}|[0-9)]|{_WORD}[IVX]{{1,5}})[.?!;:][{_CLOSING}]*\\s+([0-9]{{1,3}}|[IVX]{{1,5}})\\.",
        "\\s+[A-Z]",
        _NUMBERS | _ROMAN_NUMBERS,
    ),
    no_break(f"{_WORD}({_any_of(_BEFORE_NAMES)})\\.", "\\s", _words_of(_BEFORE_NAMES)),
    no_break(
        f"{_WORD}({_any_of(_BEFORE_NUMBERS)})\\.",
        "\\s+[(\\[]?([0-9]|[IVXLC]+(?![a-z])|[A-Z](?![A-Za-z]))",
        _words_of(_BEFORE_NUMBERS),
    ),
    no_break(f"{_WORD}({_any_of(_MONTHS)})\\.", "\\s+[0-9]", _words_of(_MONTHS)),
    break_at(
        f"{_WORD}({_any_of(_EITHER)})\\.[{_CLOSING}]*", f"\\s+{_OPENING}({_STARTERS})(?![A-Za-z])", _words_of(_EITHER)
    ),
    no_break(f"{_WORD}({_any_of(_EITHER)})\\.", "\\s", _words_of(_EITHER)),
    # An initial is followed by a name, the number of an annex by a new sentence.
    break_at(f"{_WORD}[A-Z]\\.", f"\\s+{_OPENING}({_STARTERS})(?![A-Za-z])", ascii_uppercase),
    no_break(f"{_WORD}[A-Z]\\.", "\\s", ascii_uppercase),
    # Three stops with spaces between them; an ellipsis before a word that continues.
    no_break("\\.", "\\s\\.(\\s|$)"),
    # A footnote's mark stays with its sentence: valid.1 The
    break_at(f"[a-z)\\]”’][.?!][{_CLOSING}]*[0-9]{{1,2}}", _SENTENCE_START),
    break_at(_STOP, _SENTENCE_START),
)
