"""Keys never repeat and never fall, whatever the clock and the threads do."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest

from desktop_oms.domain.keys import EPOCH_MS, KeyMaker, made_at

NOW = 1_790_000_000_000


def test_keys_grow_with_time_and_tell_it() -> None:
    clock = itertools.count(NOW)
    make = KeyMaker(3, lambda: next(clock))
    keys = [make() for _ in range(100)]
    assert keys == sorted(set(keys))
    assert [made_at(key) for key in keys] == list(range(NOW, NOW + 100))


def test_more_keys_than_a_millisecond_holds_go_on_in_the_next() -> None:
    make = KeyMaker(3, lambda: NOW)
    keys = [make() for _ in range(10_000)]
    assert keys == sorted(set(keys))
    assert made_at(keys[0]) == NOW
    assert made_at(keys[-1]) == NOW + 2


def test_a_clock_that_goes_back_makes_no_key_twice() -> None:
    times = iter([NOW, NOW + 5, NOW - 60_000, NOW, NOW + 5, NOW + 6])
    make = KeyMaker(3, lambda: next(times))
    keys = [make() for _ in range(6)]
    assert keys == sorted(set(keys))


def test_threads_never_get_the_same_key() -> None:
    make = KeyMaker(3, lambda: NOW)
    with ThreadPoolExecutor(8) as pool:
        parts = pool.map(lambda _: [make() for _ in range(2_000)], range(8))
    keys = list(itertools.chain.from_iterable(parts))
    assert len(set(keys)) == 16_000


def test_two_numbers_never_make_the_same_key() -> None:
    first, second = KeyMaker(0, lambda: NOW), KeyMaker(1023, lambda: NOW)
    assert not {first() for _ in range(5_000)} & {second() for _ in range(5_000)}


def test_the_next_holder_of_a_number_starts_after_the_last_key() -> None:
    first = KeyMaker(3, lambda: NOW + 1000)
    last = [first() for _ in range(5_000)][-1]
    assert KeyMaker(3, lambda: NOW, first.last_ms)() > last


def test_keys_are_positive_64_bit_integers_until_2093() -> None:
    make = KeyMaker(1023, lambda: EPOCH_MS + (1 << 41) - 1)
    assert 0 < make() < 1 << 63
    assert KeyMaker(0, lambda: 0)() > 0


@pytest.mark.parametrize("number", [-1, 1024])
def test_a_number_beyond_ten_bits_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="10 bits"):
        KeyMaker(number, lambda: NOW)
