"""`worker`: the house's clock and the messages to and from the outside, without a window."""

from __future__ import annotations

import threading
from dataclasses import asdict

from desktop_oms.cli.answers import Answer
from desktop_oms.cli.call import Call

PAUSE_S = 5.0  # between two looks when there was nothing to do


def worker(call: Call) -> Answer:
    """Do what is due until nothing is; with --stay go on until somebody interrupts it."""
    done = {"moved": 0, "sent": 0, "heard": 0}
    pause = threading.Event()
    try:
        while True:
            turn = call.app.worker.turn()
            for name, n in asdict(turn).items():
                done[name] += n
            if turn.idle:
                if not call.given.stay:
                    break
                pause.wait(PAUSE_S)
    except KeyboardInterrupt:
        pause.set()
    return Answer(done, call.say("cli.worked", **done))
