"""The knowledge as it was at a revision of its git repository."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path


class RevisionError(Exception):
    """The knowledge of a revision can't be had; the message says why."""


def knowledge_at(revision: str, folder: Path, into: Path) -> Path:
    """Put the knowledge in `folder`, as it was at `revision`, into the folder `into`; return where it lies there.

    Nothing in the repository changes. RevisionError where `folder` is in no repository, or was not there then.
    """
    top = Path(_git(folder, "rev-parse", "--show-toplevel").decode().strip())
    commit = _git(folder, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    path = folder.resolve().relative_to(top.resolve()).as_posix()
    packed = _git(top, "archive", "--format=tar", commit, "--", path)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(into, filter="data")
    return into / path


def repository_of(folder: Path) -> Path | None:
    """Return the top of the git repository that `folder` is in, or None."""
    try:
        return Path(_git(folder, "rev-parse", "--show-toplevel").decode().strip())
    except RevisionError:
        return None


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, no shell
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - whichever git the person uses
            capture_output=True,
            check=True,
        )
    except FileNotFoundError as error:
        raise RevisionError("git is not installed, and revisions are read by it") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines() or ["git failed"]
        raise RevisionError(f"{folder}: {said[0]}") from error
    return done.stdout
