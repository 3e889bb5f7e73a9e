"""Names that notebooks use without binding them: what platforms inject, and customary names of modules."""

# Words that say nothing of a platform (`table`, `sql`) are left out: they may be what somebody forgot to bind.
PLATFORMS = {
    "Databricks": "spark sc sqlContext dbutils displayHTML getArgument _sqldf",
    "Microsoft Fabric": "mssparkutils notebookutils",
    "Spark": "spark sc sqlContext",
    "Snakemake": "snakemake",
    "IPython": "_i _ii _iii _exit_code",
}
USUAL_IMPORTS = {
    "np": "import numpy as np",
    "pd": "import pandas as pd",
    "plt": "import matplotlib.pyplot as plt",
    "sns": "import seaborn as sns",
    "sp": "import scipy as sp",
    "mpl": "import matplotlib as mpl",
    "tf": "import tensorflow as tf",
    "sm": "import statsmodels.api as sm",
    "smf": "import statsmodels.formula.api as smf",
    "xr": "import xarray as xr",
    "nx": "import networkx as nx",
    "gpd": "import geopandas as gpd",
    "px": "import plotly.express as px",
    "go": "import plotly.graph_objects as go",
    "alt": "import altair as alt",
    "pl": "import polars as pl",
    "dd": "import dask.dataframe as dd",
    "xgb": "import xgboost as xgb",
    "lgb": "import lightgbm as lgb",
    "nn": "from torch import nn",
    "F": "import torch.nn.functional as F",
    "keras": "from tensorflow import keras",
    "dt": "import datetime as dt",
}
