"""`pack`, `print`, `hand-over`: an order goes out of the house by scans, with its paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.documents.reading import decoded, printed_pages, read_text

TEE, CUP, OTHER = "6901234500011", "6901234500042", "6901234500028"


@pytest.fixture
def confirmed(orders: Shell) -> Shell:
    """A100001 has its stock."""
    orders.ok("do A100001 order.confirm")
    return orders


def test_without_scans_the_box_says_what_belongs_in_it(confirmed: Shell) -> None:
    said = confirmed.ok("pack A100001").out.splitlines()
    assert said[0] == "A100001 parcel 1: Open"
    assert said[1].split() == ["A-01-1", "0/1", "TEE-NV-XL", "纯棉短袖T恤", "藏青", "/", "XL", TEE]


def test_each_scan_is_judged_and_a_mistake_stops_until_it_is_acknowledged(confirmed: Shell) -> None:
    stopped = confirmed("pack A100001 --json --scan", TEE, OTHER, CUP)
    assert stopped.code == 1
    assert [scan["verdict"] for scan in stopped.data["scans"]] == ["ok", "wrong", "acknowledge_first"]
    told = confirmed.ok("pack A100001 --json --scan CMD:OK", TEE, "CMD:OK", CUP)
    assert [scan["verdict"] for scan in told.data["scans"]] == ["acknowledged", "over", "acknowledged", "all_in"]
    assert told.data["scans"][-1]["facts"]["waybill"] == "F10000001"
    assert told.data["box"]["state"] == "labelled"
    last = confirmed.ok("pack A100001 --scan F99999999 CMD:OK F10000001").out
    assert "the wrong label, it should be F10000001. Scan CMD:OK" in last
    assert "the right label, packed" in last


def test_a_refund_asked_for_meanwhile_stops_the_box(confirmed: Shell) -> None:
    confirmed.ok("pack A100001 --scan", TEE)
    confirmed.ok("do A100001 case.request --set kind=refund_unshipped --lines CUP-500=1 --reason not_wanted")
    said = confirmed("pack A100001 --scan", CUP)
    assert said.code == 1
    assert "1 of CUP-500 was refunded, exchanged or cancelled; take it out of the box." in said.out
    assert "Take out: CUP-500 × 1" in confirmed.ok("pack A100001").out
    assert "F10000001" in confirmed.ok("pack A100001 --scan CMD:OK").out


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("pack A100002", "order_not_confirmed"),
        ("pack 4006381333931", "pack_code_unknown"),
        (f"pack {TEE}", "pack_order_first"),
        ("pack A100011", "order_not_confirmed"),
        ("print label A100001 -o x.pdf", "no_label_yet"),
        ("print label A100001-7 -o x.pdf", "no_label_yet"),
        ("print label A9 -o x.pdf", "order_missing"),
        ("print picklist A100002 -o x.pdf", "nothing_to_pick"),
        ("print slip A100001 -o x.pdf --size A3", "paper_size_unknown"),
        ("print slip A100001 -o x.pdf --dpi 5", "printer_dpi_unknown"),
        ("print slip A100001 -o no/such/folder/x.pdf", "file_not_written"),
        ("hand-over scan F10000001 --carrier X --json", ""),
        ("hand-over close M000009", "manifest_missing"),
    ],
)
def test_what_cannot_be_packed_printed_or_handed_over_is_said(confirmed: Shell, line: str, code: str) -> None:
    if code:
        assert confirmed.refused(line) == code
    else:
        said = confirmed(line)
        assert (said.code, said.data[0]["error"]) == (1, "waybill_unknown")


def test_paper_goes_into_the_file_or_folder_that_was_named(confirmed: Shell, tmp_path: Path) -> None:
    confirmed.ok("print picklist A100001 -o", tmp_path / "pick.pdf")
    assert "A-01-1" in read_text((tmp_path / "pick.pdf").read_bytes())
    confirmed.ok("pack A100001 --scan", TEE, CUP)
    confirmed.ok("print slip A100001 --size 100x150 -o", tmp_path / "slip.pdf")
    assert "藏青" in read_text((tmp_path / "slip.pdf").read_bytes())
    for dpi in (203.2, 300.0):
        confirmed.ok(f"print label A100001 --dpi {dpi} --reason other -o", tmp_path / "label.pdf")
        assert ("Code 128", "F10000001") in decoded(printed_pages((tmp_path / "label.pdf").read_bytes(), dpi)[0])
    (tmp_path / "out").mkdir()
    again = "print label A100001-1 --format zpl --size 76x130 --json -o"
    assert confirmed.refused(again, tmp_path / "out") == "label_printed_before"
    told = confirmed.ok(again, tmp_path / "out", "--reason", "jam").data
    assert Path(told["file"]).read_bytes().startswith(b"^XA")
    assert (told["format"], told["size"], told["copy"]) == ("zpl", "76x130", 3)


def test_several_orders_are_printed_into_one_file(orders: Shell, tmp_path: Path) -> None:
    numbers = ["A100001", "A100002", "A100003"]
    for number in numbers:
        orders.ok(f"do {number} order.confirm")
    orders.ok("print slip", *numbers, "-o", tmp_path / "slips.pdf")
    text = read_text((tmp_path / "slips.pdf").read_bytes())
    assert all(number in text for number in numbers)
    said = orders("print picklist --json", *numbers, "A100004", "-o", tmp_path / "pick.pdf")
    assert (said.code, [one["error"] for one in said.data["refused"]]) == (1, ["nothing_to_pick"])


def test_parcels_leave_on_a_manifest_that_is_closed_once(confirmed: Shell) -> None:
    confirmed.ok("pack A100001 --scan", TEE, CUP)
    assert "A100001-1" in confirmed.ok("hand-over list").out
    assert confirmed.refused("hand-over list --day tomorrow") == "day_not_valid"
    said = confirmed("hand-over scan F10000001 F10000001")
    assert said.code == 1
    assert "manifest M000001 holds 1 parcel." in said.out
    assert "was handed over before, on manifest M000001." in said.out
    assert confirmed.ok("hand-over close M000001").out == "Manifest M000001 is closed with 1 parcel.\n"
    assert confirmed.refused("hand-over close M000001") == "manifest_closed"
    told = confirmed.ok("hand-over list --json").data
    assert told["waiting"] == []
    assert [one["state"] for one in told["manifests"]] == ["closed"]


def test_a_box_of_another_bench_stays_there_until_a_badge_takes_it_over(confirmed: Shell) -> None:
    confirmed.ok("pack A100001 --station east --scan", TEE)
    assert confirmed.refused("pack A100001 --station west") == "box_elsewhere"
    confirmed.ok("user add mei --user 梅婷 --roles K")
    assert confirmed.refused("--as boss pack A100001 --station west --scan USR:mei") == "badge_not_enough"
    taken = confirmed.ok("--as boss pack A100001-1 --station west --scan USR:boss", f"1*{CUP}").out
    assert taken.splitlines()[0].startswith(f"1*{CUP}  right: ")
    assert confirmed.refused("--as boss pack A100001 --station east") == "box_labelled"
