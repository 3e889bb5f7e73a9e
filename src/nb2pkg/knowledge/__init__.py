"""Facts about Python libraries, kept as data.

Each table is one TOML file beside the module of the same subject, loaded the first time it is asked for: which
distribution an import comes from (`distributions`), what a call does (`effects`), how a word of a heading becomes a
verb (`verbs`), and which names a star import binds (`stars`). Add a fact by editing the TOML; the code holds lookups
only.
"""
