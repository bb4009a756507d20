"""What is read: a good file of each kind, its reader, and the errors with which it may be refused."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cdalign.errors import CdalignError
from fuzz import pages, samples


@dataclass(frozen=True)
class Kind:
    """A kind of file: the name it gets, how it is damaged (`text`, `zip`, `sqlite`, `binary`), and who reads it."""

    name: str
    file: str
    shape: str
    sample: Callable[[], bytes]
    read: Callable[[Path], object]
    refusals: tuple[type[BaseException], ...] = (CdalignError,)


def _document(path: Path) -> object:
    from cdalign.documents import read_document

    return read_document(path)


def _pairs(path: Path) -> object:
    from cdalign.exchange.formats import read_any

    return list(read_any(path, "zh-Hans", "en"))


def _tmx_tools(path: Path) -> object:
    from cdalign.tmx import read_tmx

    header, units = read_tmx(path)
    return header, list(units)


def _terms(path: Path) -> object:
    from cdalign.terminology.termbase import examine_termbase
    from cdalign.terminology.validation import validate_termbase

    return validate_termbase(examine_termbase(path).termbase)


def _rules(path: Path) -> object:
    from cdalign.checks.settings import read_settings

    return read_settings(path)


def _ignored(path: Path) -> object:
    from cdalign.checks import read_ignored

    return read_ignored(path)


def _baseline(path: Path) -> object:
    from cdalign.checks import read_baseline

    return read_baseline(path)


def _beads(path: Path) -> object:
    from cdalign.evaluation import read_beads

    return read_beads(path)


def _working(path: Path) -> object:
    from cdalign.working import parse_working

    return parse_working(path.read_bytes().decode("utf-8", "replace"), path=str(path))


def _sources(path: Path) -> object:
    from cdalign.project.sources import read_sources

    return read_sources(path.parent)


def _manifest(path: Path) -> object:
    from cdalign.batch.manifest import read_list

    return list(read_list(path))


def _memory(path: Path) -> object:
    from cdalign.memory import open_memory

    with open_memory(path, create=False) as memory:
        memory.faults()
        list(memory.units())
        memory.find_fuzzy("会议通过了报告", "zh")
        memory.find_exact(samples.PAIRS[0][1], "en")
        memory.count_occurrences("1,299")
        return memory.concordance("会议")


def _lexicon(path: Path) -> object:
    from cdalign.lexicon import Lexicon
    from cdalign.lexicon.formats import read_dictionary

    return read_dictionary(path, Lexicon())


def _trained(path: Path) -> object:
    from cdalign.lexicon import Lexicon
    from cdalign.lexicon.formats import read_trained

    return read_trained(path, Lexicon())


def _counts(path: Path) -> object:
    from cdalign.batch.learning import read_counts

    return list(read_counts(path))


def _journal(path: Path) -> None:
    from cdalign.batch.journal import Journal
    from cdalign.batch.ledger import Known, Ledger

    with Journal(path) as journal, Ledger() as ledger:
        for line in journal.lines():
            ledger.put_result(line.key, Known(line.stamp, line.state, line.value))


def _review(path: Path) -> object:
    from cdalign.terminology.extraction.review_sheet import read_review

    return read_review(path)


def _fetched(path: Path) -> object:
    from cdalign.fetching.listing import read_listing

    return read_listing(path.parent)


def _symbols(path: Path) -> object:
    from cdalign.fetching.symbols import expand_symbols, read_symbol_list

    return expand_symbols(read_symbol_list(path))


def _lines(path: Path) -> object:
    from cdalign.documents import read_line_document

    return read_line_document(path)


def _body(path: Path) -> object:
    from cdalign.notations import load_json

    return load_json(path.read_bytes())


KINDS = (
    Kind("txt", "a.txt", "text", lambda: (samples.CHINESE + samples.ENGLISH).encode(), _document),
    Kind("lines", "a.txt", "text", lambda: (samples.CHINESE + samples.ENGLISH).encode(), _lines),
    Kind("html", "a.html", "text", samples.html, _document),
    Kind("docx", "a.docx", "zip", samples.docx, _document),
    Kind("epub", "a.epub", "zip", samples.epub, _document),
    Kind("pptx", "a.pptx", "zip", samples.pptx, _document),
    Kind("ods", "a.ods", "zip", lambda: samples.opendocument("spreadsheet"), _document),
    Kind("odp", "a.odp", "zip", lambda: samples.opendocument("presentation"), _document),
    Kind("xlsx document", "a.xlsx", "zip", samples.xlsx, _document),
    Kind("bilingual srt", "a.srt", "text", samples.bilingual_subtitles, _pairs),
    Kind("pdf", "a.pdf", "binary", samples.pdf, _document),
    Kind("pdf as text", "a.pdf", "text", samples.pdf, _document),
    Kind("subrip", "a.srt", "text", samples.subtitles, _document),
    Kind("webvtt", "a.vtt", "text", samples.webvtt, _document),
    Kind("tmx", "a.tmx", "text", samples.tmx, _pairs),
    Kind("tmx tools", "a.tmx", "text", samples.tmx, _tmx_tools),
    Kind("tmx zip", "a.tmx.zip", "zip", samples.tmx_zip, _pairs),
    Kind("tmx gzip", "a.tmx.gz", "binary", lambda: gzip.compress(samples.tmx(), mtime=0), _pairs),
    Kind("xliff", "a.xlf", "text", samples.xliff, _pairs),
    Kind("xliff 2", "a.xlf", "text", samples.xliff_2, _pairs),
    Kind("sdlxliff", "a.sdlxliff", "text", samples.sdlxliff, _pairs),
    Kind("po", "a.po", "text", samples.po, _pairs),
    Kind("csv", "a.csv", "text", samples.table(","), _pairs),
    Kind("tsv", "a.tsv", "text", samples.table("\t"), _pairs),
    Kind("xlsx", "a.xlsx", "zip", samples.xlsx, _pairs),
    Kind("bilingual docx", "a.docx", "zip", samples.docx_in_columns, _pairs),
    Kind("bilingual html", "a.html", "text", samples.both_in_table, _pairs),
    Kind("bilingual txt", "a.txt", "text", lambda: (samples.CHINESE + samples.ENGLISH).encode(), _pairs),
    Kind("xlsx terms", "a.xlsx", "zip", samples.xlsx, _terms),
    Kind("xlsx ignored", "a.xlsx", "zip", samples.xlsx, _ignored),
    Kind("tbx", "a.tbx", "text", samples.glossary(".tbx"), _terms),
    Kind("tbx 2", "a.tbx", "text", samples.glossary(".v2.tbx"), _terms),
    Kind("tbx min", "a.tbx", "text", samples.TBX_MIN.encode, _terms),
    Kind("multiterm", "a.xml", "text", samples.MULTITERM.encode, _terms),
    Kind("utx", "a.utx", "text", samples.UTX.encode, _terms),
    Kind("iate", "a.csv", "text", samples.IATE.encode, _terms),
    Kind("terms json", "a.json", "text", samples.glossary(".json"), _terms),
    Kind("terms tsv", "a.tsv", "text", samples.glossary(".tsv"), _terms),
    Kind("terms csv", "a.csv", "text", samples.glossary(".csv"), _terms),
    Kind("terms columns", "a.csv", "text", samples.MULTICOLUMN.encode, _terms),
    Kind("omegat", "a.txt", "text", samples.glossary(".txt"), _terms),
    Kind("term review", "a.tsv", "text", samples.REVIEW.encode, _review),
    Kind("rules", "rules.toml", "text", lambda: samples.RULES, _rules),
    Kind("sources", "sources.toml", "text", lambda: samples.SOURCES, _sources),
    Kind("fetched", "fetched.tsv", "text", samples.FETCHED.encode, _fetched),
    Kind("symbols", "a.txt", "text", samples.SYMBOLS.encode, _symbols),
    Kind("baseline", "a.json", "text", samples.BASELINE.encode, _baseline),
    Kind("sarif", "a.sarif", "text", samples.SARIF.encode, _baseline),
    Kind("ignored", "a.tsv", "text", lambda: samples.IGNORED, _ignored),
    Kind("beads", "a.beads", "text", lambda: b"[0,1]:[0]\n[2]:[]\n[]:[1,2]\t0.5\n# x\n", _beads),
    Kind("working", "a.beads.tsv", "text", lambda: samples.WORKING, _working),
    Kind("manifest", "a.jsonl", "text", lambda: b'{"source": "a", "target": "b", "symbol": "CD/1"}\n' * 3, _manifest),
    Kind("journal", "a.jsonl", "text", samples.JOURNAL.encode, _journal),
    Kind("counts", "a.gz", "binary", lambda: gzip.compress("裁军\tdisarmament\t12\n".encode(), mtime=0), _counts),
    Kind("lexicon", "a.tsv", "text", "核查\tverification\n裁军\tdisarmament\t0.5\n".encode, _lexicon),
    Kind("cedict", "a.u8", "text", samples.CEDICT.encode, _lexicon),
    Kind("hunalign", "a.dic", "text", samples.HUNALIGN.encode, _lexicon),
    Kind("trained", "a.tsv", "text", samples.trained, _trained),
    Kind("memory", "a.cdtm", "sqlite", samples.memory, _memory),
    Kind("json body", "a.json", "text", lambda: b'{"bead": 1, "action": "merge", "list": [1, 2]}', _body),
    *(Kind(page.name, "a.json", "text", page.sample, page.send, pages.REFUSALS) for page in pages.PAGES),
    Kind("address", "a.txt", "text", pages.ADDRESSES.encode, pages.visit, pages.REFUSALS),
)
