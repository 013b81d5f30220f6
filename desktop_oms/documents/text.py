"""Text on paper: cleaned of what cannot be printed, split by font, measured, broken into lines and made to fit.

reportlab neither warns nor falls back when a glyph is missing, so every character is looked up here first.  Text of
customers is data: nothing in it is ever read as markup.  Widths are in thousandths of the type size, or in mm.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from desktop_oms.documents.font import BOLD, RARE, REGULAR, font
from desktop_oms.documents.sizes import POINTS_PER_MM
from desktop_oms.domain.errors import OmsError
from desktop_oms.words.documents import CLOSING_SIGNS, GETA_MARK, OPENING_SIGNS

SMALLEST = 8.0
LEADING = 1.25
# The ink of a Chinese character reaches from 0.88 above to 0.12 below the baseline; its middle lies 0.37 above.
ASCENT, MIDDLE = 0.88, 0.37
# More than any box on the largest paper holds in the smallest type; refused before time is spent on measuring.
LONGEST = 20_000


@cache
def place(char: str, bold: bool) -> tuple[str, int]:
    """The font file and the glyph that draw the character; glyph 0 if no font has it."""
    main = BOLD if bold else REGULAR
    for name in (main, RARE):
        glyph = font(name).glyph(ord(char))
        if glyph:
            return name, glyph
    return main, 0


class _Advances(dict[str, int]):
    """Width of each character met so far, in one weight."""

    def __init__(self, bold: bool) -> None:
        super().__init__()
        self._bold = bold

    def __missing__(self, char: str) -> int:
        name, glyph = place(char, self._bold)
        self[char] = font(name).advance(glyph)
        return self[char]


_ADVANCES = (_Advances(False), _Advances(True))


def runs(text: str, bold: bool = False) -> list[tuple[str, str]]:
    """The text cut into pieces that one font file draws each: [(file name, piece), ...]."""
    pieces: list[tuple[str, str]] = []
    for char in text:
        name, _ = place(char, bold)
        if pieces and pieces[-1][0] == name:
            pieces[-1] = (name, pieces[-1][1] + char)
        else:
            pieces.append((name, char))
    return pieces


def width(text: str, size: float, bold: bool = False) -> float:
    """How many mm the text takes in one line at that type size (points)."""
    return sum(map(_ADVANCES[bold].__getitem__, text)) * size / 1000 / POINTS_PER_MM


# --- cleaning -----------------------------------------------------------------------------------------------------

_PICTURE = r"[\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"  # noqa: E501
_TONE = r"[\U0001f3fb-\U0001f3ff]"
_CLUSTER = (
    rf"(?:[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3"
    rf"|{_PICTURE}\ufe0f?{_TONE}?[\U000e0020-\U000e007f]*(?:\u200d{_PICTURE}\ufe0f?{_TONE}?)*)"
)
_EMOJI = re.compile(_CLUSTER)
_EMOJI_ROW = re.compile(f"{_CLUSTER}+")
# Texts of these alone (by far the most) need no cleaning: ASCII, Chinese and its common punctuation.
_EVERYDAY = re.compile(
    r"[\n -~\u00b7\u2014\u2018-\u201d\u2026\u3001-\u3020\u3400-\u4dbf\u4e00-\u9fff"
    r"\uff01-\uff60\uffe0-\uffe6\U00020000-\U0002f7ff]*"
)
# Characters found in a font so far.
_DRAWN: set[str] = set()
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def _spelled(row: re.Match[str], emoji: str) -> str:
    """A row of emoji in words, once however many there are; signs that the fonts do have stay themselves."""
    words: list[str] = []
    for cluster in _EMOJI.findall(row[0]):
        head = cluster[0]
        is_flag = "\U0001f1e6" <= head <= "\U0001f1ff"
        word = head if not is_flag and place(head, False)[1] else emoji
        if word != emoji or not words or words[-1] != emoji:
            words.append(word)
    return "".join(words)


def _kept(char: str) -> str:
    """The character itself, a plain space for any kind of blank, nothing for controls and bidi marks."""
    category = unicodedata.category(char)
    if char == "\n" or category == "Cs":
        return char if char == "\n" else "\ufffd"
    if category == "Zs" or char == "\t":
        return " "
    if category in ("Cc", "Cf") or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return ""
    return char


def clean(text: str, emoji: str = "") -> str:
    """The text without what has no place on paper: NUL and other controls, bidi marks, emoji (replaced by `emoji`).

    Line breaks stay and composed letters are put together (NFC).  A text longer than any page holds raises
    OmsError `text_does_not_fit` at once.
    """
    if len(text) > LONGEST:
        raise OmsError("text_does_not_fit", number="", box="text", text=shortened(text))
    if _EVERYDAY.fullmatch(text):
        return text
    text = _BREAKS.sub("\n", unicodedata.normalize("NFC", text))
    text = _EMOJI_ROW.sub(lambda row: _spelled(row, emoji), text)
    return "".join(map(_kept, text))


def missing_characters(text: str) -> str:
    """The characters of the text that no font has, each once, in order; "" if all print. Emoji do not count."""
    if _DRAWN.issuperset(text):
        return ""
    missing: list[str] = []
    for char in dict.fromkeys(clean(text)):
        if char == "\n" or place(char, False)[1]:
            _DRAWN.add(char)
        else:
            missing.append(char)
    return "".join(missing)


def with_marks(text: str, missing: str) -> str:
    """The text with each of the `missing` characters printed as the geta mark 〓, a printer's old custom."""
    return text.translate(dict.fromkeys(map(ord, missing), GETA_MARK))


# --- breaking into lines ------------------------------------------------------------------------------------------

_HAN = r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\uffef\U0001f200-\U0001f2ff\U00020000-\U0003ffff]"
_OPEN, _CLOSE = f"[{re.escape(OPENING_SIGNS)}]", f"[{re.escape(CLOSING_SIGNS)}]"
_JOINTS = "-/_@"
# Digits in groups: the spaces of a phone number are no places to break.
_PHONE = r"\+?\(?\d[\d()-]*(?: [\d()-]+){1,6}(?![0-9A-Za-z:.])"
_TOKEN = re.compile(rf" +|{_PHONE}{_CLOSE}*|{_OPEN}*(?:(?!{_CLOSE}){_HAN}|(?:(?!{_HAN})[^\s])+)?{_CLOSE}*|.")


def _tokens(line: str) -> list[str]:
    """The pieces a line may be broken between: one Chinese character, one word, one number; signs stick to them."""
    return [token for token in _TOKEN.findall(line) if token]


def _cut(token: str, room: float, advances: _Advances) -> list[str]:
    """A token wider than a whole line, cut after its last hyphen or slash in the line, else where the line ends."""
    pieces, piece, used = [], "", 0
    for char in token:
        if piece and used + advances[char] > room:
            joint = max(map(piece.rfind, _JOINTS)) + 1 or len(piece)
            pieces.append(piece[:joint])
            piece = piece[joint:]
            used = sum(map(advances.__getitem__, piece))
        piece += char
        used += advances[char]
    return [*pieces, piece]


def _wrap_line(line: str, room: float, advances: _Advances) -> list[str]:
    lines, current, used = [], "", 0
    for token in _tokens(line):
        taken = sum(map(advances.__getitem__, token))
        if used + taken <= room:
            current, used = current + token, used + taken
        elif token.isspace():
            continue
        else:
            pieces = _cut(token, room, advances) if taken > room else [token]
            if current.strip():
                lines.append(current.rstrip())
            lines.extend(pieces[:-1])
            current = pieces[-1]
            used = sum(map(advances.__getitem__, current))
    return [*lines, current.rstrip()]


def wrap(text: str, room_mm: float, size: float, bold: bool = False) -> list[str]:
    """The text as lines of at most `room_mm`. Words, numbers and phone numbers stay whole; Chinese breaks anywhere."""
    advances = _ADVANCES[bold]
    room = room_mm * POINTS_PER_MM * 1000 / size + 0.5
    lines: list[str] = []
    for line in text.split("\n"):
        if sum(map(advances.__getitem__, line)) <= room:
            lines.append(line.rstrip())
        else:
            lines.extend(_wrap_line(line, room, advances))
    return lines


# --- fitting ------------------------------------------------------------------------------------------------------


_BLANK_LINES = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit their box, the type size (points) at which they do, and their height in mm."""

    lines: tuple[str, ...]
    size: float
    height: float


def height_of(lines: int, size: float) -> float:
    """The height in mm of so many lines: the last one ends with its ink, not with its leading."""
    return ((lines - 1) * LEADING + 1) * size / POINTS_PER_MM if lines else 0.0


def fit(
    text: str,
    box: str,
    room: tuple[float, float],
    size: float,
    bold: bool = False,
    smallest: float = SMALLEST,
) -> Fitted:
    """The text broken into lines within `room` (width, height in mm), shrinking in half points down to `smallest`.

    Raises OmsError `text_does_not_fit` naming the `box` when it is still too long: nothing is ever cut off.
    """
    text = _BLANK_LINES.sub("\n", text.strip())
    if not text:
        return Fitted((), size, 0.0)
    room_mm, height = room
    tried = size
    while len(text) <= LONGEST and tried >= smallest:
        lines = wrap(text, room_mm, tried, bold)
        taken = height_of(len(lines), tried)
        if taken <= height + 0.01:
            return Fitted(tuple(lines), tried, taken)
        tried = max(smallest, tried - 0.5) if tried > smallest else 0.0
    raise OmsError("text_does_not_fit", number="", box=box, text=shortened(text))


def fit_line(
    text: str, box: str, room_mm: float, size: float, bold: bool = False, smallest: float = SMALLEST
) -> Fitted:
    """The text in one line within `room_mm`, shrinking down to `smallest`; OmsError `text_does_not_fit` beyond."""
    text = " ".join(text.split())
    if not text:
        return Fitted((), size, 0.0)
    if len(text) <= LONGEST:
        widest = width(text, 1.0, bold)
        fitting = min(size, int(room_mm / widest * 2 + 0.01) / 2) if widest else size
        if fitting >= smallest:
            return Fitted((text,), fitting, height_of(1, fitting))
    raise OmsError("text_does_not_fit", number="", box=box, text=shortened(text))


def shortened(text: str) -> str:
    """The first 40 characters, for a message that names a text; what cannot be shown becomes the replacement sign."""
    shown = "".join(char if char.isprintable() else "\ufffd" for char in text[:40])
    return shown if len(text) <= 40 else shown + "…"
