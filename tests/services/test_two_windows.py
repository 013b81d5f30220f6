"""Two programs on one database: nobody's work is overwritten without a word, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier
from types import ModuleType

import pytest

from desktop_oms.app import App, build
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.incoming import Address
from desktop_oms.formats import explain
from desktop_oms.services import limits, people, printers
from desktop_oms.services.apart import Wish
from desktop_oms.services.bench_rules import Package
from desktop_oms.services.carriers import Carrier
from desktop_oms.services.entry import DraftForm, DraftLine
from tests.services.conftest import StandingClock
from tests.services.shop_orders import SHELVED, Shop, open_shop
from tests.services.test_paper_settings import png

READY = SHELVED


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


@pytest.fixture
def other(shop: Shop, shop_url: str, standing_clock: StandingClock) -> Iterator[App]:
    """A second program on the same database."""
    with closing(build(shop_url, now=standing_clock, create=False)) as made:
        yield made


def test_an_amendment_of_what_has_changed_is_refused_and_nothing_is_lost(shop: Shop, other: App) -> None:
    number = shop.order()
    key, here = shop.app.orders.find(number), shop.app
    seen = other.orders.view(key, shop.desk)
    assert seen.version == here.orders.view(key, shop.desk).version
    told = {"packing_note": "wrap twice"}
    here.commands.do(shop.desk, key, "order.amend", args=told, seen_version=seen.version)
    for args in ({"packing_note": "no paper"}, {"address": {"street": "北路 1"}}, {"urgent": True}):
        with pytest.raises(Refused, match="order_changed"):
            other.commands.do(shop.desk, key, "order.amend", args=args, seen_version=seen.version)
    part = shop.read(number).fulfilments[0]
    wish = Wish({part.id: {part.lines[1].line_id: 1}})
    with pytest.raises(Refused, match="order_changed"):
        other.apart.split(shop.desk, key, wish, seen_version=seen.version)
    with pytest.raises(Refused) as told_who:
        other.commands.do(shop.desk, key, "hold.place", args={"reason": "x"}, seen_version=seen.version)
    assert explain(told_who.value.code, told_who.value.facts, "en").startswith(
        f"Order {number} was just changed by Desk (Amend order), so nothing was done."
    )
    order = shop.read(number)
    assert (order.packing_note, order.urgent, len(order.fulfilments)) == ("wrap twice", False, 1)


def test_notes_in_different_fields_are_both_kept(shop: Shop, other: App) -> None:
    number = shop.order()
    key = shop.app.orders.find(number)
    shop.app.commands.do(shop.desk, key, "order.amend", args={"packing_note": "wrap twice"})
    other.commands.do(shop.desk, key, "order.amend", args={"seller_note": "a regular"})
    order = shop.read(number)
    assert (order.packing_note, order.seller_note) == ("wrap twice", "a regular")


def test_tags_of_both_are_kept_and_who_was_faster_owns_it_is_told(shop: Shop, other: App) -> None:
    number = shop.order()
    key = shop.app.orders.find(number)
    shop.app.tagging.tag(shop.desk, key, "VIP")
    other.tagging.tag(shop.boss, key, "call first")
    assert {tag.name for tag in shop.app.lists.tags_of([key])[key]} == {"VIP", "call first"}
    shop.app.tagging.assign(shop.desk, key, "desk")
    other.tagging.assign(shop.boss, key, "boss")
    told = [(one.login, one.what) for one in other.trails.read(shop.desk, key, "en")]
    assert ("desk", "Assigned · desk") in told
    assert ("boss", "Assigned · boss") in told


def test_a_draft_saved_elsewhere_is_not_written_over(shop: Shop, other: App) -> None:
    channel = shop.app.setup.state().channel("taobao")
    receiver = Address("林晓雯", "13800138000", "CN", "广东省", "深圳市", "南山区", "科苑路 15 号")
    form = DraftForm(channel.id, receiver, (DraftLine("CUP", 1, 700),), "tb_lin")
    made = shop.app.entry.draft(shop.desk, form)
    here, there = (app.entry.open(made.order_id) for app in (shop.app, other))
    two = DraftForm(channel.id, receiver, (DraftLine("CUP", 2, 700),), "tb_lin")
    shop.app.entry.rewrite(shop.desk, here, two)
    with pytest.raises(Refused, match="order_changed"):
        other.entry.rewrite(shop.desk, there, form)
    assert shop.read(made.number).lines[0].qty == 2


def test_a_setting_somebody_changed_meanwhile_is_not_overwritten(shop: Shop, other: App) -> None:
    here, there = shop.app.limits, other.limits
    seen = there.values()
    here.set(shop.boss, "return_window", 3 * 86_400_000, seen=seen["return_window"])
    with pytest.raises(OmsError, match="limit_changed"):
        there.set(shop.boss, "return_window", 5 * 86_400_000, seen=seen["return_window"])
    there.set(shop.boss, "quality_window", 40 * 86_400_000, seen=seen["quality_window"])
    now = here.values()
    assert (now["return_window"], now["quality_window"]) == (3 * 86_400_000, 40 * 86_400_000)


def in_the_same_moment(monkeypatch: pytest.MonkeyPatch, module: ModuleType, deed: Callable[[], object]) -> None:
    """Right after the service has read what is there, and before it writes, somebody else does this."""
    real, left = module.demand_unchanged, [deed]

    def and_meanwhile(*told: object) -> None:
        real(*told)
        if left:
            left.pop()()

    monkeypatch.setattr(module, "demand_unchanged", and_meanwhile)


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)  # in a file one writes at a time
def test_two_who_change_settings_in_the_same_moment_are_let_through_one_after_the_other(
    shop: Shop, other: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there, boss, day = shop.app.limits, other.limits, shop.boss, 86_400_000
    seen = there.values()
    in_the_same_moment(monkeypatch, limits, lambda: here.set(boss, "return_window", 3 * day))
    there.set(boss, "quality_window", 40 * day, seen=seen["quality_window"])
    now = here.values()
    assert (now["return_window"], now["quality_window"]) == (3 * day, 40 * day)
    in_the_same_moment(monkeypatch, limits, lambda: here.set(boss, "return_window", 4 * day))
    with pytest.raises(OmsError, match="limit_changed"):
        there.set(boss, "return_window", 5 * day, seen=3 * day)
    assert here.values()["return_window"] == 4 * day
    shop.app.setup.add_user(boss, "wei", "Wei", "MA")
    people_, roles = other.people, {"name": "x", "roles": "S", "active": True}
    in_the_same_moment(monkeypatch, people, lambda: shop.app.people.change(boss, "wei", **roles))  # type: ignore[arg-type]
    with pytest.raises(OmsError, match="last_admin"):
        people_.change(boss, "boss", **roles)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)  # in a file one writes at a time
def test_two_who_change_a_printer_in_the_same_moment_come_one_after_the_other(
    shop: Shop, other: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, boss = shop.app.printers, shop.boss
    printer = here.add(boss, "Bench", "file", "prints")
    in_the_same_moment(monkeypatch, printers, lambda: here.change(boss, printer.id, address="elsewhere"))
    now = other.printers.change(boss, printer.id, name="Bench 2")
    assert (now.name, now.address) == ("Bench 2", "elsewhere")


def test_what_two_make_in_the_same_moment_is_there_once(shop: Shop, other: App) -> None:
    """A new tag, a place of work, a buyer to block, a product: the second finds the first's, or is told of it."""
    keys, here = [shop.app.orders.find(shop.order()) for _ in range(2)], shop.app
    meet = Barrier(2)

    def both(deed: Callable[[App, int], object]) -> list[object]:
        def go(app: App, number: int) -> object:
            meet.wait(20)
            try:
                return deed(app, number)
            except OmsError as refused:
                return refused.code

        with ThreadPoolExecutor(2) as hands:
            return [one.result() for one in [hands.submit(go, app, number) for number, app in enumerate((here, other))]]

    for turn in range(3):
        both(lambda app, number, turn=turn: app.tagging.tag(shop.desk, keys[number], f"new {turn}"))  # type: ignore[misc]
        first, second = both(lambda app, _number, turn=turn: app.people.station(f"place {turn}"))  # type: ignore[misc]
        assert first == second
        both(lambda app, _number, turn=turn: app.buyers.block(shop.boss, f"1380000000{turn}", "rude"))  # type: ignore[misc]
        made = both(lambda app, _number, turn=turn: app.catalogue.add(shop.boss, "A", f"NEW-{turn}", "New"))  # type: ignore[misc]
        assert "sku_code_taken" in made
    for key in keys:
        assert {tag.name for tag in here.lists.tags_of([key])[key]} == {"new 0", "new 1", "new 2"}


def test_what_holds_at_the_benches_is_not_overwritten(shop: Shop, other: App) -> None:
    here, there, boss = shop.app.bench_settings, other.bench_settings, shop.boss
    here.put_package(boss, Package("BOX-S", 90))
    seen = there.values()
    here.change(boss, seen.rules, lease_minutes=45)
    here.put_package(boss, Package("BOX-S", 95), seen.rules.packages[0])
    here.put_carrier(boss, Carrier("顺丰", "S"), seen.carriers[0])
    here.put_carrier(boss, Carrier("顺丰", "S", cut_off="18:00"), Carrier("顺丰", "S"))
    box, fleet = seen.rules.packages[0], Carrier("顺丰", "S")
    for late in (
        lambda: there.change(boss, seen.rules, lease_minutes=60),
        lambda: there.put_package(boss, Package("BOX-S", 80), box),
        lambda: there.drop_package(boss, "BOX-S", box),
        lambda: there.put_carrier(boss, Carrier("顺丰", "T"), fleet),
        lambda: there.drop_carrier(boss, "顺丰", fleet),
    ):
        with pytest.raises(Refused, match="setting_changed"):
            late()
    there.change(boss, seen.rules, tolerance_g=20)
    now = here.values()
    assert (now.rules.lease_minutes, now.rules.tolerance_g, now.rules.packages) == (45, 20, (Package("BOX-S", 95),))
    assert now.carriers == (Carrier("顺丰", "S", cut_off="18:00"),)


def test_paper_that_somebody_changed_meanwhile_is_not_overwritten(shop: Shop, other: App) -> None:
    here, there = shop.app.paper_settings, other.paper_settings
    seen = there.style()
    here.change(shop.boss, "", seen, thanks="thank you", mask_receiver=True, sizes={"label": "100x150"})
    for code, values in (
        ("paper_text_changed", {"thanks": "danke"}),
        ("setting_changed", {"mask_receiver": False}),
        ("setting_changed", {"sizes": {"label": "76x130"}}),
    ):
        with pytest.raises(Refused, match=code):
            there.change(shop.boss, "", seen, **values)
    there.change(shop.boss, "", seen, store_name="Paper boat", sizes={"slip": "A5"})
    now = here.style()
    assert (now.thanks, now.mask_receiver, now.store_name) == ("thank you", True, "Paper boat")
    assert now.sizes == {"label": "100x150", "slip": "A5"}
    there.change(shop.boss, "", now, thanks="danke")
    assert here.style().thanks == "danke"


def test_a_logo_that_somebody_chose_meanwhile_is_not_overwritten(shop: Shop, other: App) -> None:
    here, there, boss = shop.app.paper_settings, other.paper_settings, shop.boss
    black, red = png("black"), png("red")
    here.set_logo(boss, "", black, seen=b"")
    for data, seen in ((red, b""), (red, red), (b"", red)):
        with pytest.raises(Refused, match="setting_changed"):
            there.set_logo(boss, "", data, seen=seen)
    kept = there.logo()
    assert kept is not None
    there.set_logo(boss, "", b"", seen=kept.data)
    assert here.logo() is None


def test_an_import_profile_saved_meanwhile_is_neither_overwritten_nor_removed(shop: Shop, other: App) -> None:
    here, there, desk = shop.app, other, shop.desk
    one, two, three = {"sku": "编码"}, {"sku": "货号"}, {"sku": "SKU"}
    here.profiles.save(desk, "批发", one, known={})
    known, rows = there.importing.profiles(), there.profiles.all()
    here.profiles.save(desk, "批发", two, known=here.importing.profiles())
    here.profiles.save(desk, "团购", two, known={})
    for name in ("批发", " 团购 "):
        with pytest.raises(Refused, match="profile_changed"):
            there.profiles.save(desk, name, three, known=known)
    with pytest.raises(Refused, match="profile_changed"):
        there.profiles.remove(desk, "批发", seen=rows[0])
    assert here.importing.profiles() == {"批发": two, "团购": two}
    there.profiles.save(desk, "批发", three, known=there.importing.profiles())
    there.profiles.remove(desk, "批发", seen=there.profiles.all()[1])
    assert here.importing.profiles() == {"团购": two}


def test_people_stores_and_printers_changed_meanwhile_are_not_overwritten(shop: Shop, other: App) -> None:
    app, boss, state = shop.app, shop.boss, other.setup.state()
    seller, house, channel = state.sellers[0], state.warehouses[0], state.channels[0]
    clerk = next(one for one in other.people.users() if one.login == "clerk")
    printer = app.printers.add(boss, "Old", "file", "prints")
    told = {"kind": channel.kind, "time_zone": channel.time_zone, "currency": channel.currency, "ship_within": 24}
    app.stores.change_seller(boss, seller.id, seller, name="New seller")
    app.stores.change_warehouse(boss, house.id, house, priority=9, active=True, name="New house")
    app.stores.change_channel(boss, channel.id, channel, name="New channel", **told)
    app.people.change(boss, "clerk", name="New clerk", roles=clerk.roles, active=True, seen=clerk)
    app.printers.change(boss, printer.id, printer, name="New printer")
    for late in (
        lambda: other.stores.change_seller(boss, seller.id, seller, name="x"),
        lambda: other.stores.change_warehouse(boss, house.id, house, priority=3, active=True, name="x"),
        lambda: other.stores.change_channel(boss, channel.id, channel, name="x", **told),
        lambda: other.people.change(boss, "clerk", name="x", roles=clerk.roles, active=False, seen=clerk),
        lambda: other.printers.change(boss, printer.id, printer, name="x"),
    ):
        with pytest.raises(Refused, match="setting_changed"):
            late()
    now = other.setup.state()
    names = [one.name for one in (*now.sellers, *now.warehouses, *now.channels)]
    assert {"New seller", "New house", "New channel"} <= set(names)
    assert "x" not in names
    assert other.people.actor("clerk")
    assert other.printers.by_id(printer.id).name == "New printer"


def test_a_routing_rule_that_somebody_changed_meanwhile_is_neither_overwritten_nor_removed(
    shop: Shop, other: App
) -> None:
    here, there = shop.app.routing, other.routing
    south = here.save(shop.boss, "South", "has_most", {"province": "广东省"})
    north = here.save(shop.boss, "North", "has_most", {"province": "黑龙江省"})
    seen = there.rules()[0]
    here.save(shop.boss, "South", "has_most", {"province": "海南省"}, rule_id=south.id, seen=south)
    with pytest.raises(Refused, match="rule_changed"):
        there.save(shop.boss, "Far south", seen.kind, seen.condition, rule_id=seen.id, seen=seen)
    with pytest.raises(Refused, match="rule_changed"):
        there.remove(shop.boss, seen.id, seen=seen)
    here.move(shop.boss, north.id, -1)
    there.save(shop.boss, "Cold north", north.kind, north.condition, rule_id=north.id, seen=north)
    assert [(one.name, one.condition) for one in here.rules()] == [
        ("Cold north", {"province": "黑龙江省"}),
        ("South", {"province": "海南省"}),
    ]


def test_a_rule_that_was_removed_comes_back_to_its_place(shop: Shop, other: App) -> None:
    here, boss = shop.app.routing, shop.boss
    first, second, third = (here.save(boss, name, "priority", {}) for name in ("First", "Second", "Third"))
    here.save(boss, "Second", "priority", {"province": "海南省"}, rule_id=second.id, active=False)
    gone = here.rules()[1]
    here.remove(boss, gone.id, seen=gone)
    other.routing.move(boss, third.id, -1)
    here.back(boss, gone, 1)
    back = here.rules()
    assert [one.id for one in back] == [third.id, gone.id, first.id]
    assert (back[1].condition, back[1].active) == ({"province": "海南省"}, False)


def test_a_view_saved_in_another_window_of_the_same_person_is_not_overwritten(shop: Shop, other: App) -> None:
    here, there = shop.app.views, other.views
    here.save(shop.desk, "Dear", search="total:300..")
    known = there.seen_by(shop.desk)
    here.save(shop.desk, "Dear", search="total:900..", known=here.seen_by(shop.desk))
    here.save(shop.desk, "New", search="total:1..", known=[])
    for name in ("Dear", " New "):
        with pytest.raises(Refused, match="view_changed"):
            there.save(shop.desk, name, search="total:500..", known=known)
    assert {view.name: view.search for view in here.seen_by(shop.desk)} == {"Dear": "total:900..", "New": "total:1.."}
    there.save(shop.desk, "Dear", search="total:500..", known=there.seen_by(shop.desk))
    here.remove(shop.desk, "New")
    there.save(shop.desk, "New", search="total:5..", known=there.seen_by(shop.desk))
    assert {view.name: view.search for view in here.seen_by(shop.desk)} == {"Dear": "total:500..", "New": "total:5.."}


def test_a_hold_reason_renamed_meanwhile_is_not_overwritten(shop: Shop, other: App) -> None:
    shop.app.hold_reasons.add(shop.boss, "等赠品", "gift")
    shop.app.hold_reasons.rename(shop.boss, "等赠品", "等礼盒", "box")
    with pytest.raises(OmsError, match="reason_not_there"):
        other.hold_reasons.rename(shop.boss, "等赠品", "等卡片", "card")
    assert [one.en for one in other.hold_reasons.own()] == ["box"]


def test_views_of_one_name_belong_to_their_people(shop: Shop, other: App) -> None:
    shop.app.views.save(shop.desk, "Dear", search="total:300..", shared=True)
    other.views.save(shop.boss, "Dear", search="total:900..", shared=True)
    assert {view.search for view in shop.app.views.seen_by(shop.desk)} == {"total:300..", "total:900.."}
    with pytest.raises(OmsError):
        other.views.remove(shop.clerk, "Dear")
    assert len(shop.app.views.seen_by(shop.desk)) == 2
