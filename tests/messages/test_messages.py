"""A message is English that knows its template and values; the catalogue says it in Chinese."""

import json
import pickle

import pytest

from cdalign.errors import ConflictError, ReadError
from cdalign.messages import (
    Message,
    accepted_language,
    interface_language,
    say,
    say_either,
    say_list,
    translate,
)

CHINESE = "zh-Hans"


def test_a_message_is_english_and_keeps_what_it_is_made_of() -> None:
    said = say("{word} is not in the dictionary", word="haff")
    assert said == "haff is not in the dictionary"
    assert (said.template, said.values) == ("{word} is not in the dictionary", {"word": "haff"})
    assert json.dumps(said) == '"haff is not in the dictionary"'


def test_it_is_said_in_chinese_with_its_values() -> None:
    assert translate(say("{word} is not in the dictionary", word="haff"), CHINESE) == "词典中没有 haff"
    assert translate(say("{word} is not in the dictionary", word="haff"), "en") == "haff is not in the dictionary"


def test_values_that_are_messages_are_translated_too() -> None:
    inner = say("translation", context="side")
    assert translate(say("the {where} is empty", where=inner), CHINESE) == "译文为空"
    assert str(say("the {where} is empty", where=inner)) == "the translation is empty"


def test_what_the_catalogue_lacks_stays_english() -> None:
    assert translate(say("nobody says {this}", this="that"), CHINESE) == "nobody says that"
    assert translate("nobody says this", CHINESE) == "nobody says this"
    assert translate("", CHINESE) == ""


def test_a_list_has_the_marks_of_its_language() -> None:
    said = say_list([say("Chinese"), say("English")])
    assert said == "Chinese, English"
    assert translate(said, CHINESE) == "中文、英文"


@pytest.mark.parametrize(("count", "wanted"), [(1, "1 finding: x"), (2, "2 findings: x"), (0, "0 findings: x")])
def test_english_has_a_plural(count: int, wanted: str) -> None:
    assert say_either("{count} finding: {counts}", "{count} findings: {counts}", count, counts="x") == wanted


@pytest.mark.parametrize(
    "message",
    [
        say("{place}: {message}", place="a", message=say("is empty")),
        say_list(["a", say("English")]),
        Message("plain {"),
    ],
)
def test_messages_pass_between_processes(message: Message) -> None:
    again = pickle.loads(pickle.dumps(message))
    assert again == message
    assert translate(again, CHINESE) == translate(message, CHINESE)


def test_an_error_keeps_its_code_and_values_between_processes() -> None:
    error = ReadError(say("is not JSON ({reason})", reason="x"), path="a.json", advice="try again", code="file.kind")
    again = pickle.loads(pickle.dumps(error))
    assert (again.code, again.message.values, again.place) == ("file.kind", {"reason": "x"}, error.place)
    assert str(again) == "a.json: is not JSON (x)"
    assert translate(again.told, CHINESE) == "a.json：不是 JSON（x）"
    assert translate(again.advice, CHINESE) == "请重试"


def test_an_error_without_a_code_is_called_as_its_class() -> None:
    assert ConflictError("this text was changed in another window").code == "conflict"


@pytest.mark.parametrize(
    ("wish", "wanted"),
    [
        ("zh", CHINESE),
        ("zh_CN.UTF-8", CHINESE),
        ("ZH-tw", CHINESE),
        ("en_GB", "en"),
        ("fr:zh:en", CHINESE),
        ("C", "en"),
    ],
)
def test_the_language_of_a_wish(wish: str, wanted: str) -> None:
    assert interface_language(wish) == wanted


def test_without_a_wish_the_locale_says_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert interface_language() == "en"
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert interface_language() == CHINESE
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert interface_language() == "en"


@pytest.mark.parametrize(
    ("chosen", "accepted", "wanted"),
    [("", "fr-FR, zh-TW;q=0.5", CHINESE), ("xx", "", "en"), ("en", "zh-CN", "en"), ("", "en-GB,zh", "en")],
)
def test_a_browser_says_what_its_user_reads(chosen: str, accepted: str, wanted: str) -> None:
    assert accepted_language(chosen, accepted) == wanted
