"""A pack as one HTML page: no script, no picture, nothing from elsewhere; telephone numbers can be pressed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from bot.answering.reply import Answer, Citation, Statement
from bot.pack.pack import Pack, heading, made, outdating
from bot.texts import Say, words_of

STYLE = """
:root{color-scheme:light dark}
body{max-width:40em;margin:0 auto;padding:0 1em 3em;font:1.05em/1.45 sans-serif;background:#fff;color:#1a1a1a;
overflow-wrap:break-word}
h1{font-size:1.5em}h2{font-size:1.25em;margin:2em 0 .5em;border-top:2px solid #767676;padding-top:.8em}
h3{font-size:1em;margin:1em 0 .3em}
a{color:#0b57a4}a[href^="tel:"]{font-weight:bold;white-space:nowrap}
.old{border-left:.3em solid #b35900;padding-left:.6em}
small{color:#4a4a4a}
ul,ol{padding-left:1.4em}li{margin:.4em 0}
@media(prefers-color-scheme:dark){body{background:#17191d;color:#f4f4f4}a{color:#8cc4ff}small{color:#bdbdbd}
h2{border-color:#8a8a8a}.old{border-color:#e69f00}}
@media print{body{max-width:none;font-size:.9em}}
"""


def as_html(pack: Pack) -> str:
    """Return the page, all of it escaped."""
    return "".join(_parts(pack, words_of(pack.language)))


def _parts(pack: Pack, say: Say) -> Iterator[str]:
    title = heading(pack)
    yield (
        f'<!DOCTYPE html>\n<html lang="{pack.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}, {_text(pack.date)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    )
    yield f"<h1>{_text(title)}</h1>\n<p>{_text(made(pack))}</p>\n"
    yield f'<p class="old">{_text(outdating(pack))}</p>\n<ul>\n'
    for answer in pack.answers:
        yield f'<li><a href="#{answer.topic}">{_text(answer.title)}</a></li>\n'
    yield "</ul>\n"
    for answer in pack.answers:
        yield from _answer(answer, say)
    yield f'<h2 id="sources">{_text(say("Sources:"))}</h2>\n<ol>\n'
    yield from map(_source, pack.citations)
    yield f"</ol>\n<p><small>{_text(pack.bot)}, {_text(pack.date)}</small></p>\n</body>\n</html>\n"


def _answer(answer: Answer, say: Say) -> Iterator[str]:
    yield f'<h2 id="{answer.topic}">{_text(answer.title)}</h2>\n'
    warning = f'<p class="old">{_text(answer.warning)}</p>\n' if answer.warning else ""
    if answer.urgent:
        yield warning
    for statement in answer.statements:
        yield f"<p>{_statement(statement)}</p>\n"
    if answer.earlier:
        yield f"<h3>{_text(say('Earlier:'))}</h3>\n<ul>\n"
        for statement in answer.earlier:
            yield f"<li>{_statement(statement)}</li>\n"
        yield "</ul>\n"
    if not answer.urgent:
        yield warning


def _statement(statement: Statement) -> str:
    marks = "".join(f'<a href="#s{number}">[{number}]</a>' for number in statement.citations)
    text = f"{_called(statement.text, statement.phones)} <small>({_text(statement.attribution)}) {marks}</small>"
    return "<br>".join([text, *(f"<small>{_called(remark, statement.phones)}</small>" for remark in statement.remarks)])


_ALONE = (r"(?<!\d)(?<!\d[.,\u00a0\u202f])", r"(?!\d|[.,\u00a0\u202f]\d)")
"""What stands before and after a telephone number: 101 is none within 1,101."""


def _called(text: str, phones: tuple[str, ...]) -> str:
    """Return `text` with each of its telephone numbers as a link that calls it."""
    if not phones:
        return _text(text)
    longest_first = sorted(set(phones), key=len, reverse=True)
    number = re.compile(rf"{_ALONE[0]}({'|'.join(map(re.escape, longest_first))}){_ALONE[1]}")
    parts = number.split(text)  # text and numbers by turns
    return "".join(_phone(part) if at % 2 else _text(part) for at, part in enumerate(parts))


def _phone(phone: str) -> str:
    dialled = re.sub(r"[^\d+]", "", phone)
    return f'<a href="tel:{dialled}">{_text(phone)}</a>'


def _source(citation: Citation) -> str:
    source = citation.source
    author = f", {source.author}" if source.author else ""
    link = f'<a href="{escape(source.url)}">{_text(source.publisher + author)}</a>'
    return f'<li id="s{citation.number}">{link}, {_text(citation.date)}: {_text(source.title)}</li>\n'


def _text(text: str) -> str:
    return escape(text, quote=False)
