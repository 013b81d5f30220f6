"""A bench that is killed in the middle of a box, at any step, and what must be there when it is switched on again."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from multiprocessing.connection import Connection as Pipe

from desktop_oms.app import App, build
from desktop_oms.services.scan_bench import ScanBench
from desktop_oms.storage.engine import Connection
from tests.services.conftest import make_shop
from tests.services.shop_orders import CUP_CODE, Shop, open_shop
from tests.walks.kills import PATIENCE, context, opened_again

MOST_HEARD = 8  # scans, of the twenty and more that a bench makes; then it is killed in the middle of the next
LONGEST_WAIT = 0.05  # seconds, about as long as a scan takes
Told = tuple[str, int, int, str]  # order, parcel, pieces stored, waybill drawn

# Every way through a box: plain, by quantity, with a mistake, a further parcel, pieces that are missing.
WAYS: tuple[tuple[dict[str, int], tuple[str, ...]], ...] = (
    ({"CUP": 1, "TEE_XL": 2}, (CUP_CODE, "TEE-XL", "TEE-XL")),
    ({"CUP": 3}, ("QTY:2", CUP_CODE, CUP_CODE)),
    ({"CUP": 2, "TEE_M": 1}, ("TEE-XL", "CMD:OK", CUP_CODE, "CMD:UNDO", "2*", CUP_CODE, "TEE-M")),
    ({"CUP": 1, "TEE_M": 2}, (CUP_CODE, "CMD:NEXTPARCEL")),
    ({"CUP": 1, "TEE_XL": 2}, (CUP_CODE, "TEE-XL", "CMD:SHORT", "CMD:OK")),
    ({"CUP": 2}, (CUP_CODE, "TEE-M", CUP_CODE)),
)
MATES = {5: {"TEE_M": 1}}  # the way whose box holds the goods of a second order too


def pack_until_killed(place: str, orders: list[tuple[str, int]], told: Pipe) -> None:
    """A bench at work; what was stored is told after each scan."""
    app = build(place, create=False)
    clerk = app.people.actor("clerk", "bench 1")
    for number, way in orders:
        bench = ScanBench(app.packing, clerk, app.packing.open(clerk, number))
        done = bench.session.pieces[0]
        for code in WAYS[way][1] if not done else (*[line.sku for line in bench.session.lines] * 3, "CMD:OK"):
            bench.scan(code)
            told.send((number, bench.job.parcel_id, bench.session.pieces[0], bench.session.waybill))
        if bench.session.waybill:
            bench.scan(bench.session.waybill)
    told.send(("", 0, 0, ""))
    told.poll(PATIENCE)


class BenchKiller:
    """Kills benches on one database and looks after each kill."""

    def __init__(self, place: str, seed: int) -> None:
        self.place, self.rng = place, random.Random(seed)
        self.kills, self.stored = 0, 0
        self.ways = itertools.cycle(range(len(WAYS)))
        make_shop(place)
        app = build(place)
        self.shop = open_shop(app)
        house = app.setup.state().warehouse().id
        for sku in self.shop.skus:
            app.database.write(lambda conn, sku=sku: self.shop.put_stock(conn, house, sku, 100_000))
        app.close()

    def orders(self, count: int = 5) -> list[tuple[str, int]]:
        """New orders, each with its way through the box."""
        app = opened_again(self.place)
        shop = Shop(app, *(app.people.actor(login) for login in ("boss", "desk", "clerk", "clerk2", "cashier")))
        shop.skus = self.shop.skus
        made = [(shop.order(**WAYS[way][0]), way) for way in itertools.islice(self.ways, count)]
        for number, way in made:
            if way in MATES:
                pair = (number, shop.order(**MATES[way]))
                app.together.make(shop.desk, [app.orders.find(one) for one in pair])
        app.close()
        return made

    def kill(self) -> None:
        """Let a bench work on new orders and end it by signal 9 at any moment; then look."""
        told, teller = context.Pipe(duplex=False)
        orders = self.orders()
        child = context.Process(target=pack_until_killed, args=(self.place, orders, teller))
        child.start()
        teller.close()
        heard: list[Told] = []
        for _ in range(self.rng.randint(1, MOST_HEARD)):
            assert told.poll(PATIENCE), "the bench does not work"
            heard.append(told.recv())
        child.join(self.rng.uniform(0, LONGEST_WAIT))
        child.kill()
        child.join(PATIENCE)
        self.kills += 1
        try:
            while told.poll(0):
                heard.append(told.recv())
        except EOFError:
            told.close()
        self.look([one for one in heard if one[0]])

    def look(self, heard: list[Told]) -> None:
        """Nothing that was stored is lost, the box goes on with its counts, and each box has one number, one label."""
        app = opened_again(self.place)
        last = {parcel_id: (pieces, waybill) for _, parcel_id, pieces, waybill in heard}
        self.stored += len(heard)
        for parcel_id, (pieces, waybill) in last.items():
            job = app.packing.job(parcel_id)
            counted = sum(line.scanned for line in job.lines)
            newest = next(reversed(last)) == parcel_id
            assert counted == pieces or newest, f"{counted} pieces instead of {pieces}"
            assert job.session().pieces[0] == counted
            assert waybill in ("", job.waybill), f"{job.waybill} instead of {waybill}"
        if heard:
            self.go_on(app, heard[-1])
        assert app.database.read(doubles) == []
        apart = [one for one in app.upkeep.reconcile() if one.code == "box_disagrees"]
        assert apart == []
        app.close()

    def go_on(self, app: App, last: Told) -> None:
        """The box in work is taken up: what was undone or counted in the last moment is one step at most."""
        number, parcel_id, pieces, _ = last
        clerk = app.people.actor("clerk", "bench 1")
        job = app.packing.job(parcel_id)
        if job.state in ("open", "packed"):
            again = app.packing.open(clerk, number)
            assert again.parcel_id == parcel_id
            assert abs(again.session().pieces[0] - pieces) <= 2


def doubles(conn: Connection) -> list[str]:
    """Numbers on two boxes, and labels written down twice."""
    boxes = "SELECT waybill FROM parcels WHERE waybill IS NOT NULL AND coalesce(box_id, id) = id"
    found = conn.exec_driver_sql(boxes).scalars()
    numbers = Counter(found)
    jobs = conn.exec_driver_sql("SELECT subject FROM print_jobs WHERE document = 'label'").scalars()
    labels = Counter(jobs)
    return [one for one, count in (numbers | labels).items() if count > 1]
