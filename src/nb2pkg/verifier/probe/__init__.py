"""What is put into the notebook's kernel and into the package's process, to record what happens there.

It runs in *their* environment, under the name `_nb2pkg_probe`: standard library only, relative imports only. Other
libraries are looked at through `sys.modules`, where the notebook has imported them; they are not imported from here
(numpy is, if it is there, for its seed). A record is a tree of plain values (see `record`), so that two records can be
compared without the libraries that they came from.
"""

package_name = ""  # of the package that is run; empty in the notebook's kernel
