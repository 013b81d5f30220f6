"""Labels that carriers issue pass through untouched and are printed in place of ours."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.documents import render
from desktop_oms.domain.errors import OmsError, Refused
from tests.documents.samples import label, slip
from tests.services.shop_orders import CUP_CODE, SHELVED, Shop, open_shop

READY = SHELVED

ALL = [CUP_CODE, "TEE-XL", "TEE-XL"]
ZPL = b"^XA^PW800^LL1200^FO50,50^A0N,40^FDSF1420^FS^XZ\n"


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


@pytest.fixture
def parcel(shop: Shop) -> int:
    number = shop.order()
    shop.app.packing.pack_by_scans(shop.clerk, number, ALL)
    return shop.read(number).parcels[0].id


@pytest.mark.parametrize(
    ("data", "fmt", "size"),
    [
        (ZPL, "zpl", "100x150"),
        (ZPL.replace(b"^PW800^LL1200", b"^PW898^LL1535"), "zpl", "76x130"),
        (ZPL.replace(b"^PW800^LL1200", b""), "zpl", "76x130"),
        (render(label(), "4x6in").data, "pdf", "4x6in"),
        (render(label(), "100x180").data, "pdf", "100x180"),
    ],
)
def test_a_carrier_s_label_is_printed_to_the_byte_on_its_own_paper(
    shop: Shop, parcel: int, data: bytes, fmt: str, size: str
) -> None:
    shop.app.paper_settings.change(shop.boss, sizes={"label": "76x130"})
    kept = shop.app.carrier_labels.attach(shop.clerk, parcel, data, "label.bin")
    assert (kept.fmt, kept.size, kept.waybill) == (fmt, size, "F10000001")
    made = shop.app.printing.label(shop.clerk, parcel)
    assert (made.data, made.fmt, made.size) == (data, fmt, size)
    shop.app.printing.done(shop.clerk, made.job_id)
    again = shop.app.printing.label(shop.clerk, parcel, reason="jam")
    assert again.data == data
    assert again.copy == made.copy + 1


def test_our_own_label_that_waits_is_void_and_the_same_file_again_changes_nothing(shop: Shop, parcel: int) -> None:
    [ours] = shop.app.printing.waiting()
    labels = shop.app.carrier_labels
    first = labels.attach(shop.clerk, parcel, ZPL)
    assert ours.id not in [job.id for job in shop.app.printing.waiting()]
    assert labels.attach(shop.clerk, parcel, ZPL) == first
    other = labels.attach(shop.clerk, parcel, ZPL.replace(b"SF1420", b"SF1421"))
    assert b"SF1421" in shop.app.printing.label(shop.clerk, parcel).data
    assert other.id != first.id


def test_a_carrier_s_label_does_not_go_into_a_file_with_others(shop: Shop, parcel: int) -> None:
    shop.app.carrier_labels.attach(shop.clerk, parcel, ZPL)
    with pytest.raises(OmsError) as refused:
        shop.app.printing.labels(shop.clerk, [parcel])
    assert refused.value.code == "carrier_label_alone"


def test_among_many_it_is_named_and_the_others_are_printed(shop: Shop, parcel: int) -> None:
    shop.app.carrier_labels.attach(shop.clerk, parcel, ZPL)
    other = shop.order()
    shop.app.packing.pack_by_scans(shop.clerk, other, ALL)
    ids = [row.id for row in shop.app.orders.page("all")]
    file = shop.app.order_papers.labelled(ids, together=True)
    (ours,) = file.parcel_ids
    assert ours == shop.read(other).parcels[0].id
    assert [one.trouble.code for one in file.results if one.trouble] == ["carrier_label_alone"]
    assert len(shop.app.order_papers.labelled(ids).parcel_ids) == 2  # a printer takes each as it is
    assert shop.app.printing.labels(shop.clerk, file.parcel_ids).data.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "label_not_readable"),
        (b"GIF89a", "label_not_readable"),
        (b"%PDF-1.4 broken", "label_not_readable"),
        (b"^XA^FDno end", "label_not_readable"),
        (render(slip(), "A5").data, "label_size_unknown"),
        (ZPL.replace(b"^PW800^LL1200", b"^PW1200^LL800"), "label_size_unknown"),
        (b"^XA" + b" " * 5_000_000 + b"^XZ", "label_too_large"),
    ],
)
def test_what_is_no_label_is_refused(shop: Shop, parcel: int, data: bytes, code: str) -> None:
    with pytest.raises(OmsError) as refused:
        shop.app.carrier_labels.attach(shop.clerk, parcel, data)
    assert refused.value.code == code


def test_only_who_works_with_parcels_may_attach(shop: Shop, parcel: int) -> None:
    with pytest.raises(Refused) as refused:
        shop.app.carrier_labels.attach(shop.cashier, parcel, ZPL)
    assert refused.value.code == "not_your_role"
