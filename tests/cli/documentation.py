"""The examples of `docs/cli.md`: what is typed, and what is answered."""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

from desktop_oms.cli import run

PROGRAM = "python main.py "
ASK = "echo $?"
ANYTHING = "…"


@dataclass(frozen=True)
class Example:
    """One command of the documentation with the lines below it."""

    command: str
    answer: str

    @property
    def arguments(self) -> list[str]:
        """What the program is given."""
        return shlex.split(self.command.removeprefix(PROGRAM))

    def fits(self, said: str) -> bool:
        """Whether the program said so; an ellipsis stands for anything."""
        pattern = ".*?".join(re.escape(part) for part in self.answer.split(ANYTHING))
        return re.fullmatch(pattern, said, re.DOTALL) is not None


def examples(text: str) -> Iterator[Example]:
    """Every `$ command` in the console blocks, in order."""
    for block in re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, answer = part.partition("\n")
            yield Example(command, answer.rstrip("\n"))


def answer_of(example: Example) -> tuple[int, str]:
    """What the program says now on both streams, and its exit code."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with redirect_stdout(stream), redirect_stderr(stream):
        code = run(example.arguments)
    return code, stream.buffer.getvalue().decode().rstrip("\n")  # type: ignore[attr-defined]
