"""Where a value comes from: is it fixed in the notebook, or can somebody else decide what it is?"""

from __future__ import annotations

import ast
from enum import IntEnum

from nb2pkg.knowledge.effects import facts_of
from nb2pkg.rules.rule import Place
from nb2pkg.rules.secrets.bindings import bindings_of
from nb2pkg.syntax.scopes import FUNCTIONS

_DEEPEST = 40  # of expressions and names that are followed


class Origin(IntEnum):
    """The higher, the less the author decides what it is."""

    FIXED = 0  # literals and what is made of them, numbers, times, settings of the environment
    UNKNOWN = 1  # parameters, results of functions that we know nothing about
    FILE = 2  # data that were read
    OUTSIDE = 3  # typed in, given on the command line, got over the network


# Their results are numbers, times or quoted: nothing that could be taken for code.
_HARMLESS = frozenset(
    """
    int float bool len round abs ord hash id hex bin range shlex.quote pipes.quote time.time time.strftime uuid.uuid4
    datetime.datetime.now datetime.datetime.today datetime.date.today datetime.timedelta datetime.date datetime.datetime
    os.getenv os.environ.get os.getpid os.getcwd os.cpu_count tempfile.mkdtemp tempfile.gettempdir getpass.getuser
    pandas.Timestamp pandas.Timestamp.now pandas.to_datetime pandas.date_range pathlib.Path.cwd pathlib.Path.home
    """.split()
)
_HARMLESS_METHODS = frozenset("strftime isoformat hexdigest timestamp date count index total_seconds".split())
_TYPED = frozenset(
    """
    input raw_input getpass.getpass sys.stdin.read sys.stdin.readline click.prompt dbutils.widgets.get
    streamlit.text_input streamlit.text_area streamlit.chat_input
    """.split()
)
_REQUESTS = ("flask.request", "quart.request", "bottle.request")  # whoever calls the service
_PLAIN = frozenset(
    """
    str repr list tuple set dict sorted reversed enumerate zip map filter min max next iter bytes frozenset
    os.path.join os.path.basename os.path.dirname os.path.abspath os.path.expanduser os.path.splitext pathlib.Path
    textwrap.dedent itertools.product itertools.chain copy.copy copy.deepcopy sqlalchemy.text json.dumps io.BytesIO
    """.split()
)
_PLAIN_METHODS = frozenset(
    """
    format join strip lstrip rstrip lower upper title replace split rsplit splitlines items keys values get copy
    encode decode removeprefix removesuffix zfill capitalize format_map tolist to_list unique as_posix
    """.split()
)


def origin_of(node: ast.expr, place: Place) -> Origin:
    """Where the value of an expression comes from, at its worst."""
    return _Search(place).origin(node, depth=0)


class _Search:
    """Follows names and calls; a name that is being followed already adds nothing."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._followed: set[str] = set()
        self._parameters = {
            arg.arg
            for parent in place.parents
            if isinstance(parent, FUNCTIONS)
            for arg in (*parent.args.posonlyargs, *parent.args.args, *parent.args.kwonlyargs)
        }

    def origin(self, node: ast.expr, *, depth: int) -> Origin:
        """The worst of what the expression is made of."""
        if depth > _DEEPEST:
            return Origin.UNKNOWN
        deeper = depth + 1
        match node:
            case ast.Constant() | ast.Compare() | ast.Lambda():
                return Origin.FIXED
            case ast.Name(id=name):
                return self._of_name(name, depth=deeper)
            case ast.Call():
                return self._of_call(node, depth=deeper)
            case ast.Attribute(value=value):
                return self._of_attribute(node, value, depth=deeper)
            case ast.Subscript(value=value) | ast.Starred(value=value) | ast.Await(value=value):
                return self.origin(value, depth=deeper)
            case ast.ListComp(elt=element) | ast.SetComp(elt=element) | ast.GeneratorExp(elt=element):
                return self.origin(element, depth=deeper)
            case ast.FormattedValue(value=value, format_spec=spec):
                is_number = isinstance(spec, ast.JoinedStr) and _is_number_format(spec)
                return Origin.FIXED if is_number else self.origin(value, depth=deeper)
        parts = [part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)]
        return max((self.origin(part, depth=deeper) for part in parts), default=Origin.UNKNOWN)

    def _of_name(self, name: str, *, depth: int) -> Origin:
        if name in self._parameters:
            return Origin.UNKNOWN
        if name in self._followed:
            return Origin.FIXED
        self._followed.add(name)
        values = bindings_of(self._place.subject.notebook).get(name, ())
        is_import = name in self._place.subject.flow.qualified_by_name
        return max((self.origin(value, depth=depth) for value in values), default=Origin(not is_import))

    def _of_attribute(self, node: ast.Attribute, value: ast.expr, *, depth: int) -> Origin:
        dotted = self._place.qualified(node)
        if dotted == "sys.argv" or dotted.startswith(_REQUESTS):
            return Origin.OUTSIDE
        return self.origin(value, depth=depth)

    def _of_call(self, call: ast.Call, *, depth: int) -> Origin:
        dotted = self._place.qualified(call.func)
        method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        receiver = call.func.value if isinstance(call.func, ast.Attribute) else None
        given = [*call.args, *(keyword.value for keyword in call.keywords)]
        if dotted in _HARMLESS or method in _HARMLESS_METHODS:
            return Origin.FIXED
        if dotted in _TYPED:
            return Origin.OUTSIDE
        if dotted in _PLAIN:
            return max((self.origin(part, depth=depth) for part in given), default=Origin.FIXED)
        effects = facts_of(dotted or None, method or None).effects
        if "network" in effects or self._is_network(receiver, depth=depth):
            return Origin.OUTSIDE
        if "reads_file" in effects:
            return max([Origin.FILE, *(self.origin(part, depth=depth) for part in given[:1])])
        below = Origin.FIXED if receiver is None else self.origin(receiver, depth=depth)
        if method in _PLAIN_METHODS:
            return max([below, *(self.origin(part, depth=depth) for part in given)])
        return max(below, Origin.UNKNOWN)

    def _is_network(self, receiver: ast.expr | None, *, depth: int) -> bool:
        """`requests.get(url).json()`, `response.text.strip()`."""
        return isinstance(receiver, ast.Call) and self._of_call(receiver, depth=depth + 1) is Origin.OUTSIDE


def _is_number_format(spec: ast.JoinedStr) -> bool:
    """`{x:.2f}`, `{n:03d}`: only numbers can be written so."""
    text = "".join(part.value for part in spec.values if isinstance(part, ast.Constant) and isinstance(part.value, str))
    return text[-1:] in {"d", "f", "e", "g", "F", "E", "G", "b", "o", "x", "X", "%"} or text == ","
