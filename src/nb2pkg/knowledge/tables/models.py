"""What is known of libraries that fit models. Names are sorted; modules end with a dot."""

# Libraries whose fitted models skops saves, with `fit(features, target)` and `predict(features)`.
SAVED_BY_SKOPS = "catboost. imblearn. lightgbm. sklearn. xgboost."

# Libraries whose models are saved in formats of their own.
OWN_FORMAT = "fastai. keras. prophet. pytorch_lightning. statsmodels. tensorflow. torch."

# Methods that fit; and those that only a fitted model has.
FITS = "fit fit_predict"
TRANSFORMS = "fit_resample fit_transform transform"
PREDICTS = "decision_function predict predict_log_proba predict_proba score"

# Kinds of what learns from rows (see leakage.py) that predict by themselves, so are models too.
PREDICTING_KINDS = "cluster supervised_project"

# Calls whose result for a row depends on the other rows. Those of the first group stay in the row with axis=1.
OF_ROWS = """
    concat cov corr idxmax idxmin kurt max mean median min mode nanmax nanmean nanmedian nanmin nanstd nanvar nunique
    percentile quantile rank skew std sum var
"""
OF_ALL_ROWS = """
    codes cummax cummin cumprod cumsum describe diff ewm expanding factorize get_dummies
    groupby interpolate pct_change pivot pivot_table qcut resample rolling shift unique value_counts
"""

# Methods that put rows in another order.
SORTS = "nlargest nsmallest sort_index sort_values"
