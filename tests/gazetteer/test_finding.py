"""Names of the world in both languages: the longest, whole words, none inside another."""

import pytest

from cdalign.gazetteer import find_names
from cdalign.gazetteer.known_names import countries_of_places, names_in


@pytest.mark.parametrize(
    ("text", "lang", "things"),
    [
        ("白俄罗斯和俄罗斯", "zh", ["country:BY", "country:RU"]),
        ("刚果民主共和国", "zh", ["country:CD"]),
        ("巴布亚新几内亚", "zh", ["country:PG"]),
        ("宪法国家", "zh", []),
        ("联合国环境规划署", "zh", ["bodies:unep"]),
        ("the Republic of the Congo", "en", ["country:CG"]),
        ("Equatorial Guinea and Guinea", "en", ["country:GQ", "country:GN"]),
        ("Algerians and Belarusians", "en", ["country:DZ", "country:BY"]),
        ("the Malian's Omani friend", "en", ["country:ML", "country:OM"]),
        ("Nigerian", "en", ["country:NG"]),
        # What may begin a person's name only answers.
        ("西德尼·波拉克", "zh", []),
        ("法国让·莫内", "zh", ["country:FR"]),
    ],
)
def test_names_are_found_whole_and_the_longest(text: str, lang: str, things: list[str]) -> None:
    found = [name for name in find_names(text, lang) if not name.is_weak]
    assert [min(name.things) for name in found] == things


def test_a_name_stands_where_it_is_printed() -> None:
    text = "我 在 法国 工作"
    (name,) = find_names(text, "zh")
    assert text[name.start : name.stop] == "法国"


def test_one_name_may_stand_for_several_things() -> None:
    (name,) = find_names("Congolese", "en")
    assert name.things == {"country:CD", "country:CG"}


def test_every_thing_has_a_name_in_both_languages() -> None:
    chinese, english = ({thing for things, _ in names_in(lang).values() for thing in things} for lang in ("zh", "en"))
    assert chinese == english


def test_a_place_stands_for_a_country_that_is_known() -> None:
    countries = {thing for things, _ in names_in("en").values() for thing in things}
    assert set(countries_of_places().values()) <= countries
