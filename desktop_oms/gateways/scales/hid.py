"""USB scales without a serial line: they speak the scale page of USB HID (usage page 0x8D).

Source of layout, units and states: USB-IF, HID Point of Sale Usage Tables 1.02, chapter "Weighing Devices".  A data
report is its number (3), a state, a unit, a power of ten (signed) and the weight in two bytes, the lower one first; a
device with only one report leaves the number out.  Linux gives the reports of a device one by one at `/dev/hidrawN`.
"""

from __future__ import annotations

import os
import select
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from desktop_oms.domain.errors import OmsError
from desktop_oms.gateways.scales.readings import GRAMS, Reading

SILENCE = 1.5  # seconds
DEVICES = Path("/sys/class/hidraw")
SCALE_PAGE = (b"\x05\x8d", b"\x06\x8d\x00")  # "usage page: scales", in one byte and in two
DATA_REPORT = 3
LONGEST = 64  # bytes that one reading of the device may give

# The selectors of the weight-unit and status collections, in the order of the tables.
UNITS = {
    1: Decimal("0.001"),
    2: GRAMS["g"],
    3: GRAMS["kg"],
    4: Decimal("0.2"),  # carat
    6: Decimal("0.06479891"),  # grain
    7: Decimal("1.55517384"),  # pennyweight
    8: Decimal(1_000_000),  # metric ton
    10: Decimal("31.1034768"),  # troy ounce
    11: GRAMS["oz"],
    12: GRAMS["lb"],
}
AT_ZERO, MOVING, STABLE, BELOW_ZERO = 2, 3, 4, 5
SETTLED = {AT_ZERO: True, MOVING: False, STABLE: True, BELOW_ZERO: None}
HEAVIEST = 1_000_000  # grams; whatever is above is no bench scale's word


def understood_report(report: bytes, at: float) -> Reading | None:
    """What a report says, as a weight; None for overload, a fault, another report or noise."""
    if len(report) >= 6 and report[0] == DATA_REPORT:
        report = report[1:6]
    if len(report) != 5:
        return None
    state, unit, power = report[0], UNITS.get(report[1]), int.from_bytes(report[2:3], signed=True)
    if state not in SETTLED or unit is None or not -9 <= power <= 9:
        return None
    grams = round(Decimal(int.from_bytes(report[3:5], "little")).scaleb(power) * unit)
    if state == AT_ZERO:
        grams = 0
    if grams > HEAVIEST:
        return None
    return Reading(at, -grams if state == BELOW_ZERO else grams, SETTLED[state])


def scales_here() -> list[Path]:
    """The devices of this computer whose descriptor says that they are scales."""
    found = []
    for place in sorted(DEVICES.glob("hidraw*")):
        descriptor = place / "device" / "report_descriptor"
        try:
            if descriptor.read_bytes().startswith(SCALE_PAGE):
                found.append(Path("/dev") / place.name)
        except OSError:
            continue  # pulled out in this very moment
    return found


class HidScale:
    """Listens at a HID device; without a place the first scale of this computer.  A pipe or a file plays one."""

    def __init__(self, place: str) -> None:
        self.place = place

    def readings(self) -> Iterator[Reading]:
        """Weights until the device is silent; raises `scale_not_found`, `scale_not_allowed`, `scale_unreachable`."""
        device = self._device()
        try:
            line = os.open(device, os.O_RDONLY | os.O_NONBLOCK)
        except PermissionError:
            raise OmsError("scale_not_allowed", scale=device) from None
        except OSError as trouble:
            raise OmsError("scale_unreachable", scale=device, why=str(trouble.strerror)) from None
        try:
            while select.select([line], [], [], SILENCE)[0]:
                said = os.read(line, LONGEST)
                if not said:
                    return
                for report in reports_of(said):
                    reading = understood_report(report, time.monotonic())
                    if reading is not None:
                        yield reading
        except OSError as trouble:
            raise OmsError("scale_unreachable", scale=device, why=str(trouble.strerror)) from None
        finally:
            os.close(line)

    def _device(self) -> str:
        if sys.platform == "win32":
            raise OmsError("scale_needs_linux")
        if self.place:
            return self.place
        found = scales_here()
        if not found:
            raise OmsError("scale_not_found")
        return str(found[0])


def reports_of(said: bytes) -> list[bytes]:
    """A device gives a report a reading; a pipe may give several in a row, each beginning with its number."""
    if len(said) > 6 and len(said) % 6 == 0 and all(number == DATA_REPORT for number in said[::6]):
        return [said[at : at + 6] for at in range(0, len(said), 6)]
    return [said]
