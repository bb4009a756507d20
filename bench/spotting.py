"""How long spotting and the tally of renderings take: python bench/spotting.py [HITS].

Beside them stands what finds a rendering without spotting: a search for the equivalents that the lexicon lists.
Quality needs gold: python bench/spotting_training.py GOLD.tsv --folds 5.
"""

import statistics
import sys
import time
from pathlib import Path

from cdalign.lexicon import core_lexicon
from cdalign.model import Level, Span
from cdalign.project import open_project, read_bitexts
from cdalign.spotting import QueryPlace, spotter_of, tally_renderings
from cdalign.spotting.dictionary import Dictionary
from cdalign.spotting.tokens import TokenKind, tokenize_for_spotting
from cdalign.units import units_of

ROOT = Path(__file__).parent.parent


def main(hits: int) -> None:
    places = list(words_of_corpus())
    spotter = spotter_of()
    started = time.process_time()
    spotter.spot(*place_of(places[0]))
    print(f"first answer, with the lexicon: {time.process_time() - started:.2f} s CPU")
    times, found = [], 0
    for place in places:
        started = time.process_time()
        found += bool(spotter.spot(*place_of(place)).spans)
        times.append(1000 * (time.process_time() - started))
    print(f"spotting: median {statistics.median(times):.2f} ms CPU a hit, 95 of 100 within {percentile(times):.2f} ms")
    listed = sum(map(is_listed, places))
    print(f"of {len(places)} words of the corpus: rendering marked {found / len(places):.2f}, ", end="")
    print(f"an equivalent of the lexicon present as it is listed {listed / len(places):.2f}")
    many = (places * (hits // len(places) + 1))[:hits]
    started = time.process_time()
    tally = tally_renderings(many, spotter)
    print(f"tally of {hits:,} hits: {time.process_time() - started:.2f} s CPU, {len(tally.renderings)} renderings")


def words_of_corpus() -> list[QueryPlace]:
    """Return the Chinese words of two characters and more of the corpus, each in its sentence."""
    places = []
    dictionary = Dictionary(core_lexicon())
    for bitext in read_bitexts(open_project(ROOT)):
        for unit in units_of(bitext, Level.SENTENCE):
            tokens = tokenize_for_spotting(unit.source, "zh")
            for start, stop in dictionary.find_words(tokens, frozenset()).cut:
                if stop - start > 1 and tokens[start].kind is TokenKind.HAN:
                    span = Span(tokens[start].start, tokens[stop - 1].stop)
                    places.append(QueryPlace(span, unit.source, unit.target))
    return places


def place_of(place: QueryPlace) -> tuple[Span, str, str]:
    return place.query, place.source, place.target


def is_listed(place: QueryPlace) -> bool:
    word = place.source[place.query.start : place.query.stop]
    return any(text in place.target for text, _ in core_lexicon().equivalents.get(word, ()))


def percentile(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 10_000)
