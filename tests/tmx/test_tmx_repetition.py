from hypothesis import given
from hypothesis import strategies as st

from cdalign.tmx.repetition import SeenKeys


@given(st.lists(st.integers(-(2**63), 2**63 - 1) | st.integers(2, 9).map(lambda n: n << 12)))
def test_it_is_a_set(keys: list[int]) -> None:
    seen, known = SeenKeys(), set()
    for key in (key or 1 for key in keys):
        assert seen.add(key) == (key not in known)
        known.add(key)


def test_it_grows() -> None:
    seen = SeenKeys()
    assert all(seen.add(key * 4096) for key in range(1, 3000))
    assert not any(seen.add(key * 4096) for key in range(1, 3000))
