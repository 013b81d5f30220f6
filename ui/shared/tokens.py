"""The colours and sizes of the whole window, light and dark; no colour or size is written anywhere else.

Every pair of text and ground used in the product was measured at 4.5:1 or better; hollow controls (check boxes, dots
that are still to come) at 3:1 or better; a refused action stays readable at 3.5:1.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

Theme = Literal["light", "dark"]
THEMES: Final[tuple[Theme, ...]] = ("light", "dark")

COLOURS: Final[dict[Theme, dict[str, str]]] = {
    "light": {
        "window": "#F4F6F8",
        "surface": "#FFFFFF",
        "sunken": "#E9EDF2",
        "border": "#CBD3DD",  # between areas, around buttons and inputs
        "hairline": "#E4E9EF",  # between rows, around cards, skeleton bars
        "control": "#748092",  # check boxes, hollow dots, dashed branches
        "selection": "#DCE8FB",
        "raised": "#FFFFFF",  # menus, cards above cards
        "text": "#17212E",
        "muted": "#566273",
        "accent": "#1B5FCC",
        "on_accent": "#FFFFFF",
        "accent_hi": "#174FA9",  # the accent under the mouse
        "off": "#7F8B9A",  # an action refused now
        "off_ground": "#E9EDF2",
        "hover": "#F3F6FA",
        "mat": "#EEF1F5",  # under product pictures
        "toast": "#17212E",
        "on_toast": "#FFFFFF",
        "toast_link": "#9CC2FF",
    },
    "dark": {
        "window": "#12161C",
        "surface": "#1A2029",
        "sunken": "#0D1116",
        "border": "#384454",
        "hairline": "#28313D",
        "control": "#8695A9",
        "selection": "#233A5E",
        "raised": "#222A35",
        "text": "#E6EBF2",
        "muted": "#9BA8B8",
        "accent": "#6BA4FF",
        "on_accent": "#0B1420",
        "accent_hi": "#8AB7FF",
        "off": "#778495",
        "off_ground": "#222A35",  # sunken is darker than the window here and would look like a hole
        "hover": "#202834",
        "mat": "#C9D1DB",  # stays light: navy goods vanish on a dark ground
        "toast": "#E6EBF2",
        "on_toast": "#17212E",
        "toast_link": "#174EA6",
    },
}

FAMILIES: Final[dict[Theme, dict[str, tuple[str, str]]]] = {
    "light": {  # foreground on ground
        "neutral": ("#465263", "#E8ECF1"),
        "attention": ("#7A4E00", "#FFF0CC"),
        "active": ("#174EA6", "#E1ECFF"),
        "moving": ("#0A5B66", "#D9F2F4"),
        "done": ("#1C6437", "#DDF3E4"),
        "reverse": ("#63299A", "#F0E4FB"),
        "ended": ("#3E4856", "#DFE4EA"),
        "trouble": ("#A8201A", "#FDE4E2"),
    },
    "dark": {
        "neutral": ("#C3CDDA", "#2B3442"),
        "attention": ("#FFCF70", "#3D2E0C"),
        "active": ("#9CC2FF", "#1A2F52"),
        "moving": ("#7FD9E3", "#0F353B"),
        "done": ("#8FDCA9", "#14351F"),
        "reverse": ("#D3B0F5", "#35214A"),
        "ended": ("#AEB9C7", "#2A313B"),
        "trouble": ("#FFB0A8", "#471A17"),
    },
}

BANDS: Final[dict[str, tuple[str, str]]] = {  # the packing bench reads these from two metres, in either theme
    "go": ("#FFFFFF", "#0B57D0"),
    "stop": ("#FFFFFF", "#B3140C"),
    "care": ("#1A1200", "#FFB300"),
    "paper": ("#111111", "#FFFFFF"),  # bars on the screen: a camera wants them dark on light in either theme
}

CHANNEL_TILES: Final[dict[str, tuple[str, str]]] = {  # word colour in light and dark, on a tint of itself
    "taobao": ("#9A3B00", "#FFB27A"),
    "tmall": ("#9A3B00", "#FFB27A"),
    "douyin": ("#17212E", "#C3CDDA"),
    "pdd": ("#A01510", "#FFB3AC"),
    "jd": ("#A8201A", "#FFB0A8"),
    "wechat": ("#1C6437", "#8FDCA9"),
    "shopify": ("#1C6437", "#8FDCA9"),
    "woocommerce": ("#63299A", "#D3B0F5"),
    "amazon": ("#7A4E00", "#FFCF70"),
    "other": ("#465263", "#C3CDDA"),
}
TILE_TINT: Final[dict[Theme, float]] = {"light": 0.10, "dark": 0.17}


class Look(NamedTuple):
    """How a word of the shop appears: its colour family and its icon (the word itself is always there too)."""

    family: str
    icon: str


LOOKS: Final[dict[str, Look]] = {
    "status.draft": Look("neutral", "draft"),
    "status.submitted": Look("neutral", "send"),
    "status.awaiting_payment": Look("attention", "clock"),
    "status.paid": Look("active", "coin"),
    "status.confirmed": Look("active", "check"),
    "status.shipped": Look("moving", "truck"),
    "status.completed": Look("done", "check_circle"),
    "status.cancelled": Look("ended", "slash"),
    "status.refunding": Look("reverse", "undo"),
    "status.refunded": Look("ended", "undo"),
    "status.exchanging": Look("reverse", "swap"),
    "badge.partly_shipped": Look("attention", "split"),
    "badge.partly_delivered": Look("moving", "truck"),
    "badge.partly_refunded": Look("reverse", "undo"),
    "badge.refund_trouble": Look("trouble", "alert"),
    "badge.shortage": Look("attention", "inbox"),
    "badge.on_hold": Look("neutral", "pause"),
    "badge.urgent": Look("trouble", "bolt"),
    "badge.changed_in_shop": Look("attention", "refresh"),
    "badge.cash_on_delivery": Look("attention", "coin"),
}

# Sizes in logical pixels
RADIUS: Final = 6  # controls
RADIUS_CARD: Final = 10
ROW_TWO_LINES: Final = 48
ROW_ONE_LINE: Final = 36
ROW_COMPACT: Final = 28
CONTROL: Final = 32  # height of buttons and inputs
CONTROL_PACKING: Final = 56
RAIL: Final = 80
QUEUES: Final = 168
HEADER: Final = 56  # page header, without its line
TOOLBAR: Final = 42
TABLE_HEADER: Final = 32
TABLE_FOOT: Final = 36
ORDER_PANE: Final = 424  # width of the order beside the list
FOOT_BAR: Final = 60  # with the page's primary action
STEP_BAR: Final = 48
COUNTER: Final = 76
ROW_PANEL: Final = 110
STRIP: Final = 40
SCROLL_BAR: Final = 12
# Where texts begin: in a cell, in a pane at the side, on a page (below the page's title).
CELL_EDGE: Final = 8
PANE_EDGE: Final = 16
PAGE_EDGE: Final = 20
WINDOW_FIRST: Final = (1440, 900)
WINDOW_DRESS: Final = (16, 40)  # what a desktop puts around a window: borders and a title bar
WINDOW_MINIMUM: Final = (1280, 680)  # full HD at 150 % less the task bar
LOW_WINDOW: Final = 800  # in lower windows the packing bench takes smaller steps of its scale
FOLD_BELOW: Final = 1400  # narrower windows fold the queues into a filter button

AXIS, SECONDARY, BODY, SECTION, TITLE, FIGURE = 11, 12, 13, 15, 20, 28  # type scale, px
BASKET_SCALE: Final = (240, 200, 144, 96, 72, 56, 40)  # a number at the sorting wall, read in passing
