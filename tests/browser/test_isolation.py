"""A stranger's program, with `import js` and everything in reach, gets at nothing of the visitor's.

Each attack is a function of Python that runs in the page's worker. It returns what it got, and the
test compares that with what the page has: not that something throws, but that nothing is reached.
"""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ENGINES
from tests.browser.test_links import link_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.conftest import Playground

SECRET = "the visitor's own"  # noqa: S105 - a word to look for

# The page has all of these, and its secret in each.
PLANT = """async secret => {
    localStorage.setItem("secret", secret);
    document.cookie = `secret=${encodeURIComponent(secret)}; path=/`;
    await (await caches.open("secret")).put("secret", new Response(secret));
    await new Promise((resolve, reject) => {
      const request = indexedDB.open("secret");
      request.onupgradeneeded = () => request.result.createObjectStore("secret").put(secret, 1);
      request.onsuccess = resolve;
      request.onerror = reject;
    });
    globalThis.heard = [];
    globalThis.channel = new BroadcastChannel("secret");
    channel.onmessage = event => heard.push(event.data);
}"""

LOOK = """async () => ({
    storage: Object.keys(localStorage).filter(key => !key.startsWith("micrograd")),
    cookie: document.cookie,
    caches: (await caches.keys()).filter(name => name === "secret" || name === "planted"),
    databases: indexedDB.databases ? (await indexedDB.databases()).map(({ name }) => name) : [],
    workers: (await navigator.serviceWorker.getRegistrations())
      .filter(({ active }) => active?.scriptURL.startsWith("data:")).length,
    heard,
    title: document.title,
})"""

ATTACKS = """
import asyncio, inspect, json, js
from pyodide.ffi import create_proxy, to_js
from pyodide.code import run_js

SITE = {site!r}
got = {{}}

def options(**named):
    return to_js(named, dict_converter=js.Object.fromEntries)

async def attack(name, steal):
    try:
        got[name] = str(await asyncio.wait_for(steal(), 5))[:500]
    except BaseException as error:
        got[name] = f"refused: {{type(error).__name__}}"

async def database():
    opened = js.Promise.withResolvers()
    request = js.indexedDB.open("secret")
    request.onsuccess, request.onerror = opened.resolve, opened.reject
    await opened.promise
    return list(request.result.objectStoreNames)

async def cache():
    await (await js.caches.open("planted")).put("https://planted.test/", js.Response.new("planted"))
    return [str(name) for name in await js.caches.keys() if name != "planted"]

async def private_files():
    root = await js.navigator.storage.getDirectory()
    return await root.getFileHandle("secret")

async def service_worker():
    await js.navigator.serviceWorker.register(SITE + "planted.js")
    return "registered"

async def cookies():
    return await js.cookieStore.getAll()

async def document_cookie():
    return js.document.cookie

async def storage():
    return js.localStorage.getItem("secret")

async def opener():
    return js.parent.document.title

async def broadcast():
    js.BroadcastChannel.new("secret").postMessage("planted")
    return "sent"

async def with_credentials():
    response = await js.fetch(SITE, options(credentials="include"))
    return await response.text()

async def synchronously():
    request = js.XMLHttpRequest.new()
    request.withCredentials = True
    request.open("GET", SITE, False)
    request.send()
    return request.responseText or "refused"

async def by_eval():
    return run_js("'evaluated'")

async def by_function():
    return js.Function.new("return 'evaluated'")()

async def by_timer():
    js.setTimeout("globalThis.evaluated = 'evaluated'", 0)
    await asyncio.sleep(0.1)
    return js.evaluated

async def by_data_import():
    js.importScripts("data:text/javascript,globalThis.evaluated='evaluated'")
    return js.evaluated

async def other_scheme():
    return await (await js.fetch({stranger!r})).text()

async def by_socket():
    opened = js.Promise.withResolvers()
    socket = js.WebSocket.new({stranger!r}.replace("http", "ws"))
    socket.onopen = socket.onerror = socket.onclose = opened.resolve
    event = await opened.promise
    return "connected" if event.type == "open" else "refused"

for name, steal in list(globals().items()):
    if inspect.iscoroutinefunction(steal) and steal is not attack:
        await attack(name, steal)
print(json.dumps(got))
"""


@pytest.fixture
def stranger() -> Iterator[tuple[str, list[str]]]:
    """Another server, and what it was asked for: a browser reports requests that it then blocks."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(b"from the stranger")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/", asked
        server.shutdown()


@ENGINES
def test_a_shared_program_reaches_nothing_of_the_visitors(
    playground: Playground, stranger: tuple[str, list[str]]
) -> None:
    playground.watch.expects_errors = True
    playground.watch.expects_strangers = True
    url, asked = stranger
    playground.open(link_to(ATTACKS.format(site=playground.url, stranger=url)))
    page = playground.page
    page.evaluate(PLANT, SECRET)
    before = page.evaluate(LOOK)
    got = json.loads(playground.run(seconds=120).splitlines()[-1])
    for name in ("database", "cache", "broadcast"):
        # Where the browser gives such a worker one of its own, it is empty, or no one hears it.
        assert got.pop(name) in ("[]", "sent") or name not in got
    assert {name: result for name, result in got.items() if "refused" not in result} == {}
    assert len(got) >= 13
    assert SECRET not in json.dumps(got)
    assert page.evaluate(LOOK) == before
    assert asked == []


NESTED = """
import asyncio, js
inner = '''
const say = (name, promise) => promise.then(
  text => postMessage(`${name} got ${text}`), error => postMessage(`${name} refused`));
say("origin", Promise.resolve(self.origin));
say("http", fetch("%s").then(response => response.text()));
say("eval", new Promise(resolve => resolve(new Function("return 1")())));
say("import", import("data:text/javascript,export default 1"));
const script = new Blob(["export default 1"], { type: "text/javascript" });
say("blob", import(URL.createObjectURL(script)));
say("storage", new Promise(resolve => resolve(localStorage.length)));
say("site", fetch("%s", { credentials: "include" }).then(response => response.text()));
'''
from pyodide.ffi import create_proxy
said = []
for make in (
    lambda: "data:text/javascript," + js.encodeURIComponent(inner),
    lambda: js.URL.createObjectURL(js.Blob.new([inner], {"type": "text/javascript"})),
):
    try:
        worker = js.Worker.new(make())
        worker.onmessage = create_proxy(lambda event: said.append(str(event.data)))
        worker.onerror = create_proxy(lambda event: event.preventDefault())
    except Exception as error:
        print("no worker:", type(error).__name__)
await asyncio.sleep(3)
print("\\n".join(sorted(set(said))))
"""


@ENGINES
def test_a_nested_worker_has_no_more_rights(
    playground: Playground, stranger: tuple[str, list[str]]
) -> None:
    playground.watch.expects_errors = True
    playground.watch.expects_strangers = True
    url, asked = stranger
    playground.open()
    text = playground.run(NESTED % (url, playground.url))
    said = [line for line in text.splitlines() if " got " in line]
    # It may run code that it made, as the whole of it is: as no one, with nothing in reach.
    assert set(said) <= {"blob got [object Module]", "origin got null"}, text
    assert asked == []


FORGERY = """
import asyncio, js
from pyodide.ffi import to_js
def options(**named):
    return to_js(named, dict_converter=js.Object.fromEntries)
for message in (
    options(type="ready"),
    options(type="ready", isRestored=True),
    options(type="failed", message="forged"),
    options(type="snapshot", snapshot=js.Blob.new(["forged"]), bytes=js.ArrayBuffer.new(8)),
    options(type="text", run=RUN, stream="stdout", text="forged"),
    options(type="display", run=RUN, bundle={"text/plain": "forged"}),
    options(type="missing", run=RUN, packages="forged"),
    options(type="input", run=RUN, box="forged", prompt="forged"),
    options(type="ended", run=RUN, outcome="finished", message="forged"),
)[WHICH:WHICH + 1]:
    js.postMessage(message)
    js.self.dispatchEvent(js.MessageEvent.new("message", options(data=message)))
    await asyncio.sleep(3600)
"""


def test_forged_messages_gain_nothing(playground: Playground) -> None:
    playground.watch.expects_errors = True
    playground.open()
    look = (
        "async () => [Object.keys(localStorage).length, await Promise.all("
        "(await caches.keys()).map(async name => [name, (await (await caches.open(name)).keys())"
        ".length])), document.title, document.querySelectorAll('iframe').length]"
    )
    before = playground.page.evaluate(look)
    for which in range(9):
        source = FORGERY.replace("RUN", str(which + 1)).replace("WHICH", str(which))
        text = playground.run(source)
        assert "the program used the channel of its worker" in text
        assert "forged" not in text
    assert playground.run("print('unharmed')") == "unharmed"
    after = playground.page.evaluate(look)
    assert after[1:] == before[1:]


def test_a_program_sends_its_worker_nothing_in_the_pages_name(playground: Playground) -> None:
    """An event that a program makes itself is no message: it starts no run, and ends none."""
    playground.open()
    playground.run(
        "import js\n"
        "from pyodide.ffi import to_js\n"
        "def forge(**message):\n"
        "    data = to_js(message, dict_converter=js.Object.fromEntries)\n"
        "    js.self.dispatchEvent(js.MessageEvent.new('message', js.Object.new(data=data)))\n"
        "print('early' in dir(js.self))\n"
        "for run in range(1, 9):\n"
        "    files = js.Object.fromEntries([['main.py', \"print('forged')\"]])\n"
        "    forge(type='run', run=run, files=files, seed=1)\n"
        "    forge(type='evaluate', run=run, source=\"print('forged')\")\n"
        "import asyncio\n"
        "await asyncio.sleep(0.5)\n"
        "print('end')"
    )
    expect(playground.results).to_contain_text("end")
    expect(playground.results).not_to_contain_text("forged")
    expect(playground.results).to_contain_text("False")


def test_a_program_can_lie_only_about_itself(playground: Playground) -> None:
    """What the runner can say, a program can say through it: of its own run, and no other."""
    playground.open()
    text = playground.run(
        "import sys\nsink = sys.stdout._outlet._sink\n"
        "sink.send('error', traceback='forged', file='x' * 10, line=0)\n"
        "sink.send('truncated', what='text', limit=5)\n"
        "for kind in ('ended', 'failed', 'ready', 'answer', 'input', 'loading'):\n"
        "    try: sink.send(kind, message='forged')\n"
        "    except Exception as error: print(kind, error)\n"
        "sink.send('text', stream='stdout', text='the last\\n', type='ended', run=1)\n"
        "from pyodide_js import _api\n_api.on_fatal('forged')"
    )
    assert "forged" in text
    assert text.count("a program sends no such message") == 6
    assert "the last" in text
    assert playground.run("print('unharmed')") == "unharmed"


def test_a_message_that_keeps_to_no_rule_ends_its_interpreter(playground: Playground) -> None:
    playground.open()
    text = playground.run(
        "import sys, asyncio\n"
        "sys.stdout._outlet._sink.send('truncated', what='everything', limit=-1)\n"
        "await asyncio.sleep(3600)"
    )
    assert "message truncated: wrong what" in text
    assert playground.run("print('unharmed')") == "unharmed"


def test_a_programs_words_are_short_where_the_page_repeats_them(playground: Playground) -> None:
    playground.open()
    text = playground.run(
        "import asyncio, js\njs.reportError(js.Error.new('x' * 1_000_000))\n"
        "await asyncio.sleep(3600)"
    )
    assert "Python's interpreter broke" in text
    assert len(text) < 5_000


def test_script_in_every_field_of_a_link_is_text(playground: Playground) -> None:
    attack = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
    playground.open(link_to(attack), waits=False)
    expect(playground.editor).to_contain_text(attack)
    playground.editor.press("End")
    playground.page.keyboard.type(" ")
    draft = playground.examples.locator("optgroup[label='Your drafts'] option")
    expect(draft.first).to_contain_text("Current draft: <img src=x")
    assert playground.page.title() == "micrograd playground"
    assert playground.page.locator("img, body script").count() == 0
