"""What single cells say, and which are refused."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from desktop_oms.gateways.files import cells
from desktop_oms.gateways.files.cells import Fault

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("\t6917926768823600", "6917926768823600"),
        ('="3906571234567890123"', "3906571234567890123"),
        ("'518057", "518057"),
        ("'", ""),
        ("''", ""),
        ('\'="12"', "12"),
        ('="say ""hi"""', 'say "hi"'),
        (" \u00a0\u3000\ufeff张三\u200b ", "张三"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("=1+1", "=1+1"),
        ('="', '="'),
    ],
)
def test_what_keeps_spreadsheets_quiet_comes_off_and_the_rest_stays(cell: str, text: str) -> None:
    assert cells.clean(cell) == text


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("59.90", "CNY", 5990),
        ("59.9", "CNY", 5990),
        ("0", "CNY", 0),
        ("59.9000", "CNY", 5990),
        ("¥1,234.50", "CNY", 123450),
        ("￥12", "CNY", 1200),
        ("１２.５０", "CNY", 1250),
        ("12.5元", "CNY", 1250),
        ("CNY 12.00", "CNY", 1200),
        ("12.00 USD", "USD", 1200),
        ("$1,234,567.89", "USD", 123456789),
        ("12,50", "EUR", 1250),
        (".5", "EUR", 50),
        ("1200", "JPY", 1200),
        ("1,200.00", "JPY", 1200),
        ("1.234", "KWD", 1234),
        ("-0.00", "CNY", 0),
    ],
)
def test_money_becomes_minor_units_of_its_currency(text: str, currency: str, minor: int) -> None:
    assert cells.money(text, currency) == minor


@pytest.mark.parametrize(
    ("text", "currency", "code"),
    [
        ("2l8.00", "CNY", "row_money_unreadable"),
        ("free", "CNY", "row_money_unreadable"),
        ("1,23", "JPY", "row_money_unreadable"),
        ("1e3", "CNY", "row_money_unreadable"),
        ("9" * 20, "CNY", "row_money_unreadable"),
        ("5²", "CNY", "row_money_unreadable"),
        ("1" + " " * 100_000 + "x", "CNY", "row_money_unreadable"),
        ("59.905", "CNY", "row_money_decimals"),
        ("1200.5", "JPY", "row_money_decimals"),
        ("-1", "CNY", "row_money_negative"),
        ("USD 12", "CNY", "row_currency_differs"),
    ],
)
def test_what_is_not_money_is_refused_with_the_reason(text: str, currency: str, code: str) -> None:
    with pytest.raises(Fault) as fault:
        cells.money(text, currency)
    assert (fault.value.code, fault.value.facts["value"]) == (code, text)


def test_a_unit_price_that_the_shop_divided_is_rounded_half_up() -> None:
    assert cells.money("33.333333", "GBP", rounded=True) == 3333
    assert cells.money("33.335", "GBP", rounded=True) == 3334


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("2.0", 2), ("3.00", 3), ("100000", 100_000)])
def test_pieces_are_whole(text: str, number: int) -> None:
    assert cells.count(text) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0", "row_quantity_too_small"),
        ("-1", "row_quantity_too_small"),
        ("1.5", "row_quantity_not_whole"),
        ("two", "row_quantity_not_whole"),
        ("1,000", "row_quantity_not_whole"),
        ("²", "row_quantity_not_whole"),
        ("-", "row_quantity_not_whole"),
        ("100001", "row_quantity_too_large"),
        ("9" * 5000, "row_quantity_too_large"),
    ],
)
def test_what_is_no_number_of_pieces_is_refused(text: str, code: str) -> None:
    with pytest.raises(Fault) as fault:
        cells.count(text)
    assert fault.value.code == code


def test_a_number_that_excel_rounded_is_refused_and_a_code_that_looks_like_one_is_not() -> None:
    for text in ("3.90657E+18", "3.9e+18", "4E+18"):
        with pytest.raises(Fault) as fault:
            cells.identifier(text)
        assert (fault.value.code, fault.value.facts) == ("row_number_rounded", {"value": text})
    for text in ("3906571234567890123", "1E5", "A+B", "+86 138"):
        assert cells.identifier(text) == text


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-11-20 10:11:12", datetime(2026, 11, 20, 2, 11, 12, tzinfo=UTC)),
        ("2026-11-20 10:11", datetime(2026, 11, 20, 2, 11, tzinfo=UTC)),
        ("2026/11/2 9:05", datetime(2026, 11, 2, 1, 5, tzinfo=UTC)),
        ("2026-11-20", datetime(2026, 11, 19, 16, 0, tzinfo=UTC)),
        ("2026-11-20 10:11:12 +0800", datetime(2026, 11, 20, 2, 11, 12, tzinfo=UTC)),
        ("2026-11-20 10:11:12 -0530", datetime(2026, 11, 20, 15, 41, 12, tzinfo=UTC)),
        ("2026-11-20T02:11:12+00:00", datetime(2026, 11, 20, 2, 11, 12, tzinfo=UTC)),
        ("2026-11-20T02:11:12.345Z", datetime(2026, 11, 20, 2, 11, 12, tzinfo=UTC)),
    ],
)
def test_a_time_counts_in_the_channels_zone_unless_it_names_its_own(text: str, utc: datetime) -> None:
    assert cells.moment(text, SHANGHAI) == int(utc.timestamp()) * 1000


def test_placeholders_for_never_are_no_time() -> None:
    assert cells.moment("0001-01-01 00:00:00", SHANGHAI) is None
    assert cells.moment("0000-00-00 00:00:00", SHANGHAI) is None


@pytest.mark.parametrize("text", ["20/11/2026", "2026-13-01", "yesterday", "2026-11-20 25:00:00", "46346.42"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Fault) as fault:
        cells.moment(text, SHANGHAI)
    assert fault.value.code == "row_time_unreadable"


def test_hidden_writing_directions_are_refused_and_other_controls_dropped() -> None:
    assert cells.plain("line one\r\nline\ttwo\x07") == "line one\nline\ttwo"
    assert cells.plain("𠮷㐂") == "𠮷㐂"
    with pytest.raises(Fault) as fault:
        cells.plain("abc\u202ecba")
    assert fault.value.code == "row_hidden_characters"


def test_state_words_are_compared_without_width_case_and_blanks() -> None:
    assert cells.words_key("买家已付款，等待卖家发货") == cells.words_key("买家已付款, 等待卖家发货 ")
    assert cells.words_key("On Hold") == "onhold"
