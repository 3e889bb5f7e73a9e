"""A query is put together as text from values that the notebook does not fix.

A value with a quote breaks the query, a malicious one changes what it does; types and dates go wrong silently. Give
the values as parameters: `pd.read_sql("SELECT * FROM orders WHERE day = %(day)s", con, params={"day": day})`,
`cursor.execute("... WHERE id = ?", (id,))`, `spark.sql("... WHERE day = :day", args={"day": day})`. Names of tables
cannot be parameters: choose them from a fixed list.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.rule import Place, Rule
from nb2pkg.rules.secrets.built_text import builders_of, first_text
from nb2pkg.rules.secrets.origins import Origin, origin_of

_QUERY = pattern_of(
    r"(?:\s|--[^\n]*\n|/\*.*?\*/|\()*(?:select|insert|update|delete|create|drop|alter|with|merge|replace|truncate|copy"
    r"|call|exec|execute|grant|explain|load|refresh|optimize|vacuum|attach)\b",
    re.IGNORECASE | re.DOTALL,
)


def _call(call: ast.Call, place: Place) -> Iterator[Hit]:
    query = call.args[0] if call.args else next((k.value for k in call.keywords if k.arg in {"sql", "query"}), None)
    if query is None:
        return
    builders = [one for one in builders_of(query, place) if _QUERY.match(first_text(one))]
    origin = max((origin_of(builder, place) for builder in builders), default=Origin.FIXED)
    if origin is not Origin.FIXED:
        whose = "comes from outside" if origin is Origin.OUTSIDE else "the notebook does not fix"
        yield Hit(
            message=f"this query is put together as text, with a value in it that {whose}: pass it as a parameter",
            at=place.at(call),
            severity=Severity.ERROR if origin is Origin.OUTSIDE else Severity.WARNING,
        )


RULE = Rule(
    code="NB323",
    name="sql-by-formatting",
    severity=Severity.WARNING,
    calls={
        ".execute": _call,
        ".executemany": _call,
        ".executescript": _call,
        ".sql": _call,
        ".query": _call,
        ".read_sql": _call,
        ".read_sql_query": _call,
        "read_sql": _call,
        "read_sql_query": _call,
    },
    bad=(
        "import pandas as pd\ndef orders(day):\n"
        "    return «pd.read_sql(f\"SELECT * FROM orders WHERE day = '{day}'\", con)»",
        "user = input()\nquery = \"select * from users where name = '%s'\" % user\n«cursor.execute(query)»",
        'import pandas as pd\nids = pd.read_csv("ids.csv").id\n'
        'q = """\nSELECT * FROM t\nWHERE id IN ({})""".format(tuple(ids))\n'
        "rows = «spark.sql(q)»",
        "from sqlalchemy import text\ndef drop(table):\n    «con.execute(text('DROP TABLE ' + table))»",
        "import requests\nfor row in requests.get(u).json():\n"
        '    «cur.execute(f"INSERT INTO t VALUES ({row[0]}, {row[1]})")»',
    ),
    good=(
        "import pandas as pd\ndef f(day):\n"
        '    return pd.read_sql("SELECT * FROM o WHERE day = %(d)s", con, params={"d": day})',
        'def f(name):\n    cursor.execute("SELECT * FROM t WHERE name = ?", (name,))\n'
        "    df.query(f\"name == '{name}'\")",
        'YEAR = 2020\nTABLE = "orders"\nimport pandas as pd\n'
        'df = pd.read_sql(f"SELECT * FROM {TABLE} WHERE y = {YEAR}", con)',
        'def f(ids):\n    marks = ", ".join("?" * len(ids))\n'
        '    cur.execute(f"SELECT * FROM t WHERE id IN ({marks})", ids)',
        'def f(n):\n    con.execute(f"SELECT * FROM t LIMIT {int(n)}")\n'
        '    con.execute(f"SELECT * FROM t LIMIT {n:d}")',
        "for table in ['a', 'b']:\n    con.execute(f'DELETE FROM {table}')\ndef g(x):\n    robot.execute(f'move {x}')",
    ),
)
