"""PyPI's own `graphviz`, as the site ships it, in the runner: what it shows, and asks for."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import build
from playground_host.guests.graphviz import VERSION
from tests.host.conftest import Record, node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DOT = "text/vnd.graphviz"
DIGRAPH = "from graphviz import Digraph\ndot = Digraph(format='svg')\ndot.edge('a', 'b')\n"


@pytest.fixture(autouse=True)
def _package(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The wheel that the site serves, imported anew by each program."""
    wheels = list((build.DIST / "python").glob("graphviz-*.whl"))
    if not wheels:
        pytest.fail("there is no dist/: run `python3 build.py test`")
    monkeypatch.syspath_prepend(str(wheels[0]))

    def forget() -> None:
        for name in [each for each in sys.modules if each.partition(".")[0] == "graphviz"]:
            del sys.modules[name]

    forget()
    yield
    forget()


def test_a_graph_as_the_last_value_is_shown_as_its_dot(run_program: Callable[..., Record]) -> None:
    (shown,) = run_program(DIGRAPH + "dot").displayed()
    assert shown[DOT] == "digraph {\n\ta -> b\n}\n"
    assert "image/svg+xml" not in shown


def test_graph_and_source_are_shown_without_a_native_dot(
    run_program: Callable[..., Record],
) -> None:
    record = run_program(
        "import graphviz\n"
        "one = graphviz.Graph('pairs', comment='two')\none.edge('a', 'b')\ndisplay(one)\n"
        "graphviz.Source('digraph { x -> y }')",
        suspends=False,
    )
    first, second = record.displayed()
    assert first[DOT] == "// two\ngraph pairs {\n\ta -- b\n}\n"
    assert second[DOT] == "digraph { x -> y }\n"
    assert record.kinds() == ["display"]


@pytest.mark.parametrize(
    "made",
    [
        "graphviz.Graph(engine='neato', body=['a -- b\\n'])",
        "graphviz.Digraph('a \"name\" {', comment='{ no brace', engine='neato')",
        "graphviz.Source('/* a { */ strict digraph G { a -> b }', engine='neato')",
    ],
)
def test_an_engine_stays_with_the_graph(made: str, run_program: Callable[..., Record]) -> None:
    (shown,) = run_program(f"import graphviz\n{made}").displayed()
    # What Graphviz itself reads out of the text.
    read = node(
        'import { instance } from "./site/node_modules/@viz-js/viz/dist/viz.js";'
        'let text = ""; for await (const chunk of process.stdin) text += chunk;'
        'const { layout } = (await instance()).renderJSON(text, { engine: "nop" });'
        "process.stdout.write(JSON.stringify(layout ?? null));",
        shown[DOT],
    )
    assert read == "neato"


def test_pipe_gets_what_the_page_draws(run_program: Callable[..., Record]) -> None:
    record = run_program(
        DIGRAPH + "print(dot.pipe(format='svg'))\nprint(dot.pipe(encoding='utf-8'))",
        drawings=[{"output": "<svg>ä</svg>"}, {"output": "<svg>2</svg>"}],
    )
    asked = [told for kind, told in record.events if kind == "layout"]
    assert asked == [("digraph {\n\ta -> b\n}\n", "dot", "svg")] * 2
    assert record.printed() == "b'<svg>\\xc3\\xa4</svg>'\n<svg>2</svg>\n"


def test_render_writes_the_files_and_view_shows_the_picture(
    run_program: Callable[..., Record],
) -> None:
    record = run_program(
        DIGRAPH + "print(dot.render('out/g.gv', view=True))\n"
        "import graphviz\n"
        "print(graphviz.render('dot', 'plain', outfile='out/g.plain', filepath='out/g.gv'))",
        drawings=[{"output": "<svg/>"}, {"output": "graph 1 1 1"}],
    )
    assert record.problem[0] == ""
    assert record.displayed()[0]["image/svg+xml"] == "<svg/>"
    assert record.printed() == "out/g.gv.svg\nout/g.plain\n"
    assert Path("out/g.gv.svg").read_text() == "<svg/>"
    assert Path("out/g.plain").read_text() == "graph 1 1 1"


def test_a_fault_of_the_dot_is_the_package_s_own_error(run_program: Callable[..., Record]) -> None:
    record = run_program(
        "import graphviz\ntry:\n    graphviz.Source('graph {').pipe('svg')\n"
        "except graphviz.CalledProcessError as error:\n    print(error.stderr)",
        drawings=[{"error": "syntax error in line 1"}],
    )
    assert record.printed() == "syntax error in line 1\n"


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        ("dot.pipe('png')", "the page's Graphviz makes no png: use format='svg'"),
        ("dot.unflatten()", "the page has no program 'unflatten'"),
        ("dot.node('x' * 1_000_001); dot.pipe()", "more than 1,000,000 characters of DOT"),
    ],
)
def test_what_the_page_can_not_do_is_said(
    call: str, sentence: str, run_program: Callable[..., Record]
) -> None:
    record = run_program(DIGRAPH + call, drawings=[{"error": 'Format: "png" not recognized.'}])
    assert sentence in record.problem[0]


@pytest.mark.parametrize("call", ["dot.pipe()", "dot.render('g')", "dot.view()"])
def test_a_browser_that_can_not_suspend_is_named(
    call: str, run_program: Callable[..., Record]
) -> None:
    source = DIGRAPH + f"import graphviz\ntry:\n    {call}\n"
    source += "except graphviz.ExecutableNotFound as error:\n    print(error)"
    told = run_program(source, suspends=False).printed()
    assert "this browser cannot suspend it" in told
    assert "display(graph)" in told


def test_the_version_is_that_of_the_page_s_graphviz(run_program: Callable[..., Record]) -> None:
    shipped = node(
        'import { graphvizVersion } from "./site/node_modules/@viz-js/viz/dist/viz.js";'
        "process.stdout.write(JSON.stringify(graphvizVersion));"
    )
    match = re.search(r"version (\S+)", VERSION)
    assert match is not None
    assert match[1] == shipped
    told = run_program("import graphviz\nprint(graphviz.version())").printed()
    assert told.startswith(f"({shipped.replace('.', ', ')}")


def test_a_picture_that_is_asked_for_by_name_is_one(run_program: Callable[..., Record]) -> None:
    record = run_program(
        DIGRAPH + "print(dot._repr_mimebundle_(include=['image/svg+xml']))",
        drawings=[{"output": "<svg/>"}],
    )
    assert record.printed() == "{'image/svg+xml': '<svg/>'}\n"


def test_a_visitor_s_own_module_of_that_name_stays_as_it_is(
    run_program: Callable[..., Record],
) -> None:
    record = run_program("import graphviz\nprint(graphviz.mine)", graphviz="mine = 7")
    assert record.printed() == "7\n"
