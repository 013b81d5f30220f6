"""What is said beside a case is kept, messages say the case's own facts, and reviews wait for the end of the order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_oms.app import App
from desktop_oms.domain.cases import KINDS
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.reasons import REASONS, REJECT_REASONS, reasons_of
from desktop_oms.services.case_notes import PLACEHOLDERS, TEMPLATES
from desktop_oms.storage import catalogue_rows
from desktop_oms.words import LANGUAGES, table
from tests.services.orders import STOCKED, load, stocked
from tests.services.refunding import ask, gateway_of, paid_order

READY = STOCKED


@pytest.fixture
def shop(app: App) -> App:
    return stocked(app)


def test_everything_that_is_said_stands_in_its_order(shop: App) -> None:
    order = paid_order(shop)
    case_id = ask(shop, order)
    desk, notes = shop.people.actor("desk"), shop.case_notes
    notes.write(desk, case_id, "called, no answer")
    notes.write(desk, case_id, "  please hurry ", kind="buyer")
    notes.tell(shop.people.actor("reviewer"), case_id, "agreed_refund", "en")
    said = notes.of(case_id)
    assert [(one.kind, one.author) for one in said] == [("note", "desk"), ("buyer", "desk"), ("message", "reviewer")]
    assert said[1].text == "please hurry"
    assert "57.78" in said[2].text
    assert order.number + "-C1" in said[2].text


@pytest.mark.parametrize(
    ("login", "text", "kind", "code"),
    [
        ("desk", " ", "note", "note_empty"),
        ("desk", "x" * 2001, "note", "note_too_long"),
        ("desk", "hello", "letter", "note_kind_unknown"),
    ],
)
def test_what_cannot_be_kept_is_refused(shop: App, login: str, text: str, kind: str, code: str) -> None:
    case_id = ask(shop, paid_order(shop))
    with pytest.raises(OmsError, match=code):
        shop.case_notes.write(shop.people.actor(login), case_id, text, kind)
    assert shop.case_notes.of(case_id) == []


def test_an_auditor_reads_and_does_not_write(shop: App) -> None:
    shop.setup.add_user(shop.people.actor("boss"), "auditor", "Auditor", "U")
    case_id = ask(shop, paid_order(shop))
    with pytest.raises(Refused, match="not_your_role"):
        shop.case_notes.write(shop.people.actor("auditor"), case_id, "hello")


def test_the_house_writes_its_own_messages_and_takes_them_back(shop: App) -> None:
    case_id = ask(shop, paid_order(shop))
    boss, notes = shop.people.actor("boss"), shop.case_notes
    usual = notes.compose(case_id, "refunded", "en")
    notes.set_template(boss, "refunded", "en", "Dear {buyer}, {amount} is on its way. {{Thanks}}")
    assert notes.compose(case_id, "refunded", "en").endswith("57.78 is on its way. {Thanks}")
    assert notes.templates("zh_CN")["refunded"] != notes.templates("en")["refunded"]
    for wrong, code in (
        ("{price}", "template_placeholder"),
        ("{price:5}", "template_placeholder"),
        ("{amount:>999999999}", "template_placeholder"),
        ("{buyer.__class__}", "template_placeholder"),
        ("{buyer", "template_braces"),
    ):
        with pytest.raises(OmsError, match=code):
            notes.set_template(boss, "refunded", "en", wrong)
    with pytest.raises(Refused, match="not_your_role"):
        notes.set_template(shop.people.actor("clerk"), "refunded", "en", "hello")
    notes.set_template(boss, "refunded", "en", "")
    assert notes.compose(case_id, "refunded", "en") == usual
    with pytest.raises(OmsError, match="template_unknown"):
        notes.compose(case_id, "birthday", "en")


def test_goods_go_back_to_the_seller_or_to_the_warehouse(shop: App) -> None:
    order = paid_order(shop)
    case_id = ask(shop, order)
    house, seller = shop.setup.state().warehouse(), shop.setup.state().seller()
    told = {"sender_name": "林间", "sender_phone": "0755-9", "sender_address": "深圳市二路 2 号"}
    place = {"city": "深圳市", "street": "货运路 9 号", "phone": "0755-1", "contact": "王师傅"}
    own = {"return_name": "退货组", "return_phone": "400", "return_address": "东莞市一路 1 号"}
    for row, words in (
        (replace(house, street=""), ""),
        (replace(seller, **told), "林间 0755-9 深圳市二路 2 号"),
        (replace(house, **place), "王师傅 0755-1 深圳市货运路 9 号"),
        (replace(house, **place, active=False), "林间 0755-9 深圳市二路 2 号"),
        (replace(seller, **told, **own), "退货组 400 东莞市一路 1 号"),
        (replace(seller, **told, **{**own, "return_phone": ""}), "退货组 0755-9 东莞市一路 1 号"),
    ):
        shop.database.write(lambda conn, row=row: catalogue_rows.put(conn, row))
        assert words in shop.case_notes.compose(case_id, "agreed_return", "zh_CN")
        assert shop.after_sales.detail(case_id, shop.people.actor("desk")).return_to == words


def test_every_kind_has_its_reasons_and_every_code_its_words() -> None:
    assert set(REASONS) == KINDS
    assert reasons_of("gift") == ()
    words = set(table())
    assert {f"reason.{code}" for codes in REASONS.values() for code in codes} <= words
    assert {f"reject.{code}" for code in REJECT_REASONS} <= words
    for language in LANGUAGES:
        for name in TEMPLATES:
            text = table()[f"case_message.{name}"][LANGUAGES.index(language)]
            assert text.format(**dict.fromkeys(PLACEHOLDERS, "*"))


def test_a_review_comes_after_the_order_and_may_be_answered(shop: App) -> None:
    gateway_of(shop)
    order, desk = paid_order(shop), shop.people.actor("desk")
    with pytest.raises(Refused, match="review_too_early"):
        shop.reviews.add(desk, order.id, 5)
    ask(shop, order, 2)
    for payment in load(shop, order.id).payments:
        assert payment.captured
    everything = {order.lines[1].id: 1}
    args = {"kind": "refund_unshipped", "lines": everything, "reason": "not_wanted"}
    shop.commands.do(desk, order.id, "case.request", args=args)
    shop.worker.turn()
    assert load(shop, order.id).status == "refunded"
    with pytest.raises(OmsError, match="stars_out_of_range"):
        shop.reviews.add(desk, order.id, 6)
    kept = shop.reviews.add(desk, order.id, 2, " slow ")
    shop.reviews.answer(desk, kept.id, "sorry")
    with pytest.raises(OmsError, match="review_missing"):
        shop.reviews.answer(desk, 1, "sorry")
    view = shop.orders.view(order.id, desk)
    assert [(one.stars, one.words, one.answer) for one in view.reviews] == [(2, "slow", "sorry")]
    assert [one.number for one in shop.reviews.newest(at_most=2)] == [order.number]
    assert shop.reviews.newest(at_most=1) == []
