"""The command line: exit codes, one `error:` line with the place, one `try:` line, nothing half-written."""

import argparse
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cdalign.cli import COMMANDS, main, make_parser
from cdalign.cli.amounts import say_units
from cdalign.cli.exit_codes import COULD_NOT, DONE, ENDED, INTERRUPTED, OUR_MISTAKE
from cdalign.messages import say_list, say_times, translate

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"


@pytest.fixture
def project(tmp_path: Path, repository: Path) -> Path:
    shutil.copytree(repository / "corpus", tmp_path / "corpus")
    return tmp_path


def expect_error(capsys: pytest.CaptureFixture[str], arguments: list[str], place: str) -> None:
    assert main(arguments) == COULD_NOT
    captured = capsys.readouterr()
    lines = captured.err.strip().splitlines()
    assert captured.out == ""
    assert [line.partition(":")[0] for line in lines] == ["error", "try"], captured.err
    assert place in lines[0]
    assert "Traceback" not in captured.err


def damage_missing(root: Path) -> str:
    shutil.rmtree(root / "corpus" / "en")
    return "en"


def damage_empty(root: Path) -> str:
    (root / "corpus" / "en" / "CD-2138.txt").write_bytes(b"")
    return "CD-2138.txt"


def damage_blank(root: Path) -> str:
    (root / "corpus" / "zh" / "CD-2138.txt").write_bytes(b" \n\n \t\n")
    return "CD-2138.txt"


def damage_picture(root: Path) -> str:
    (root / "corpus" / "zh" / "CD-2138.txt").write_bytes(PNG + bytes(range(256)) * 8)
    return "CD-2138.txt"


def damage_one_side(root: Path) -> str:
    (root / "corpus" / "zh" / "CD-1.txt").write_text("一、二。", encoding="utf-8")
    return "CD-1.txt"


def damage_same_stem(root: Path) -> str:
    shutil.copy(root / "corpus" / "zh" / "CD-2138.txt", root / "corpus" / "zh" / "CD-2138.text")
    return "CD-2138.text"


def damage_no_corpus(root: Path) -> str:
    shutil.rmtree(root / "corpus")
    return root.name


def damage_encoding(root: Path) -> str:
    (root / "corpus" / "en" / "CD-2138.txt").write_bytes(bytes(range(128, 256)) * 9 + b"\xff")
    return "CD-2138.txt"


def damage_termbase(root: Path) -> str:
    (root / "tm").mkdir()
    (root / "tm" / "termbase.tsv").write_text("concept\tlang\n", encoding="utf-8")
    return "termbase.tsv"


def damage_working_file(root: Path) -> str:
    (root / "tm").mkdir()
    (root / "tm" / "CD-2138.beads.tsv").write_text("#cdalign-beads\t1\nparagraph\tperhaps\n", encoding="utf-8")
    return "CD-2138.beads.tsv:2"


DAMAGES = [
    damage_missing,
    damage_empty,
    damage_blank,
    damage_picture,
    damage_one_side,
    damage_same_stem,
    damage_no_corpus,
    damage_encoding,
    damage_termbase,
    damage_working_file,
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_project_that_cannot_be_built(project: Path, capsys: pytest.CaptureFixture[str], damage: object) -> None:
    place = damage(project)  # type: ignore[operator]
    before = sorted(project.rglob("*"))
    expect_error(capsys, ["build", str(project)], place)
    assert sorted(project.rglob("*")) == before, "something was half-written"


@pytest.mark.parametrize("command", ["structure", "align"])
def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    names = [str(tmp_path / "no.txt")] * (2 if command == "align" else 1)
    expect_error(capsys, [command, *names], "no.txt")


def test_an_output_is_whole_or_not_there(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pair = [str(project / "corpus" / side / "CD-2138.txt") for side in ("zh", "en")]
    out = project / "pair.nonsense"
    expect_error(capsys, ["align", *pair, "-o", str(out)], "pair.nonsense")
    assert not out.exists()


def test_what_a_call_reads_it_does_not_write(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pair = [str(project / "corpus" / side / "CD-2138.txt") for side in ("zh", "en")]
    before = Path(pair[1]).read_bytes()
    for command in ("align", "check"):
        expect_error(capsys, [command, *pair, "-o", pair[1]], "CD-2138.txt")
    expect_error(capsys, ["tm", "convert", pair[0], "-o", pair[0]], "CD-2138.txt")
    expect_error(capsys, ["align", *pair, "-o", ""], "-o")
    assert Path(pair[1]).read_bytes() == before


def test_two_texts_of_one_language_are_no_pair(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chinese, english = (str(project / "corpus" / side / "CD-2138.txt") for side in ("zh", "en"))
    expect_error(capsys, ["align", chinese, chinese], "CD-2138.txt")
    expect_error(capsys, ["align", chinese, english, "--source-lang", "xx-bogus!"], "is not a language tag")


@pytest.mark.parametrize("words", [["nonsense"], ["build", "--nonsense"], ["structure"]])
def test_a_wrong_call(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    expect_error(capsys, words, "cdalign")


@pytest.mark.parametrize(
    ("words", "least"),
    [
        (["find", "x", "--limit"], 1),
        (["lookup", "x", "--limit"], 1),
        (["lookup", "x", "--sentences"], 0),
        (["terms", "extract", "--least"], 1),
        (["tm", "validate", "x.tmx", "--max-per-rule"], 0),
        (["check", "x.tmx", "--max-per-rule"], 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_count_is_a_whole_number(capsys: pytest.CaptureFixture[str], words: list[str], least: int) -> None:
    for wrong in (f"={least - 1}", "=many", "=2.5"):
        expect_error(capsys, [*words[:-1], words[-1] + wrong], f"is not a whole number from {least} on")


def parsers_below(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield below
                yield from parsers_below(below)


PARSERS = list(parsers_below(make_parser()))


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.prog)
def test_the_help_of_a_command_ends_with_an_example_that_works(parser: argparse.ArgumentParser) -> None:
    _, _, example = (parser.epilog or "").partition("example:\n  ")
    program, *words = shlex.split(example)
    assert program == "cdalign"
    assert example.startswith(parser.prog)
    make_parser().parse_args(words)


@pytest.mark.parametrize("parser", [make_parser(), *PARSERS], ids=lambda parser: parser.prog)
def test_every_word_of_a_call_is_explained_in_eighty_columns(
    parser: argparse.ArgumentParser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert [action.dest for action in parser._actions if not action.help and not action.choices] == []
    assert [line for line in parser.format_help().splitlines() if len(line) > 80] == []


def test_an_option_means_one_thing_wherever_it_stands() -> None:
    meanings: dict[str, set[object]] = {}
    for parser in PARSERS:
        for action in parser._actions:
            for word in action.option_strings if action.help is not argparse.SUPPRESS else ():
                meanings.setdefault(word, set()).add((action.dest, action.type, tuple(action.choices or ())))
    assert {word: found for word, found in meanings.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("words", "options"),
    [
        (["tm", "clean", "a.tmx", "--source", "en", "--target", "zh"], {"source_lang": "en", "target_lang": "zh"}),
        (["terms", "export", "-o", "g.txt", "--from", "en", "--to", "zh"], {"source_lang": "en", "target_lang": "zh"}),
        (["tm", "pretranslate", "a.txt", "-o", "a.xlf", "--from", "80"], {"fuzzy": 80}),
    ],
)
def test_an_older_spelling_still_works(words: list[str], options: dict[str, object]) -> None:
    assert options.items() <= vars(make_parser().parse_args(words)).items()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["structure", "x", "--lang", "chinese!"], "is not a language tag"),
        (["tm", "clean", "x.tmx", "--source-lang", "?"], "is not a language tag"),
        (["find", "x", "--since", "last year"], "is not a date"),
        (["tm", "filter", "x.tmx", "--until", "2018-13"], "is not a date"),
        (["tm", "filter", "x.tmx", "--min-score", "70"], "from 0 to 1"),
        (["find", "x", "--fuzzy", "0"], "from 1 to 100"),
        (["serve", "--port", "-1"], "whole number"),
        (["serve", "--port", "9" * 5000], "9… is too large"),
        (["find", "x", "--fuzzy", "9" * 5000], "9…' is not a percentage"),
        (["tm", "collections", "x", "--priority", "9" * 5000], "9… is too large"),
        (["tm", "collections", "x", "--priority", "--5"], "expected one argument"),
        (["tm", "filter", "x.tmx", "--min-score", "nan"], "from 0 to 1"),
        (["batch", "x", "-o", "y", "--time-limit", "inf"], "not a number of seconds"),
        (["batch", "x", "-o", "y", "--time-limit", "1e300"], "1e300 is too large"),
        (["batch", "x", "-o", "y", "--time-limit", "nan"], "not a number of seconds"),
        (["batch", "x", "-o", "y", "--time-limit", "-5"], "not a number of seconds"),
        (["tm", "split", "x.tmx", "-o", "y", "--size", "9" * 400], "is not a size"),
    ],
)
def test_a_word_that_cannot_be_meant_is_refused(
    capsys: pytest.CaptureFixture[str], words: list[str], complaint: str
) -> None:
    expect_error(capsys, words, complaint)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert "usage: cdalign" in capsys.readouterr().out


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == DONE
    assert "build" in capsys.readouterr().out


def test_debug_shows_the_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--debug", "build", str(tmp_path / "nowhere")]) == COULD_NOT
    said = capsys.readouterr().err
    assert said.startswith("Traceback")
    assert "error: " in said


def test_behind_two_dashes_debug_is_a_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expect_error(capsys, ["structure", "--", "--debug"], "--debug: ")
    assert main(["structure", "--debug", "--", str(tmp_path / "no.txt")]) == COULD_NOT
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    "mistake", [IndexError("list index"), TypeError("None"), RecursionError("too deep"), KeyError("x")]
)
def test_a_mistake_of_ours_has_an_exit_code_of_its_own(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, mistake: Exception
) -> None:
    def fail(_: object) -> int:
        raise mistake

    monkeypatch.setattr("cdalign.cli.structure._run", fail)
    assert main(["structure", "x.txt"]) == OUR_MISTAKE == 70
    said = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0] for line in said] == ["error", "try"]
    assert type(mistake).__name__ in said[0]
    assert "report it" in said[1]
    assert main(["structure", "x.txt", "--debug"]) == OUR_MISTAKE
    assert "Traceback" in capsys.readouterr().err


def test_too_little_memory_is_not_a_mistake_of_ours(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> int:
        raise MemoryError

    monkeypatch.setattr("cdalign.cli.structure._run", fail)
    expect_error(capsys, ["structure", "x.txt"], "memory")


@pytest.mark.parametrize(
    "name", ["\x1b[31mred.txt", "\x1b]0;title\x07.txt", "a\rb.txt", "\x9b2J.txt", "\u202ename.txt"]
)
def test_no_name_reaches_the_terminal_raw(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    for path in (tmp_path / name, tmp_path / name / "corpus"):
        assert main(["structure", str(path)]) == COULD_NOT
        assert main(["build", str(path)]) == COULD_NOT
    said = capsys.readouterr().err
    assert not {"\x1b", "\x07", "\r", "\x9b", "\u202e"} & set(said)
    assert ".txt" in said


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_pipe_gets_utf_8_whatever_the_code_page(project: Path, encoding: str) -> None:
    call = [sys.executable, "-m", "cdalign", "structure", "corpus/zh/CD-2138.txt"]
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    done = subprocess.run(call, cwd=project, env=environment, capture_output=True, check=False)
    assert done.returncode == DONE, done.stderr
    assert "裁".encode() in done.stdout


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no pseudo-terminals")
def test_a_terminal_that_lacks_chinese_gets_escapes(project: Path) -> None:
    (project / "small.txt").write_text("裁谈会通过了报告。", encoding="utf-8")
    screen, terminal = os.openpty()
    call = [sys.executable, "-m", "cdalign", "structure", "small.txt"]
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "NO_COLOR": "1"}
    with subprocess.Popen(call, cwd=project, env=environment, stdout=terminal, stderr=subprocess.DEVNULL) as process:
        assert process.wait() == DONE
    os.close(terminal)
    printed = os.read(screen, 4096)
    os.close(screen)
    assert b"\\u88c1" in printed  # 裁


def run_in_shell(project: Path, line: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        ["bash", "-c", line], cwd=project, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("closing", [">&-", "| true", "| head -1 >/dev/null"])
def test_a_reader_that_has_gone_is_no_error(project: Path, closing: str) -> None:
    done = run_in_shell(project, f"cdalign structure corpus/zh/CD-2138.txt {closing}; exit ${{PIPESTATUS[0]}}")
    assert done.returncode == DONE, done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
@pytest.mark.parametrize("words", ["structure corpus/zh/CD-2138.txt", "tm strip-inline memory.tmx"])
def test_a_full_disk_is_said_in_words(project: Path, words: str) -> None:
    unit = '<tu><tuv xml:lang="zh"><seg>甲</seg></tuv><tuv xml:lang="en"><seg>a</seg></tuv></tu>'
    memory = f'<tmx version="1.4"><header srclang="zh"/><body>{unit}</body></tmx>'
    (project / "memory.tmx").write_text(memory, encoding="utf-8")
    done = run_in_shell(project, f"cdalign {words} > /dev/full")
    assert done.returncode == COULD_NOT, done.stderr
    assert done.stderr.splitlines()[-2:] == [
        "error: output: No space left on device",
        "try: make room, or choose another place",
    ]


# Runs the command line, and stops when the texts are about to be aligned: until it is told to go on, or ended.
STOPPED = """
import sys
from cdalign.__main__ import main
from cdalign.project import building

def stop(*arguments, **options):
    print("aligning", flush=True)
    sys.stdin.read()
    raise AssertionError("nobody has ended it")

building.align_documents = stop
sys.exit(main())
"""


@pytest.mark.parametrize(
    ("number", "code", "said"), [("SIGINT", INTERRUPTED, "interrupted"), ("SIGTERM", ENDED, "ended")]
)
def test_an_interrupted_command_leaves_no_half_file(project: Path, number: str, code: int, said: str) -> None:
    call = [sys.executable, "-c", STOPPED, "build"]
    pipe = subprocess.PIPE
    with subprocess.Popen(call, cwd=project, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "aligning\n"
        process.send_signal(getattr(signal, number))
        _, told = process.communicate()
    assert process.returncode == code, told
    assert told.startswith(f"error: {said}")
    assert not (project / "tm").exists()


@pytest.mark.parametrize(("number", "code"), [("SIGINT", INTERRUPTED), ("SIGTERM", ENDED)])
def test_a_server_that_is_ended_reports_no_error(tmp_path: Path, number: str, code: int) -> None:
    call = [sys.executable, "-m", "cdalign", "pages", str(tmp_path), "--no-browser", "--port", "0"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("http://")
        process.send_signal(getattr(signal, number))
        _, told = process.communicate()
    assert process.returncode == code, told
    assert told.splitlines()[-1:] == ["the server has stopped"]
    assert "error" not in told


def test_an_interrupt_of_code_in_a_string_does_not_change_the_exit_code(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import cdalign.cli\n"
        "def main():\n"
        "    try:\n"
        "        exec('raise KeyboardInterrupt')\n"
        "    except KeyboardInterrupt:\n"
        "        return 130\n"
        "cdalign.cli.main = main\n"
    )
    call = [sys.executable, "-m", "cdalign"]
    assert subprocess.run(call, env={**os.environ, "PYTHONPATH": str(tmp_path)}, check=False).returncode == INTERRUPTED


@pytest.mark.parametrize("words", [["lookup", " "], ["find", ""], ["serve", "nowhere"], ["review", "no.beads.tsv"]])
def test_a_slip_is_said_and_not_worked_upon(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    expect_error(capsys, words, "")


def test_a_memory_is_not_made_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    memory = tmp_path / "un.cdtm"
    expect_error(capsys, ["tm", "import", str(tmp_path / "no.tmx"), "--memory", str(memory)], "no.tmx")
    assert not memory.exists()


def test_build_ends_with_five_lines(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(project)]) == DONE
    captured = capsys.readouterr()
    assert [line.split()[0] for line in captured.out.splitlines()] == ["read", "aligned", "checked", "written"]
    assert captured.err.startswith("next: ")


@pytest.mark.parametrize("words", [["--lang", "zh", "check"], ["check", "--lang=zh"], ["check", "--lang", "zh"]])
def test_a_command_speaks_the_language_asked_for(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.zh.txt").write_text("委员会审议了 44 份报告。\n", encoding="utf-8")
    (tmp_path / "a.en.txt").write_text("The Committee considered 45 reports.\n", encoding="utf-8")
    report = tmp_path / "r.html"
    assert main([*words, str(tmp_path / "a.zh.txt"), str(tmp_path / "a.en.txt")]) == 1
    captured = capsys.readouterr()
    assert "严重 numbers.different 原文为 44，译文为 45" in captured.out
    assert "共检查 1 个单元；检查结果 1 项" in captured.err
    main([*words, str(tmp_path / "a.zh.txt"), str(tmp_path / "a.en.txt"), "-o", str(report)])
    assert "请与原文核对数字" in report.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [["demo", "."], ["tm", "stats", "no.tmx"], ["evaluate", "no.beads", "no.beads"], ["batch", "no", "-o", "."]],
)
def test_the_language_of_messages_is_taken_anywhere(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "not-empty").touch()
    for position in range(len(words) + 1):
        if position and words[position - 1] == "-o":
            continue  # what follows is the value of the option
        assert main([*words[:position], "--lang", "zh", *words[position:]]) == 2
        assert capsys.readouterr().err.startswith("错误：")


@pytest.mark.parametrize("words", [["structure", "no.txt"], ["find", "裁谈会", "--tmx", "no.tmx"]])
def test_the_earlier_name_of_an_option_is_understood_and_the_new_one_is_said(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--lang", "zh"]) == 2
    assert capsys.readouterr().err.startswith("--lang is called --text-lang now\nerror: ")


@pytest.mark.parametrize(
    ("lang", "count", "said"),
    [
        ("en", 1, ["1 unit", "1 unit, once"]),
        ("en", 2000, ["2,000 units", "2,000 units, 2,000 times"]),
        ("zh-Hans", 1, ["1 个单元", "1 个单元、1 次"]),
        ("zh-Hans", 2000, ["2,000 个单元", "2,000 个单元、2,000 次"]),
    ],
)
def test_one_of_a_thing_is_not_a_plural(lang: str, count: int, said: list[str]) -> None:
    units = say_units(count)
    assert [translate(units, lang), translate(say_list([units, say_times(count)]), lang)] == said


def test_what_a_command_sums_up_is_said_in_chinese(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(project), "--lang", "zh"]) == DONE
    captured = capsys.readouterr()
    assert [line.split()[0] for line in captured.out.splitlines()] == ["读取", "对齐", "检查", "写入"]
    assert captured.err.startswith("下一步：用浏览器打开 ")


def test_no_word_after_the_mark_is_an_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["demo", "--", "--lang=zh"]) == 0
    assert "next: " in capsys.readouterr().err


def test_without_a_wish_the_locale_is_spoken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert main(["align", "nothing.txt", "nowhere.txt"]) == 2
    assert capsys.readouterr().err.splitlines()[:2] == ["错误： nothing.txt：没有此文件", "建议： 请检查名称和文件夹"]


def test_the_language_of_a_text_is_not_the_language_spoken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("委员会审议了报告。\n", encoding="utf-8")
    assert main(["structure", "--text-lang", "zh", str(tmp_path / "nothing.txt")]) == 2
    assert capsys.readouterr().err.startswith("error: ")


@pytest.mark.skipif(os.name != "posix", reason="arguments are bytes on POSIX alone")
def test_chinese_words_are_understood_in_the_locale_c(tmp_path: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    (tmp_path / "词.tsv").write_text("concept\tlang\tterm\nc1\tzh\t核查\nc1\ten\tverification\n", encoding="utf-8")
    command = [sys.executable, "-m", "cdalign", "lookup", "核查", "--terms", "词.tsv"]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "verification" in done.stdout.decode()


@pytest.mark.skipif(os.name != "posix", reason="arguments are bytes on POSIX alone")
@pytest.mark.parametrize(
    "call", [[b"structure", b"\xd6\xd0.txt"], [b"build", b"\xd6\xd0"], [b"tm", b"stats", b"\xd6\xd0"]]
)
def test_bytes_that_are_not_utf8_are_refused_in_words(tmp_path: Path, call: list[bytes]) -> None:
    command = [os.fsencode(sys.executable), b"-m", b"cdalign", *call]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(b"error: ")
    assert b"Traceback" not in done.stderr
