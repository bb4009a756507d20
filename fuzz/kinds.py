"""What is read: a good file of each kind, its reader, and the errors with which it may be refused."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cdalign.errors import CdalignError

CHINESE = "1. 会议于2018年9月5日通过了第 CD/2138 号报告（附件一）。\n\n2. 主席说：“裁军谈判会议，共有 65 个成员国。”\n"
ENGLISH = (
    "1. On 5 September 2018 the Conference adopted report CD/2138 (annex I).\n\n2. The President spoke of 65 members.\n"
)
PAIRS = (("会议通过了报告。", "The Conference adopted its report."), ("核查 1,299 次", "verification, 1,299 times"))


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
        memory.find_exact(PAIRS[0][1], "en")
        memory.count_occurrences("1,299")
        return memory.concordance("会议")


def _lexicon(path: Path) -> object:
    from cdalign.lexicon import Lexicon
    from cdalign.lexicon.formats import read_dictionary

    return read_dictionary(path, Lexicon())


def _body(path: Path) -> object:
    from cdalign.notations import load_json

    return load_json(path.read_bytes())


def _tmx() -> bytes:
    units = "".join(
        f'<tu tuid="{n}" creationdate="20180905T000000Z"><prop type="x-document">CD/1</prop><note>n</note>'
        f'<tuv xml:lang="zh-CN"><seg>{zh}<ph x="1">&lt;b&gt;</ph></seg></tuv>'
        f'<tuv xml:lang="en"><seg>{en} &amp; <bpt i="1"/>x<ept i="1"/></seg></tuv></tu>\n'
        for n, (zh, en) in enumerate(PAIRS)
    )
    header = '<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="zh"'
    return f'<?xml version="1.0"?>\n<tmx version="1.4">{header} datatype="xml"/>\n<body>\n{units}</body></tmx>'.encode()


def _xliff() -> bytes:
    units = "".join(
        f'<trans-unit id="{n}" approved="no"><source>{zh}<g id="1">x</g></source><target state="translated">{en}</target>'
        f"<note>n</note></trans-unit>\n"
        for n, (zh, en) in enumerate(PAIRS)
    )
    file = '<file original="a" source-language="zh-CN" target-language="en" datatype="plaintext">'
    return f'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">{file}<body>{units}</body></file></xliff>'.encode()


def _po() -> bytes:
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: en\\n"\n\n'
    return (head + "".join(f'#: a.c:1\n#, fuzzy\nmsgid "{zh}"\nmsgstr "{en}"\n\n' for zh, en in PAIRS)).encode()


def _table(delimiter: str) -> Callable[[], bytes]:
    rows = [
        ("id", "status", "source", "target", "note"),
        *((f"u{n}", "confirmed", *pair, 'a "b"') for n, pair in enumerate(PAIRS)),
    ]
    return lambda: "".join(
        delimiter.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) + "\r\n" for row in rows
    ).encode()


def _written(suffix: str, write: Callable[[Path], object]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        write(path)
        return path.read_bytes()


@cache
def _xlsx() -> bytes:
    from cdalign.tables import write_rows

    rows = [("Rule", "Ignore (write why)", "Fingerprint", "source", "target", "concept", "zh", "en")]
    rows += [("numbers", "seen", "0123456789abcdef", zh, en, f"c{n}", zh, en) for n, (zh, en) in enumerate(PAIRS)]
    return _written(".xlsx", lambda path: write_rows(path, rows))


def _termbase():  # type: ignore[no-untyped-def]
    from cdalign.model import ConceptEntry, Term, Termbase

    entries = [
        ConceptEntry(f"c{n}", (Term(zh, "zh-Hans"), Term(en, "en")), subject="s", definition="d")
        for n, (zh, en) in enumerate(PAIRS)
    ]
    return Termbase(tuple(entries))


def _glossary(suffix: str) -> Callable[[], bytes]:
    @cache
    def make() -> bytes:
        from cdalign.terminology.glossary import write_glossary

        return _written(suffix, lambda path: write_glossary(path, _termbase()))

    return make


@cache
def _docx() -> bytes:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    numbering = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    paragraphs = "".join(
        f'<w:p>{numbering}<w:r><w:t>{zh} {en}</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        "<w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>"
        for zh, en in PAIRS
    )
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f"<w:document {w}><w:body>{paragraphs}{table}</w:body></w:document>",
        "word/footnotes.xml": f'<w:footnotes {w}><w:footnote w:id="2"><w:p><w:r><w:t>note</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>",
        "word/numbering.xml": f'<w:numbering {w}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="0"/></w:num></w:numbering>',
        "word/styles.xml": f'<w:styles {w}><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="a"/></w:style></w:styles>',
    }
    return _packed(parts)


def _packed(parts: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return packed.getvalue()


@cache
def _epub() -> bytes:
    container = '<container><rootfiles><rootfile full-path="a/b.opf"/></rootfiles></container>'
    package = (
        '<package><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="c"/></spine></package>'
    )
    parts = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "a/b.opf": package}
    return _packed({**parts, "a/c.xhtml": _html().decode()})


@cache
def _pptx() -> bytes:
    names = 'xmlns:a="urn:a" xmlns:p="urn:p" xmlns:r="urn:r"'
    texts = "".join(
        f'<a:p><a:pPr lvl="1"><a:buAutoNum type="arabicPeriod" startAt="2"/></a:pPr><a:r><a:t>{zh}</a:t></a:r><a:br/></a:p>'
        for zh, _ in PAIRS
    )
    tree = f"<p:sp><p:txBody>{texts}</p:txBody></p:sp><p:graphicFrame><a:tbl><a:tr><a:tc>{texts}</a:tc></a:tr></a:tbl></p:graphicFrame>"
    links = '<Relationships><Relationship Id="x" Type="t/slide" Target="slides/s.xml"/></Relationships>'
    return _packed(
        {
            "ppt/presentation.xml": f'<p:presentation {names}><p:sldIdLst><p:sldId r:id="x"/></p:sldIdLst></p:presentation>',
            "ppt/_rels/presentation.xml.rels": links,
            "ppt/slides/s.xml": f"<p:sld {names}><p:spTree>{tree}</p:spTree></p:sld>",
        }
    )


@cache
def _opendocument(kind: str) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{space}:{name}:1.0"' for name in ("office", "table", "text", "presentation"))
    row = '<table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>{}<text:s/></text:p></table:table-cell></table:table-row>'
    table = f"<table:table>{''.join(row.format(zh) for zh, _ in PAIRS)}</table:table>"
    page = f'<draw:page xmlns:draw="{space}:drawing:1.0"><draw:frame>{table}</draw:frame></draw:page>'
    body = table if kind == "spreadsheet" else page
    content = f"<office:document-content {names}><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    return _packed({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})


def _srt() -> bytes:
    times = "00:00:0{n},000 --> 00:00:0{n},900"
    return "\n\n".join(f"{n}\n{times.format(n=n)}\n<i>{zh}</i>\n{en}" for n, (zh, en) in enumerate(PAIRS, 1)).encode()


def _html() -> bytes:
    items = "".join(f"<li>{zh}<sup><a href='#n'>1</a></sup></li>" for zh, _ in PAIRS)
    rows = "".join(f"<tr><td>{zh}</td><td colspan='2'>{en}</td></tr>" for zh, en in PAIRS)
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>t</title></head><body><h1>h</h1><ol start='3'>{items}</ol>"
        f"<table>{rows}</table><p id='n'>1 note &amp; &#8212;</p><div style='display:none'>x</div></body></html>"
    ).encode()


def _pdf() -> bytes:
    """A page of text with a table of references, made by hand (ISO 32000-1, annex H.2)."""
    lines = b"".join(b"BT /F1 12 Tf 72 %d Td (Paragraph %d of the text.) Tj ET\n" % (700 - 20 * n, n) for n in range(5))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%sendstream" % (len(lines), lines),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


@cache
def _cdtm() -> bytes:
    from cdalign.memory import open_memory
    from cdalign.model import TranslationUnit

    def write(path: Path) -> None:
        with open_memory(path) as memory:
            memory.add(
                [
                    *(
                        TranslationUnit(zh, en, "zh-Hans", "en", id=f"u{n}", notes=("n",))
                        for n, (zh, en) in enumerate(PAIRS)
                    ),
                    *(TranslationUnit(f"第 {n} 条", f"Article {n}", "zh-Hans", "en") for n in range(40)),
                ]
            )
            memory.reindex()

    return _written(".cdtm", write)


RULES = b"""[rules]
numbers = 'off'
'numbers.different' = 'info'
[[words]]
id = 'ban'
pattern = 'ban'
is_word = true
lang = 'en'
unless = 'x'
severity = 'major'
"""
SOURCES = b"""[[source]]
path = "zh/a.txt"
symbol = "CD/1"
lang = "zh-Hans"
status = "official"
url = "https://example.org"
"""
WORKING = (
    b"#cdalign-beads\t1\n#source\tzh/a.txt\tzh-Hans\ta8f4\n#target\ten/a.txt\ten\t172e\n"
    b"level\tstatus\tsource\ttarget\tscore\tmarks\tsource-digest\ttarget-digest\n"
    b"paragraph\tpending\ttitle\ttitle\t0.987\t\tb8e7b665e755\t0c780b1737b1\n"
    b"sentence\tconfirmed\tbody.1.1\tbody.1.1 body.1.2\t0.999\tedited\t11f043e9d742\t34c2ba0c54fe\n"
    b"lost sentence\tconfirmed\tbody.2.1\t^body.2.1\t0.610\t\t11f043e9d742\t\n"
)
_BASELINE = json.dumps(
    {"findings": [{"fingerprint": "0123456789abcdef", "n": 12}], "runs": [{"fingerprints": {"a": "b"}}]}
)
_IGNORED = b"fingerprint\trule\treason\twords\n0123456789abcdef\tnumbers\tseen\tx\n"


KINDS = (
    Kind("txt", "a.txt", "text", lambda: (CHINESE + ENGLISH).encode(), _document),
    Kind("html", "a.html", "text", _html, _document),
    Kind("docx", "a.docx", "zip", _docx, _document),
    Kind("epub", "a.epub", "zip", _epub, _document),
    Kind("pptx", "a.pptx", "zip", _pptx, _document),
    Kind("ods", "a.ods", "zip", lambda: _opendocument("spreadsheet"), _document),
    Kind("odp", "a.odp", "zip", lambda: _opendocument("presentation"), _document),
    Kind("xlsx document", "a.xlsx", "zip", _xlsx, _document),
    Kind("srt", "a.srt", "text", _srt, _document),
    Kind("srt in both languages", "a.srt", "text", _srt, _pairs),
    Kind("pdf", "a.pdf", "binary", _pdf, _document),
    Kind("pdf as text", "a.pdf", "text", _pdf, _document),
    Kind("tmx", "a.tmx", "text", _tmx, _pairs),
    Kind("tmx tools", "a.tmx", "text", _tmx, _tmx_tools),
    Kind("xliff", "a.xlf", "text", _xliff, _pairs),
    Kind("po", "a.po", "text", _po, _pairs),
    Kind("csv", "a.csv", "text", _table(","), _pairs),
    Kind("tsv", "a.tsv", "text", _table("\t"), _pairs),
    Kind("xlsx", "a.xlsx", "zip", _xlsx, _pairs),
    Kind("xlsx terms", "a.xlsx", "zip", _xlsx, _terms),
    Kind("xlsx ignored", "a.xlsx", "zip", _xlsx, _ignored),
    Kind("tbx", "a.tbx", "text", _glossary(".tbx"), _terms),
    Kind("tbx 2", "a.tbx", "text", _glossary(".v2.tbx"), _terms),
    Kind("terms json", "a.json", "text", _glossary(".json"), _terms),
    Kind("terms tsv", "a.tsv", "text", _glossary(".tsv"), _terms),
    Kind("terms csv", "a.csv", "text", _glossary(".csv"), _terms),
    Kind("omegat", "a.txt", "text", _glossary(".txt"), _terms),
    Kind("rules", "rules.toml", "text", lambda: RULES, _rules),
    Kind("sources", "sources.toml", "text", lambda: SOURCES, _sources),
    Kind("baseline", "a.json", "text", _BASELINE.encode, _baseline),
    Kind("ignored", "a.tsv", "text", lambda: _IGNORED, _ignored),
    Kind("beads", "a.beads", "text", lambda: b"[0,1]:[0]\n[2]:[]\n[]:[1,2]\t0.5\n# x\n", _beads),
    Kind("working", "a.beads.tsv", "text", lambda: WORKING, _working),
    Kind("manifest", "a.jsonl", "text", lambda: b'{"source": "a", "target": "b", "symbol": "CD/1"}\n' * 3, _manifest),
    Kind("lexicon", "a.tsv", "text", "核查\tverification\n裁军\tdisarmament\n".encode, _lexicon),
    Kind("memory", "a.cdtm", "sqlite", _cdtm, _memory),
    Kind(
        "json body", "a.json", "text", lambda: b'{"bead": 1, "action": "merge", "version": "a", "list": [1, 2]}', _body
    ),
)
