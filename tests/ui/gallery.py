"""Pictures of all components and of an orders page made of them: `python -m tests.ui.gallery [folder]`.

One picture for each language and theme; they are for looking, beside the design, not for comparing pixel by pixel.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from tests.ui.gallery_orders import orders_page, small_table
from tests.ui.sample_shop import BADGES, STATUSES, life_line, on_ground, pick, row_of, words_of
from ui.shared import icons, theme, tokens
from ui.shared.buttons import Button, CheckBox, FilterButton
from ui.shared.cards import Card, KeyFigure
from ui.shared.cells import Cell, Column
from ui.shared.chips import StatusChip
from ui.shared.dialogs import ConfirmDialog
from ui.shared.forms import Choice, FormRow, NumberField, TextField
from ui.shared.help_overlay import KeyCap
from ui.shared.jobs import InstantJobs
from ui.shared.notices import EmptyState, SkeletonRows, Strip
from ui.shared.painting import smooth, text
from ui.shared.row_table import RowTable
from ui.shared.stepper import Stepper
from ui.shared.table_model import Row, VirtualTable
from ui.shared.toast import Toast

Pick = Callable[[str], str]
LANGUAGES = ("zh_CN", "en")


def filled(title: str, *parts: QWidget | QLayout) -> Card:
    """A card with parts below each other."""
    card = Card(title)
    card.content.setSpacing(10)
    for part in parts:
        card.content.addLayout(part) if isinstance(part, QLayout) else card.content.addWidget(part)
    return card


class Types(QWidget):
    """The type scale."""

    LINES = (
        (28, True, 36, "¥431.2 万 关键数字/¥4.31 m key figure"),
        (20, True, 28, "页面标题/Page title"),
        (15, True, 22, "分区标题/Section"),
        (13, True, 20, "订单号、按钮/Order number, button"),
        (13, False, 20, "正文 林晓雯 短袖 T 恤 𠮷㐂䶮𬭼/Body Lin Xiaowen Cotton tee"),
        (12, False, 18, "次要信息 微信支付/Secondary WeChat Pay"),
        (11, False, 16, "导航、坐标轴/Rail, axes"),
    )

    def __init__(self, t: Pick) -> None:
        super().__init__()
        self._t = t
        self.setFixedHeight(166)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        y = 0.0
        for px, bold, height, words in self.LINES:
            cy = y + height / 2
            text(painter, 0, cy, f"{px} · {700 if bold else 400}", 12, colour=theme.color("muted"))
            text(painter, 90, cy, self._t(words), px, bold=bold)
            y += height


def chips(language: str) -> Card:
    """All statuses and badges."""
    words = words_of(language)
    keys = [f"status.{key}" for key in STATUSES] + [f"badge.{key}" for key in BADGES]
    made = [StatusChip(key, words[key.split(".")[1]]) for key in keys]
    parts = [row_of(*made[n : n + 5], None) for n in range(0, len(made), 5)]
    return filled(pick("状态与标记/Statuses and badges", language), *parts)


def buttons(t: Pick) -> Card:
    """All kinds and states of buttons."""
    primary = [Button(name, t("确认/Confirm"), "primary", key="C") for name in ("normal", "hovered", "focused", "off")]
    plain = [Button(f"plain_{name}", t("挂起/Hold"), key="H") for name in ("normal", "hovered", "off")]
    for button in (primary[3], plain[2]):
        button.refuse(t("不行/no"))
    chosen = FilterButton("all", "")
    chosen.show_choice(t("全部订单/All orders"), "48,210", chosen=True)
    boxes = [CheckBox(f"box{n}", t(word)) for n, word in enumerate(("未选/off", "已选/on", "部分/some"))]
    boxes[1].setChecked(True)
    boxes[2].setTristate(True)
    boxes[2].setCheckState(Qt.CheckState.PartiallyChecked)
    keys = [KeyCap(key) for key in ("Enter", "Esc", "Ctrl+K", "A", "↑", "↓")]
    reject = Button("reject", t("驳回…/Reject…"), "danger", key="R")
    more = Button("more", t("更多/More"), menu=True)
    new = Button("new", t("录单/New order"), icon="plus", key="N")
    return filled(
        t("按钮/Buttons"),
        row_of(*primary, Button("cancel", t("取消/Cancel"), "ghost", key="Esc"), None),
        row_of(*plain, reject, more, new, None),
        row_of(chosen, FilterButton("channel", t("全部渠道/All channels")), None),
        row_of(*boxes, *keys, None),
    )


def forms(t: Pick) -> Card:
    """Inputs with label, hint and error."""
    money = FormRow(t("金额/Amount"), TextField("amount", t("金额/Amount"), "2l8.00"))
    money.show_error(t("不是金额（字母 l）/not an amount (letter l)"))
    name = FormRow(t("收件人/Receiver"), TextField("name", t("收件人/Receiver"), t("林晓雯/Lin Xiaowen")))
    zone = Choice("zone", t("时区/Zone"), [("a", "Asia · Shanghai"), ("b", "Europe · Berlin")])
    days = FormRow(t("天数/Days"), NumberField("days", t("天数/Days"), 14))
    grid = QGridLayout()
    grid.setSpacing(12)
    grid.addWidget(name, 0, 0)
    grid.addWidget(money, 0, 1)
    grid.addWidget(FormRow(t("时区/Time zone"), zone, t("店铺所在地/where the shop is")), 1, 0)
    grid.addWidget(days, 1, 1)
    return filled(t("表单/Form"), grid)


def steppers(language: str) -> Card:
    """Two orders' life lines."""
    words = words_of(language)
    times = ("08:32", "08:32", "08:32", "08:34", "08:36", "09:02")
    first = Stepper(*life_line("awaiting_payment", language, words, ("08:32", "08:32", "10:11")))
    second = Stepper(*life_line("shipped", language, words, times))
    return filled(pick("进度线/Stepper", language), first, second)


def import_table(t: Pick) -> RowTable:
    """One-line rows with marked faults."""
    columns = [
        Column("row", t("行/Row"), 56, "number"),
        Column("result", t("结果/Result"), 100),
        Column("order", t("平台订单号/Order"), 180),
        Column("amount", t("金额/Amount"), 90, "number"),
        Column("why", t("原因/Reason")),
    ]
    new = Cell(t("新增/new"), family="done", icon="plus")
    refused = Cell(t("拒绝/refused"), family="trouble", icon="cross")
    lost = t("订单号被 Excel 改成科学计数，末位已丢失/Excel changed the number, its last digits are lost")
    letter = t("不是金额（字母 l）/not an amount (letter l)")
    wrong = Cell("2.81744E+15", marked="trouble"), Cell("2l8.00", marked="trouble")
    cells = (
        (Cell("2", tone="muted"), new, Cell("2817440293130521"), Cell("119.70"), Cell()),
        (Cell("7", tone="muted"), refused, wrong[0], Cell("49.00"), Cell(lost, tone="trouble")),
        (Cell("31", tone="muted"), refused, Cell("2817440293130811"), wrong[1], Cell(letter, tone="trouble")),
    )
    rows = [Row(n, row) for n, row in enumerate(cells)]
    owner = QWidget()
    model = VirtualTable(columns, InstantJobs(owner), owner)
    model.show(3, lambda first, count: rows[first : first + count])
    table = RowTable(model, "import", "import", row_height=tokens.ROW_ONE_LINE)
    owner.setParent(table)
    table.choose(1)
    table.setFixedHeight(33 + 36 * 3)
    return table


def figures(t: Pick) -> QHBoxLayout:
    """Key figures: good, good by falling, bad."""
    against, slower = t("较前 30 天/vs previous 30"), (9, 8, 9, 7, 8, 7)
    return row_of(
        KeyFigure(
            t("订单/Orders"), "29,384", delta="38.2 %", better=True, against=against, curve=(3, 4, 4, 5, 9, 20, 6, 5, 5)
        ),
        KeyFigure(
            t("付款到发货/Paid to sent"),
            "7.8",
            "h",
            delta="1.1 h",
            rising=False,
            better=True,
            against=against,
            curve=slower,
        ),
        KeyFigure(
            t("退款率/Refund rate"), "2.4", "%", delta="0.3 %", better=False, against=against, curve=(2, 3, 2, 4, 3, 5)
        ),
        spacing=12,
    )


def strips(t: Pick) -> tuple[Strip, Strip]:
    """One that can be closed, one with an action and a long sentence."""
    unknown = t("退款 RF-88 结果未知/Refund RF-88: outcome unknown")
    asking = t("正在查询，不会重发/being asked for, never sent twice")
    cannot = t("连不上数据库 10.0.3.12/Cannot reach 10.0.3.12")
    old = (
        "显示的是 09:12 的数据，只能看不能改；打包台继续扫描，恢复后自动补传 17 条。"
        "/Shown is the data of 09:12, to read but not to change; the packing benches go on scanning "
        "and hand their 17 scans over as soon as it is back."
    )
    return (
        Strip("trouble", "alert", unknown, asking, closes=t("关闭/Close")),
        Strip("attention", "offline", cannot, t(old), t("现在重试/Try again now")),
    )


def components(language: str) -> QWidget:
    """Everything on one board."""

    def t(words: str) -> str:
        return pick(words, language)

    board = on_ground(QWidget(), "window")
    left, right = QVBoxLayout(), QVBoxLayout()
    for card in (chips(language), buttons(t), forms(t), steppers(language)):
        left.addWidget(card)
    left.addStretch(1)
    table = small_table(language)
    table.setFixedHeight(33 + 48 * 6)
    skeleton = SkeletonRows(t("正在载入/Loading"))
    skeleton.setFixedHeight(96)
    for part in (table, import_table(t), filled(t("字号/Type"), Types(t)), *strips(t), skeleton):
        right.addWidget(part)
    right.insertLayout(2, figures(t))
    right.addStretch(1)
    columns = QHBoxLayout(board)
    columns.setContentsMargins(24, 24, 24, 100)
    columns.setSpacing(24)
    columns.addLayout(left, 5)
    columns.addLayout(right, 8)
    board.resize(1440, 1020)
    toast = Toast(board)
    toast.say(t("12 单已挂起到 18:00/12 orders on hold until 18:00"), t("撤销/Undo"), lambda: None)
    return board


class Icons(QWidget):
    """All icons on one sheet."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        for n, name in enumerate(icons.names()):
            x, y = 20 + n % 12 * 90, 16 + n // 12 * 90
            icons.draw(painter, name, x, y, 48, theme.color("text"))
            icons.draw(painter, name, x + 54, y + 28, 20, theme.color("text"))
            text(painter, x, y + 62, name, 11, colour=theme.color("muted"))


def empty(language: str) -> QWidget:
    """The empty state."""
    formats = "淘宝、抖音、拼多多、京东导出的表格都能直接读/Exports of Taobao, Douyin and JD are read as they are"
    made = EmptyState(
        pick("接上店铺或导入文件，订单会出现在这里/Connect a shop or import a file, and orders appear here", language),
        pick(formats, language),
        action=pick("导入订单文件/Import an order file", language),
        icon="upload",
        key="I",
        second=pick("先用演示店铺试一试（240 单，随时可删）/Try the demo shop first (240 orders)", language),
    )
    made.resize(1000, 700)
    return made


def confirm(language: str) -> QWidget:
    """The dialog before something that cannot be taken back."""
    consequence = (
        "3 个包裹会回到待打面单，承运商不再揽收。运费 ¥36.00 不退。"
        "/3 parcels go back to the label desk and the carrier will not collect them. The postage of ¥36.00 is lost."
    )
    words = ("作废 3 张面单？/Void 3 labels?", consequence, "作废 3 张面单/Void 3 labels", "保留/Keep them")
    question, lost, deed, way_back = (pick(word, language) for word in words)
    return ConfirmDialog(None, question, lost, deed, way_back)


def shoot(widget: QWidget, file: Path) -> None:
    """Show the widget without a screen and keep its picture."""
    widget.show()
    widget.activateWindow()
    for name in ("hovered", "plain_hovered"):
        button = widget.findChild(Button, name)
        if button is not None:
            button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    focused = widget.findChild(Button, "focused")
    if focused is not None:
        focused.setFocus()
    QApplication.processEvents()
    widget.grab().save(str(file))
    widget.close()


def main(folder: Path) -> None:
    """Draw everything into the folder."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = cast(QApplication, QApplication.instance() or QApplication([]))
    folder.mkdir(parents=True, exist_ok=True)
    for name in tokens.THEMES:
        theme.apply(app, name)
        sheet = Icons()
        sheet.resize(1100, 560)
        shoot(sheet, folder / f"icons_{name}.png")
        for language in LANGUAGES:
            for make in (components, orders_page, empty, confirm):
                shoot(make(language), folder / f"{make.__name__}_{language}_{name}.png")
    theme.apply(app, "light")
    narrow = orders_page("en")
    narrow.resize(*tokens.WINDOW_MINIMUM)
    shoot(narrow, folder / "orders_page_en_narrow.png")


if __name__ == "__main__":
    main(Path(sys.argv[1] if sys.argv[1:] else "/tmp/gallery"))
