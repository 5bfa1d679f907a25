"""The recorded runs of the examples, against the same programs run in the page."""

from __future__ import annotations

import base64
import json
import struct
from typing import TYPE_CHECKING, Any

import build
from tests.examples import examples

if TYPE_CHECKING:
    from tests.browser.conftest import Playground

TRAINING = "application/vnd.micrograd.training+json"

HEAR = """{
  const add = MessagePort.prototype.addEventListener;
  globalThis.heard = [];
  MessagePort.prototype.addEventListener = function (type, listener, ...others) {
    add.call(this, type, (event) => {
      if (event.data?.run) heard.push(event.data);
      listener(event);
    }, ...others);
  };
}"""


def recording(name: str) -> dict[str, Any]:
    """Return what the build recorded of an example's run."""
    (path,) = (build.DIST / "app").glob(f"recorded-{name}-????????.json")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def told(messages: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what messages say, however fast the machine was.

    A faster one prints in fewer pieces and sends fewer updates of a training, with fewer points of
    the curve, and tells less time.
    """
    displays: list[object] = []
    printed: dict[str, str] = {}
    others: list[object] = []
    trainings: dict[str, dict[str, Any]] = {}
    for message in messages:
        kind = message["type"]
        if kind == "text":
            printed[message["stream"]] = printed.get(message["stream"], "") + message["text"]
        elif kind == "display":
            displays.append(opened(message["bundle"]))
        elif kind == "update":
            update = json.loads(message["bundle"][TRAINING])
            training = trainings.setdefault(update["id"], {"losses": {}, "parameters": {}})
            training["losses"] |= {
                n: float(loss) for n, loss in zip(update["rounds"], update["losses"], strict=True)
            }
            training["parameters"] |= {n: floats(coded) for n, coded in update["snapshots"]}
            names = ("restarts", "not_taped_because", "number", "learning_rate", "ended", "message")
            training["last"] = {name: update[name] for name in names}
        elif kind != "loading":
            others.append({name: value for name, value in message.items() if name != "run"})
    return {"displays": displays, "printed": printed, "others": others, "trainings": trainings}


def opened(bundle: dict[str, str]) -> dict[str, Any]:
    return {
        kind: json.loads(text) if kind.endswith("+json") else text for kind, text in bundle.items()
    }


def floats(coded: str) -> tuple[float, ...]:
    content = base64.b64decode(coded)
    return struct.unpack(f"<{len(content) // 8}d", content)


def test_each_recording_has_the_numbers_of_a_run_here(playground: Playground) -> None:
    playground.page.add_init_script(HEAR)
    for name, path in examples().items():
        recorded = recording(name)
        assert recorded["source"] == path.read_text(encoding="utf-8")
        # The page draws the run's seed.
        playground.page.add_init_script(f"Math.random = () => {recorded['seed'] + 0.5} / 2 ** 32")
        playground.page.goto("about:blank")
        playground.open(f"#example={name}")
        playground.run(seconds=120)
        mine, theirs = told(recorded["messages"]), told(playground.page.evaluate("heard"))
        for what in ("displays", "printed", "others"):
            assert mine[what] == theirs[what], f"{name}: {what}"
        assert mine["trainings"].keys() == theirs["trainings"].keys()
        for each, training in mine["trainings"].items():
            live = theirs["trainings"][each]
            assert training["last"] == live["last"], name
            for what in ("losses", "parameters"):
                rounds = training[what].keys() & live[what].keys()
                # Both have their own choice of rounds; the first and the last are in each.
                assert len(rounds) >= 3, f"{name}: {what}"
                assert training["last"]["number"] in rounds
                for n in rounds:
                    assert training[what][n] == live[what][n], f"{name}: {what} of round {n}"
        if not mine["trainings"]:
            assert any("vnd.micrograd.graph" in kind for each in mine["displays"] for kind in each)
            assert recorded["layouts"]
