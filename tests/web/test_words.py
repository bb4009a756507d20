"""Every word of the pages is in the table of words, and the table is in both languages."""

import re
from pathlib import Path

import pytest

import cdalign.web
from cdalign.web.words import read_words

TEMPLATES = sorted((Path(cdalign.web.__file__).parent / "templates").glob("*.html"))
# What is written alike in both languages: names of programs, formats and keys.
NAMES = re.compile(
    r"cdalign|OmegaT|TMX|TBX|XLSX|HTML|ZIP|DOCX|PDF|TXT|OCR|Word|UTF-8|MB|Esc|Enter|English|[AXUJK]|TBX|CSV"
)
JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
SPOKEN = re.compile(r"(?:aria-label|placeholder|title|alt)=\"([^\"]*)\"")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_words_of_its_own(template: Path) -> None:
    text = JINJA.sub(" ", template.read_text(encoding="utf-8"))
    spoken = " ".join(SPOKEN.findall(text))
    text = text.replace("review", "") if template.name == "review.html" else text  # the class of its page
    shown = re.sub(r"<kbd>.*?</kbd>|<datalist.*?</datalist>|<[^>]*>|&\w+;", " ", text, flags=re.DOTALL)
    assert re.findall(r"[^\W\d_]{2,}", NAMES.sub("", f"{shown} {spoken}")) == []


def test_every_key_of_a_template_is_in_the_table() -> None:
    keys = read_words()["en"]
    for template in TEMPLATES:
        for key in re.findall(r"\bt\(['\"]([a-z.]+)['\"][,)]", template.read_text(encoding="utf-8")):
            assert key in keys, f"{template.name}: {key}"


def test_the_chinese_words_are_chinese() -> None:
    words = read_words()
    for key, said in words["zh-Hans"].items():
        if key == "other.language":
            continue
        plain = NAMES.sub("", re.sub(r"\{.*?\}", "", said))
        assert not re.search(r"[A-Za-z]{2,}", plain), f"{key}: {said}"
        wanted = sorted(re.findall(r"\{.*?\}", words["en"][key]))
        assert sorted(re.findall(r"\{.*?\}", said)) == wanted, f"{key}: the same values in both languages"


def test_the_styles_name_only_states_that_rows_have() -> None:
    styles = (Path(cdalign.web.__file__).parent / "static" / "pages.css").read_text(encoding="utf-8")
    states = {key.removeprefix("state.") for key in read_words()["en"] if key.startswith("state.")}
    lists = " ".join(re.findall(r"\.row:not\(([^)]*)\)", styles))
    named = {*re.findall(r"\.(?:row|para)\.([a-z-]+)", styles), *re.findall(r"\.([a-z-]+)", lists)}
    assert {"doubtful", "pending"} <= named
    assert named - {"para", "here", "found"} <= states
