"""Names under which tables hold data of persons."""

from __future__ import annotations

import re

_PERSONAL = re.compile(
    r"(?:.*[_ ])?(?:e-?mail(?:[_ ]?addr(?:ess)?)?|(?:tele)?phone(?:[_ ]?(?:no|number))?|mobile(?:[_ ]?(?:no|number))"
    r"|ssn|social[_ ]?security(?:[_ ]?(?:no|number))?|passport(?:[_ ]?(?:no|number))?|national[_ ]?id|tax[_ ]?id|iban"
    r"|credit[_ ]?card(?:[_ ]?(?:no|number))?|(?:first|last|sur|full|family|given)[_ ]?name|birth[_ ]?date"
    r"|date[_ ]of[_ ]birth|dob|home[_ ]?address|street(?:[_ ]?address)?|ip[_ ]?addr(?:ess)?)",
    re.IGNORECASE,
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def is_personal(column: str) -> bool:
    """Whether a column of that name tells who somebody is.

    >>> [is_personal(name) for name in ("CustomerEmail", "first_name", "emails_sent")]
    [True, True, False]
    """
    return bool(_PERSONAL.fullmatch(_HUMP.sub("_", column)))
