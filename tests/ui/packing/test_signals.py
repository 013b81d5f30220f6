"""The bench is heard as well as seen, once for each thing, and stays silent where it is told to or cannot be heard."""

from __future__ import annotations

import wave

import pytest

from desktop_oms.domain.packing import ScanResult, Verdict
from tests.services.shop_orders import CUP_CODE
from tests.ui.shop_window import ShopWindow
from ui.packing.signals import BenchVoice, sound_of
from ui.shared.sound import FOLDER, NAMES, SystemPlayer


class Ear:
    """Notes what is played."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def play(self, name: str) -> None:
        self.heard.append(name)

    def silence(self) -> None:
        self.heard.append("silence")


def test_a_box_from_its_first_scan_to_its_label_is_heard(bench: ShopWindow) -> None:
    ear, page = Ear(), bench.packing()
    page.voice = BenchVoice(ear, lambda: page.desk.preferences.settings.sound == "on")
    number = bench.shop.order(CUP=2)
    bench.scan(number, CUP_CODE, "TEE-M ", "CMD:OK", "CMD:SHORT", "CMD:UNDO", CUP_CODE, "F10000001")
    assert ear.heard == ["right", "wrong", "question", "all_in", "all_in"]
    bench.window.preferences.change(sound="off")
    bench.scan(bench.shop.order(CUP=2), CUP_CODE)
    assert len(ear.heard) == 5


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_a_sound_or_none(verdict: Verdict) -> None:
    assert sound_of(ScanResult(verdict, "")) in (*NAMES, "")


@pytest.mark.parametrize("name", NAMES)
def test_the_sounds_are_short(name: str) -> None:
    with wave.open(str(FOLDER / f"{name}.wav")) as file:
        assert 0.05 < file.getnframes() / file.getframerate() < 0.6


@pytest.mark.parametrize("command", [[], ["/there/is/no/player"], ["false"]])
def test_a_computer_that_cannot_be_heard_says_nothing(command: list[str]) -> None:
    player = SystemPlayer()
    player.command = command
    for name in (*NAMES, "no such sound"):
        player.play(name)
    player.silence()
