"""What speaks for each candidate span: the features of a log-linear model over spans."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cdalign.spotting.candidates import FUNCTION_WORD, CandidateSpans, Numbers, strongest
from cdalign.spotting.tokens import SpottingToken, TokenKind

Features = Iterator[tuple[str, Numbers]]

_NEIGHBOURS = 25  # tokens around the query whose translation may spill into a span
_FUNCTION_WEIGHT = 0.25
_LINKED, _STRONGLY, _HARDLY = 0.15, 0.5, 0.1
_FARTHEST = 4.0
_CLAUSE_MARKS = frozenset(",;:.!?，；：。！？")
_JOINTS = frozenset(("of", "to", "in", "on", "for", "by", "with", "from", "at", "and", "or", *"的了和与及而地得"))


def describe(spans: CandidateSpans) -> tuple[tuple[str, ...], Numbers]:
    """Return the names of the features, and their values: candidates × features, "nothing" in the last row."""
    groups = (
        _word_features(spans),
        _coverage_features(spans),
        _shape_features(spans),
        _edge_features(spans),
        _residual_features(spans),
        _ownership_features(spans),
        _competition_features(spans),
        _share_features(spans),
    )
    named = {name: values for group in groups for name, values in group}
    nothing = dict(_nothing_features(spans))
    # Column by column in memory, as they are written.
    values = np.zeros((len(spans.first) + 1, len(named) + len(nothing)), order="F")
    for column, feature in enumerate(named.values()):
        values[:-1, column] = feature
    values[-1, len(named) :] = list(nothing.values())
    return (*named, *nothing), values


def _word_features(spans: CandidateSpans) -> Features:
    content, function = spans.is_content, spans.is_function
    yield "own", spans.sum(spans.own * content)
    yield "own_function", spans.sum(spans.own * function)
    yield "foreign", spans.sum(spans.foreign * content)
    yield "foreign_function", spans.sum(spans.foreign * function)
    places, scale = spans.expected_places, spans.expectation.scale
    tokens = np.arange(len(content))
    distance = np.maximum(places.min() - 1 - tokens, tokens - places.max() - 1).clip(0) / scale
    near = 1 / (1 + distance**2)
    yield "unexplained_near", spans.sum(spans.unexplained * near)
    yield "unexplained_far", spans.sum(spans.unexplained * (1 - near))
    yield "functions", spans.sum(function)
    clause = np.array([token.letters in _CLAUSE_MARKS for token in spans.question.target], dtype=bool)
    yield "clause_marks", spans.sum(clause)
    yield "other_marks", spans.sum(spans.is_mark & ~clause)


def _coverage_features(spans: CandidateSpans) -> Features:
    weights = np.where(spans.is_light[spans.asked], _FUNCTION_WEIGHT, 1.0)
    covered = spans.cover(spans.asked, weights)
    most = float((weights * spans.near_links[spans.asked].max(axis=1)).sum())
    yield "covered_share", covered / max(float(weights.sum()), 1e-9)
    yield "covered", covered
    yield "not_covered", most - covered
    first, last = spans.asked[0], spans.asked[-1]
    near = spans.others[(spans.others >= first - _NEIGHBOURS) & (spans.others <= last + _NEIGHBOURS)]
    yield "spill", spans.cover(near, np.where(spans.is_light[near], _FUNCTION_WEIGHT, 1.0))


def _shape_features(spans: CandidateSpans) -> Features:
    weights = np.where(spans.is_mark, 0.0, np.where(spans.is_function, FUNCTION_WORD, 1.0))
    ratio = np.log((spans.sum(weights) + 0.7) / (spans.expected_size + 0.7))
    yield "length_squared", ratio**2
    yield "longer", np.maximum(ratio, 0)
    yield "shorter", np.maximum(-ratio, 0)
    middle = (spans.first + spans.last) / 2
    distance = np.abs(middle - spans.expected_places.mean()) / spans.expectation.scale
    yield "distance", np.minimum(distance, _FARTHEST)
    yield "splits_first_word", spans.is_inside_word[spans.first].astype(float)
    yield "splits_last_word", spans.is_inside_word[spans.stop].astype(float)


def _edge_features(spans: CandidateSpans) -> Features:
    letters = [token.letters.lower() for token in spans.question.target]
    joint = np.array([word in _JOINTS for word in letters], dtype=float)
    function = spans.is_function.astype(float)
    yield "first_function", function[spans.first]
    yield "last_function", function[spans.last]
    yield "first_joint", joint[spans.first]
    for name, values, beyond in (
        ("own", spans.own, 0.0),
        ("foreign", spans.foreign, 0.5),
    ):
        yield f"before_{name}", np.concatenate([[beyond], values])[spans.first]
        yield f"after_{name}", np.concatenate([values, [beyond]])[spans.stop]
        yield f"first_{name}", values[spans.first]
        yield f"last_{name}", values[spans.last]
    yield "first_unexplained", spans.unexplained[spans.first]
    yield "last_unexplained", spans.unexplained[spans.last]
    yield from _mark_features(spans)


def _mark_features(spans: CandidateSpans) -> Features:
    """Yield whether a span ends at a mark or at the text's end where the query does, and where it does not."""
    source, marks = spans.question.source, spans.is_mark.astype(float)
    first, last = spans.asked[0], spans.asked[-1]
    opens = first == 0 or source[first - 1].is_mark
    closes = last == len(source) - 1 or source[last + 1].is_mark
    at_first = np.concatenate([[1.0], marks])[spans.first]
    at_last = np.concatenate([marks, [1.0]])[spans.stop]
    yield "mark_before_as_asked", at_first * opens
    yield "mark_after_as_asked", at_last * closes
    yield "mark_before_only_here", at_first * (not opens)
    yield "mark_after_only_here", at_last * (not closes)


def _residual_features(spans: CandidateSpans) -> Features:
    """Yield how what nothing explains on both sides fits together, names and acronyms by themselves."""
    found, missing = spans.sum(spans.unexplained), spans.missing_size
    yield "residue_matched", np.minimum(found, missing)
    yield "residue_excess", np.maximum(found - missing, 0)
    yield "residue_lacking", np.maximum(missing - found, 0)
    some = min(missing, 1.0)
    yield "before_unexplained", np.concatenate([[0.0], spans.unexplained])[spans.first] * some
    yield "after_unexplained", np.concatenate([spans.unexplained, [0.0]])[spans.stop] * some
    capital = spans.is_name_like
    nameness = spans.nameness
    yield "residue_names", spans.sum(capital * spans.unexplained) * nameness
    yield "residue_no_names", spans.sum(~capital * spans.unexplained) * nameness
    acronym = np.array([_is_acronym(token) for token in spans.question.target], dtype=bool)
    yield "residue_acronyms", spans.sum(acronym * spans.unexplained) * some


def _ownership_features(spans: CandidateSpans) -> Features:
    """Yield counts of target words that the query, or another part of the source, renders best."""
    inside, outside, content = spans.inside, spans.outside, spans.is_content
    mine = (inside > outside) & (inside > _LINKED) & content
    theirs = (outside > inside) & (outside > _LINKED) & content
    surely_mine = mine & (inside > _STRONGLY) & (outside < _HARDLY)
    surely_theirs = theirs & (outside > _STRONGLY) & (inside < _HARDLY)
    yield "mine_inside", spans.sum(mine)
    yield "theirs_inside", spans.sum(theirs)
    yield "mine_left_out", float(mine.sum()) - spans.sum(mine)
    yield "surely_theirs_inside", spans.sum(surely_theirs)
    yield "surely_mine_left_out", float(surely_mine.sum()) - spans.sum(surely_mine)
    yield "purity", spans.sum(mine) / np.maximum(spans.sum(mine | theirs), 1)
    yield "mean_own", spans.sum(spans.own * content) / np.maximum(spans.sum(content), 1)
    asked = spans.near_links[spans.asked]
    is_strong = (asked.max(axis=1) > _LINKED) & ~spans.is_light[spans.asked]
    best = asked.argmax(axis=1)[is_strong]
    reached = ((spans.first[:, None] <= best) & (best <= spans.last[:, None])).sum(axis=1)
    yield "best_links_inside", reached / max(len(best), 1)
    yield "all_best_links_inside", (reached == len(best)).astype(float)


def _competition_features(spans: CandidateSpans) -> Features:
    """Yield evidence that both sides agree on: a link counts by its share among all links of its two tokens."""
    links = spans.near_links
    rows = links / np.maximum(links.sum(axis=1, keepdims=True), 0.3)
    columns = links / np.maximum(links.sum(axis=0, keepdims=True), 0.3)
    mutual = np.sqrt(rows * columns)
    inside, outside = strongest(mutual[spans.asked]), strongest(mutual[spans.others])
    stronger = np.sign(inside - outside) * np.maximum(inside, outside)
    yield "mutual_own", spans.sum(inside * spans.is_content)
    yield "mutual_foreign", spans.sum(outside * spans.is_content)
    yield "mutual_balance", spans.sum(stronger * spans.is_content)
    yield "before_mutual", np.concatenate([[0.0], inside])[spans.first]
    yield "after_mutual", np.concatenate([inside, [0.0]])[spans.stop]
    yield "first_mutual", (inside - outside)[spans.first]
    yield "last_mutual", (inside - outside)[spans.last]


def _share_features(spans: CandidateSpans) -> Features:
    """Yield how much of the query's share of the target a span holds, and how much of it is the query's."""
    mine, theirs = spans.shares
    explained = mine * spans.sizes
    every, inside = float(explained.sum()), spans.sum(explained)
    yield "share_mine", spans.sum(explained * spans.is_content)
    yield "share_mine_function", spans.sum(explained * spans.is_function)
    yield "share_theirs", spans.sum(theirs * spans.sizes * spans.is_content)
    yield "share_left_out", every - inside
    yield "share_odds", spans.sum(np.log((mine + 0.1) / (1.1 - mine)) * spans.sizes)
    yield "share_f", 2 * inside / (spans.sum(spans.sizes) + every + 0.3)
    yield "share_at_edges", mine[spans.first] + mine[spans.last]
    yield "share_before", np.concatenate([[0.0], mine])[spans.first]
    yield "share_after", np.concatenate([mine, [0.0]])[spans.stop]


def _nothing_features(spans: CandidateSpans) -> Iterator[tuple[str, float]]:
    """Yield what speaks for "nothing renders the query"."""
    asked, is_light = spans.near_links[spans.asked].max(axis=1), spans.is_light[spans.asked]
    yield "nothing", 1.0
    yield "nothing_strongest_link", float((asked * np.where(is_light, 0.3, 1.0)).max())
    mine = spans.shares.mine
    yield "nothing_share", float((mine * spans.sizes).sum()) / spans.expected_size
    yield "nothing_best_share", float((mine * spans.is_content).max())
    yield "nothing_mean_link", float((asked * ~is_light).sum() / max((~is_light).sum(), 1))


def _is_acronym(token: SpottingToken) -> bool:
    return token.kind is TokenKind.WORD and len(token.letters) > 1 and token.letters.isupper()
