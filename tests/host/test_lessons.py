"""The lessons: solutions pass, and what a beginner may write gets the answer that helps."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from playground_host.lesson import check
from tests import lessons
from tests.lessons import (
    FOLDERS,
    GENERAL,
    LESSONS,
    RIGHT,
    WRONG,
    as_run,
    lesson_files,
    right_program,
    wrong_program,
)

if TYPE_CHECKING:
    from tests.host.test_runner import Run


TEXTS = ("title", "part", "text", "hints", "answers")


def gaps(sentence: str) -> set[str]:
    """Return the gaps of an answer, as they are written."""
    return set(re.findall(r"\{[^}]*\}", sentence))


def answer(run_program: Run, name: str, files: dict[str, str]) -> dict[str, Any] | None:
    """Run a program as a lesson's; return what its check says, None if it ends with an error."""
    record = run_program(files, lesson=as_run(name))
    found: dict[str, Any] | None = json.loads(record.verdict or "null")
    return found


def test_there_are_enough_lessons_and_wrong_answers() -> None:
    assert len(LESSONS) >= 15
    for each in LESSONS:
        programs = [wrong_program(wrong) for wrong in WRONG]
        keys = [key for name, _, key in programs if name == each["id"]]
        noted = [right_program(right) for right in RIGHT]
        tried = set(keys).union(*(keys for name, _, keys in noted if name == each["id"]))
        assert len(keys) >= 3, each["id"]
        assert tried <= set(each["answers"]) | GENERAL
        assert set(each["answers"]) <= tried, f"{each['id']}: no wrong program is told this"
        assert each["title"]
        assert each["hints"]


@pytest.mark.parametrize("name", FOLDERS)
def test_a_solution_passes(run_program: Run, name: str) -> None:
    assert answer(run_program, name, lessons.lesson(name)["solution"]) == {"passed": True}


@pytest.mark.parametrize("name", FOLDERS)
def test_the_untouched_program_does_not(run_program: Run, name: str) -> None:
    told = answer(run_program, name, lessons.lesson(name)["start"])
    assert told is None or not told["passed"]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_program_gets_its_answer(run_program: Run, wrong: str) -> None:
    name, files, key = wrong_program(wrong)
    told = answer(run_program, name, files)
    assert told is not None
    assert (told["passed"], told["key"]) == (False, key)
    assert "{" not in told["answer"]
    assert bool(told["answer"]) == (told["key"] not in GENERAL)


@pytest.mark.parametrize("right", RIGHT)
def test_an_unusual_right_program_passes(run_program: Run, right: str) -> None:
    name, files, keys = right_program(right)
    told = answer(run_program, name, files)
    assert told is not None
    assert told["passed"], told
    assert [each["key"] for each in told.get("notes", [])] == keys


@pytest.mark.parametrize(
    "source", ["1 / 0", "wrong", "import nothing_of_this_name", "1 +", "exit()"]
)
def test_a_check_that_fails_itself_says_so(source: str) -> None:
    assert check(source, {}, "x = 1", {"x": 1})["key"] == "broken"


def test_an_error_of_what_the_learner_wrote_is_told_as_one() -> None:
    variables: dict[str, Any] = {}
    text = "def half(x):\n    return x / 0\n"
    exec(compile(text, "main.py", "exec"), variables)  # noqa: S102 - as a run does
    source = "from playground_host.lesson import function\nfunction('half')({})"
    told = check(source.format("2.0"), {}, text, variables)
    assert told["key"] == "raised"
    assert told["gaps"] == {"error": "ZeroDivisionError: float division by zero"}
    assert check(source.format(""), {}, text, variables)["key"] == "raised"


def test_answers_with_gaps_that_do_not_fit_are_given_as_they_are() -> None:
    source = "from playground_host.lesson import wrong\nwrong('a', b='x')"
    assert check(source, {"a": "is {b:g}"}, "", {})["answer"] == "is x"
    assert check(source, {"a": "{b} {c}"}, "", {})["answer"] == "{b} {c}"
    assert len(str(check(source, {"a": "x" * 10_000}, "", {})["answer"])) == 2_000


@pytest.mark.parametrize(
    "content", ["no front matter", "+++\ntitle = 1\n+++\n", "+++\ntitle = 'a'\nhints = []\n+++\n"]
)
def test_a_lesson_without_its_parts_is_refused(content: str) -> None:
    with pytest.raises(ValueError, match="front matter"):
        lesson_files.split(content, "a lesson")


@pytest.mark.parametrize("language", ["de", "es"])
@pytest.mark.parametrize("name", FOLDERS)
def test_a_lesson_is_whole_in_each_language(name: str, language: str) -> None:
    folder = FOLDERS[name]
    assert (folder / f"lesson.{language}.md").exists()
    english = lesson_files.read_lesson(folder, "en")
    other = lesson_files.read_lesson(folder, language)
    assert len(other["hints"]) == len(english["hints"])
    assert {key: gaps(text) for key, text in other["answers"].items()} == {
        key: gaps(text) for key, text in english["answers"].items()
    }
    for part in TEXTS:
        assert other[part] != english[part] or not english[part]
    assert {**other, **dict.fromkeys(TEXTS)} == {**english, **dict.fromkeys(TEXTS)}
