"""What a page says about an error, and what it advises a person in a browser to do.

The rooms that read files write for the command line. A file that cannot be read is refused in the words of the page,
by the code of the error; no advice that a page shows is a command.
"""

from __future__ import annotations

from dataclasses import dataclass

from cdalign.errors import CdalignError
from cdalign.messages import Message, say, translate
from cdalign.reading.kinds import name_readable_kinds


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file cannot be read, and what to do about it."""

    why: Message
    advice: Message


REFUSALS = {
    "file.empty": Refusal(say("There is no text in it."), say("Take the file that has the text.")),
    "file.pictures": Refusal(
        say("Its pages are pictures without text."),
        say("Ask for the Word file, or have its text recognised (OCR) first."),
    ),
    "file.password": Refusal(say("It is protected by a password."), say("Save a copy without the password.")),
    "file.office": Refusal(
        say("It is of a kind that is not read here."),
        say("Open it in the program that it is of and save it as DOCX, PPTX or XLSX."),
    ),
    "file.damaged": Refusal(
        say("It is damaged or cut off."),
        say("Get it again from where it came, or open it in a word processor and save it again."),
    ),
    "file.picture": Refusal(say("It is a picture."), say("Take the text itself, not a picture of it.")),
    "file.archive": Refusal(
        say("It is an archive or another packed file."), say("Unpack it and drop the documents in it.")
    ),
    "file.encoding": Refusal(say("Its characters cannot be made out."), say("Save it as UTF-8 text, or as DOCX.")),
    "file.large": Refusal(say("It is too large, or takes too long to read."), say("Split it into parts.")),
    "file.language": Refusal(
        say("Its language does not fit."), say("Take a Chinese text and its English translation.")
    ),
    "file.kind": Refusal(
        say("It is not a document that can be read."), say("Take one of {kinds}.", kinds=name_readable_kinds())
    ),
}


def refuse(error: CdalignError) -> Refusal:
    """Return the refusal that a page shows for a file that cannot be read; it names no place on the disk."""
    known = REFUSALS.get(error.code)
    if known is not None:
        return known
    why = say("It cannot be read: {reason}", reason=error.message)
    return Refusal(why, say("Open it in a word processor and save it as DOCX."))


_TERMS = {
    "file.empty": Refusal(say("There are no terms in it."), say("Take the file that has the terms.")),
    "file.encoding": Refusal(say("Its characters cannot be made out."), say("Save it as XLSX, or as CSV in UTF-8.")),
    "file.large": Refusal(say("It is too large, or takes too long to read."), say("Split it into parts.")),
    "file.password": Refusal(
        say("It is an old Excel workbook, or protected by a password."), say("Save it as XLSX without a password.")
    ),
    "file.kind": Refusal(
        say("It is neither a table nor a termbase."),
        say("Take XLSX, CSV or TBX. A table in a Word document can be copied into Excel."),
    ),
    "file.damaged": Refusal(say("It is damaged or cut off."), say("Export it again as TBX, CSV or XLSX.")),
}


def tell_terms_refusal(error: CdalignError, name: str, lang: str) -> dict[str, str]:
    """Return what a script of ours shows of an error: why a file of that name gives no terms, and what to do."""
    refusal = _TERMS.get(error.code)
    if refusal is None and error.code.startswith("file."):
        refusal = _TERMS["file.kind"]
    if refusal is None:
        why = say("It cannot be read as a list of terms: {reason}", reason=error.message)
        refusal = Refusal(why, say("Export it again as TBX, CSV or XLSX."))
    return _tell(refusal, name, lang)


# What a page advises in place of a command, by the code of the error.
_ADVICE = {
    "away": say("The memory is kept in a database. Ask who looks after it."),
    "busy": say("Try again in a moment."),
    "missingextra": say("Ask who installed cdalign to install it with everything."),
    "project.unbuilt": say("Build the project on the first page."),
    "memory": say("Ask who looks after the memory to fix it."),
}


def advise(error: CdalignError) -> str:
    """Return what a page advises to do about an error."""
    refusal = REFUSALS.get(error.code)
    return refusal.advice if refusal else _ADVICE.get(error.code, error.advice)


def tell_refusal(error: CdalignError, name: str, lang: str) -> dict[str, str]:
    """Return what a script of ours shows of an error: why a file of that name cannot be read, and what to do."""
    return _tell(refuse(error), name, lang)


def _tell(refusal: Refusal, name: str, lang: str) -> dict[str, str]:
    said = say("{name}: {why}", name=name, why=refusal.why)
    return {"error": translate(said, lang), "advice": translate(refusal.advice, lang)}


def without_place(warning: str) -> str:
    """Return what a reader warns of, without our own name of the file."""
    return warning.values.get("warning", warning) if isinstance(warning, Message) else warning
