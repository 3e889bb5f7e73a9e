"""Golden paths: an organisation's own Copier template around the generated code (docs/golden-path.md)."""

from nb2pkg.templater.answers import answers_of as answers_of
from nb2pkg.templater.answers import project_answers as project_answers
from nb2pkg.templater.combine import combined as combined
from nb2pkg.templater.contract import Contract as Contract
from nb2pkg.templater.contract import relocated as relocated
from nb2pkg.templater.render import rendered as rendered
