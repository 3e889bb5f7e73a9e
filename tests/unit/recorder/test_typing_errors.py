from nb2pkg.model.package import File, Package
from nb2pkg.model.plan import Displays, Figures, PackagePlan
from nb2pkg.model.typing_error import TypingError
from nb2pkg.recorder.typing_errors import loosened, with_marks

TEXT = '''\
def f(a: int, b: str) -> int:
    return b


x = f("a", b="")  # noqa: F841
y = """
""" + 1
'''
PATH = "src/shop/data.py"
PLAN = PackagePlan(
    name="shop",
    title="",
    source="shop.ipynb",
    python_version="3.11",
    displays=Displays.LOG,
    figures=Figures.SAVE,
    modules=(),
    steps=(),
    parameters=(),
    requirements=(),
    placements=(),
    refusals=(),
)
PACKAGE = Package(name="shop", plan=PLAN, files=(File(path=PATH, text=TEXT),))


def error(line: int, code: str, message: str = "", path: str = PATH) -> TypingError:
    return TypingError(path=path, line=line, code=code, message=message)


def test_what_an_error_is_about_is_left_open() -> None:
    assert loosened([error(2, "return-value")], PACKAGE) == {("data:f", "return")}
    assert loosened([error(1, "valid-type")], PACKAGE) == {("data:f", "a"), ("data:f", "b"), ("data:f", "return")}
    message = 'Argument {} to "f" has incompatible type'
    assert loosened([error(5, "arg-type", message.format(1))], PACKAGE) == {("data:f", "a")}
    assert loosened([error(5, "arg-type", message.format('"b"'))], PACKAGE) == {("data:f", "b")}


def test_what_is_wrong_with_the_authors_own_code_leaves_no_type_open() -> None:
    others = [error(5, "operator"), error(5, "arg-type", 'Argument 1 to "print" has'), error(1, "x", path="tests/a.py")]
    assert not loosened(others, PACKAGE)


def test_marks_stand_before_comments_and_never_inside_texts() -> None:
    marked = with_marks(PACKAGE, [error(5, "arg-type"), error(5, "operator"), error(6, "operator"), error(7, "misc")])
    lines = marked.files[0].text.split("\n")
    assert lines[4] == 'x = f("a", b="")  # type: ignore[arg-type, operator]  # noqa: F841'
    assert lines[5:7] == ['y = """', '""" + 1  # type: ignore[misc]']
