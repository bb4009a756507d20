from collections.abc import Callable

from cdalign.memory.kept_values import KeptValues


def test_what_has_room_is_made_once_and_the_rest_each_time() -> None:
    made: list[str] = []

    def make(text: str) -> Callable[[], str]:
        return lambda: made.append(text) or text  # type: ignore[func-returns-value]

    shelf = KeptValues[str](5)
    for _ in range(2):
        assert [shelf.get(text, make(text), len) for text in ("abc", "defg", "hi")] == ["abc", "defg", "hi"]
    assert made == ["abc", "defg", "hi", "defg"]


def test_what_is_forgotten_leaves_room() -> None:
    shelf = KeptValues[str](3)
    assert shelf.get("a", lambda: "abc", len) == "abc"
    assert shelf.get("b", lambda: "def", len) == "def"
    shelf.keep_only({"b"})
    assert shelf.get("b", lambda: "ghi", len) == "ghi"
    assert shelf.get("b", lambda: "jkl", len) == "ghi"
    assert shelf.get("a", lambda: "mno", len) == "mno"
