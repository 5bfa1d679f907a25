"""Emscripten's part of Pyodide, shortened by the build, still makes every property."""

from __future__ import annotations

import re
from collections import Counter

import pytest

import build
import pyodide_glue

GLUE = build.SITE / "node_modules" / "pyodide" / "pyodide.asm.mjs"


def test_every_variable_that_is_read_has_its_export() -> None:
    code = GLUE.read_text()
    short = pyodide_glue.shorten(code)
    assert len(short) < 0.7 * len(code)
    body = short[short.index(pyodide_glue.BEGIN) : short.index(pyodide_glue.END)]
    words = Counter(re.findall(r'(?<![\w$"])[\w$]+(?![\w$"])', short))
    for name in re.findall(r'(\w+)=Module\["\1"\]=wasmExports', code):
        assert f'{name}=Module["{name}"]' in body or words[name] == 0, name


def test_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="assignWasmExports"):
        pyodide_glue.shorten("var a;")
