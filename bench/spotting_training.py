"""Learns the weights of spotting: python bench/spotting_training.py GOLD.tsv [--folds 5] [--write].

GOLD has the columns id, source_sentence_lang, query, source, target, spans (JSON: alternatives, each a list of
[start, stop]), note (`kind;pair`). The weights maximize the expected F of a log-linear model over spans, with a pull
towards the best span; `--folds` prints what models score on the pairs that they did not see.
"""

import argparse
import csv
import json
from pathlib import Path

import numpy as np

from cdalign.spotting.candidates import CandidateSpans
from cdalign.spotting.decision import choose_span
from cdalign.spotting.features import describe
from cdalign.spotting.queries import find_query, spotter_of

WEIGHTS = Path(__file__).parent.parent / "src/cdalign/spotting/weights.tsv"
# Ridge penalty, steps and rate of Adam, sharpness of the target distribution and its share in the objective; those
# of a small grid that scored best by cross-validation on the development set. Directions share half their weights.
PENALTY, STEPS, RATE, SHARPNESS, PULL = 8e-3, 300, 0.05, 40.0, 0.3
SHARED = 0.5
# How often pairs are dealt out to folds: from one deal to another F differs by .01.
DEALS = 3


def main() -> None:
    options = parse_options()
    items = [item for item in map(prepare, read_gold(options.gold)) if item is not None]
    scale = scale_features(items)
    for item in items:
        item["input"] = two_directions(item["features"] / scale, is_chinese=item["is_chinese"])
    if options.folds:
        cross_validate(items, options.folds)
    weights = train(items)
    print(f"all: F {mean_f(items, weights):.3f} on what was learnt from")
    if options.write:
        write_weights(items[0]["names"], weights, scale)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def read_gold(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def prepare(row: dict[str, str]) -> dict | None:
    place = find_query(row["query"], row["source"])
    question = place and spotter_of().ask(place, row["source"], row["target"])
    if not question:
        return None
    candidates = CandidateSpans(question)
    names, features = describe(candidates)
    return {
        "names": names,
        "candidates": candidates,
        "features": features,
        "is_chinese": question.is_target_chinese,
        "pair": row["note"].split(";")[1],
        "f": score_all(candidates, json.loads(row["spans"])),
    }


def scale_features(items: list[dict]) -> np.ndarray:
    """Return what each feature is divided by, so that the penalty treats all alike.

    A feature of a span is divided by its deviation over all spans; one of "nothing", which is 0 for every span, by its
    root mean square over the queries.
    """
    spans = np.concatenate([item["features"][:-1] for item in items])
    nothing = np.stack([item["features"][-1] for item in items])
    return np.where(spans.any(axis=0), spans.std(axis=0), np.sqrt((nothing**2).mean(axis=0))) + 1e-6


def score_all(candidates: CandidateSpans, alternatives: list) -> np.ndarray:
    """Return the F of each candidate against its best alternative, by tokens; marks do not count."""
    target = candidates.question.target
    counts = np.array([not token.is_mark for token in target], dtype=float)
    best = np.zeros(len(candidates.first) + 1)
    best[-1] = float(any(not spans for spans in alternatives))
    sizes = candidates.sum(counts)
    for spans in filter(None, alternatives):
        gold = counts * [any(token.start < b and a < token.stop for a, b in spans) for token in target]
        f = 2 * candidates.sum(gold) / np.maximum(sizes + gold.sum(), 1)
        best[:-1] = np.maximum(best[:-1], f)
    return best


def two_directions(features: np.ndarray, *, is_chinese: bool) -> np.ndarray:
    return np.concatenate([features, features * (-SHARED if is_chinese else SHARED)], axis=1)


def train(items: list[dict]) -> np.ndarray:
    useful = [item for item in items if item["f"].max() > 0]
    weights = np.zeros(useful[0]["input"].shape[1])
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = sum(gradient(item, weights) for item in useful) / len(useful) - PENALTY * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        rate = RATE * (0.3 if step > 0.7 * STEPS else 1.0)
        weights = weights + rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def gradient(item: dict, weights: np.ndarray) -> np.ndarray:
    probability = softmax(item["input"] @ weights)
    f = item["f"]
    target = softmax(SHARPNESS * f)
    risk = probability * (f - (probability * f).sum())
    return item["input"].T @ ((1 - PULL) * risk + PULL * (target - probability))


def softmax(scores: np.ndarray) -> np.ndarray:
    odds = np.exp(scores - scores.max())
    return odds / odds.sum()


def mean_f(items: list[dict], weights: np.ndarray) -> float:
    return float(np.mean([f_of_choice(item, weights) for item in items]))


def f_of_choice(item: dict, weights: np.ndarray) -> float:
    """Return the F of the span that the spotter would choose."""
    chosen = choose_span(item["candidates"], item["input"] @ weights)
    return float(item["f"][chosen.number if chosen else -1])


def cross_validate(items: list[dict], folds: int) -> None:
    scores = np.array([score for deal in range(DEALS) for score in score_unseen(items, folds, deal)])
    exact = np.mean(scores > 0.999)
    print(
        f"cross-validation over sentence pairs, {folds} folds, {DEALS} times: F {scores.mean():.3f}, exact {exact:.3f}"
    )


def score_unseen(items: list[dict], folds: int, deal: int) -> list[float]:
    """Return the F of each item by a model that did not see its pair."""
    numbers = {pair: number for number, pair in enumerate(sorted({item["pair"] for item in items}))}
    assigned = np.random.default_rng(deal).integers(0, folds, len(numbers))
    scores = []
    for fold in range(folds):
        seen = [item for item in items if assigned[numbers[item["pair"]]] != fold]
        unseen = [item for item in items if assigned[numbers[item["pair"]]] == fold]
        weights = train(seen)
        scores += [f_of_choice(item, weights) for item in unseen]
    return scores


def write_weights(names: tuple[str, ...], weights: np.ndarray, scale: np.ndarray) -> None:
    common, difference = weights[: len(names)] / scale, SHARED * weights[len(names) :] / scale
    lines = [
        "# feature, weight where the target is English, where it is Chinese. Made by bench/spotting_training.py.\n",
        *(
            f"{name}\t{english:.4f}\t{chinese:.4f}\n"
            for name, english, chinese in zip(names, common + difference, common - difference, strict=True)
        ),
    ]
    WEIGHTS.write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
