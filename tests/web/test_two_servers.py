"""Two servers on one database give the same answers, those of a file too, also after a third program has written."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from web_projects import serving

from cdalign.memory import open_memory
from cdalign.model import TranslationUnit

PAIRS = (
    (
        "委员会重申彻底消除核武器的目标。",
        "The Committee reaffirms the goal of the total elimination of nuclear weapons.",
    ),
    ("会议讨论了彻底消除核武器的问题。", "The meeting discussed the total elimination of nuclear weapons."),
    ("各国代表团支持第 71/67 号决议。", "Delegations supported resolution 71/67."),
    ("秘书处应于 2019 年 3 月 4 日分发报告。", "The secretariat should circulate the report on 4 March 2019."),
)
NEW = "主席说，委员会重申彻底消除核武器的目标没有改变。\n秘书处应于 2020 年 5 月 6 日分发报告草案。"
ADDRESSES = (
    "/api/matches?text=委员会重申消除核武器的目标。&source=zh",
    "/api/matches?text=Delegations supported resolution 71/68.&source=en",
    "/api/matches?text=各国代表团支持第 71/67 号决议。&source=zh&threshold=100",
    "/api/concordance?q=彻底消除核武器&count=true",
    "/api/concordance?q=eliminat*",
    "/api/concordance?q=，委，",
    "/api/bitext?document=CD/1",
    "/tmserver/zh/en/unit/会议讨论了核武器的问题。",
)
TEXTS = ("/api/discovery", "/api/fragments")


def units_of(document: str) -> list[TranslationUnit]:
    return [
        TranslationUnit(*pair, "zh-Hans", "en", id=f"{document}#{at}", props=(("x-document", document),))
        for at, pair in enumerate(PAIRS)
    ]


@pytest.fixture
def addresses(database: str, tmp_path: Path) -> Iterator[list[str]]:
    """Two servers on a database and one on a file, with the same units in them."""
    places: tuple[str | Path, str | Path] = (database, tmp_path / "un.cdtm")
    for place in places:
        with open_memory(place) as memory:
            memory.add(units_of("CD/1")[:3])
    with ExitStack() as stack:
        served = (places[0], places[0], places[1])
        yield [
            stack.enter_context(serving(None, tmp_path / f"uploads{number}", memory=place))
            for number, place in enumerate(served)
        ]


def ask(address: str) -> list[Any]:
    with httpx.Client(base_url=address, timeout=None) as client:
        answers = [client.get(asked) for asked in ADDRESSES]
        answers += [client.post(asked, json={"text": NEW, "exclude": out}) for asked in TEXTS for out in ([], ["CD/1"])]
    assert {answer.status_code for answer in answers} == {200}
    return [answer.json() for answer in answers]


def test_two_servers_and_a_file_answer_alike(addresses: list[str], database: str, tmp_path: Path) -> None:
    first, second, file = map(ask, addresses)
    assert first == second == file
    matches, *_, fragments, _ = first
    assert matches["matches"][0]["score"] >= 70
    assert fragments["fragments"][0]["hits"][0]["targetSpans"]
    for place in (database, tmp_path / "un.cdtm"):
        with open_memory(place) as memory:
            memory.add(units_of("CD/2"))
    written, second, file = map(ask, addresses)
    assert written == second == file
    assert written != first
    assert {one["document"] for one in written[-4]["documents"]} == {"CD/1", "CD/2"}
