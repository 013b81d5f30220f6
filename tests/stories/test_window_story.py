"""The main job as a merchant does it: through the window alone, by keys and scans, from nothing to a completed order.

The story is told twice, in English on PostgreSQL and in Chinese on a file.  Every sentence is read where it is shown;
what the state of things forbids is asked for on the way and refused in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_oms.resources import resource
from tests.documents.reading import decoded, printed_pages, read_text
from tests.stories.merchant import ENTER, HAND_OVER, NOBODYS, PACKING, SPACE, TALES, TEE, TEE_L, Merchant
from tests.stories.window import rows, story_window

ESCAPE = Qt.Key.Key_Escape
RARE = "𠮷㐂䶮𬭼"  # names that fonts and encodings forget


@pytest.fixture(params=zip(TALES, ("postgres_url", "sqlite_url"), strict=True), ids=lambda told: told[0].language)
def merchant(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Merchant]:
    """A merchant before an empty database; file dialogs to open are answered with what the merchant has ready."""
    tale, database = request.param
    (tmp_path / "paper").mkdir()
    at = story_window(request.getfixturevalue(database), tale.language, tmp_path, qtbot)
    made = Merchant(tale, at)

    def answer(_parent: object, title: str, *_more: object) -> tuple[list[str], str]:
        made.asked.append(title)
        return [str(path) for path in made.answers.pop(0)], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", answer)
    yield made
    at.close()


def set_up(me: Merchant) -> None:
    """The first page: a name is missing, then all is there."""
    me.at.page("first_run")
    me.sees(me.says("page.first_run"), me.says("first_run.sub"))
    me.at.write(f"小满百货 {RARE}")
    me.at.key(ENTER)
    me.sees(me.says("error.field_missing", field=me.says("first_run.user_name")))
    assert me.at.focus() == "first_run.user_name"
    me.at.write("Wang Man")
    if me.tale.language == "en":
        me.at.go_to("first_run.sender_phone")
        me.at.write("0755-88886666")
    me.at.key(ENTER)
    me.at.page("orders")
    assert me.told() == me.says("first_run.done", seller=f"小满百货 {RARE}")
    me.sees(me.says("orders.none_yet"), me.says("orders.none_yet_advice"))


def refuses_in_the_house(me: Merchant, number: str, why: str) -> None:
    """At the bench and at the door the order is refused too, in words, until OK is scanned."""
    me.at.open(PACKING, "packing")
    me.at.scan(number)
    me.sees(me.says("packing.blocked"), me.says(f"error.{why}", number=number))
    me.at.scan("CMD:OK")
    me.sees(me.says("packing.scan_order"))
    me.at.key(ESCAPE)
    me.at.open(HAND_OVER, "hand_over")
    me.at.scan(number)
    me.sees(me.says("hand_over.refused"), me.says("error.waybill_unknown", waybill=number))


def bring_goods_in(me: Merchant) -> None:
    """Products and stock: a wrong file is refused in words, good ones come in whole."""
    me.at.press("i")
    page = me.at.page("importing")
    for key, kind, name in (("p", "products", "products.csv"), ("s", "stock", "stock.csv")):
        me.answers.append([resource("samples", name)])
        me.at.press(key)
        me.sees(me.says(f"importing.{kind}"), me.says("importing.sub_done"), me.says("importing.goods_done", n=12))
        board = page.goods.board.board  # type: ignore[attr-defined]
        assert board.counters.spoken()[3].startswith(f"0 {me.says('importing.counter_refused', n=0)}")
        assert len(rows(board.table)) == 12
        me.at.press("n")
    assert me.asked == [me.says("importing.choose_products"), me.says("importing.choose_stock")]


def order_files(me: Merchant) -> list[Path]:
    """Yesterday's export, as the shop's platform writes it, with a buyer whose name is rare."""
    files = []
    for name in me.tale.files:
        text = resource("samples", "orders", name).read_bytes().decode(me.tale.encoding)
        file = me.at.folder / name
        file.write_bytes(text.replace(me.tale.buyer, RARE).encode(me.tale.encoding))
        files.append(file)
    return files


def bring_orders_in(me: Merchant) -> None:
    """A file that is no table, then the export: looked through, brought in; once more it changes nothing."""
    letter = me.at.folder / "letter.pdf"
    letter.write_bytes(b"%PDF-1.7 ...")
    me.answers += [[letter], order_files(me)]
    page = me.at.page("importing")
    me.at.press("o")
    assert page.news()["error"] == me.says("error.file_is_pdf", file="letter.pdf")
    me.at.press("o")
    me.sees(me.says("importing.orders"), me.says("importing.sub_check"))
    assert not me.at.app.orders.page("all")
    me.at.key(ENTER)
    me.at.settle()
    assert me.told() == me.tale.said
    me.sees(me.says("importing.sub_done"))
    me.at.press("n")
    me.answers.append(order_files(me))
    me.at.press("o")
    me.at.key(ENTER)
    me.sees(me.says("importing.import_none_why"))
    me.at.key(ESCAPE)
    me.at.settle()


def look_over(me: Merchant) -> str:
    """What is ready and what is not, and why; returns our number of the story's order."""
    me.search(me.tale.external_no)
    number = me.order(me.tale.external_no).number
    me.sees(number, me.says("status.paid"), me.says("orders.do.confirm"))
    refuses_in_the_house(me, number, "order_not_confirmed")
    solving = me.open_queue("to_solve")
    assert solving
    me.at.key(Qt.Key.Key_Home)
    for row in solving:
        number_of_row = row[1].split(" · ")[1]
        kinds = [me.says(f"task.{task.kind}") for task in me.order(number_of_row).tasks if task.state == "open"]
        assert kinds
        me.sees(number_of_row, me.says("orders.card.tasks"), *kinds)
        me.at.key(Qt.Key.Key_Down)
    return number


def confirm(me: Merchant, number: str) -> list[str]:
    """The story's order by its key, back and again; then all the rest at once, each refusal in words."""
    me.search(number)
    me.at.press("c")
    assert me.told() == me.says("orders.done", number=number, deed=me.says("orders.do.confirm"))
    assert me.order(number).status == "confirmed"
    me.at.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert me.told() == me.says("orders.undone", number=number, deed=me.says("orders.do.confirm"))
    assert me.order(number).status == "paid"
    me.open_queue("all")
    me.check_all()
    me.at.go_to("bulk.confirm")
    me.at.key(SPACE)
    dialog = me.at.dialog()
    results = rows(dialog.table)  # type: ignore[attr-defined]
    done = [row[0] for row in results if row[1] == me.says("orders.bulk.row_done")]
    refused = {row[0]: row[2] for row in results if row[1] == me.says("orders.bulk.row_refused")}
    assert number in done
    assert len(done) + len(refused) == len(results)
    assert refused
    summary = [me.says("orders.bulk.done", n=len(done)), me.says("orders.bulk.refused", n=len(refused))]
    assert me.says("orders.sentence_sign").join(summary) in me.at.shown(dialog)
    me.at.key(ENTER)
    me.at.page("orders")
    return sorted(done)


def pick(me: Merchant, number: str) -> None:
    """The pick list of all that is ready, by bin, and the packing slips, as files."""
    ready = [row[1].split(" · ")[1] for row in me.open_queue("to_pick")]
    assert number in ready
    me.check_all()
    me.at.go_to("bulk.pick_list")
    me.at.key(SPACE)
    text = read_text(me.save().read_bytes())
    assert text.index("A-01-1") < text.index("A-02-1") < text.index("B-01-2")
    assert all(one in text for one in ready)
    me.search(number)
    me.check_all()
    me.at.go_to("bulk.slips")
    me.at.key(SPACE)
    slip = read_text(me.save().read_bytes())
    assert RARE in slip
    assert number in slip


def pack(me: Merchant, number: str) -> str:
    """By the scanner alone: a wrong piece, one too many, a stranger's code; the label wrong, then right."""
    me.search(number)
    me.at.press("p")
    me.at.page("packing")
    me.sees(number, me.says("packing.scan_item"), f"0 / {len(me.tale.codes)}")
    me.at.scan(TEE_L)
    me.sees(me.says("packing.wrong"), me.says("packing.not_counted"), me.says("packing.scan_ok"))
    me.at.scan(TEE)
    me.sees(me.says("packing.not_counted_ok_first", code=TEE))
    me.at.key(ESCAPE)
    me.sees(me.says("packing.wrong"))
    me.at.scan("CMD:OK", TEE)
    me.sees(f"1 / {len(me.tale.codes)}")
    me.at.scan(TEE)
    me.sees(me.says("packing.over"))
    me.at.scan("CMD:OK", NOBODYS)
    me.sees(me.says("packing.unknown"))
    me.at.scan("CMD:OK", *me.tale.codes[1:])
    me.sees(me.says("packing.all_in", n=len(me.tale.codes)), me.says("packing.label_ready"))
    waybill = me.order(number).parcels[0].waybill
    me.at.scan("F99999999")
    me.sees(me.says("packing.wrong_label"), me.says("packing.scan_ok_label"))
    me.at.scan("CMD:OK", waybill)
    me.sees(me.says("packing.box_packed", number=number))
    me.at.scan(number)
    me.sees(me.says("error.box_labelled", number=number, waybill=waybill))
    me.at.scan("CMD:OK")
    me.at.key(ESCAPE)
    return waybill


def check_label(me: Merchant, waybill: str) -> None:
    """The label was saved by itself; it reads back as a printer of either kind puts it out, rare names and all."""
    label = me.paper()[-1]
    assert label.name.startswith("label-")
    data = label.read_bytes()
    assert RARE in read_text(data)
    for dpi in (203.2, 300.0):
        assert ("Code 128", waybill) in decoded(printed_pages(data, dpi)[0])


def hand_over(me: Merchant, number: str, waybill: str) -> None:
    """Every label is scanned out; an unknown one and one twice are refused; the manifest closes once."""
    me.at.open(HAND_OVER, "hand_over")
    me.at.scan("F99999999")
    me.sees(me.says("hand_over.refused"), me.says("error.waybill_unknown", waybill="F99999999"))
    me.at.scan(waybill)
    me.sees(me.says("hand_over.handed", waybill=waybill))
    me.at.scan(waybill)
    me.sees(me.says("error.already_handed_over", number=number, waybill=waybill, manifest="M000001"))
    me.at.key(Qt.Key.Key_F9)
    dialog = me.at.dialog()
    assert me.says("hand_over.close_question", manifest="M000001") in me.at.shown(dialog)
    me.at.go_to("confirm.deed")
    me.at.key(SPACE)
    me.at.page("hand_over")
    assert me.told() == me.says("hand_over.closed", manifest="M000001", n=1)
    me.at.key(Qt.Key.Key_F9)  # what is closed cannot be closed again, only be reopened by a manager
    me.sees(me.says("hand_over.reopen"))
    assert me.at.app.hand_over.manifests()[0].state == "closed"


def finish(me: Merchant, number: str) -> None:
    """Delivered is recorded with a reason, then the order completes; a screen that is behind is told so."""
    me.search(number)
    me.sees(me.says("status.shipped"), me.says("orders.do.deliver"))
    me.at.press("f")
    assert me.order(number).status == "shipped"
    me.at.press("d")
    dialog = me.at.dialog()
    me.at.key(ENTER)
    assert me.says("error.reason_missing") in me.at.shown(dialog)
    me.at.go_to("deed.reason")
    me.at.write("the courier called")
    me.at.app.commands.do(me.at.app.people.actor("wang"), me.order(number).id, "order.amend", args={"seller_note": "x"})
    me.at.key(ENTER)
    who, event = me.at.app.people.users()[0].name, me.says("event.order.amend")
    assert me.says("error.order_changed_by", number=number, who=who, event=event) in me.at.shown(dialog)
    me.at.key(ESCAPE)
    me.search(number)
    for key, word, status in (("d", "deliver", "shipped"), ("f", "complete", "completed")):
        me.at.press(key)
        me.at.dialog()
        me.at.go_to("deed.reason")
        me.at.write("the courier called")
        me.at.key(ENTER)
        me.at.page("orders")
        assert me.told() == me.says("orders.done", number=number, deed=me.says(f"orders.do.{word}"))
        me.sees(me.says(f"status.{status}"))
    me.at.press("x")
    me.at.press("f")
    assert me.order(number).status == "completed"


def read_history(me: Merchant) -> None:
    """Every step is told, in words, with who did it."""
    me.at.go_to("history.more")
    me.at.key(SPACE)
    events = ("order.submit", "order.pay", "order.confirm", "order.unconfirm", "fulfilment.pick", "parcel.open")
    events += ("parcel.pack", "parcel.label", "parcel.hand_over", "parcel.deliver", "order.complete")
    me.sees("Wang Man", "the courier called", *(me.says(f"event.{event}") for event in events))


@pytest.mark.timeout(900)
def test_the_main_job(merchant: Merchant) -> None:
    me = merchant
    set_up(me)
    bring_goods_in(me)
    bring_orders_in(me)
    number = look_over(me)
    confirm(me, number)
    pick(me, number)
    waybill = pack(me, number)
    check_label(me, waybill)
    hand_over(me, number, waybill)
    finish(me, number)
    read_history(me)
    assert me.at.app.upkeep.reconcile(full=True) == []
    assert me.at.watch.strays == []
