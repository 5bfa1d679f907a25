"""A program from an address in the link: it is shown, never run, and its origin is said."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Playground

CORS = {"Access-Control-Allow-Origin": "*"}
HOST = "https://files.test/"
NOTEBOOK = json.dumps(
    {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [{"cell_type": "code", "metadata": {}, "source": "print('cell')", "outputs": []}],
    }
)


def serve(
    playground: Playground,
    body: str | None,
    *,
    status: int = 200,
    kind: str = "text/plain",
    address: str = HOST,
) -> None:
    playground.watch.expects_strangers = True
    playground.page.context.route(
        f"{address}**",
        lambda route: (
            route.abort()
            if body is None
            else route.fulfill(
                status=status,
                body=body,
                content_type=kind,
                headers=CORS,
            )
        ),
    )


def test_a_program_is_shown_and_not_run(playground: Playground) -> None:
    serve(playground, "print('from afar')\n")
    playground.open(f"#url={HOST}a/moons.py")
    expect(playground.notice).to_have_text(
        re.compile(r"^This program came from https://files\.test/a/moons\.py\. Read it, then press")
    )
    assert playground.source().strip() == "print('from afar')"
    expect(playground.results).not_to_contain_text("from afar")
    expect(playground.body).not_to_have_attribute("data-runs", "1")
    assert playground.run() == "from afar"


def test_a_notebook_is_opened_as_one(playground: Playground) -> None:
    serve(playground, NOTEBOOK)
    playground.open("#url=" + HOST.replace(":", "%3A").replace("/", "%2F") + "n.ipynb")
    expect(playground.notice).to_contain_text("This program came from https://files.test/n.ipynb")
    assert "print('cell')" in playground.source()


def test_a_page_of_github_stands_for_its_file(playground: Playground) -> None:
    raw = "https://raw.githubusercontent.com/"
    serve(playground, "x = 1\n", address=raw)
    playground.open("#url=https://github.com/some/repo/blob/main/a/b.py")
    expect(playground.notice).to_contain_text(f"{raw}some/repo/main/a/b.py")
    assert playground.source().strip() == "x = 1"


@pytest.mark.parametrize(
    ("body", "answer", "address", "sentence"),
    [
        ("<!doctype html>", {"kind": "text/html"}, "a.py", "leads to a page, not to a program"),
        ("gone", {"status": 404}, "a.py", "files.test does not have that file"),
        (None, {}, "a.py", "files.test could not be reached, or does not let"),
        ("#" * 1_000_001, {}, "a.py", "That file is too large."),
        ("{}", {}, "a.ipynb", "That file is not a notebook."),
        (" " * 20_000_001, {}, "a.ipynb", "That file is too large."),
        ("a\0b", {}, "a.py", "That file is not text"),
    ],
)
def test_what_is_no_program_is_said_and_changes_nothing(
    playground: Playground, body: str | None, answer: dict[str, object], address: str, sentence: str
) -> None:
    playground.watch.expects_errors = True
    serve(playground, body, **answer)  # type: ignore[arg-type]
    playground.open(waits=False)
    before = playground.source()
    playground.page.evaluate(f"location.hash = '#url={HOST}{address}'")
    expect(playground.notice).to_contain_text(sentence)
    assert playground.source() == before


@pytest.mark.parametrize("address", ["http://files.test/a.py", "javascript:alert(1)", "a.py", ""])
def test_only_an_address_on_the_web_is_asked(playground: Playground, address: str) -> None:
    playground.open(waits=False)
    before = playground.source()
    playground.page.evaluate(f"location.hash = '#url={address}'")
    expect(playground.notice).to_contain_text("it has to begin with https://")
    assert playground.source() == before
