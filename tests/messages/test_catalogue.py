"""The catalogue holds what the sources say: in Chinese, with the same values, and nothing that nobody says."""

import re
import runpy
import string
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import cdalign.web
from cdalign.messages import translate
from cdalign.web.refusals import REFUSALS
from cdalign.web.value_names import WORDS
from conftest import REPOSITORY

extract_messages = runpy.run_path(str(REPOSITORY / "packaging" / "messages.py"))["extract_messages"]

TEMPLATES = sorted((Path(cdalign.web.__file__).parent / "templates").glob("*.html"))
# What is written alike in both languages: names of programs, formats, keys, tags and values of files.
NAMES = re.compile(
    r"https?|[\w.]*\.\w{2,4}\b|--[\w-]+( [\w.,、]+)*|\[+\w+\]+|cdalign( \w+)*|OmegaT|TMX|TBX|UTX|XLSX|XLS|HTML|ZIP|"
    r"DOCX|PDF|TXT|CSV|TSV|JSON|TOML|XML|XLIFF|SQLite|PostgreSQL|PowerPoint|Excel|WordPerfect|LibreOffice|RTF|PNG|"
    r"OpenDocument|dask scheduler|"
    r"JPEG|GIF|TIFF|gzip|bzip|xz|Zip|RAR|URL|BCP|SHA|OCR|Word|Office|DOC|MB|Esc|Enter|English|UTF|GB|Big|Windows|"
    r"zh(-Han[st])?|en|NFC|Alt|Ctrl|Shift",
)
JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
SPOKEN = re.compile(r"(?:aria-label|placeholder|title|alt)=\"([^\"]*)\"")


@pytest.fixture(scope="module")
def catalogue(repository: Path) -> Catalog:
    return read_po(BytesIO((repository / "src" / "cdalign" / "messages" / "zh-Hans.po").read_bytes()))


def fields(template: str) -> list[str]:
    """The placeholders of a template, with their conversions and formats."""
    return sorted(f"{name}!{how}:{form}" for _, name, form, how in string.Formatter().parse(template) if name)


def test_the_catalogue_has_every_message_and_no_other(catalogue: Catalog) -> None:
    said = {(one.context, one.words) for one in extract_messages()}
    kept = {(message.context or "", message.id) for message in catalogue if message.id}
    assert said - kept == set(), "run `python packaging/messages.py` and translate what is new"
    assert kept - said == set(), "run `python packaging/messages.py`"


def test_what_a_person_reads_has_a_chinese_form(catalogue: Catalog) -> None:
    lacking = {one.words for one in extract_messages() if not _chinese(catalogue, one)}
    assert sorted(lacking) == []


def _chinese(catalogue: Catalog, one: Any) -> str:
    found = catalogue.get(one.words, one.context or None)
    return str(found.string) if found else ""


def test_placeholders_agree(catalogue: Catalog) -> None:
    for message in catalogue:
        assert isinstance(message.id, str)
        if message.string and "{" in message.id and not message.id.startswith("write {"):
            assert fields(str(message.string)) == fields(message.id), message.id


def test_the_chinese_is_chinese(catalogue: Catalog) -> None:
    for message in catalogue:
        if not message.id or message.string == message.id:
            continue  # commands are alike in both languages
        plain = NAMES.sub("", re.sub(r"\{[^}]*\}", "", str(message.string)))
        assert not re.search(r"[a-z]{4,} [a-z]{2,}", plain), f"{message.id}: {message.string}"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_words_of_its_own(template: Path) -> None:
    text = JINJA.sub(" ", template.read_text(encoding="utf-8"))
    spoken = " ".join(SPOKEN.findall(text))
    text = text.replace("review", "") if template.name == "review.html" else text  # the class of its page
    shown = re.sub(r"<kbd>.*?</kbd>|<datalist.*?</datalist>|<[^>]*>|&\w+;", " ", text, flags=re.DOTALL)
    assert re.findall(r"[^\W\d_]{2,}", NAMES.sub("", f"{shown} {spoken}")) == []


def test_what_pages_advise_is_no_command() -> None:
    said: Iterable[str] = [words for refusal in REFUSALS.values() for words in (refusal.why, refusal.advice)]
    for words in [*said, *(word for group in WORDS.values() for word in group.values())]:
        for shown in (str(words), translate(words, "zh-Hans")):
            assert shown
            assert not re.search(r"--|`|soffice|cdalign |python", shown)
