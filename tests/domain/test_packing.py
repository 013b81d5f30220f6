"""What a scan means at the bench, moment by moment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop_oms.domain.codes import gtin14, keys_of, normalise, of_new_goods, read
from desktop_oms.domain.packing import (
    Article,
    Moment,
    PackingSession,
    PackLine,
    Verdict,
    bin_order,
)

ROOT = Path(__file__).parents[2]
CUP, TEE = "6901234567892", "TEE-NAVY-XL"


def a_box(**lines: int) -> PackingSession:
    """A box for cups and tees: pieces by name, `cup=1, tee=3` unless said otherwise."""
    wanted = lines or {"cup": 1, "tee": 3}
    goods = {
        "cup": PackLine(1, "CUP", "Cup", "500 ml", wanted.get("cup", 0), codes={CUP: 1, gtin14(CUP): 1, "CUP": 1}),
        "tee": PackLine(2, "TEE", "Tee", "NAVY / XL", wanted.get("tee", 0), codes={TEE: 1, "CARTON-2": 2}),
    }
    foreign = {"TEE-NAVY-M": Article("TEE-NAVY-M", "Tee", "NAVY / M")}
    return PackingSession([goods[name] for name in wanted], foreign)


def verdicts(box: PackingSession, *codes: str) -> list[str]:
    return [str(box.scan(code).verdict) for code in codes]


def test_each_right_piece_counts_and_the_last_one_says_all_in() -> None:
    box = a_box()
    assert verdicts(box, CUP, TEE, TEE) == ["ok", "ok", "ok"]
    assert box.pieces == (3, 4)
    assert box.moment == Moment.OPEN
    assert verdicts(box, TEE) == ["all_in"]
    assert box.moment == Moment.ALL_IN


def test_a_piece_of_another_order_is_wrong_and_says_what_it_is() -> None:
    box = a_box()
    result = box.scan("tee-navy-m")
    assert result.verdict == Verdict.WRONG
    assert result.article is not None
    assert result.article.spec == "NAVY / M"
    assert box.pieces == (0, 4)


def test_a_code_nobody_knows_is_unknown() -> None:
    result = a_box().scan("what is this")
    assert (result.verdict, result.article, result.code) == (Verdict.UNKNOWN, None, "WHAT IS THIS")


def test_one_too_many_is_over_and_does_not_count() -> None:
    box = a_box()
    assert verdicts(box, CUP, CUP) == ["ok", "over"]
    assert box.pieces == (1, 4)


@pytest.mark.parametrize("mistake", ["TEE-NAVY-M", "NOBODY-KNOWS"])
def test_a_mistake_stops_the_box_until_it_is_acknowledged(mistake: str) -> None:
    box = a_box()
    box.scan(mistake)
    assert verdicts(box, CUP, "CMD:UNDO", "CMD:OK", CUP) == [
        "acknowledge_first",
        "acknowledge_first",
        "acknowledged",
        "ok",
    ]
    assert box.stop is None


def test_a_refusal_of_the_database_stops_the_box() -> None:
    box = a_box()
    box.scan(CUP)
    box.take_back(1)
    stopped = box.block("units_blocked", sku="CUP", n=1)
    assert (stopped.verdict, stopped.refusal, stopped.facts["sku"]) == (Verdict.BLOCKED, "units_blocked", "CUP")
    assert box.pieces == (0, 4)
    assert verdicts(box, CUP) == ["acknowledge_first"]


def test_a_cartons_code_counts_for_all_it_holds_but_never_past_what_remains() -> None:
    box = a_box(tee=3)
    result = box.scan("carton-2")
    assert (result.verdict, result.units, box.pieces) == (Verdict.OK, 2, (2, 3))
    assert verdicts(box, "CARTON-2") == ["over"]
    assert box.pieces == (2, 3)
    assert verdicts(box, "CMD:OK", TEE) == ["acknowledged", "all_in"]


def test_the_same_goods_on_two_lines_fill_one_after_the_other() -> None:
    lines = [PackLine(n, "CUP", "Cup", "", 1, codes={CUP: 1}) for n in (1, 2)]
    box = PackingSession(lines)
    assert verdicts(box, CUP, CUP, CUP) == ["ok", "all_in", "over"]
    assert [line.scanned for line in lines] == [1, 1]


def test_undo_takes_the_last_accepted_scan_back() -> None:
    box = a_box()
    verdicts(box, CUP, "CARTON-2")
    result = box.scan("cmd:undo")
    assert (result.verdict, result.units, box.pieces) == (Verdict.UNDONE, -2, (1, 4))
    assert verdicts(box, "CMD:UNDO", "CMD:UNDO") == ["undone", "nothing_to_undo"]


def test_undo_reopens_a_full_box_but_not_a_labelled_one() -> None:
    box = a_box(cup=1)
    assert verdicts(box, CUP, "CMD:UNDO") == ["all_in", "undone"]
    assert box.moment == Moment.OPEN
    box.scan(CUP)
    box.labelled("F100001")
    assert verdicts(box, "CMD:UNDO") == ["nothing_to_undo"]


def test_undo_works_after_a_restart() -> None:
    lines = [PackLine(1, "CUP", "Cup", "", 3, scanned=3, codes={CUP: 1})]
    box = PackingSession(lines, done=[(1, 1), (1, 2)])
    assert box.moment == Moment.ALL_IN
    assert box.scan("CMD:UNDO").units == -2
    assert box.pieces == (1, 3)


def test_an_undo_that_could_not_be_stored_counts_again() -> None:
    box = a_box(cup=1)
    box.scan(CUP)
    undone = box.scan("CMD:UNDO")
    box.take_back(1, undone.units)
    assert (box.pieces, box.moment) == ((1, 1), Moment.ALL_IN)


def test_the_printed_label_must_be_scanned_and_match() -> None:
    box = a_box(cup=1)
    box.scan(CUP)
    box.labelled("f10000001")
    wrong = box.scan("F10000002")
    assert (wrong.verdict, wrong.facts["waybill"]) == (Verdict.WRONG_LABEL, "F10000001")
    assert verdicts(box, "F10000001", "CMD:OK", "F10000001") == ["acknowledge_first", "acknowledged", "label_ok"]
    assert box.moment == Moment.PACKED


def test_a_box_reopened_with_its_label_waits_for_the_label() -> None:
    box = PackingSession([PackLine(1, "CUP", "Cup", "", 1, 1, codes={CUP: 1})], waybill="F10000001")
    assert verdicts(box, CUP) == ["wrong_label"]


def test_the_next_piece_is_the_one_begun_then_the_first_open_one() -> None:
    box = a_box()
    assert box.current is not None
    assert box.current.sku == "CUP"
    box.scan(TEE)
    assert box.current.sku == "TEE"
    verdicts(box, TEE, TEE, CUP)
    assert box.current is None


def test_an_unknown_command_is_no_piece() -> None:
    assert verdicts(a_box(), "CMD:DANCE") == ["command_unknown"]


def test_codes_are_compared_without_case_blanks_control_signs_and_width() -> None:
    assert normalise(" ｔｅｅ-1\x1d\u200f ") == "TEE-1"


@pytest.mark.parametrize(
    ("code", "padded"),
    [
        ("96385074", "00000096385074"),
        ("036000291452", "00036000291452"),
        ("6901234567892", "06901234567892"),
        ("06901234567892", "06901234567892"),
        ("6901234567890", ""),
        ("690123456789", ""),
        ("١٢٣٤٥٦٧٨", ""),
        ("TEE-1", ""),
    ],
)
def test_product_codes_of_any_length_compare_as_gtin_14(code: str, padded: str) -> None:
    assert gtin14(code) == padded


def test_an_exact_code_is_looked_up_before_its_gtin_14() -> None:
    assert keys_of("036000291452") == ["036000291452", "00036000291452"]
    assert keys_of("06901234567892") == ["06901234567892"]
    assert a_box(cup=1).scan("06901234567892").verdict == Verdict.ALL_IN


def test_bins_are_walked_as_people_count() -> None:
    assert sorted(["B1", "", "A-10", "A-2", "A-2-11", "A-2-3"], key=bin_order) == [
        "A-2",
        "A-2-3",
        "A-2-11",
        "A-10",
        "B1",
        "",
    ]


@pytest.mark.parametrize(
    ("scanned", "family", "body"),
    [
        ("cmd:ok", "command", "OK"),
        ("USR:boss", "badge", "BOSS"),
        ("QTY:12", "quantity", "12"),
        ("12*", "quantity", "12"),
        ("PKG:M", "package", "M"),
        ("WGT:1240", "weight", "1240"),
        ("LOC:A-10", "location", "A-10"),
        ("CMD", "data", "CMD"),
        ("XCMD:OK", "data", "XCMD:OK"),
        ("12*3", "data", "12*3"),
        ("USR 1", "data", "USR 1"),
    ],
)
def test_only_a_prefix_makes_a_code_more_than_data(scanned: str, family: str, body: str) -> None:
    code = read(scanned)
    assert (str(code.family), code.body) == (family, body)


@pytest.mark.parametrize("scanned", ["QTY:0", "QTY:-3", "QTY:123456", "QTY:x", "0*"])
def test_a_quantity_that_is_none_arms_nothing(scanned: str) -> None:
    box = a_box()
    assert verdicts(box, scanned, CUP) == ["quantity_bad", "ok"]
    assert box.pieces == (1, 4)


def test_the_gtin_is_found_inside_a_gs1_code() -> None:
    assert keys_of("]C1010690123456789217261231") == [
        "]C1010690123456789217261231",
        "010690123456789217261231",
        "06901234567892",
    ]
    assert verdicts(a_box(), "010690123456789210ABC") == ["ok"]
    assert verdicts(a_box(), "010690123456789010ABC") == ["unknown"]


def test_a_code_typed_with_its_number_counts_so_often_and_never_past_what_remains() -> None:
    box = a_box()
    assert verdicts(box, f"2*{TEE}", "CMD:UNDO", f"4*{TEE}", "CMD:OK", f"3*{TEE}") == [
        "ok",
        "undone",
        "over",
        "acknowledged",
        "ok",
    ]
    assert box.pieces == (3, 4)
    assert verdicts(box, "2*NOPE", "CMD:OK", f"0*{CUP}") == ["unknown", "acknowledged", "unknown"]


def test_an_armed_quantity_is_taken_back_by_undo() -> None:
    box = a_box()
    assert verdicts(box, "3*", "CMD:UNDO", TEE) == ["quantity", "acknowledged", "ok"]
    assert box.pieces == (1, 4)


@pytest.mark.parametrize("code", ["LOC:A-1", "WGT:300", "USR:BOSS"])
def test_what_means_nothing_now_changes_nothing(code: str) -> None:
    box = a_box()
    assert verdicts(box, code, CUP) == ["not_now", "ok"]


def test_the_rules_of_packing_run_without_qt() -> None:
    program = (
        "import sys; sys.modules['PySide6'] = None; sys.modules['shiboken6'] = None; import pytest;"
        "sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider', '-p', 'no:pytest-qt', '-p', 'no:xdist',"
        " '-o', 'addopts=', '-o', 'qt_api=', '--import-mode=importlib', '-W', 'ignore::pytest.PytestConfigWarning',"
        " '-c', '/dev/null',"
        f" '--rootdir', {str(ROOT)!r}, '--noconftest', {__file__!r}, '-k', 'not without_qt']))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" HAT-1 ", ("HAT-1", "", "")),
        ("6901234500042", ("", "", "6901234500042")),
        ("6901234500043", ("6901234500043", "", "")),
        ("遮阳帽", ("", "遮阳帽", "")),
        ("Sun hat", ("", "Sun hat", "")),
    ],
)
def test_what_was_looked_for_in_vain_is_a_barcode_a_code_or_a_name(typed: str, meant: tuple[str, str, str]) -> None:
    assert of_new_goods(typed) == meant
