"""Small words that turn a meaning round: negations, modals, quantifiers, and words of opposite meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

from cdalign.checks.evidence import chinese_words, english_words
from cdalign.checks.rules import SOURCE, TRANSLATION, make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.languages import is_english
from cdalign.lexicon.renderings import rendering_stems, stems_of_word
from cdalign.lexicon.stemming import stem_word
from cdalign.messages import say
from cdalign.model import Finding
from cdalign.text import HAN

# In longer units a negation or a modal is rendered elsewhere or otherwise, more often than it is lost.
_LONGEST_HAN = 28


class _Class(NamedTuple):
    """A meaning of a group that excludes the group's other meanings, as patterns of both languages."""

    rule: str
    group: str
    name: str
    chinese: re.Pattern[str]
    english: re.Pattern[str]
    contradicting: re.Pattern[str]


@cache
def _groups() -> Mapping[str, tuple[_Class, ...]]:
    text = (resources.files("cdalign.checks") / "opposites.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    groups: dict[str, list[_Class]] = {}
    for rule, group, name, chinese, english, contradicting in rows:
        patterns = (re.compile(one, re.IGNORECASE) for one in (chinese, english, contradicting or english))
        one = _Class(f"meaning.{rule}", group, name, *patterns)
        groups.setdefault(group, []).append(one)
    return {name: tuple(classes) for name, classes in groups.items()}


def _sides(unit: PreparedUnit) -> tuple[CheckedSide, CheckedSide] | None:
    """Return the Chinese and the English text of a unit that has one of each and is short enough to be compared."""
    chinese = next((side for side in (unit.source, unit.target) if side.is_chinese), None)
    english = next((side for side in (unit.source, unit.target) if is_english(side.lang)), None)
    if chinese is None or english is None or len(chinese.compact) > _LONGEST_HAN:
        return None
    return chinese, english


def check_opposites(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding where one text has all, least or more, and the other some, most or less in its place."""
    sides = _sides(unit)
    if sides is None:
        return
    chinese, english = sides
    for classes in _groups().values():
        there = [one.chinese.search(chinese.compact) for one in classes]
        if not any(there):
            continue
        here = [one.english.search(english.text) for one in classes]
        lost = [number for number in range(len(classes)) if there[number] and not here[number]]
        said = [one.contradicting.search(english.text) for one in classes]
        added = [number for number in range(len(classes)) if said[number] and not there[number]]
        if len(lost) == 1 and added and sum(map(bool, there)) == 1:
            mine, other = there[lost[0]], said[added[0]]
            if mine and other:
                yield _contradiction(unit, classes[lost[0]].rule, chinese, english, mine[0], other)


def _contradiction(
    unit: PreparedUnit, rule: str, chinese: CheckedSide, english: CheckedSide, han: str, found: re.Match[str]
) -> Finding:
    at = chinese.text.find(han)
    quotes = [chinese.quote([(at, at + len(han))] if at >= 0 else ()), english.quote([found.span()])]
    ordered = quotes if chinese is unit.source else quotes[::-1]
    message = say("{han} is rendered by “{found}”", han=han, found=found[0])
    return make_finding(rule, message, ordered, unit=unit.id, words=(han, found[0].lower(), unit.source.text))


# Words with 不, 无, 非 or 未 that deny nothing, or that English says without a negation.
_NO_NEGATION = re.compile(
    "不仅|不但|不断|不同|不久|不过|不得不|不能不|不可不|不会不|无不|无一不|不无|无论|不管|不论|不少|不妨|非常|非洲|无线|未来|未免|是否|能否|可否|有否|与否|否则|不结盟|不扩散|"
    "不动产|不料|不禁|不得已|莫非|非但|无疑|不可避免|不可或缺|不可缺少|不可分割|不可逆转|不止|差不多|对不起|了不起|不由得|不约而同|不满|不足|不安|不幸|不良|不利|不当|不时|不等|"
    "不得了|无非|无机|非正式|"
    "不单|不光|不只|不一|不平|不禁|不明|不善|不便|不妥|不惜|不朽|不懈|不屈|不遗余力|不言而喻|不胜|不堪|不容|不免|不及|不如|不乏|不失|不愧|不定|不和|不适(?!用|合|宜|当)|不振|"
    "无限|无数|无私|无穷|无比|无所不|无从|无偿|无期|无辜|"
    "无缘无故|无形|无端|无效|无色|无故|无产|无罪|无知|无意|无情|无聊|无政府|非政府|非法|非凡|非议|非得|非要|除非|并非|未必|未婚|未尝不|没收|淹没|出没|没落|埋没|吞没|别|莫|"
    "维也纳|无锡|南非|北非|东非|西非|中非|"
    "亚非|泛非|非盟|非统|非典|是非|未成年|未满|未遂|不锈钢|不倒翁|不夜城|不成文|不干涉|不歧视|不可侵犯|不可抗力|不正当|不规则|不法|不雅|不合理|不平等|不公正|不对称|不人道|不可再生|"
    "不必要|不稳定|不确定|不具备|不正常|不予|有没有|是不是|能不能|要不要|会不会"
)
_STRONG_HAN = re.compile(
    "不|没有|没(?=能|人|法|什么)|未(?=能|经|曾|有|予|用|被|获|得|按|在|对|向|作|提|发|达)|无权|无法|无须|无需|无人|并非|毫无|绝非|决非|拒绝|拒不|勿|毋|切勿|禁止|"
    "既不|也不|绝不|从未|尚未|均未|未"
)
_ANY_HAN = re.compile(
    "[不没無无未非否勿毋莫免禁拒缺乏失误违反非没]|除|防止|避免|反对|停止|取消|废|消除|排除|放弃|难以|难|困难|少|仅|只|才|以外|之外|例外|独|错|空|失|阻|限|虽|但|而|别|脱离|"
    "摆脱|断|绝|沒|僅|祇|难道|岂|哪"
)
_STRONG_ENGLISH = re.compile(
    r"\b(?:not(?! (?:only|just|immune|until))|no(?! (?:more|less|fewer|later|longer|time|sooner|doubt)\b|"
    r"\. ?\S)|never|none|nor|neither|cannot|nothing|nobody)\b|n['’]t\b|\bfail(?:s|ed|ing)?\b|\bunable\b|"
    r"\brefus(?:e|es|ed|al)\b",
    re.IGNORECASE,
)
_ANY_ENGLISH = re.compile(
    r"\b(?:not|no|never|none|nor|neither|cannot|nothing|nobody|nowhere|without|unless|except\w*|hardly|"
    r"barely|scarcely|rarely|"
    r"seldom|few|fewer|little|less|least|only|but|fail\w*|refus\w*|reject\w*|den(?:y|ied|ies|ying|ial)|"
    r"declin\w*|lack\w*|absen\w*|impossib\w*|"
    r"prohibit\w*|forb\w*|ban\w*|prevent\w*|avoid\w*|oppos\w*|against|exclu\w*|stop\w*|ceas\w*|far from|"
    r"instead|rather than|"
    r"free of|free from|otherwise|beyond|invalid\w*|zero|nil|void|short of|minus|other than|until|before|"
    r"hold back|difficult\w*|"
    r"hard|too|regardless|irrespective|despite|notwithstanding|exempt\w*|preclud\w*|refrain\w*|waiv\w*|"
    r"withhold\w*|withheld|neglect\w*|"
    r"ignor\w*|omit\w*|miss\w*|halt\w*|resist\w*|doubt\w*|empty|blank|null|deprived?\w*|devoid|depriv\w*|"
    r"non\w+|un[a-z]{3,}|in[a-z]{4,}(?:ate|able|ible|ent|ant|ity|ly)|in(?:ability|adequa|compat|consist|correct|"
    r"effect|equal|suffic|separab|divis|visib|tang|appropr|access|dispens|evit|direct|depend|form|eligib|"
    r"capab|activ|justice|soluble|compl)\w*|im(?:prop|pract|perm|mun|mob|mut|"
    r"part|poss|pract)\w*|ir(?:regul|revers|relev|respons|respect|ration)\w*|il(?:leg|liter|lic)\w*|"
    r"dis[a-z]{4,}|mis[a-z]{4,}|\w+less|anti\w*|contrary|contradict\w*|violat\w*|"
    r"breach\w*|lost|los[es]\w*|yet|ineligible|infrequent\w*|longer|remain\w*|pending|defer\w*|suspend\w*|"
    r"wrong\w*|vacan\w*|spare\w*|yet|loath)\b|n['’]t\b",
    re.IGNORECASE,
)
_PREFIXED = re.compile(r"\b(?:un|in|im|ir|il|non-?|dis)([a-z]{5,})\b")


def check_negations(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding where one text of a short unit denies and the other has no word that could deny."""
    sides = _sides(unit)
    if sides is None:
        return
    chinese, english = sides
    plain = _NO_NEGATION.sub("", _without_idioms(chinese))
    strong = _STRONG_HAN.search(plain)
    if strong and not _ANY_ENGLISH.search(english.text) and _is_said_there(plain[strong.end() :], english):
        yield _negation(unit, chinese, english, strong[0], "")
        return
    denied = _said_negation(english, chinese) or _denied_adjective(chinese, english)
    if denied and not _ANY_HAN.search(chinese.compact):
        yield _negation(unit, chinese, english, "", denied[0])
    elif re.search("除非", chinese.compact) and not _UNLESS.search(english.text):
        yield _negation(unit, chinese, english, "除非", "")


# What a negation denies ends with the clause, and in Chinese with 的; of longer scopes the first words tell.
_SCOPE_HAN, _SCOPE_ENGLISH = re.compile(rf"[{HAN}]{{1,10}}"), re.compile(r"[^,;:.!?()]{1,60}")


def _is_said_there(after: str, english: CheckedSide) -> bool:
    """Return whether the English renders a word that a Chinese negation denies: 不掺水 put as “neat” loses nothing."""
    scope = _SCOPE_HAN.match(after)
    words = chinese_words(scope[0].partition("的")[0]) if scope else ()
    return any(not stems_of_word(word.form).isdisjoint(english.evidence) for word in words)


def _said_negation(english: CheckedSide, chinese: CheckedSide) -> re.Match[str] | None:
    """Return the negation of an English text, where the Chinese says what it denies: 费解 is “not understood”."""
    found = _STRONG_ENGLISH.search(english.text)
    scope = _SCOPE_ENGLISH.match(english.text, found.end()) if found else None
    words = english_words(scope[0]) if scope else ()
    return found if any(word.form in chinese.evidence for word in words) else None


def _without_idioms(chinese: CheckedSide) -> str:
    """Return a Chinese text without the long words that hold a negation inside, and deny nothing: 犹豫不决."""
    text = chinese.compact
    for word in chinese.words:
        if len(word.form) > 3 or (len(word.form) == 3 and word.form[0] not in "不没未无"):
            text = text.replace(word.form, "")
    return text


_UNLESS = re.compile(
    r"\b(?:unless|except\w*|otherwise|only|without|absent|save|but|until|barring|no|not \w+ until)\b", re.IGNORECASE
)


def _denied_adjective(chinese: CheckedSide, english: CheckedSide) -> re.Match[str] | None:
    """Return an adjective with un-, in- or dis- whose word without it renders a word of the Chinese."""
    rendered = {
        stem for word in chinese.words for stems in rendering_stems(word.form) for stem in stems if len(stems) == 1
    }
    for found in _PREFIXED.finditer(english.text):
        if stem_word(found[1]) in rendered and stem_word(found[0]) not in rendered:
            return found
    return None


def _negation(unit: PreparedUnit, chinese: CheckedSide, english: CheckedSide, han: str, word: str) -> Finding:
    denies, other = (chinese, english) if han else (english, chinese)
    at = denies.text.lower().find(han or word.lower())
    ordered = (denies.quote([(at, at + len(han or word))] if at >= 0 else ()), other.quote())
    where = TRANSLATION if other is unit.target else SOURCE
    message = say("{word} denies, and nothing in the {where} does", word=han or word, where=where)
    words = (han or word.lower(), unit.source.text)
    return make_finding("meaning.negation", message, ordered, unit=unit.id, words=words)


_DUTY_HAN = re.compile(
    "必须|务必|务须|须(?!知)|应当|应(?=[^用邀急答付对聘届运变力景酬诺试])(?<![适反响供相对效])|必需|有义务|有责任"
)
_LEAVE_HAN = re.compile(
    "可以|(?<![许认不尚均亦])可(?=[^能见行持靠观是怕惜谓再以分及爱望比]{1,1})(?!由此)|不妨|有权|准许|允许|得以"
)
_FORBID_HAN = re.compile("不得(?!不|已|了|而)|不准|不许|严禁|禁止")
_DUTY_ENGLISH = re.compile(
    r"\b(?:shall|must|should|ha(?:s|ve|d) to|need(?:s|ed)? to|required?|requires|obliged?|ought|obligat\w*|"
    r"necessary|mandatory|duty|bound to|need|"
    r"call(?:s|ed)? (?:for|on|upon)|require\w*|urge\w*|appropriate|due|responsib\w*|incumbent|compulsory|"
    r"essential|imperative|are to|is to|were to|was to|be to)\b",
    re.IGNORECASE,
)
_LEAVE_ENGLISH = re.compile(
    r"\b(?:may|might|can|could|permitted|allowed|able|possible|possibl[ey]|free to|entitled|right to|"
    r"permit\w*|allow\w*|option\w*|would|will|cannot|enabl\w*|eligible|\w+able|\w+ible|available|easy|easily|worth)\b",
    re.IGNORECASE,
)
_FORBID_ENGLISH = re.compile(
    r"\b(?:shall|must|may|can|could|cannot|no|never|prohibit\w*|forbid\w*|forbidden|ban\w*|neither|nor|"
    r"without|not (?:be )?(?:permitted|allowed)|refrain\w*|preclu\w*|unlawful|illegal|not to|bar(?:s|red)|"
    r"none|do(?:es)? not|is not|are not|exclu\w*|nothing|not)\b"
    r"(?! preferably)",
    re.IGNORECASE,
)


def check_modals(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding where one text of a short unit says must and the other may, or a ban became advice."""
    sides = _sides(unit)
    if sides is None:
        return
    chinese, english = sides
    text = chinese.compact
    duty, leave, forbid = (one.search(text) for one in (_DUTY_HAN, _LEAVE_HAN, _FORBID_HAN))
    must, may = _DUTY_ENGLISH.search(english.text), _LEAVE_ENGLISH.search(english.text)
    if forbid:
        if (
            must
            and must[0].lower() == "should"
            and not re.search(r"\b(?:shall|must|may|cannot|can)\b", english.text, re.IGNORECASE)
        ):
            yield _contradiction(unit, "meaning.modal", chinese, english, forbid[0], must)
    elif duty and not leave and may and not must and _is_modal(may):
        yield _contradiction(unit, "meaning.modal", chinese, english, duty[0], may)
    elif leave and not duty and must and not may and _is_modal(must):
        yield _contradiction(unit, "meaning.modal", chinese, english, leave[0], must)


def _is_modal(found: re.Match[str]) -> bool:
    return found[0].lower() in ("shall", "must", "should", "may", "might", "can", "could", "has to", "have to")
