"""The words of the pages for values: states, kinds, keys. The words that a page always says are in its template."""

from __future__ import annotations

from cdalign.messages import Message, say
from cdalign.report.wording import SEVERITIES, STATES

COOKIE = "cdalign_words"

# By group and value; the group is the context of the message, for the translator.
WORDS: dict[str, dict[str, Message]] = {
    "severity": SEVERITIES,
    "state": STATES,
    "status": {
        "preferred": say("preferred", context="status"),
        "admitted": say("admitted", context="status"),
        "deprecated": say("deprecated", context="status"),
        "superseded": say("superseded", context="status"),
    },
    "type": {
        "fullForm": say("full form", context="type"),
        "shortForm": say("short form", context="type"),
        "acronym": say("acronym", context="type"),
        "abbreviation": say("abbreviation", context="type"),
        "variant": say("variant", context="type"),
        "phrase": say("phrase", context="type"),
    },
    "review": {
        "confirmed": say("confirmed by a person", context="review"),
        "pending": say("aligned automatically", context="review"),
    },
    "way": {
        "prefix": say("begins so", context="way"),
        "all words": say("all words", context="way"),
        "pattern": say("pattern", context="way"),
        "pinyin": say("pinyin", context="way"),
        "initials": say("initials", context="way"),
        "similar": say("similar", context="way"),
    },
    "file": {
        "sentences.tmx": say("Translation memory of sentences (TMX)", context="file"),
        "paragraphs.tmx": say("Translation memory of paragraphs (TMX)", context="file"),
        "units.xlsx": say("Sentences side by side (XLSX)", context="file"),
        "glossary.tbx": say("Glossary (TBX)", context="file"),
        "glossary.txt": say("Glossary for OmegaT", context="file"),
        "report.html": say("Report (HTML)", context="file"),
        "beads.tsv": say("Working file", context="file"),
    },
    "outputs": {
        "memories": say("Translation memories", context="outputs"),
        "glossaries": say("Glossaries", context="outputs"),
        "reports": say("Reports", context="outputs"),
    },
    "help": {
        "range": say("take more rows; Enter then confirms them all", context="help"),
        "write": say("correct the sentence at the cursor, or cut it", context="help"),
        "comment": say("write a comment on the row, for the report and the memory", context="help"),
        "replace": say("replace words in many sentences, after a look at them", context="help"),
        "confirm": say("confirm and go to the next doubtful row", context="help"),
        "next": say("go to the next doubtful row", context="help"),
        "move": say("one row up or down", context="help"),
        "cursor": say("move the cursor between the sentences of a row and its two sides", context="help"),
        "paragraph": say("go to the paragraph of this row, and back; keys then act on the paragraph", context="help"),
        "merge": say("merge with the row below", context="help"),
        "split": say(
            "split before the sentence at the cursor; without one, where both halves fit best", context="help"
        ),
        "down": say(
            "move the boundary below down: take a sentence from the row below, on the cursor's side", context="help"
        ),
        "up": say("move the boundary below up: give a sentence to the row below, on the cursor's side", context="help"),
        "exclude": say("leave this row out of every memory; again: take it back", context="help"),
        "release": say("make the row pending again", context="help"),
        "realign": say("align everything that is pending anew; what you decided stays", context="help"),
        "undo": say("undo, without end", context="help"),
        "redo": say("do again what was undone", context="help"),
        "find": say("find words in both texts", context="help"),
        "help": say("show these keys", context="help"),
    },
    "pairing": {
        "name": say("name", context="pairing"),
        "symbol": say("symbol", context="pairing"),
        "content": say("content", context="pairing"),
        "rest": say("what was left", context="pairing"),
    },
    "proposal": {
        "definition": say("defined in the text", context="proposal"),
        "symbol": say("document symbol", context="proposal"),
        "title": say("title", context="proposal"),
        "statistics": say("often together", context="proposal"),
    },
    "mark": {
        "swapped": say("swapped", context="mark"),
        "reordered": say("reordered", context="mark"),
        "unrelated": say("unrelated", context="mark"),
        "missing": say("missing", context="mark"),
    },
    "lang": {
        "zh": say("Chinese", context="lang"),
        "en": say("English", context="lang"),
    },
}


def word_for(group: str, value: str) -> str:
    """Return the word of a group for a value; the value itself where it has none, as a mark of another version."""
    return WORDS[group].get(value, value)
