"""Short sounds through the system's own player: an extra beside colour and word, never the only signal.

A computer without a player, a device or a loudspeaker stays silent and says nothing about it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from desktop_oms.resources import ROOT

if sys.platform == "win32":
    import winsound

FOLDER = ROOT / "sounds"
NAMES = ("right", "all_in", "wrong", "question")
PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))


class Player(Protocol):
    """Plays one of the project's sounds."""

    def play(self, name: str) -> None:
        """Begin to play; returns at once, whatever comes of it."""

    def silence(self) -> None:
        """End what is being played."""


class SystemPlayer:
    """The first player that this system has; a new sound cuts off the one before, as scans follow each other fast."""

    def __init__(self) -> None:
        found = ((shutil.which(words[0]), words[1:]) for words in PLAYERS)
        self.command = next(([path, *options] for path, options in found if path), [])
        self._playing: subprocess.Popen[bytes] | None = None

    def play(self, name: str) -> None:
        """Begin to play; returns at once."""
        file = FOLDER / f"{name}.wav"
        if sys.platform == "win32":
            with suppress(RuntimeError):  # no device
                winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
        elif self.command and file.is_file():
            self.silence()
            self._playing = begin([*self.command, str(file)])

    def silence(self) -> None:
        """End what is being played."""
        before, self._playing = self._playing, None
        if before is not None and before.poll() is None:
            before.kill()
            before.wait(1)


class Voice:
    """Plays the sound of what is shown, each thing once, and only where sounds are on."""

    def __init__(self, player: Player, is_on: Callable[[], bool]) -> None:
        self._player, self._is_on = player, is_on
        self.silence = player.silence
        self._heard: object = None

    def tell(self, news: object, name: str) -> None:
        """What is shown now and the name of its sound ("" for none); None for nothing new."""
        if news is self._heard or news is None:
            return
        self._heard = news
        if name and self._is_on():
            self._player.play(name)


def begin(command: list[str]) -> subprocess.Popen[bytes] | None:
    """Start the player; None where it cannot be started."""
    quiet = subprocess.DEVNULL
    try:
        return subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)
    except OSError:
        return None
