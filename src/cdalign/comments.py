"""What a person remarks on a unit while reviewing it, kept next to the working file.

The comments of a pair are in `tm/NAME.comments.tsv`, one a line, each on a sentence of one side:

    #cdalign-comments  1
    side    segment     changed               by     comment
    source  annex.17.3  2026-11-30T11:30:00Z  l.wei  Is this every State, or every State party?

When the pair is read they become queries of its documents, so the review, the reports and the notes in TMX and XLIFF
have them. A comment whose sentence is no longer in the text is kept, and is in the report only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from cdalign.errors import ConflictError, ReadError, UsageError
from cdalign.locks import change_file, read_bytes
from cdalign.messages import say
from cdalign.model import Document, ReviserQuery
from cdalign.revisions import SIDES
from cdalign.text import squeeze_spaces
from cdalign.working.sidefiles import RESTORE_LINE, SideFile

_FILE = SideFile(
    "#cdalign-comments\t1",
    ("side", "segment", "changed", "by", "comment"),
    say("is not a list of comments"),
    say("the file begins with #cdalign-comments"),
)
# A comment is a remark; what is longer is a text of its own.
LONGEST_COMMENT = 2_000


@dataclass(frozen=True, slots=True)
class UnitComment:
    """A remark on a sentence: side, id of the sentence, words, time (ISO 8601, UTC), who wrote it."""

    side: str
    segment: str
    text: str
    changed: str = ""
    by: str = ""


def read_comments(path: str | Path) -> tuple[UnitComment, ...]:
    """Return the comments in a file. A file that does not exist has none.

    Raises:
        ReadError: the file cannot be read, is not a list of comments, or has a damaged line.
    """
    return parse_comments(read_bytes(path), path)


def parse_comments(data: bytes, path: str | Path = "") -> tuple[UnitComment, ...]:
    """Return the comments in the bytes of a file. An empty file has none.

    Raises:
        ReadError: it is not a list of comments, or a line is damaged.
    """
    return tuple(_parse_row(cells, path, number) for number, cells in _FILE.parse(data, path))


def _parse_row(cells: list[str], path: str | Path, line: int) -> UnitComment:
    if len(cells) != len(_FILE.columns) or cells[0] not in SIDES or not cells[1] or not cells[4]:
        raise ReadError("is not a comment", path=path, line=line, advice=RESTORE_LINE)
    side, segment, changed, by, text = cells
    return UnitComment(side, segment, text, changed, by)


def render_comments(comments: Iterable[UnitComment]) -> str:
    """Return the text of a file of comments; an empty text if there are none."""
    return _FILE.render((one.side, one.segment, one.changed, one.by, one.text) for one in comments)


def put_comment(
    comments: Iterable[UnitComment], comment: UnitComment, was: str | None = None
) -> tuple[UnitComment, ...]:
    """Return the comments with one in place of that on the same sentence; one without words takes it away.

    `was` are the words that the writer saw there, empty if there was no comment, and None if that is not known.

    Raises:
        ConflictError: other words are there now.
        UsageError: it is too long.
    """
    comments = tuple(comments)
    text = squeeze_spaces(comment.text)
    if len(text) > LONGEST_COMMENT:
        raise UsageError("this comment is too long", advice=say("{most} characters at most", most=LONGEST_COMMENT))
    # A comment on a sentence that was cut since is that on the first of its parts.
    places = {(comment.side, comment.segment), (comment.side, comment.segment.removesuffix("a"))}
    others = [one for one in comments if (one.side, one.segment) not in places]
    now = {one.text for one in comments if (one.side, one.segment) in places} or {""}
    if was is not None and squeeze_spaces(was) not in now | {text}:
        raise ConflictError("this comment was changed in another window", advice="load the page again")
    return (*others, *((replace(comment, text=text),) if text else ()))


def change_comment(path: str | Path, comment: UnitComment, was: str | None = None) -> tuple[UnitComment, ...]:
    """Put a comment into its file, under the lock of the folder, and return all that are there then.

    Raises:
        ReadError: the file is not a list of comments.
        UsageError: the comment is too long.
        ConflictError: it would replace other words than `was`, see `put_comment`.
        BusyError, ConflictError, WriteError: the file cannot be written.
    """
    made = change_file(
        path, lambda seen: render_comments(put_comment(parse_comments(seen, path), comment, was)).encode("utf-8")
    )
    return parse_comments(made.after, path)


def comment_document(document: Document, side: str, comments: Iterable[UnitComment]) -> Document:
    """Return a document with the comments on its side among its queries, in place of those that it had."""
    places = {segment.id for segment in document.segments}
    made = tuple(_query(one, places) for one in comments if one.side == side)
    queries = (*(query for query in document.queries if not query.is_comment), *made)
    return document if queries == document.queries else replace(document, queries=queries)


def _query(comment: UnitComment, places: set[str]) -> ReviserQuery:
    """Return a comment as a query. Where its sentence was cut into several, it belongs to the first of them."""
    first = f"{comment.segment}a"
    place = first if comment.segment not in places and first in places else comment.segment
    return ReviserQuery(place, comment.text, by=comment.by, is_comment=True)
