import pytest

from cdalign.errors import ReadError
from cdalign.reading import Format
from cdalign.reading.html import parse_html
from cdalign.reading.sniffing import sniff_format


@pytest.mark.parametrize("count", [100, 200, 255, 256, 500, 3000])
@pytest.mark.parametrize(
    "piece",
    [
        '<p><font color="red">Paragraph {0} of text.',
        "<ul><li>Paragraph {0} of text.",
        "<blockquote>Paragraph {0} of text.",
        "<div><span>Paragraph {0} of text.",
        "<table><tr><td>Paragraph {0} of text.",
        "<dl><dt>Paragraph {0} of text.",
    ],
)
def test_no_text_is_lost_however_deep_it_is_nested(piece: str, count: int) -> None:
    blocks = parse_html("<html><body>" + "".join(piece.format(number) for number in range(count)))
    assert [block.text for block in blocks] == [f"Paragraph {number} of text." for number in range(count)]


@pytest.mark.parametrize("around", [("<blockquote>", "</blockquote>"), ("<span>", "</span>"), ("<b><i>", "</i></b>")])
def test_what_follows_a_deep_nest_is_read(around: tuple[str, str]) -> None:
    text = f"<p>Before.</p>{around[0] * 400}inside{around[1] * 400}<p>After &amp; all.</p><script>x</script>"
    assert [block.text for block in parse_html(text)] == ["Before.", "inside", "After & all."]


def test_what_is_not_text_stays_out_of_a_flat_page() -> None:
    text = "<font>" * 300 + "<style>a{}</style><!-- no --><svg><text>no</text></svg>one<br>two<p>3 < 4</p>"
    assert [block.text for block in parse_html(text)] == ["one", "two", "3 < 4"]


def test_list_numbers_and_footnote_marks_survive() -> None:
    text = "<font>" * 300 + "<ol><li>one<li>two</ol><p>Text<a href='#n'><sup>1</sup></a></p><p id='n'>1 A note.</p>"
    assert [(block.label, block.text) for block in parse_html(text)][:3] == [("1.", "one"), ("2.", "two"), ("", "Text")]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!---->" * 500 + b"x", Format.TXT),
        (b"<!-- a -->\n" * 20 + b"<p>x", Format.HTML),
        (b"<?xml version='1.0'?><!-- a --><!DOCTYPE html><html>", Format.HTML),
        (b"<?xml version='1.0'?>" * 200 + b"x", Format.TXT),
        (b" " * 4000 + b"<p", Format.HTML),
        (b"<!--" * 900, Format.TXT),
    ],
)
def test_a_beginning_of_comments_is_told_at_once(data: bytes, kind: Format) -> None:
    """Each comment doubled the time that this took: 22 of them, half a minute; so a test of 500 ends or hangs."""
    assert sniff_format(data) is kind


MANY = [f"a{number}" for number in range(3_000)]


@pytest.mark.parametrize(
    "tag",
    [
        f"<p {' '.join(MANY)}>",
        f"<p {'=1 '.join(MANY)}>",
        "<p " + " ".join(f"{name}='>'" for name in MANY) + ">",
        f'<p title="it\'s" {" ".join(MANY)}>',
        f"<P\n{chr(10).join(MANY)} >",
        f"<p/{'/'.join(MANY)}>",
        f"<p {' '.join(MANY)}",
    ],
)
def test_a_tag_with_attributes_without_end_is_refused(tag: str) -> None:
    with pytest.raises(ReadError, match="attributes"):
        parse_html(f"<html><body><p>One.</p>\n{tag}Two.</p></body></html>")


@pytest.mark.parametrize(
    "odd",
    [
        f"<script>for (i = 0; i <n; i++) {' '.join(MANY)}</script>",
        f"<style>{' '.join(MANY)}</style>",
        f"<!-- <p {' '.join(MANY)} -->",
        f'<img src="data:{"A" * 100_000}">',
        f'<path d="{" ".join(MANY)}"/>',
        f"<p>{' '.join(MANY)} 3 < 4 {' '.join(MANY)}</p>",
        f"<p {' '.join(MANY[:500])}>",
    ],
)
def test_long_tags_and_scripts_are_no_tags_without_end(odd: str) -> None:
    texts = [block.text for block in parse_html(f"<html><body><p>One.</p>{odd}<p>Two.</p></body></html>")]
    assert (texts[0], texts[-1]) == ("One.", "Two.")
