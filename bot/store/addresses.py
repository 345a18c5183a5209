"""House addresses found in Ukrainian, Russian and English: a street with a number, or a house or flat by its number."""

from __future__ import annotations

import re

# Kinds of street, written out or short, declined; before or after the name.
_CYRILLIC_KIND = (
    r"(?:вул(?:иц\w{1,3})?|ул(?:иц\w{1,3})?|просп(?:ект\w{0,3})?|пр(?:-?[кт]?т\w?)|пр(?=\.)|пров(?:ул\w{1,6})?|"
    r"пер(?:еул\w{1,5})?|бульв(?:ар\w{0,3})?|бул(?=\.)|б-р|площ(?:а|і|у|ею|адь|ади|адью)|пл(?=\.)|майдан\w{0,2}|"
    r"шос{1,2}е|ш(?=\.)|набережн\w{1,3}|наб(?=\.)|узв[іо]з\w{0,2}|спуск\w{0,2}|шлях\w{0,2}|проїзд\w{0,2}|проезд\w{0,2}|в['’]?їзд\w{0,2}|"
    r"въезд\w{0,2}|тупик\w{0,2}|м[иі]крорайон\w{0,2}|мкр(?:-?н)?|м-н|алле[яийю]|але[яїю])"
)
_LATIN_KIND = (
    r"(?:street|str?|avenue|ave?|road|rd|lane|ln|boulevard|blvd|square|sq|drive|dr|highway|hwy|embankment|"
    r"shoss?e|prospe[ck]t|prosp|vul(?:ytsia|ytsya|itsa|ica)?|ul(?:itsa|ica|itza)?|provulok|pereulok|ploshcha|bulvar|naberezhna)"
)
_KIND = rf"(?<!\w)(?:{_CYRILLIC_KIND}|{_LATIN_KIND})(?!\w)\.?"

# Words that stand between a street and a number that is no house: "на вулиці Сумській о 15", "square in 2022".
_NOT_A_NAME = (
    r"(?!(?:у|в|з|із|зі|с|со|до|о|об|к|ко|по|на|від|от|за|під|под|при|та|і|й|и|а|або|или|є|есть|це|это|було|было|біля|"
    r"около|через|для|після|после|коли|когда|скільки|сколько|де|где|що|что|чи|ли|як|как|"
    r"in|at|on|of|for|to|from|and|or|the|a|an|by|with|is|are|was|were|near|has|had|have|until|since|after|before|"
    r"people|killed|injured|hit|this|that|my|our|their|how|many|much|when|where|what|than|about|over|between)(?!\w))"
)
_WORD = rf"{_NOT_A_NAME}[^\W\d_](?:[\w'’-]{{0,30}}\w)?\.?"
_NAME = rf"(?:\d{{1,3}}(?:-?[а-яіїєa-z]{{1,7}})?\s)?{_WORD}(?:[\s-]{{1,2}}{_WORD}){{0,3}}"

_NO = r"(?:№|no\.?|#)?\s?"
_HOUSE_WORD = r"(?:буд(?:инок|инку)?|дом(?=[\s.№]{1,3}\d)|д(?=[. ]{1,2}\d)|house|building|bld|bldg)(?!\w)\.?"
# Words that make the number before them a count, in the forms that follow a number: "2 вибухи", but "25 вибух" may be
# a house and what happened there.
_COUNTED = (
    r"(?:тис(?:яч\w*)?|тыс(?:яч\w*)?|млн|млрд|мільйон\w*|мільярд\w*|миллион\w*|миллиард\w*|людей|люди|осіб|особи|чоловік|"
    r"человека?|дітей|детей|жител\w{1,3}|мешканц\w{1,2}|кв\.?\s?к?м|квадратн\w+|км|га|гектар\w*|метр\w{0,2}|м|"
    r"відсотк\w+|процент\w*|роки|років|року|рік|года?|лет|вибухи|вибухів|взрыва|взрывов|прильоти|прильотів|прил[её]та|"
    r"прил[её]тов|удари|ударів|удара|ударов|рази?|разів|раза|хв|хвилин\w?|мин|минут\w?|секунд\w?|годин\w?|час(?:а|ов)|"
    r"дні|днів|дня|дней|тижн\w{1,2}|недел\w|місяц\w{1,3}|месяц\w{1,2}|грн|гривень|гривен|гривні|гривны|"
    r"січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|"
    r"января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|"
    r"поверхи|поверхів|етаж(?:і|ів)|этажа|этажей|кімнати?|комнаты?|будинки|будинків|домов|дома|квартири?|квартиры|"
    r"магазини|магазинів|магазина|магазинов|аптеки?|школи|шкіл|школы?|лікарні|лікарень|больницы?|укриттів|укрытий|"
    r"станції|станцій|станции|станций|people|persons?|killed|dead|injured|wounded|thousand|million|billion|percent|"
    r"years?|days?|hours?|minutes?|min|am|pm|km|shops|houses|buildings|shelters|stations|schools|times|"
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)(?!\w)"
)
# What makes the number before it no house: a count, a percentage, a time, thousands (but not a phone), a decimal.
_NO_HOUSE = (
    rf"(?!\s?{_COUNTED}|\s?%|\s?[-:]\s?\d{{1,2}}:\d\d|:\d\d|\s\d{{3}}(?!\d|[ -]?\d{{3}}[ -]?\d\d)"
    rf"|[.,]\d{{1,2}}\s?(?:[^\W\d_]|%))"
)
_NUMBER = (
    r"(?!(?:19|20)\d\d(?!\d))\d{1,4}(?:-?[а-яґєіїa-z](?!\w)|\s[абвгґбде](?=\W*\Z|\s?[,;]|\s(?:кв|корп))|(?=\D|\Z))"
    rf"(?:\s?[/\\-]\s?\d{{1,3}}[а-яґєіїa-z]?(?!\w))?{_NO_HOUSE}"
)
_TAIL = (
    r"(?:[\s,;]{0,3}(?:корп(?:ус)?|к|стр(?:оение)?|буд(?:инок)?|дом|д|літ(?:ера)?|лит(?:ера)?|секц[іи]я|п[іо]д['’]?[їе]зд|"
    r"подъезд|п|поверх|этаж|эт|кв(?:артира|артиру|артире|артирі)?|оф(?:[іи]с)?|кім(?:ната)?|комн(?:ата)?|"
    r"apartment|apt|flat|unit|suite|room|rm|floor|fl|entrance)"
    r"(?!\w)\.?\s?(?:№|#)?\s?(?!(?:19|20)\d\d(?!\d))\d{1,4}[а-яіїєa-z]?(?!\w)(?!\s?(?:кв\.?\s?)?(?:м|км)(?!\w))){0,5}"
)
_FLAT = (
    r"(?:кв(?:артира|артиру|артире|артирі)?|apartment|apt|flat|подъезд|п[іо]д['’]?їзд)(?!\w)\.?\s?(?:№|#)?\s?"
    r"(?!(?:19|20)\d\d(?!\d))\d{1,4}[а-яіїєa-z]?(?!\w)(?!\s?(?:кв|м|км|років|лет|р)(?!\w))"
)
_ADJECTIVE = (
    r"[^\W\d_][\w'’-]{2,30}(?:[сзц]ьк(?:а|ої|ій|у|ою)|[сц]к(?:ая|ой|ую)|евая|овая|s[ck](?:a|aya?|oi|oy)|tska)(?!\w)"
)

_NO_ROUTE = r"(?!Маршрут|Автобус|Трам|Трол|Клас|Школ|Лінія|Линия|Bus|Tram|Route|Class|School)"

_PATTERNS = (
    # вул. Сумська, 25; проспект Науки 14а кв 5; vul. Sumska 25
    rf"{_KIND}\s?{_NAME}[\s,]{{0,3}}(?:{_HOUSE_WORD}\s?)?{_NO}{_NUMBER}{_TAIL}",
    # Салтівське шосе, 100; Pushkinska Street 3; Московський проспект буд. 144
    rf"(?<!\w)(?:{_WORD}\s){{0,2}}{_WORD}\s{_KIND}[\s,]{{0,3}}(?:{_HOUSE_WORD}\s?)?{_NO}{_NUMBER}{_TAIL}",
    # 25 Sumska Street
    rf"(?<!\w){_NUMBER},?\s(?:{_WORD}\s){{1,3}}{_LATIN_KIND}(?!\w)\.?{_TAIL}",
    # Пушкинская, дом 3; буд. 25, кв. 5
    rf"(?<!\w)(?:{_WORD}\s?,?\s)?(?<!\w){_HOUSE_WORD}\s?{_NO}{_NUMBER}{_TAIL}",
    # Сумська 25, where nothing follows that it could count; Пушкінської, 54 in any case
    rf"(?<!\w){_ADJECTIVE}(?:\s?,\s?{_NO}{_NUMBER}|\s{_NO}{_NUMBER}(?=\s?(?:[.,;:!?)]|кв|apt|flat|[гм]\.|\Z))){_TAIL}",
    rf"(?<!\w){_FLAT}",
    # Героїв Праці 20б; Науки, 14: a name with a capital, and a number that no route or school class has
    rf"(?<!\w)(?-i:{_NO_ROUTE}[А-ЯҐІЇЄA-Z])[\w'’-]{{2,30}}(?:,?\s\d{{1,3}}-?[абвгд](?!\w)|,\s?{_NUMBER}(?=\W*\Z)){_TAIL}",
)
_RULES = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _PATTERNS)


def without_addresses(text: str) -> str:
    """Return `text` with house addresses replaced by `[address]`; a street without a number stays."""
    for rule in _RULES:
        text = rule.sub("[address]", text)
    return text
