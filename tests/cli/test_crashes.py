"""What a crash leaves behind."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

PRIVATE = "малина"

HEAD = """
import resource, sys, threading, warnings
from bot.cli.crashes import leave_no_words
from bot.cli.logs import set_up
for stream in (sys.stdout, sys.stderr):
    stream.reconfigure(encoding="utf-8")
set_up("debug", sys.stderr)
leave_no_words()
private = sys.argv[1]
"""

CRASHES = {
    "main": "raise ValueError(private)",
    "thread": "t = threading.Thread(target=int, args=(private,)); t.start(); t.join()",
    "unraisable": """
class Odd:
    def __del__(self):
        raise ValueError(private)
odd = Odd()
del odd
""",
    "task": """
import asyncio, gc
async def fail():
    raise ValueError(private)
async def main():
    task = asyncio.create_task(fail(), name=private)
    await asyncio.sleep(0)
    del task
    gc.collect()
asyncio.run(main())
""",
    "callback": """
import asyncio
async def main():
    asyncio.get_running_loop().call_soon(int, private)
    await asyncio.sleep(0)
asyncio.run(main())
""",
    "fault": "import faulthandler, os; faulthandler.enable(); words = [private]; os.abort()",
}


@pytest.mark.parametrize("crash", CRASHES)
def test_an_error_that_nobody_caught_is_told_without_its_words(crash: str) -> None:
    """Whichever way the program breaks, the log has its kind at most, and nothing that a person wrote."""
    script = HEAD + textwrap.dedent(CRASHES[crash])
    done = subprocess.run(
        [sys.executable, "-c", script, PRIVATE], capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert done.stderr, "something is told"
    assert ("Abort" if crash == "fault" else "ValueError") in done.stderr
    assert PRIVATE not in done.stderr + done.stdout


def test_there_are_no_core_dumps() -> None:
    """The memory of the process, which holds texts, is never written to a file."""
    script = HEAD + "print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    done = subprocess.run([sys.executable, "-c", script, ""], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "0\n"
