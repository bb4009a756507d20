"""Small tagged PDF files, as word processors write them: a structure tree, and words that say where in it they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pdf_files import Words, assemble, show_words

Rule = tuple[float, float, float]
"""Height from the foot of the page, left and right end."""


@dataclass(frozen=True)
class Placed:
    """Words on a page, counted from 0."""

    words: Words
    page: int = 0


@dataclass(frozen=True)
class Box:
    """A rectangle that is drawn on a page: its left edge, its foot, its width and its height."""

    place: tuple[float, float, float, float]
    page: int = 0


@dataclass(frozen=True)
class Node:
    """An element of the tree: its type and what it holds."""

    kind: str
    children: tuple["Node | Placed | Box", ...] = ()


@dataclass
class _File:
    """A file under way: its objects, and per page what is drawn and the parents of what is marked."""

    objects: list[str] = field(default_factory=list)
    drawn: dict[int, list[str]] = field(default_factory=dict)
    parents: dict[int, list[int]] = field(default_factory=dict)


def node(kind: str, *children: "Node | Placed | Box | Words") -> Node:
    """An element; plain words are on the first page."""
    return Node(kind, tuple(one if isinstance(one, (Node, Placed, Box)) else Placed(one) for one in children))


def tagged_file(
    tree: Node, *, pages: int = 1, untagged: Sequence[Placed] = (), rules: Sequence[tuple[int, Rule]] = ()
) -> bytes:
    """The bytes of a PDF with this tree; `untagged` words are marked as artifacts, as heads of pages are."""
    file = _File(["", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>", ""])
    page_objects = [5 + 2 * page for page in range(pages)]
    file.objects += [""] * (2 * pages)
    root = _write_node(file, tree, 4, page_objects)
    for placed in untagged:
        file.drawn.setdefault(placed.page, []).append(f"/Artifact BMC {show_words(placed.words)} EMC")
    for page, (height, left, right) in rules:
        file.drawn.setdefault(page, []).append(f"{left} {height} m {right} {height} l S")
    _write_frame(file, root, page_objects)
    return assemble(file.objects)


def _write_frame(file: _File, root: int, page_objects: Sequence[int]) -> None:
    numbers = " ".join(
        f"{index} [{' '.join(f'{parent} 0 R' for parent in file.parents.get(index, []))}]"
        for index in range(len(page_objects))
    )
    file.objects[0] = "<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 4 0 R /MarkInfo << /Marked true >> >>"
    kids = " ".join(f"{number} 0 R" for number in page_objects)
    file.objects[1] = f"<< /Type /Pages /Kids [{kids}] /Count {len(page_objects)} >>"
    file.objects[3] = f"<< /Type /StructTreeRoot /K {root} 0 R /ParentTree << /Nums [{numbers}] >> >>"
    for index, number in enumerate(page_objects):
        file.objects[number - 1] = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> "
            f"/StructParents {index} /Contents {number + 1} 0 R >>"
        )
        content = "\n".join(file.drawn.get(index, []))
        file.objects[number] = f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _write_node(file: _File, tree: Node, parent: int, page_objects: Sequence[int]) -> int:
    file.objects.append("")
    number = len(file.objects)
    kids = []
    for child in tree.children:
        if isinstance(child, Node):
            kids.append(f"{_write_node(file, child, number, page_objects)} 0 R")
            continue
        marked = file.parents.setdefault(child.page, [])
        drawn = file.drawn.setdefault(child.page, [])
        shown = f"{' '.join(map(str, child.place))} re S" if isinstance(child, Box) else show_words(child.words)
        drawn.append(f"/{tree.kind} << /MCID {len(marked)} >> BDC {shown} EMC")
        kids.append(f"<< /Type /MCR /Pg {page_objects[child.page]} 0 R /MCID {len(marked)} >>")
        marked.append(number)
    file.objects[number - 1] = f"<< /Type /StructElem /S /{tree.kind} /P {parent} 0 R /K [{' '.join(kids)}] >>"
    return number
