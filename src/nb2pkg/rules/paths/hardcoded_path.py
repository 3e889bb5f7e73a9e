"""A path that exists on one machine, or on one platform, stands in the code.

The next person, the server and the container have other folders, so the notebook stops at the first file that it
reads, or writes where nobody looks. Make the folder a setting, and build the rest from it:

    data_dir = Path(os.environ["DATA_DIR"])
    orders = pd.read_csv(data_dir / "orders.csv")

`convert` makes settings of paths that are bound to a variable or handed to a call that reads or writes.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from nb2pkg.knowledge.handing import called_name
from nb2pkg.knowledge.paths import words
from nb2pkg.model.finding import Cure, Hit, Severity
from nb2pkg.model.notebook import Location
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.paths.command_lines import paths_in_command, paths_in_magics, quoted_paths
from nb2pkg.rules.paths.contexts import context_of
from nb2pkg.rules.paths.lifted import cure_of
from nb2pkg.rules.paths.path_wording import path_message, severity_of
from nb2pkg.rules.paths.places import place_in_source, place_of_literal
from nb2pkg.rules.paths.receivers import Role
from nb2pkg.rules.paths.shapes import FIRST, SURE, shape_of
from nb2pkg.rules.paths.templates import joined, template
from nb2pkg.rules.paths.uses import is_used_as_path
from nb2pkg.rules.rule import Place, Rule, Subject

_SETTING_OF_CONNECTION = pattern_of(r"(?:^|;)\s*\w[\w ]*=((?:[A-Za-z]:\\|\\\\)[^;]+)")
_SQL = pattern_of(r"\b(?:select|from|copy|create|load|insert|location|attach|export|import)\b", re.I)
_COMPARED = pattern_of(r"\b(?:r?like|ilike|regexp)\s*(['\"]).*?\1", re.I)  # what columns hold
_QUOTED = pattern_of(r"""["'`](?:/\w|~/|[A-Za-z]:[\\/]|\w{2,6}:/)""")


def _constant(node: ast.AST, place: Place) -> Iterable[Hit]:
    """Called for every constant, so it is no generator: nearly all are done with at the first look."""
    value = node.value  # type: ignore[attr-defined]
    if value.__class__ is not str or ("/" not in value and "\\" not in value and ":" not in value and value != "~"):
        return ()
    assert isinstance(node, ast.Constant)
    if FIRST.match(value) or value in {"/", "~"}:
        return _in_text(node, place)
    if "/" in value and place.parents and isinstance(place.parents[-1], ast.Call):
        return _in_command(node, place.parents[-1], place)
    return _in_connection(node, value, place) if "\\" in value and ";" in value else ()


def _join(call: ast.Call, place: Place) -> Iterable[Hit]:
    """`os.path.join(os.sep, "srv", "data")`."""
    match call.args:
        case [ast.Attribute(attr="sep") as first, _, *_] if place.qualified(first).startswith("os."):
            text = "/" + joined(call.args[1:])
            shape = shape_of(text)
            if shape is not None:
                yield Hit(message=path_message(text, shape), at=place.at(call), severity=severity_of(shape))


def _in_connection(node: ast.Constant, value: str, place: Place) -> Iterator[Hit]:
    """`"DRIVER={Access};DBQ=C:\\sales.accdb;"`."""
    found = _SETTING_OF_CONNECTION.search(value)
    shape = shape_of(found[1]) if found else None
    if found and shape and shape.points >= SURE and context_of(node, place) is not None:
        yield Hit(message=path_message(found[1], shape), at=place_of_literal(node, place), cure=Cure.NONE)


def _f_string(node: ast.AST, place: Place) -> Iterable[Hit]:
    assert isinstance(node, ast.JoinedStr)
    first = node.values[0] if node.values else None
    text = first.value if isinstance(first, ast.Constant) else ""
    if FIRST.match(str(text)) or text in {"/", "~"}:
        return _in_text(node, place)
    if text and _has_slash(node) and place.parents and isinstance(place.parents[-1], ast.Call):
        return _in_command(node, place.parents[-1], place)
    return ()


def _has_slash(node: ast.JoinedStr) -> bool:
    """What all paths in commands have; to find what is around a node costs more than to look for it."""
    texts = [part.value for part in node.values if isinstance(part, ast.Constant)]
    return any(isinstance(text, str) and ("/" in text or "\\" in text) for text in texts)


def _in_text(node: ast.Constant | ast.JoinedStr, place: Place) -> Iterator[Hit]:
    if place.parents and (isinstance(place.parents[-1], ast.JoinedStr | ast.FormattedValue) or _is_ours(place)):
        return
    context = context_of(node, place)
    shape = shape_of(context.text) if context else None
    if context is None or shape is None or (context.role is Role.ROUTE and shape.has_slash_only):
        return
    points = shape.points + (context.points if shape.has_slash_only else max(context.points, 0))
    if points < SURE and not (points >= 0 and context.variable and is_used_as_path(context.variable, place.subject)):
        return
    yield Hit(
        message=path_message(context.text, shape, context.variable),
        at=place_of_literal(node, place),
        severity=severity_of(shape),
        cure=cure_of(node, place),
    )


def _is_ours(place: Place) -> bool:
    """What the reader made of shell lines and `%%writefile` is looked at in the magic itself."""
    call = place.parents[-1]
    return isinstance(call, ast.Call) and called_name(call) in place.cell.runtime


def _in_command(node: ast.Constant | ast.JoinedStr, call: ast.Call, place: Place) -> Iterator[Hit]:
    """`os.system("cp /data/x .")`, `spark.sql("... LOCATION '/mnt/x'")`: the first path in it."""
    if call.args[:1] != [node] or _is_ours(place):
        return
    text = template(node)
    if place.qualified(call.func) in words("calls", "command"):
        found = next(paths_in_command(text), None)
    elif called_name(call) in words("calls", "sql") and _SQL.search(text) and _QUOTED.search(text):
        lines = _COMPARED.sub("", text).split("\n")
        found = next((one for line in lines for one in quoted_paths(line)), None)
    else:
        return
    if found is not None:
        yield Hit(message=path_message(*found), at=place_of_literal(node, place), severity=severity_of(found[1]))


def _magics(subject: Subject) -> Iterator[Hit]:
    for cell in subject.notebook.cells:
        seen: set[Location] = set()
        for line, text, shape in paths_in_magics(cell) if cell.magics else ():
            at = place_in_source(cell, line, text)
            if at not in seen:
                seen.add(at)
                yield Hit(message=path_message(text, shape), at=at, severity=severity_of(shape))
        if cell.syntax_error is not None:
            for number, line_text in enumerate(cell.source.split("\n"), 1):
                for text, shape in quoted_paths(line_text):
                    at = place_in_source(cell, number, text)
                    yield Hit(message=path_message(text, shape), at=at, severity=severity_of(shape))


RULE = Rule(
    code="NB201",
    name="hardcoded-path",
    severity=Severity.WARNING,
    cure=Cure.NONE,
    visits={ast.Constant: _constant, ast.JoinedStr: _f_string},
    calls={"os.path.join": _join},
    whole=_magics,
    bad=(
        'import pandas as pd\ndf = pd.read_csv(«"/home/ann/churn/data.csv"»)\nOUT = «r"C:\\Users\\ann\\out"»\n'
        "df.to_csv(OUT)",
        "import os\nfrom pathlib import Path\nroot = Path(«'/data'») / 'raw'\n"
        "share = os.path.join(«'\\\\\\\\filer01\\\\sales'», '2024')\nday = 3\nx = open(«f'/mnt/lake/{day}.json'»)\n"
        "y = «'/kaggle/input/'» + str(day)",
        "import os\nnotes = os.path.expandvars(«r'%USERPROFILE%\\Documents\\notes.csv'»)\nrest = '%d%\\\\x'",
        "%cd «/content/drive/MyDrive»\n!cp data.csv «/content/x.csv»\n# %%\n%%writefile «/tmp/run.py»\nprint(1)\n"
        "# %%\n%%bash\n"
        "ls data\ncat «/srv/models/a.txt» > /dev/null",
        "import rasterio\na = rasterio.open(«'zip:///home/ann/x.zip'»)\n"
        "b = rasterio.open(«'/vsizip//home/ann/x.zip/y.tif'»)\n"
        "c = rasterio.open(«'/vsis3/acme/x.tif'»)",
        "import os\nsrv = «os.path.join(os.sep, 'srv', 'data')»\nhere = os.path.join('data', 'x')",
        "def load(path=«'~/data/x.csv'»):\n    return open(path)\n\n"
        "settings = {'data_dir': «'dbfs:/lake/sales'», 'n': 3}\n"
        "import os\nos.getenv('DATA_DIR', «'/data/churn'»)\nstore = «'s3://acme-churn/raw'»",
    ),
    good=(
        "import requests, re\nbase = 'https://api.acme.org'\nrequests.get(base + '/data/v1')\n"
        "re.sub('/home/ann/', '', base)",
        "@app.get('/items/{id}')\ndef item(id: int):\n    '''/home/ann/x'''\n    return redirect('/home')",
        "import pandas as pd\nstore = pd.HDFStore('data/x.h5')\nstore['/data/table']\npd.read_csv('data/x.csv')\n"
        "print('/home/ann is missing')\nd = pd.to_datetime('01/02/2020')",
        "label = r'$\\alpha/\\beta$'\nunit = 'km/h'\npage.xpath('//div/a')\nnull = open('/dev/null')\n"
        "t = r'\\d+/\\d+'\nmime = 'text/csv'",
        "import rasterio\na = rasterio.open('/vsicurl/https://acme.org/x.tif')\nb = rasterio.open('/vsimem/x.tif')\n"
        "c = rasterio.open('zip://data/x.zip')\nd = rasterio.open('/vsizip/data/x.zip/y.tif')",
        "import os\nhere = os.getcwd()\nif here.startswith('/content') or '/kaggle/input' in here:\n    pass\n"
        "os.sep.join(['a', 'b'])",
    ),
)
