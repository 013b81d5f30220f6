"""Ten thousand scraps of the texts of 20,000 orders are found exactly as by a look at every text, on both databases."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from desktop_oms.domain.search_text import FIELD_END, FIELDS, closeness, needle
from desktop_oms.storage import search
from desktop_oms.storage.engine import close_engine, open_engine
from desktop_oms.storage.tables.search import order_search
from tests.bench.fill import fill
from tests.postgres import PostgresServer

SCRAPS = 10_000
ENOUGH = 300  # of more hits only so many are asked for


@pytest.fixture(params=["sqlite", "postgresql"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connection]:
    """A database with 20,000 orders thought up one by one."""
    url = f"sqlite:///{tmp_path / 'shop.sqlite'}"
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        url = server.create_database("search_proof")
    fill(url, 20_000, seed=9)
    opened = open_engine(url)
    with opened.connect() as connection:
        yield connection
    close_engine(opened)


def scraps(texts: list[str]) -> Iterator[tuple[str, str | None]]:
    """Pieces of texts as people type them: short and long, upper case, with characters out of order, of one field."""
    chance = random.Random(20_000)
    for turn in range(SCRAPS):
        text = chance.choice(texts)
        length = chance.choice((1, 2, 2, 2, 3, 3, 4, 5, 7, 11, 16))
        at = chance.randrange(len(text) - length)
        scrap = text[at : at + length]
        if turn % 6 == 0:
            scrap = "".join(chance.sample(scrap, len(scrap)))
        field = FIELDS[text.count(FIELD_END, 0, at)] if turn % 5 == 0 else None
        yield scrap.upper() if turn % 4 == 0 else scrap, field


def part_of(text: str, field: str | None) -> str:
    """One field of an order's text, or all of it."""
    return text if field is None else text.split(FIELD_END)[FIELDS.index(field)]


class Scan:
    """The texts of all orders one after the other, the newest first: a look at them is a look at every order.

    Each text ends with a mark that nobody can type, so nothing is found across two of them.
    """

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        self._keys, parts = zip(*texts, strict=True)
        self._whole = "".join(f"{part}{FIELD_END}" for part in parts)
        self._starts = [0, *accumulate(len(part) + 1 for part in parts)]

    def hits(self, wanted: str) -> Iterator[int]:
        """The orders that hold a text, the newest first."""
        at = self._whole.find(wanted) if wanted else -1
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            yield self._keys[place]
            at = self._whole.find(wanted, self._starts[place + 1])


@pytest.mark.timeout(1800)
def test_every_scrap_is_found_as_by_a_full_scan(shop: Connection) -> None:
    """All hits in the order of what was likely meant; of more than enough only true ones, and as many as were asked."""
    asked = select(order_search.c.order_id, order_search.c.text).order_by(order_search.c.order_id.desc())
    known: dict[int, str] = dict(shop.execute(asked).all())  # type: ignore[arg-type]
    shop.rollback()
    scans = {field: Scan((key, part_of(text, field)) for key, text in known.items()) for field in (None, *FIELDS)}
    for typed, field in scraps(list(known.values())):
        wanted = needle(typed)
        found = search.find_ids(shop, typed, field=field, limit=ENOUGH)
        expected = list(islice(scans[field].hits(wanted), ENOUGH + 1))
        nearest = sorted(found, key=lambda key: (closeness(known[key], wanted), -key))
        assert found == nearest, (typed, field)
        if len(expected) > ENOUGH:
            assert len(set(found)) == ENOUGH, (typed, field)
            assert all(wanted in part_of(known[key], field) for key in found), (typed, field)
        else:
            assert sorted(found, reverse=True) == expected, (typed, field)
