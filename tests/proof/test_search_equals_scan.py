"""Ten thousand scraps of the texts of 20,000 orders are found exactly as by a look at every text, on both databases."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from desktop_oms.domain.search_text import needle
from desktop_oms.storage import search
from desktop_oms.storage.engine import close_engine, open_engine
from desktop_oms.storage.tables import order_search
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


def scraps(texts: list[str]) -> Iterator[str]:
    """Pieces of texts as people type them: short and long, upper case, with characters out of order."""
    chance = random.Random(20_000)
    for turn in range(SCRAPS):
        text = chance.choice(texts)
        length = chance.choice((1, 2, 2, 2, 3, 3, 4, 5, 7, 11, 16))
        at = chance.randrange(len(text) - length)
        scrap = text[at : at + length]
        if turn % 6 == 0:
            scrap = "".join(chance.sample(scrap, len(scrap)))
        yield scrap.upper() if turn % 4 == 0 else scrap


@pytest.mark.timeout(1800)
def test_every_scrap_is_found_as_by_a_full_scan(shop: Connection) -> None:
    known = dict(shop.execute(select(order_search.c.order_id, order_search.c.text)).all())
    shop.rollback()
    whole = "\n".join(known.values())
    for typed in scraps(list(known.values())):
        wanted = needle(typed)
        found = search.find_ids(shop, typed, limit=ENOUGH)
        holding = whole.count(wanted) if wanted else 0
        expected = {key for key, text in known.items() if wanted in text} if holding else set()
        assert len(found) == len(set(found)) == min(ENOUGH, len(expected)), typed
        assert set(found) <= expected, typed
