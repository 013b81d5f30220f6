"""`worker`: the house's clock and the messages to and from the outside, without a window."""

from __future__ import annotations

import threading

from desktop_oms.cli.answers import Answer
from desktop_oms.cli.call import Call

PAUSE_S = 5.0  # between two looks when there was nothing to do


def worker(call: Call) -> Answer:
    """Do what is due until nothing is; with --stay go on until somebody interrupts it."""
    done = {"moved": 0, "sent": 0, "heard": 0, "left_alone": 0}
    pause = threading.Event()
    try:
        while True:
            turn = call.app.worker.turn()
            for name in ("moved", "sent", "heard"):
                done[name] += getattr(turn, name)
            done["left_alone"] = turn.left_alone
            if turn.idle:
                if not call.given.stay:
                    break
                pause.wait(PAUSE_S)
    except KeyboardInterrupt:
        pause.set()
    told = [call.say("cli.worked", **done)]
    if done["left_alone"]:
        told.append(call.say("cli.left_alone", n=done["left_alone"]))
    return Answer(done, "\n".join(told))
