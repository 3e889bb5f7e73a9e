"""Names under which tables hold data of persons."""

from __future__ import annotations

import re

from nb2pkg.patterns import pattern_of

_PERSONAL = pattern_of(
    r"(?:.*[_ ])?(?:e-?mail(?:[_ ]?addr(?:ess)?)?|(?:tele)?phone(?:[_ ]?(?:no|number))?|mobile(?:[_ ]?(?:no|number))"
    r"|ssn|social[_ ]?security(?:[_ ]?(?:no|number))?|passport(?:[_ ]?(?:no|number))?|national[_ ]?id|tax[_ ]?id|iban"
    r"|credit[_ ]?card(?:[_ ]?(?:no|number))?|(?:first|last|sur|full|family|given)[_ ]?name|birth[_ ]?date"
    r"|date[_ ]of[_ ]birth|dob|birthday|geburtsdatum|home[_ ]?address|street(?:[_ ]?address)?|ip[_ ]?addr(?:ess)?)",
    re.IGNORECASE,
)
# Who or where somebody is, in a table that is about persons; in others `name` is anything's.
_MAY_BE = pattern_of(
    r"(?:.*[_ ])?(?:names?|nick|user|login|customer|client|patient|employee|contact|owner|person|author|member|student"
    r"|address|street|city|town|nom|pr[eé]nom|nombre|apellidos?|vorname|nachname|adresse|stra(?:ss|ß)e|ort|stadt|nome"
    r"|cognome|indirizzo)",
    re.IGNORECASE,
)
_HUMP = pattern_of(r"(?<=[a-z])(?=[A-Z])")


def is_personal(column: str) -> bool:
    """Whether a column of that name tells who somebody is.

    >>> [is_personal(name) for name in ("CustomerEmail", "first_name", "emails_sent")]
    [True, True, False]
    """
    return bool(_PERSONAL.fullmatch(_HUMP.sub("_", column)))


def may_be_personal(column: str) -> bool:
    """Whether a column of that name may tell who somebody is, where others of its table do.

    >>> [may_be_personal(name) for name in ("Name", "home_city", "amount")]
    [True, True, False]
    """
    return bool(_MAY_BE.fullmatch(_HUMP.sub("_", column)))
