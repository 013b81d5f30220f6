"""`orders` and `order`: lists by queue or search, and everything about one order."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_oms.domain.machines import TABLE
from desktop_oms.services import finding
from desktop_oms.storage import search_walk
from desktop_oms.storage.queues import QUEUES
from tests.cli.shell import Shell


def test_a_queue_is_listed_with_the_counts_of_all(orders: Shell) -> None:
    said = orders.ok("orders --queue to_audit --limit 2").out
    assert said.count("A1000") == 2
    assert said.endswith("Queues: all 23, to_audit 12, to_pay 2, to_pick 1, in_transit 2, late 9, to_solve 3\n") or (
        "Queues: all 23, to_audit 12" in said
    )
    assert len(orders.ok("orders --queue to_audit --json --limit 99").data["orders"]) == 12
    assert set(orders.ok("orders --json").data["queues"]) == set(QUEUES)


def test_a_search_finds_by_name_phone_sku_and_a_pasted_list(orders: Shell) -> None:
    for text, number in (("林晓雯", "A100001"), ("8001", "A100001"), ("sku:SOCK-5", "A100003"), ("#2004", "A100004")):
        found = orders.ok("orders --json --search", text).data["orders"]
        assert number in [row["number"] for row in found], text
    listed = orders.ok("orders --search", "A100001, A100002, Z9")
    assert "Nobody knows these numbers: Z9" in listed.out
    assert orders.ok("orders --search nobody-at-all").out == "There are no orders.\n"


def test_what_a_search_or_a_view_does_not_show_is_told(
    orders: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(search_walk, "STEP", 1)
    monkeypatch.setattr(finding, "MOST_LOOKED", 2)
    orders.ok("view save Any --search total:1..")
    for line in ("orders --search total:1..", "view show Any"):
        told = orders.ok(f"{line} --json").data
        assert (len(told["orders"]), told["more"], told["looked"]) == (2, False, 2)
        assert "in the newest 2" in orders.ok(line).out
    assert "There are more" in orders.ok("view show Any --limit 1").out
    file = tmp_path / "some.csv"
    said = orders.ok("export", file, "--search", "A100001, A100002, Z9").out
    assert "Nobody knows these numbers: Z9" in said


def test_lists_show_no_whole_name(orders: Shell) -> None:
    assert "林晓雯" not in orders.ok("orders --limit 99").out
    assert "林晓雯" not in orders.ok("orders --limit 99 --json").out


def test_what_cannot_be_listed_is_said(orders: Shell) -> None:
    assert orders.refused("orders --queue lost") == "queue_unknown"
    assert orders.refused("orders --limit 0") == "limit_too_small"
    assert orders.refused("orders --limit -5") == "limit_too_small"
    assert orders("orders --queue all --search x").code == 2
    assert orders.refused("order A999999") == "order_missing"


def test_an_order_shows_what_may_be_done_and_why_not_the_rest(orders: Shell) -> None:
    orders.ok("do A100001 hold.place --reason 'waiting for a call'")
    told = orders.ok("order A100001 --json").data
    actions = {action["event"]: action for action in told["actions"]}
    assert actions["hold.release"]["allowed"]
    assert (actions["order.confirm"]["allowed"], actions["order.confirm"]["refusal"]) == (False, "on_hold")
    assert actions["order.confirm"]["message"] == "The order is on hold; release it first."
    asked = {event for event, rows in TABLE.items() if not rows[0].internal}
    assert set(actions) | set(told["not_in_state"]) == asked
    assert not set(actions) & set(told["not_in_state"])
    said = orders.ok("order A100001").out
    assert "order.confirm" in said.partition("Refused now, because")[2].partition("Not in this state")[0]


def test_the_history_tells_every_step_with_who_did_it(orders: Shell) -> None:
    orders.ok("setup --user 小王 --login wang --roles S")
    orders.ok("do A100001 order.confirm --as wang")
    entries = orders.ok("order A100001 --as boss --json").data["entries"]
    assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
    last = next(entry for entry in entries if entry["event"] == "confirm")
    assert (last["actor"], last["status_before"]) == ("wang", "paid")
    assert "wang    order         Confirm order" in orders.ok("order A100001 --as boss").out


def test_the_whole_receiver_is_shown_with_a_reason_that_is_kept(orders: Shell) -> None:
    assert "粤海街道科技园南路18号A座1203" not in orders.ok("order A100001").out
    assert orders.refused("order A100001 --reveal ''") == "reason_missing"
    said = orders.ok("order A100001 --reveal 'the courier calls'").out
    assert "林晓雯 13800138001" in said


def test_the_order_is_told_in_chinese_too(orders: Shell) -> None:
    said = orders.ok("order A100001 --lang zh_CN").out
    for part in ("状态", "已付款", "收件人", "现在可以做", "历史"):
        assert part in said


def test_a_number_that_nobody_knows_is_one_refused_row_among_the_others(orders: Shell) -> None:
    said = orders("bulk confirm A100001 A999999 A100002 --json")
    assert said.code == 1
    assert [(one["number"], one["error"]) for one in said.data] == [
        ("A100001", ""),
        ("A100002", ""),
        ("A999999", "order_missing"),
    ]
    assert [orders.ok(f"order {number} --json").data["status"] for number in ("A100001", "A100002")] == [
        "confirmed",
        "confirmed",
    ]
    alone = orders("bulk confirm A999999")
    assert (alone.code, alone.out.splitlines()[-1]) == (1, "0 orders done; 1 refused, for the reason shown")
