"""Orders out of files: looked through first, then brought in, in batches; each order whole or not at all."""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from desktop_oms.domain.catalogue import Channel, Sku
from desktop_oms.domain.command import Run
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.incoming import IncomingOrder, ParsedFile, ShopState
from desktop_oms.domain.roles import SYSTEM, Actor, Role
from desktop_oms.domain.world import World
from desktop_oms.gateways import files as order_files
from desktop_oms.gateways.files.encodings import CHOICES as ENCODINGS
from desktop_oms.services import imported, reimported
from desktop_oms.services.commands import Commands
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import require_role
from desktop_oms.services.import_gaps import gaps, outcome_of
from desktop_oms.services.import_plan import ImportPlan, ImportResult, Note, OrderResult, Planned, PlanRow
from desktop_oms.services.matching import match
from desktop_oms.services.worlds import Worlds
from desktop_oms.storage import catalogue_rows, log_rows, order_rows, search_index, stock_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.order_rows import BATCH, Known

__all__ = [
    "ENCODINGS",
    "FIELDS",
    "NEEDED",
    "PROFILES",
    "Detected",
    "ImportPlan",
    "ImportResult",
    "Importing",
    "PlanRow",
    "read_files",
]

IMPORTERS = frozenset({Role.DESK})
PROFILES = order_files.NAMES
FIELDS = tuple(order_files.PROFILES["generic"].sheets[0].columns)
NEEDED = order_files.PROFILES["generic"].sheets[0].required
"""What a mapping may name, and what it must: `product|sku` is one or the other."""
LEFT_ALONE = frozenset({"refused", "unchanged"})
COLLECT_EVERY = 50_000
SAMPLED, LONGEST_SAMPLE = 20, 60  # rows looked at, characters kept
WORKBOOK, PACKED = 10, b"PK"  # a workbook unpacks to about ten times its bytes, and is a zip
APART = 2_000_000  # bytes from which a file is read in a process of its own, so that the window stays quick

T = TypeVar("T")
Files = Sequence[tuple[str, bytes]]
Progress = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Detected:
    """What a file looks like: its profile if it is known, where its header is, and a guess for the mapping.

    `sample` shows the first thing that stands in each column.
    """

    profile: str | None
    encoding: str
    header_row: int
    columns: tuple[str, ...]
    mapping: dict[str, str]
    sample: dict[str, str]


def read_files(paths: Iterable[str | Path]) -> list[tuple[str, bytes]]:
    """The files' names and bytes; raises `file_not_found` or `file_not_readable`."""
    found = []
    for path in map(Path, paths):
        try:
            found.append((path.name, path.read_bytes()))
        except FileNotFoundError:
            raise OmsError("file_not_found", file=str(path)) from None
        except OSError as trouble:
            raise OmsError("file_not_readable", file=str(path), reason=trouble.strerror or "") from None
    return found


class Importing:
    """Looks order files through and brings their orders in."""

    def __init__(self, database: Database, worlds: Worlds, commands: Commands) -> None:
        self.database = database
        self.worlds = worlds
        self.commands = commands

    def detect(self, name: str, data: bytes, encoding: str | None = None) -> Detected:
        """What the file looks like; raises `file_*` when it is no table."""
        # only a workbook is read whole before its first row is seen
        return apart(WORKBOOK * len(data) if data.startswith(PACKED) else 0, look, name, data, encoding)

    def profiles(self) -> dict[str, dict[str, str]]:
        """The mappings that people saved, by name; they stand beside the built-in `PROFILES`."""
        return self.database.read(catalogue_rows.import_profiles)

    def preview(
        self,
        files: Files,
        profile: str,
        channel_id: int,
        mapping: Mapping[str, str] | None = None,
        encoding: str | None = None,
    ) -> ImportPlan:
        """Look files through: every order's outcome, every row's line; nothing is written.

        `profile` is built in or saved; `mapping` {field: column} replaces its columns.  Raises `file_*` when a file as
        a whole cannot be read.
        """
        channel = self._channel(channel_id)
        if profile not in PROFILES:
            mapping = mapping or self._saved(profile)
            profile = "generic"
        parsed, contents = parse(files, profile, channel.time_zone, channel.currency, mapping, encoding)
        return self.plan(parsed, channel, contents)

    def plan(self, parsed: ParsedFile, channel: Channel, contents: Sequence[str] = ()) -> ImportPlan:
        """The plan for orders that were read already; `contents` are their sums, if these were made already."""
        contents = contents or sums_of(parsed)
        orders: list[Planned] = []
        skus: dict[str, Sku] = {}
        seen: set[str] = set()
        for number, part in enumerate(batches(parsed.orders)):

            def look(conn: Connection, part: Sequence[IncomingOrder] = part) -> dict[str, Known]:
                codes = {line.sku for order in part for line in order.lines}
                skus.update(match(conn, channel.merchant_id, codes - skus.keys()))
                return order_rows.find_known(conn, channel.id, [order.external_no for order in part])

            known = self.database.read(look)
            for at, incoming in enumerate(part, number * BATCH):
                orders.append(judge(incoming, contents[at], known.get(incoming.external_no), skus, seen))
        return ImportPlan(uuid.uuid4().hex, channel, parsed, tuple(orders), skus)

    def run(self, plan: ImportPlan, actor: Actor, progress: Progress | None = None) -> ImportResult:
        """Bring the plan's orders in, at most 500 in one transaction, each whole or not at all.

        `progress` is told how many are done and answers False to stop there.  The same plan again does nothing twice.
        """
        require_role(actor, "order.import", IMPORTERS)
        results: list[OrderResult] = []
        with fewer_collections():
            for number, part in enumerate(batches(plan.orders)):
                if number:
                    self.database.give_way()
                results += self._batch(plan, part, actor, f"{plan.id}:{number}")
                if progress is not None and not progress(len(results)):
                    break
        return ImportResult(plan, tuple(results), stopped=len(results) < len(plan.orders))

    def write_refused(self, plan: ImportPlan, path: Path | str, language: str) -> tuple[Path, ...]:
        """The refused rows as a file to mend, one for each source file, with the reasons; returns what was written."""
        return order_files.write_refused(plan.parsed, path, language)

    def _channel(self, channel_id: int) -> Channel:
        channel = self.database.read(lambda conn: catalogue_rows.channel_by_id(conn, channel_id))
        if channel is None:
            raise OmsError("channel_unknown", wanted=str(channel_id), known="")
        return channel

    def _saved(self, name: str) -> Mapping[str, str]:
        saved = self.profiles()
        if name not in saved:
            raise OmsError("file_profile_unknown", profile=name, known=", ".join((*PROFILES, *saved)))
        return saved[name]

    def _batch(self, plan: ImportPlan, part: Sequence[Planned], actor: Actor, key: str) -> list[OrderResult]:
        wanted = [order for order in part if order.outcome not in LEFT_ALONE]
        made: dict[str, OrderResult] = {}
        if wanted:
            made = self.database.write(lambda conn: self._write(conn, plan, wanted, actor, key))
        results = []
        for order in part:
            number = order.incoming.external_no
            if order.outcome in LEFT_ALONE:
                results.append(OrderResult(number, order.outcome, order.order_id, order.number, order.notes))
            elif made[number].outcome == "changed":
                results.append(self._change(order, made[number].order_id, actor, f"{key}:{number}"))
            else:
                results.append(made[number])
        return results

    def _write(
        self, conn: Connection, plan: ImportPlan, wanted: Sequence[Planned], actor: Actor, key: str
    ) -> dict[str, OrderResult]:
        """One transaction: the orders of a batch that are not ours yet; those that are come back as what they are."""
        first = log_rows.first_result(conn, key)
        if first is not None:
            return {row[0]: OrderResult(row[0], row[1], int(row[2]), row[3]) for row in first["orders"]}
        channel = plan.channel
        # Two imports of one seller queue here, so what the second one looks up is what the first one left.
        catalogue_rows.next_numbers(conn, channel.merchant_id, 0)
        known = order_rows.find_known(conn, channel.id, [order.incoming.external_no for order in wanted])
        new = [order for order in wanted if order.incoming.external_no not in known]
        results = {number: _known_result(number, one, wanted) for number, one in known.items()}
        made = list(self._compose(conn, plan, new, actor, results))
        self._insert(conn, made, key)
        told = [[one.external_no, one.outcome, str(one.order_id or 0), one.number] for one in results.values()]
        log_rows.keep_result(conn, key, None, "order.import", actor, {"orders": told}, at=self.database.now())
        return results

    def _compose(
        self, conn: Connection, plan: ImportPlan, new: Sequence[Planned], actor: Actor, results: dict[str, OrderResult]
    ) -> Iterator[Run]:
        """The new orders in memory, with the seller's next numbers; a result for each, refused ones too."""
        channel, skus = plan.channel, dict(plan.skus)
        codes = {line.sku for order in new for line in order.incoming.lines} - skus.keys()
        skus.update(match(conn, channel.merchant_id, codes))
        # Only what left in part goes on to be planned, and needs to know goods and their stock.
        planned = [order.incoming for order in new if order.incoming.state is ShopState.PARTLY_SHIPPED]
        used = {skus[line.sku].id for incoming in planned for line in incoming.lines if line.sku in skus}
        world = self.worlds.for_goods(conn, used)
        world.new_id = self.database.many_ids()
        numbers = catalogue_rows.next_numbers(conn, channel.merchant_id, len(new))
        count = 0
        for order in new:
            incoming = order.incoming
            goods = [skus.get(line.sku) for line in incoming.lines]
            moves = len(world.stock.moves)
            found = gaps(incoming, goods) if order.gaps else ()
            try:
                run = imported.compose(incoming, channel, numbers[count], goods, world, actor, order.content, found)
            except Refused as refusal:
                take_back(world, moves)
                note = Note(f"error.{refusal.code}", dict(refusal.facts))
                results[incoming.external_no] = OrderResult(incoming.external_no, "refused", notes=(note,))
                continue
            count += 1
            ours = run.order
            outcome = outcome_of(incoming, found)
            results[incoming.external_no] = OrderResult(incoming.external_no, outcome, ours.id, ours.number)
            yield run
        if count < len(new):
            catalogue_rows.count_up(conn, channel.merchant_id, catalogue_rows.ORDER_COUNTER, count - len(new))

    def _insert(self, conn: Connection, made: Sequence[Run], key: str) -> None:
        """Write composed orders: rows, history, stock, search index, and what suppliers must be told."""
        if not made:
            return
        orders = [run.order for run in made]
        world = made[0].world
        order_rows.insert_many(conn, orders)
        log_rows.append_first(conn, [(run.order, run.steps) for run in made], key, at=world.now, new_id=world.new_id)
        if world.stock.moves:
            stock_rows.move(conn, world.stock.moves, at=world.now, user_id=SYSTEM.user_id, new_id=world.new_id)
        search_index.add(conn, orders)
        for run in made:
            if run.messages:
                log_rows.put_messages(conn, run.order, run.messages, at=world.now, new_id=world.new_id)

    def _change(self, order: Planned, order_id: int | None, actor: Actor, key: str) -> OrderResult:
        """An order that is ours already and of which the shop says something new: a command of its own."""
        assert order_id is not None
        number = order.incoming.external_no

        def deed(run: Run) -> None:
            reimported.take_changes(run, order.incoming, order.content)

        try:
            done = self.commands.run(replace(SYSTEM, name=actor.name), order_id, "order.import", deed, command_id=key)
        except Refused as refusal:
            note = Note(f"error.{refusal.code}", dict(refusal.facts))
            return OrderResult(number, "refused", order_id, order.number, (note,))
        return OrderResult(number, "changed", done.order_id, done.number)


def first_cells(table: order_files.Table) -> dict[str, str]:
    """The first cell that is filled in each column, looked for in the first rows only."""
    sample: dict[str, str] = {}
    for row in itertools.islice(table.rows, SAMPLED):
        for column, cell in zip(table.columns, row.cells, strict=False):
            if cell.strip():
                sample.setdefault(column, cell.strip()[:LONGEST_SAMPLE])
    return sample


def parse(
    files: Files,
    profile: str,
    time_zone: str,
    currency: str,
    mapping: Mapping[str, str] | None = None,
    encoding: str | None = None,
) -> tuple[ParsedFile, list[str]]:
    """Read order files and sum up each order; large ones in a process of their own, so that the window stays quick."""
    facts = {"time_zone": time_zone, "currency": currency, "mapping": mapping, "encoding": encoding}
    weight = sum(len(data) * (WORKBOOK if data.startswith(PACKED) else 1) for _, data in files)
    return apart(weight, read_orders, files, profile, facts)


def apart(weight: int, work: Callable[..., T], *facts: object) -> T:
    """Do the work, from a weight of `APART` on in a process of its own."""
    if weight < APART:
        return work(*facts)
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *facts).result()


def look(name: str, data: bytes, encoding: str | None) -> Detected:
    """What a file looks like; a pure function, so another process may do it."""
    table = order_files.read_table(data, name, encoding)
    return Detected(
        order_files.detect_profile(table.columns),
        table.encoding,
        table.header_row,
        table.columns,
        order_files.suggest_mapping(table.columns),
        first_cells(table),
    )


def read_orders(files: Files, profile: str, facts: Mapping[str, Any]) -> tuple[ParsedFile, list[str]]:
    """The orders of files with the sum of each one's content; a pure function, so another process may do it."""
    parsed = order_files.parse(files, profile, **facts)
    return parsed, sums_of(parsed)


def sums_of(parsed: ParsedFile) -> list[str]:
    """The sum of each order's content."""
    return [imported.fingerprint(order) for order in parsed.orders]


def judge(
    incoming: IncomingOrder, content: str, known: Known | None, skus: Mapping[str, Sku], seen: set[str]
) -> Planned:
    """What will become of one order."""
    number = incoming.external_no
    if number in seen:
        return Planned(incoming, content, "refused", notes=(Note("error.order_twice_in_file", {"number": number}),))
    seen.add(number)
    if known is not None:
        outcome = "unchanged" if known.content_hash == content else "changed"
        note = Note(f"import_note.{outcome}", {"number": known.number})
        return Planned(incoming, content, outcome, (), (note,), known.id, known.number)
    found = tuple(gaps(incoming, [skus.get(line.sku) for line in incoming.lines]))
    return Planned(incoming, content, outcome_of(incoming, found), found)


def _known_result(number: str, known: Known, wanted: Sequence[Planned]) -> OrderResult:
    content = next(order.content for order in wanted if order.incoming.external_no == number)
    outcome = "unchanged" if known.content_hash == content else "changed"
    return OrderResult(number, outcome, known.id, known.number)


def take_back(world: World, moves: int) -> None:
    """Undo in memory the stock movements of an order that a rule refused."""
    for move in world.stock.moves[moves:]:
        level = world.stock.levels[move.warehouse_id, move.sku_id]
        level.on_hand -= move.on_hand
        level.allocated -= move.allocated
        level.damaged -= move.damaged
    del world.stock.moves[moves:]


@contextmanager
def fewer_collections() -> Iterator[None]:
    """Python looks for circles of dead objects less often: composed orders make none, and looking took 15 %."""
    before = gc.get_threshold()
    gc.set_threshold(COLLECT_EVERY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """The rows in parts that one transaction carries."""
    return (rows[at : at + BATCH] for at in range(0, len(rows), BATCH))
