"""The files beside a program: its data are there, and what it writes is told and can be read."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import TYPE_CHECKING

import pytest

from playground_host import queries
from playground_host.written import LARGEST, MIME, MOST
from tests.host.conftest import Record, node

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def told(record: Record) -> list[dict[str, object]]:
    return [json.loads(bundle[MIME]) for bundle in record.displayed() if MIME in bundle]


def test_data_lie_beside_the_program_and_are_not_told(run_program: Callable[..., Record]) -> None:
    record = run_program(
        "print(sorted(__import__('os').listdir()))\n"
        "with open('names.txt') as file: print(file.read())\n"
        "with open('w.npy', 'rb') as file: print(file.read())",
        data={"names.txt": "emma\nöl".encode(), "w.npy": b"\x93NUMPY\x00"},
    )
    assert "emma\nöl\nb'\\x93NUMPY\\x00'" in record.printed()
    assert told(record) == []


def test_what_a_program_writes_is_told_once_with_its_size(
    run_program: Callable[..., Record],
) -> None:
    record = run_program(
        "import pathlib as p\np.Path('out').mkdir()\np.Path('out/a.csv').write_text('1,2')\n"
        "p.Path('b.txt').write_text('')\np.Path('.hidden').write_text('x')\n"
        "p.Path('names.txt').write_text('changed')\n"
        "p.Path('__pycache__').mkdir(); _ = p.Path('__pycache__/a.pyc').write_text('x')",
        data={"names.txt": b"emma", "same.txt": b"1"},
    )
    files = [
        {"name": "b.txt", "bytes": 0},
        {"name": "names.txt", "bytes": 7},
        {"name": "out/a.csv", "bytes": 3},
    ]
    assert told(record) == [{"files": files, "more": 0}]


def test_it_is_told_also_after_an_error(run_program: Callable[..., Record]) -> None:
    record = run_program("import pathlib\npathlib.Path('a').write_text('1')\n1 / 0")
    assert [each["name"] for each in told(record)[0]["files"]] == ["a"]  # type: ignore[attr-defined]


def test_a_file_that_is_gone_again_is_not_told(run_program: Callable[..., Record]) -> None:
    source = "import pathlib\na = pathlib.Path('a')\na.write_text('1')\na.unlink()"
    assert told(run_program(source)) == []


def test_many_files_are_counted(run_program: Callable[..., Record]) -> None:
    source = f"import pathlib\nfor i in range({MOST + 7}): pathlib.Path(f'{{i}}').write_text('')"
    (one,) = told(run_program(source))
    assert len(one["files"]) == MOST  # type: ignore[arg-type]
    assert one["more"] == 7


def test_a_written_file_can_be_read_by_the_page(run_program: Callable[..., Record]) -> None:
    run_program("import pathlib\npathlib.Path('a.bin').write_bytes(bytes(range(256)))")
    answer = json.loads(queries.ask("files.read", json.dumps({"name": "a.bin"})))
    assert base64.b64decode(answer["base64"]) == bytes(range(256))


@pytest.mark.parametrize("name", ["nothing", ""])
def test_what_is_no_file_is_an_error(name: str, run_program: Callable[..., Record]) -> None:
    run_program("1")
    assert "error" in json.loads(queries.ask("files.read", json.dumps({"name": name})))


def test_a_file_too_large_for_the_page_is_refused(
    run_program: Callable[..., Record], tmp_path: Path
) -> None:
    run_program("1")
    with (tmp_path / "big").open("wb") as file:
        file.truncate(LARGEST + 1)
    assert "error" in json.loads(queries.ask("files.read", json.dumps({"name": "big"})))


def test_the_page_knows_the_same_limits() -> None:
    assert (
        node(
            "import { LARGEST } from './site/contract/written.js';"
            "process.stdout.write(JSON.stringify(LARGEST));"
        )
        == LARGEST
    )


def test_the_list_is_one_that_the_page_reads(run_program: Callable[..., Record]) -> None:
    (one,) = told(run_program("import pathlib\npathlib.Path('a').write_text('1')"))
    read = node(
        "import { readWritten } from './site/contract/written.js';"
        "let text = ''; for await (const chunk of process.stdin) text += chunk;"
        "process.stdout.write(JSON.stringify(readWritten(text)));",
        json.dumps(one),
    )
    assert read == one


def test_the_console_tells_what_it_wrote(run_program: Callable[..., Record]) -> None:
    del run_program  # it restores what a session changes

    async def type_in(record: Record) -> None:
        from playground_host.runner import Session  # noqa: PLC0415 - after the fixture
        from tests.host.conftest import Suspender  # noqa: PLC0415

        session = Session(record, Suspender())
        await session.evaluate("import pathlib; _ = pathlib.Path('c.txt').write_text('1')")
        await session.evaluate("1")

    record = Record()
    asyncio.run(type_in(record))
    assert [[each["name"] for each in one["files"]] for one in told(record)] == [["c.txt"]]  # type: ignore[attr-defined]


def test_cells_find_the_data_as_the_cell_before_has_left_them(
    run_program: Callable[..., Record],
) -> None:
    record = run_program(
        "",
        data={"a.txt": b"1"},
        fresh=False,
        cells=[
            ("# %%\nimport pathlib; _ = pathlib.Path('a.txt').write_text('2')", 1),
            ("# %%\nprint(pathlib.Path('a.txt').read_text())", 1),
        ],
    )
    assert record.printed() == "2\n"
    assert [[each["name"] for each in one["files"]] for one in told(record)] == [["a.txt"]]  # type: ignore[attr-defined]
