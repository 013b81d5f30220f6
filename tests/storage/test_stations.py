"""Programs at work on one database borrow different numbers and give them back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, Engine

from desktop_oms.domain.errors import OmsError
from desktop_oms.storage import stations
from desktop_oms.storage.engine import write
from desktop_oms.storage.tables.house import key_numbers
from tests.storage.orders import NOW


def now() -> int:
    return NOW


def a_day_later() -> int:
    return NOW + stations.LEASE_MS + 1


def test_programs_that_start_at_once_get_different_numbers(engine: Engine) -> None:
    stations.release(engine, stations.claim(engine, now))
    with ThreadPoolExecutor(4) as pool:
        held = list(pool.map(lambda _: stations.claim(engine, now), range(8)))
    assert len({one.number for one in held}) == 8
    assert len({one.keys() for one in held}) == 8


def test_a_number_given_back_is_lent_again_and_its_keys_go_on(engine: Engine) -> None:
    first = stations.claim(engine, a_day_later)
    last = first.keys()
    stations.release(engine, first)
    second = stations.claim(engine, now)
    assert second.number == first.number
    assert second.keys() > last


def test_the_number_of_a_program_that_died_comes_back_after_a_day(engine: Engine) -> None:
    dead = stations.claim(engine, now)
    assert stations.claim(engine, now).number != dead.number
    assert stations.claim(engine, a_day_later).number == dead.number
    assert not stations.renew(engine, dead, now)


def test_a_renewed_number_stays_lent(engine: Engine) -> None:
    held = stations.claim(engine, now)
    assert stations.renew(engine, held, a_day_later)
    assert stations.claim(engine, a_day_later).number != held.number


def test_when_all_numbers_are_lent_the_program_says_so(engine: Engine) -> None:
    def lend_all(connection: Connection) -> None:
        rows = [{"number": at, "owner": "x", "held_until": NOW + 1, "last_ms": 0} for at in range(1024)]
        connection.execute(key_numbers.insert(), rows)

    write(engine, lend_all)
    with pytest.raises(OmsError) as caught:
        stations.claim(engine, now)
    assert caught.value.code == "database_no_number"


def test_a_program_knows_whether_another_one_is_at_work(engine: Engine) -> None:
    mine = stations.claim(engine, lambda: NOW)
    assert stations.alone(engine, mine, NOW)
    other = stations.claim(engine, lambda: NOW)
    assert not stations.alone(engine, mine, NOW)
    stations.release(engine, other)
    assert stations.alone(engine, mine, NOW)
