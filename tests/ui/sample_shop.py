"""Invented orders, queues and a life line for looking at components and for their tests.

The orders stand in `sample_orders.tsv`; a text in two languages is written "中文/English".
"""

from __future__ import annotations

import csv
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from desktop_oms.words import say
from ui.shared.cells import Cell, Column
from ui.shared.queues import Queue
from ui.shared.stepper import Branch, Step
from ui.shared.table_model import Row

STATUSES = (
    "draft",
    "submitted",
    "awaiting_payment",
    "paid",
    "confirmed",
    "shipped",
    "completed",
    "cancelled",
    "refunding",
    "refunded",
    "exchanging",
)
BADGES = (
    "partly_shipped",
    "partly_refunded",
    "refund_trouble",
    "shortage",
    "on_hold",
    "partly_delivered",
    "urgent",
)
FORWARD = STATUSES[:7]

with (Path(__file__).parent / "sample_orders.tsv").open(encoding="utf-8", newline="") as file:
    ORDERS = tuple(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def pick(pair: str, language: str) -> str:
    """The Chinese or the English half of "中文/English"."""
    chinese, slash, english = pair.partition("/")
    return english if slash and language == "en" else chinese


def order_columns(language: str) -> list[Column]:
    """The columns of the orders page."""
    zh = language == "zh_CN"
    return [
        Column("check", "", 34, "check"),
        Column("number", pick("订单号/Order", language), 104),
        Column("buyer", pick("买家/Buyer", language), 94 if zh else 114),
        Column("goods", pick("商品/Goods", language)),
        Column("status", "状态 / 工序" if zh else "Status / stage", 146 if zh else 176),
        Column("amount", pick("金额/Amount", language), 90, "number", sortable=True),
        Column("ship_by", pick("发货截止/Ship by", language), 96 if zh else 110, sortable=True),
    ]


def order_row(number: int, language: str, say: dict[str, str]) -> Row:
    """One invented order; the list repeats."""
    order = {key: pick(value, language) for key, value in ORDERS[number % len(ORDERS)].items()}
    family, _, badge = ORDERS[number % len(ORDERS)]["badge"].partition(":")
    status = order["status"]
    ended = status in ("cancelled", "refunded")
    cells = (
        Cell(),
        Cell(order["number"], "08:32", tile=order["tile"], channel=order["channel"], bold=True),
        Cell(order["buyer"], order["place"]),
        Cell(order["goods"], order["pieces"]),
        Cell(
            say[status],
            order["stage"],
            status=f"status.{status}",
            badge=pick(badge, language),
            badge_family=family or "neutral",
        ),
        Cell(
            order["amount"],
            order["paid"],
            bold=not ended,
            tone="muted" if ended else "text",
            under_tone="attention" if status == "awaiting_payment" else "muted",
        ),
        Cell(order["ship_by"], order["left"], under_tone=order["tone"]),
    )
    return Row(number + 1, cells, facts=order["number"])


def queues(language: str) -> list[Queue]:
    """The queues of the orders page."""
    rows = (
        ("all", "全部订单/All orders", 48210, None),
        ("", "处理/To do", None, None),
        ("to_audit", "待审核/To audit", 37, None),
        ("to_pay", "待付款/Unpaid", 12, None),
        ("to_route", "待分派/To route", 8, None),
        ("shortage", "缺货/Shortage", 4, "attention"),
        ("to_pick", "待拣货/To pick", 48, None),
        ("to_pack", "待打包/To pack", 31, None),
        ("to_hand_over", "待交接/To hand over", 22, None),
        ("in_transit", "运输中/In transit", 1204, None),
        ("", "关注/Watch", None, None),
        ("late", "超时/Late", 2, "trouble"),
        ("tasks", "异常/Exceptions", 5, "trouble"),
        ("after_sales", "售后中/After-sales", 14, None),
    )
    return [Queue(key, pick(word, language), count, family, exact=key == "all") for key, word, count, family in rows]


def life_line(
    current: str, language: str, say: dict[str, str], times: tuple[str, ...]
) -> tuple[list[Step], list[Branch]]:
    """The stepper of an order that stands at `current`."""
    at = FORWARD.index(current)
    steps = [
        Step(say[key], times[n] if n < len(times) else "", "done" if n < at else "current" if n == at else "to_come")
        for n, key in enumerate(FORWARD)
    ]
    if at < 3:
        return steps, [Branch(at, (Step(say["cancelled"]),))]
    branches = [Branch(at, (Step(say["refunding"]), Step(say["refunded"])))]
    if at > 3:
        branches.append(Branch(at, (Step(say["exchanging"]),)))
    return steps, branches


def words_of(language: str) -> dict[str, str]:
    """The words of the statuses and badges, by their short keys."""
    keys = {key: f"status.{key}" for key in STATUSES} | {key: f"badge.{key}" for key in BADGES}
    return {key: say(word, language) for key, word in keys.items()}


def on_ground(widget: QWidget, ground: str) -> QWidget:
    """Give a plain widget the ground of a token."""
    widget.setProperty("ground", ground)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return widget


def row_of(*parts: QWidget | QLayout | None, spacing: int = 8) -> QHBoxLayout:
    """Parts side by side; None stretches."""
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for part in parts:
        if part is None:
            row.addStretch(1)
        elif isinstance(part, QLayout):
            row.addLayout(part)
        else:
            row.addWidget(part)
    return row
