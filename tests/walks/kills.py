"""Programs that are killed in the middle of their work, and what must be there when the database is opened again."""

from __future__ import annotations

import multiprocessing
import os
import random
import select
import signal
from collections import Counter
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

from desktop_oms.app import App, build
from desktop_oms.domain.errors import OmsError
from desktop_oms.storage import log_rows
from desktop_oms.storage.engine import Connection
from tests.postgres import PostgresServer
from tests.walks.ground import DAY, NOON
from tests.walks.walk import ServiceWalk

PATIENCE = 120.0
MOST_HEARD = 6  # commands after the first one; then it is killed in the middle of the next
LONGEST_WAIT = 0.03  # seconds, about as long as a command takes
TOGETHER = 12

# A process that has the program loaded already forks the ones that are killed: 200 starts in seconds, not minutes.
context = multiprocessing.get_context("forkserver")
context.set_forkserver_preload(["tests.walks.kills"])


def begin(seed: int) -> int:
    """When a program starts: each at a time of its own, for two never make their keys at the same moment."""
    return NOON + random.Random(seed).randrange(300 * DAY)


def work_until_killed(place: str, seed: int, told: Pipe) -> None:
    """A program at work; each acknowledged command is told at once."""
    walk = ServiceWalk(place, seed, on_done=told.send, start=begin(seed), hasty=False)
    walk.run(10_000)


def work_beside_others(place: str, seed: int, orders: int, told: Pipe) -> None:
    """One of several programs on one database; tells the codes of its refusals."""
    walk = ServiceWalk(place, seed, start=begin(seed), hasty=False, alone=False)
    walk.run(orders, 60)
    told.send(walk.codes)
    walk.close()


class Killer:
    """Starts programs on one database and kills them; remembers every command that was acknowledged."""

    def __init__(self, place: str, seed: int) -> None:
        self.place, self.rng, self.seed = place, random.Random(seed), seed
        self.acknowledged: list[str] = []
        self.kills = 0

    def start(self) -> tuple[multiprocessing.process.BaseProcess, Pipe]:
        """A program at work that has had its first answer."""
        told, teller = context.Pipe(duplex=False)
        self.kills += 1
        child = context.Process(target=work_until_killed, args=(self.place, self.seed * 1000 + self.kills, teller))
        child.start()
        teller.close()
        assert told.poll(PATIENCE), "the program did not begin to work"
        self.acknowledged.append(told.recv())  # a program that ended by itself has told nothing
        return child, told

    def let_work(self, child: multiprocessing.process.BaseProcess, told: Pipe) -> None:
        """Hear of a few more commands, however busy the machine is, then wait into the middle of the next one."""
        for _ in range(self.rng.randint(0, MOST_HEARD)):
            assert told.poll(PATIENCE), "the program stopped working"
            self.acknowledged.append(told.recv())
        child.join(self.rng.uniform(0, LONGEST_WAIT))

    def kill_program(self) -> None:
        """End it by signal 9 at any moment of its work."""
        child, told = self.start()
        self.let_work(child, told)
        assert child.exitcode is None, f"the program ended by itself: {child.exitcode}"
        child.kill()
        self.listen(child, told)

    def kill_server(self, server: PostgresServer) -> None:
        """End by signal 9 the whole server under a program at work; then it is started again."""
        child, told = self.start()
        self.let_work(child, told)
        family = [server.process_id, *children(server.process_id)]
        ends = [os.pidfd_open(one) for one in family]
        for one in ends:
            signal.pidfd_send_signal(one, signal.SIGKILL)
        for one in ends:
            select.select([one], [], [], PATIENCE)
            os.close(one)
        child.kill()
        self.listen(child, told)
        # The dead server's note of itself would be taken for a living one where nobody buries processes.
        (server.data / "postmaster.pid").unlink()
        server.start("")

    def listen(self, child: multiprocessing.process.BaseProcess, told: Pipe) -> None:
        """Everything that the dead program had been answered."""
        child.join(PATIENCE)
        try:
            while told.poll(0):
                self.acknowledged.append(told.recv())
        except EOFError:
            told.close()

    def look(self, *, full: bool) -> None:
        """Every acknowledged command is there, each was told once, and everything adds up."""
        assert len(set(self.acknowledged)) == len(self.acknowledged)
        app = opened_again(self.place)
        assert app.database.read(self._lost) == []
        assert app.upkeep.reconcile(full=full) == []
        app.close()

    def _lost(self, conn: Connection) -> list[str]:
        return [key for key in self.acknowledged if log_rows.first_result(conn, key) is None]


def opened_again(place: str) -> App:
    """The database as the next program finds it; a server may need a moment to get up."""
    for _ in range(10):
        try:
            return build(place, create=False)
        except OmsError as trouble:
            if trouble.code != "database_unreachable":
                raise
    return build(place, create=False)


def children(process_id: int) -> list[int]:
    """The processes that a process has started."""
    found = Path(f"/proc/{process_id}/task/{process_id}/children").read_text(encoding="ascii")
    return [int(word) for word in found.split()]


def work_together(place: str, seed: int, orders: int = TOGETHER) -> Counter[str]:
    """Two programs at work on one database at the same time; the codes of all their refusals."""
    codes: Counter[str] = Counter()
    running = []
    for number in range(2):
        told, teller = context.Pipe(duplex=False)
        child = context.Process(target=work_beside_others, args=(place, seed + number, orders, teller))
        child.start()
        teller.close()
        running.append((child, told))
    for child, told in running:
        codes += told.recv()
        child.join(PATIENCE)
        assert child.exitcode == 0
    return codes
