"""A result depends on when the notebook runs.

Ages, time windows and "the last 30 days" that are counted from `datetime.now()` give another result every day: it
cannot be checked, a rerun for a past date is impossible, and the run around midnight is inconsistent. Make the day a
parameter that is set once and written down with the result:

    as_of = pd.Timestamp(config.as_of)             # instead of pd.Timestamp.today()
    df["age"] = (as_of - df["birth"]).dt.days
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Confidence, Hit, Related, Severity
from nb2pkg.rules.reproducibility.call_nodes import written
from nb2pkg.rules.reproducibility.clock_uses import DATES, DATES_BY_WORD, SECONDS, Use, asks_for_now, uses_of
from nb2pkg.rules.reproducibility.spots import spot_of
from nb2pkg.rules.rule import Place, Rule


def _call(call: ast.Call, place: Place) -> Iterator[Hit]:
    name = place.qualified(call.func)
    if not asks_for_now(call, name):
        return
    uses = list(uses_of(spot_of(call, place), place.subject, is_epoch=name in SECONDS))
    found = next((use for use in uses if use.use is Use.DATA), uses[0] if uses else None)
    if found is None:
        return
    where = found.spot.at(place.subject)
    if found.use is Use.DATA:
        message = f"a result depends on when the notebook runs: `{written(call)}` goes into it"
        severity = None
    else:
        message = (
            f"a file is named after the time of the run (`{written(call)}`): what reads it next cannot know its name"
        )
        severity = Severity.INFO
    because = (
        (Related(message="here", at=where),) if where.line != call.lineno or where.cell != place.cell.index else ()
    )
    yield Hit(message=message, at=place.at(call), severity=severity, because=because)


RULE = Rule(
    code="NB503",
    name="clock-dependence",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    calls=dict.fromkeys(DATES | DATES_BY_WORD | SECONDS, _call),
    bad=(
        "from datetime import datetime\ntoday = «datetime.now()»\n# %%\ndf['age'] = (today - df['birth']).dt.days",
        "import datetime as dt\nrecent = df[df.date > «dt.datetime.today()» - dt.timedelta(days=30)]",
        "import pandas as pd\ndf['age'] = «pd.to_datetime('today')».year - df['year_built']",
        "from datetime import date\ndef age(born):\n    today = «date.today()»\n    return today.year - born.year",
        "import yfinance as yf\nfrom datetime import date\nend = «date.today()»\n# %%\n"
        "df = yf.download('X', start='2020-01-01', end=end)",
        "from datetime import datetime\nday = «datetime.now()».strftime('%Y%m%d')\n# %%\ndf.to_csv(f'out_{day}.csv')",
        "from datetime import date\nfrom dateutil.relativedelta import relativedelta\n"
        "def age(born):\n    return relativedelta(«date.today()», born).years",
        "import pandas as pd\ndf = df[df.index > «pd.Timestamp.utcnow()».tz_localize(None) - pd.Timedelta(days=7)]",
        "import pandas as pd\ndf = df.loc[:«pd.Timestamp.now()»]",
    ),
    good=(
        "import time\nt0 = time.time()\nmodel.fit(X)\nprint(time.time() - t0)",
        "from datetime import datetime\nstart = datetime.now()\nrun()\nprint('took', datetime.now() - start)",
        "from datetime import datetime\nprint('run at', datetime.now())\nprint(f'{datetime.now():%H:%M} done')",
        "import time\nwhile time.time() < deadline:\n    poll()\ntimes = []\ntimes.append(time.time())",
        "import datetime\nlog_dir = 'logs/fit/' + datetime.datetime.now().strftime('%Y%m%d-%H%M%S')",
        "import pandas as pd\nday = pd.to_datetime('2024-01-01')\ndf['age'] = day - df['birth']",
        "import time\ndef time_since(then):\n    return time.time() - then\nt = time.time()\nprint(time_since(t))",
        "class Clock:\n    def now(self):\n        return 3\nx = Clock().now() - y",
        "import time\nt = time.localtime(row.seconds)\nprint(t.tm_year - df.year)",
        "import time\ndef timed(f):\n    begin = time.perf_counter()\n    f()\n"
        "    spent = time.perf_counter() - begin\n    return spent / 60",
    ),
)
