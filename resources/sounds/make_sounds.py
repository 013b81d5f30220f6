"""Makes the short sounds of a bench beside this file: `python resources/sounds/make_sounds.py`.

16 bit, one channel, 22,050 samples a second.  Right rises, wrong falls and is longer, a question is one tone twice:
told apart without seeing, and by people who hear high tones badly.
"""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

RATE = 22_050
LOUD = 0.45
EDGE = 0.006  # seconds in which a tone comes and goes, so that nothing clicks
# hertz (0: silence) and seconds, one tone after the other
SOUNDS = {
    "right": ((880, 0.05), (1320, 0.07)),
    "all_in": ((880, 0.06), (1108, 0.06), (1320, 0.12)),
    "wrong": ((392, 0.16), (0, 0.04), (262, 0.3)),
    "question": ((660, 0.1), (0, 0.07), (660, 0.1)),
}


def samples(tones: tuple[tuple[int, float], ...]) -> bytes:
    """The tones one after the other."""
    found = []
    for hertz, seconds in tones:
        count = round(RATE * seconds)
        for place in range(count):
            at, left = place / RATE, (count - place) / RATE
            loud = LOUD * min(1.0, at / EDGE, left / EDGE)
            found.append(round(32767 * loud * math.sin(2 * math.pi * hertz * at)))
    return struct.pack(f"<{len(found)}h", *found)


def main() -> None:
    """Write every sound."""
    for name, tones in SOUNDS.items():
        with wave.open(str(Path(__file__).with_name(f"{name}.wav")), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples(tones))


if __name__ == "__main__":
    main()
