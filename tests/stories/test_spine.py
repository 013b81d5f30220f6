"""The main job by the services: a fresh shop's real export becomes a shipped, delivered, completed order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop_oms.app import App, build
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Actor
from desktop_oms.resources import resource
from desktop_oms.services.order_view import OrderView
from desktop_oms.services.setup import SetupForm
from desktop_oms.words import LANGUAGES, say
from tests.documents.reading import decoded, printed_pages, read_text

FORM = SetupForm(
    seller_name="小满百货",
    prefix="X",
    warehouse_name="主仓",
    warehouse_code="MAIN",
    channel_kind="shopify",
    channel_name="Shopify",
    time_zone="Asia/Shanghai",
    currency="CNY",
    user_name="王满",
    user_login="wang",
    sender_phone="0755-88886666",
    sender_address="广东省深圳市南山区科技园 1 号",
)
TEE, CUP = "6901234500011", "6901234500042"


@dataclass
class Clock:
    """A working day: each look at the clock is a second later."""

    ms: int = 1_795_309_200_000

    def __call__(self) -> int:
        self.ms += 1000
        return self.ms


@dataclass
class Story:
    """One shop, one person, one bench."""

    app: App
    me: Actor
    refused: list[str] = field(default_factory=list)

    def order(self, number: str) -> Order:
        return self.app.orders.load(self.app.orders.find(number))

    def view(self, number: str) -> OrderView:
        return self.app.orders.view(self.app.orders.find(number), self.me)

    def refuses(self, number: str, *events: str) -> None:
        """A client that has not looked again asks for these: each is refused and nothing is written."""
        before = self.order(number)
        rows = {"parcel": before.parcels, "fulfilment": before.fulfilments}
        for event in events:
            subject = next(iter(rows.get(event.partition(".")[0], ())), None)
            with pytest.raises(OmsError) as refused:
                self.app.commands.do(
                    self.me, before.id, event, subject.id if subject else None, args={"reason": "a stale screen"}
                )
            self.refused.append(refused.value.code)
            sentences = [say(f"error.{refused.value.code}", language, **refused.value.facts) for language in LANGUAGES]
            assert all(sentences)
        assert self.order(number) == before


@pytest.fixture
def story(database_url: str) -> Iterator[Story]:
    """An empty database, set up by the form of the first start."""
    app = build(database_url, now=Clock())
    assert not app.setup.state().ready
    app.setup.create(FORM)
    me = app.people.actor("wang", "bench 1")
    app.setup.add_channel(me, "X", "taobao", "淘宝店", "Asia/Shanghai", "CNY")
    yield Story(app, me)
    app.close()


def bring_goods_in(story: Story) -> None:
    """Products and stock come in by file; every row is new."""
    for bring, name in ((story.app.catalogue.import_file, "products.csv"), (story.app.stock.import_file, "stock.csv")):
        rows = bring(story.me, name, resource("samples", name).read_bytes())
        assert len(rows) == 12
        assert all(row.trouble is None for row in rows)


def bring_orders_in(story: Story) -> None:
    """Yesterday's exports; the same files again write nothing."""
    for profile, names in (
        ("shopify", ["story_shopify.csv"]),
        ("taobao", ["story_taobao_orders.csv", "story_taobao_items.csv"]),
    ):
        files = [(name, resource("samples", "orders", name).read_bytes()) for name in names]
        channel = story.app.setup.state().channel(profile)
        plan = story.app.importing.preview(files, profile, channel.id)
        done = story.app.importing.run(plan, story.me)
        assert done.counts["refused"] == 0
        again = story.app.importing.run(story.app.importing.preview(files, profile, channel.id), story.me)
        assert {kind for kind, n in again.counts.items() if n} == {"unchanged"}


def confirm_what_is_ready(story: Story) -> list[str]:
    """Confirm the whole queue; what cannot be says why."""
    ready = [row.id for row in story.app.orders.page("to_audit")]
    results = story.app.commands.many(story.me, ready, "order.confirm")
    refused = {result.trouble.code for result in results if result.trouble}
    assert refused == {"stock_short"}
    return [result.done.number for result in results if result.done]


def pick(story: Story, numbers: list[str]) -> None:
    """One list for all of them, by bin."""
    printed = story.app.printing.pick_list(story.me, [story.app.orders.find(number) for number in numbers])
    assert printed.made is not None
    assert printed.refused == ()
    text = read_text(printed.made.data)
    assert text.index("A-01-1") < text.index("A-02-1") < text.index("A-02-10") < text.index("B-01-1")
    assert all(number in text for number in numbers)


def pack(story: Story, number: str) -> str:
    """Three mistakes, then the right pieces; the label is printed, scanned wrong, then right."""
    bench = story.app.packing
    told = bench.pack_by_scans(
        story.me,
        number,
        [TEE, "6901234500028", "CMD:OK", TEE, "CMD:OK", "4006381333931", "CMD:OK", CUP],
    )
    assert [str(result.verdict) for result in told if result.verdict != "acknowledged"] == [
        "ok",
        "wrong",
        "over",
        "unknown",
        "all_in",
    ]
    waybill = str(told[-1].facts["waybill"])
    last = bench.pack_by_scans(story.me, number, ["F99999999", "CMD:OK", waybill])
    assert [str(result.verdict) for result in last] == ["wrong_label", "acknowledged", "label_ok"]
    return waybill


def check_paper(story: Story, number: str, waybill: str, folder: Path) -> None:
    """Slip and label are saved; the label, a further copy by now, reads back at both resolutions."""
    (parcel,) = story.order(number).parcels
    slip = story.app.printing.slip(story.me, story.app.orders.find(number))
    text = read_text(slip.data)
    assert "藏青" in text
    assert "59.90" not in text
    for dpi in (203.2, 300.0):
        label = story.app.printing.label(story.me, parcel.id, dpi=dpi, reason="unreadable")
        assert ("Code 128", waybill) in decoded(printed_pages(label.data, dpi)[0])
        story.app.printing.save(story.me, label, folder)
    story.app.printing.save(story.me, slip, folder)
    assert len(list(folder.iterdir())) == 3


def test_an_export_becomes_a_shipped_parcel_and_a_completed_order(story: Story, tmp_path: Path) -> None:
    bring_goods_in(story)
    bring_orders_in(story)
    number = story.view("#2001").number
    story.refuses(number, "order.submit", "order.unconfirm", "order.complete", "parcel.hand_over")
    confirmed = confirm_what_is_ready(story)
    assert number in confirmed
    story.refuses(number, "order.confirm", "order.complete", "parcel.open")
    pick(story, confirmed)
    story.refuses(number, "order.confirm", "fulfilment.pick", "order.complete")
    waybill = pack(story, number)
    story.refuses(number, "order.unconfirm", "parcel.pack", "parcel.scan", "parcel.deliver", "order.complete")
    check_paper(story, number, waybill, tmp_path / "paper")
    out = story.app.hand_over.scan(story.me, waybill)
    story.app.hand_over.close(story.me, out.manifest.id)
    story.refuses(number, "parcel.hand_over", "parcel.void", "parcel.label", "order.complete", "order.unconfirm")
    assert story.view(number).status == "shipped"
    story.app.hand_over.deliver(story.me, out.parcel_id, "the courier told us")
    story.refuses(number, "parcel.deliver", "parcel.lose", "parcel.hand_over")
    story.app.hand_over.complete(story.me, out.order_id, "all arrived")
    story.refuses(number, "order.complete", "order.cancel", "order.confirm", "parcel.open")
    told_whole(story.view(number), waybill)
    assert story.app.upkeep.reconcile(full=True) == []


def told_whole(seen: OrderView, waybill: str) -> None:
    """Every step of the story stands in the order's history, each status has its time."""
    assert (seen.status, seen.work_stage) == ("completed", "none")
    assert [stop.state for stop in seen.stops] == ["done"] * 6 + ["current"]
    assert all(stop.at for stop in seen.stops)
    events = [f"{entry.machine}.{entry.event}" for entry in seen.entries]
    told = ["order.submit", "order.pay", "order.confirm", "fulfilment.pick", "fulfilment.picked", "parcel.open"]
    told += ["parcel.pack", "parcel.label", "parcel.hand_over", "parcel.deliver", "order.complete"]
    assert [event for event in events if event in told] == told
    (parcel,) = seen.parcels
    assert parcel.waybill == waybill
    assert all([parcel.labelled_at, parcel.printed_at, parcel.handed_at, parcel.delivered_at])


def test_every_order_ready_to_pick_can_be_packed_and_sent(story: Story) -> None:
    """The whole morning's work: all confirmed orders leave, and everything still adds up."""
    bring_goods_in(story)
    bring_orders_in(story)
    numbers = confirm_what_is_ready(story)
    pick(story, numbers)
    for number in numbers:
        job = story.app.packing.open(story.me, number)
        codes = [next(iter(line.codes)) for line in job.lines for _ in range(line.qty)]
        waybill = str(story.app.packing.pack_by_scans(story.me, number, codes)[-1].facts["waybill"])
        story.app.packing.confirm_label(story.me, job.parcel_id, waybill)
        story.app.hand_over.scan(story.me, waybill)
    assert {story.view(number).status for number in numbers} == {"shipped"}
    (manifest,) = story.app.hand_over.manifests()
    assert manifest.parcels == len(numbers)
    assert story.app.upkeep.reconcile(full=True) == []
