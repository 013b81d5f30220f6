"""`story -o DIR`: the shop's main job from an empty database to a completed order, told step by step.

It goes through the same services as the window, on the sample files, and leaves the paper and a picture of every page
in the folder.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from desktop_oms.app import App, build
from desktop_oms.cli.answers import Answer, harmless
from desktop_oms.cli.bench_work import ACKNOWLEDGE, scan_line
from desktop_oms.cli.call import Call
from desktop_oms.cli.files import write_bytes
from desktop_oms.cli.orders import queue_line
from desktop_oms.cli.sentences import sentence, word
from desktop_oms.cli.tasks import about
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.packing import ScanResult
from desktop_oms.domain.roles import Actor
from desktop_oms.resources import ROOT, resource
from desktop_oms.services.importing import read_files
from desktop_oms.services.printing import Print
from desktop_oms.services.setup import SetupForm

DATABASE = "story.sqlite"
ORDER = "#2001"
FILES = {"shopify": ("story_shopify.csv",), "taobao": ("story_taobao_orders.csv", "story_taobao_items.csv")}
WRONG_GOODS, RIGHT_GOODS, LABEL_OF_ANOTHER = "6901234500028", ("6901234500011", "6901234500042"), "F99999999"
ZONE, CURRENCY = "Asia/Shanghai", "CNY"
PICTURES, PICTURES_SECONDS = "ui.pictures", 300
PAGES = "pages"


def story(call: Call) -> Answer:
    """Tell the whole story; exit code 1 when something did not come out as it should."""
    folder = Path(call.given.output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise OmsError("file_not_written", file=str(folder), reason=trouble.strerror or "") from None
    app = build(call.given.db or _fresh(folder))
    try:
        telling = Telling(call, app, folder)
        telling.tell_all()
        found = app.upkeep.reconcile(full=True)
    finally:
        app.close()
    telling.say("reconcile.nothing" if not found else "reconcile.found", n=len(found))
    drawn = None if call.given.no_pictures else telling.pictures()
    telling.say("cli.story_left", folder=folder)
    data = {"order": telling.number, "files": sorted(telling.files), "findings": len(found), "pictures": drawn}
    return Answer(data | {"steps": telling.told}, ok=not found and drawn is not False)


def _fresh(folder: Path) -> Path:
    """A database file of the story's own; that of an earlier telling makes room."""
    file = folder / DATABASE
    for ending in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    return file


class Telling:
    """One telling: what was said so far, and the order it is about."""

    def __init__(self, call: Call, app: App, folder: Path) -> None:
        self.call = call
        self.app = app
        self.folder = folder
        self.number = ""
        self.told: list[str] = []
        self.files: list[str] = []

    def say(self, key: str, **facts: object) -> None:
        """One step, said at once."""
        self.tell(self.call.say(key, **facts))

    def tell(self, line: str) -> None:
        """A line of the story."""
        line = line.rstrip()
        self.told.append(line)
        if not self.call.json:
            print(harmless(line), flush=True)

    def tell_all(self) -> None:
        """From the empty database to the completed order."""
        me = self.set_up()
        self.bring_goods(me)
        self.bring_orders(me)
        self.number = self.app.orders.load(self.app.orders.find(ORDER)).number
        confirmed = self.confirm(me)
        self.pick(me, confirmed)
        self.send(me, self.pack(me))

    def set_up(self) -> Actor:
        """A seller, a warehouse, two shops, one person."""
        say = self.call.say
        form = SetupForm(
            seller_name=say("cli.story_seller"),
            prefix="A",
            warehouse_name=say("cli.story_warehouse"),
            warehouse_code="MAIN",
            channel_kind="shopify",
            channel_name="Shopify",
            time_zone=ZONE,
            currency=CURRENCY,
            user_name=say("cli.story_user"),
            user_login="boss",
            language=self.call.language,
            sender_phone="0755-88886666",
            sender_address=say("cli.story_address"),
        )
        self.app.setup.create(form)
        me = self.app.people.actor("boss")
        self.app.setup.add_channel(me, "A", "taobao", say("profile.taobao"), ZONE, CURRENCY)
        self.say("cli.story_set_up", seller=form.seller_name, warehouse=form.warehouse_name, user=form.user_name)
        return me

    def bring_goods(self, me: Actor) -> None:
        """Products and counted stock."""
        products, stock = resource("samples", "products.csv"), resource("samples", "stock.csv")
        goods = self.app.catalogue.import_file(me, products.name, products.read_bytes())
        counted = self.app.stock.import_file(me, stock.name, stock.read_bytes())
        self.say("cli.story_goods", products=len(goods), levels=len(counted))

    def bring_orders(self, me: Actor) -> None:
        """Yesterday's exports; what is in them is said, and what needs a person."""
        service = self.app.importing
        for profile, names in FILES.items():
            files = read_files(resource("samples", "orders", name) for name in names)
            plan = service.preview(files, profile, self.app.setup.state().channel(profile).id)
            counts = service.run(plan, me).counts
            shown = self.call.say("cli.list_comma").join(
                self.call.say("cli.import_count", result=self.call.say(f"import_result.{name}"), n=n)
                for name, n in counts.items()
                if n
            )
            self.say("cli.story_import", files=", ".join(names), counts=shown)
        self.tell(queue_line(self.call, self.app.orders.counts()))
        for task in self.app.tasks.page():
            kind = word(f"task.{task.kind}", self.call.language, task.kind)
            self.say("cli.story_task", number=task.number, kind=kind, about=about(self.call, task))

    def confirm(self, me: Actor) -> list[str]:
        """Confirm all that is ready; what cannot be says why."""
        ready = [row.id for row in self.app.orders.page("to_audit")]
        results = self.app.commands.many(me, ready, "order.confirm")
        done = [one.done.number for one in results if one.done]
        self.say("cli.story_confirmed", n=len(done))
        for one in results:
            if one.trouble:
                number = self.app.orders.load(one.order_id).number
                self.say("cli.story_refused", number=number, why=sentence(one.trouble, self.call.language))
        return sorted(done)

    def pick(self, me: Actor, numbers: list[str]) -> None:
        """One pick list for all of them."""
        ids = [self.app.orders.find(number) for number in numbers]
        made = self.app.printing.pick_list(me, ids).made
        if made is not None:
            self.keep(me, made, "pick-list.pdf")

    def pack(self, me: Actor) -> str:
        """Pack the order by scans, with a wrong piece and a wrong label on the way; returns the waybill."""
        self.say("cli.story_pack", number=self.number)
        filled = self.scan(me, RIGHT_GOODS[0], WRONG_GOODS, ACKNOWLEDGE, RIGHT_GOODS[1])
        waybill = str(filled.facts["waybill"])
        self.print_paper(me)
        self.scan(me, LABEL_OF_ANOTHER, ACKNOWLEDGE, waybill)
        return waybill

    def scan(self, me: Actor, *codes: str) -> ScanResult:
        """Scan at the bench and tell what each scan came to; returns the last."""
        results = self.app.packing.pack_by_scans(me, self.number, codes)
        for result in results:
            self.tell("  " + scan_line(self.call, result))
        return results[-1]

    def print_paper(self, me: Actor) -> None:
        """Packing slip and label, the label also for a label printer and as a picture."""
        order = self.app.orders.load(self.app.orders.find(self.number))
        (parcel,) = order.parcels
        printing = self.app.printing
        self.keep(me, printing.slip(me, order.id), "slip.pdf")
        label = printing.label(me, parcel.id)
        self.keep(me, label, "label.pdf")
        self.keep(me, printing.label(me, parcel.id, fmt="zpl", reason="other"), "label.zpl")
        self.files.append(write_bytes(self.folder / "label.png", printing.preview(label, dpi=label_dpi())).name)

    def keep(self, me: Actor, made: Print, name: str) -> None:
        """Put a print into the folder."""
        write_bytes(self.folder / name, made.data)
        self.app.printing.done(me, made.job_id)
        self.files.append(name)
        self.say("cli.printed", file=name, size=made.size, copy=made.copy)

    def send(self, me: Actor, waybill: str) -> None:
        """Hand the parcel over, close the manifest, record that it arrived, complete; what is too early is refused."""
        order_id = self.app.orders.find(self.number)
        self.refused(me, order_id, "order.complete")
        out = self.app.hand_over.scan(me, waybill)
        closed = self.app.hand_over.close(me, out.manifest.id)
        self.say("cli.story_sent", number=self.number, waybill=waybill, manifest=closed.number)
        self.refused(me, order_id, "order.cancel")
        self.app.hand_over.deliver(me, out.parcel_id, self.call.say("cli.story_delivered_because"))
        self.app.hand_over.complete(me, order_id, self.call.say("cli.story_completed_because"))
        view = self.app.orders.view(order_id, me)
        status = self.call.say(f"status.{view.status}")
        self.say("cli.story_completed", number=self.number, status=status, n=len(view.entries))

    def refused(self, me: Actor, order_id: int, event: str) -> None:
        """Somebody with an old screen asks for what the order's state forbids."""
        try:
            self.app.commands.do(me, order_id, event, args={"reason": self.call.say("cli.story_stale")})
        except OmsError as trouble:
            deed = self.call.say(f"event.{event}")
            self.say("cli.story_stale_refused", event=deed, why=sentence(trouble, self.call.language))

    def pictures(self) -> bool | None:
        """A picture of every page, drawn by the window's own code without a screen; None where that is not there."""
        if importlib.util.find_spec(PICTURES) is None:
            self.say("cli.story_no_window")
            return None
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        try:
            done = subprocess.run(
                [sys.executable, "-m", PICTURES, str((self.folder / PAGES).resolve()), self.call.language],
                cwd=ROOT.parent,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=PICTURES_SECONDS,
                check=False,
            )
            said = (done.stderr.strip().splitlines() or [""])[-1]
        except subprocess.TimeoutExpired:
            done, said = None, self.call.say("cli.story_too_long", n=PICTURES_SECONDS)
        if done is None or done.returncode:
            self.say("cli.story_no_pictures", why=said)
            return False
        self.say("cli.story_pictures", n=len(list((self.folder / PAGES).glob("*.png"))), folder=PAGES)
        return True


def label_dpi() -> float:
    """Dots per inch of the label's picture: those of the usual label printer."""
    return 203.2
