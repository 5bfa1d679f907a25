"""The lessons: solutions pass, and what a beginner may write gets the answer that helps."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import languages
from playground_host.lesson import run_check
from tests import lessons
from tests.lessons import (
    FOLDERS,
    GENERAL,
    LANGUAGES,
    LESSONS,
    RIGHT,
    WRONG,
    as_run,
    lesson_files,
    ours,
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


@ours
def test_our_course_is_whole() -> None:
    assert {"en", *LANGUAGES} == set(languages.LANGUAGES)
    assert [each["part"] for each in LESSONS if each["part"]]


@pytest.mark.parametrize("name", FOLDERS)
def test_each_answer_is_tried(name: str) -> None:
    each = lessons.lesson(name)
    keys = [key for of, _, key in map(wrong_program, WRONG) if of == name]
    noted = [keys for of, _, keys in map(right_program, RIGHT) if of == name]
    tried = set(keys).union(*noted)
    assert len(keys) >= 3
    assert tried <= set(each["answers"]) | GENERAL
    assert not set(each["answers"]) & GENERAL, "a key of its own, that of the page's words"
    assert set(each["answers"]) <= tried, "no wrong program is told this"
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


@ours
@pytest.mark.parametrize("written", ["=+", "=-", "=*"])
def test_signs_the_wrong_way_round_are_told(run_program: Run, written: str) -> None:
    # No file: what formats the lessons' programs would put a space in between.
    source = lessons.lesson("plus-equals")["solution"]["main.py"].replace("+=", written)
    told = answer(run_program, "plus-equals", {"main.py": source})
    assert told is not None
    assert (told["key"], told["gaps"]["meant"]) == ("sign-first", f"{written[1]}=")


@pytest.mark.parametrize("right", RIGHT)
def test_an_unusual_right_program_passes(run_program: Run, right: str) -> None:
    name, files, keys = right_program(right)
    told = answer(run_program, name, files)
    assert told is not None
    assert told["passed"], told
    assert [each["key"] for each in told.get("notes", [])] == keys


@ours
def test_the_gradient_that_is_told_is_the_one_that_the_program_can_print(run_program: Run) -> None:
    source = lessons.lesson("zero-grad")["start"]["main.py"]
    told = answer(run_program, "zero-grad", {"main.py": source})
    before = "        p.data -= 0.02 * p.grad\n"
    assert before in source
    printing = source.replace(before, f"        print('grad', p.grad)\n{before}")
    lines = run_program(printing).printed().splitlines()
    grads = [float(line.split()[1]) for line in lines if line.startswith("grad")]
    assert told is not None
    assert float(told["gaps"]["found"]) == pytest.approx(grads[2], rel=1e-5)


@ours
def test_the_losses_that_are_told_are_those_that_the_program_prints(run_program: Run) -> None:
    source = lessons.lesson("step")["start"]["main.py"]
    source = source.replace("        ...\n", "        p.data += learning_rate * p.grad\n")
    told = answer(run_program, "step", {"main.py": source})
    printed = run_program(source).printed().split()
    losses = [float(each) for each in printed if each[0].isdigit()]
    assert told is not None
    found = [float(told["gaps"][when]) for when in ("before", "after")]
    assert found == pytest.approx(losses, rel=1e-5)


@pytest.mark.parametrize(
    "source", ["1 / 0", "wrong", "import nothing_of_this_name", "1 +", "exit()"]
)
def test_a_check_that_fails_itself_says_so(source: str) -> None:
    assert run_check(source, {}, "x = 1", {"x": 1})["key"] == "broken"


def test_an_error_of_what_the_learner_wrote_is_told_as_one() -> None:
    variables: dict[str, Any] = {}
    text = "def half(x):\n    return x / 0\n"
    exec(compile(text, "main.py", "exec"), variables)  # noqa: S102 - as a run does
    source = "from playground_host.lesson import function\nfunction('half')({})"
    told = run_check(source.format("2.0"), {}, text, variables)
    assert told["key"] == "raised"
    assert told["gaps"] == {"error": "ZeroDivisionError: float division by zero"}
    assert run_check(source.format(""), {}, text, variables)["key"] == "raised"


def test_answers_with_gaps_that_do_not_fit_are_given_as_they_are() -> None:
    source = "from playground_host.lesson import wrong\nwrong('a', b='x')"
    assert run_check(source, {"a": "is {b:g}"}, "", {})["answer"] == "is x"
    assert run_check(source, {"a": "{b} {c}"}, "", {})["answer"] == "{b} {c}"
    assert len(str(run_check(source, {"a": "x" * 10_000}, "", {})["answer"])) == 2_000


@pytest.mark.parametrize(
    "content", ["no front matter", "+++\ntitle = 1\n+++\n", "+++\ntitle = 'a'\nhints = []\n+++\n"]
)
def test_a_lesson_without_its_parts_is_refused(content: str) -> None:
    with pytest.raises(ValueError, match="front matter"):
        lesson_files.split(content, "a lesson")


@pytest.mark.parametrize("language", LANGUAGES)
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


ROOT = Path(__file__).parents[2]


@ours
def test_a_course_of_two_lessons_in_one_language_passes(tmp_path: Path) -> None:
    for name in ("expression", "engine-numbers"):
        own = tmp_path / f"0{len(list(tmp_path.iterdir())) + 1}-own-{name}"
        shutil.copytree(FOLDERS[name], own)
        for translated in own.glob("lesson.*.md"):
            translated.unlink()
    tests = ["test_lessons.py", "test_own_engine.py", "test_lesson_answers.py"]
    done = subprocess.run(  # noqa: S603 - our own tests
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        + [str(ROOT / "tests" / "host" / name) for name in tests],
        cwd=ROOT,
        env={**os.environ, "LESSONS_FOLDER": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert re.search(r"own-expression", done.stdout) is None
    assert int(re.findall(r"(\d+) passed", done.stdout)[0]) > 100


def test_a_lesson_has_tables_and_formulas(tmp_path: Path) -> None:
    shutil.copytree(FOLDERS[next(iter(FOLDERS))], tmp_path / "01-own")
    lesson = tmp_path / "01-own" / "lesson.md"
    front = lesson.read_text(encoding="utf-8").rpartition("+++\n")[0] + "+++\n"
    text = "| a | b |\n| --- | --- |\n| 1 | `$x$` |\n\nA line $x_1 * y_1 * z$.\n\n$$x^2$$\n"
    lesson.write_text(front + text, encoding="utf-8")
    html = lesson_files.read_lesson(tmp_path / "01-own")["text"]
    assert "<td>1</td>" in html
    assert "<code>$x$</code>" in html
    assert "$<code>x_1 * y_1 * z</code>$" in html
    assert '<code class="language-math">x^2' in html


def sentences(folder: Path, language: str) -> dict[str, str]:
    """Return a lesson's answers, hints and paragraphs, by where they stand."""
    name = "lesson.md" if language == "en" else f"lesson.{language}.md"
    front, text = lesson_files.split((folder / name).read_text(encoding="utf-8"), name)
    hints = enumerate(front["hints"])
    paragraphs = enumerate(re.split(r"\n{2,}", text))
    return {
        **front["answers"],
        **{f"hint {i}": each for i, each in hints},
        **{f"paragraph {i}": each for i, each in paragraphs},
    }


CODE = re.compile(r"`([^`]+)`")
FORMULA = r"∂\S+|\b\w+[²³]|\be hoch\b|^p ←.*$"
# A letter alone (German has no such word), a call, an attribute, a name with an underscore.
BARE = re.compile(r"(?<!\w)[A-Za-z](?!\w)|\w\(|\w\.[a-z]|(?<!\w)\.[a-z]|\w_|_\w")


@ours
@pytest.mark.parametrize("name", FOLDERS)
def test_what_is_of_the_program_is_set_as_code(name: str) -> None:
    german = sentences(FOLDERS[name], "de")
    for where, sentence in german.items():
        left = re.sub(FORMULA, "", CODE.sub("", sentence), flags=re.MULTILINE)
        bare = BARE.search(re.sub(r"\{[^}]*\}|z\. ?B\.", "", left))
        assert not bare, (where, sentence)
        assert not re.search(r"\{(?:name|graph|module)\}", left), (where, sentence)
    # Where it is a word of the language as well, as "a" is, German tells what is meant.
    for language in ("en", "es"):
        for where, sentence in sentences(FOLDERS[name], language).items():
            found = set(CODE.findall(sentence))
            assert found == set(CODE.findall(german[where])), (language, where, sentence)


@ours
def test_spanish_lessons_have_no_word_of_another_trade() -> None:
    for folder in FOLDERS.values():
        text = (folder / "lesson.es.md").read_text(encoding="utf-8")
        assert not re.search(r"apriet|usuario|\bpico\b|[Ll]as clases\b", text), folder.name
        # A name that is a word of the language as well is set as code.
        assert not re.search(
            r'= "[aeoy] (?:es|tiene|guarda)\b|\ba a(?: (?:el|no)\b|[,.:])', text
        ), folder.name


@ours
def test_german_lessons_read_as_german() -> None:
    for folder in FOLDERS.values():
        text = (folder / "lesson.de.md").read_text(encoding="utf-8")
        # A contrast takes "aber", and a type's name has no gender to go by.
        assert not re.search(r"\} und sollte |, und gab |\bist ein \{kind\}", text), folder.name
        # One form of address: "geh", "mach" without the ending, "schreibe" with it.
        assert not re.search(r"\b(?:[Gg]ehe|Mache|[Ss]chreib|Wertes)\b", text), folder.name
