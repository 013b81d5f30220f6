"""A file is looked at before anything is written: what becomes of each row, and by which columns it is read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError
from desktop_oms.resources import resource
from tests.services.orders import CUP, STOCKED, TEE, an_order, bring_in, plan_of, stocked

READY = STOCKED


@pytest.fixture
def shop(app: App) -> App:
    return stocked(app)


def test_a_plan_shows_each_row_with_its_result(shop: App) -> None:
    bring_in(shop, an_order("1"))
    plan = plan_of(shop, an_order("1"), an_order("2", rows=(5, 6), lines=(TEE, replace(CUP, sku="X"))))
    assert plan.counts == {"new": 0, "task": 1, "history": 0, "unchanged": 1, "changed": 0, "refused": 0}
    assert plan.amounts == {"CNY": 25880}
    rows = list(plan.rows)
    assert [(row.row, row.result, row.goods, row.amount) for row in rows] == [
        (2, "unchanged", "纯棉短袖T恤 藏青 / XL", 11980),
        (3, "unchanged", "保温杯 500ml", 12900),
        (5, "task", "纯棉短袖T恤 藏青 / XL", 11980),
        (6, "task", "保温杯 500ml", 12900),
    ]
    assert [(row.sku, row.known) for row in rows[2:]] == [(TEE.sku, True), ("X", False)]
    assert [note.key for note in rows[0].notes] == ["import_note.unchanged"]
    assert [note.key for note in rows[3].notes] == ["import_note.same_order", "import_note.sku_unknown"]
    assert len(plan.rows.only("task")) == 2
    assert rows[0].number == "A100001"


def test_goods_without_a_name_are_called_as_the_catalogue_calls_them(shop: App) -> None:
    bare = replace(TEE, name="", spec="")
    plan = plan_of(shop, an_order("1", lines=(bare, replace(bare, sku="X"), replace(bare, spec="gift set"))))
    assert [(row.sku, row.goods, row.known) for row in plan.rows] == [
        (TEE.sku, f"{TEE.name} {TEE.spec}", True),
        ("X", "", False),
        (TEE.sku, f"{TEE.name} gift set", True),
    ]


def test_a_mapping_is_kept_under_a_name(shop: App) -> None:
    desk, channel = shop.people.actor("desk"), shop.setup.state().channel("taobao")
    mapping = {"order_no": "No", "product": "What", "qty": "Pieces", "sku": "Code"}
    shop.profiles.save(desk, "分销表", mapping)
    assert shop.importing.profiles() == {"分销表": mapping}
    files = [("list.csv", b"No,What,Pieces,Code\n1,Tee,2,TEE-NV-XL\n")]
    plan = shop.importing.preview(files, "分销表", channel.id)
    assert plan.orders[0].incoming.lines[0].sku == "TEE-NV-XL"
    with pytest.raises(OmsError, match="profile_name_taken"):
        shop.profiles.save(desk, "taobao", mapping)
    with pytest.raises(OmsError, match="file_mapping_field_unknown"):
        shop.profiles.save(desk, "x", {"colour": "Colour"})
    with pytest.raises(OmsError, match="file_profile_unknown"):
        shop.importing.preview(files, "nobody's", channel.id)


def test_a_large_file_is_read_in_a_process_of_its_own(shop: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_oms.services.importing.APART", 10)
    channel = shop.setup.state().channel("taobao")
    with pytest.raises(OmsError) as trouble:
        shop.importing.preview([("a.csv", b"order,colour\n" + b"1,red\n" * 10)], "taobao", channel.id)
    assert trouble.value.code == "file_column_missing"
    assert trouble.value.facts["profile"] == "taobao"


def test_a_file_shows_what_it_looks_like_before_it_is_read(shop: App) -> None:
    seen = shop.importing.detect("x.csv", "订单编号,备注,数量\n,,\nA1,,2\nA2,急,3\n".encode())
    assert (seen.profile, seen.header_row, seen.columns) == (None, 1, ("订单编号", "备注", "数量"))
    assert seen.sample == {"订单编号": "A1", "备注": "急", "数量": "2"}
    assert seen.mapping["qty"] == "数量"


def test_a_large_workbook_is_looked_at_in_a_process_of_its_own(shop: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_oms.services.importing.APART", 10)
    book = resource("samples", "orders", "dirty_generic.xlsx")
    seen = shop.importing.detect(book.name, book.read_bytes())
    assert (seen.encoding, seen.sample["订单编号"]) == ("xlsx", "G-1001")
