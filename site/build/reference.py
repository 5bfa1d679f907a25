"""Write down what the package is for the visitor: its files, and what its names are.

The editor completes and explains the names. They come from the package itself: signatures by
`inspect`, the first paragraph of each docstring, and of its sections the parameters and attributes.
The page has all this before Python is there.
"""

from __future__ import annotations

import importlib
import inspect
import re
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

STANDARD = ("math", "random")
# The modules that programs import. The others hold the package together.
PUBLIC = (
    *("node", "engine", "neuron", "nn", "losses", "optim", "data", "training", "history", "tape"),
    *("graph", "display", "check", "export", "watch", "notebook"),
)
SECTION = re.compile(r"^(Args|Attributes|Returns|Raises|Source):$")
ENTRY = re.compile(r"^ {4}(\*{0,2}\w+): (.*)$")


def read_sources(root: Path) -> dict[str, str]:
    """Return the package's files by name, for visitors to read."""
    return {
        f"micrograd/{path.name}": path.read_text(encoding="utf-8")
        for path in sorted((root / "micrograd").glob("*.py"))
        if not path.name.startswith("__")
    }


def reference(root: Path) -> dict[str, Any]:
    """Return modules with their names, and items by qualified name."""
    sys.path.insert(0, str(root))
    names = [f"micrograd.{name}" for name in PUBLIC]
    modules = [importlib.import_module(name) for name in ("micrograd", *names, *STANDARD)]
    found: dict[str, Any] = {"modules": {}, "items": {}}
    for module in modules:
        members = public(module)
        found["modules"][module.__name__] = {
            "doc": first_paragraph(module.__doc__),
            "names": {name: qualified(name, value, module) for name, value in members.items()},
        }
        for name, value in members.items():
            describe(qualified(name, value, module), value, found["items"])
    return found


def public(module: ModuleType) -> dict[str, object]:
    """Return what a program may import from a module: its own names."""
    listed = getattr(module, "__all__", None)
    if listed is not None:
        return {name: getattr(module, name) for name in listed}
    return {
        name: value
        for name, value in vars(module).items()
        if not name.startswith("_")
        and not inspect.ismodule(value)
        and getattr(value, "__module__", module.__name__) in (module.__name__, None)
        and name not in ("TYPE_CHECKING", "annotations")
        and (callable(value) or isinstance(value, float | int | str))
    }


def qualified(name: str, value: object, module: ModuleType) -> str:
    """Return the name of the place where a thing is described."""
    home = getattr(value, "__module__", None)
    own = getattr(value, "__qualname__", None)
    return f"{home}.{own}" if home and own else f"{module.__name__}.{name}"


def describe(name: str, value: Any, items: dict[str, Any]) -> None:
    """Add an item, and those of a class's members."""
    if name in items:
        return
    doc = inspect.getdoc(value) if callable(value) or isinstance(value, property) else None
    item: dict[str, Any] = {"kind": kind_of(value), "doc": first_paragraph(doc)}
    items[name] = item
    if callable(value):
        item["signature"], item["parameters"] = signature_of(value, section(doc, "Args"))
        item["returns"] = returned(value, name)
    if inspect.isclass(value):
        item["members"] = members_of(value, name, items) | {
            attribute: "" for attribute in section(doc, "Attributes") if attribute.isidentifier()
        }
        item["attributes"] = section(doc, "Attributes")


def members_of(kind: type, name: str, items: dict[str, Any]) -> dict[str, str]:
    """Describe a class's own and inherited public members."""
    found = {}
    for member, value in inspect.getmembers(kind):
        if member.startswith("_") or getattr(object, member, None) is value:
            continue
        found[member] = f"{name}.{member}"
        describe(found[member], value, items)
    return found


def kind_of(value: object) -> str:
    """Return CodeMirror's word for the kind of a thing."""
    if inspect.isclass(value):
        return "class"
    if callable(value):
        return "function"
    return "property" if isinstance(value, property) else "variable"


def signature_of(value: Any, docs: dict[str, str]) -> tuple[str, list[dict[str, str]]]:
    """Return a signature without types, and its parameters with what the docstring says."""
    try:
        signature = inspect.signature(value)
    except (TypeError, ValueError):
        return "(…)", []
    plain = [
        each.replace(annotation=inspect.Parameter.empty)
        for each in signature.parameters.values()
        if each.name != "self"
    ]
    text = str(signature.replace(parameters=plain, return_annotation=inspect.Signature.empty))
    return text, [{"name": each.name, "doc": docs.get(each.name, "")} for each in plain]


def returned(value: Any, name: str) -> str:
    """Return the class that a call gives, in words: `Node`, `list[Node]`; empty if unknown."""
    if inspect.isclass(value):
        return name.rpartition(".")[2]
    annotations = getattr(value, "__annotations__", {})
    text = str(annotations.get("return", ""))
    return text if re.fullmatch(r"(list\[)?[A-Z]\w+\]?|Self", text) else ""


def first_paragraph(doc: str | None) -> str:
    """Return a docstring's first paragraph in one line."""
    return " ".join((doc or "").split("\n\n", 1)[0].split())


def section(doc: str | None, title: str) -> dict[str, str]:
    """Return the entries of a docstring's section, each with its words in one line."""
    found: dict[str, str] = {}
    now, entry = "", ""
    for line in (doc or "").splitlines():
        if match := SECTION.match(line):
            now = match[1]
        elif now == title and (match := ENTRY.match(line)):
            entry = match[1].lstrip("*")
            found[entry] = match[2]
        elif now == title and line.startswith(" " * 8) and entry:
            found[entry] += f" {line.strip()}"
        elif line and not line.startswith(" "):
            now = ""
    return found
