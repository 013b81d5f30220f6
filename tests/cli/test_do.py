"""`do`: an event and what it is told, the row it is about, who asks, and the stale screen."""

from __future__ import annotations

import pytest

from tests.cli.shell import Shell


def confirmed(shell: Shell, number: str = "A100001") -> Shell:
    """The order has its stock."""
    shell.ok(f"do {number} order.confirm")
    return shell


def labelled(shell: Shell) -> Shell:
    """The order's two pieces are packed in one box with a label."""
    confirmed(shell).ok("pack A100001 --scan 6901234500011 6901234500042")
    return shell


def test_an_event_says_what_ran_and_where_the_order_stands(orders: Shell) -> None:
    said = orders.ok("do A100001 confirm")
    assert said.out == 'Order A100001: Confirm order, Plan, Allocate stock. It is now "Confirmed". Next: To pick.\n'
    assert "现在是已确认。下一步：待拣货。" in orders.ok("do A100003 order.confirm --lang zh_CN").out


def test_the_answer_for_programs_names_every_event_and_keys_as_text(orders: Shell) -> None:
    data = orders.ok("do A100001 order.confirm --json").data
    assert data["events"] == ["order.confirm", "fulfilment.plan", "fulfilment.allocate"]
    assert (data["status"], data["work_stage"], data["number"]) == ("confirmed", "to_pick", "A100001")
    assert isinstance(data["order_id"], str)


def test_the_shops_own_number_finds_the_order_too(orders: Shell) -> None:
    assert orders.ok("do #2001 confirm --json").data["number"] == "A100001"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("do A1 order.confirm", "order_missing"),
        ("do A100001 order.frobnicate", "event_unknown"),
        ("do A100001 order.close", "event_internal"),
        ("do A100001 order.submit", "not_in_state"),
        ("do A100001 parcel.pack", "subject_none"),
        ("do A100001 payment.capture --subject 9", "subject_missing"),
        ("do A100001 order.confirm --set colour=red", "argument_unknown"),
        ("do A100001 order.confirm --set backorder=maybe", "argument_not_valid"),
        ("do A100001 hold.place --reason wait --set until=tomorrow", "argument_not_valid"),
        ("do A100001 case.request --set kind=allowance --set shipping=1.234", "argument_not_valid"),
        ("do A100001 case.request --set kind=refund_unshipped --lines MUG-GR=1", "line_unknown"),
        ("do A100001 case.request --set kind=refund_unshipped --lines TEE-NV-XL", "argument_not_valid"),
        (
            "do A100001 case.request --set kind=refund_unshipped --lines TEE-NV-XL=99999999999999999999",
            "argument_not_valid",
        ),
        ("do A100001 order.amend --set add=NO-SUCH:1:2.00", "sku_unknown"),
        ("do A100001 order.confirm --as nobody", "user_unknown"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(orders: Shell, line: str, code: str) -> None:
    assert orders.refused(line) == code


def test_a_setting_without_a_value_is_no_usage(orders: Shell) -> None:
    said = orders("do A100001 order.confirm --set backorder")
    assert (said.code, said.err) == (2, '"backorder" should read name=value, as in --set carrier=DHL.\n')


def test_a_stale_screen_is_refused_and_writes_nothing(orders: Shell) -> None:
    seen = orders.ok("order A100001 --json").data["version"]
    orders.ok("do A100001 hold.place --reason 'waiting for a call'")
    before = orders.ok("order A100001 --json").data
    assert orders.refused(f"do A100001 order.confirm --seen {seen}") == "order_changed_by"
    assert orders.refused("do A100001 order.confirm") == "on_hold"
    assert orders.ok("order A100001 --json").data == before
    orders.ok("do A100001 hold.release")
    orders.ok("do A100001 order.confirm", "--seen", before["version"] + 1)


def test_the_same_command_again_answers_the_same_and_does_nothing(orders: Shell) -> None:
    first = orders.ok("do A100001 order.confirm --command morning-1 --json")
    again = orders.ok("do A100001 order.confirm --command morning-1 --json")
    assert again.data == first.data
    assert orders.refused("do A100001 order.confirm --command morning-2") == "not_in_state"
    assert orders.refused("do A100002 order.confirm --command morning-1") == "command_id_used"


def test_an_amendment_is_shown_with_what_it_changes_on_the_bill_before_it_is_made(orders: Shell) -> None:
    more = "do A100003 order.amend --set add=NB-A5:2:18.50"
    assert orders.ok(f"{more} --dry-run").out == (
        "Only shown; nothing was done.\n"
        'Order A100003: Amend order, New payment, Put on hold. It is still "Paid".\n'
        "The buyer's bill changes by +¥37.00.\n"
    )
    assert orders.ok("do A100003 order.amend --set remove=SOCK-5=1 --dry-run --json").data["difference"] == -2691
    assert orders.ok("order A100003 --json").data["version"] == 1
    assert orders.refused(f"{more} --set difference=36 --dry-run") == "difference_changed"
    orders.ok(f"{more} --set difference=37")
    assert orders.refused("do A100003 order.confirm --dry-run") == "on_hold"


def test_a_row_is_named_by_its_number_its_key_or_by_being_the_only_one(orders: Shell) -> None:
    labelled(orders)
    (parcel,) = orders.ok("order A100001 --json").data["parcels"]
    orders.ok("do A100001 parcel.unlabel --subject 1")
    orders.ok(f"do A100001 parcel.unpack --subject {parcel['id']}")
    orders.ok("do A100001 parcel.void")
    assert orders.refused("do A100001 parcel.void") == "not_in_state"
    assert orders.refused("do A100001 parcel.void --subject 2") == "subject_missing"


def test_of_several_rows_the_one_meant_must_be_named(orders: Shell) -> None:
    orders.ok("do A100001 hold.place --reason call")
    orders.ok("do A100001 hold.place --reason weather")
    said = orders("do A100001 hold.release")
    assert said.code == 1
    assert "More than one hold could be meant." in said.err
    assert "(call)" in said.err
    orders.ok("do A100001 hold.release --subject weather")
    orders.ok("do A100001 hold.release")


def test_goods_are_named_by_sku_or_line_and_amounts_as_people_write_them(orders: Shell) -> None:
    orders.ok("do A100001 case.request --set kind=refund_unshipped --lines '#2=1' --reason not_wanted")
    view = orders.ok("order A100001 --json").data
    assert view["cases"][0]["lines"] == [["CUP-500", 1]]
    orders.ok("do A100003 case.request --set kind=allowance --set amounts=SOCK-5=1.50 --reason late")
    assert orders.ok("order A100003 --json").data["cases"][0]["worth"] == 150


def test_a_pasted_receiver_changes_what_it_names_and_says_what_is_unsure(orders: Shell) -> None:
    said = orders.ok(
        "do A100003 order.amend --set address='林晓雯 浙江省杭州市文一路2号' --set address.district=西湖区"
    ).out
    assert "杭州市" in said
    assert "District" in said
    assert "missing" in said
    order = orders.ok("order A100003 --reveal call --json").data["receiver"]
    assert (order["name"], order["address"]) == ("林晓雯", "浙江省杭州市西湖区文一路2号")
    asked = "do A100003 order.amend --set address=13900139000 --json"
    assert orders.ok(asked).data["pasted"]["unsure"] == []


def test_an_address_a_note_and_more_goods_come_in_by_one_amendment(orders: Shell) -> None:
    orders.ok(
        "do A100003 order.amend --set address.city=宁波市 --set seller_note='a=b, c' --set urgent=yes "
        "--set ship_by=2026-12-24T18:00 --set add=NB-A5:2:18.50"
    )
    view = orders.ok("order A100003 --json").data
    assert "宁波市" in view["receiver"]["address"]
    assert ["seller_note", "a=b, c"] in view["notes"]
    assert "urgent" in view["badges"]
    assert view["ship_by"] == 1_798_106_400_000
    assert [(line["sku"], line["qty"]) for line in view["lines"]] == [("SOCK-5", 3), ("NB-A5", 2)]


def test_the_amount_a_person_was_shown_is_compared(orders: Shell) -> None:
    line = "do A100003 order.amend --set add=NB-A5:1:18.50 --set"
    assert orders.refused(f"{line} difference=18.00") == "difference_changed"
    orders.ok(f"{line} difference=18.50")


def test_a_fact_from_outside_is_recorded_by_the_rules_under_a_persons_name(orders: Shell) -> None:
    assert orders.refused("do A100002 refund.report --set amount=18.50") == "proof_missing"
    orders.ok("do A100002 refund.report --set amount=18.50 --lines NB-A5=1 --fact")
    entry = next(one for one in orders.ok("order A100002 --json").data["entries"] if one["event"] == "report")
    assert entry["actor"] == "boss"


def test_goods_that_come_back_are_counted_and_put_away(orders: Shell) -> None:
    labelled(orders).ok("hand-over scan F10000001")
    orders.ok("do A100001 parcel.deliver --reason told")
    orders.ok("setup --user Rita --login rita --roles R$")
    orders.ok("do A100001 case.request --set kind=return_refund --lines TEE-NV-XL=1 --reason quality --as boss")
    orders.ok("do A100001 case.approve --as rita")
    orders.ok("do A100001 case.receive --lines TEE-NV-XL=1 --as boss")
    orders.ok("do A100001 case.restock --lines TEE-NV-XL=restocked:1 --as boss")
    orders.ok("do A100001 refund.dispatch --as rita")
    orders.ok("do A100001 refund.succeed --set proof=bank-77 --as rita")
    view = orders.ok("order A100001 --as boss --json").data
    assert (view["cases"][0]["state"], view["refunds"][0]["state"]) == ("completed", "succeeded")
    assert orders.ok("reconcile --full").out == "Everything adds up.\n"


def test_a_person_alone_gives_money_in_place_of_goods_with_a_reason(orders: Shell) -> None:
    labelled(orders).ok("hand-over scan F10000001")
    orders.ok("do A100001 parcel.deliver --reason told")
    orders.ok("settings set single_operator yes")
    orders.ok("case open A100001 --kind return_refund --lines TEE-NV-XL=1 --reason quality")
    allowance = "case allowance A100001-C1 --amount 1.50"
    assert orders.refused(allowance) == "reason_missing"
    orders.ok(f"{allowance} --reason 'alone in the shop'")
    assert orders.ok("order A100001 --json").data["cases"][0]["worth"] == 150


def test_a_message_that_tells_where_to_send_goods_wants_such_a_place(orders: Shell) -> None:
    orders.ok("case open A100002 --kind refund_unshipped --lines #1=1 --reason not_wanted")
    assert orders.refused("case tell A100002-C1 agreed_return") == "return_address_missing"
    orders.ok("case tell A100002-C1 agreed_refund")


def test_a_note_that_is_too_long_is_named(orders: Shell) -> None:
    said = orders("do A100001 order.amend --set", f"packing_note={'x' * 2001}")
    assert (said.code, said.err) == (1, "the note for the packer: at most 2000 characters.\n")
