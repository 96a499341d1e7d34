"""Damages to the descriptor of the data and to the register of ids."""

from __future__ import annotations

import json
import re

from damage.base import DESCRIPTOR, REGISTER, Damage, Original, kind


@kind("descriptor broken", 8)
def _(of: Original) -> Damage:
    text = of.text(DESCRIPTOR)
    at = of.random.choice([found.start() for found in re.finditer(r'[{}\[\]",:]', text)])
    return Damage("", DESCRIPTOR, (text[:at] + text[at + 1 :]).encode(), f"{text[at]!r} at {at} gone")


@kind("descriptor without a part", 12)
def _(of: Original) -> Damage:
    package = json.loads(of.text(DESCRIPTOR))
    entry = of.random.choice(package["resources"])
    field = of.random.choice(entry["schema"]["fields"][1:])
    how = of.random.choice(
        ["type", "constraints", "description", "keys", "table", "path", "resources", "field"]
    )
    if how == "type":
        field["type"] = "number" if field["type"] == "string" else "string"
    elif how in ("constraints", "description"):
        field[how] = {} if how == "constraints" and field.get(how) else None
    elif how == "keys":
        entry["schema"].pop("foreignKeys", None)
        entry["schema"].pop("primaryKey", None)
        entry["title"] = "Other"
    elif how == "table":
        package["resources"].remove(entry)
    elif how == "path":
        entry["path"] = f"../{entry['path']}"
    elif how == "resources":
        package["resources"] = {}
    else:
        entry["schema"]["fields"].remove(field)
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    return Damage("", DESCRIPTOR, text.encode(), f"{entry['name']}.{field['name']}: {how}")


@kind("register damaged", 12)
def _(of: Original) -> Damage:
    lines = of.text(REGISTER).split("\n")
    at = of.random.randrange(2, len(lines) - 1)
    how = of.random.choice(["dropped", "digest", "id", "doubled", "broken"])
    was = lines[at]
    words = was.split(" ")
    new = {
        "dropped": [],
        "digest": [" ".join([*words[:3], "0123abcd"])],
        "id": [" ".join([*words[:2], f"{words[2]}x", words[3]])],
        "doubled": [was, was],
        "broken": [was.replace(" ", "")],
    }[how]
    lines[at : at + 1] = new
    # Of a line that is gone the one before it can be named, of two that are alike the second.
    row = at + {"dropped": 0, "doubled": 2}.get(how, 1)
    return Damage("", REGISTER, "\n".join(lines).encode(), f"{was!r} {how}", row)
