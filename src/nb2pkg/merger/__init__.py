"""Three versions of a package become one: what was generated, what people made of it, what is generated now."""

from nb2pkg.merger.merge import has_marks as has_marks
from nb2pkg.merger.merge import merge_files as merge_files
