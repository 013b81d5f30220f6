"""Printers as data: who may change them, what is refused in words, and which one a document goes to."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.printing import ANYWHERE
from desktop_oms.words import say
from tests.services.shop_orders import SHELVED, Shop, open_shop

READY = SHELVED


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


def test_a_printer_has_what_is_usual_for_its_kind(shop: Shop) -> None:
    printers = shop.app.printers
    made = printers.add(shop.boss, " Zebra ", "tcp", "10.0.0.7", dpi=203, paper="4X6IN")
    assert (made.name, made.language, made.dpi, made.paper) == ("Zebra", "zpl", 203.2, "4x6in")
    assert printers.add(shop.boss, "Office", "cups", "HP", paper="A4").language == "pdf"
    assert [one.name for one in printers.all()] == ["Office", "Zebra"]
    assert printers.printer("zebra") == made


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"name": " "}, "field_missing"),
        ({"backend": "fax"}, "printer_backend_unknown"),
        ({"language": "pcl"}, "printer_language_unknown"),
        ({"address": "x:0"}, "printer_address_not_valid"),
        ({"dpi": 96}, "printer_dpi_unknown"),
        ({"paper": "A3"}, "paper_size_unknown"),
        ({"name": "ZEBRA"}, "printer_name_taken"),
        ({"fallback": "Nobody"}, "printer_unknown"),
    ],
)
def test_what_a_printer_cannot_be_is_said_in_words(shop: Shop, told: dict[str, object], code: str) -> None:
    printers = shop.app.printers
    printers.add(shop.boss, "Zebra", "tcp", "10.0.0.7")
    given: dict[str, object] = {"name": "Other", "backend": "tcp", "address": "10.0.0.8"} | told
    with pytest.raises(OmsError, match=code) as caught:
        printers.add(shop.boss, **given)  # type: ignore[arg-type]
    for language in ("zh_CN", "en"):
        assert say(f"error.{code}", language, **caught.value.facts)
    assert len(printers.all()) == 1


def test_only_who_runs_the_house_changes_its_printers(shop: Shop) -> None:
    printers = shop.app.printers
    made = printers.add(shop.boss, "Zebra", "tcp", "10.0.0.7")
    for deed in (
        lambda: printers.add(shop.clerk, "B", "tcp", "10.0.0.8"),
        lambda: printers.change(shop.clerk, made.id, paper="100x180"),
        lambda: printers.remove(shop.clerk, made.id),
        lambda: printers.assign(shop.clerk, "label", ANYWHERE, made.id),
    ):
        with pytest.raises(Refused, match="not_your_role"):
            deed()
    assert printers.all() == [made]


def test_a_stations_own_printer_goes_before_the_one_for_everywhere(shop: Shop) -> None:
    printers, bench, other = shop.app.printers, shop.clerk.station_id, shop.other_clerk.station_id
    everywhere = printers.add(shop.boss, "Everywhere", "tcp", "10.0.0.7")
    mine = printers.add(shop.boss, "Mine", "tcp", "10.0.0.8")
    assert printers.assigned("label", bench) is None
    printers.assign(shop.boss, "label", ANYWHERE, everywhere.id)
    printers.assign(shop.boss, "label", bench, everywhere.id)
    printers.assign(shop.boss, "label", bench, mine.id)
    assert (printers.assigned("label", bench), printers.assigned("label", other)) == (mine, everywhere)
    assert printers.assigned("slip", bench) is None
    printers.assign(shop.boss, "label", bench, None)
    assert printers.assigned("label", bench) == everywhere
    with pytest.raises(OmsError, match="printer_document_unknown"):
        printers.assign(shop.boss, "poster", bench, mine.id)


def test_a_removed_printer_is_used_nowhere_and_its_name_is_free(shop: Shop) -> None:
    printers = shop.app.printers
    old = printers.add(shop.boss, "Zebra", "practice", "")
    other = printers.add(shop.boss, "Other", "practice", "", fallback="Zebra")
    printers.assign(shop.boss, "label", ANYWHERE, old.id)
    printers.remove(shop.boss, old.id)
    assert printers.assigned("label", shop.clerk.station_id) is None
    assert printers.by_id(other.id).fallback_id is None
    assert printers.add(shop.boss, "Zebra", "practice", "").id != old.id


def test_fallbacks_never_go_round_in_a_circle(shop: Shop) -> None:
    printers = shop.app.printers
    first = printers.add(shop.boss, "A", "practice", "")
    second = printers.add(shop.boss, "B", "practice", "", fallback="A")
    printers.add(shop.boss, "C", "practice", "", fallback="B")
    with pytest.raises(OmsError, match="printer_fallback_circle"):
        printers.change(shop.boss, first.id, fallback="C")
    with pytest.raises(OmsError, match="printer_fallback_circle"):
        printers.change(shop.boss, first.id, fallback="A")
    assert printers.change(shop.boss, second.id, fallback="").fallback_id is None


def test_a_changed_address_is_the_new_way(shop: Shop) -> None:
    printers = shop.app.printers
    made = printers.add(shop.boss, "Practice", "practice", "offline, offline")
    with pytest.raises(OmsError, match="printer_offline"):
        printers.check(made.id)
    printers.change(shop.boss, made.id, address="")
    printers.check(made.id)
