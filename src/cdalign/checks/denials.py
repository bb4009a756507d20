"""Words that deny, in both languages: those that surely do, and those that another text may deny by."""

from __future__ import annotations

import re
from functools import lru_cache

from cdalign.checks.slips import dictionary
from cdalign.patterns import compile_late
from cdalign.text import HAN

# Not where they begin a word that denies: 不同意, 不管用; but 不同意见 does not.
_DENYING_NOTHING = "不断(?!裂)|不同(?!意(?![见义味思图愿]))|不管(?![用辖理])"
# Words with 不, 无, 非 or 未 that deny nothing, or that English says without a negation.
IDIOMS = compile_late(
    f"[一半][{HAN}]不[{HAN}]|[{HAN}]{{2}}不[{HAN}]地|[{HAN}]不住(?![{HAN}]?[在进人手房])|"
    f"{_DENYING_NOTHING}|不仅|不但|不久|不过(?!问)|不得不|不能不|不可不|不会不|无不|无一不|不无|无论|不论|不少|不妨|非常|非洲|无线|未来|未免|是否|能否|可否|有否|与否|否则|不结盟|不扩散|"
    "不动产|不料|不禁|不得已|莫非|非但|无疑|不可避免|不可或缺|不可缺少|不可分割|不可逆转|不止|差不多|对不起|了不起|不由得|不约而同|不满|不足|不安(?![排装])|不幸|不良|不利(?!用)|不当(?!选)|不时|不等|"
    "不得了|无非|无机|非正式|"
    "不单|不光|不只|不一|不平|不禁|不明|不善|不便(?!宜)|不妥(?!协)|不惜|不朽|不懈|不屈|不遗余力|不言而喻|不胜|不堪|不容|不免|不及|不如|不乏|不失|不愧|不定(?!罪)|不和(?![解谈])|不适(?!用|合|宜|当)|不振|"
    "无限|无数|无私|无穷|无比|无所不|无从|无偿|无期|无辜|"
    "无缘无故|无形|无端|无效|无色|无故|无产|无罪|无知|无意|无情|无聊|无政府|非政府|非法|非凡|非议|非得|非要|除非|并非|未必|未婚|未尝不|没收|淹没|出没|没落|埋没|吞没|别|莫|"
    "维也纳|无锡|南非|北非|东非|西非|中非|"
    "亚非|泛非|非盟|非统|非典|是非|未成年|未满|未遂|不锈钢|不倒翁|不夜城|不成文|不干涉|不歧视|不可侵犯|不可抗力|不正当|不规则|不法|不雅|不合理|不平等|不公正|不对称|不人道|不可再生|"
    "不必要|不稳定|不确定|不正常|不予|有没有|是不是|能不能|要不要|会不会"
)
STRONG_HAN = compile_late(
    "不|没有|没(?=能|人|法|什么)|未(?=能|经|曾|有|予|用|被|获|得|按|在|对|向|作|提|发|达)|无权|无法|无须|无需|无人|并非|毫无|绝非|决非|拒绝|拒不|勿|毋|切勿|禁止|"
    "既不|也不|绝不|从未|尚未|均未|未"
)
# Before a verb: what these deny is in a clause of its own, so that they are compared in long units too.
VERBAL_HAN = compile_late(
    "没有(?![^，。；]{0,6}[的之])|没(?=[能人法])|[并从仍毫]未|未(?=[能经曾予被获得])|无法|无权|无须|无需|毋须|毋需|[并也绝决从仍再]不|"
    "不(?=[会能是应再想愿要该准许让])|不得(?!不|已|了|而)|不可(?![避或缺分逆侵抗再])"
)
# Two denials that make a condition, the first of which English says by “without”: 未经许可不得入内.
TWICE_DENIED = re.compile(
    "(?:未经|未获|未取得|未得到|未按|非经|不经)[^。；]{1,24}?(不得|不能|不可|不准|不许|不应|无权|禁止|严禁)"
)
# English may say the condition and deny nothing: a licence is required.
CONDITION_ENGLISH = re.compile(r"\b(?:requir\w*|necessary|must|needs?|needed|subject to|mandatory)\b", re.IGNORECASE)
FIRST_DENIAL = re.compile(r"\b(?:without|unless|absent|un(?:less|til)|otherwise|until|before)\b", re.IGNORECASE)
_DENYING_HAN = re.compile("[不没無无未非沒毋勿莫否甭]")
# Words with such a character by which no English negation is put.
_IDLE_HAN = compile_late(
    f"{_DENYING_NOTHING}|非洲|[南北东西中亚泛]非|非常|非凡|非典|未来|是否|能否|可否|有否|曾否|会否|应否|与否|否则|莫斯科|莫桑比克|不仅|不但|不久|不少|不论|不单|不光|不时|不料|不妨|"
    "不得不|不能不|不由得|不良|不幸|不锈钢|不动产|不丹|不扩散|不结盟|不懈|无论|无线|无形|无数|无私|无偿|无锡|无产|无障碍|无家可归|非政府|非法|非正式|非得|非要|非但|没收|没落|淹没|"
    "出没|埋没|吞没|要不|差不多|了不起|对不起|莫大"
)
# Words by which Chinese may say what English denies: 费解 is “cannot be understood”, 才 is “not until”.
_WEAK_HAN = compile_late(
    "(?<![困灾苦遇死])难(?![民题关忘])|避免|[以难]免|免(?=[得于除费])|拒|禁止|严禁|禁(?=[运用])|缺|失(?!业)|反对|"
    "停止|中止|终止|除[了非外去掉开]|除(?=.{1,12}外)|以外|之外|例外|仅|只(?=[有是能会要得])|(?<![刚方])才(?![能干华智])|唯有|惟有|罕|"
    "岂|何(?=[必须苦尝])|哪(?=[里有会能])|费解|取消|欠|改[期变]|至今|迄今|照旧|照常|保留态度|谜|绝(?=[版迹缘望])|别(?=[说再])|杜绝|放弃|落空|违|劝阻|阻止|谢绝|宁可|宁愿|勉强|少(?=[有见])|"
    "[严谨以]防|防止|推迟|搁置|延期|延后|延迟|暂缓|暂停|中断|罄|[用耗殆竭]尽|忘(?!我)|误[点机车]|缺席|单身|独身|(?<=[卖花用吃跑输抢售])[光完]|短缺|空缺|空白|排除|剔除|摆脱|脱离|摒弃|逾期|过期|待.{1,12}[再方]"
)


def may_deny(chinese: str) -> bool:
    """Return whether any word of a Chinese text may stand for an English negation."""
    is_denying = _DENYING_HAN.search(chinese) and _DENYING_HAN.search(_IDLE_HAN.sub("", chinese))
    return bool(is_denying or _WEAK_HAN.search(chinese))


# Without the noun “refuse”, and without phrases that affirm: no doubt, nothing but, none the less, could not be better.
STRONG_ENGLISH = compile_late(
    r"(?<!\bwhether or )\b(?!(?<=could )not be (?:more|less|worse|\w+er)\b)"
    r"(?:not(?! (?:only|just|immune|until|so\b|surprising|(?:less|more|fewer|later|earlier|greater|higher|lower|"
    r"longer|shorter|under|over|below|above|exceeding)\b))|no(?! (?:more|less|fewer|later|longer|"
    r"time|sooner|doubt|other than)\b|\. ?\S)|never(?!theless| too\b)|none(?! the less)|nor|neither|cannot|"
    r"nothing(?! (?:but|else|less|short|new)\b)|nobody)\b|n['’]t\b|\bfail(?:s|ed|ing)?\b|\bunable\b|"
    r"\brefus(?:es|ed|al|ing)\b|\brefuse (?=to\b)",
    re.IGNORECASE,
)
# One of these words is in whatever that pattern finds; `t` is that of “don’t”.
STRONG_WORDS = frozenset({
    "not", "no", "never", "none", "nor", "neither", "cannot", "nothing", "nobody", "t", "fail", "fails", "failed",
    "failing", "unable", "refuse", "refuses", "refused", "refusal", "refusing",
})  # fmt: skip
# The negations among them that hardly any other word renders.
PLAIN_ENGLISH = re.compile(r"not|no|never|none|nor|neither|cannot|nobody|n['’]t", re.IGNORECASE)
_WEAK_ENGLISH = compile_late(
    r"\b(?:not|no|never|none|nor|neither|cannot|nothing|nobody|nowhere|without|unless|except\w*|hardly|"
    r"barely|scarcely|rarely|seldom|few|fewer|little|less|least|only|but for|anything but|"
    r"all but|fail\w*|refus(?:e|es|ed|ing|al)|reject\w*|"
    r"den(?:y|ied|ies|ying|ial)|declin\w*|lack\w*|absen\w*|prohibit\w*|forb\w*|ban|bans|banned|banning|prevent\w*|"
    r"avoid\w*|oppos\w*|object(?:s|ed|ing|ions?)|"
    r"against|exclu\w*|stop\w*|ceas\w*|far from|instead|rather than|free (?:of|from)|otherwise|"
    r"beyond|zero|nil|void|short of|minus|other than|until|before|hold back|difficult\w*|hard|too|regardless|"
    r"irrespective|despite|notwithstanding|exempt\w*|preclud\w*|refrain\w*|waiv\w*|withhold\w*|withheld|neglect\w*|"
    r"ignor\w*|forg[eo]t\w*|overlook\w*|omit\w*|miss(?:ed|es|ing)?|halt\w*|resist\w*|doubt\w*|empty|blank|null|depriv\w*|devoid|contrary|"
    r"contradict\w*|violat\w*|breach\w*|lost|los[es]\w*|yet|still|longer|remain\w*|pending|defer\w*|suspend\w*|"
    r"outlaw\w*|barr(?:ed|ing)|deficien\w*|neutral\w*|precarious|net of|wrong\w*|vacan\w*|spare\w*|illegal\w*|"
    r"silen\w*|guess|quiet\w*|mute\w*|dumb\w*|"
    r"lag(?:s|ged|ging)?|outside|late|out of|always|loath|anti\w*|\w+less|non-?\w+|"
    r"[iu]n\w+[aei]ble|[iu]n\w+[aei]bly)\b|n['’]t\b",
    re.IGNORECASE,
)
_PREFIXED = re.compile(
    r"\b(?:un|in|im|ir|il|dis(?=a[dglp]|be|con|fav|hon|inc|li|ob|or|ow|pr|qu|reg|res|sa|se|si|tr|us)|mis(?=tr|und))"
    r"([a-z]{3,})\b",
    re.IGNORECASE,
)
_ENDING = re.compile("(?:ly|s|ed|ing|ness|ty)$")
# A memory has some thousands of words with such a beginning.
_MOST_WORDS = 1 << 14


def may_deny_in_english(text: str) -> bool:
    """Return whether any word of an English text denies, or says what a Chinese negation may be put by."""
    if _WEAK_ENGLISH.search(text):
        return True
    return any(is_negative(found[0].lower(), found[1].lower()) for found in _PREFIXED.finditer(text))


@lru_cache(maxsize=_MOST_WORDS)
def is_negative(word: str, rest: str) -> bool:
    """Return whether a word is the negative of what follows its prefix: unaware is, under and discuss are not.

    They are not, for no commoner word follows the prefix.
    """
    known = dictionary()
    common = known.get(rest, 0) or known.get(_ENDING.sub("", rest), 0)
    return common > 0 and common >= known.get(word, 0)
