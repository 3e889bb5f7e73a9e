"""Batches of work in this process, in watched processes, or on a Dask cluster, all behind `concurrent.futures`."""
