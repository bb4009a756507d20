"""Files of beads and their gold, paired by name; their evaluation together, by source, and its signature."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from cdalign.errors import ReadError
from cdalign.evaluation.beads import IndexBead, read_beads, render_beads
from cdalign.evaluation.counts import Counts, Evaluation, count_beads
from cdalign.messages import say
from cdalign.version import VERSION

# The working files of a project or a batch are scored as well.
_SUFFIXES = (".beads.tsv", ".beads", ".gold")
# Where `cdalign batch` puts the files of single pairs.
_PAIRS = "pairs"


class BeadPair(NamedTuple):
    """The beads of a system and the gold for one document."""

    system: tuple[IndexBead, ...]
    gold: tuple[IndexBead, ...]


def count_units(beads: Iterable[IndexBead]) -> tuple[int, int]:
    """Return how many units of the source and of the target some beads number: one more than the highest index."""
    listed = list(beads)
    source = max((unit + 1 for bead in listed for unit in bead.source), default=0)
    target = max((unit + 1 for bead in listed for unit in bead.target), default=0)
    return source, target


def evaluate_pairs(pairs: Iterable[BeadPair]) -> Evaluation:
    """Return the evaluation of several documents together, micro-averaged."""
    return Evaluation(sum((count_beads(*pair) for pair in pairs), Counts()))


def read_pairs(hypothesis: str | Path, gold: str | Path) -> dict[str, BeadPair]:
    """Return the pairs of system and gold beads by name: of two files, or of all files of two folders, by their stems.

    Raises:
        ReadError: a gold file has no counterpart, a folder holds no gold, or a file cannot be read.
    """
    system, wanted = Path(hypothesis), Path(gold)
    if not wanted.is_dir():
        return {wanted.stem: BeadPair(read_beads(system), read_beads(wanted))}
    golds = _bead_files(wanted)
    if not golds:
        raise ReadError("holds no gold", path=wanted, advice="give a folder of .gold or .beads files, or one file")
    systems = _bead_files(system)
    missing = sorted(set(golds) - set(systems))
    if missing:
        raise ReadError(
            say("has no beads for {names}", names=", ".join(missing)), path=system, advice="name files as the gold's"
        )
    return {stem: BeadPair(read_beads(systems[stem]), read_beads(path)) for stem, path in golds.items()}


def _bead_files(folder: Path) -> dict[str, Path]:
    """Return the files of beads in a folder, or in the output of a batch, by their names without suffix."""
    files = {}
    for path in sorted((folder / _PAIRS if (folder / _PAIRS).is_dir() else folder).glob("*")):
        suffix = next((suffix for suffix in _SUFFIXES if path.name.endswith(suffix)), "")
        if suffix:
            files[path.name.removesuffix(suffix)] = path
    return files


def group_by_source(pairs: Mapping[str, BeadPair]) -> dict[str, list[BeadPair]]:
    """Return the pairs by their source: what comes before the first hyphen of a name (`pol-03` -> `pol`)."""
    groups: dict[str, list[BeadPair]] = {}
    for name, pair in pairs.items():
        groups.setdefault(name.partition("-")[0], []).append(pair)
    return groups


def sign_evaluation(pairs: Mapping[str, BeadPair], settings: str = "") -> str:
    """Return the signature of an evaluation: what must be the same for two figures to compare.

    `docs:16|gold:1f0c…|settings:lexicon=core|version:cdalign-0.2.0`; the digest is of the gold beads alone.
    """
    digest = hashlib.sha256()
    for name in sorted(pairs):
        digest.update(f"{name}\n{render_beads(pairs[name].gold)}".encode())
    parts = [f"docs:{len(pairs)}", f"gold:{digest.hexdigest()[:12]}", "average:micro"]
    parts += [f"settings:{settings}"] if settings else []
    return "|".join([*parts, f"version:cdalign-{VERSION}"])
