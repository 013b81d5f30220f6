"""Orders written down on the command line, and what a pasted receiver is understood as."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.shell import Shell

RECEIVER = "林晓雯 13800138000 广东深圳南山区科苑路15号"


def test_a_pasted_receiver_is_told_in_parts(orders: Shell) -> None:
    said = orders.ok(f"address parse '{RECEIVER}'")
    assert "南山区" in said.out
    data = orders.ok("address parse '南山区科苑路15号 林晓雯' --json").data
    assert data["unsure"] == ["phone", "province", "city"]


def test_an_order_is_written_down_paid_and_confirmed(orders: Shell) -> None:
    line = f"entry --channel taobao --receiver '{RECEIVER}' --goods NB-A5:2:18.50 NB-A5:1:gift --discount 1.5"
    data = orders.ok(f"{line} --shipping 6 --pay transfer --txn T-9 --command one --json").data
    assert (data["status"], "payment.capture" in data["events"]) == ("paid", True)
    shown = orders.ok(f"order {data['number']} --json").data
    assert [row["kind"] for row in shown["lines"]] == ["sale", "gift"]
    assert dict(shown["money"])["total"] == 4150
    again = orders.ok(f"{line} --shipping 6 --pay transfer --txn T-9 --command one --json")
    assert again.data["number"] == data["number"]


def test_a_draft_comes_from_a_file(orders: Shell, tmp_path: Path) -> None:
    file = tmp_path / "order.json"
    told = {"channel": "taobao", "receiver": RECEIVER, "goods": ["NB-A5:1:18.50"], "note": "please call"}
    file.write_text(json.dumps(told), encoding="utf-8")
    assert orders.ok(f"entry {file} --draft --json").data["status"] == "draft"


def test_parts_of_a_receiver_are_named_and_the_same_command_answers_with_the_first_order(orders: Shell) -> None:
    line = "entry --channel shopify --receiver 'Max Muster, +49 151 23456789, Hauptstr. 5' --goods NB-A5:2:18.50"
    line += " --address city=Berlin postcode=10115 country=DE --command e1 --pay later"
    first = orders.ok(line)
    assert first.out.endswith(": Awaiting payment. 1 line, ¥37.00 in all.\n")
    assert orders.ok(line.replace("NB-A5:2", "NB-A5:3")).out == first.out
    told = orders.ok(f"order {orders.ok('orders --limit 1 --json').data['orders'][0]['number']} --reveal call").out
    assert "+49 151 23456789" in told
    assert "Berlin" in told
    assert orders.refused(line.replace("city=", "town=")) == "address_part_unknown"


def test_goods_that_no_product_has_the_code_of_are_written_down_with_the_order(orders: Shell) -> None:
    line = (
        f"entry --channel taobao --receiver '{RECEIVER}' --goods HAT-1:1:20 --new 'HAT-1=Sun hat' --command new --json"
    )
    number = orders.ok(line).data["number"]
    assert [row["name"] for row in orders.ok(f"order {number} --json").data["lines"]] == ["Sun hat"]
    assert orders.ok(line).data["number"] == number
    assert orders.refused("entry --channel taobao --goods HAT-2:1:20 --new HAT-2") == "entry_not_read"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("entry --channel taobao --goods NB-A5:x:1", "entry_not_read"),
        ("entry --channel taobao --goods NB-A5", "entry_not_read"),
        ("entry --channel taobao --goods NB-A5:1:1.234", "amount_not_read"),
        ("entry --channel taobao --goods NO-SUCH:1:1", "sku_unknown"),
        ("entry --channel taobao", "order_empty"),
        (f"entry --channel taobao --receiver '{RECEIVER}' --goods NB-A5:1:1 --pay transfer", "txn_missing"),
        ("entry --channel taobao --receiver nobody --goods NB-A5:1:1", "address_part_missing"),
        ("entry no-such-file.json", "file_not_found"),
    ],
)
def test_what_is_no_order_is_refused(orders: Shell, line: str, code: str) -> None:
    before = len(orders.ok("orders --limit 100 --json").data)
    assert orders.refused(line) == code
    assert len(orders.ok("orders --limit 100 --json").data) == before


def test_a_note_that_is_too_long_is_named_and_nothing_is_written(orders: Shell) -> None:
    line = f"entry --channel taobao --receiver '{RECEIVER}' --goods NB-A5:1:18.50 --note {'x' * 2001}"
    before = orders.ok("orders --json").data["orders"]
    assert orders.refused(line) == "field_too_long"
    assert orders.ok("orders --json").data["orders"] == before
