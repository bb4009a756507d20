"""Where English sentences end, with the abbreviations of UN documents."""

from __future__ import annotations

from itertools import product
from string import ascii_uppercase

from cdalign.segmentation.rules import BreakRule, break_at, last_word, no_break

_CLOSING = "”’\"')\\]"
_OPENING = "[“‘\"'(\\[]*"
_QUOTES = "“”‘’\"'"
_STOP = f"[.?!…][{_CLOSING}]*"
# A name like iPad or eBay also begins a sentence, and so do a point of a list, an aside before a capital, and what
# someone says after a dash.
_SENTENCE_START = (
    f"\\s+(?:{_OPENING}(?:[A-Z0-9À-Þ]|[a-z][A-Z][a-z])|[(]?[a-z]{{1,4}}[)]\\s|[ivx]{{1,5}}\\.\\s|[-–—]\\s?[A-Z]"
    f"|[(][a-z][^()]{{0,80}}[)]\\s+{_OPENING}[A-Z])"
)
_REACH = "{0,400}"
# The end of a quotation that is no longer than this stays with the sentence before it; as in Chinese, where twelve
# characters say as much.
_QUOTED = "{0,45}"
# What encloses no sentence: the bracket of a point of a list, 2) or b).
_NO_POINT = "(?<!\\s[0-9a-z]\\))(?<!\\s[0-9a-z]{2}\\))"
# A footnote's mark that no number of the text can be: ¹, [1], and 1/ as UN documents were typed.
_MARKS = "(?:\\s?(?:[¹²³⁰⁴-⁹]+|\\[[0-9]{1,3}\\]|[0-9]{1,2}/(?![0-9A-Za-z])))+"
# What a record or a book prints in brackets between sentences: (Applause), (See annex I), unlike (spoke in French).
_ASIDE = "\\((?:[A-Z][a-z]{3,}[^()]{0,80}|[Ss]ee [^()]{1,80}|laughter|applause|cheers)\\)"

# Never the end of a sentence: a name or a title follows.
_BEFORE_NAMES = (
    "MR MRS MS MESSRS DR PROF HON REV "
    "Mr Mrs Ms Mx Messrs Mmes Dr Drs Prof Amb Gen Lt Col Capt Cmdr Maj Sgt Cpl Adm Brig Gov Sen Rep Pres Supt Insp "
    "Hon Rev Fr St Ste Sr Mt Ft H\\.E H\\.R\\.H H\\.H cf Cf e\\.g i\\.e viz vs v approx ca al\\.?, incl"
)
# Only before a number or a letter that counts: "para. 5", "No. 71/67", "art. VI", "annex. A", "Corr. 1".
_BEFORE_NUMBERS = (
    "para paras Para Paras No Nos no nos art arts Art Arts chap chaps Chap Chaps ch Ch sect sects Sect Sects sec secs "
    "Sec Secs subpara subparas vol vols Vol Vols p pp fig figs Fig Figs tab Tab annex Annex app App add Add corr Corr "
    "rev Rev amend Amend suppl Suppl res Res dec Dec doc docs Doc Docs rule Rule reg regs Reg item ed eds ser Ser "
    "pt Pt cl cls r rr op cit ibid Ibid loc n nn tel Tel ext Ext approx est Approx Est vs ca cap Cap caps Caps "
    "NO NOS ART ARTS PARA PARAS SEC SECS CH CHAP VOL VOLS FIG FIGS TAB ANNEX APP ADD CORR REV SUPPL RES CAP PT EXT"
)
# Words that are not only abbreviations: "He said no. I agree.", "the history of art. A new period".
_PRONOUN = (
    "I(?=['’]|\\s+(?:am|was|have|had|will|would|shall|should|can|could|must|may|might|do|did|think|thought|believe|know|"
    "knew|said|say|see|saw|thank|hope|wish|want|wanted|went|go|got|told|asked|felt|feel|also|never|just|now|then|too)"
    "(?![A-Za-z]))"
)
_ARTICLE = "A(?=\\s+(?!(?:of|to|and|or|in|on|for|above|below|is|was|has|with|shows?)(?![A-Za-z]))[a-z]{2})"
# Words that a letter follows as a number does: "vitamin C. Vitamin D", unlike "president G. Bush".
_LETTERED = (
    "vitamins? plans? annex annexes group groups class classes category categories type types option options schedule "
    "schedules appendix part parts section sections table tables figure figures exhibit exhibits grade grades level "
    "team phase model point points step case form zone line hepatitis influenza room block building an"
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
    "Delegations|Nothing|Not|Having|Recalling|Noting|Welcoming|According|Then|What|How|Why|Who|Which|You|Your|My|Now|"
    "Here|Please|Yes|Once|Yet|Even|Every|Most|Much|More|Only|Perhaps|Indeed|Instead|Meanwhile|Thus|Hence|Today|Later|"
    "Between|Among|Within|Without|Through|Despite|Because|Until|Unless|Whether|Three|Four|Five|First|Second|Third|"
    "Is|Are|Was|Were|Did|Does|Would|Could"
)


def _any_of(words: str) -> str:
    return "|".join(words.split())


def _words_of(words: str) -> set[str]:
    """Return what each abbreviation has before its last full stop: `m` of `a.m.`."""
    return {last_word(word) for word in words.split()}


_ROMAN_NUMBERS = {
    "".join(letters) for base in ("IVX", "ivx") for length in range(1, 6) for letters in product(base, repeat=length)
}
_NUMBERS = {"".join(digits) for length in range(1, 4) for digits in product("0123456789", repeat=length)}

# What numbers a point: 2. or 2.1. or IV. or iv. or B.
_NUMBER = "[0-9]{1,3}(?:\\.[0-9]{1,3}){0,3}"
_ENUMERATOR = f"({_NUMBER}|[IVX]{{1,5}}|[ivx]{{1,5}}|[A-Z])"

# What comes before a word: Python, Java and ICU agree on this, and not on \\b.
_WORD = "(?<![A-Za-z0-9])"

RULES: tuple[BreakRule, ...] = (
    # The cells of a table row are sentences of their own.
    break_at("\\t"),
    # A footnote's mark stays with its sentence.
    break_at(f"{_STOP}{_MARKS}", _SENTENCE_START),
    no_break(_STOP, f"{_MARKS}(?=\\s|$)"),
    # An aside between sentences is one of them.
    break_at(f"{_STOP}\\s+{_ASIDE}", f"\\s+{_OPENING}[A-Z0-9]"),
    # Inside brackets and near the end of quotes: the next mark of the kind is a closing one.
    no_break(_STOP, f"[^()]{_REACH}\\){_NO_POINT}"),
    no_break(_STOP, f"[^“”]{_QUOTED}”"),
    # An enumerator at the very start.
    no_break(f"^\\s*{_OPENING}({_NUMBER}|[A-Za-z]|[ivxIVX]{{1,5}})\\."),
    # An enumerator after the end of a sentence begins the next one, and that sentence may end in a Roman numeral:
    # "in annex V. 4. In accordance with"; but "see para. 5. The Board".
    break_at(f"{_WORD}[IVX]{{1,5}}\\.", "\\s+[0-9]{1,3}\\.\\s+[A-Z]", _ROMAN_NUMBERS),
    break_at(
        f"{_WORD}({_any_of(_BEFORE_NUMBERS)})\\.\\s+({_NUMBER}|[IVX]{{2,5}})\\.",
        _SENTENCE_START,
        _words_of(_BEFORE_NUMBERS),
    ),
    no_break(
        f"([a-z]{{2}}[{_CLOSING}]?|[0-9)]|{_WORD}[IVX]{{1,5}})[.?!;:][{_CLOSING}]*\\s+{_ENUMERATOR}\\.",
        "\\s+[A-Z]",
        _NUMBERS | _ROMAN_NUMBERS | set(ascii_uppercase),
    ),
    no_break(f"{_WORD}({_any_of(_BEFORE_NAMES)})\\.", "\\s", _words_of(_BEFORE_NAMES)),
    break_at(f"{_WORD}({_any_of(_BEFORE_NUMBERS)})\\.", f"\\s+({_PRONOUN}|{_ARTICLE})", _words_of(_BEFORE_NUMBERS)),
    no_break(
        f"{_WORD}({_any_of(_BEFORE_NUMBERS)})\\.",
        "\\s+[(\\[]?([0-9]|[IVXLC]+(?![a-z])|[A-Z](?![A-Za-z])|[a-z]{1,4}\\))",
        _words_of(_BEFORE_NUMBERS),
    ),
    no_break("[0-9]\\s?(ft|in|lbs?|oz|yd|hrs?|mins?|secs?)\\.", "\\s+[0-9]"),
    no_break(f"{_WORD}({_any_of(_MONTHS)})\\.", "\\s+[0-9]", _words_of(_MONTHS)),
    break_at(
        f"{_WORD}({_any_of(_EITHER)})\\.[{_CLOSING}]*",
        f"\\s+{_OPENING}(({_STARTERS})(?![A-Za-z])|I(?=['’]|\\s+[a-z]))",
        _words_of(_EITHER),
    ),
    no_break(f"{_WORD}({_any_of(_EITHER)})\\.", "\\s", _words_of(_EITHER)),
    # An initial is followed by a name, the number of an annex or a degree by a new sentence.
    break_at(f"{_WORD}[A-Z]\\.", f"\\s+{_OPENING}(({_STARTERS})(?![A-Za-z])|I(?=['’]|\\s+[a-z]))", ascii_uppercase),
    break_at(f"[^\\s]\\s(({_any_of(_LETTERED)})\\s|°\\s?)[A-Z]\\.", _SENTENCE_START, ascii_uppercase),
    no_break(f"{_WORD}[A-Z]\\.", "\\s", ascii_uppercase),
    # A pause after one word: "I... I have forgotten it."
    no_break(f"(?:^|(?<=[.?!…,;:{_QUOTES}]))\\s?[A-Za-z’']{{1,12}}(\\.\\.\\.|…)", "\\s+[A-Z]"),
    # Three stops with spaces between them; an ellipsis before a word that continues.
    no_break("\\.", "\\s\\.(\\s|$)"),
    # A footnote's mark stays with its sentence: valid.1 The
    break_at(f"[a-z)\\]”’][.?!][{_CLOSING}]*[0-9]{{1,2}}", _SENTENCE_START),
    break_at(_STOP, _SENTENCE_START),
)
