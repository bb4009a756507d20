"""A good file of each kind, small and with everything in it that a reader looks at."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cdalign.model import Termbase

CHINESE = "1. 会议于2018年9月5日通过了第 CD/2138 号报告（附件一）。\n\n2. 主席说：“裁军谈判会议，共有 65 个成员国。”\n"
ENGLISH = (
    "1. On 5 September 2018 the Conference adopted report CD/2138 (annex I).\n\n2. The President spoke of 65 members.\n"
)
PAIRS = (("会议通过了报告。", "The Conference adopted its report."), ("核查 1,299 次", "verification, 1,299 times"))


def tmx() -> bytes:
    units = "".join(
        f'<tu tuid="{n}" creationdate="20180905T000000Z"><prop type="x-document">CD/1</prop><note>n</note>'
        f'<tuv xml:lang="zh-CN"><seg>{zh}<ph x="1">&lt;b&gt;</ph></seg></tuv>'
        f'<tuv xml:lang="en"><seg>{en} &amp; <bpt i="1"/>x<ept i="1"/></seg></tuv></tu>\n'
        for n, (zh, en) in enumerate(PAIRS)
    )
    header = '<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="zh"'
    return f'<?xml version="1.0"?>\n<tmx version="1.4">{header} datatype="xml"/>\n<body>\n{units}</body></tmx>'.encode()


def xliff() -> bytes:
    units = "".join(
        f'<trans-unit id="{n}" approved="no"><source>{zh}<g id="1">x</g></source><target state="translated">{en}</target>'
        f"<note>n</note></trans-unit>\n"
        for n, (zh, en) in enumerate(PAIRS)
    )
    file = '<file original="a" source-language="zh-CN" target-language="en" datatype="plaintext">'
    return f'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">{file}<body>{units}</body></file></xliff>'.encode()


def po() -> bytes:
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: en\\n"\n\n'
    return (head + "".join(f'#: a.c:1\n#, fuzzy\nmsgid "{zh}"\nmsgstr "{en}"\n\n' for zh, en in PAIRS)).encode()


def table(delimiter: str) -> Callable[[], bytes]:
    rows = [
        ("id", "status", "source", "target", "note"),
        *((f"u{n}", "confirmed", *pair, 'a "b"') for n, pair in enumerate(PAIRS)),
    ]
    return lambda: "".join(
        delimiter.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) + "\r\n" for row in rows
    ).encode()


def written(suffix: str, write: Callable[[Path], object]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        write(path)
        return path.read_bytes()


@cache
def xlsx() -> bytes:
    from cdalign.tables import write_rows

    rows = [("Rule", "Ignore (write why)", "Fingerprint", "source", "target", "concept", "zh", "en")]
    rows += [("numbers", "seen", "0123456789abcdef", zh, en, f"c{n}", zh, en) for n, (zh, en) in enumerate(PAIRS)]
    return written(".xlsx", lambda path: write_rows(path, rows))


def termbase() -> Termbase:
    from cdalign.model import ConceptEntry, Term, Termbase

    entries = [
        ConceptEntry(f"c{n}", (Term(zh, "zh-Hans"), Term(en, "en")), subject="s", definition="d")
        for n, (zh, en) in enumerate(PAIRS)
    ]
    return Termbase(tuple(entries))


def glossary(suffix: str) -> Callable[[], bytes]:
    @cache
    def make() -> bytes:
        from cdalign.terminology.glossary import write_glossary

        return written(suffix, lambda path: write_glossary(path, termbase()))

    return make


@cache
def docx() -> bytes:
    numbering = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    paragraphs = "".join(
        f'<w:p>{numbering}<w:r><w:t>{zh} {en}</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        "<w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>"
        for zh, en in PAIRS
    )
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    return _word_file(paragraphs + table)


@cache
def docx_in_columns() -> bytes:
    """A Word file with both languages in two columns."""
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>".format
    rows = "".join(f"<w:tr>{cell(zh)}{cell(en)}</w:tr>" for zh, en in PAIRS * 3)
    return _word_file(f"<w:tbl>{rows}</w:tbl>")


def _word_file(body: str) -> bytes:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f"<w:document {w}><w:body>{body}</w:body></w:document>",
        "word/footnotes.xml": f'<w:footnotes {w}><w:footnote w:id="2"><w:p><w:r><w:t>note</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>",
        "word/numbering.xml": f'<w:numbering {w}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="0"/></w:num></w:numbering>',
        "word/styles.xml": f'<w:styles {w}><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="a"/></w:style></w:styles>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return packed.getvalue()


def html() -> bytes:
    items = "".join(f"<li>{zh}<sup><a href='#n'>1</a></sup></li>" for zh, _ in PAIRS)
    rows = "".join(f"<tr><td>{zh}</td><td colspan='2'>{en}</td></tr>" for zh, en in PAIRS)
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>t</title></head><body><h1>h</h1><ol start='3'>{items}</ol>"
        f"<table>{rows}</table><p id='n'>1 note &amp; &#8212;</p><div style='display:none'>x</div></body></html>"
    ).encode()


def pdf() -> bytes:
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
def memory() -> bytes:
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

    return written(".cdtm", write)


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
BASELINE = json.dumps(
    {"findings": [{"fingerprint": "0123456789abcdef", "n": 12}], "runs": [{"fingerprints": {"a": "b"}}]}
)
IGNORED = b"fingerprint\trule\treason\twords\n0123456789abcdef\tnumbers\tseen\tx\n"


def subtitles() -> bytes:
    cues = ((number, zh, en) for number, (zh, en) in enumerate(PAIRS, 1))
    return "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n<i>{zh}</i>\n{en}\n\n" for n, zh, en in cues).encode()


def webvtt() -> bytes:
    cues = "".join(f"00:0{n}.000 --> 00:0{n}.900 align:start\n<v A>{zh}\n\n" for n, (zh, _) in enumerate(PAIRS))
    return f"WEBVTT\n\nNOTE x\n\n{cues}".encode()


def xliff_2() -> bytes:
    units = "".join(
        f'<unit id="{n}"><notes><note>n</note></notes><originalData><data id="d">&lt;b&gt;</data></originalData>'
        f'<segment id="s" state="final"><source>{zh}<ph id="1" dataRef="d"/></source><target>{en}<pc id="2">x</pc>'
        "</target></segment><ignorable><source> </source></ignorable></unit>"
        for n, (zh, en) in enumerate(PAIRS)
    )
    namespace = "urn:oasis:names:tc:xliff:document:2.0"
    head = f'<xliff version="2.0" xmlns="{namespace}" srcLang="zh-CN" trgLang="en">'
    return f'{head}<file id="f"><group id="g">{units}</group></file></xliff>'.encode()


def sdlxliff() -> bytes:
    unit = (
        '<trans-unit id="{n}"><source>{zh}</source><seg-source><mrk mtype="seg" mid="1">{zh}<x id="1"/></mrk>'
        '</seg-source><target><mrk mtype="seg" mid="1">{en}</mrk></target><sdl:seg-defs><sdl:seg id="1" '
        'conf="Translated" percent="90" locked="true"/></sdl:seg-defs></trans-unit>'
    )
    units = "".join(unit.format(n=n, zh=zh, en=en) for n, (zh, en) in enumerate(PAIRS))
    spaces = 'xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0"'
    file = '<file original="a" source-language="zh-CN" target-language="en"><header><tag-defs xmlns="x"/></header>'
    return f'<xliff version="1.2" {spaces}>{file}<body>{units}</body></file></xliff>'.encode()


def tmx_zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.tmx", tmx())
    return packed.getvalue()


def both_in_table() -> bytes:
    """A page with both languages in two columns."""
    rows = "".join(f"<tr><td>{zh}</td><td>{en}</td></tr>" for zh, en in PAIRS * 3)
    return f"<html><body><h1>h</h1><table>{rows}</table></body></html>".encode()


TBX_MIN = """<?xml version="1.0" encoding="UTF-8"?>
<TBX dialect="TBX-Min"><header><id>own</id><languages source="en" target="zh-CN"/></header><body>
<entry id="c1"><subjectField>votes</subjectField><langGroup xml:lang="en"><termGroup><term>ballot</term>
<termStatus>preferred</termStatus><partOfSpeech>noun</partOfSpeech></termGroup></langGroup>
<langGroup xml:lang="zh-CN"><termGroup><term>表决票</term><note>paper</note></termGroup></langGroup></entry></body></TBX>
"""
MULTITERM = """<?xml version="1.0"?>
<mtf><conceptGrp><concept>12</concept><system type="entryClass">1</system><transacGrp><transac type="origination">a
</transac><date>2018-09-05T10:00:00</date></transacGrp><descripGrp><descrip type="Definition">a paper</descrip></descripGrp>
<languageGrp><language type="English" lang="EN"/><termGrp><term>ballot</term></termGrp></languageGrp>
<languageGrp><language type="Chinese" lang="ZH-CN"/><termGrp><term>表决票</term><descripGrp><descrip type="Status">preferred
</descrip></descripGrp></termGrp></languageGrp></conceptGrp></mtf>
"""
UTX = """#UTX 1.20; en-US/zh-CN; 2018-10-05T10:00:00Z
#src\ttgt\tsrc:pos\tterm status\tconcept id
ballot\t表决票\tnoun\tapproved\t1
vote\t投票\tverb\tforbidden\t2
"""
IATE = """E_ID|E_DOMAINS|L_CODE|T_TERM|T_TYPE|T_RELIABILITY|T_EVALUATION
1|votes|en|ballot|Term|4|Preferred
1|votes|zh|表决票|Term|3|
"""
MULTICOLUMN = (
    "Domain,zh-CN term,zh-CN status,English (United States),English synonyms,Definition\n"
    'votes,表决票; 选票,preferred,ballot,"ballot paper; ""vote""",a paper\n'
)
CEDICT = (
    "# CC-CEDICT\n裁軍 裁军 [cai2 jun1] /disarmament/arms reduction (of a State)/\n核查 核查 [he2 cha2] /to verify/\n"
)
HUNALIGN = "disarmament @ 裁军\nto verify @ 核查\n"
REVIEW = (
    "decision\tzh\tzh short\ten\ten short\tkind\tconfidence\tcount\tplace\tevidence zh\tevidence en\n"
    "accept\t裁谈会\t\tConference on Disarmament\tCD\tdefinition\t0.90\t3\tbody.1\t裁谈会\tthe Conference\n"
    "reject\t核查\t\tverification\t\tstatistics\t0.50\t2\tbody.2\t核查\tverification\n"
)
FETCHED = "symbol\tzh\ten\tasked\tnote\nCD/2138\tdocx\tdocx\t2026-01-31\t\nCD/1\tnot published\tfailed\t2026-01-31\tx\n"
SYMBOLS = "# documents\nCD/2138\nCD/2139-CD/2142\nA/RES/73/1, A/RES/73/2\n"
SARIF = json.dumps({"runs": [{"results": [{"fingerprints": {"cdalign/v1": "0123456789abcdef"}, "ruleId": "numbers"}]}]})
JOURNAL = '{"key": "a", "stamp": "s", "state": "done", "value": {"beads": 3}, "seconds": 0.5, "attempts": 1}\n' * 3


def trained() -> bytes:
    from cdalign.lexicon.formats import render_trained

    return render_trained({"裁军": {"disarma": (0.75, 0.5)}, "核查": {"verifi": (0.5, 0.25)}}).encode()


def _packed(parts: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return packed.getvalue()


@cache
def epub() -> bytes:
    container = '<container><rootfiles><rootfile full-path="a/b.opf"/></rootfiles></container>'
    package = (
        '<package><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="c"/></spine></package>'
    )
    parts = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "a/b.opf": package}
    return _packed({**parts, "a/c.xhtml": html().decode()})


@cache
def pptx() -> bytes:
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
def opendocument(kind: str) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{space}:{name}:1.0"' for name in ("office", "table", "text", "presentation"))
    row = '<table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>{}<text:s/></text:p></table:table-cell></table:table-row>'
    table = f"<table:table>{''.join(row.format(zh) for zh, _ in PAIRS)}</table:table>"
    page = f'<draw:page xmlns:draw="{space}:drawing:1.0"><draw:frame>{table}</draw:frame></draw:page>'
    body = table if kind == "spreadsheet" else page
    content = f"<office:document-content {names}><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    return _packed({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})


def bilingual_subtitles() -> bytes:
    times = "00:00:0{n},000 --> 00:00:0{n},900"
    return "\n\n".join(f"{n}\n{times.format(n=n)}\n<i>{zh}</i>\n{en}" for n, (zh, en) in enumerate(PAIRS, 1)).encode()
