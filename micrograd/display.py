"""Displays objects through one replaceable hook.

`display(obj)` passes each object to the hook. The default hook shows the object in a Jupyter or
marimo notebook. Elsewhere it writes the object's picture to files in the working directory, also in
IPython in a terminal, which shows only text. A front end, such as the playground's page, sets its
own hook.

Objects describe themselves by IPython's display protocol; `mimebundle` collects their formats.
This module imports nothing else of the package: a module that draws pictures registers its drawer
here.
"""

from __future__ import annotations

import base64
import json
import re
import sys
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Hook = Callable[[object], object]
    Drawer = Callable[[object, str, object], object]

# IPython's one-format methods, and the MIME type of what each returns.
_REPR_METHODS = {
    "_repr_svg_": "image/svg+xml",
    "_repr_html_": "text/html",
    "_repr_markdown_": "text/markdown",
    "_repr_png_": "image/png",
    "_repr_jpeg_": "image/jpeg",
    "_repr_latex_": "text/latex",
    "_repr_json_": "application/json",
}

# The formats that are written to files when there is no front end.
_FILE_SUFFIXES = {"image/svg+xml": ".svg", "text/vnd.graphviz": ".dot"}

_file_numbers = count(1)


def display(*objects: object) -> None:
    """Pass each object to the hook, which shows it.

    >>> previous = set_hook(lambda obj: print("shown:", obj))
    >>> display(1, "two")
    shown: 1
    shown: two
    >>> _ = set_hook(previous)
    """
    for obj in objects:
        _state.hook(obj)


def set_hook(hook: Hook) -> Hook:
    """Set the function that shows an object, its only argument.

    Returns:
        The previous hook, to restore it.

    Raises:
        TypeError: if `hook` cannot be called.
    """
    if not callable(hook):
        raise TypeError(f"hook must be a function of one object, not {hook!r}")
    previous, _state.hook = _state.hook, hook
    return previous


def set_drawer(drawer: Drawer) -> Drawer:
    """Set the function that makes pictures; it has the parameters of `picture`.

    Returns:
        The previous drawer.

    Raises:
        TypeError: if `drawer` cannot be called.
    """
    if not callable(drawer):
        raise TypeError(f"drawer must be a function of three arguments, not {drawer!r}")
    previous, _state.drawer = _state.drawer, drawer
    return previous


def picture(obj: object, stage: str, before: object = None) -> object:
    """Return a picture of `obj` from "before" or "after" the backward pass.

    An empty stage stands for any other time. With the picture from before the pass as `before`, the
    picture from after it makes a pair with that one.
    """
    return _state.drawer(obj, stage, before)


def mimebundle(obj: object) -> dict[str, str]:
    """Return every format in which `obj` can display itself, by MIME type.

    Text stays text, bytes become base64, and JSON becomes a string. `text/plain` is always there.
    If a display method raises, only its own format is missing.

    >>> mimebundle(3.5)
    {'text/plain': '3.5'}
    """
    forms: dict[str, object] = {}
    whole = _call(obj, "_repr_mimebundle_", include=None, exclude=None)
    if isinstance(whole, dict):
        forms.update(whole)
    for method, mime_type in _REPR_METHODS.items():
        if mime_type not in forms:
            forms[mime_type] = _call(obj, method)
    bundle = {str(mime_type): text for mime_type, text in _texts(forms)}
    bundle.setdefault("text/plain", _plain_text(obj))
    return bundle


def _texts(forms: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Turn each format into text; leave out the others."""
    for mime_type, form in forms.items():
        if isinstance(form, str):
            yield mime_type, form
        elif isinstance(form, bytes):
            yield mime_type, base64.b64encode(form).decode("ascii")
        elif form is not None and mime_type.endswith("json"):
            try:
                yield mime_type, json.dumps(form)
            except (TypeError, ValueError):
                continue


def _call(obj: object, method: str, **arguments: object) -> object:
    """Return the result of a display method without its metadata; None if there is no such method.

    An object that has every attribute, such as a proxy, counts as having none.
    """
    try:
        if hasattr(obj, "_a_name_that_no_object_has_"):
            return None
        answer = getattr(obj, method)(**arguments)
    except Exception:  # noqa: BLE001 - whatever it was, the object's other forms are still good
        return None
    return answer[0] if isinstance(answer, tuple) and answer else answer


def _plain_text(obj: object) -> str:
    try:
        return repr(obj)
    except Exception as error:  # noqa: BLE001 - a broken repr is still an object to show
        return f"<{type(obj).__name__} whose repr raised {type(error).__name__}>"


def show_by_default(obj: object) -> None:
    """Show `obj` in the current notebook, or else write files and print their names."""
    show = _notebook()
    if show is None:
        write_files(obj)
    else:
        show(obj)


def _notebook() -> Callable[[object], object] | None:
    """Return the function that shows an object below a notebook's cell; None outside notebooks."""
    marimo = sys.modules.get("marimo")
    if marimo is not None and marimo.running_in_notebook():
        return lambda obj: marimo.output.append(_InMarimo(obj))
    ipython = sys.modules.get("IPython")
    shell = None if ipython is None else ipython.get_ipython()
    kinds = {kind.__name__ for kind in type(shell).__mro__}
    if shell is None or "TerminalInteractiveShell" in kinds:
        return None
    show: Callable[[object], object] = import_module("IPython.display").display
    return show


class _InMarimo:
    """Show an object in the one format that marimo shows best; it would show an SVG as text."""

    def __init__(self, obj: object) -> None:
        self._bundle = mimebundle(obj)

    def _mime_(self) -> tuple[str, str]:
        kinds = ("image/svg+xml", "text/html", "text/markdown", "text/plain")
        return next((kind, self._bundle[kind]) for kind in kinds if kind in self._bundle)


def write_files(obj: object) -> None:
    """Write the pictures of `obj` into the working directory; print an object that has none.

    Files are numbered in the order in which the program displays them, so a second run of the
    program writes the same files again.
    """
    bundle = mimebundle(obj)
    files = {suffix: bundle[kind] for kind, suffix in _FILE_SUFFIXES.items() if kind in bundle}
    if not files:
        print(bundle["text/plain"])
        return
    stem = _file_stem(obj, "graph" if ".dot" in files else "picture")
    try:
        for suffix, text in files.items():
            Path(stem + suffix).write_text(text, encoding="utf-8")
    except OSError as error:
        print(bundle["text/plain"])
        print(f"no picture written: {error}", file=sys.stderr)
    else:
        print(f"wrote {stem}{' and '.join(files)}")


def _file_stem(obj: object, kind: str) -> str:
    """Make "graph-1-before-backpropagation" of "Computational graph before backpropagation"."""
    title = getattr(obj, "title", "")
    rest = title.partition(kind)[2] if isinstance(title, str) else ""
    words = re.findall(r"[a-z0-9]+", rest.lower())
    return "-".join([kind, str(next(_file_numbers)), *words])


class _State:
    """The replaceable functions: the hook and the drawer of pictures."""

    def __init__(self) -> None:
        self.hook: Hook = show_by_default
        self.drawer: Drawer = lambda obj, _stage, _before: repr(obj)


_state = _State()
