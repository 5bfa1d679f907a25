"""Questions to a finished run's interpreter, posted as the page posts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.browser.conftest import Playground

PROGRAM = """\
from micrograd.node import Node
a = Node(3.0, label="a")
b = a * a
b.backpropagate(visualize=True)
"""

# Keeps what the page's workers say on their lines, so that a test can speak to them. The page
# makes a worker's line after the worker.
KEEP_WORKERS = """
    globalThis.heard = [];
    let latest;
    globalThis.Worker = class extends Worker {
        constructor(...options) {
            super(...options);
            latest = this;
        }
    };
    globalThis.MessageChannel = class extends MessageChannel {
        constructor() {
            super();
            const [worker, line] = [latest, this.port1];
            line.addEventListener("message", ({ data }) => heard.push({ worker, line, data }));
        }
    };
"""

ASK = """async ([what, data]) => {
    const { worker, line, data: { run } } = heard.find((message) => message.data.type === "ended");
    const answered = new Promise((resolve) => line.addEventListener("message", (event) => {
        if (event.data.type === "answer") resolve(event.data);
    }));
    worker.postMessage({ type: "ask", run, id: 5, what, data: JSON.stringify(data) });
    const answer = await answered;
    return { ...answer, data: JSON.parse(answer.data) };
}"""


def test_what_if_is_answered_by_the_run_s_own_interpreter(playground: Playground) -> None:
    playground.page.add_init_script(KEEP_WORKERS)
    playground.open()
    playground.run(PROGRAM)
    graph = playground.page.evaluate(
        """() => JSON.parse(heard.findLast((message) => message.data.type === "display").data
            .bundle["application/vnd.micrograd.graph+json"])"""
    )
    answer: dict[str, Any] = playground.page.evaluate(
        ASK, ["graph.set", {"graph": graph["id"], "values": {"n0": 4}}]
    )

    assert [node["name"] for node in graph["nodes"]] == ["a", "b"]
    assert [node["origin"]["line"] for node in graph["nodes"]] == [2, 3]
    assert answer["id"] == 5
    assert (answer["data"]["change"], answer["data"]["prediction"]) == (7, 6)
    refused = playground.page.evaluate(ASK, ["weather", {}])
    assert refused["data"] == {"error": "there is no answer to 'weather'"}
