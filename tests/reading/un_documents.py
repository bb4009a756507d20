"""A UN-like document in both languages, written for these tests."""

from dataclasses import dataclass
from html import escape

from word_files import footnotes, note_mark, numbering, paragraph, run, running, styles, table, word_file

PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'
BODY_LIST, ANNEX_LIST = 1, 2


@dataclass(frozen=True)
class Words:
    masthead: list[list[str]]
    title: str
    first_heading: str
    second_heading: str
    opening: str
    noted: tuple[str, str]
    items: tuple[str, str, str]
    long: str
    rows: list[list[str]]
    annex: str
    annex_title: str
    annex_heading: str
    annex_texts: tuple[str, str]
    notes: tuple[str, str]
    job: str


ENGLISH = Words(
    masthead=[
        ["United Nations", "CD/9999"],
        ["Conference on Disarmament", "Distr.: General\n14 May 2024\nOriginal: English"],
    ],
    title="Report of the Working Group on a Subject of its Own",
    first_heading="I. Introduction",
    second_heading="II. Deliberations of the Working Group",
    opening="The Working Group was established by decision CD/9998, adopted at the 1702nd plenary meeting.",
    noted=(
        "It held five meetings, from 3 to 7 March 2024, under the chairmanship of Ms. Anna Example",
        " and heard statements by the States listed in the annex, among them several that spoke for the first time.",
    ),
    items=(
        "The Working Group considered the following questions:",
        "The definition of the subject, including its limits;",
        "The means by which the subject could be verified.",
    ),
    long=(
        "Many delegations were of the view that the subject was ripe for negotiation. Others held that further study "
        "was needed, in particular of para. 5 of document CD/9997, and of the non-governmental contributions that had "
        "been received. The Chair concluded that the differences could be narrowed in the course of 2025."
    ),
    rows=[
        ["Recommendation", "Responsible body", "Time frame and remarks"],
        [
            "Take stock of the measures that have been adopted since 2010, and report on them to the Conference",
            "Secretariat, in consultation with the coordinators",
            "By the end of the first part of the session",
        ],
        ["Verification", "Working Group", "Continuing"],
        [
            "Convene a meeting of experts",
            "The President of the Conference\nThe coordinators of the bodies",
            "March 2025",
        ],
        [
            "Budget",
            "None",
            "The cost of the meetings (interpretation, documents and travel) is to be met within existing resources",
        ],
    ],
    annex="Annex",
    annex_title="Summary by the Chair",
    annex_heading="A. Points of agreement",
    annex_texts=(
        "Delegations agreed that transparency was a matter of common concern.",
        "They also agreed to continue the exchange of views at the next session.",
    ),
    notes=("See CD/9998, paragraph 3.", "The list of participants is available from the secretariat."),
    job="GE.24-01234 (E)",
)
CHINESE = Words(
    masthead=[["联 合 国", "CD/9999"], ["裁军谈判会议", "Distr.: General\n14 May 2024\nChinese\nOriginal: English"]],
    title="某专题工作组的报告",
    first_heading="一. 导言",
    second_heading="二. 工作组的审议情况",
    opening="工作组系根据第 1702 次全体会议通过的 CD/9998 号决定设立。",
    noted=(
        "工作组在安娜·范例女士主持下，于 2024 年 3 月 3 日至 7 日举行了五次会议",
        "，并听取了附件所列国家的发言，其中若干国家系首次发言。",
    ),
    items=("工作组审议了下列问题：", "专题的定义，包括其界限；", "核查专题的办法。"),
    long=(
        "许多代表团认为就该专题进行谈判的时机已经成熟。另一些代表团认为需要进一步研究，尤其要研究 CD/9997 号文件第 5 段"
        "和收到的非政府来稿。主席的结论是，分歧可在 2025 年期间缩小。《某专题条约》的缔约国代表团对此表示欢迎，"
        "并指出今后的工作应当以协商一致的方式进行。"
    ),
    rows=[
        ["建议", "负责机构", "时限和备注"],
        ["总结自 2010 年以来采取的各项措施，并就此向会议提出报告", "秘书处，与各协调员协商", "第一期会议结束之前"],
        ["核查", "工作组", "持续进行"],
        ["召开一次专家会议，讨论核查的技术方面", "裁军谈判会议主席\n各附属机构协调员", "2025 年 3 月"],
        ["预算", "无", "会议费用（口译、文件和旅费）应在现有资源范围内支付，不另作安排"],
    ],
    annex="附件",
    annex_title="主席的总结",
    annex_heading="A. 意见一致之处",
    annex_texts=("各代表团一致认为，透明度是共同关心的问题。", "它们还同意在下届会议上继续交换意见。"),
    notes=("见 CD/9998 号文件，第 3 段。", "与会者名单可向秘书处索取。"),
    job="GE.24-01234 (C)",
)


def un_word_file(words: Words) -> bytes:
    """The document as DOCX, its paragraphs numbered by Word."""
    return word_file(
        un_body(words),
        styles=styles(),
        numbering=numbering({BODY_LIST: 1, ANNEX_LIST: 1}, starts=(ANNEX_LIST,)),
        footnotes=footnotes(dict(enumerate(words.notes, start=1))),
        header=running("header", paragraph("CD/9999")),
        footer=running("footer", paragraph(words.job)),
    )


def column_word_file(words: Words, count: int) -> bytes:
    """A title, numbered paragraphs in two columns that go over several pages, and a paragraph across the page."""
    texts = [f"{number}. {words.long} {words.items[number % 3]}" for number in range(1, count + 1)]
    title = paragraph(words.title) + _section(1)
    body = "".join(map(paragraph, texts)) + _section(2)
    return word_file(
        title + body + paragraph(words.noted[0] + words.noted[1]),
        styles=styles(),
        header=running("header", paragraph("CD/9999")),
        footer=running("footer", paragraph(words.job)),
    )


def _section(columns: int) -> str:
    kind = f'<w:type w:val="continuous"/><w:cols w:num="{columns}" w:space="600"/>'
    return f"<w:p><w:pPr><w:sectPr>{kind}</w:sectPr></w:pPr></w:p>"


def table_page(words: Words) -> str:
    """The opening, the table as a browser sets it (cells in the middle of their rows) and a paragraph, as HTML."""
    rows = [[f"<td>{escape(cell)}</td>" for cell in row if "\n" not in cell] for row in words.rows]
    table_rows = "".join(f"<tr>{''.join(row)}</tr>" for row in rows if len(row) == len(words.rows[0]))
    return (
        '<!doctype html><html><meta charset="utf-8"><style>td { border: 1px solid; padding: 4px }</style><body>'
        f"<p>1. {escape(words.opening)}</p><table>{table_rows}</table><p>2. {escape(words.long)}</p></body></html>"
    )


def un_body(words: Words) -> str:
    before, after = words.noted
    heading = '<w:jc w:val="center"/>'
    return "".join(
        (
            table(words.masthead),
            paragraph(words.title, properties=heading),
            paragraph(words.first_heading),
            paragraph(words.opening, list_id=BODY_LIST),
            paragraph(run(before) + note_mark(1) + run(after), list_id=BODY_LIST),
            paragraph(words.second_heading),
            paragraph(words.items[0], list_id=BODY_LIST),
            paragraph(words.items[1], list_id=BODY_LIST, level=1),
            paragraph(words.items[2], list_id=BODY_LIST, level=1),
            *(paragraph(words.long, list_id=BODY_LIST) for _ in range(12)),
            table(words.rows),
            paragraph(run(words.long) + note_mark(2), list_id=BODY_LIST),
            paragraph(PAGE_BREAK + run(words.annex)),
            paragraph(words.annex_title, properties=heading),
            paragraph(words.annex_heading),
            *(paragraph(text, list_id=ANNEX_LIST) for text in words.annex_texts),
        )
    )


@dataclass(frozen=True)
class Published:
    """What a published document has beside its words: session and agenda item, and how its paragraphs are numbered."""

    words: Words
    session: str
    agenda_item: str
    prefix: str = ""

    def number(self, count: int) -> str:
        """The number printed before a paragraph: `3.`, or `25.3` in a section of a budget."""
        return f"{self.prefix}.{count}" if self.prefix else f"{count}."


PUBLISHED = {
    "en": Published(ENGLISH, "Seventy-ninth session", "Agenda item 5"),
    "zh": Published(CHINESE, "第七十九届会议", "议程项目 5"),
    "en-budget": Published(ENGLISH, "Seventy-ninth session", "Agenda item 5", prefix="25"),
    "zh-budget": Published(CHINESE, "第七十九届会议", "议程项目 5", prefix="25"),
}
TAB = "<w:r><w:tab/></w:r>"
NUMBERED = '<w:tabs><w:tab w:val="left" w:pos="600"/></w:tabs><w:ind w:left="0" w:firstLine="0"/><w:jc w:val="both"/>'
HANGING = (
    '<w:tabs><w:tab w:val="left" w:pos="600"/><w:tab w:val="left" w:pos="1200"/></w:tabs>'
    '<w:ind w:left="1200" w:hanging="1200"/><w:jc w:val="both"/>'
)
HEADING = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="_H_1"/><w:rPr><w:b/><w:sz w:val="24"/></w:rPr></w:style>'
)


FONTS = {"sans": "Noto Sans CJK SC", "serif": "Noto Serif CJK SC"}


def published_word_file(document: Published, font: str = FONTS["sans"]) -> bytes:
    """The document as New York sets it: masthead in the header of the first page, numbers typed before tabs."""
    words = document.words
    return word_file(
        _published_body(document),
        styles=styles(HEADING, font),
        footnotes=footnotes(dict(enumerate(words.notes, start=1))),
        first_header=running("header", table(words.masthead)),
        header=running("header", paragraph("CD/9999")),
        footer=running("footer", paragraph(words.job)),
    )


def wrapped_word_file(texts: list[list[str]], font: str = FONTS["sans"]) -> bytes:
    """Paragraphs whose lines were ended by hand, as those of the 1990s were, under a running head."""
    bodies = ["<w:r><w:br/></w:r>".join(map(run, lines)) for lines in texts]
    return word_file(
        "".join(map(paragraph, bodies)), styles=styles(font=font), header=running("header", paragraph("CD/9999"))
    )


def _published_body(document: Published) -> str:
    words, (before, after) = document.words, document.words.noted
    centred = '<w:jc w:val="center"/>'
    texts = [run(words.opening), run(before) + note_mark(1) + run(after), run(words.items[0])]
    rest = [*[run(words.long)] * 12, run(words.long) + note_mark(2)]
    first, second, third, *others = [
        paragraph(run(document.number(count)) + TAB + text, properties=HANGING if document.prefix else NUMBERED)
        for count, text in enumerate([*texts, *rest], start=1)
    ]
    items = [
        paragraph(TAB + run(f"({letter})") + TAB + run(text), properties=HANGING)
        for letter, text in zip("ab", words.items[1:], strict=True)
    ]
    annexed = [
        paragraph(run(f"{count}.") + TAB + run(text), properties=NUMBERED)
        for count, text in enumerate(words.annex_texts, start=1)
    ]
    return "".join(
        (
            paragraph(document.session),
            paragraph(document.agenda_item),
            paragraph(run(words.title, "<w:b/>"), properties=centred),
            *(_heading(words.first_heading), first, second, _heading(words.second_heading), third, *items),
            *(*others[:-1], table(words.rows), others[-1]),
            paragraph(PAGE_BREAK + run(words.annex)),
            paragraph(words.annex_title, properties=centred),
            *(_heading(words.annex_heading), *annexed),
        )
    )


def _heading(text: str) -> str:
    label, _, title = text.partition(" ")
    return paragraph(TAB + run(label) + TAB + run(title), style="H1")


def published_lines(document: Published) -> list[str]:
    """The paragraphs of the document as they are printed, without its table and notes."""
    words = document.words
    numbered = [words.opening, "".join(words.noted), words.items[0], *[words.long] * 13]
    first, second, third, *others = [f"{document.number(n)}  {text}" for n, text in enumerate(numbered, start=1)]
    items = [f"({letter}) {text}" for letter, text in zip("ab", words.items[1:], strict=True)]
    annexed = [f"{count}.  {text}" for count, text in enumerate(words.annex_texts, start=1)]
    masthead = [line for row in words.masthead for cell in row for line in cell.split("\n")]
    return [
        *masthead,
        *(document.session, document.agenda_item, words.title, words.first_heading),
        *(first, second, words.second_heading, third, *items, *others),
        *(words.annex, words.annex_title, words.annex_heading, *annexed),
    ]


def published_page(document: Published) -> str:
    """The document as a web page: its paragraphs, with the table before the last of its body."""
    words = document.words
    lines = [f"<p>{escape(line)}</p>" for line in published_lines(document)]
    cells = [
        [f"<td>{''.join(f'<p>{escape(line)}</p>' for line in cell.split(chr(10)))}</td>" for cell in row]
        for row in words.rows
    ]
    rows = "".join(f"<tr>{''.join(row)}</tr>" for row in cells)
    place = lines.index(f"<p>{escape(words.annex)}</p>") - 1
    body = "".join((*lines[:place], f"<table>{rows}</table>", *lines[place:]))
    return f'<!doctype html><html><meta charset="utf-8"><body>{body}</body></html>'
