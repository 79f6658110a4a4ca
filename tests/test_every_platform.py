"""Nothing in the program needs POSIX: what only some systems have is asked for first, or imported in one named place."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.trusts import TODAY, a_trust

from policyclerk.word.reader import limit_memory

REPO = Path(__file__).resolve().parents[1]
FILES = sorted(path for folder in ("src", "flows", "deployments") for path in (REPO / folder).rglob("*.py"))
POSIX_MODULES = {
    "crypt", "curses", "fcntl", "grp", "nis", "ossaudiodev", "posix", "pty", "pwd", "readline", "resource", "spwd", "syslog",
    "termios", "tty",
}  # fmt: skip
POSIX_NAMES = {
    "os": {
        "chown", "fchmod", "fchown", "fork", "forkpty", "getegid", "geteuid", "getgid", "getgroups", "getloadavg", "getpgid",
        "getuid", "initgroups", "killpg", "lchown", "mkfifo", "nice", "O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW",
        "register_at_fork", "sched_getaffinity", "setgid", "setpgid", "setsid", "setuid", "statvfs", "sync", "uname", "wait3",
        "wait4",
    },
    "signal": {
        "alarm", "pause", "pthread_kill", "setitimer", "sigwait", "SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE",
        "SIGQUIT", "SIGSTOP", "SIGUSR1", "SIGUSR2",
    },
}  # fmt: skip
ALLOWED_IMPORT = ("src/policyclerk/word/reader.py", "resource")
"""Limits the memory of a reading process, where the system can."""


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def used(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """What is taken from os and signal, however it is written."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.value.id, node.attr
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.AST]:
    found = {path.relative_to(REPO).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
    assert len(found) > 200
    return found


def test_one_file_alone_imports_what_windows_does_not_have(trees: dict[str, ast.AST]) -> None:
    found = {(file, name) for file, tree in trees.items() for name in imported(tree) if name in POSIX_MODULES}
    assert found == {ALLOWED_IMPORT}


def test_that_file_does_without_it_where_it_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    limit_memory(1)  # a limit of one byte would not be survived


def test_what_os_has_only_on_some_systems_is_asked_for_before_it_is_used(trees: dict[str, ast.AST]) -> None:
    for file, tree in trees.items():
        text = (REPO / file).read_text(encoding="utf-8")
        for module, name in used(tree):
            if name in POSIX_NAMES.get(module, ()):
                assert f'hasattr({module}, "{name}")' in text, f"{file} uses {module}.{name} unasked"


def test_nothing_of_ours_rests_on_how_multiprocessing_starts_a_process(trees: dict[str, ast.AST]) -> None:
    assert [file for file, tree in trees.items() if "multiprocessing" in set(imported(tree))] == []


def test_the_command_line_works_where_processes_are_spawned(tmp_path: Path) -> None:
    trust = a_trust(
        tmp_path / "ash",
        *({"Ref": f"A{n}", "Policy": f"Policy {n}", "Document": f"{n}.docx"} for n in range(3)),
    )
    code = (
        "import multiprocessing, sys\n"
        "if __name__ == '__main__':\n"
        "    multiprocessing.set_start_method('spawn')\n"
        "    from policyclerk.cli import main\n"
        f"    sys.argv = ['policyclerk', 'run', '-p', {str(trust)!r}, '--today', '{TODAY}']\n"
        "    main()\n"
    )
    (tmp_path / "spawned.py").write_text(code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(tmp_path / "spawned.py")],
        capture_output=True, check=False, encoding="utf-8", env=dict(os.environ),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(list((trust / "drafts").rglob("*.docx"))) == 3
