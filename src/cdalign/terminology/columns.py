"""What the columns of a table of terms hold, by what is written above them, or by what is written in them.

Two shapes are known: a row for each term (columns for language and term), and a row for each concept (a column, or
several, for each language), as Trados, memoQ, Phrase, MateCat, Weblate, UNTERM and IATE users exchange them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cdalign.languages import ENGLISH, SIMPLIFIED
from cdalign.tables import read_heading, read_language
from cdalign.terminology.records import TermRecord
from cdalign.text import contains_han, fold_characters

# Column names, lower case with `_` for spaces, as exports of other tools have them and as people write them.
_CONCEPT_NAMES = {
    "concept": "concept concept_id conceptid id entry entry_id record record_id number entry_number term_id "
    "termid e_id # 编号 序号 条目 条目号 词条号",
    "subject": "subject domain subject_field subjectfield entry_subject field area entry_domain e_domains "
    "领域 主题 学科 专业 分类 类别",
    "definition": "definition entry_definition def 定义 释义 解释",
    "definition_source": "definition_source source_of_definition definition_reference 定义来源 定义出处",
    "concept_note": "note notes comment comments remark remarks entry_note explanation 备注 注释 说明 附注 注",
    "see_also": "see_also related cross_reference crossreference see 参见 另见 相关术语",
}
_TERM_NAMES = {
    "lang": "lang language locale 语言 语种",
    "term": "term 术语 词条",
    "type": "type term_type termtype t_type 类型 术语类型",
    "status": "status term_status administrativestatus usage usage_status evaluation t_evaluation 状态 使用状态",
    "pos": "pos part_of_speech partofspeech 词性",
    "source": "source reference term_source term_ref 来源 出处",
    "note": "note notes comment usage_note term_note context info remark reliability reliability_code t_reliability "
    "备注 注释 说明 用法",
    "not_in": "not_in negative_context",
    "detect": "detect",
}
# What may occur next to a language in a column name, by the kind of cell that it names.
_DETAILS = {
    "term": "term terms preferred_term full_form fullform full_name name title target_term source_term "
    "术语 词条 名称 全称 译名 译法 译文 词",
    "forms": "other_forms synonym synonyms variant variants alternative other 同义词 近义词 别名 又称 其他 其他译法",
    "shortForm": "short_form shortform short short_name short_title 简称",
    "acronym": "acronym acronyms abbreviation abbreviations abbr 缩写 缩略语 缩略词",
    "deprecated": "deprecated forbidden_term do_not_use 禁用 禁用词 禁用译法",
    "status": "status usage_status evaluation 状态",
    "forbidden": "forbidden",
    "preferred": "preferred",
    "exact": "case_sensitive exact",
    "note": "note notes comment context usage info 备注 说明",
    "source": "source reference 来源 出处",
    "definition": "definition 定义 释义",
    "pos": "pos part_of_speech 词性",
    "type": "type 类型",
}
# IATE's own exports name the level of each column: the entry, the language or the term.
_IATE_NAMES = {"t_term": "term", "l_code": "lang"}
_HAN_DETAILS = tuple(word for words in _DETAILS.values() for word in words.split() if contains_han(word))
# A language that no heading says, and the rows by whose script it is found.
UNSAID = "und"
# A longer cell is not a heading, and it would be cut in two at each of its words.
_LONGEST_NAME = 200
_ENGLISH_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class TermColumn:
    """What a column holds: a field of the concept or of a term, and the language for a detail of that language.

    In a table with a row for each term the columns `term` and `lang` name no language themselves.
    """

    field: str
    lang: str = ""


# A column that is not understood is left out.
Columns = tuple[TermColumn | None, ...]


def has_row_for_each_term(columns: Columns) -> bool:
    """Return whether the language of a term is in a column of its own, so that each row holds one term."""
    return any(column is not None and column.field == "lang" for column in columns)


def has_terms(columns: Columns) -> bool:
    """Return whether the columns say where the terms are: with a language, or with a column of languages."""
    of_terms = has_row_for_each_term(columns)
    return any(column is not None and column.field == "term" and (of_terms or column.lang) for column in columns)


def name_columns(header: Sequence[str]) -> Columns | None:
    """Return what the columns hold by the cells above them, or None if these are not the names of columns.

    Columns named source and target alone have the language `UNSAID`.
    """
    names = [_IATE_NAMES.get(name, name) for name in map(_plain_name, header)]
    fields = [_term_field(name) for name in names]
    if {"term", "lang"} <= set(fields):
        return tuple(TermColumn(field) if field else None for field in fields)
    columns = _language_columns(names, header)
    langs = {column.lang for column in columns if column and column.field == "term"}
    is_known = all(column is not None for column, name in zip(columns, names, strict=True) if name)
    if len(langs) > 1 or (langs and is_known):
        return columns
    roles = [read_heading(cell).role for cell in header]
    if {"source", "target"} <= set(roles) and not langs:
        sides = roles.index("source"), roles.index("target")
        return tuple(TermColumn("term", UNSAID) if at in sides else one for at, one in enumerate(columns))
    return None


def guess_columns(rows: Sequence[Sequence[str]]) -> Columns:
    """Return what the columns of rows without headings seem to hold: the first of Chinese, the first of English words.

    The others are left out, since nothing says what they are.
    """
    width = max(map(len, rows), default=0)
    langs = [language_of_cells([row[at] for row in rows if at < len(row)]) for at in range(width)]
    first = {lang: langs.index(lang) for lang in (SIMPLIFIED, ENGLISH) if lang in langs}
    return tuple(TermColumn("term", lang) if first.get(lang) == at else None for at, lang in enumerate(langs))


def language_of_cells(cells: Sequence[str]) -> str:
    """Return the language that most of the cells are in: Chinese, English (words without digits), or an empty text."""
    said = [cell for cell in cells if cell.strip()]
    if sum(map(contains_han, said)) * 2 > len(said):
        return SIMPLIFIED
    words = [cell for cell in said if _ENGLISH_WORD.search(cell) and not any(char.isdigit() for char in cell)]
    return ENGLISH if len(words) * 2 > len(said) else ""


def _plain_name(name: str) -> str:
    plain = re.sub(r"[\s_\-:]+", "_", name.strip().strip("\ufeff").lower()).strip("_")
    return fold_characters(plain) if contains_han(plain) else plain


def _find(tables: dict[str, str], name: str) -> str:
    return next((key for key, names in tables.items() if name == key or name in names.split()), "")


def _term_field(name: str) -> str:
    return (name if name in TermRecord._fields else "") or _find(_TERM_NAMES | _CONCEPT_NAMES, name)


def _language_columns(names: list[str], header: Sequence[str]) -> Columns:
    columns: list[TermColumn | None] = []
    lang = ""
    for name, shown in zip(names, header, strict=True):
        found = _language_column(name, shown)
        if found is None and name == "term_info" and lang:
            found = TermColumn("info", lang)
        if found is not None:
            lang = found.lang
        elif _find(_CONCEPT_NAMES, name):
            found = TermColumn(_find(_CONCEPT_NAMES, name))
        elif _find({"source": _TERM_NAMES["source"]}, name):
            found = TermColumn("source")
        elif name == "forbidden" or _find({"status": _TERM_NAMES["status"]}, name):
            found = TermColumn("forbidden" if name == "forbidden" else "status")
        columns.append(found)
    return tuple(columns)


def _language_column(name: str, shown: str) -> TermColumn | None:
    """`en`, `English term`, `Term (en)`, `zh_CN status`, `en other forms`, `英文定义`, `术语（中文）` …."""
    if len(name) > _LONGEST_NAME:
        return None
    words = re.sub("[（(]", "_", name)
    words = re.sub("[)）]", "", words).replace("__", "_").strip("_")
    whole = read_language(shown) or read_language(words.replace("_", " "))
    if whole:
        return TermColumn("term", whole)
    for language, detail in _cuts(words):
        lang, kind = read_language(language), _find(_DETAILS, detail)
        if lang and kind:
            return TermColumn(kind, lang)
    return None


def _cuts(words: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to cut a name into a language and a detail; Chinese has no space between the two."""
    parts = words.split("_")
    for cut in range(len(parts) - 1, 0, -1):
        yield " ".join(parts[:cut]), "_".join(parts[cut:])
        yield " ".join(parts[cut:]), "_".join(parts[:cut])
    for detail in _HAN_DETAILS:
        for rest in (words.removesuffix(detail), words.removeprefix(detail)):
            if rest != words:
                yield rest.strip("_的"), detail
