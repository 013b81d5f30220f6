"""Small faults planted in the rules, one at a time: a comparison turned, a sign changed, a statement taken out.

`python -m tests.proof.mutants MODULE PLACE` runs the tests of the rules with the fault at that place of the module; the
exit code is 0 when nothing noticed it, and 1 when a test or a walk did.  `sample 120` does so for 120 of them.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from types import CodeType

import pytest

CLONE = Path(__file__).parents[2]
MODULES = ("settlement", "money", "refunds", "cases", "returns", "outcomes", "clocks", "stock", "lifecycle")
TESTS = (
    *("case_facts", "cases", "money", "traps", "goods", "payments", "stock", "shortage"),
    *("amending", "projection", "offers", "guards"),
)
# The page of refusals is no business of a fault in the rules, and is judged by reading all files.
LEFT_OUT = "not every_refusal_of_the_rules"
WALKS, STEPS = 3, 160
SEED, PATIENCE_S = 9, 90

TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


Fault = tuple[ast.AST, str, Callable[[], None]]


def source_of(module: str) -> Path:
    """The file of a module of the rules."""
    return CLONE / "desktop_oms" / "domain" / f"{module}.py"


def places(module: str) -> list[str]:
    """Every fault that can be planted in a module, in words, in the order of its text."""
    tree = ast.parse(source_of(module).read_text(encoding="utf-8"))
    return [f"{module}:{node.lineno} {words}" for node, words, _ in faults(tree)]  # type: ignore[attr-defined]


def mutated(source: str, place: int) -> ast.Module:
    """The module with one fault."""
    tree = ast.parse(source)
    _, _, plant = list(faults(tree))[place]
    plant()
    return ast.fix_missing_locations(tree)


def faults(tree: ast.Module) -> Iterator[Fault]:
    """The nodes inside functions that can be changed, what the change is, and how to make it."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for statement in function.body:
                yield from _below(statement)


def _below(node: ast.AST) -> Iterator[Fault]:
    """What a refusal says of itself, and what a nested definition is, are left as they are."""
    if isinstance(node, ast.FunctionDef) or (isinstance(node, ast.Call) and _name(node.func) == "Refusal"):
        return
    yield from _of(node)
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.expr_context):
            yield from _below(child)


class Plant:
    """Sets a field of a node to something else."""

    def __init__(self, node: ast.AST, field: str, value: object) -> None:
        self.node, self.field, self.value = node, field, value

    def __call__(self) -> None:
        setattr(self.node, self.field, self.value)


class Emptied:
    """Puts `pass` where a statement stood."""

    def __init__(self, node: ast.stmt) -> None:
        self.node = node

    def __call__(self) -> None:
        node, gone = self.node, ast.Pass()
        for name in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
            setattr(gone, name, getattr(node, name))
        node.__class__ = ast.Pass  # type: ignore[assignment]
        for name in node._fields:
            delattr(node, name)
        vars(node).update(vars(gone))


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _of(node: ast.AST) -> Iterator[Fault]:
    yield from _signs(node)
    if isinstance(node, ast.Compare):
        turned = TURNED[type(node.ops[0])]
        yield node, f"{ast.unparse(node)}: {turned.__name__}", Plant(node, "ops", [turned(), *node.ops[1:]])
    elif isinstance(node, ast.BoolOp):
        join = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield node, f"{ast.unparse(node)}: {type(join).__name__}", Plant(node, "op", join)
    elif isinstance(node, ast.If | ast.IfExp):
        turned_test = ast.UnaryOp(ast.Not(), deepcopy(node.test))
        yield node, f"if {ast.unparse(node.test)}: Not", Plant(node, "test", turned_test)
    elif isinstance(node, ast.Constant) and type(node.value) in (int, bool):
        new = not node.value if isinstance(node.value, bool) else int(str(node.value)) + 1
        yield node, f"{node.value!r}: {new}", Plant(node, "value", new)
    elif isinstance(node, ast.stmt) and _does_something(node):
        yield node, f"{ast.unparse(node)}: taken out", Emptied(node)


def _signs(node: ast.AST) -> Iterator[Fault]:
    if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Add | ast.Sub):
        other = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        yield node, f"{ast.unparse(node)}: {type(other).__name__}", Plant(node, "op", other)


def _does_something(node: ast.stmt) -> bool:
    """True for statements that change a row or call somebody."""
    if isinstance(node, ast.Assign):
        return isinstance(node.targets[0], ast.Attribute)
    return isinstance(node, ast.AugAssign) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call))


class Planted(importlib.machinery.SourceFileLoader):
    """Loads a module with its fault, past any compiled copy."""

    def __init__(self, name: str, file: Path, place: int) -> None:
        super().__init__(name, str(file))
        self.place = place

    def get_code(self, fullname: str) -> CodeType:
        source = Path(self.path).read_text(encoding="utf-8")
        return compile(mutated(source, self.place), self.path, "exec")


class Finder(importlib.abc.MetaPathFinder):
    """Stands before all other finders for one module."""

    def __init__(self, module: str, place: int) -> None:
        self.name, self.file, self.place = f"desktop_oms.domain.{module}", source_of(module), place

    def find_spec(self, fullname: str, _path: object, _target: object = None) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        loader = Planted(fullname, self.file, self.place)
        return importlib.util.spec_from_file_location(fullname, self.file, loader=loader)


def is_noticed(module: str, place: int) -> bool:
    """Whether a test of the rules or a short walk falls over the fault."""
    sys.meta_path.insert(0, Finder(module, place))
    files = [str(CLONE / "tests" / "domain" / f"test_{name}.py") for name in TESTS]
    given = ["-x", "-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:randomly", "-k", LEFT_OUT, *files]
    if pytest.main(given) != pytest.ExitCode.OK:
        return True
    walk = importlib.import_module("tests.domain.walk").Walk
    try:
        for seed in range(WALKS):
            walk(seed).run(STEPS)
    except (AssertionError, LookupError, ArithmeticError, RuntimeError, TypeError, ValueError, AttributeError):
        return True
    return False


def noticed(place: tuple[str, int]) -> bool:
    """Whether a program of its own with that fault falls over it; one that runs for ever has been noticed too."""
    command = [sys.executable, "-m", "tests.proof.mutants", place[0], str(place[1])]
    try:
        done = subprocess.run(command, cwd=CLONE, capture_output=True, timeout=PATIENCE_S, check=False)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def sample(count: int) -> None:
    """Plant so many faults at random, the same in every run, and name those that nothing noticed."""
    known = {module: places(module) for module in MODULES}
    every = [(module, number) for module, words in known.items() for number in range(len(words))]
    chosen = random.Random(SEED).sample(every, min(count, len(every)))
    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(noticed, chosen))
    slipped = [known[module][number] for (module, number), seen in zip(chosen, found, strict=True) if not seen]
    print(
        f"{len(chosen) - len(slipped)} of {len(chosen)} faults noticed ({len(every)} possible); not:",
        *slipped,
        sep="\n",
    )


if __name__ == "__main__":
    if sys.argv[1] == "sample":
        sample(int(sys.argv[2]))
    else:
        sys.exit(int(is_noticed(sys.argv[1], int(sys.argv[2]))))
