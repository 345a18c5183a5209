"""Files that were sent, by file_id."""

from __future__ import annotations

import hashlib
import struct
import zlib
from dataclasses import dataclass, field
from typing import Any

from bot.demo.botapi.arguments import Arguments
from bot.demo.botapi.errors import bad_request
from bot.demo.botapi.request import Upload

LARGEST_PHOTO = 10 * 1024 * 1024
"""Bytes of the largest photo."""

LARGEST_FILE = 50 * 1024 * 1024
"""Bytes of the largest file of another kind."""

LARGEST_DOWNLOAD = 20 * 1024 * 1024
"""Bytes of the largest file that getFile gives out."""

_SIDES = 10_000
_RATIO = 20
_MARKER = 0xFF
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a JPEG after which its height and width stand."""
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Stored:
    """One file."""

    file_id: str
    kind: str
    """What it was sent as: "photo", "document", ..."""
    name: str
    content_type: str
    data: bytes = field(repr=False)

    @property
    def path(self) -> str:
        """Return the path below /file/bot<token>/."""
        return f"{self.kind}s/{self.file_id}"

    def described(self) -> dict[str, Any]:
        """Return the fields that every kind of file shares."""
        unique = hashlib.sha256(self.file_id.encode()).hexdigest()[:16]
        return {"file_id": self.file_id, "file_unique_id": unique, "file_size": len(self.data)}


class Files:
    """Everything that was uploaded, kept in memory."""

    def __init__(self) -> None:
        self._by_id: dict[str, Stored] = {}

    def add(self, kind: str, upload: Upload) -> Stored:
        """Keep `upload`, as Telegram keeps a file of `kind`."""
        file_id = f"AgAC{kind}{len(self._by_id) + 1:06d}"
        stored = Stored(file_id, kind, upload.filename, upload.content_type, upload.data)
        self._by_id[file_id] = stored
        return stored

    def find(self, file_id: str) -> Stored | None:
        """Return the file, None where there is none."""
        return self._by_id.get(file_id)

    def at(self, path: str) -> Stored | None:
        """Return the file with this path, None where there is none."""
        found = self.find(path.rpartition("/")[2])
        return found if found and found.path == path else None

    def take(self, kind: str, given: Upload | str | None) -> Stored:
        """Return the file that a request sends as `kind`: uploaded now, or known by its file_id."""
        if isinstance(given, Upload):
            return self.add(kind, _checked(kind, given))
        if not given:
            raise bad_request(f"there is no {kind} in the request")
        if given.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")  # this server reaches nothing outside
        stored = self.find(given)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if stored.kind != kind:
            raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
        return stored

    def content(self, kind: str, arguments: Arguments, name: str | None = None) -> dict[str, Any]:
        """Return the message's fields for the file that `arguments` send as `kind`."""
        return described(self.take(kind, arguments.upload(name or kind)))


def described(stored: Stored) -> dict[str, Any]:
    """Return the message's fields that show `stored`: {"photo": [...]} or {"document": {...}}."""
    shared = stored.described()
    if stored.kind == "photo":
        width, height = dimensions(stored.data) or (1, 1)
        return {"photo": [{**shared, "width": width, "height": height}]}
    by_kind: dict[str, dict[str, Any]] = {
        "audio": {"duration": 1},
        "voice": {"duration": 1},
        "video": {"duration": 1, "width": 1, "height": 1},
        "animation": {"duration": 1, "width": 1, "height": 1},
        "video_note": {"duration": 1, "length": 1},
        "sticker": {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False},
    }
    extra = by_kind.get(stored.kind, {})
    if stored.kind in {"document", "audio", "video", "animation"}:
        extra["file_name"] = stored.name
    if stored.kind not in {"sticker", "video_note"}:
        extra["mime_type"] = stored.content_type or "application/octet-stream"
    return {stored.kind: {**shared, **extra}}


def _checked(kind: str, upload: Upload) -> Upload:
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > (LARGEST_PHOTO if kind == "photo" else LARGEST_FILE):
        raise bad_request(f"file of size {len(upload.data)} bytes is too big for a {kind}")
    if kind == "photo":
        size = dimensions(upload.data)
        if size is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        if sum(size) > _SIDES or max(size) > _RATIO * min(size):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return upload


def dimensions(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG, JPEG or GIF image in pixels; None where `data` is none of them."""
    if data.startswith(_PNG) and data[12:16] == b"IHDR":
        width, height = struct.unpack(">II", data[16:24])
        return (width, height) if width and height else None
    if data.startswith((b"GIF87a", b"GIF89a")):
        width, height = struct.unpack("<HH", data[6:10])
        return (width, height) if width and height else None
    return _jpeg_dimensions(data) if data.startswith(b"\xff\xd8") else None


def image_type(data: bytes) -> str | None:
    """Return the media type of an image of which `dimensions` knows the kind; None for other data."""
    if dimensions(data) is None:
        return None
    return "image/png" if data.startswith(_PNG) else "image/gif" if data.startswith(b"GIF") else "image/jpeg"


def _jpeg_dimensions(data: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 < len(data) and data[position] == _MARKER:
        marker, length = data[position + 1], int.from_bytes(data[position + 2 : position + 4], "big")
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return (width, height) if width and height else None
        position += 2 + length
    return None


def png(width: int = 2, height: int = 2) -> bytes:
    """Return a grey PNG image of `width` by `height` pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\x00" + b"\x80" * width) * height
    return _PNG + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
