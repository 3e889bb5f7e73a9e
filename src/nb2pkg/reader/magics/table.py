"""Names of line magics that need no code of their own to be treated, and of those that may be typed without `%`."""

from __future__ import annotations

# They say how the notebook looks, tell about it, or are how one works in it.
MEANINGLESS = frozenset(
    """
    matplotlib config gui colors xmode page less more man clear load_style subplots_adjust
    autoreload aimport unload_ext autosave autocall automagic autoawait doctest_mode code_wrap rehashx
    who whos who_ls history hist recall rep dhist dirs bookmark connect_info qtconsole
    debug pdb tb lsmagic magic quickref pinfo pinfo2 pdoc pdef psource pfile psearch pycat
    notebook logstart logstop logoff logon logstate edit ed pastebin killbgscripts alias unalias alias_magic
    watermark version_information tensorboard tensorflow_version nb_black lab_black
    """.split()
)
HARMLESS_EXTENSIONS = frozenset(
    """
    autoreload autotime blackcellmagic google.colab.data_table heat ipycache itikz jupyter_ai jupyter_black
    jupyternotify lab_black line_profiler memory_profiler nb_black nb_mypy pycodestyle_magic pyinstrument scalene
    snakeviz tensorboard tensorboard.notebook version_information watermark
    """.split()
)
# IPython's aliases for commands, without the colours of `ls`.
COMMANDS = {
    "mkdir": "mkdir",
    "rmdir": "rmdir",
    "mv": "mv",
    "rm": "rm",
    "cp": "cp",
    "cat": "cat",
    "ls": "ls -F",
    "ll": "ls -F -o",
    "lf": "ls -F -o",
    "lk": "ls -F -o",
    "ldir": "ls -F -o",
    "lx": "ls -F -o",
}
# Without `%`, in a cell of one line: those that IPython has from the start. Extensions' own are rarely typed so.
AUTOMAGIC = (
    frozenset(COMMANDS)
    | (MEANINGLESS - {"subplots_adjust", "load_style", "watermark", "version_information"})
    | frozenset(
        """
        cd pwd env set_env time timeit prun pip conda mamba micromamba pylab load_ext reload_ext reset reset_selective
        run store load loadpy save macro sc sx system rerun precision pprint pushd popd xdel
        """.split()
    )
)
