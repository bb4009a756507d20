"""The words of the pages for values: states, kinds, keys. The fixed words of a page are in its template."""

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
        "prefix": say("begins with it", context="way"),
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
        "report.xlsx": say("Report (XLSX)", context="file"),
        "beads.tsv": say("Working file", context="file"),
    },
    "terms-file": {
        "tbx": say("TBX 3, for most tools", context="terms-file"),
        "tbx-dct": say("TBX 3 in the style DCT", context="terms-file"),
        "tbx2": say("TBX 2, for OmegaT, older tools and Trados", context="terms-file"),
        "xlsx": say("Excel workbook", context="terms-file"),
        "csv": say("CSV table", context="terms-file"),
        "trados": say("Excel workbook with the columns of Trados", context="terms-file"),
        "memoq": say("CSV table with the columns of memoQ", context="terms-file"),
        "phrase": say("Excel workbook with the columns of Phrase", context="terms-file"),
        "omegat-zh-en": say("Glossary for OmegaT, Chinese to English", context="terms-file"),
        "omegat-en-zh": say("Glossary for OmegaT, English to Chinese", context="terms-file"),
        "tsv": say("Termbase (TSV of cdalign), which keeps everything", context="terms-file"),
        "json": say("JSON, for programs", context="terms-file"),
    },
    "terms-kept": {
        "unwanted terms": say("which terms are not to be used", context="terms-kept"),
        "status": say("status", context="terms-kept"),
        "types": say("types", context="terms-kept"),
        "definition": say("definitions", context="terms-kept"),
        "subject": say("subjects", context="terms-kept"),
        "note": say("notes", context="terms-kept"),
    },
    "terms-format": {
        "termbase table": say("a termbase of cdalign", context="terms-format"),
        "TBX": say("a TBX or MultiTerm file", context="terms-format"),
        "JSON": say("a JSON file", context="terms-format"),
        "workbook": say("an Excel workbook", context="terms-format"),
        "OmegaT glossary": say("a glossary for OmegaT", context="terms-format"),
        "UTX": say("a UTX file", context="terms-format"),
        "table": say("a table", context="terms-format"),
    },
    "column": {
        "term": say("term", context="column"),
        "forms": say("further terms", context="column"),
        "shortForm": say("short form", context="column"),
        "acronym": say("acronym", context="column"),
        "deprecated": say("terms not to be used", context="column"),
        "status": say("status", context="column"),
        "forbidden": say("whether it is forbidden", context="column"),
        "preferred": say("whether it is preferred", context="column"),
        "exact": say("whether case matters", context="column"),
        "info": say("term info of memoQ", context="column"),
        "note": say("note on the term", context="column"),
        "concept_note": say("note", context="column"),
        "source": say("source", context="column"),
        "definition": say("definition", context="column"),
        "definition_source": say("source of the definition", context="column"),
        "pos": say("part of speech", context="column"),
        "type": say("type of the term", context="column"),
        "concept": say("number of the concept", context="column"),
        "subject": say("subject", context="column"),
        "see_also": say("see also", context="column"),
        "lang": say("language of the term", context="column"),
        "not_in": say("longer words in which it is not a term", context="column"),
        "detect": say("whether it is looked for in texts", context="column"),
    },
    "about": {
        "subject": say("subject", context="column"),
        "definition": say("definition", context="column"),
        "note": say("note", context="column"),
        "one term in two concepts": say("one term in two concepts", context="about"),
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
        "realign": say("align everything that is pending again; what you decided stays", context="help"),
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
        "und": say("another language", context="lang"),
        "zh-Hans": say("Simplified Chinese", context="lang"),
        "zh-Hant": say("Traditional Chinese", context="lang"),
        "en": say("English", context="lang"),
    },
}


def word_for(group: str, value: str) -> str:
    """Return the word of a group for a value, or the value itself if it has no word (a mark of another version)."""
    return WORDS[group].get(value, value)
