"""What pictures are given: a sentence for what cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from micrograd.display import set_drawer
from micrograd.engine import Value
from micrograd.export import pytorch_program
from micrograd.graph import Graph
from micrograd.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable

NAN = float("nan")


def graph(**given: Any) -> Graph:
    return Graph(Node(2.0) * 3.0, **given)


WRONG: list[tuple[Callable[[], object], type[Exception], str]] = [
    (lambda: graph(max_nodes="3"), TypeError, "max_nodes must be an integer, not '3'"),
    (lambda: graph(max_nodes=NAN), TypeError, "max_nodes must be an integer, not nan"),
    (lambda: graph(max_nodes=True), TypeError, "max_nodes must be an integer, not True"),
    (lambda: graph(max_nodes=-1), ValueError, "max_nodes must be at least 1, got -1"),
    (lambda: graph(stage=[1]), ValueError, r"stage must be one of .*, not \[1\]"),
    (lambda: graph(expand="no"), TypeError, "expand must be True or False, not 'no'"),
    (lambda: graph(before="no"), TypeError, "before must be a Graph, not 'no'"),
    (lambda: graph(before=False), TypeError, "before must be a Graph, not False"),
    (lambda: set_drawer(3), TypeError, "drawer must be a function of three arguments, not 3"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("make", "error", "sentence"), WRONG)
def test_what_cannot_be_used_is_said(
    make: Callable[[], object], error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        make()


def test_numpy_s_integers_are_counts() -> None:
    assert len(graph(max_nodes=np.int64(2)).nodes) == 2


def test_a_subclass_s_results_are_exported() -> None:
    class MyValue(Value):
        pass

    assert "v3 = v1 * v2" in pytorch_program(MyValue(2.0) * 3)
