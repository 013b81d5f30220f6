"""USB scales: their reports are understood, and a device (here a pipe) is read until it is silent."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_oms.domain.errors import OmsError
from desktop_oms.gateways.scales import hid
from desktop_oms.gateways.scales.hid import HEAVIEST, UNITS, reports_of, understood_report
from desktop_oms.services.scales import Scales


@pytest.mark.parametrize(
    ("said", "grams", "settled"),
    [
        ("03 04 02 00 d8 04", 1240, True),  # DYMO M10 in grams
        ("03 02 0b ff 00 00", 0, True),  # DYMO M10 in ounces, empty
        ("03 04 0b ff 34 19", 18291, True),  # DYMO M25: 645.2 oz
        ("03 03 03 fd d8 04", 1240, False),  # Mettler Toledo, kilograms with three places, moving
        ("04 03 fe 7c 00", 1240, True),  # without the report's number
        ("03 05 02 00 0c 00", -12, None),  # below zero
        ("03 04 0c fe c8 00", 907, True),  # 2.00 lb
        ("03 04 02 00 d8 04 00 00", 1240, True),  # padded
    ],
)
def test_reports_say_weight_and_whether_it_has_settled(said: str, grams: int, settled: bool | None) -> None:
    reading = understood_report(bytes.fromhex(said), 1.0)
    assert reading is not None
    assert (reading.grams, reading.settled) == (grams, settled)


@pytest.mark.parametrize(
    "said",
    [
        "03 01 02 00 d8 04",
        "03 06 02 00 d8 04",
        "03 07 02 00 d8 04",
        "03 08 02 00 d8 04",
        "04 00 00 00 01 02",
        "03 04",
        "",
    ],
)
def test_faults_overload_and_other_reports_are_no_weight(said: str) -> None:
    assert understood_report(bytes.fromhex(said), 1.0) is None


@given(st.binary(max_size=70))
def test_whatever_a_device_says_is_a_weight_of_a_bench_or_none(said: bytes) -> None:
    for report in reports_of(said):
        reading = understood_report(report, 0.0)
        assert reading is None or -HEAVIEST <= reading.grams <= HEAVIEST


@given(st.sampled_from(sorted(UNITS)), st.integers(-3, 2), st.integers(0, 65_535))
def test_the_weight_is_the_number_times_its_power_and_unit(unit: int, power: int, number: int) -> None:
    grams = float(UNITS[unit]) * number * 10.0**power
    report = bytes([3, 4, unit, power % 256, *number.to_bytes(2, "little")])
    reading = understood_report(report, 0.0)
    if grams > HEAVIEST + 1:
        assert reading is None
    elif grams < HEAVIEST - 1:
        assert reading is not None
        assert abs(reading.grams - grams) <= 0.51


def test_a_device_is_read_until_its_weight_has_settled(tmp_path: Path) -> None:
    device, done = tmp_path / "scale", threading.Event()
    os.mkfifo(device)
    line = os.open(device, os.O_RDWR)

    def talk() -> None:
        for report in ("03 03 02 00 e8 03", "03 04 02 00 f3 02"):
            os.write(line, bytes.fromhex(report))
        while not done.wait(0.05):
            os.write(line, bytes.fromhex("03 04 02 00 f3 02"))

    scale = threading.Thread(target=talk)
    scale.start()
    try:
        assert Scales().stable(f"hid:{device}") == 755
    finally:
        done.set()
        scale.join()
        os.close(line)


def test_the_first_scale_of_the_computer_is_found_by_its_descriptor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hid, "DEVICES", tmp_path)
    with pytest.raises(OmsError, match="scale_not_found"):
        Scales().stable("hid:")
    for name, descriptor in (("hidraw0", "05 01 09 06"), ("hidraw1", "06 8d 00 09 20"), ("hidraw2", "05 8d 09 20")):
        place = tmp_path / name / "device"
        place.mkdir(parents=True)
        (place / "report_descriptor").write_bytes(bytes.fromhex(descriptor))
    assert [place.name for place in hid.scales_here()] == ["hidraw1", "hidraw2"]


def test_a_device_that_is_not_there_says_so() -> None:
    with pytest.raises(OmsError, match="scale_unreachable"):
        Scales().stable("hid:/dev/there-is-no-scale")
