"""A scale on a serial line or a USB adapter.  Place: the device, then the speed if it is not 9600: "COM3?4800"."""

from __future__ import annotations

import time
from collections.abc import Iterator

import serial

from desktop_oms.domain.errors import OmsError
from desktop_oms.gateways.scales.readings import Reading, understood

SPEED = 9600
SILENCE = 1.5  # seconds
ASK = b"S\r\n"  # MT-SICS: send a settled weight; scales that send by themselves leave it aside


class SerialScale:
    """Listens at a serial device; each use opens and closes it, so that a plug pulled meanwhile heals itself."""

    def __init__(self, place: str) -> None:
        self.device, _, speed = place.partition("?")
        self.speed = int(speed) if speed.isascii() and speed.isdecimal() else SPEED

    def readings(self) -> Iterator[Reading]:
        """Weights until the line is silent; raises `scale_unreachable` with what the system says."""
        try:
            with serial.serial_for_url(self.device, baudrate=self.speed, timeout=SILENCE) as line:
                line.reset_input_buffer()
                while True:
                    line.write(ASK)
                    said = line.read_until(b"\r")
                    if not said:
                        return
                    reading = understood(said, time.monotonic())
                    if reading is not None:
                        yield reading
        except (serial.SerialException, OSError, ValueError) as trouble:
            raise OmsError("scale_unreachable", scale=self.device, why=str(trouble)) from None
