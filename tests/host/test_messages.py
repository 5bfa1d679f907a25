"""What Python sends is what the page's table of messages lists: kinds, fields and values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from playground_host.mistakes import hints
from playground_host.mistakes.advice import KINDS
from playground_host.run.outlet import DISPLAY_CHARACTERS, Outlet
from tests.host.conftest import Record, node, shapes

if TYPE_CHECKING:
    from collections.abc import Callable

ALL_KINDS = """\
import sys
from micrograd.neuron import MLP
from micrograd.node import Node
print("half \\ud800 of a sign")
# %% [markdown]
# Text
# %% And code
!ls
print("a warning", file=sys.stderr)
display(Node(2.0) * 3.0)
for _ in range(21):
    MLP(1, [1]).train([[1.0]], [1.0], num_rounds=2)
raise RuntimeError("can't start new thread")
"""

CHECK = """\
import { checkMessage } from "./site/contract/messages.js";
import { readFileSync } from "node:fs";
const messages = JSON.parse(readFileSync(0, "utf8"));
for (const { bundle, ...others } of messages)
  checkMessage({ run: 1, ...others, ...(bundle && { bundle: JSON.parse(bundle) }) });
process.stdout.write(JSON.stringify(messages.length));
"""


def test_every_kind_is_sent_and_the_page_takes_it(run_program: Callable[..., Record]) -> None:
    messages = run_program(ALL_KINDS).messages
    assert {message["type"] for message in messages} == shapes()["program"].keys()
    assert node(CHECK, json.dumps(messages)) == len(messages)


def test_mistakes_and_hints_are_those_of_the_table() -> None:
    assert shapes()["mistakes"] == list(KINDS)
    assert shapes()["hints"] == list(hints._RULES)


def test_a_display_may_be_as_long_as_a_message() -> None:
    assert shapes()["longest"] == DISPLAY_CHARACTERS


@pytest.mark.parametrize(
    ("kind", "fields"),
    [("news", {}), ("text", {"stream": "stdout"}), ("update", {"bundle": "{}", "more": 1})],
)
def test_another_kind_or_field_would_be_seen(kind: str, fields: dict[str, str | int]) -> None:
    with pytest.raises((AssertionError, KeyError)):
        Outlet(Record()).send(kind, **fields)
