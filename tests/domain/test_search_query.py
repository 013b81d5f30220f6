"""A line in the search box is read as it is meant, half typed or whole, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from desktop_oms.domain import search_query
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.search_query import All, Between, During, Either, Holds, Not, OneOf, Query, Vocabulary
from desktop_oms.words.search import MEANINGS

ZONE = ZoneInfo("Asia/Shanghai")
NOW = int(datetime(2026, 11, 27, 20, tzinfo=UTC).timestamp() * 1000)  # already the 28th in Shanghai
WORDS = Vocabulary(
    {name: name for name in ("status", "note", "name", "total", "placed", "paid", "badge")}
    | {"状态": "status", "金额": "total", "下单": "placed"},
    {
        "status": {"paid": "paid", "已付款": "paid", "partly": "partly", "confirmed": "confirmed"},
        "badge": {"urgent": "urgent", "加急": "urgent"},
    },
    MEANINGS,
)
PAID, GIFT, LEI = OneOf("status", frozenset({"paid"})), Holds("note", "gift"), Holds("", "lei")


def read(typed: str) -> Query:
    return search_query.parse(typed, WORDS, NOW, ZONE)


def day(year: int, month: int, number: int) -> int:
    return int(datetime(year, month, number, tzinfo=ZONE).timestamp() * 1000)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("status:paid", PAID),
        ("状态：已付款", PAID),
        ("status:PAID lei", All((PAID, LEI))),
        ("status:paid and LEI", All((PAID, LEI))),
        ("status:paid 且 note:gift 或 lei", Either((All((PAID, GIFT)), LEI))),
        ("status:paid or note:gift lei", Either((PAID, All((GIFT, LEI))))),
        ("(status:paid or note:gift) lei", All((Either((PAID, GIFT)), LEI))),
        ("（status:paid 或 note:gift） not lei", All((Either((PAID, GIFT)), Not(LEI)))),
        ("not not status:paid", PAID),
        ("not (status:paid lei)", Not(All((PAID, LEI)))),
        ('note:"big gift" lei', All((Holds("note", "big gift"), LEI))),
        ('status:paid "or"', All((PAID, Holds("", "or")))),
        ("status:paid,confirmed", OneOf("status", frozenset({"paid", "confirmed"}))),
        ("status:pa", OneOf("status", frozenset({"paid", "partly"}))),
        ("badge:加急", OneOf("badge", frozenset({"urgent"}))),
    ],
)
def test_terms_are_joined_as_they_are_said(typed: str, meant: Query) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "status:paid (",
        "status:paid )",
        "status:paid and",
        "status:paid or",
        "status:paid not",
        "status:paid note:",
        "(status:paid",
        "((status:paid",
        "status:paid ()",
        "or status:paid",
        'status:paid "',
        "note: status:paid",
    ],
)
def test_what_is_half_typed_is_left_out(typed: str) -> None:
    assert read(typed) == PAID


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("total:100..200", "100", "200"),
        ("金额：99.50..", "99.50", None),
        ("total:..5", None, "5"),
        ("total:>100", "100", None),
        ("total:<=7", None, "7"),
        ("total:35", "35", "35"),
    ],
)
def test_an_amount_has_bounds(typed: str, low: str | None, high: str | None) -> None:
    assert read(typed) == Between("total", Decimal(low) if low else None, Decimal(high) if high else None)


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("placed:2026-11-01..", (2026, 11, 1), None),
        ("placed:2026-11-01..2026-11-03", (2026, 11, 1), (2026, 11, 4)),
        ("placed:2026-02", (2026, 2, 1), (2026, 3, 1)),
        ("placed:2026-12", (2026, 12, 1), (2027, 1, 1)),
        ("placed:..yesterday", None, (2026, 11, 28)),
        ("placed:>=2026/11/9", (2026, 11, 9), None),
        ("placed:today", (2026, 11, 28), (2026, 11, 29)),
        ("下单：今天", (2026, 11, 28), (2026, 11, 29)),
        ("下单:昨天", (2026, 11, 27), (2026, 11, 28)),
        ("placed:Last 7 Days", (2026, 11, 22), (2026, 11, 29)),
        ("placed:最近7天", (2026, 11, 22), (2026, 11, 29)),
        ("placed:this week", (2026, 11, 23), (2026, 11, 30)),
        ("placed:last month", (2026, 10, 1), (2026, 11, 1)),
        ("placed:本月", (2026, 11, 1), (2026, 12, 1)),
    ],
)
def test_days_are_those_of_the_shops_clock(
    typed: str, start: tuple[int, int, int] | None, end: tuple[int, int, int] | None
) -> None:
    assert read(typed) == During("placed", day(*start) if start else None, day(*end) if end else None)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("status:dancing", "search_value_unknown"),
        ("total:much", "search_not_a_number"),
        ("total:1..x", "search_not_a_number"),
        ("total:nan", "search_not_a_number"),
        ("placed:someday", "search_not_a_day"),
        ("placed:2026-02-30", "search_not_a_day"),
        ("placed:last 9999999 days", "search_not_a_day"),
        ("status:paid " + "x " * 300, "search_too_long"),
    ],
)
def test_what_cannot_be_meant_is_refused(typed: str, code: str) -> None:
    with pytest.raises(OmsError) as refused:
        read(typed)
    assert refused.value.code == code


def test_only_a_known_field_makes_a_query() -> None:
    assert search_query.is_query("a status:paid", WORDS)
    assert not search_query.is_query("weather:fine and (Tom or Jerry)", WORDS)
    assert not search_query.is_query('"status:paid"', WORDS)
    assert search_query.lone_field("name:Li Lei", WORDS) == ("name", "Li Lei")
    assert search_query.lone_field("name:Li or Lei", WORDS) is None
    assert search_query.lone_field("name:Li status:paid", WORDS) is None


def test_brackets_without_end_are_read_without_trouble() -> None:
    assert read("(" * 150 + "status:paid") == PAID
