"""`python -m fuzz TARGET [--seconds N]`: one target, fed by atheris with what reaches ever more of the code.

The input that breaks it is written to a file, whose name is printed; `--input FILE` feeds it again.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["bot", "yaml"]):
    from fuzz.targets import SEEDS, TARGETS


def main() -> None:
    """Run one target for a while; the process ends with an error where it breaks."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--input", type=Path)
    options = parser.parse_args()
    if options.input is not None:
        TARGETS[options.target](options.input.read_bytes())
        return
    with tempfile.TemporaryDirectory() as name:
        for number, seed in enumerate(SEEDS[options.target]):
            (Path(name) / str(number)).write_bytes(seed.encode())
        arguments = [
            sys.argv[0],
            name,
            f"-max_total_time={options.seconds}",
            "-max_len=4096",
            "-timeout=20",
            "-rss_limit_mb=2048",
            "-print_final_stats=1",
            f"-artifact_prefix={os.curdir}/fuzz-{options.target}-",
        ]
        atheris.Setup(arguments, TARGETS[options.target])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
