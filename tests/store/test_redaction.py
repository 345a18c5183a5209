"""Personal data leaves a question before it is kept; its ordinary figures stay."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.store import redaction
from bot.store.addresses import without_addresses
from bot.store.digits import without_digits
from bot.store.places import without_places
from bot.store.redaction import LONGEST_KEPT, redact

PERSONAL = {
    "[phone]": [
        "067 123 45 67",
        "0671234567",
        "067-123-45-67",
        "067.123.45.67",
        "0 6 7 1 2 3 4 5 6 7",
        "(067) 123-45-67",
        "+380671234567",
        "+380 67 123 45 67",
        "+380(67)123-45-67",
        "+38 (067) 123-45-67",
        "38 067 123 4567",
        "380671234567",
        "80671234567",
        "8 (057) 731-23-45",
        "057 7123456",
        "(0572) 12-34-56",
        "731-23-45",
        "73-12-34",
        "67 123 45 67",
        "0 800 501 482",
        "0-800-501-482",
        "+7 916 123-45-67",
        "8 800 555 35 35",
        "+48 601 234 567",
        "+49 (0)30 1234567",
        "0048 601 234 567",
        "+1 (212) 555-0123",
        "(212) 555-0123",
        "212-555-0123",
        "+44 20 7946 0958",
        "+972-54-123-4567",
        "０６７ １２３ ４５ ６７",
        "٠٦٧١٢٣٤٥٦٧",
        "067\u200b123\u200b45\u200b67",
        "067\u00a0123\u00a045\u00a067",
        "067–123–45–67",
    ],
    "[mail]": [
        "olena@example.com",
        "olena.petrenko+help@mail.example.co.uk",
        "OLENA@EXAMPLE.COM",
        "олена@пошта.укр",
        "olena (at) example.com",
        "olena[at]example.com",
        "олена собака ukr.net",
        "olena＠example.com",
    ],
    "[handle]": ["@olena_kharkiv", "@o1", "@vasya.pupkin", "@Олена"],
    "[link]": [
        "https://t.me/joinchat/AAAAAE",
        "http://10.0.0.1/a?b=c",
        "HTTPS://EXAMPLE.COM",
        "www.example.com/x?y=1#z",
        "t.me/kharkiv",
        "example.com",
        "city.kharkiv.ua",
        "kharkiv.gov.ua/news/1",
        "example.xyz:8080/path",
        "goo.gl/maps/abc",
        "пошта.укр",
        "tg://resolve?domain=x",
        "viber://chat?number=%2B380671234567",
        "mailto:olena@example.com",
    ],
    "[place]": [
        "49.9935, 36.2304",
        "49,9935 36,2304",
        "49.993, 36.230",
        "49.9935/36.2304",
        "-33.8688, 151.2093",
        "N 49.9935 E 36.2304",
        "49.9935° N",
        "49°59'36\"N",
        "49° 59′ 36″",
        "49º59'36\"",
        "49° 59.6' пн. ш.",
        "36° 13' в. д.",
        "широта 49.99",
        "lat=49.99",
        "8GX83R53+2Q",
        "XWCM+2Q",
        "37U CR 12345 67890",
    ],
    "[address]": [
        "вул. Сумська, 25",
        "вул.Сумська,25",
        "вул Сумська 25",
        "вулиця Сумська 25-а",
        "вулиці Сумській, 25",
        "вул. Сумська № 25",
        "вул. Сумська, буд. 25, кв. 4",
        "вул. Гвардійців-Широнінців 25-а",
        "вул. Г. Сковороди 5",
        "вул. 23 Серпня, 5",
        "вулиця Академіка Павлова 120 б",
        "вул. Полтавський Шлях 148/2",
        "проспект Науки 14а кв 5",
        "просп. Л. Ландау, 48, під'їзд 2, поверх 3",
        "пр-т Науки, 14",
        "проспект 50-річчя ВЛКСМ 51",
        "бульвар Богдана Хмельницького 12/14",
        "провулок Титаренківський 1",
        "площа Конституції 1",
        "майдан Свободи, 5",
        "Салтівське шосе, 100",
        "Сумська вулиця 25",
        "Пушкінської, 54",
        "будинок 25, квартира 4",
        "улица Пушкинская дом 3",
        "ул. Пушкинская 3/5",
        "улице Пушкинской, 3",
        "Пушкинская, дом 3",
        "Московский проспект 144",
        "пр. Гагарина 20 к.2",
        "переулок Короленко, 4",
        "Клочковской, 200",
        "Полтавский шлях 31",
        "шоссе Салтовское 100",
        "набережная Гимназическая 2 подъезд 3",
        "дом 5 кв 12",
        "кв. 12",
        "25 Sumska Street",
        "25 sumska st",
        "25 Sumska St., apt 4",
        "10 Nauky Avenue",
        "1600 Pennsylvania Avenue",
        "Sumska Street 25",
        "Sumska 25, apt 3",
        "Saltivske shosse 100",
        "vul. Sumska 25",
        "vulytsia Sumska, 25",
        "ulitsa Pushkinskaya 3",
        "prospekt Nauky 14",
    ],
    "[card]": [
        "4149499123456789",
        "4149 4991 2345 6789",
        "5168-7422-1234-5678",
        "3782 822463 10005",
    ],
    "[iban]": [
        "UA213996220000026007233566001",
        "UA21 3996 2200 0002 6007 2335 6600 1",
        "ua213996220000026007233566001",
        "DE89370400440532013000",
        "GB29 NWBK 6016 1331 9268 19",
    ],
    "[number]": [
        "3012345678",
        "123456789",
        "26001234567890",
        "1234567890123456789012345",
        "МТ123456",
        "АХ1234ВВ",
        "192.168.10.20",
    ],
}

SENTENCES = [
    ("Мене звати Олена Петренко, живу на Салтівці", "Мене звати [name], живу на Салтівці"),
    ("мене звати олена петренко живу на салтівці", "мене звати [name] живу на салтівці"),
    ("звати мене Марія, тел 0671234567", "звати мене [name], тел [phone]"),
    ("Мого сина звати Андрій, яка школа поруч?", "Мого сина звати [name], яка школа поруч?"),
    ("ПІБ: Коваленко Ігор Степанович", "ПІБ [name]"),
    ("моє прізвище Шевченко", "моє прізвище [name]"),
    ("я Олена Петренко, пенсіонерка", "я [name], пенсіонерка"),
    ("шукаю Петренко Олену Іванівну 1950 року", "шукаю [name] 1950 року"),
    ("Меня зовут Иван, где бомбоубежище?", "Меня зовут [name], где бомбоубежище?"),
    ("меня зовут Анна-Мария О'Коннор", "меня зовут [name]"),
    ("моя фамилия сидоров, где получить помощь", "моя фамилия [name], где получить помощь"),
    ("Ищу Петрову Ольгу Сергеевну", "Ищу [name]"),
    ("ФИО Сидоров Пётр", "ФИО [name]"),
    ("My name is John Smith and I need help", "My name is [name] and I need help"),
    ("my name's olena, where is the shelter", "my name's [name], where is the shelter"),
    ("I'm Olena Petrenko from Saltivka", "I'm [name] from Saltivka"),
    ("his name is Ivan", "his name is [name]"),
    ("Мій номер 067-123-45-67, вул. Сумська, 25, кв. 4", "Мій номер [phone], [address]"),
    ("Подзвоніть мені на 7312345, будь ласка", "Подзвоніть мені на [phone], будь ласка"),
    ("На вулиці Сумській, 25 пожежа, куди дзвонити, 101?", "На [address] пожежа, куди дзвонити, 101?"),
    ("Яке укриття найближче до Пушкінської, 54?", "Яке укриття найближче до [address]?"),
    ("вул. Сумська, 25 вибух", "[address] вибух"),
    ("вул. Сумська, 25 аптека", "[address] аптека"),
    ("вул. Сумська 25 067 123 45 67", "[address] [phone]"),
    ("вул.Сумська,25,0671234567", "[address],[phone]"),
    ("7312345 Людмила", "[number] Людмила"),
    ("по улице Сумской 25 взрыв был", "по [address] взрыв был"),
    ("ул. Сумская 25 мина попала", "[address] мина попала"),
    ("Сумская 25 г. Харьков", "[address] г. Харьков"),
    ("мы в дом 5 этаж 3 застряли", "мы в [address] застряли"),
    ("ул. Сумская 25 летел шахед", "[address] летел шахед"),
    ("25 Sumska Street building was hit", "[address] building was hit"),
    ("Пишіть @olena або olena@ukr.net", "Пишіть [handle] або [mail]"),
    ("Картка 4149 4991 2345 6789, IBAN UA213996220000026007233566001", "Картка [card], IBAN [iban]"),
    ("Какое бомбоубежище ближе всего к Клочковской, 200?", "Какое бомбоубежище ближе всего к [address]?"),
    ("телефон 7312345 с 24.02.2022", "телефон [phone] с 24.02.2022"),
    ("Я живу на ул. Пушкинской 3, дадут ли тепло?", "Я живу на [address], дадут ли тепло?"),
    ("Мы здесь: 49.9935, 36.2304, помогите", "Мы здесь: [place], помогите"),
    ("с 24.02.2022 мой номер 067 123 45 67", "с 24.02.2022 мой номер [phone]"),
    ("Call me at 555 0123 after 18:00", "Call me at [phone] after 18:00"),
    ("I live at 25 Sumska Street, is there heat?", "I live at [address], is there heat?"),
    ("see https://example.com/a, thanks", "see [link] thanks"),
    ("In 2022 1 300 000 people; write to me@example.org", "In 2022 1 300 000 people; write to [mail]"),
]

ORDINARY = [
    # short numbers
    "112", "101", "1562", "15-62", "103", "1552", "№ 5", "C++", "F-16", "iPhone 13",
    "дзвінок на 1562 платний чи безкоштовний?", "на 15-62 вечно занято, почему туда не дозвониться",
    "телефон гарячої лінії 15-62", "не могу дозвониться на 101, что делать", "does 112 work or only the old numbers",
    "номер 1562", "телефон 112", "call 101", "линия 203", "троллейбуса 3", "маршрут 52", "школа 17", "лікарня № 4",
    # figures
    "10 мільярдів", "10 мільярдів гривень", "3,5 млн", "50%", "0,25%", "1 300 000 людей", "12,500 people", "1.300.000",
    "1,421,125", "1 421 125", "1300000 человек", "1433886 жителів", "5000000 грн", "1 000 000 000 грн", "206 000",
    "+5 000 000 грн", "+1 200 людей", "500 000 - 600 000 чел", "10 000-15 000 грн", "350 кв. км", "100-200", "1/2",
    "площа міста 350 кв. км", "площа забудови 5 га", "+25°C", "-10 °C", "3.14159", "36.6", "версія 3.11.7",
    "120 000 000 $", "від 5 до 10 тис. грн", "дзвонили 10 мільярдів разів", "in 2022 1 300 000 people",
    "Сколько будет 17 умножить на 23?", "Buy 10k Instagram followers for only $9!!!", "44 школи, 25 лікарень",
    # dates and times
    "2022", "2022-2024", "1939-45", "24.02.2022", "24/02/2022", "24-02-2022", "12.10.22", "2024-07-23",
    "2022-02-24T05:00", "з 24.02.2022 до 15.05.2022", "о 15:00", "з 22:00 до 05:00", "8.00-20.00", "о 18.30", "в 18-30",
    "22му", "24го", "2021 2022 2023 2024", "в 2021, 2022 и 2023 годах", "24 лютого о 5:00", "15 травня 2024",
    "February 24, 2022", "8pm", "подзвонили 23.07.2024", "3 кв. 2024",
    # streets and houses without an address
    "укриття на вулиці Сумській", "вулиця 23 Серпня", "на площі Свободи у 2022 році", "проспект Науки о 15:00",
    "на вулиці загинуло 5 людей", "на вулиці Сумській 3 аптеки",
    "на вулиці Сумській 2 вибухи", "на улице Сумской с 10 до 12", "в доме 3 этажа",
    "в будинку 9 поверхів", "дом 5 этажей", "дома 3 ребенка", "проїзд 8 грн", "постанова 830", "умова 5 договору",
    "10 people in the street", "How many people were killed in 2022 on Sumska Street?", "the square in 2022",
    "The road closed 5 km from here", "25 shelters", "Freedom Square",
    # names that nobody introduces
    "Як звати міського голову?", "Как зовут мэра Харькова", "what is the name of the mayor", "What is my name",
    "хто такий Григорій Сковорода", "пам'ятник Тарасу Шевченку", "Хто такий Ігор Терехов?", "Я Харків люблю",
    "I am in Kharkiv", "Это Нова Пошта?", "мене звати", "як його звати",
    # full stops and signs that are no links
    "Привіт.Як справи", "help.me", "т.д. и т.п.", "5.Is it", "file.txt", "[phone]", "5+5",
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "word"), [(typed, word) for word, examples in PERSONAL.items() for typed in examples]
)
def test_personal_data_gives_way_to_its_word(typed: str, word: str) -> None:
    """A piece of personal data becomes the word of its kind, and nothing of it stays."""
    assert redact(typed) == word


@pytest.mark.parametrize("typed", [typed for examples in PERSONAL.values() for typed in examples])
@pytest.mark.parametrize("frame", ["Скажіть, {}, будь ласка", "Помогите! {} (срочно)", "Hello: {}; thanks"])
def test_personal_data_is_found_within_a_sentence(typed: str, frame: str) -> None:
    """Nothing of it stays in a sentence either: no digit, no @, no part of a link."""
    redacted = redact(frame.format(typed))
    assert "[" in redacted
    assert not any(char.isdigit() or char == "@" for char in redacted)


@pytest.mark.parametrize(("typed", "expected"), SENTENCES)
def test_the_rest_of_a_sentence_stays(typed: str, expected: str) -> None:
    """What a maintainer needs to understand the question is kept."""
    assert redact(typed) == expected


@pytest.mark.parametrize("typed", ORDINARY)
def test_ordinary_figures_stay(typed: str) -> None:
    """Figures, years, dates, times and short numbers are no personal data."""
    assert redact(typed) == typed


def test_a_text_is_cut() -> None:
    """At most 300 characters are kept."""
    assert redact("а" * 1000) == "а" * LONGEST_KEPT


def test_a_bracketed_word_is_not_cut_in_two() -> None:
    """A word that would be cut is left out whole."""
    assert redact("а" * 295 + " 0671234567") == "а" * 295


@pytest.mark.parametrize("before", range(1180, 1210))
def test_a_number_where_reading_ends_is_not_read_in_part(before: int) -> None:
    """A phone number at the end of what is read leaves no digits, wherever it is cut."""
    assert redact("https://" + "a" * (before - 9) + " +380671234567") in {"[link]", "[link] [phone]"}


def test_a_question_becomes_one_line() -> None:
    """Line breaks, control and invisible characters can't forge a line of a log or upset a database."""
    assert redact("де\r\nукриття\x00\u200b\ud800?\x1b[31m") == "де укриття ? [31m"


@given(st.text())
@example("\ufdfa" * 2000)
@example("\ud800")
@example("0671234567" * 500)
def test_any_text_is_redacted(text: str) -> None:
    """Redacting never raises, gives text that can be stored, and keeps to the length."""
    redacted = redact(text)
    assert len(redacted) <= LONGEST_KEPT
    assert redacted.encode("utf-8").decode("utf-8") == redacted


PIECES = st.sampled_from(
    [
        *(typed for examples in PERSONAL.values() for typed in examples),
        *ORDINARY,
        "вул. ",
        "мене звати ",
        "my name is ",
        "Олена Іванівна ",
        "0",
        "5",
        ", ",
        " ",
        "-",
        ".",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=20))
def test_redacting_twice_changes_nothing(pieces: list[str]) -> None:
    """What was redacted holds nothing more to take out."""
    redacted = redact("".join(pieces))
    assert redact(redacted) == redacted


@given(st.sampled_from(["+380 67 ", "067", "(057) ", "8 (067) "]), st.integers(1_000_000, 9_999_999))
def test_any_ukrainian_number_is_found(code: str, number: int) -> None:
    """Whatever the digits are: a phone can look like a date or a round figure."""
    digits = str(number)
    written = f"{code}{digits[:3]}-{digits[3:5]}-{digits[5:]}"
    assert redact(f"Дзвоніть {written} завтра").startswith("Дзвоніть [phone]")


PLAIN = st.text("абвгґєії ABCXYZcfghjmpqrvwx'’-№,;!?()[]/°\"", max_size=200)


@given(PLAIN)
@example("вулиця Сумська, будинок навпроти, квартира друга")
@example("МТ АХ ВВ, IBAN, phone me, кв, м")
@example("олена собака укр нет")
def test_what_has_no_personal_data_by_a_look(text: str) -> None:
    """No number, address or place is without a digit or a plus, no mail, link or handle without a dot, colon or @."""
    assert without_digits(without_addresses(without_places(text))) == text
    rules = redaction._RULES  # noqa: SLF001 - `redact` itself leaves them out here
    assert [word for pattern, word in rules if pattern.search(text)] == []


@pytest.mark.parametrize(
    "seed", ["1.", "1 ", "a.", "вул. а ", "1 кв ", "(", "+1", "1-", "a@", "Сумська, ", "\ufdfa", "AB12 "]
)
def test_time_is_linear(seed: str) -> None:
    """Texts made to upset the patterns take no longer than their length allows; beyond 1,200 characters, no longer."""
    began = time.perf_counter()
    for _ in range(3):
        redact(seed * 100_000)
    assert time.perf_counter() - began < 3.0
