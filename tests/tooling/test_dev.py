"""`dev.py` from outside."""

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]


def _dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(CHECKOUT / "dev.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("arguments", [(), ("rnu",)])
def test_says_how_it_is_used_in_one_line(arguments: tuple[str, ...]) -> None:
    done = _dev(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("usage: python3 dev.py run")
    assert done.stderr.count("\n") == 1


def test_help_is_no_error() -> None:
    done = _dev("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("usage:")


def test_an_old_python_is_told_which_is_needed(tmp_path: Path) -> None:
    old = tmp_path / "sitecustomize.py"
    old.write_text("import sys\nsys.version_info = (3, 9, 2)\n")
    done = subprocess.run(
        [sys.executable, str(CHECKOUT / "dev.py"), "run"],
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.11 or newer is needed")


def test_needs_nothing_but_the_standard_library() -> None:
    listed = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import runpy; runpy.run_path({str(CHECKOUT / 'dev.py')!r})"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert listed.stderr == ""
