"""The search finds what a look at every text would find, and the likeliest order first."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, select

from desktop_oms.domain.search_text import needle, searchable, values
from desktop_oms.storage import order_rows, search, search_index
from desktop_oms.storage.engine import is_sqlite
from desktop_oms.storage.tables.order import orders
from desktop_oms.storage.tables.search import order_search
from desktop_oms.storage.tables.sending import parcels

EVERYTHING = 1_000_000
ENOUGH = 1_500  # hits of one needle; a plain letter stands in nearly all orders


def texts(conn: Connection) -> dict[int, str]:
    """Every order's text."""
    return dict(conn.execute(select(order_search.c.order_id, order_search.c.text)).all())


def needles(known: list[str], count: int, seed: int) -> Iterator[str]:
    """Scraps of texts as people type them, some with a slip in them."""
    chance = random.Random(seed)
    for turn in range(count):
        text = chance.choice(known)
        length = chance.choice((1, 1, 2, 2, 2, 3, 4, 4, 6, 9, 14))
        at = chance.randrange(len(text) - length)
        scrap = text[at : at + length]
        if turn % 7 == 0:
            scrap = "".join(chance.sample(scrap, len(scrap)))
        if turn % 5 == 0:
            scrap = scrap.upper()
        yield scrap


def hits_of(conn: Connection, typed: str) -> list[int]:
    return search.find_ids(conn, typed, limit=EVERYTHING)


def test_the_hits_are_those_of_a_full_scan(filled: Connection) -> None:
    known = texts(filled)
    for typed in needles(list(known.values()), 300, seed=7):
        wanted = needle(typed)
        expected = {key for key, text in known.items() if wanted and wanted in text}
        found = search.find_ids(filled, typed, limit=ENOUGH)
        assert len(found) == len(set(found)) == min(ENOUGH, len(expected)), typed
        assert set(found) <= expected, typed


def one_order(conn: Connection) -> tuple[int, str]:
    """The newest order that has left the house: its key and its text."""
    sent = conn.execute(select(parcels.c.order_id).where(parcels.c.waybill.is_not(None)).order_by(parcels.c.id.desc()))
    key: int = sent.scalars().first() or 0
    return key, texts(conn)[key]


@pytest.mark.parametrize("field", ["number", "external", "waybill"])
def test_a_whole_number_finds_its_order_first(filled: Connection, field: str) -> None:
    key, text = one_order(filled)
    typed = values(text, field)[0]
    assert search.find_ids(filled, typed)[0] == key
    assert search.find_ids(filled, f"  {typed.upper()}　")[0] == key
    assert search.find_ids(filled, typed, field=field) == [key]


def test_the_end_of_a_phone_finds_those_phones_before_other_numbers(filled: Connection) -> None:
    _, text = one_order(filled)
    tail = values(text, "phone")[-1][-4:]
    ends = {key for key, text in texts(filled).items() if any(v.endswith(tail) for v in values(text, "phone"))}
    assert set(search.find_ids(filled, tail, limit=len(ends))) == ends


def test_the_start_of_a_number_finds_those_numbers_before_others(filled: Connection) -> None:
    number = values(one_order(filled)[1], "number")[0]
    assert all(row.number.startswith(number[:5].upper()) for row in search.find(filled, number[:5], limit=50))


def test_two_characters_of_a_name_are_enough(filled: Connection) -> None:
    name = next(row.ship_name for row in search.find(filled, "上海市", limit=200) if len(row.ship_name) == 3)
    found = search.find(filled, name[:2], field="name", limit=EVERYTHING)
    assert found
    assert all(name[:2] in row.ship_name for row in found)


def test_without_a_likelier_one_the_newest_come_first(filled: Connection) -> None:
    found = [row.created_at for row in search.find(filled, "上海市")]
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize("wanted", ["市", "上海市", "0", "138"])
def test_all_hits_are_drawn_newest_first_whatever_time_lies_between(filled: Connection, wanted: str) -> None:
    expected = sorted((key for key, text in texts(filled).items() if wanted in text), reverse=True)
    assert len({key >> search_index.SPAN_BITS for key in expected}) > 1
    found = list(search.newest_ids(filled, wanted))
    assert sorted(found, reverse=True) == expected
    assert is_sqlite(filled) or found == expected  # SQLite knows them by when they came, and these came the other way


def test_nothing_typed_finds_nothing(filled: Connection) -> None:
    for typed in ("", "   ", "　", "\x00", "\x1f\x1e"):
        assert search.find(filled, typed) == []
    assert search.find_ids(filled, "上海市", limit=0) == []


def test_what_stands_nowhere_finds_nothing(filled: Connection) -> None:
    for typed in ("龘龘", "zzqzz", "9999999999999999", "\ud800", "张" * 500, "🦄"):
        assert search.find(filled, typed) == []


@pytest.mark.parametrize("typed", ["%", "_", '"', "'", "*", '" OR "1', "a AND b", "NEAR(a b)", "{}", "\\", "^a", "-"])
def test_signs_of_query_languages_are_only_text(filled: Connection, typed: str) -> None:
    known = texts(filled)
    assert set(hits_of(filled, typed)) == {key for key, text in known.items() if needle(typed) in text}


def test_a_pasted_list_finds_each_number_and_names_the_unknown(filled: Connection) -> None:
    rows = filled.execute(select(orders.c.number, orders.c.external_no).limit(3)).all()
    pasted = [rows[2][0], f" {rows[0][1]} ", "A-nobody", rows[1][0], "", rows[2][0]]
    found = search.find_listed(filled, pasted)
    assert [row.number for row in found.rows] == [rows[2][0], rows[0][0], rows[1][0]]
    assert found.unknown == ["A-nobody"]
    assert search.find_listed(filled, []) == search.Listed([], [])


def test_a_changed_order_is_found_by_its_new_words_only(filled: Connection) -> None:
    key, _ = one_order(filled)
    order = order_rows.load(filled, key)
    order.ship_name, order.ship_street = "上官婉儿", "蓬莱仙境9号"
    search_index.put(filled, [order])
    assert search.find_ids(filled, "上官婉") == [key]
    assert search.find_ids(filled, "蓬莱仙境") == [key]
    order.ship_name = "诸葛孔明"
    search_index.put(filled, [order])
    search_index.put(filled, [order])
    assert search.find_ids(filled, "上官") == []
    assert search.find_ids(filled, "诸葛孔") == [key]
    assert texts(filled)[key] == searchable(order)


def test_a_new_order_is_found_at_once(filled: Connection) -> None:
    key, _ = one_order(filled)
    order = order_rows.load(filled, key)
    order.id, order.number = key + 1, "Z9000001"
    search_index.put(filled, [order])
    assert search_index.put(filled, []) is None
    assert hits_of(filled, "z9000001") == [key + 1]


def test_the_index_can_be_made_again_from_the_orders(small: Connection) -> None:
    before = texts(small)
    wanted = hits_of(small, "请")
    assert search_index.rebuild(small) == len(before)
    assert texts(small) == before
    assert hits_of(small, "请") == wanted
