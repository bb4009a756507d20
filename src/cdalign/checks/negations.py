"""Negations: what one text denies and the other does not.

A short unit is compared as a whole. In a longer one an English negation is answered by the Chinese clause of what it
denies, or by the clause before or after that one; a Chinese one is rendered too freely there to tell (of ten findings
on gold/dev two were right).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cdalign.checks.evidence import Word, chinese_words, english_words
from cdalign.checks.rules import SOURCE, TRANSLATION, make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.lexicon.renderings import rendering_stems, stems_of_word
from cdalign.lexicon.stemming import stem_word
from cdalign.messages import say
from cdalign.model import Finding
from cdalign.text import HAN

# In longer units a negation is rendered elsewhere, more often than it is lost.
_LONGEST_HAN = 28
# So many of the words after a negation say what it denies.
_DENIED_WORDS = 4
_DENYING_HAN = frozenset("不没未无非否勿毋")
_CLAUSE_END = re.compile("[，,；;。：:！？!?\n（）()「」“”]")

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
    r"non-?\w+|un[a-z]{3,}|in[a-z]{4,}(?:ate|able|ible|ent|ant|ity|ly)|in(?:ability|adequa|compat|consist|correct|"
    r"effect|equal|suffic|separab|divis|visib|tang|appropr|access|dispens|evit|direct|depend|form|eligib|"
    r"capab|activ|justice|soluble|compl)\w*|im(?:prop|pract|perm|mun|mob|mut|"
    r"part|poss|pract)\w*|ir(?:regul|revers|relev|respons|respect|ration)\w*|il(?:leg|liter|lic)\w*|"
    r"dis[a-z]{4,}|mis[a-z]{4,}|\w+less|anti\w*|contrary|contradict\w*|violat\w*|"
    r"breach\w*|lost|los[es]\w*|yet|ineligible|infrequent\w*|longer|remain\w*|pending|defer\w*|suspend\w*|"
    r"outlaw\w*|barr(?:ed|ing)|deficien\w*|neutral\w*|precarious|net of|"
    r"wrong\w*|vacan\w*|spare\w*|yet|loath)\b|n['’]t\b",
    re.IGNORECASE,
)
_PREFIXED = re.compile(r"\b(?:un|in|im|ir|il|non-?|dis)([a-z]{5,})\b")


def check_negations(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding where one text denies and the other has no word that could deny."""
    sides = unit.chinese_and_english
    if sides is None:
        return
    chinese, english = sides
    han, word = _lost_negation(chinese, english)
    if han or word:
        yield _negation(unit, chinese, english, han, word)


def _lost_negation(chinese: CheckedSide, english: CheckedSide) -> tuple[str, str]:
    """Return the Chinese or the English words that deny what the other text affirms; both are empty where none do."""
    if len(chinese.compact) <= _LONGEST_HAN:
        plain = _NO_NEGATION.sub("", _without_idioms(chinese))
        strong = _STRONG_HAN.search(plain)
        if strong and not _ANY_ENGLISH.search(english.text) and _is_said_there(plain[strong.end() :], english):
            return strong[0], ""
        denied = _said_negation(english, chinese) or _denied_adjective(chinese, english)
        if denied and not _ANY_HAN.search(chinese.compact):
            return "", denied[0]
        if "除非" in chinese.compact and not _UNLESS.search(english.text):
            return "除非", ""
    return "", _denied_only_here(english, chinese)


def _denied_only_here(english: CheckedSide, chinese: CheckedSide) -> str:
    """Return the English negation of words whose Chinese clause, with its neighbours, holds nothing that denies."""
    for found in _STRONG_ENGLISH.finditer(english.text):
        scope = _SCOPE_ENGLISH.match(english.text, found.end())
        stop = scope.end() if scope else found.end()
        denied = {word.form for word in _words_between(english, found.end(), stop)}
        places = [word.start for word in chinese.words if not denied.isdisjoint(stems_of_word(word.form))]
        if places and not any(_ANY_HAN.search(_clauses_around(chinese.text, at)) for at in places):
            return found[0]
    return ""


def _words_between(side: CheckedSide, start: int, stop: int) -> Sequence[Word]:
    return [word for word in side.words if start <= word.start < stop][:_DENIED_WORDS]


def _clauses_around(text: str, at: int) -> str:
    """Return the clause around a place, with the clause before it and the one after it."""
    before = [0, 0, *(found.end() for found in _CLAUSE_END.finditer(text, 0, at))]
    after = [found.start() for found in _CLAUSE_END.finditer(text, at)]
    return text[before[-2] : after[1] if len(after) > 1 else len(text)]


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
    """Return a compact Chinese text without the long words that hold a negation inside, and deny nothing: 犹豫不决."""
    text = chinese.compact
    for word in chinese.words:
        if _is_idiom(word.form):
            text = text.replace(word.form, "")
    return text


def _is_idiom(word: str) -> bool:
    is_long = len(word) > 3 or (len(word) == 3 and word[0] not in "不没未无")
    return is_long and not _DENYING_HAN.isdisjoint(word)


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
