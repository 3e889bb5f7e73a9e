from typing import Any

from nb2pkg.recorder.hidden import HIDDEN, Privacy
from nb2pkg.recorder.persons import is_private_file


def column(*values: Any) -> dict[str, Any]:
    return {"dtype": "object", "values": list(values)}


FRAME = {
    "is": "frame",
    "rows": 1,
    "names": {"is": "index", "name": None, **column("first_name", "spent")},
    "columns": [column("Ann"), column(3)],
    "index": {"is": "range index", "parts": [0, 1, 1], "name": None},
}


NOTHING_KNOWN = Privacy((), ())


def call(**aspects: Any) -> dict[str, Any]:
    return {"arguments": {}, "returns": None, "changes": {}, "prints": "", "shows": [], "writes": {}} | aspects


def test_columns_of_persons_and_what_is_said_of_them_are_hidden() -> None:
    found, is_private = NOTHING_KNOWN.cleaned_call(call(returns=FRAME, prints="Ann", shows=["x"]))
    assert is_private
    assert found["returns"]["columns"] == [HIDDEN, column(3)]
    assert (found["prints"], found["shows"], found["writes"]) == (HIDDEN, HIDDEN, {})
    assert "Ann" not in repr(found)


def test_addresses_and_secrets_are_hidden_wherever_they_are() -> None:
    key = "AKIA" + "ABCDEFGHIJKLMNOP"
    assert NOTHING_KNOWN.cleaned(["to ann@shop.org", {"is": "dict", "items": [["key", key], ["dob", 7]]}]) == [
        HIDDEN,
        {"is": "dict", "items": [["key", HIDDEN], ["dob", HIDDEN]]},
    ]


def test_what_is_not_private_stays() -> None:
    plain = call(arguments={"n": 3}, returns=[1.5, "text"], prints="mail sent")
    assert NOTHING_KNOWN.cleaned_call(plain) == (plain, False)


def test_a_file_with_columns_of_persons_stays_out() -> None:
    assert is_private_file('id,"Last Name",spent\n1,Lee,3\n')
    assert is_private_file("id\tnote\n1\task bob@shop.org\n")
    assert not is_private_file("id,spent\n1,3\n")


def test_values_of_persons_are_found_wherever_they_turn_up() -> None:
    for privacy in (Privacy([call(returns=FRAME)], ()), Privacy((), ["id,first_name\n1,Ann\n"])):
        assert privacy.cleaned(["Ann", "best: Ann (3)", "Annex", {"is": "tuple", "items": ["Ann"]}]) == [
            HIDDEN,
            HIDDEN,
            "Annex",
            {"is": "tuple", "items": [HIDDEN]},
        ]


def test_a_table_that_is_shown_is_known_by_its_head() -> None:
    assert NOTHING_KNOWN.cleaned("   last_name  n\n0  Lee        3") == HIDDEN
    assert NOTHING_KNOWN.cleaned("sorted by last_name") == "sorted by last_name"
