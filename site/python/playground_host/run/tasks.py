"""A program's own tasks: the run ends when all have ended, or when one calls `exit()`."""

from __future__ import annotations

import asyncio
import sys
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator


async def wait_for_tasks() -> None:
    """Wait for the program's own tasks; until then the run goes on, and can be stopped."""
    while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.gather(*tasks)


@contextmanager
def ended_by_tasks() -> Iterator[None]:
    """Return a context manager in which `exit()` in a task ends the program.

    In Python's own loop, `exit()` ends the loop, which cancels all other tasks. Pyodide's loop
    can't end, and would print the exception with its own frames; a handler replaces that.

    Raises:
        SystemExit: if a task raised it; KeyboardInterrupt likewise.
    """
    loop: Any = asyncio.get_running_loop()
    program = asyncio.current_task()
    raised: list[BaseException] = []

    def end(*_: object) -> None:
        raised.extend(filter(None, [sys.exception()]))
        for task in asyncio.all_tasks(loop):
            task.cancel()

    def tell(_: object, context: dict[str, Any]) -> None:
        if not isinstance(context.get("exception"), SystemExit | KeyboardInterrupt):
            loop.default_exception_handler(context)

    if not hasattr(loop, "_system_exit_handler"):
        yield
        return
    loop._system_exit_handler = loop._keyboard_interrupt_handler = end  # noqa: SLF001 - no other way
    loop.set_exception_handler(tell)
    if "run_until_complete" not in vars(loop):
        loop.run_until_complete = _raising_once(loop.run_until_complete)
    try:
        yield
    finally:
        while program and program.cancelling():
            program.uncancel()
        if raised:
            raise raised[0] from None


def _raising_once(run: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Make `run_until_complete` raise an exception without printing it first.

    Pyodide's version suspends the program until a JavaScript promise settles, and prints the reason
    if it rejects.
    """

    async def caught(awaitable: Awaitable[Any]) -> tuple[Any, BaseException | None]:
        try:
            return await awaitable, None
        except BaseException as error:  # noqa: BLE001 - it is raised where it was asked for
            return None, error

    @wraps(run)
    def run_until_complete(future: Awaitable[Any]) -> Any:
        value, error = run(caught(future))
        if error is not None:
            raise error
        return value

    return run_until_complete
