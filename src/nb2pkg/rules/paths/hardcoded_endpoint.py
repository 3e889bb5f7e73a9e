"""The address of a service, a host or a database stands in the code.

Test and production have different ones, so the code has to be changed to be moved, or a test run writes into the
production database. Make it a setting. (Opt-in: many notebooks read public data from an address on purpose.)
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from nb2pkg.knowledge.handing import called_name
from nb2pkg.model.finding import Cure, Hit, Severity
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.paths.contexts import context_of
from nb2pkg.rules.paths.lifted import cure_of
from nb2pkg.rules.paths.places import place_of_literal
from nb2pkg.rules.rule import Place, Rule

_ADDRESS = pattern_of(
    r"(https?|ftp|sftp|ws|wss|grpc|amqps?|rediss?|mongodb(?:\+srv)?|kafka|smtp|ldap|(?:jdbc:)?(?:postgres(?:ql)?|mysql|mariadb"
    r"|mssql|oracle|sqlserver|snowflake|clickhouse|redshift|db2|presto|trino|hive)(?:\+\w+)?)://(?:[^@/\s]*@)?([\w.-]+)(:\d+)?",
    re.I,
)
_HOST = pattern_of(r"(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|[a-z][\w-]*(?:\.[a-z][\w-]*)+)(?::\d{2,5})?", re.I)
_SERVER_ONLY = pattern_of(r"(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|[\w-]+(?:\.[\w-]+)+):\d{2,5}")
_HOSTS = frozenset("host hostname server bootstrap_servers broker account dsn".split())
_DATABASES = frozenset("database dbname db".split())
_CONNECTS = frozenset("connect create_engine MongoClient Redis Elasticsearch KafkaProducer KafkaConsumer".split())
# Names of a vocabulary that look like addresses: nothing is fetched from there.
_VOCABULARY = pattern_of(r"https?://(?:www\.w3\.org|schemas?\.|purl\.|xmlns\.|ns\.|json-schema\.|\w+\.opengis\.)", re.I)


def _constant(node: ast.AST, place: Place) -> Iterable[Hit]:
    value = node.value  # type: ignore[attr-defined]
    if value.__class__ is not str or len(value) < 5 or "\n" in value:
        return ()
    assert isinstance(node, ast.Constant)
    if "://" in value[:24] or (":" in value and _SERVER_ONLY.fullmatch(value)):
        return _address(node, value, place)
    if place.parents and isinstance(place.parents[-1], ast.keyword):
        return _argument(node, value, place)
    return ()


def _f_string(node: ast.AST, place: Place) -> Iterator[Hit]:
    assert isinstance(node, ast.JoinedStr)
    first = node.values[0] if node.values else None
    if isinstance(first, ast.Constant) and "://" in str(first.value)[:24]:
        yield from _address(node, str(first.value), place)


def _address(node: ast.Constant | ast.JoinedStr, value: str, place: Place) -> Iterator[Hit]:
    found = _ADDRESS.match(value)
    if (found is None and not _SERVER_ONLY.fullmatch(value)) or _VOCABULARY.match(value):
        return
    if not place.parents or isinstance(place.parents[-1], ast.JoinedStr) or context_of(node, place) is None:
        return
    host = f"{found[1]}://{found[2]}" if found else value
    yield Hit(
        message=f"the address `{host}` stands in the code: test and production cannot differ",
        at=place_of_literal(node, place),
        cure=cure_of(node, place),
    )


def _argument(node: ast.Constant, value: str, place: Place) -> Iterator[Hit]:
    keyword, call = place.parents[-1], place.parents[-2]
    assert isinstance(keyword, ast.keyword)
    if not isinstance(call, ast.Call) or called_name(call) not in _CONNECTS:
        return
    if (keyword.arg in _HOSTS and _HOST.fullmatch(value)) or keyword.arg in _DATABASES:
        yield Hit(message=f"`{keyword.arg}` of a connection stands in the code", at=place.at(node), cure=Cure.NONE)


RULE = Rule(
    code="NB203",
    name="hardcoded-endpoint",
    severity=Severity.INFO,
    is_default=False,
    visits={ast.Constant: _constant, ast.JoinedStr: _f_string},
    bad=(
        "import requests\nBASE = «'https://api.acme.internal/v2'»\nrequests.get(BASE)",
        "from sqlalchemy import create_engine\nengine = create_engine(«'postgresql://ann@db01.acme.org:5432/sales'»)",
        "import psycopg2\ncon = psycopg2.connect(host=«'db01.acme.org'», dbname=«'sales'»)\n"
        "k = «'kafka01.acme.org:9092'»",
    ),
    good=(
        "'''See https://docs.acme.org'''\nprint('https://docs.acme.org')",
        "import os\nBASE = os.environ['API_URL']\nNS = {'svg': 'http://www.w3.org/2000/svg'}",
        "import psycopg2\ncon = psycopg2.connect(host=host, dbname=name)\nratio = 'a:b'\nt = '12:30'",
    ),
)
