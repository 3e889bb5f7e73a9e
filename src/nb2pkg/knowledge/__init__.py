"""Facts about Python libraries, kept as data.

Each table is a module of `tables`, beside which stands the module that looks things up in it: which distribution an
import comes from (`distributions`), what a call does (`effects`), how a word of a heading becomes a verb (`verbs`), and
which names a star import binds (`stars`). Add a fact by editing a table. The tables are Python because that is loaded
compiled: reading the same facts as TOML cost 18 ms of every run.
"""
