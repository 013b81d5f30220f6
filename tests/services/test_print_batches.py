"""Batches of labels: the order of the list, a stop at the first that does not go, and going on after a jam."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError
from tests.documents.reading import printed_pages
from tests.services.print_shop import print_shop


def labels_of(paper: list[bytes]) -> list[str]:
    """The order of the waybills that came out."""
    return [data.split(b"^FD")[1].split(b"^FS")[0].decode() for data in paper]


def test_a_batch_comes_out_in_the_lists_order_and_stops_at_the_first_that_does_not_go(app: App) -> None:
    desk = print_shop(app, "ok, ok, paper")
    boxes = [desk.box() for _ in range(5)]
    wanted = [boxes[place] for place in (3, 1, 4, 0, 2)]
    made = desk.app.print_desk.print_labels(desk.shop.clerk, wanted, request="batch")
    assert [(one.sending.place, one.sending.pieces) for one in made if one.sending] == [(n, 5) for n in range(1, 6)]
    assert [one.state for one in made] == ["done", "done", "failed", "waiting", "waiting"]
    assert labels_of(desk.paper.printed) == ["F10000004", "F10000002"]
    batch_id = made[0].sending.batch_id if made[0].sending else 0
    assert batch_id
    done = desk.app.print_sender.send_batch(desk.shop.clerk, batch_id)
    assert labels_of(desk.paper.printed) == ["F10000004", "F10000002", "F10000005", "F10000001", "F10000003"]
    assert len(done) == 5
    assert len(desk.app.print_desk.print_labels(desk.shop.clerk, wanted, request="batch")) == 5
    assert len(desk.paper.printed) == 5


def test_a_batch_that_never_began_goes_out_whole_when_its_first_label_is_sent(app: App) -> None:
    desk = print_shop(app, "offline, ok")
    made = desk.app.print_desk.print_labels(desk.shop.clerk, [desk.box() for _ in range(3)])
    assert [one.state for one in made] == ["failed", "waiting", "waiting"]
    assert desk.app.print_queue.retry(desk.shop.clerk, made[0].job.id).state in ("spooled", "done")
    assert labels_of(desk.paper.printed) == ["F10000001", "F10000002", "F10000003"]


def test_a_label_of_open_outcome_among_many_is_told_and_printed_once_more_for_a_reason(app: App) -> None:
    desk = print_shop(app, "unsure, ok")
    boxes = [desk.box() for _ in range(3)]
    assert desk.label(boxes[1]).state == "stuck"
    made = desk.app.print_desk.print_labels(desk.shop.clerk, boxes)
    assert [one.state for one in made] == ["done", "stuck", "spooled"]
    assert labels_of(desk.paper.printed) == ["F10000001", "F10000003"]
    again = desk.app.print_desk.print_label(desk.shop.clerk, boxes[1], reason="jam")
    assert (again.state, again.job.copy) == ("spooled", 2)
    assert desk.app.print_queue.one(made[1].job.id).state == "void"


def test_labels_for_a_printer_of_sheets_share_its_sheets(app: App) -> None:
    desk = print_shop(app, "ok")
    boss, boxes = desk.shop.boss, [desk.box() for _ in range(3)]
    desk.app.printers.change(boss, desk.printer.id, paper="A4", language="pdf")
    (sent,) = desk.app.print_desk.print_labels(desk.shop.clerk, boxes, request="sheets")
    assert sent.job.size.startswith("A4-2up")
    assert len(printed_pages(desk.app.printing.made(sent.job.id).data, 203.2)) == 2
    (again,) = desk.app.print_desk.print_labels(desk.shop.clerk, boxes, request="sheets")
    assert again.job.id == sent.job.id
    desk.app.paper_settings.change(boss, sizes={"label": "A4-4up"})
    (four,) = desk.app.print_desk.print_labels(desk.shop.clerk, boxes, reason="other", start=2)
    assert four.job.size.startswith("A4-4up")
    assert len(printed_pages(desk.app.printing.made(four.job.id).data, 203.2)) == 1


def test_a_batch_goes_on_behind_the_last_good_label(app: App) -> None:
    desk = print_shop(app, "ok, silent, silent, silent, offline")
    boxes = [desk.box() for _ in range(6)]
    made = desk.app.print_desk.print_labels(desk.shop.clerk, boxes)
    batch_id = made[0].sending.batch_id if made[0].sending else 0
    file = desk.app.printing.label(desk.shop.clerk, boxes[1], reason="other")
    assert [one.state for one in made] == ["done", "spooled", "spooled", "spooled", "failed", "waiting"]
    with pytest.raises(OmsError, match="label_not_in_batch"):
        desk.app.print_queue.resume(desk.shop.clerk, batch_id or 0, "F10000099")
    after = desk.app.print_queue.resume(desk.shop.clerk, batch_id or 0, "F10000002")
    assert labels_of(desk.paper.printed)[4:] == ["F10000003", "F10000004", "F10000005", "F10000006"]
    assert desk.paper.cancelled == [one.sending.reference for one in made[2:4] if one.sending]
    assert [one.job.copy for one in after] == [1, 1, 2, 2, 1, 1]
    assert [one.state for one in after][:2] == ["done", "confirmed"]
    assert desk.app.print_queue.one(file.job_id).state == "confirmed"  # every print of a label that was scanned
    assert [one.sending.place for one in after if one.sending] == [1, 2, 3, 4, 5, 6]
    assert len(set(desk.paper.printed[2:4]) & set(desk.paper.printed[4:6])) == 2
