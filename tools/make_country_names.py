"""Write the names of countries and capitals in many languages to data/country-names.json, from CLDR through Babel.

    python tools/make_country_names.py

Babel is needed here alone, at development time. CLDR's data are under the Unicode licence. Written forms that CLDR does
not have (short forms, adjectives, names of governments' seats) stand in data/country-forms.yaml, by hand.
"""

import json
import re
import sys
from pathlib import Path

import yaml
from babel import Locale
from babel.core import get_global

DATA = Path(__file__).parents[1] / "plugins/digest/data"
# Languages that news is written in; of the small ones those with a press of their own.
LANGUAGES = """
    ar az be bg bn bs ca cs da de el es et eu fa fi fr gl gu he hi hr hu hy id is it ja ka kk km kn ko ky lo lt lv mk ml
    mn mr ms my nb ne nl pa pl ps pt ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi zh zh_Hant
"""
ASIDE_RE = re.compile(r" ?[(（].*?[)）]|[’'ʻ`]$")  # "Myanmar (Burma)", "刚果（金）"
BOTH_CONGOS_RE = re.compile(r"\s?[-–]\s?(?:k|к|キ|킨|브)", re.IGNORECASE)


def main() -> None:
    """Write the file."""
    countries = {
        entry["code"]: entry for entry in yaml.safe_load((DATA / "countries.yaml").read_text(encoding="utf-8"))
    }
    zones = capital_zones(countries)
    table = {language.replace("_", "-"): names_in(language, countries, zones) for language in LANGUAGES.split()}
    rows = (f"{json.dumps(key)}: {json.dumps(names, ensure_ascii=False)}" for key, names in sorted(table.items()))
    text = "{\n" + ",\n".join(rows) + "\n}"
    (DATA / "country-names.json").write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(table)} languages, {sum(len(each['names']) for each in table.values())} names\n")


def capital_zones(countries: dict[str, dict[str, object]]) -> dict[str, str]:
    """Give the time zone that is called after a country's capital, for each that has one."""
    found = {}
    for code, entry in countries.items():
        capitals = {plain(str(name)) for name in entry.get("capitals", ())}  # type: ignore[attr-defined]
        for zone in get_global("territory_zones").get(code, ()):
            city = str(Locale("en").time_zones.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " "))
            if plain(city) in capitals:
                found[code] = zone
    return found


def plain(name: str) -> str:
    """Fold what spellings of a capital differ in."""
    return re.sub(r"[^a-z]", "", name.lower())


def names_in(
    language: str, countries: dict[str, dict[str, object]], zones: dict[str, str]
) -> dict[str, dict[str, str]]:
    """Give the countries' and capitals' names in one language."""
    locale = Locale.parse(language)
    names = {}
    for code in countries:
        name = str(locale.territories.get(code) or "")
        if name and not BOTH_CONGOS_RE.search(name):
            names[code] = ASIDE_RE.sub("", name).strip()
    capitals = {}
    for code, zone in zones.items():
        city = str(locale.time_zones.get(zone, {}).get("city") or "")
        if not city and locale.script is None:
            city = zone.rpartition("/")[2].replace("_", " ")
        if city and city != names.get(code):
            capitals[code] = city
    return {"names": names, "capitals": capitals}


if __name__ == "__main__":
    main()
