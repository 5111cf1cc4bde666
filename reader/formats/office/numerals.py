"""The numbers that word processors count: 1, 一, ①, a, iv."""

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LARGEST = 9999


def written(number: int, form: str) -> str:
    """*number* as the number format *form* of Office Open XML (17.18.59 ST_NumberFormat) writes it."""
    if not 1 <= number <= _LARGEST:
        return str(number)
    kind = form.lower()
    if kind in ("lowerletter", "upperletter"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if kind == "upperletter" else letters
    if kind in ("lowerroman", "upperroman"):
        return roman(number).upper() if kind == "upperroman" else roman(number)
    if "enclosedcircle" in kind and number <= 20:
        return chr(ord("①") + number - 1)
    if kind == "decimalfullwidth":
        return str(number).translate({ord("0") + n: ord("０") + n for n in range(10)})
    if kind == "decimalzero":
        return f"{number:02}"
    if kind == "ideographtraditional" and number <= len(_STEMS):
        return _STEMS[number - 1]
    if kind in ("ideographdigital", "taiwanesedigital", "koreandigital"):
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if "legal" in kind:
        return chinese(number, _LEGAL, "拾佰仟")
    if kind.startswith(
        ("chinesecounting", "japanesecounting", "taiwanesecounting", "koreancounting")
    ):
        return chinese(number)
    return str(number)


def roman(number: int) -> str:
    """*number* in Roman numerals, lower case."""
    found = ""
    for value, letters in _ROMAN:
        while number >= value:
            found += letters
            number -= value
    return found


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """*number*, 1 to 9,999, in Chinese: 十, 十二, 一百零五."""
    found = ""
    written_digits = str(number)
    for place, digit in enumerate(written_digits):
        rest = len(written_digits) - place - 1
        if digit != "0":
            found += digits[int(digit)] + (units[rest - 1] if rest else "")
        elif found and not found.endswith("零") and written_digits[place:].strip("0"):
            found += "零"
    return found[1:] if found.startswith("一十") and digits is _DIGITS else found
