"""A `keytier` that is awake already: for tests that type many commands, each of which is short.

A command of a page takes a few hundredths of a second, and what it imports several tenths. So one
process per pytest process imports everything once and then forks for every command: the child
takes over the caller's three streams, folder, environment and arguments, and from there on is a
process like any other, from `main` to its exit code. It has imported and nothing else: no DuckDB
is open and no thread runs, without which a fork would not be safe.

Three things are told apart here: `shim` (the file that a test puts on its PATH), `call` (what the
shim runs: it hands over and waits) and `serve` (the process that forks). Where a system cannot
fork, or the process does not come up, the shim starts Python anew. A signal sent to the shim does
not reach the command: a test that sends one from outside wants a process of its own. One that the
command sends to itself ends the shim in the same way.
"""

# Little is imported here and in `call`: the shim runs this file with `-I -S`, and what starts
# fastest of it all is Python itself.
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import socket
    import subprocess
    from collections.abc import Mapping, Sequence

HERE = os.path.abspath(__file__)
ROOT = os.path.dirname(os.path.dirname(HERE))
ALONE = (sys.executable, os.path.join(ROOT, "cli.py"))  # a process of its own
_server: "tuple[subprocess.Popen[bytes], str] | None" = None


def shim(environment: "Mapping[str, str] | None" = None, alone: "Sequence[str]" = ALONE) -> str:
    """The text of an executable `keytier`: of the warm process, which `environment` starts where
    it does not run yet, or of `alone` where there is no environment or no such process."""
    words = " ".join(f'"{word}"' for word in line(environment, alone))
    return f'#!/bin/sh\nexec {words} "$@"\n'


def line(
    environment: "Mapping[str, str] | None", alone: "Sequence[str]" = ALONE, before: str = ""
) -> "list[str]":
    """What stands before the arguments of a command; the warm process runs `before` as Python
    in the child first, and `alone` sees to that by itself."""
    path = "" if environment is None else address(environment)
    if not path:
        return list(alone)
    call = [sys.executable, "-I", "-S", "-X", "utf8", HERE, "call", path, before]
    return [*call, str(len(alone)), *alone]


def address(environment: "Mapping[str, str]") -> str:
    """Where the warm process listens; empty where there is none."""
    global _server
    import socket

    if _server is None and hasattr(os, "fork") and hasattr(socket, "send_fds"):
        import atexit
        import shutil
        import subprocess
        import tempfile

        folder = tempfile.mkdtemp(prefix="keytier-warm-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        path = os.path.join(folder, "socket")
        server = subprocess.Popen(
            [sys.executable, HERE, "serve", path],
            env={**environment, "OPENBLAS_NUM_THREADS": "1"},
            cwd=folder,
            stdin=subprocess.PIPE,  # it ends when this one is closed, also where we are killed
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert server.stdout is not None
        _server = server, path if server.stdout.readline() == b"ready\n" else ""
    return _server[1] if _server is not None else ""


# --- the shim -------------------------------------------------------------------------------------


def call(path: str, before: str, alone: "Sequence[str]", arguments: "Sequence[str]") -> int:
    """Hand a command over, wait, and give its exit code, or end by the signal that ended it."""
    import _socket
    import marshal

    closed = [number for number in (0, 1, 2) if not _there(number)]
    for _ in closed:
        os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free, which is this one
    try:
        connection = _socket.socket(_socket.AF_UNIX)
        connection.connect(path)
    except OSError:
        for number in closed:
            os.close(number)
        os.execv(alone[0], [*alone, *arguments])
    asked = {
        "arguments": list(arguments),
        "folder": os.getcwd(),
        "environment": dict(os.environ),
        "before": before,
        "closed": closed,
    }
    text = marshal.dumps(asked)
    text = len(text).to_bytes(8, "big") + text
    streams = b"".join(number.to_bytes(4, sys.byteorder) for number in (0, 1, 2))
    rights = (_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)
    connection.sendall(text[connection.sendmsg([text], [rights]) :])
    answer = connection.recv(16)
    code = int(answer) if answer else 255
    if code < 0:
        import signal

        if -code not in (signal.SIGKILL, signal.SIGSTOP):
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    return code


def _there(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


# --- the warm process -----------------------------------------------------------------------------


def warm() -> None:
    """Import whatever a command may import."""
    import importlib
    import pkgutil
    import threading
    from contextlib import suppress

    import engine

    names = [m.name for m in pkgutil.walk_packages(engine.__path__, "engine.")]
    outside = """cryptography.exceptions cryptography.hazmat.primitives.asymmetric.ed25519
        cryptography.hazmat.primitives.ciphers.aead duckdb jsonschema numpy pandas python_calamine
        referencing rich.box rich.console rich.progress rich.table rich.text scipy.optimize
        sqlglot.optimizer tomllib xlsxwriter yaml zoneinfo"""
    for name in [*names, *outside.split()]:
        with suppress(ImportError):  # an extra, or a module of another system
            importlib.import_module(name)
    assert threading.active_count() == 1
    if os.path.isdir("/proc/self/task"):  # threads that are not Python's
        assert len(os.listdir("/proc/self/task")) == 1


def serve(path: str) -> bool:
    """Fork for every command that comes, until standard input ends.

    True: this is the child, all set, which has a command line to run. False: the end.
    """
    import gc
    import select
    import signal
    import socket

    ended, wake = os.pipe()
    os.set_blocking(wake, False)
    former = signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake)
    waiting: dict[int, socket.socket] = {}
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(64)
    gc.collect()
    gc.freeze()  # a child does not copy what it never changes
    gc.disable()  # nor does one that lives for a second or two need to look for cycles
    os.write(1, b"ready\n")
    while True:
        ready, _, _ = select.select([listener, ended, 0], [], [])
        if 0 in ready:
            return False
        if ended in ready:
            os.read(ended, 4096)
            _answer(waiting)
        if listener in ready:
            connection, _ = listener.accept()
            streams, asked = _heard(connection)
            if not (child := os.fork()):
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, former)
                for other in (listener, connection, *waiting.values()):
                    other.close()
                os.close(ended)
                os.close(wake)
                _become(streams, asked)
                return True
            waiting[child] = connection
            for stream in streams:
                os.close(stream)


def _heard(connection: "socket.socket") -> "tuple[list[int], dict]":
    import marshal
    import socket

    text, streams, _, _ = socket.recv_fds(connection, 1 << 16, 3)
    while len(text) < 8 + int.from_bytes(text[:8], "big"):
        more = connection.recv(1 << 16)
        assert more, "a command that ended in the middle"
        text += more
    return streams, marshal.loads(text[8:])


def _answer(waiting: "dict[int, socket.socket]") -> None:
    """Tell every shim whose command has ended how it did."""
    from contextlib import suppress

    while waiting:
        child, status = os.waitpid(-1, os.WNOHANG)
        if not child:
            return
        with waiting.pop(child) as connection, suppress(OSError):  # nobody waits any more
            connection.sendall(str(os.waitstatus_to_exitcode(status)).encode())


def _become(streams: "list[int]", asked: dict) -> None:
    """Take over what a process has of its own from its start. Random numbers are no part of it:
    Python seeds them anew in every child."""
    import tempfile
    import time

    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    for number in asked["closed"]:
        os.close(number)
        setattr(sys, ("stdin", "stdout", "stderr")[number], None)  # as Python itself does
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    time.tzset()
    tempfile.tempdir = None
    sys.argv[:] = ["keytier", *asked["arguments"]]
    exec(asked["before"], {})


def end() -> None:
    """Run the command line, and end as Python does: threads, `atexit`, what is left to write.

    But nothing is taken apart: that takes time, and libraries that were imported in vain complain
    of what `gc.freeze` has kept from them.
    """
    import atexit
    import threading

    from engine.terminal import main

    code: object = 1
    try:
        code = main()
    except SystemExit as asked:
        code = asked.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
    if code is not None and not isinstance(code, int):
        print(code, file=sys.stderr)
    number = 0 if code is None else code if isinstance(code, int) else 1
    threading._shutdown()
    atexit._run_exitfuncs()
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        number = 120  # Python's own, where it cannot write what is left
    if sys.stderr is not None:
        sys.stderr.flush()
    os._exit(number & 255)


if __name__ == "__main__":
    if sys.argv[1] == "call":
        past = 5 + int(sys.argv[4])
        sys.exit(call(sys.argv[2], sys.argv[3], sys.argv[5:past], sys.argv[past:]))
    sys.path[0] = ROOT
    warm()
    if serve(sys.argv[2]):
        end()
