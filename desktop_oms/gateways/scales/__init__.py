"""Bench scales: where one answers is said by an address, "serial:/dev/ttyUSB0?9600", "hid:" or "practice:1240"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from desktop_oms.domain.errors import OmsError
from desktop_oms.gateways.scales.hid import HidScale
from desktop_oms.gateways.scales.practice import PracticeScale
from desktop_oms.gateways.scales.readings import Reading as Reading
from desktop_oms.gateways.scales.serial_line import SerialScale


class Scale(Protocol):
    """A scale says what lies on it, again and again, until nobody listens any more."""

    def readings(self) -> Iterator[Reading]:
        """Weights as they come; ends when the scale has been silent for too long."""


def scale_at(address: str) -> Scale:
    """The scale that answers there; raises `scale_unknown`."""
    kind, _, place = address.partition(":")
    if kind == "practice":
        return PracticeScale(place)
    if kind == "serial" and place:
        return SerialScale(place)
    if kind == "hid":
        return HidScale(place)
    raise OmsError("scale_unknown", scale=address)
