"""Paper asked for on the orders page goes to the station's printer, and two clicks make one label."""

from __future__ import annotations

from tests.ui.printing.conftest import ALL, PrintStage
from ui.deeds.papers import Papers


def test_a_label_goes_to_the_stations_printer_once(print_stage: PrintStage, language: str) -> None:
    stage = print_stage
    stage.printer("silent")
    page, number = stage.page(language), stage.shop.order()
    stage.app.packing.pack_by_scans(stage.shop.clerk, number, ALL)
    parcel_id = stage.shop.read(number).parcels[0].id
    papers, heard = Papers(page.desk, page), list[str]()
    papers.saved.connect(heard.append)
    for _ in range(2):
        papers.label(parcel_id)
    assert heard == [page.words("printing.now.spooled", printer="Practice")] * 2
    [one] = [one for one in stage.app.print_queue.listing("today") if one.sending is not None]
    assert one.sending is not None
    assert one.sending.tries == 1


def test_a_printer_that_is_off_is_told_on_the_page(print_stage: PrintStage, language: str) -> None:
    stage = print_stage
    stage.printer("offline")
    page, number = stage.page(language), stage.shop.order()
    stage.app.packing.pack_by_scans(stage.shop.clerk, number, ALL)
    papers, refused = Papers(page.desk, page), list[object]()
    papers.refused.connect(refused.append)
    papers.label(stage.shop.read(number).parcels[0].id)
    assert [getattr(error, "code", "") for error in refused] == ["printer_offline"]
