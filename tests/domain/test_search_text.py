"""What is compared when somebody searches, and the pieces the index keeps."""

from __future__ import annotations

import pytest

from desktop_oms.domain.entities import Case, OrderLine, Parcel
from desktop_oms.domain.order import Order
from desktop_oms.domain.search_text import (
    FIELDS,
    LONGEST,
    closeness,
    grams,
    needle,
    normalise,
    pieces_of,
    searchable,
    values,
)


def order(**facts: object) -> Order:
    made = Order(1, 1, 1, "A100001", "CNY", "paid", external_no="TB-77", **facts)  # type: ignore[arg-type]
    made.lines = [OrderLine(2, 1, "sale", 1, sku_code="TEE-XL"), OrderLine(3, 2, "sale", 1, sku_code="TEE-XL")]
    return made


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("  Ab12 ", "ab12"),
        ("ＡＢＣ１２３", "abc123"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("㈱", "(株)"),
        ("　张伟　", "张伟"),
        ("\x00\x1f\x1e", ""),
        ("\ud800", "\ufffd"),
        ("", ""),
    ],
)
def test_what_is_typed_is_made_comparable(typed: str, wanted: str) -> None:
    assert needle(typed) == wanted


def test_normal_form_is_casefold_of_nfkc() -> None:
    assert normalise("ﬁＡ") == "fia"


def test_an_orders_text_holds_every_field_people_search_for() -> None:
    made = order(
        ship_name="张伟",
        buyer="tb_9",
        ship_phone="+86 138-0013-8000",
        ship_province="广东省",
        ship_city="深圳市",
        ship_street="科技路1号",
        buyer_note="请尽快\x1f发货",
        seller_note="老客",
        packing_note="轻放",
    )
    made.parcels = [Parcel(4, 1, "labelled", waybill="SF123")]
    made.cases = [Case(5, 1, "return_refund", "awaiting_return", return_waybill="YT9")]
    text = searchable(made)
    assert {field: values(text, field) for field in FIELDS} == {
        "number": ["a100001"],
        "external": ["tb-77"],
        "waybill": ["sf123", "yt9"],
        "phone": ["+86 138-0013-8000", "8613800138000"],
        "name": ["张伟", "tb_9"],
        "address": ["广东省深圳市科技路1号"],
        "sku": ["tee-xl"],
        "note": ["请尽快 发货", "老客", "轻放"],
    }


def test_western_address_parts_stand_apart() -> None:
    text = searchable(order(ship_province="Texas", ship_city="Austin", ship_street="1 Elm St"))
    assert values(text, "address") == ["texas austin 1 elm st"]


def test_a_very_long_note_is_searchable_at_its_beginning() -> None:
    assert len(searchable(order(buyer_note="长" * 10_000_000))) < LONGEST + 100


def test_a_part_of_a_text_has_only_pieces_of_the_text() -> None:
    text = searchable(order(ship_name="欧阳娜娜", ship_phone="13800138000", buyer_note="Tom & Jerry's 50% off"))
    for length in (1, 2, 3, 5, 8):
        for at in range(len(text) - length):
            part = text[at : at + length]
            if not set(part) & {"\x1e", "\x1f"}:
                assert pieces_of(part) <= pieces_of(text), part


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("7", set()),
        ("138", set()),
        ("a", set()),
        ("", set()),
        ("张", {"张"}),
        ("张伟", {"张", "伟", "张伟"}),
        ("ab", {"ab"}),
        ("a7", {"a7"}),
        ("13800", {"1380", "3800"}),
        ("a-1\x1fb", {"a-", "-1", "-"}),
    ],
)
def test_the_pieces_of_a_text(text: str, pieces: set[str]) -> None:
    assert pieces_of(text) == pieces


def test_grams_are_the_same_in_every_program() -> None:
    """CRC-32 of the piece: databases keep it, and other programs read them."""
    assert grams(["ab", "1380", "张"]) == (-1635563411, 2126026566, -825325307)
    assert grams([]) == ()


def test_the_likelier_order_is_nearer() -> None:
    text = searchable(order(ship_name="张伟", ship_phone="13800138000"))
    assert closeness(text, "a100001") == 0
    assert closeness(text, "tb-77") == 1
    assert closeness(text, "a1000") == 2
    assert closeness(text, "8000") == 3
    assert closeness(text, "张伟") == 4
    assert closeness(text, "0013") == 5
