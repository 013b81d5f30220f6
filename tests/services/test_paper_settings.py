"""How a seller wants its paper: kept, checked, written down, and seen on what is printed."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.services.paper_settings import PaperStyle
from tests.documents.reading import printed_pages, read_text
from tests.services.shop_orders import CUP_CODE, SHELVED, Shop, open_shop

READY = SHELVED


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


def slip_of(shop: Shop, number: str) -> bytes:
    return shop.app.printing.slip(shop.desk, shop.app.orders.find(number)).data


def png(colour: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (300, 100), colour).save(buffer, "PNG")
    return buffer.getvalue()


def test_a_shop_begins_with_no_prices_no_masks_and_no_texts(shop: Shop) -> None:
    desk = shop.app.paper_settings
    assert desk.style() == PaperStyle()
    assert desk.logo() is None
    text = read_text(slip_of(shop, shop.order()))
    assert "¥" not in text
    assert "13912345678" in text


def test_what_a_seller_sets_is_seen_on_its_slips(shop: Shop) -> None:
    desk, number = shop.app.paper_settings, shop.order()
    desk.change(shop.boss, store_name="山野", thanks="谢谢惠顾", gift_message="生日快乐", return_policy="七天退换")
    desk.change(shop.boss, slip_prices=True, mask_receiver=True)
    text = read_text(slip_of(shop, number))
    for fact in ("山野", "谢谢惠顾", "生日快乐", "七天退换", "¥35.00", "139******78"):
        assert fact in text
    assert "13912345678" not in text
    desk.change(shop.boss, document_language="en")
    assert "Packingslip" in read_text(slip_of(shop, number))


def test_a_channel_s_own_setting_wins_over_its_seller_s(shop: Shop) -> None:
    shop.app.paper_settings.change(shop.boss, slip_prices=True, document_language="en")
    channel = shop.app.setup.state().channel("shopify")
    shop.app.setup.change_channel(shop.boss, channel.id, slip_prices=False, document_language="")
    text = read_text(slip_of(shop, shop.order()))
    assert "¥" not in text
    assert "Packingslip" in text


def test_a_logo_is_kept_shown_and_taken_away(shop: Shop) -> None:
    desk, number = shop.app.paper_settings, shop.order()
    plain = printed_pages(slip_of(shop, number), 72)[0]
    logo = desk.set_logo(shop.boss, "", png("black"))
    assert logo is not None
    assert desk.logo() == logo
    pages = (plain, printed_pages(slip_of(shop, number), 72)[0])
    black = [sum(page.crop((28, 28, 90, 70)).histogram()[:60]) for page in pages]
    assert black[1] > black[0] + 300
    assert desk.set_logo(shop.boss, "", b"") is None
    assert desk.logo() is None
    with pytest.raises(OmsError) as refused:
        desk.set_logo(shop.boss, "", b"no picture")
    assert refused.value.code == "logo_not_readable"


def test_sizes_are_kept_by_document_and_an_empty_one_is_the_usual_again(shop: Shop) -> None:
    desk = shop.app.paper_settings
    assert desk.change(shop.boss, sizes={"label": "76X130", "slip": "A4"}).sizes == {"label": "76x130", "slip": "A4"}
    assert desk.change(shop.boss, sizes={"slip": ""}).sizes == {"label": "76x130"}


def test_the_usual_size_of_a_seller_is_what_is_printed_on_unless_another_is_asked_for(shop: Shop) -> None:
    shop.app.paper_settings.change(shop.boss, sizes={"label": "76x130", "slip": "A4", "picklist": "A5"})
    number = shop.order()
    assert shop.app.printing.slip(shop.desk, shop.app.orders.find(number)).size == "A4"
    listed = shop.app.printing.pick_list(shop.clerk, [shop.app.orders.find(number)]).made
    assert listed is not None
    assert listed.size == "A5"
    shop.app.packing.pack_by_scans(shop.clerk, number, [CUP_CODE, "TEE-XL", "TEE-XL"])
    [waiting] = [job for job in shop.app.printing.waiting() if job.document == "label"]
    parcel = shop.read(number).parcels[0].id
    first = shop.app.printing.label(shop.clerk, parcel)
    assert (first.job_id, first.size, first.copy) == (waiting.id, "76x130", 1)
    assert shop.app.printing.label(shop.clerk, parcel, size="100x180").size == "100x180"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"colour": "red"}, "paper_field_unknown"),
        ({"thanks": "x" * 121}, "paper_text_too_long"),
        ({"document_language": "fr"}, "paper_language_unknown"),
        ({"gs1_prefix": "12"}, "gs1_prefix_wrong"),
        ({"sizes": {"label": "A5"}}, "paper_size_unknown"),
        ({"sizes": {"letter": "A5"}}, "paper_field_unknown"),
    ],
)
def test_what_paper_cannot_be_is_refused(shop: Shop, values: dict[str, object], code: str) -> None:
    with pytest.raises(OmsError) as refused:
        shop.app.paper_settings.change(shop.boss, **values)
    assert refused.value.code == code
    assert shop.app.paper_settings.style() == PaperStyle()


def test_only_those_who_manage_change_it_and_who_did_is_written_down(shop: Shop) -> None:
    desk = shop.app.paper_settings
    for deed in (lambda: desk.change(shop.clerk, thanks="x"), lambda: desk.set_logo(shop.clerk, "", png("red"))):
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.code == "not_your_role"
    desk.change(shop.boss, thanks="谢谢")
    desk.change(shop.boss, thanks="谢谢")
    [(actor, _, facts)] = shop.app.database.read(lambda conn: shop.deeds(conn, "paper.change"))
    assert (actor, facts["fields"]) == ("boss", ["thanks"])
