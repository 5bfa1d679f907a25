"""Shorten Emscripten's part of Pyodide, a megabyte that every interpreter reads as it starts.

A third of it copies WebAssembly's five thousand exports one by one, each into a variable and a
property, and hardly any of the variables is read. A loop makes the same properties. And it calls
`eval` where its own names are in reach, so that no bundler may shorten them; the page's policy
forbids each such call, whatever is in reach.
"""

from __future__ import annotations

import re

BEGIN = "function assignWasmExports(wasmExports){"
END = "}var wasmImports={"
COPY = re.compile(r'(\w+)=Module\["\1"\]=wasmExports\["(\w+)"\](?:\.value>>>0)?')
DECLARED = re.compile(r"var ((?:[\w$]+,)+[\w$]+);$")
LOOP = """\
for(const name in wasmExports){
const value=wasmExports[name];
if(typeof value==="function")Module["_"+name]=value;
else if(value instanceof WebAssembly.Global)Module["_"+name]=value.value>>>0;
}"""


def shorten(code: str) -> str:
    """Return the same module with fewer words.

    Raises `ValueError` where the code is not of the shape that Emscripten gave it so far.
    """
    before, _, rest = code.partition(BEGIN)
    body, _, after = rest.partition(END)
    declaration = DECLARED.search(before)
    if declaration is None or not after:
        raise ValueError("pyodide.asm.mjs has no assignWasmExports as it used to be")
    before = before[: declaration.start()]
    words = set(re.findall(r"[\w$]+", before + after))
    kept = []
    dropped: set[str] = set()
    for statement in body.split(";"):
        copy = COPY.fullmatch(statement)
        if copy is None or copy[1] != f"_{copy[2]}":
            kept.append(statement)
        elif copy[1] in words:
            kept.append(f'{copy[1]}=Module["{copy[1]}"]')
        else:
            dropped.add(copy[1])
    names = [name for name in declaration[1].split(",") if name not in dropped]
    short = f"{before}var {','.join(names)};{BEGIN}{LOOP}{';'.join(kept)}{END}{after}"
    return re.sub(r"(?<![\w$.])eval\(", "(0,eval)(", short)
