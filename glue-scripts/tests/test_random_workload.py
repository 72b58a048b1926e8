"""A seeded random workload, shuffled and repeated, against a dictionary that saw it in order."""

import random

from envelope import create, delete, truncate, update
from target import Target

SEED = 20_240_131
CHANGES = 400
KEYS = [(order, line) for order in range(12) for line in range(3)]


def random_changes(chance: random.Random) -> tuple[list[str], dict]:
    """Changes in the order of the log, and the rows that they lead to."""
    rows: dict = {}
    lines = []
    for number in range(CHANGES):
        place = {"pos": 4 + number % 50 * 10, "file": 8 + number // 50, "row": number % 3}
        key = chance.choice(KEYS)
        after = as_row(key, f"v{number}")
        if number == CHANGES // 3:
            rows.clear()
            lines.append(truncate(**place))
        elif key not in rows:
            rows[key] = after
            lines.append(create(after, **place))
        elif chance.random() < 0.3:
            lines.append(delete(rows.pop(key), **place))
        else:
            free = [each for each in KEYS if each not in rows]
            moved = chance.choice(free) if free and chance.random() < 0.2 else key
            after = as_row(moved, f"v{number}")
            lines.append(update(rows.pop(key), after, **place))
            rows[moved] = after
    return lines, {key: after["NAME"] for key, after in rows.items()}


def as_row(key, name):
    return {"ORDER_ID": key[0], "LINE": key[1], "NAME": name}


def test_shuffled_and_repeated_batches_lead_to_the_same_rows(spark, tmp_path):
    chance = random.Random(SEED)
    lines, wanted = random_changes(chance)
    columns = {"ORDER_ID": "INT", "LINE": "INT", "NAME": "STRING"}
    target = Target(spark, tmp_path, keys=("ORDER_ID", "LINE"), columns=columns, truncate="apply")
    repeated = lines + chance.sample(lines, CHANGES // 4)
    chance.shuffle(repeated)
    for start in range(4):
        target.apply(*repeated[start::4])
    assert target.names() == wanted, f"seed {SEED}"
