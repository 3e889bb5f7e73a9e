"""What is put into the package's process to record its calls; part of it goes into the package's tests (see `shipped`).

Standard library and relative imports only: it runs under another name in another environment. numpy and pandas are
looked at through `sys.modules`, where the package has imported them.
"""
