"""Certificates are not verified.

Whoever sits between this computer and the server can read what is sent, passwords included, and answer in its place;
for data that a model is made of, nobody will notice. Leave verification on. If the server has a certificate of the
company, name its authority: `requests.get(url, verify="/etc/ssl/corp-ca.pem")` or the variable `REQUESTS_CA_BUNDLE`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.knowledge.secret_hints import CERTIFICATES, marks_in
from nb2pkg.model.finding import Hit, Severity
from nb2pkg.model.notebook import Cell, Location
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.rules.secrets.texts import code_and_magics
from nb2pkg.rules.sources import all_sources
from nb2pkg.syntax.parse import location, parse
from nb2pkg.syntax.qualified import qualified_name
from nb2pkg.syntax.walking import walk

_HINT = pattern_of(
    r"verify|CERT_NONE|check_hostname|ssl=|_create_unverified|VERIFY|CA_BUNDLE|curl|--no-check|--trusted-host|TLS_REJECT"
)
_SHELL = pattern_of(
    r"\bcurl\b[^\n|;&]*?\s(?:--insecure\b|-[a-zA-Z]*k[a-zA-Z]*(?=\s|$))|--no-check-certificate|--trusted-host"
    r"|http\.sslVerify[= ]false|GIT_SSL_NO_VERIFY=|NODE_TLS_REJECT_UNAUTHORIZED=0|PYTHONHTTPSVERIFY=0"
)
_CLIENTS = frozenset({"requests", "httpx", "boto3", "botocore", "aiohttp", "hvac", "urllib3"})
_REQUESTS = frozenset(
    "get post put patch delete head options request client resource Session Client AsyncClient".split()
)
_SWITCHES = frozenset({"verify_ssl", "verify_certs", "ssl_verify", "verify_tls", "ssl_verification", "check_hostname"})
_VARIABLES = {
    "PYTHONHTTPSVERIFY": "0",
    "NODE_TLS_REJECT_UNAUTHORIZED": "0",
    "CURL_CA_BUNDLE": "",
    "REQUESTS_CA_BUNDLE": "",
}
_LOCAL = pattern_of(r"https?://(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)")
_MESSAGE = "certificates are not verified here: the answer may come from anybody"


def _whole(subject: Subject) -> Iterator[Hit]:
    if marks_in(all_sources(subject)).isdisjoint(CERTIFICATES):
        return
    for cell in subject.notebook.cells:
        if not _HINT.search(cell.source):
            continue
        if cell.magics:
            yield from _in_commands(cell)
        if cell.syntax_error is None:
            for node in walk(parse(cell.python)):
                if (found := _switched_off(node, subject)) is not None:
                    yield Hit(message=_MESSAGE, at=location(cell.python, found, cell=cell.index))


def _in_commands(cell: Cell) -> Iterator[Hit]:
    for number, line in enumerate(code_and_magics(cell)[1].split("\n"), 1):
        if _SHELL.search(line):
            at = Location(cell=cell.index, line=number, column=0, end_line=number, end_column=len(line))
            yield Hit(message=_MESSAGE, at=at)


def _switched_off(node: ast.AST, subject: Subject) -> ast.expr | ast.stmt | ast.keyword | None:
    names = subject.flow.qualified_by_name
    match node:
        case ast.Call(func=function, keywords=keywords):
            dotted = qualified_name(function, names)
            if dotted == "ssl._create_unverified_context":
                return node
            if not _is_local(node):
                return next((k for k in keywords if _is_switch(k, function, dotted)), None)
        case ast.Assign(targets=[ast.Attribute(attr="verify" | "check_hostname"), *_], value=ast.Constant(value=False)):
            return node
        case ast.Assign(targets=[ast.Attribute(attr="verify_mode"), *_], value=value) if _is_none(value):
            return node
        case ast.Assign(targets=[ast.Attribute(attr="_create_default_https_context"), *_], value=value):
            return node if "unverified" in qualified_name(value, names) else None
        case ast.Assign(
            targets=[ast.Subscript(value=where, slice=ast.Constant(value=str(name)))], value=ast.Constant(value=given)
        ) if qualified_name(where, names) == "os.environ":
            return node if _VARIABLES.get(name) == given else None
    return None


def _is_switch(keyword: ast.keyword, function: ast.expr, dotted: str) -> bool:
    value = keyword.value
    is_off = isinstance(value, ast.Constant) and value.value is False
    match keyword.arg:
        case "verify":
            method = function.attr if isinstance(function, ast.Attribute) else dotted.rpartition(".")[2]
            return is_off and (dotted.partition(".")[0] in _CLIENTS or method in _REQUESTS)
        case "ssl":
            return is_off and dotted.partition(".")[0] == "aiohttp"
        case "cert_reqs" | "ssl_cert_reqs":
            return _is_none(value)
    return is_off and keyword.arg in _SWITCHES


def _is_none(value: ast.expr) -> bool:
    """`ssl.CERT_NONE` or `"CERT_NONE"`."""
    match value:
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.Constant(value=str(name)):
            return name in {"CERT_NONE", "none"}
    return False


def _is_local(call: ast.Call) -> bool:
    first = call.args[0] if call.args else None
    return isinstance(first, ast.Constant) and isinstance(first.value, str) and bool(_LOCAL.match(first.value))


RULE = Rule(
    code="NB324",
    name="disabled-tls-verification",
    severity=Severity.ERROR,
    whole=_whole,
    bad=(
        "import requests\nr = requests.get(url, timeout=5, «verify=False»)\ns = requests.Session()\n«s.verify = False»",
        "import ssl\n«ssl._create_default_https_context = ssl._create_unverified_context»",
        "import ssl\nctx = ssl.create_default_context()\n«ctx.check_hostname = False»\n"
        "«ctx.verify_mode = ssl.CERT_NONE»",
        "import ssl, urllib3\nctx = «ssl._create_unverified_context()»\n"
        "pool = urllib3.PoolManager(«cert_reqs='CERT_NONE'»)",
        "«!curl -sk https://db.corp/x.csv -o x.csv»\n«!wget --no-check-certificate https://db.corp/y.csv»",
        "%%bash\ncd data\n«pip install --trusted-host pypi.corp sales»",
        'import os\n«os.environ["CURL_CA_BUNDLE"] = ""»\nes = Elasticsearch(hosts, «verify_certs=False»)',
        "import boto3, httpx\ns3 = boto3.client('s3', «verify=False»)\n"
        "with httpx.Client(«verify=False») as c:\n    pass",
    ),
    good=(
        'import requests\nr = requests.get(url, verify="/etc/ssl/corp.pem")\n'
        "r = requests.get(url, verify=True, stream=False)",
        'import requests\nr = requests.get("https://localhost:8443/health", verify=False)',
        "tarfile.open(path).check(verify=False)\nimage.load(verify=False)\nverify = False\nmodel.verify_mode = 'none1'",
        '!curl -s -o k.csv https://example.org/k.csv\n!curl --key k https://x.org\n# %%\nx = "curl -k"  # not run',
        'import os\nos.environ["REQUESTS_CA_BUNDLE"] = "/etc/ssl/corp.pem"\nimport ssl\n'
        "ctx = ssl.create_default_context()",
    ),
)
