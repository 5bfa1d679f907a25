"""Where shown things go, and how objects say what they look like."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from textwrap import indent
from types import ModuleType
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock

import pytest

from micrograd import display as module
from micrograd.display import display, mimebundle, set_hook
from micrograd.graph import Graph
from micrograd.node import Node

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def shown() -> Iterator[list[Any]]:
    things: list[Any] = []
    previous = set_hook(things.append)
    yield things
    set_hook(previous)


@pytest.fixture
def in_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, "_file_numbers", iter(range(1, 100)))
    return tmp_path


def test_display_hands_each_object_to_the_hook_in_order(shown: list[Any]) -> None:
    display(1, "two")
    display()
    display(None)

    assert shown == [1, "two", None]


def test_setting_a_hook_returns_the_one_before(shown: list[Any]) -> None:
    def other(obj: object) -> None: ...

    mine = set_hook(other)

    assert set_hook(mine) is other
    display("seen")
    assert shown == ["seen"]


def test_a_hook_must_be_callable(shown: list[Any]) -> None:
    with pytest.raises(TypeError, match="hook must be a function of one object, not 'x'"):
        set_hook("x")  # type: ignore[arg-type]
    display("seen")
    assert shown == ["seen"]


def test_backpropagation_shows_the_graph_before_and_after_when_asked(shown: list[Any]) -> None:
    x = Node(3.0)
    (x * x).backpropagate(visualize=True)

    assert [graph.stage for graph in shown] == ["before", "after"]
    assert [graph.nodes[0].grad for graph in shown] == [None, 6.0]


def test_backpropagation_shows_nothing_unasked(shown: list[Any]) -> None:
    (Node(3.0) * 2).backpropagate()

    assert shown == []


# --- files ---


def test_a_graph_becomes_two_files_whose_names_are_printed(
    in_directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    node = Node(1.0, label="ünï 😀") + 1
    node.backpropagate(visualize=True)
    display(node)

    assert capsys.readouterr().out.splitlines() == [
        "wrote graph-1-before-backpropagation.svg and .dot",
        "wrote graph-2-after-backpropagation.svg and .dot",
        "wrote graph-3.svg and .dot",
    ]
    assert sorted(path.name for path in in_directory.iterdir()) == [
        "graph-1-before-backpropagation.dot",
        "graph-1-before-backpropagation.svg",
        "graph-2-after-backpropagation.dot",
        "graph-2-after-backpropagation.svg",
        "graph-3.dot",
        "graph-3.svg",
    ]
    dot = (in_directory / "graph-3.dot").read_text(encoding="utf-8")
    assert dot == Graph(node).to_dot()


def test_what_has_no_picture_is_printed(
    in_directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    display("text", [1, 2])

    assert capsys.readouterr().out == "'text'\n[1, 2]\n"
    assert list(in_directory.iterdir()) == []


def test_a_picture_of_another_kind_is_written_too(
    in_directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class Chart:
        title = "../../Loss"

        def _repr_svg_(self) -> str:
            return "<svg/>"

    display(Chart())

    assert capsys.readouterr().out == "wrote picture-1.svg\n"
    assert (in_directory / "picture-1.svg").read_text(encoding="utf-8") == "<svg/>"


def test_a_directory_that_cannot_be_written_costs_the_picture_only(
    in_directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (in_directory / "graph-1.svg").mkdir()
    node = Node(2.0)
    display(node)

    captured = capsys.readouterr()
    assert captured.out == f"{node!r}\n"
    assert captured.err.startswith("no picture written: ")


def test_ipython_shows_things_where_it_runs(
    in_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    things: list[Any] = []
    ipython = ModuleType("IPython")
    front_end = ModuleType("IPython.display")
    monkeypatch.setattr(ipython, "get_ipython", object, raising=False)
    monkeypatch.setattr(front_end, "display", things.append, raising=False)
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setitem(sys.modules, "IPython.display", front_end)
    node = Node(1.0)

    display(node)

    assert things == [node]
    assert list(in_directory.iterdir()) == []


def test_ipython_that_is_only_installed_changes_nothing(
    in_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ipython = ModuleType("IPython")
    monkeypatch.setattr(ipython, "get_ipython", lambda: None, raising=False)
    monkeypatch.setitem(sys.modules, "IPython", ipython)

    display(Node(1.0))

    assert len(list(in_directory.iterdir())) == 2


GRAPH = """
from micrograd.node import Node
a = Node(2.0, label="a")
(a * 3.0).backpropagate(visualize=True)
"""
ROOT = Path(__file__).parents[2]


def started(folder: Path, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "IPYTHONDIR": str(folder / ".ipython")},
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    return done.stdout


def test_a_terminal_s_ipython_writes_files_and_says_so(tmp_path: Path) -> None:
    pytest.importorskip("IPython", reason="IPython is not installed")
    printed = started(tmp_path, "-m", "IPython", "--no-banner", "--colors=nocolor", "-c", GRAPH)

    assert "wrote graph-1-before-backpropagation.svg and .dot" in printed
    assert len(list(tmp_path.glob("graph-*.svg"))) == 2


def test_marimo_shows_the_graphs_below_the_cell(tmp_path: Path) -> None:
    # Without importing it: that would change what the other tests see.
    if find_spec("marimo") is None:
        pytest.skip("marimo is not installed")
    cell = indent(f"{GRAPH}return", "    ")
    source = f"import marimo\napp = marimo.App()\n\n@app.cell\ndef _():\n{cell}\n"
    (tmp_path / "graphs.py").write_text(source, encoding="utf-8")
    started(tmp_path, "-m", "marimo", "-q", "export", "html", "graphs.py", "-o", "graphs.html")
    page = (tmp_path / "graphs.html").read_text(encoding="utf-8")

    assert page.count("Computational graph before backpropagation\\u003C/title") == 1
    assert page.count("Computational graph after backpropagation\\u003C/title") == 1
    assert list(tmp_path.glob("*.svg")) == []


# --- MIME bundles ---


def test_an_object_s_bundle_is_taken_whole_and_completed() -> None:
    class Rich:
        def _repr_mimebundle_(self, include: object, exclude: object) -> Any:
            assert include is exclude is None
            return {"text/html": "<b>", "application/x+json": {"a": [1]}}, {"text/html": {}}

        def _repr_html_(self) -> str:
            return "not this one"

        def _repr_svg_(self) -> str:
            return "<svg/>"

        def __repr__(self) -> str:
            return "Rich()"

    assert mimebundle(Rich()) == {
        "text/html": "<b>",
        "application/x+json": '{"a": [1]}',
        "image/svg+xml": "<svg/>",
        "text/plain": "Rich()",
    }


def test_each_of_ipython_s_methods_gives_its_form() -> None:
    class Everything:
        def __repr__(self) -> str:
            return "Everything()"

        def _repr_html_(self) -> tuple[str, dict[str, str]]:
            return "<p>", {"isolated": "yes"}

        def _repr_markdown_(self) -> str:
            return "*m*"

        def _repr_png_(self) -> bytes:
            return b"\x89PNG"

        def _repr_jpeg_(self) -> bytes:
            return b"\xff\xd8"

        def _repr_latex_(self) -> str:
            return "$x$"

        def _repr_json_(self) -> dict[str, int]:
            return {"n": 1}

    bundle = mimebundle(Everything())

    assert base64.b64decode(bundle["image/png"]) == b"\x89PNG"
    assert base64.b64decode(bundle["image/jpeg"]) == b"\xff\xd8"
    assert json.loads(bundle["application/json"]) == {"n": 1}
    assert bundle["text/html"] == "<p>"
    assert bundle["text/markdown"] == "*m*"
    assert bundle["text/latex"] == "$x$"
    assert bundle["text/plain"] == "Everything()"


def test_a_method_that_raises_hides_no_other_form() -> None:
    class Broken:
        def _repr_mimebundle_(self, **_hints: object) -> Any:
            raise RuntimeError

        def _repr_html_(self) -> str:
            raise ValueError

        def _repr_svg_(self) -> str:
            return "<svg/>"

        def _repr_json_(self) -> object:
            return object()

        def __repr__(self) -> str:
            raise KeyError

    assert mimebundle(Broken()) == {
        "image/svg+xml": "<svg/>",
        "text/plain": "<Broken whose repr raised KeyError>",
    }


def test_none_means_that_there_is_no_such_form() -> None:
    class Plain:
        def _repr_mimebundle_(self, **_hints: object) -> None:
            return None

        def _repr_html_(self) -> None:
            return None

    assert set(mimebundle(Plain())) == {"text/plain"}


def test_a_class_and_an_object_that_answers_to_every_name_are_plain_text() -> None:
    class Proxy:
        def __getattr__(self, name: str) -> Any:
            return lambda **_hints: f"answer to {name}"

    for thing in (Graph, Node, Mock(), Proxy()):
        assert mimebundle(thing) == {"text/plain": repr(thing)}


def test_a_node_shows_its_graph_and_stays_itself_as_text() -> None:
    node = Node(2.0, label="x") * 3
    bundle = mimebundle(node)

    assert bundle["text/plain"] == repr(node)
    assert bundle["text/vnd.graphviz"] == Graph(node).to_dot()
