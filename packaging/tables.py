"""Writes the tables that the package reads instead of computing them: `python packaging/tables.py`.

Each is made from data that is slow to read at every start. `tests/test_shipped_tables.py` fails if one is not up to
date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import opencc

from cdalign.lexicons import read_core_entries
from cdalign.quantities.idioms import sort_words
from cdalign.spotting.equivalents import count_words, number_equivalents
from cdalign.spotting.tokens import english_words
from cdalign.terminology.pinyin import common_readings, read_pinyin_table

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "cdalign"
_PAIRS_A_LINE = 54
_HAN_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))

_SCRIPTS = '''"""The characters that one script of Chinese has and the other has not, each before its counterpart.

They are those that OpenCC's tables (Apache-2.0) change, one character into one. To ask OpenCC for them takes 0.1 s.
`python packaging/tables.py` writes this file.
"""

# Traditional, Simplified, Traditional, Simplified …
TRADITIONAL_CHARACTERS = (
{traditional}
)

# Simplified, Traditional, Simplified, Traditional …
SIMPLIFIED_CHARACTERS = (
{simplified}
)
'''


def make_tables() -> dict[Path, bytes]:
    """Return the bytes of each table by its path."""
    return {
        PACKAGE / "scripts.py": make_scripts().encode(),
        PACKAGE / "quantities" / "idioms.txt": make_idioms().encode(),
        PACKAGE / "spotting" / "core-equivalents.bin": number_equivalents(read_core_entries()).to_bytes(),
        PACKAGE / "spotting" / "core-frequencies.tsv": make_frequencies().encode(),
        PACKAGE / "terminology" / "readings.tsv": make_readings().encode(),
    }


def make_idioms() -> str:
    """Return the words with Han numerals that are idioms in one line, and those that count in another."""
    return "".join(f"{' '.join(words)}\n" for words in sort_words())


def make_frequencies() -> str:
    """Return how often stems of equivalents occur as words of equivalents: a number, a tab, and the stems."""
    entries = read_core_entries()
    stems = {word.stem for texts in entries.values() for word in english_words(texts)}
    by_count: dict[int, list[str]] = defaultdict(list)
    for word, count in count_words(entries).items():
        if word in stems:
            by_count[count].append(word)
    return "".join(f"{count}\t{' '.join(sorted(by_count[count]))}\n" for count in sorted(by_count))


def make_readings() -> str:
    """Return the characters of the first plane by their most common reading: a syllable, a tab, and the characters."""
    by_reading: dict[str, list[str]] = defaultdict(list)
    for code, sounds in read_pinyin_table().items():
        readings = common_readings(sounds)
        if readings and int(code) < 2**16:
            by_reading[readings[0]].append(chr(int(code)))
    return "".join(f"{reading}\t{''.join(sorted(by_reading[reading]))}\n" for reading in sorted(by_reading))


def make_scripts() -> str:
    """Return the module of the characters that only one script has."""
    traditional = _convert_each("t2s")
    simplified = {before: after for before, after in _convert_each("s2t").items() if before not in traditional}
    return _SCRIPTS.format(traditional=_write_pairs(traditional), simplified=_write_pairs(simplified))


def _convert_each(configuration: str) -> dict[str, str]:
    characters = [chr(code) for block in _HAN_BLOCKS for code in block]
    # One character per line: OpenCC cannot match a phrase across a line break.
    converted = opencc.OpenCC(configuration).convert("\n".join(characters)).split("\n")
    pairs = zip(characters, converted, strict=True)
    return {before: after for before, after in pairs if before != after and len(after) == 1}


def _write_pairs(pairs: dict[str, str]) -> str:
    return "\n".join(f'    "{line}"' for line in _lines_of("".join(map("".join, pairs.items()))))


def _lines_of(text: str) -> Iterator[str]:
    size = 2 * _PAIRS_A_LINE
    return (text[start : start + size] for start in range(0, len(text), size))


def main() -> None:
    """Write the tables that have changed."""
    for path, data in make_tables().items():
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)
            print(f"written: {path.relative_to(PACKAGE)}")


if __name__ == "__main__":
    main()
