"""Write the docs: pages of Markdown in `site/docs/` become pages beside the playground.

A program in one has a link that opens it in the playground, unless its first line says that it
needs something else. The map of the code is a picture of the real imports.
"""

from __future__ import annotations

import base64
import html
import json
import re
import shutil
import subprocess
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

import laws

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

ELSEWHERE = "# needs "
MAP = "map.svg"
"""Beside the pages: what the build draws of the imports."""

PAGE = """\
<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta
      http-equiv="Content-Security-Policy"
      content="default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; \
form-action 'none'"
    />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>{title} · micrograd playground</title>
    <link rel="icon" href="../icon.svg" />
    <link rel="stylesheet" href="../{style}" />
  </head>
  <body>
    <nav><a href="../">micrograd playground</a> · <a href="index.html">Docs</a> ·
    <a href="../licences.txt">Licences</a> ·
    <a href="https://github.com/karpathy/micrograd">After Karpathy's micrograd</a></nav>
    <main>
{content}    </main>
  </body>
</html>
"""


def write_docs(folder: Path, out: Path, style: str) -> None:
    """Write a page for each Markdown file, and the map; `style` is the style sheet's path."""
    out.mkdir()
    (out / MAP).write_text(draw(laws.dot()), encoding="utf-8")
    for path in sorted(folder.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        title = text.partition("\n")[0].removeprefix("# ")
        page = PAGE.format(title=html.escape(title), style=style, content=markdown(text))
        (out / f"{path.stem}.html").write_text(page, encoding="utf-8")


def markdown(text: str) -> str:
    """Return Markdown as HTML."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.add_render_rule("fence", fence)
    parser.add_render_rule("table_open", lambda *_: '<div class="table" tabindex="0"><table>\n')
    parser.add_render_rule("table_close", lambda *_: "</table></div>\n")
    # The page's policy takes no styles but the sheet's.
    return str(parser.render(text)).replace('style="text-align:right"', 'class="number"')


def fence(
    _self: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    """Return a block of code, with a link to try it if it is a program; of a map, its picture."""
    token = tokens[index]
    if token.info == "mermaid":
        (told,) = re.findall("accDescr: (.*)", token.content)
        return f'<p><img class="map" src="{MAP}" alt="{html.escape(told)}" /></p>\n'
    block = f'<pre tabindex="0"><code>{html.escape(token.content)}</code></pre>\n'
    if token.info != "python" or token.content.startswith(ELSEWHERE):
        return block
    return f'{block}<p class="try"><a href="../{link(token.content)}">Try it</a></p>\n'


def link(source: str) -> str:
    """Return the fragment that opens a program: `contract/link.js` says what it is made of."""
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    content = json.dumps({"files": {"main.py": source}}, separators=(",", ":")).encode()
    packed = packer.compress(content) + packer.flush()
    return f"#code=1.{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


def draw(dot: str) -> str:
    """Return Graphviz's picture of DOT, as SVG."""
    return subprocess.run(  # noqa: S603 - our own program
        [shutil.which("node") or "node", Path(__file__).with_name("draw.js")],
        input=dot,
        check=True,
        encoding="utf-8",
        stdout=subprocess.PIPE,
    ).stdout
