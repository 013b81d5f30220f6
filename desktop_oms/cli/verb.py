"""What a verb and an option are, the options that many verbs share, and the verbs of waves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One thing a verb takes.  A name without dashes stands by its place.

    `kind`: text, whole, number, switch; `many`: "" for one, "+" for one or more, "*" for any number.  `word` names the
    help text where it is not the option's own; `choices` are the only values.
    """

    name: str
    kind: str = "text"
    many: str = ""
    choices: tuple[str, ...] = ()
    shown: str = ""
    word: str = ""
    needed: bool = False
    short: str = ""

    @property
    def by_place(self) -> bool:
        """True for an argument that is not named."""
        return not self.name.startswith("-")

    @property
    def key(self) -> str:
        """The option's name as words and functions know it."""
        return self.name.lstrip("-").replace("-", "_")

    @property
    def dest(self) -> str:
        """The name under which functions find the value; `as` is a word of the language."""
        return "acting" if self.key == "as" else self.key


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb: its name of one or two words, `module:function`, its options; `creates`: it may make a new database."""

    name: str
    place: str
    options: tuple[Option, ...] = ()
    creates: bool = False


COMMON = (
    Option("--db", shown="PLACE"),
    Option("--json", "switch"),
    Option("--lang", choices=("zh_CN", "en")),
    Option("--as", shown="USER"),
    Option("--station", shown="NAME"),
)

FILE = Option("file", shown="FILE")
NUMBER = Option("number", shown="NUMBER")
REASON = Option("--reason", shown="TEXT")
CARRIER = Option("--carrier", shown="NAME")
LIMIT = Option("--limit", "whole", shown="N")
WAREHOUSE = Option("--warehouse", shown="CODE")
ORDERS = Option("--orders", "whole", shown="N")
PRINTER = Option("name", shown="PRINTER", word="printer_name")
PRINTER_FACTS = (
    Option("--language", choices=("pdf", "zpl", "raster"), word="printer_language"),
    Option("--dpi", "number", shown="DPI"),
    Option("--size", shown="SIZE", word="printer_paper"),
    Option("--fallback", shown="PRINTER"),
)
BACKENDS = ("file", "cups", "tcp", "windows", "practice")
JOB = Option("job", shown="KEY", word="print_job")
OUT = Option("--output", short="-o", shown="PLACE", needed=True)

CASE = Option("case", shown="CASE")
COUNTED = Option("--lines", many="+", shown="SKU=VERDICT:N", word="counted")
LOGIN = Option("login", shown="LOGIN")
ROLES = Option("--roles", shown="LETTERS")
WISH = (
    Option("--pieces", choices=("any", "single", "several")),
    Option("--delivery", shown="METHOD"),
    Option("--area", shown="TEXT"),
    Option("--due-within", "whole", shown="HOURS"),
    WAREHOUSE,
    LIMIT,
)
WAVE = Option("wave", shown="WAVE")
SCANS = Option("--scan", many="+", shown="CODE")
WAVE_VERBS = (
    Verb("wave propose", "waves:propose", WISH),
    Verb(
        "wave make",
        "waves:make",
        (
            Option("numbers", many="*", shown="NUMBER", word="wave_numbers"),
            Option("--bulk", "switch"),
            Option("--picker", shown="USER"),
            *WISH,
        ),
    ),
    Verb("wave list", "waves:list_waves", (LIMIT,)),
    Verb("wave show", "waves:show", (WAVE,)),
    Verb("wave pick", "waves:pick", (WAVE, SCANS)),
    Verb("wave sort", "waves:sort", (WAVE, SCANS)),
    Verb(
        "wave short",
        "waves:short",
        (
            WAVE,
            Option("sku", shown="SKU"),
            Option("units", "whole", shown="N"),
            Option("--outcome", choices=("ship_rest", "later", "order"), needed=True),
            REASON,
        ),
    ),
    Verb("wave kick", "waves:kick", (WAVE, Option("basket", shown="BASKET"))),
    Verb("wave assign", "waves:assign", (WAVE, Option("login", shown="LOGIN"))),
    Verb("wave back", "waves:back", (WAVE,)),
    Verb("wave print", "waves:print_list", (WAVE, OUT, Option("--size", shown="SIZE"))),
    Verb("wave close", "waves:close", (WAVE,)),
    Verb("wave cancel", "waves:cancel", (WAVE,)),
)
