"""What files say about the use of a term, in one of TBX's four words.

Sources: TBX-Basic and TBX 2008 (administrativeStatus, normativeAuthorization, language-planningQualifier), TBX-Min
(termStatus), UTX 1.20 (term status), IATE (evaluation), TermWeb, MultiTerm, memoQ and Phrase, in English and Chinese.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cdalign.model import TermStatus
from cdalign.patterns import compile_late

_WORDS = {
    TermStatus.PREFERRED: (
        "preferred standardized standardised standard legal regulated approved recommended official main active valid "
        "首选 优先 推荐 建议 规范 标准 正式 通用 首選 優先 推薦 規範 標準"
    ),
    TermStatus.ADMITTED: (
        "admitted admissible allowed permitted acceptable accepted alternative proposed provisional new draft pending "
        "candidate permissible "
        "允许 许用 可用 可接受 备选 备用 次选 候选 慎用 暂定 待定 待审 草案 允許 許用 備選 候選"
    ),
    TermStatus.DEPRECATED: (
        "deprecated forbidden prohibited banned rejected avoid avoided incorrect wrong invalid disallowed discouraged "
        "nonstandard nonstandardized blacklisted blacklist blocked donotuse dontuse nottobeused shouldnotbeused "
        "mustnotbeused neveruse falsefriend mistranslation unusable "
        "禁用 禁止 弃用 停用 停止 勿用 切勿 避免 错误 错 误 棄用 錯誤 淘汰"
    ),
    TermStatus.SUPERSEDED: (
        "superseded supersededby obsolete archaic outdated historical retired replaced replacedby old oldfashioned "
        "dated legacy withdrawn discontinued inactive notinuse nolongerused nolongerinuse "
        "废止 废弃 已废 作废 失效 过时 过期 旧 曾 取代 被取代 历史 廢止 過時 舊"
    ),
}
_KNOWN = {word: status for status, words in _WORDS.items() for word in words.split()}
# A word that denies another one: notRecommended, non-standard, unapproved, 不推荐. What is denied is not to be used.
_DENIAL = compile_late(
    r"(?:not|non|un|dis|no)(?=[a-z])|(?:不|勿|非|未|请勿|禁|別|别)(?:要|再|宜|得|可|应|能|准)?(?:使用)?"
)
_ENDINGS = re.compile(r"(?:admnsts|term|terms|status|用语|术语|词|使用|译法|译名|用名|名称|译|称|用)$")
_ALREADY = re.compile("^(?:已经|已被|已|請勿|请勿)")
# The data categories that say it, without hyphens and capitals.
CATEGORIES = frozenset(
    (
        "administrativestatus",
        "normativeauthorization",
        "languageplanningqualifier",
        "usagestatus",
        "termstatus",
        "status",
        "usage",
        "evaluation",
        "approvalstatus",
        "acceptability",
        "状态",
        "使用状态",
        "術語狀態",
    )
)


@lru_cache(maxsize=1024)
def read_status(words: str) -> TermStatus | None:
    """Return the status that a word stands for, or None if it stands for none.

    `preferredTerm-admn-sts` -> preferred; `not recommended`, `禁用` -> deprecated; `formal` -> nothing.
    """
    plain = re.sub(r"[\W_]+", "", words).lower()
    return _read_plain(plain)


def _read_plain(plain: str) -> TermStatus | None:
    if plain in _KNOWN:
        return _KNOWN[plain]
    for bare in (_ALREADY.sub("", plain), _ENDINGS.sub("", plain)):
        if bare and bare != plain and (found := _read_plain(bare)):
            return found
    denial = _DENIAL.match(plain)
    if denial is None:
        return None
    denied = plain[denial.end() :]
    return TermStatus.DEPRECATED if not denied or _read_plain(denied) is not None else None


def is_status_category(name: str) -> bool:
    """Return whether a data category or a column tells whether a term is to be used."""
    return re.sub(r"[\W_]+", "", name).lower() in CATEGORIES


def stricter(first: str, second: str) -> str:
    """Return the one of two words for a status that says more strongly that the term is not to be used.

    An unknown word is kept if there is no other; it is reported later.
    """
    ranks = [status.rank if (status := read_status(word)) else -1 for word in (first, second)]
    return second if ranks[1] > ranks[0] or not first else first
