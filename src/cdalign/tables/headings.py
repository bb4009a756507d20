"""Headings of text columns: `source`, `zh`, `英文`, `English (United States)`, `原文（中文）`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from cdalign.languages import normalize_tag
from cdalign.patterns import compile_late

# The languages of the United Nations, and others that their terms are often translated into.
_LANGUAGE_CODES = frozenset(("zh", "en", "fr", "es", "ru", "ar", "de", "pt", "it", "ja", "ko"))
_ENGLISH_NAMES = {
    "chinese": "zh", "english": "en", "french": "fr", "spanish": "es", "russian": "ru", "arabic": "ar",
    "german": "de", "portuguese": "pt", "italian": "it", "japanese": "ja", "korean": "ko", "mandarin": "zh",
}  # fmt: skip
# With 文, 语 or 語 after them: 中文, 英语, 法語.
_CHINESE_NAMES = {
    "中": "zh", "汉": "zh", "漢": "zh", "华": "zh", "華": "zh", "英": "en", "法": "fr", "西班牙": "es", "西": "es",
    "俄": "ru", "阿拉伯": "ar", "阿": "ar", "德": "de", "葡萄牙": "pt", "葡": "pt", "意大利": "it", "意": "it",
    "日": "ja", "韩": "ko", "韓": "ko",
}  # fmt: skip
# Scripts and regions as CLDR, Windows, memoQ and Trados name them in English and Chinese.
_SUBTAGS = {
    "simplified": "Hans", "simplified han": "Hans", "简体": "Hans", "簡體": "Hans", "简": "Hans", "簡": "Hans",
    "traditional": "Hant", "traditional han": "Hant", "繁体": "Hant", "繁體": "Hant", "繁": "Hant",
    "prc": "CN", "china": "CN", "mainland china": "CN", "people's republic of china": "CN", "中国": "CN", "大陆": "CN",
    "taiwan": "TW", "台湾": "TW", "台灣": "TW", "臺灣": "TW", "hong kong": "HK", "hong kong sar": "HK", "香港": "HK",
    "macao": "MO", "macau": "MO", "macao sar": "MO", "macau sar": "MO", "澳门": "MO", "澳門": "MO", "singapore": "SG",
    "新加坡": "SG", "united states": "US", "usa": "US", "us": "US", "america": "US", "american": "US", "美国": "US",
    "united kingdom": "GB", "uk": "GB", "great britain": "GB", "british": "GB", "britain": "GB", "英国": "GB",
    "canada": "CA", "australia": "AU", "new zealand": "NZ", "ireland": "IE", "south africa": "ZA", "india": "IN",
    "jamaica": "JM", "belize": "BZ", "philippines": "PH", "zimbabwe": "ZW", "malaysia": "MY", "caribbean": "029",
    "trinidad and tobago": "TT", "france": "FR", "belgium": "BE", "switzerland": "CH", "luxembourg": "LU",
    "monaco": "MC", "spain": "ES", "mexico": "MX", "argentina": "AR", "russia": "RU", "germany": "DE",
    "austria": "AT", "brazil": "BR", "portugal": "PT", "italy": "IT", "japan": "JP", "korea": "KR", "egypt": "EG",
    "saudi arabia": "SA", "international": "001", "world": "001",
}  # fmt: skip
# Words next to a language's name that add nothing.
_EMPTY_WORDS = ("text", "segment", "sentence", "string", "content", "language", "文本", "句子", "文字", "内容", "语言")
_ROLES = {
    "source": ("source", "src", "original", "原文", "源文", "原语", "源语", "源语言", "原语言", "来源语言", "源文本"),
    "target": ("target", "tgt", "trg", "translation", "translated", "译文", "譯文", "译语", "目标", "目标语",
               "目标语言", "目标文本", "翻译", "翻譯"),
}  # fmt: skip
_ROLE_OF = {word: role for role, words in _ROLES.items() for word in words}
_SEPARATORS = re.compile(r"[\s_\-:/()\[\]]+")
_SCRIPTS = frozenset(("Hans", "Hant", "Latn", "Cyrl", "Arab"))
_CHINESE_NAME = compile_late(rf"({'|'.join(sorted(_CHINESE_NAMES, key=len, reverse=True))})[文语語]")
_LONGEST_HEADING = 80


class Heading(NamedTuple):
    """The meaning of a heading: `source`, `target` or an empty text, and a BCP 47 tag or an empty text."""

    role: str = ""
    lang: str = ""


@lru_cache(maxsize=1024)
def read_heading(words: str) -> Heading:
    """Return the meaning of a heading: `Source (zh-CN)` -> source, zh-CN; `英文译文` -> target, en; `note` -> none."""
    text = _plain(words)
    if not text or len(text) > _LONGEST_HEADING:
        return Heading()
    if text in _ROLE_OF:
        return Heading(_ROLE_OF[text])
    if lang := read_language(text):
        return Heading("", lang)
    for role_words, rest in _role_and_rest(text):
        lang = read_language(rest)
        if lang or rest in _EMPTY_WORDS:
            return Heading(_ROLE_OF[role_words], lang)
    return Heading()


def _plain(words: str) -> str:
    """Return the heading in lower case and half width, without surrounding punctuation."""
    return unicodedata.normalize("NFKC", words).strip("\ufeff \t\r\n*:'\"").lower()


def _role_and_rest(text: str) -> list[tuple[str, str]]:
    """Return the ways to cut a heading into a word for its role and the rest: `source zh`, `中文原文`."""
    found = []
    for word in _ROLE_OF:
        for rest, is_cut in (
            (text.removeprefix(word), text.startswith(word)),
            (text.removesuffix(word), text.endswith(word)),
        ):
            is_word = not word.isascii() or _SEPARATORS.match(rest) or _SEPARATORS.search(rest[-1:])
            if is_cut and rest and is_word:
                found.append((word, _SEPARATORS.sub(" ", rest).strip()))
    return sorted(found, key=lambda cut: len(cut[1]))


@lru_cache(maxsize=1024)
def read_language(words: str) -> str:
    """Return the BCP 47 tag of a language as people name it, or an empty text if it is not a language.

    `zh_CN`, `Chinese (Simplified)`, `English_United_States`, `简体中文`, `EN-GB`. An unknown region is left
    out: `English (Atlantis)` is English.
    """
    text = _plain(words)
    if len(text) > _LONGEST_HEADING:
        return ""
    return _tag(text) or _english_name(text) or _chinese_name(text)


def _tag(text: str) -> str:
    tag = normalize_tag(text.replace(" ", "-"))
    head, *rest = tag.split("-")
    fits = head in _LANGUAGE_CODES and all(part in _SCRIPTS or (len(part) == 2 and part.isalpha()) for part in rest)
    return tag if fits else ""


def _english_name(text: str) -> str:
    """Return the tag of `chinese prc`, `english united states`, `simplified chinese` or `english (atlantis)`."""
    parts = [part for part in _SEPARATORS.sub(" ", text).split(" ") if part and part not in _EMPTY_WORDS]
    at = next((number for number, part in enumerate(parts) if part in _ENGLISH_NAMES), None)
    if at is None:
        return ""
    code, rest = _ENGLISH_NAMES[parts[at]], " ".join(parts[:at] + parts[at + 1 :])
    if not rest:
        return code
    if rest in _SUBTAGS:
        return f"{code}-{_SUBTAGS[rest]}"
    inner = " ".join(_SUBTAGS.get(part, "") for part in rest.split()).split()
    if inner and len(inner) == len(rest.split()):
        return f"{code}-{'-'.join(inner)}"
    return code if at == 0 and text.endswith(")") else ""


def _chinese_name(text: str) -> str:
    """Return the tag of `中文`, `简体中文`, `中文(简体)` or `英语 美国`."""
    found = _CHINESE_NAME.search(text)
    if found is None:
        return ""
    rest = _SEPARATORS.sub("", text[: found.start()] + text[found.end() :])
    code = _CHINESE_NAMES[found[1]]
    if not rest or rest in _EMPTY_WORDS:
        return code
    return f"{code}-{_SUBTAGS[rest]}" if rest in _SUBTAGS else ""
