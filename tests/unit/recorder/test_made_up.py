"""Persons in data that tests are given: others, the same for the same, and nothing left of the real ones."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nb2pkg.recorder.data_files import MOST_DATA, among_others, data_files
from nb2pkg.recorder.made_up import with_made_up_persons
from nb2pkg.recorder.persons import fields_of_persons, is_nobodys, is_private_file

CUSTOMERS = (
    'id;First Name;"e-mail";city;customer;sold\r\n1;Ann;ann.lee@shop.org;Bern;C01;red\r\n'
    '2;"Bo ""B"" Li";;Ann Arbor;C02;blue\r\n3;ANN;b@x.fr;Bern;C03;red\r\n'
)
ORDERS = "order,whose\nC01,Ann Lee\nC02,Annex Ho\nC03,Zoe Li\n"


def made_up(**texts: str) -> dict[str, str]:
    found = with_made_up_persons(texts)
    assert found is not None
    return found


def test_the_same_stand_in_for_the_same_in_all_files() -> None:
    found = made_up(customers=CUSTOMERS, orders=ORDERS)
    rows = list(csv.reader(io.StringIO(found["customers"], newline=""), delimiter=";"))
    assert rows == [
        ["id", "First Name", "e-mail", "city", "customer", "sold"],
        ["1", "Person1", "person2@example.org", "Person3", "C01", "red"],
        ["2", 'Person4 "Person5" Person6', "", "Person1 Person7", "C02", "blue"],
        ["3", "PERSON1", "person8@example.org", "Person3", "C03", "red"],
    ]
    assert found["orders"] == "order,whose\nC01,Person1 Person9\nC02,Person10 Person11\nC03,Person12 Person6\n"
    assert found["customers"].count("\r\n") == CUSTOMERS.count("\r\n")


def test_what_looks_like_names_is_made_up_as_well() -> None:
    found = made_up(table="dob,whose,n\n1980-01-02,Ann Lee,1\n1981-01-02,Bo van Li,2\n1982-01-02,Cy Moe Day,3\n")
    assert not re.search("Ann|Lee|Li|Moe|Day", found["table"])


@pytest.mark.parametrize("prose", ["please write to ann@shop.org", "the parcel never came to my house"])
def test_for_what_people_write_nothing_stands(prose: str) -> None:
    assert with_made_up_persons({"a": f"surname,said\nLee,{prose}\n"}) is None
    assert with_made_up_persons({"a": json.dumps({"surname": "Lee", "said": prose})}) is None


def test_numbers_and_dates_keep_their_form() -> None:
    found = made_up(table="phone,dob,n\n+41 31 555 77,1980-07-30,5\n+41 31 555 78,30.07.1981,6\n+41 31 555 77,,7\n")
    first, second, third = (line.split(",") for line in found["table"].splitlines()[1:])
    assert first[1:] == ["1980-01-01", "5"]
    assert second[1:] == ["01.01.1981", "6"]
    assert first[0] == third[0] != second[0]
    assert "555" not in found["table"]
    assert len(first[0]) == len("+41 31 555 77")


def test_json_by_its_keys() -> None:
    text = json.dumps([{"surname": "Müller", "phone": 4155577, "note": "Müller pays"}, {"surname": ""}], indent=1)
    found = json.loads(made_up(rows=text)["rows"])
    assert found[0]["surname"] in found[0]["note"].split()
    assert found[0]["phone"] != 4155577
    assert found[1] == {"surname": ""}
    assert is_private_file(text)
    assert fields_of_persons('{"note": "surname: Ann"}') == []


def test_addresses_that_nobody_can_have_tell_of_nobody() -> None:
    assert is_nobodys("ann@example.org")
    assert is_nobodys("Person7 person8")
    assert not is_nobodys("ann@example.org.uk")
    assert not is_nobodys("Ann")
    assert not is_nobodys("0171 555")
    assert not is_private_file("id,email\n1,a@example.com\n2,b@mail.example.net\n")
    assert is_private_file("id,email\n1,a@example.com\n2,b@shop.net\n")


def test_what_made_up_persons_cannot_mend_stays_out() -> None:
    key = "AKIA" + "ABCDEFGHIJKLMNOP"
    assert with_made_up_persons({"a": f"surname,key\nLee,{key}\n"}) is None
    assert among_others(data_files({"a.csv": "n\n1\n"})) is None
    large = data_files({"a.csv": "surname\n" + "Lee\n" * (MOST_DATA // 4)})
    assert among_others(large) is None
    assert large.why_not == "it is larger than 600 kB"
    assert among_others(data_files(None)) is None


NAMES = st.text("abcdEFGÄß", min_size=3, max_size=7)


@given(st.lists(st.tuples(NAMES, NAMES, st.integers(0, 9)), min_size=1, max_size=9), st.sampled_from(",;\t|"))
def test_no_name_is_left_and_tables_keep_their_shape(rows: list[tuple[str, str, int]], between: str) -> None:
    lines = [["last_name", "remark", "number"], *([name, f"by {other} for {name}", str(n)] for name, other, n in rows)]
    text = "".join(between.join(line) + "\n" for line in lines)
    data = among_others(data_files({"t.csv": text}))
    assert data is not None
    assert data.made_up == ("t.csv",)
    found = [line.split(between) for line in data.texts["t.csv"].splitlines()]
    assert found[0] == lines[0]
    assert [len(line) for line in found] == [3] * len(lines)
    assert [line[2] for line in found] == [line[2] for line in lines]
    names = {name.casefold() for name, _, _ in rows}
    words = {word.casefold() for line in found[1:] for cell in line for word in cell.split()}
    assert not names & words
    same = [[a[0].casefold() == b[0].casefold() for b in lines[1:]] for a in lines[1:]]
    assert [[a[0].casefold() == b[0].casefold() for b in found[1:]] for a in found[1:]] == same


@given(
    st.lists(st.tuples(NAMES, st.sampled_from([" ", "\n", ", ", '"', ";", "\r\n"]), NAMES), min_size=1, max_size=6),
    st.sampled_from(",;"),
)
def test_quoted_values_hold_breaks_quotes_and_separators(persons: list[tuple[str, str, str]], between: str) -> None:
    rows = [["surname", "number"], *(["".join(parts), str(n)] for n, parts in enumerate(persons))]
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=between).writerows(rows)
    text = made_up(table=written.getvalue())["table"]
    found = list(csv.reader(io.StringIO(text, newline=""), delimiter=between))
    assert [line[1:] for line in found] == [line[1:] for line in rows]
    assert all(re.fullmatch(r"person\d*person\d*", re.sub(r"\W", "", line[0]).casefold()) for line in found[1:])
    assert [re.sub(r"\w", "", line[0]) for line in found] == [re.sub(r"\w", "", line[0]) for line in rows]
