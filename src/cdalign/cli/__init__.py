"""The command line: arguments in, exit code out. No rule of the field lives here.

Exit codes: 0 done, 1 findings at or above the chosen severity, 2 could not (usage, unreadable), 70 a mistake of the
program itself (EX_SOFTWARE of sysexits.h), 130 interrupted (Ctrl+C), 143 ended (SIGTERM).
Results go to stdout, talk and progress to stderr. Each command is a module of this package with `add_parser`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from cdalign.cli.arguments import TEXT_LANGUAGE_COMMANDS, HelpFormatter, add_interface
from cdalign.cli.exit_codes import COULD_NOT, DONE, ENDED, OUR_MISTAKE, code_after
from cdalign.cli.printing import print_error, speak
from cdalign.errors import CdalignError, UsageError
from cdalign.messages import interface_language, say
from cdalign.version import VERSION

# In the order of the work; each names a module of this package.
COMMANDS = (
    "demo",
    "build",
    "align",
    "structure",
    "check",
    "review",
    "pages",
    "serve",
    "lookup",
    "find",
    "terms",
    "fetch",
    "batch",
    "tm",
    "evaluate",
    "score",
)


_HOW_TO_REPORT = "report it with what the same command prints with --debug, and the file if you may share it"
_EXAMPLES = """examples:
  cdalign build                               the project in this folder
  cdalign align zh.docx en.docx -o memory.tmx
  cdalign align --help                        what a command takes"""


class _Parser(argparse.ArgumentParser):
    """An argument parser that reports a wrong call as every other error: one line, and what to try."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, path=self.prog, advice=say("{prog} --help", prog=self.prog))


def make_parser(commands: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """Return the parser of the command line, or of some commands only, which takes less time."""
    parser = _Parser(
        prog="cdalign",
        description="Align a Chinese document with its English text; make a translation memory, a glossary "
        "and a consistency report of them.",
        epilog=_EXAMPLES,
        formatter_class=HelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"cdalign {VERSION}")
    add_interface(parser, interface_language())
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    added = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name in commands:
        import_module(f"cdalign.cli.{name}").add_parser(added)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Nothing that a user can cause raises an exception."""
    # The aligner's matrices are small: a second BLAS thread only waits (7.9 s instead of 2.2 s on a busy machine).
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _open_closed_streams()
    _print_in_any_encoding()
    arguments, is_debugging = _take_debug(sys.argv[1:] if argv is None else argv)
    speak(interface_language(_wished_language(arguments)))
    try:
        return _run(arguments)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing is wrong.
        _print_no_more()
        return DONE
    except KeyboardInterrupt as error:
        code = code_after(error)
        print_error(
            say("ended; what was finished is kept") if code == ENDED else say("interrupted; what was finished is kept"),
            say("run the same command again"),
        )
        return code
    except Exception as error:
        if is_debugging:
            import traceback

            traceback.print_exc()
        return _report(error)


def _report(error: Exception) -> int:
    """Print what went wrong and what to do, and return the exit code."""
    match error:
        case CdalignError():
            print_error(error.told, error.advice)
        case OSError():
            # What a room could not foresee: a full disk, a drive that was pulled out.
            _print_no_more()
            place = error.filename or "output"
            print_error(f"{place}: {error.strerror or error}", "make room, or choose another place")
        case UnicodeEncodeError(reason="surrogates not allowed"):
            print_error("an argument or the name of a file is not UTF-8 text", "write it in UTF-8")
        case MemoryError():
            print_error("needs more memory than there is", "take a smaller input, or raise the limit (ulimit -v)")
        case _:
            print_error(f"this is a mistake in cdalign ({type(error).__name__}: {error})", _HOW_TO_REPORT)
            return OUR_MISTAKE
    return COULD_NOT


def _print_no_more() -> None:
    """Let what was printed and cannot be written go nowhere; the interpreter would complain of it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_closed_streams() -> None:
    """Open the null device as stdout or stderr where the process was started without them (`>&-`)."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open to the end


def _print_in_any_encoding() -> None:
    """Write UTF-8 to files and pipes, whatever the code page; on a terminal, escape what its encoding lacks.

    A result that goes into a file or another program would lose its Chinese in a Windows code page. Its lines end alike
    on every system.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
            if not stream.isatty():
                # Another encoding makes errors strict again, and a file's name may have bytes that are not UTF-8.
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _take_debug(words: Sequence[str]) -> tuple[list[str], bool]:
    """Return the call without `--debug`, which may occur anywhere before a `--`, and whether it was there."""
    before = _words_before_the_mark(words)
    options = [word for word in before if word != "--debug"]
    return [*options, *words[len(before) :]], len(options) < len(before)


def _words_before_the_mark(words: Sequence[str]) -> Sequence[str]:
    """Return the words of a call that may be options: those before a `--`."""
    return words[: words.index("--")] if "--" in words else words


def _wished_language(words: Sequence[str]) -> str:
    """Return what `--lang` of a call says, before anything else of the call is understood."""
    ours = _words_before_the_mark(words)
    command = next((word for word in ours if word in COMMANDS), "")
    ours = ours[: ours.index(command)] if command in TEXT_LANGUAGE_COMMANDS else ours
    for at, word in enumerate(ours):
        if word == "--lang":
            return "".join(ours[at + 1 : at + 2])
        if word.startswith("--lang="):
            return word.partition("=")[2]
    return ""


def _run(arguments: Sequence[str]) -> int:
    parser = make_parser(_needed_commands(arguments))
    options = parser.parse_args(arguments)
    if options.command is None:
        from cdalign.cli.pages import is_at_a_terminal, open_home_page

        if is_at_a_terminal():
            open_home_page()
        else:
            parser.print_help()
        return DONE
    _refuse_reading_and_writing(options)
    code: int = options.run(options)
    sys.stdout.flush()
    return code


def _needed_commands(arguments: Sequence[str]) -> Sequence[str]:
    """Return the commands whose modules a call needs: its own, none to tell the version, else all."""
    if arguments and arguments[0] in COMMANDS:
        return arguments[:1]
    return () if arguments[:1] == ["--version"] else COMMANDS


def _refuse_reading_and_writing(options: argparse.Namespace) -> None:
    """Raise UsageError if -o names a file that the same call reads, so that a slip destroys no text."""
    output = getattr(options, "output", None)
    if output is None:
        return
    if not output:
        raise UsageError("names no file", path="-o", advice="name the file to write")
    read = [Path(word) for name, value in vars(options).items() if name != "output" for word in _paths_in(value)]
    if any(_is_file(path) and path.resolve() == Path(output).resolve() for path in read):
        raise UsageError("is read by this call, and so not overwritten", path=output, advice="name another file")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False  # the words are too long for a name


def _paths_in(value: object) -> list[str | Path]:
    """The words of an argument that may be paths."""
    words = value if isinstance(value, list) else [value]
    return [word for word in words if word and isinstance(word, str | Path)]
