"""An orders page put together from the components alone, to check proportions beside the design."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tests.ui.sample_shop import life_line, on_ground, order_columns, order_row, pick, queues, row_of, words_of
from ui.shared import tokens
from ui.shared.action_bar import Action, ActionBar
from ui.shared.buttons import Button, FilterButton
from ui.shared.cards import Card, label
from ui.shared.chips import StatusChip
from ui.shared.jobs import InstantJobs
from ui.shared.page_header import PageHeader
from ui.shared.queues import QueueList
from ui.shared.rail import NavigationRail, RailItem
from ui.shared.row_table import RowTable
from ui.shared.search_box import SearchBox
from ui.shared.stepper import Stepper
from ui.shared.table_model import VirtualTable

PAGES = {
    "orders": "订单/Orders",
    "entry": "录单/Entry",
    "picking": "拣货/Picking",
    "packing": "打包/Packing",
    "hand_over": "交接/Hand-over",
    "after_sales": "售后/After-sales",
    "stock": "库存/Stock",
    "tasks": "异常/Tasks",
    "reports": "报表/Reports",
}
WAITING = {
    "picking": (48, "active"),
    "packing": (31, "active"),
    "after_sales": (14, "trouble"),
    "tasks": (5, "trouble"),
}
GOODS = (
    ("短袖 T 恤/Cotton tee", "海军蓝 · XL/NAVY · XL", "¥119.70"),
    ("马克杯 500 ml/Mug 500 ml", "墨绿/GREEN", "¥49.00"),
    ("中筒袜/Crew socks", "混色/MIXED", "¥30.20"),
)


def small_table(language: str, height: int = tokens.ROW_TWO_LINES) -> RowTable:
    """Some orders, one chosen, one checked, one under the mouse."""
    owner, words = QWidget(), words_of(language)
    model = VirtualTable(order_columns(language), InstantJobs(owner), owner)
    model.show(400, lambda first, count: [order_row(n, language, words) for n in range(first, first + count)])
    table = RowTable(model, "orders.table", pick("订单/Orders", language), row_height=height)
    owner.setParent(table)
    table.show_sorted("ship_by", True)
    table.choose(2)
    model.check([3])
    table.hovered = 5
    return table


def rail(language: str) -> NavigationRail:
    """The rail of the shop."""
    items = [RailItem(name, name, pick(word, language)) for name, word in PAGES.items()]
    items.append(RailItem("settings", "settings", pick("设置/Settings", language), True))
    made = NavigationRail(items, pick("页面/Pages", language))
    made.choose("orders")
    for name, (count, family) in WAITING.items():
        made.show_count(name, count, family)
    made.show_user(pick("陈洁/Chen Jie", language))
    return made


def toolbar(language: str, queue_list: QueueList) -> QWidget:
    """The filters above the table."""
    bar = on_ground(QWidget(), "surface")
    bar.setFixedHeight(tokens.TOOLBAR)
    row = QHBoxLayout(bar)
    row.setContentsMargins(14, 0, 8, 0)
    row.setSpacing(8)
    row.addWidget(queue_list.fold_button)
    for n, word in enumerate(("全部渠道/All channels", "全部仓库/All warehouses", "近 7 天/Last 7 days")):
        row.addWidget(FilterButton(f"filter{n}", pick(word, language)))
    row.addStretch(1)
    row.addWidget(label(pick("09:15 更新/09:15", language), style="secondary", tone="muted"))
    row.addWidget(Button("refresh", "", "ghost", icon="refresh", label=pick("刷新/Refresh", language), height=26))
    row.addWidget(Button("columns", "", "ghost", icon="columns", label=pick("列/Columns", language), height=26))
    return bar


def cards(language: str) -> list[Card]:
    """Lines and receiver of the order."""
    lines = Card(pick("明细/Lines", language), pick("已装 4 件，共 6 件/4 of 6 pieces packed", language))
    for goods, spec, amount in GOODS:
        words = label(pick(goods, language)), label(pick(spec, language), bold=True)
        lines.content.addLayout(row_of(*words, None, label(amount, bold=True)))
    receiver = Card(pick("收件人/Ship to", language))
    address = "浙江省杭州市西湖区文三路 478 号 B 座 1203/1203, Tower B, 478 Wensan Rd, Xihu, Hangzhou"
    receiver.content.addWidget(label(pick("林晓雯  138 **** 6207/Lin Xiaowen  138 **** 6207", language)))
    receiver.content.addWidget(label(pick(address, language), style="secondary", tone="muted", wrap=True))
    return [lines, receiver]


def actions(language: str) -> ActionBar:
    """What may be done with the order, and why not the rest."""
    bar = ActionBar(pick("操作/Actions", language), pick("更多/More", language))
    on_its_way = "不能取消：包裹 1 已在途，请转售后/Cannot cancel: parcel 1 is on its way. Open a case."
    bar.show_actions(
        [
            Action("pack", pick("去打包/Pack", language), "P", "packing", "primary"),
            Action("hold", pick("挂起/Hold", language), "H"),
            Action("split", pick("拆单/Split", language), "S"),
            Action("cancel", pick("取消订单/Cancel", language), refusal=pick(on_its_way, language), more=True),
        ],
        reason=pick(on_its_way, language),
    )
    return bar


def detail(language: str) -> QWidget:
    """The order at the right."""
    words, pane = words_of(language), QFrame()
    pane.setFixedWidth(424)
    pane.setProperty("edge", "left")
    column = QVBoxLayout(pane)
    column.setContentsMargins(1, 0, 0, 0)
    column.setSpacing(0)
    inner = QVBoxLayout()
    inner.setContentsMargins(16, 10, 16, 10)
    inner.setSpacing(10)
    chips = [StatusChip(key, words[key.split(".")[1]]) for key in ("status.confirmed", "badge.partly_shipped")]
    source = "淘宝 2817 4402 9313 0521 · 今天 08:32 下单/Taobao 2817 4402 9313 0521 · today 08:32"
    inner.addLayout(row_of(label("A102481", style="title"), *chips, None))
    inner.addWidget(label(pick(source, language), style="secondary", tone="muted"))
    times = ("08:32", "08:32", "08:32", "08:34", "08:36")
    inner.addWidget(Stepper(*life_line("confirmed", language, words, times)))
    for card in cards(language):
        inner.addWidget(card)
    inner.addStretch(1)
    column.addLayout(inner, 1)
    column.addWidget(actions(language))
    return pane


def header(language: str) -> PageHeader:
    """The head of the page."""
    prompt = "订单号、手机后四位、姓名、SKU、运单号/Order no., phone, name, SKU, waybill"
    return PageHeader(
        pick("订单/Orders", language),
        pick("全部订单 · 近 7 天/All orders · last 7 days", language),
        SearchBox("search", pick(prompt, language)),
        Button("import", pick("导入/Import", language), icon="upload"),
        Button("more", "", icon="more", label=pick("更多/More", language)),
        Button("new", pick("录单/New order", language), "primary", icon="plus", key="N"),
    )


def orders_page(language: str) -> QWidget:
    """The whole of it at 1440 x 900."""
    whole, page = on_ground(QWidget(), "window"), QWidget()
    queue_list = QueueList(pick("队列/Queues", language))
    queue_list.show_queues(queues(language), "all")
    middle = QVBoxLayout()
    middle.setSpacing(0)
    middle.addWidget(toolbar(language, queue_list))
    table = small_table(language)
    middle.addWidget(table, 1)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(header(language))
    body = row_of(queue_list, middle, detail(language), spacing=0)
    body.setStretch(1, 1)
    column.addLayout(body, 1)
    queue_list.fold_with(page)
    outer = row_of(rail(language), page, spacing=0)
    outer.setContentsMargins(0, 0, 0, 0)
    whole.setLayout(outer)
    whole.resize(1440, 900)
    table.setFocus()
    return whole
