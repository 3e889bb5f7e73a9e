"""IPython's syntax -> Python, line by line the same."""

from nb2pkg.reader.magics.translate import translate
from nb2pkg.reader.magics.values import Scope, Translation

__all__ = ["Scope", "Translation", "translate"]
