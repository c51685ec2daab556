#!/usr/bin/env python3
"""Makes communes.csv from the communes since 1943 of INSEE and the yearly lists of Etalab.

    make-communes.py HISTORY YEAR=LIST [YEAR=LIST ...] > communes.csv

HISTORY  INSEE's "communes depuis 1943" (COM, LIBELLE, DATE_DEBUT, DATE_FIN), or the same under the column names
         of the City of Paris; UTF-8, `,` or `;`, perhaps .gz
YEAR=LIST  data/communes.json of the npm package @etalab/decoupage-administratif of that year. The first year must be
         that of HISTORY; each later one adds its changes, dated 1 January; the last one gives the postal codes.
"""

import csv
import gzip
import json
import sys

COLUMNS = {
    "code": ("COM", "code"),
    "name": ("LIBELLE", "value_min_complete"),
    "from": ("DATE_DEBUT", "date_validity_start"),
    "until": ("DATE_FIN", "date_validity_end"),
}
LIVING = ("commune-actuelle", "arrondissement-municipal")
BEGINNING = "1943-01-01"


def read_history(path):
    opened = gzip.open(path, "rt", encoding="utf-8-sig") if path.endswith(".gz") else open(path, encoding="utf-8-sig")
    with opened as file:
        header = file.readline()
        separator = ";" if ";" in header else ","
        names = next(csv.reader([header.rstrip("\n")], delimiter=separator))
        at = {ours: next(names.index(name) for name in theirs if name in names) for ours, theirs in COLUMNS.items()}
        for row in csv.reader(file, delimiter=separator):
            yield {ours: row[column].strip() for ours, column in at.items()}


def history_of(path):
    """The lines of the history that lasted a day at least; `until` is empty for what still exists."""
    lines = []
    for line in read_history(path):
        if line["until"].startswith("2999"):
            line["until"] = ""
        # The file knows the communes of Mayotte since the department was made; they are older, under the same names.
        if line["code"].startswith("976"):
            line["from"] = BEGINNING
        # Some changed department and were merged on the same day: under the new code they never existed.
        if line["from"] != line["until"]:
            lines.append(line)
    return lines


def list_of(path):
    with open(path, encoding="utf-8") as file:
        return {commune["code"]: commune for commune in json.load(file) if commune["type"] in LIVING}


def follow(lines, before, after, day):
    """Closes and opens lines for what differs between two yearly lists."""
    living = {line["code"]: line for line in lines if not line["until"]}
    if set(living) != set(before):
        sys.exit(f"before {day}, the history and the list differ: {sorted(set(living) ^ set(before))[:9]}")
    for code in sorted(set(before) | set(after)):
        old, new = before.get(code), after.get(code)
        if old and new and old["nom"] == new["nom"]:
            continue
        if old:
            living[code]["until"] = day
        if new:
            lines.append({"code": code, "name": new["nom"], "from": day, "until": ""})


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    lines = history_of(sys.argv[1])
    years = [argument.split("=", 1) for argument in sys.argv[2:]]
    lists = [(year, list_of(path)) for year, path in years]
    for (_, before), (year, after) in zip(lists, lists[1:]):
        follow(lines, before, after, f"{year}-01-01")
    latest = lists[-1][1]
    print("code;name;from;until;postal_codes")
    for line in sorted(lines, key=lambda line: (line["code"], line["from"])):
        postal_codes = [] if line["until"] else latest.get(line["code"], {}).get("codesPostaux", [])
        print(";".join([line["code"], line["name"], line["from"], line["until"], " ".join(postal_codes)]))


if __name__ == "__main__":
    main()
