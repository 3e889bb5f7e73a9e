"""What is known of libraries that fit models."""

# Modules end with a dot.
NAMES = {
    # Methods that fit a model.
    "fits": "fit fit_predict",
    # Calls whose result for a row depends on the other rows; those of `of_rows` stay in the row with axis=1.
    "of_all_rows": """
        codes cummax cummin cumprod cumsum describe diff ewm expanding factorize get_dummies groupby interpolate
        pct_change pivot pivot_table qcut resample rolling shift unique value_counts
    """,
    "of_rows": """
        concat corr cov idxmax idxmin kurt max mean median min mode nanmax nanmean nanmedian nanmin nanstd nanvar
        nunique percentile quantile rank skew std sum var
    """,
    # Libraries whose models are saved in formats of their own.
    "own_format": "fastai. keras. prophet. pytorch_lightning. statsmodels. tensorflow. torch.",
    # Kinds of what learns from rows (see leakage.py) that predict by themselves, so are models too.
    "predicting_kinds": "cluster supervised_project",
    # Methods that only a fitted model has.
    "predicts": "decision_function predict predict_log_proba predict_proba score",
    # Libraries whose fitted models skops saves, with `fit(features, target)` and `predict(features)`.
    "saved_by_skops": "catboost. imblearn. lightgbm. sklearn. xgboost.",
    # Methods that put rows in another order.
    "sorts": "nlargest nsmallest sort_index sort_values",
    # Calls that give the same few values for all rows together: these can be kept and used for other rows.
    "statistics": """
        kurt max mean median min mode nanmax nanmean nanmedian nanmin nanstd nanvar nunique percentile quantile skew
        std sum var
    """,
    "takes_share": "nanpercentile percentile quantile",
    "transforms": "fit_resample fit_transform transform",
    # What gives something for each row, or for groups of them, whatever is called on it.
    "windows": "ewm expanding groupby pivot pivot_table resample rolling",
}
