"""A program's own tasks: until all have ended it runs, and one of them may end it."""

from __future__ import annotations

import asyncio
import sys
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator


async def wait_for_tasks() -> None:
    """Let the program's own tasks end: until then it runs, and can be stopped."""
    while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.gather(*tasks)


@contextmanager
def ended_by_tasks() -> Iterator[None]:
    """Let `exit()` in a task end the program, as it does where Python's own loop runs it.

    There it ends the loop, which cancels all other tasks. Pyodide's loop can't end, and would print
    what was raised with its own frames; it has a handler in place of that.

    Raises:
        SystemExit: one that a task raised; likewise KeyboardInterrupt.
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
    """Make `run_until_complete` raise what is raised, and not print it before, on its way.

    Pyodide's suspends the program until a promise of JavaScript is kept, and prints what breaks it.
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
