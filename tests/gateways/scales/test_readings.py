"""Scales are understood, and a weight counts once it has settled."""

from __future__ import annotations

import os
import pty
import threading

import pytest

from desktop_oms.domain.errors import OmsError
from desktop_oms.gateways.scales.readings import understood
from desktop_oms.services.scales import Scales


@pytest.mark.parametrize(
    ("said", "grams", "settled"),
    [
        (b"ST,GS,+  1.240kg\r\n", 1240, True),
        (b"US,GS,+  1.236kg\r\n", 1236, False),
        (b"ST,NT,-  0.012kg", -12, True),
        (b"ST,+00850.0  g", 850, True),
        (b"S S      1.240 kg\r\n", 1240, True),
        (b"S D     12.4 g\r\n", 12, False),
        (b"  2.0 lb ", 907, None),
        (b"\x02\x2d\x30\x20  1240     0\r", 1240, True),
        (b"\x02\x2d\x38\x20  1240     0\r", 1240, False),
        (b"\x02\x2d\x32\x20    12     0\r", -12, True),
    ],
)
def test_each_protocol_says_weight_and_whether_it_has_settled(said: bytes, grams: int, settled: bool | None) -> None:
    reading = understood(said, 1.0)
    assert reading is not None
    assert (reading.grams, reading.settled) == (grams, settled)


@pytest.mark.parametrize(
    "said", [b"OL,GS,+9999999", b"S +", b"S I", b"ES", b"\xff\xfe", b"", b"\x02\x2d\x34\x20  1240     0"]
)
def test_overload_errors_and_noise_are_no_weight(said: bytes) -> None:
    assert understood(said, 1.0) is None


def test_the_practice_scale_swings_and_settles() -> None:
    assert Scales().stable("practice:1240") == 1240


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("practice:1240,restless", "scale_restless"),
        ("practice:0", "scale_restless"),
        ("practice:1,silent", "scale_silent"),
        ("serial:/dev/there-is-no-scale", "scale_unreachable"),
        ("serial:", "scale_unknown"),
        ("usb", "scale_unknown"),
    ],
)
def test_a_scale_that_gives_no_weight_says_why(address: str, code: str) -> None:
    with pytest.raises(OmsError, match=code):
        Scales().stable(address)


def test_a_scale_on_a_real_line_is_read() -> None:
    here, there = pty.openpty()
    device, done = os.ttyname(there), threading.Event()

    def talk() -> None:
        while not done.wait(0.05):
            os.write(here, b"ST,GS,+  0.755kg\r\n")

    scale = threading.Thread(target=talk)
    scale.start()
    try:
        assert Scales().stable(f"serial:{device}?4800") == 755
    finally:
        done.set()
        scale.join()
        os.close(here)
        os.close(there)
