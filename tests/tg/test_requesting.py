"""python-telegram-bot's contract for request classes, over real HTTP and TLS on loopback."""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import ipaddress
import json
import logging
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)
from telegram.request import RequestData

from bot.demo.botapi.server import BotApi
from bot.tg.requesting import (
    AT_ONCE,
    AiohttpRequest,
    NotSentError,
    TooManyRequestsError,
    UnansweredError,
    UnavailableError,
)
from tests.judge.judging import judge

SECRET = "100200:a-token-that-nobody-may-see"  # noqa: S105 - opens nothing
DATA = bytes(range(256)) * 400
Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    """Yield an open request object."""
    async with AiohttpRequest() as opened:
        yield opened


@asynccontextmanager
async def answering(answer: Answer, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """Serve each connection by `answer`; give the address of a method, which holds a token."""
    opened = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        opened.append(writer)
        try:
            await answer(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    port = server.sockets[0].getsockname()[1]
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{port}/bot{SECRET}/getMe"
    finally:
        server.close()
        for writer in opened:
            writer.transport.abort()


async def head_of(reader: asyncio.StreamReader) -> bytes:
    """Read the head of a request."""
    return await reader.readuntil(b"\r\n\r\n")


def saying(status: int, body: bytes) -> Answer:
    """Return what answers every request of a connection with `status` and `body`."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = await head_of(reader)
            length = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
            await reader.readexactly(int(length[0].split(b":")[1]) if length else 0)
            writer.write(b"HTTP/1.1 %d Any\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body))
            await writer.drain()

    return answer


async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    """Read a request and never answer."""
    await head_of(reader)
    await asyncio.sleep(60)


async def unread(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
    """Read nothing of a request."""
    await asyncio.sleep(60)


async def severed(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    """Read a request and hang up."""
    await head_of(reader)


def error_body(description: str, **parameters: int) -> bytes:
    """Return Telegram's body of a refusal."""
    return json.dumps({"ok": False, "description": description, "parameters": parameters}).encode()


async def failure(request: AiohttpRequest, url: str, **timeouts: float | None) -> TelegramError:
    """Return the error of a request, in which nothing of the token may stand."""
    with pytest.raises(TelegramError) as raised:
        await request.post(url, RequestData([]), **timeouts)
    error: BaseException | None = raised.value
    while error is not None:
        assert SECRET not in repr(error)
        error = error.__cause__ or error.__context__
    return raised.value


@pytest.mark.parametrize(
    ("status", "body", "kind", "words"),
    [
        (400, error_body("Bad Request: chat not found"), BadRequest, "Chat not found"),
        (400, error_body("Bad Request: moved", migrate_to_chat_id=-5), ChatMigrated, "-5"),
        (401, error_body("Unauthorized"), InvalidToken, "Unauthorized"),
        (403, error_body("Forbidden: bot was blocked"), Forbidden, "blocked"),
        (404, f"<p>/bot{SECRET}/getMe".encode(), InvalidToken, "Not Found"),
        (409, error_body("Conflict: terminated"), Conflict, "terminated"),
        (413, b"<html>", NetworkError, "413"),
        (429, error_body("Too Many Requests", retry_after=7), TooManyRequestsError, "7 seconds"),
        (429, b"<html>", TooManyRequestsError, "5 seconds"),
        (500, b"", UnavailableError, "500"),
        (502, f"<p>/bot{SECRET}/getMe".encode(), UnavailableError, "502"),
        (503, b"{}", UnavailableError, "503"),
        (504, b"<html>", TimedOut, "504"),
        (200, f"<p>/bot{SECRET}/getMe".encode(), UnansweredError, "no JSON"),
        (302, b"", NetworkError, "302"),
    ],
)
async def test_refusals(
    request_: AiohttpRequest, caplog: pytest.LogCaptureFixture, status: int, body: bytes, kind: type, words: str
) -> None:
    """Each refusal is the library's error for it; a page of some server between is quoted nowhere."""
    async with answering(saying(status, body)) as url:
        error = await failure(request_, url)
    assert type(error) is kind
    assert words in str(error)
    assert SECRET not in caplog.text


async def test_an_answer(request_: AiohttpRequest) -> None:
    """The result of a good answer is given, whatever its characters."""
    async with answering(saying(200, '{"ok": true, "result": {"text": "їжак 🦔"}}'.encode())) as url:
        assert await request_.post(url) == {"text": "їжак 🦔"}
        assert (await request_.retrieve(url)).startswith(b'{"ok"')


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/bot{}/getMe", "http://no-such-host.invalid/bot{}/getMe"])
async def test_who_is_not_reached_got_nothing(request_: AiohttpRequest, address: str) -> None:
    """Without a connection, or a name that is found, the request was surely not sent."""
    error = await failure(request_, address.format(SECRET))
    assert isinstance(error, NotSentError)
    assert not isinstance(error, TimedOut)


async def test_a_read_timeout_is_told_from_one_of_connecting() -> None:
    """No answer in time says that Telegram may have the request; no free connection in time, that it has not."""
    async with AiohttpRequest(connections=1) as request, answering(silent) as url:
        first = asyncio.create_task(failure(request, url, read_timeout=0.5))
        await asyncio.sleep(0.1)
        second = await failure(request, url, pool_timeout=0.1, connect_timeout=0.1)
        assert isinstance(second, NotSentError)
        assert type(await first) is TimedOut


async def test_a_write_timeout() -> None:
    """A server that reads nothing is not waited for any longer than all timeouts together."""
    async with AiohttpRequest(media_write_timeout=0.2) as request, answering(unread) as url:
        started = time.monotonic()
        bot = Bot("1:a", base_url=url.removesuffix("/getMe") + "#", request=request)
        with pytest.raises(TimedOut):
            await bot.send_document(1, b"x" * 20_000_000, connect_timeout=0.1, pool_timeout=0.1, read_timeout=0.1)
        assert 0.4 < time.monotonic() - started < 5


@pytest.mark.parametrize("size", [AT_ONCE // 2, AT_ONCE * 12], ids=["short", "long"])
async def test_text_to_a_server_that_reads_nothing(size: int) -> None:
    """Whether a text is so short that writing it takes no time or not, it is waited for no longer than told."""
    async with AiohttpRequest(read_timeout=0.3, write_timeout=0.2) as request, answering(unread) as url:
        started = time.monotonic()
        bot = Bot("1:a", base_url=url.removesuffix("/getMe") + "#", request=request)
        with pytest.raises(TimedOut):
            await bot.send_message(1, "x" * size, connect_timeout=0.1, pool_timeout=0.1)
        assert 0.25 < time.monotonic() - started < 5


async def test_a_severed_connection_may_have_done_it(request_: AiohttpRequest) -> None:
    """Who hangs up after the request may have carried it out."""
    async with answering(severed) as url:
        assert isinstance(await failure(request_, url), UnansweredError)


async def test_none_waits_for_any_time(request_: AiohttpRequest) -> None:
    """A timeout of None is none, and stands for this request only."""
    answers = iter([0.3])

    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(next(answers, 60))
        await saying(200, b'{"ok": true, "result": true}')(reader, writer)

    async with AiohttpRequest(read_timeout=0.1) as request, answering(slow) as url:
        assert request.read_timeout == 0.1
        assert await request.post(url, read_timeout=None) is True
    assert request_.read_timeout == 10.0


async def test_connections_are_kept_and_bounded() -> None:
    """A hundred requests at a time share the connections that are allowed, each of which serves many."""
    opened = []

    async def counted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        opened.append(writer)
        await saying(200, b'{"ok": true, "result": true}')(reader, writer)

    async with AiohttpRequest(connections=4) as request, answering(counted) as url:
        assert all(await asyncio.gather(*(request.post(url) for _ in range(100))))
    assert 1 <= len(opened) <= 4


async def test_no_delay_of_small_packets(request_: AiohttpRequest) -> None:
    """Requests in a row take no 40 ms each, as they do where the system waits for more to send."""
    async with answering(saying(200, b'{"ok": true, "result": true}')) as url:
        await request_.post(url)
        started = time.monotonic()
        for _ in range(20):
            await request_.post(url, RequestData([]))
        assert time.monotonic() - started < 20 * 0.04


async def test_open_and_shut_as_often_as_one_likes() -> None:
    """Neither twice open nor twice shut is an error; shut, it says so instead of sending."""
    request = AiohttpRequest()
    async with answering(saying(200, b'{"ok": true, "result": true}')) as url:
        for _ in range(2):
            await request.initialize()
            await request.initialize()
            assert await request.post(url) is True
            await request.shutdown()
            await request.shutdown()
        assert "not initialized" in str(await failure(request, url))


async def test_who_asks(request_: AiohttpRequest) -> None:
    """The bot and its library say who they are."""
    heads = []

    async def noted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await head_of(reader))
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n{"ok": true, "result":true}')

    async with answering(noted) as url:
        await request_.post(url)
    assert b"user-agent: kharkiv-bot/" in heads[0].lower()
    assert b"python-telegram-bot" in heads[0].lower()


@pytest.mark.parametrize("by", ["argument", "environment", "exempt"])
async def test_a_proxy(monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    """Requests go through the proxy that is given, or that the environment names, unless it exempts the host."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    asked = []

    async def through(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await head_of(reader))
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n{"ok": true, "result":true}')

    async with answering(through) as url:
        proxy = url.partition("/bot")[0]
        if by != "argument":
            monkeypatch.setenv("HTTP_PROXY", proxy)
        if by == "exempt":
            monkeypatch.setenv("NO_PROXY", "telegram.invalid")
        async with AiohttpRequest(proxy=proxy if by == "argument" else None) as request:
            target = f"http://telegram.invalid/bot{SECRET}/getMe"
            if by == "exempt":
                assert isinstance(await failure(request, target), NotSentError)
                assert asked == []
            else:
                assert await request.post(target) is True
                assert asked[0].startswith(b"POST http://telegram.invalid/bot")


async def test_a_certificate_that_nobody_vouches_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such a server gets nothing; one that SSL_CERT_FILE vouches for is trusted."""
    certificate, tls = _certified(tmp_path)
    async with answering(saying(200, b'{"ok": true, "result": true}'), tls) as url:
        async with AiohttpRequest() as request:
            error = await failure(request, url)
        assert isinstance(error, NotSentError)
        assert "self-signed certificate" in str(error)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        async with AiohttpRequest() as request:
            assert await request.post(url) is True


async def test_the_bots_methods(caplog: pytest.LogCaptureFixture) -> None:
    """Texts, keyboards, uploads with any name, albums and downloads pass through python-telegram-bot's own methods."""
    caplog.set_level(logging.DEBUG, "aiohttp")
    request = AiohttpRequest()
    async with BotApi(judge=judge) as api:
        person = api.person()
        await person.start()
        bot = Bot(api.token, api.base_url, api.file_url, request=request, get_updates_request=AiohttpRequest())
        async with bot:
            sent = await bot.send_message(person.id, "«Їжак» & 🦔 \ud800", disable_notification=True)
            assert sent.text == "«Їжак» & 🦔 ?"
            chart = await bot.send_document(person.id, InputFile(DATA, 'діаграма "1".png'), caption="підпис")
            assert chart.document is not None
            file = await bot.get_file(chart.document.file_id)
            assert await file.download_as_bytearray() == DATA
            handle = InputFile(io.BytesIO(DATA), "тест.bin", read_file_handle=False)
            await bot.send_document(person.id, handle)
            assert await bot.get_updates(timeout=0)
        uploads = [upload for call in api.calls for upload in call.request.files.values()]
        assert [upload.filename for upload in uploads] == ['діаграма "1".png', "тест.bin"]
        assert [upload.content_type for upload in uploads] == ["image/png", "application/octet-stream"]
        assert [upload.data for upload in uploads] == [DATA, DATA]
    assert api.token not in caplog.text
    assert api.token not in repr(request)


def _certified(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """Return the file of a certificate for 127.0.0.1 that vouches for itself, and a server's context with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    now = dt.datetime.now(tz=dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, secret)
    return certificate, tls
