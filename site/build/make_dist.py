"""Make `dist/`, the static site, from `site/`, the package, and packages of npm and PyPI.

`build.py` runs it in its virtual environment, with Node.js on the path:

    python site/build/make_dist.py

`main` and `place_files` have a line for each thing in `dist/`. The modules that make these things
are beside this one.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import docs
import esbuild
import examples
import lesson_files
import licences
import page
import pictures
import python_parts
import recordings
import reference
from languages import LANGUAGES
from output import DIST, OUT, ROOT, SITE, place_json

if TYPE_CHECKING:
    from pathlib import Path


def main() -> None:
    """Build everything in another folder, which replaces `dist/` only if nothing failed."""
    for folder in (OUT, esbuild.METAFILES):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    wheels = python_parts.build_wheels()
    programs = examples.read_examples()
    page.write_page(place_files(wheels, programs), programs)
    docs.write_docs(SITE / "docs", OUT / "docs", esbuild.bundle("docs/docs.css", OUT))
    licences.write_licences(OUT / "licences.txt", wheels)
    page.write_service_worker()
    shutil.rmtree(DIST, ignore_errors=True)
    OUT.rename(DIST)


def place_files(wheels: list[Path], programs: list[dict[str, str]]) -> dict[str, object]:
    """Make the files that the page fetches when it needs them; return their paths below `dist/`.

    `site/app/built-files.d.ts` has the type of the result.
    """
    python = python_parts.place_parts(wheels)
    recordings.place_recordings(programs, python)
    all_lessons = {
        language: lesson_files.read_lessons(SITE / "lessons", language) for language in LANGUAGES
    }
    programs_by_name = {
        **{f"example {each['id']}": {"main.py": each["source"]} for each in programs},
        **{f"lesson {each['id']}": each["solution"] for each in all_lessons["en"]},
    }
    return {
        "layoutWorker": esbuild.bundle("worker/layout-worker.js", OUT / "app"),
        "unpackWorker": esbuild.bundle("worker/unpack-worker.js", OUT / "app"),
        "notebookWorker": esbuild.bundle("app/program/notebook-worker.js", OUT / "app"),
        "chartWorker": esbuild.bundle("worker/chart-worker.js", OUT / "app"),
        "sources": place_json("sources", reference.read_sources(ROOT)),
        "examples": place_json("examples", {each["id"]: each["source"] for each in programs}),
        "reference": place_json("reference", reference.reference(ROOT)),
        "lessons": {
            language: place_json(f"lessons-{language}", lessons)
            for language, lessons in all_lessons.items()
        },
        "pictures": place_json("pictures", pictures.draw_all(programs_by_name)),
        "python": python,
    }


if __name__ == "__main__":
    main()
