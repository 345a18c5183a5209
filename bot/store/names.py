"""Names of persons, found where somebody is introduced, or a whole name is given with its patronymic."""

from __future__ import annotations

import re

_CAPITAL = r"(?-i:[A-ZА-ЯҐЄІЇЁ])[\w'’-]{1,30}"

# Words that follow "my name is" and the like without being a name.
_NO_NAME = (
    r"(?!(?:і|й|та|я|мы|ми|мені|мне|живу|мешкаю|проживаю|маю|имею|потрібн\w*|нужн\w*|хочу|можу|могу|шукаю|ищу|де|где|"
    r"как|як|чи|не|з|із|с|из|в|у|на|до|по|за|від|от|and|i|we|me|live|living|am|is|from|in|at|on|need|want|where|how|"
    r"can|could|not|please|будь|пожалуйста|скажіть|скажите|допоможіть|помогите|підкажіть|подскажите|help)(?!\w))"
)
_WORD = rf"{_NO_NAME}[^\W\d_][\w'’-]{{1,30}}"
_AFTER = rf"(?:[\s:—-]{{1,4}}){_WORD}(?:\s{_WORD})?(?:\s{_CAPITAL})?"

# Who is introduced: nobody asks "what is my name", but many ask what the mayor's is.
_WHOM = r"(?:мене|його|її|нас|їх|меня|его|её|ее|их|мо(?:го|ю|їх|его|его|их)\s[\w'’-]{2,20})"

_OWN_NAME = (
    r"моє\s(?:ім['’]?я|прізвище)|мо[её]\s(?:имя|фио)|моя\sфамили[яю]|п\.?і\.?б\.?|ф\.?и\.?о\.?|прізвище|фамилия|"
    r"my\s(?:full\s|last\s|first\s|sur)?name(?:['’]s|\sis)?|name\sis|(?:his|her|their)\sname(?:['’]s|\sis)|"
    r"surname(?:\sis)?|(?:i|he|she)(?:\sam|\sis|['’]m|['’]s)\scalled"
)
_PATRONYMIC = (
    r"(?-i:[А-ЯҐЄІЇЁ])[\w'’-]{1,20}"
    r"(?:[оеєй]вич(?:а|у|ем|ом|і|е)?|(?:[іїо]вн|евн|ічн)(?:а|и|і|у|ою|ы|е|ой))(?!\w)"
)

_PATTERNS = (
    rf"(?<!\w)({_WHOM}\s(?:звати|звуть|зовут|звать)){_AFTER}",
    rf"(?<!\w)((?:звати|зовут|звуть|звать)\s(?:мене|меня)){_AFTER}",
    rf"(?<!\w)((?:{_OWN_NAME})(?!\w)){_AFTER}",
    # "я Олена Петренко", "I'm Olena Petrenko": two words with capitals.
    rf"(?<!\w)(я|i\sam|i['’]m)\s[—-]?\s?{_CAPITAL}\s{_CAPITAL}",
    # Петренко Олена Іванівна; Іван Петрович; Олег Иванович Петров.
    rf"(?<![\w-])()(?:(?-i:[А-ЯҐЄІЇЁ])[\w'’-]{{1,30}}\s){{1,2}}{_PATRONYMIC}(?:\s{_CAPITAL})?",
)
_RULES = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _PATTERNS)


def without_names(text: str) -> str:
    """Return `text` with the names of persons who are introduced replaced by `[name]`; names alone stay."""
    for rule in _RULES:
        text = rule.sub(_replacement, text)
    return text


def _replacement(match: re.Match[str]) -> str:
    return f"{match[1]} [name]".lstrip()
