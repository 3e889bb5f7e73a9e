"""Words of headings and the verbs that they stand for. Lists are sorted."""

# Verbs in the imperative. Their gerunds and nouns in -ation, -ion and -ment follow by rule. Verbs that headings
# mostly use as nouns (index, model, order, project, ...) are left out; their gerunds stand under nouns.
VERBS = """
    accept access accumulate adapt add adjust aggregate align allocate analyze animate annotate append apply
    approximate arrange assemble assess assign attach augment backtrack balance batch benchmark bin binarize blend
    bootstrap browse build calculate calibrate cancel capture categorize change check choose chunk clamp classify
    clean clip cluster collapse collect combine compare compile complete compose compress compute concatenate condense
    configure confirm connect consolidate construct convert convolve copy correct correlate count crawl create crop
    cut deal debug decide declare decode decompose decrease deduplicate define delete demonstrate denoise deploy
    derive describe deseasonalize detect determine detrend develop diagnose differentiate discard discover discretize
    discuss display divide download downsample draw drop dump duplicate edit eliminate embed employ encode engineer
    enhance enrich ensure enumerate estimate evaluate examine exclude execute expand explain explore export express
    extend extract factorize feed fetch fill filter finalize find fit fix flag flatten flip fold forecast format
    formulate freeze gather generate geocode get grab graph group grow handle highlight identify illustrate implement
    improve impute include increase infer ingest initialize inject insert inspect install integrate interpolate
    interpret introduce invert investigate isolate iterate join keep label lemmatize lift linearize link load locate
    look loop lower make manage manipulate map mark mask match measure melt merge migrate minimize modify monitor move
    multiply nest normalize notice obtain open optimize organize oversample pad parse partition perform permute pick
    pivot plot pool populate postprocess predict prepare preprocess print process produce profile prove provide prune
    pull push put quantify quantize query randomize rank read reassign rebuild recode recommend reconstruct reduce
    refactor refine reformat refute register reindex remove rename render reorder reorganize repeat replace replicate
    report represent request resample rescale reset reshape resize resolve restore restructure retrain retrieve reuse
    reverse review roll rotate run sample save scale scan schedule score scrape search segment select send separate
    serialize set setup shift show shrink shuffle simplify simulate slice smooth solve sort specify split stack
    standardize stop store strip study subset subtract summarize supervise swap switch synthesize tabulate tag take
    test threshold tokenize trace track train transfer transform translate transpose trim truncate tune tweak
    undersample understand unify unlink unpack unzip update upload upsample use validate vary vectorize verify view
    visit visualize winsorize wrangle write zip
"""

# Words that tell nothing of what the code does. They are no part of a name.
UNINFORMATIVE = """
    about abstract acknowledgement acknowledgements acknowledgments agenda answer answers appendix approach aside
    author authors background basic basics bibliography bonus caveat caveats cell cells chapter citation citations
    cite code colab comment comments conclusion conclusions contact content contents context copyright course credit
    credits day demo dependencies details disclaimer discussion documentation end environment etc example examples
    exercise exercises extra extras findings finish foreword further future general goal goals help hint hints
    homework info information instruction instructions intro introduction introductory lab lecture lesson libraries
    library licence license links main material materials misc miscellaneous motivation next note notebook notes
    objective objectives option optional outline overview package packages page part parts practice preamble preface
    preliminaries preliminary prerequisite prerequisites problem project prologue purpose question questions quick
    readme recap reference references remark remarks required requirement requirements resource resources result
    results section sections session simple some sources start started statement step steps story stuff task tasks tbd
    theory thing things thought thoughts tip tips title toc todo topic tutorial tutorials unit version versions
    warm-up warmup week welcome wip work workflow workshop
"""

# Words that end as a verb does and are none.
NOT_VERBS = """
    advertise advertising arising batchwise bloating bruise clockwise collection collections columnwise comprise
    compromise concise connection connections cruise demise disguise elementwise enterprise excise exercise exercises
    expertise floating franchise generation generations likewise location locations merchandise misprise noise
    otherwise oversize pairwise paradise piecewise pointwise poise population populations porpoise practise praise
    precise premise premises prize production promise promises promising raise rising rowwise samplewise size sizes
    stepwise sunrise surmise surprise surprising sweating televise tortoise treatise turquoise uprising wise
"""

# Nouns and phrases that no rule covers, or whose verb is another one than their own (visualisation -> plot). A verb
# may stand here as well, to be replaced by its synonym.
NOUNS: dict[str, str] = {
    "acquiring": "load",
    "acquisition": "load",
    "addition": "add",
    "adjustment": "adjust",
    "alignment": "align",
    "analyse": "analyze",
    "analyses": "analyze",
    "analysing": "analyze",
    "analysis": "analyze",
    "analytics": "analyze",
    "application": "apply",
    "approximation": "approximate",
    "assertion": "check",
    "assertions": "check",
    "assessment": "assess",
    "assignment": "assign",
    "averaging": "average",
    "benchmark": "benchmark",
    "benchmarking": "benchmark",
    "benchmarks": "benchmark",
    "boxplot": "plot_box",
    "calculation": "calculate",
    "cancelling": "cancel",
    "chart": "plot",
    "charting": "plot",
    "charts": "plot",
    "check": "check",
    "checks": "check",
    "choice": "choose",
    "classification": "classify",
    "clean up": "clean_up",
    "clean-up": "clean",
    "cleaning": "clean",
    "cleaning up": "clean_up",
    "cleansing": "clean",
    "cleanup": "clean",
    "clustering": "cluster",
    "clusterisation": "cluster",
    "clusterization": "cluster",
    "coding": "encode",
    "coloring": "color",
    "colour": "color",
    "colouring": "color",
    "comparison": "compare",
    "composition": "compose",
    "comprehension": "understand",
    "computation": "compute",
    "confusion matrix": "plot_confusion_matrix",
    "conversion": "convert",
    "correlation matrix": "plot_correlations",
    "creation": "create",
    "cross validation": "cross_validate",
    "cross-validation": "cross_validate",
    "crossvalidation": "cross_validate",
    "cv": "cross_validate",
    "data cleaning": "clean_data",
    "data exploration": "explore_data",
    "data loading": "load_data",
    "data preparation": "prepare_data",
    "data preprocessing": "preprocess_data",
    "data visualisation": "plot_data",
    "data visualization": "plot_data",
    "dataviz": "plot",
    "deal": "handle",
    "dealing": "handle",
    "decision": "decide",
    "declaration": "declare",
    "decomposition": "decompose",
    "definition": "define",
    "deletion": "delete",
    "deployment": "deploy",
    "derivation": "derive",
    "description": "describe",
    "descriptive statistics": "describe_data",
    "designing": "design",
    "detection": "detect",
    "diagnosis": "diagnose",
    "diagnostic": "diagnose",
    "diagnostics": "diagnose",
    "dimension reduction": "reduce_dimensions",
    "dimensionality reduction": "reduce_dimensions",
    "division": "divide",
    "download": "download",
    "downloads": "download",
    "eda": "explore",
    "engineering": "build",
    "enhancement": "enhance",
    "enrichment": "enrich",
    "error analysis": "analyze_errors",
    "estimation": "estimate",
    "evaluation": "evaluate",
    "exclusion": "exclude",
    "expansion": "expand",
    "experimenting": "experiment",
    "explainability": "explain",
    "explanation": "explain",
    "exploration": "explore",
    "exploratory": "explore",
    "exploratory data analysis": "explore_data",
    "export": "export",
    "exporting": "export",
    "exports": "export",
    "extraction": "extract",
    "feature engineering": "build_features",
    "feature extraction": "extract_features",
    "feature importance": "rank_features",
    "feature importances": "rank_features",
    "feature scaling": "scale_features",
    "feature selection": "select_features",
    "figures": "plot",
    "fine tuning": "fine_tune",
    "fine-tuning": "fine_tune",
    "finetune": "fine_tune",
    "finetuning": "fine_tune",
    "forecasts": "forecast",
    "glance": "inspect",
    "glimpse": "inspect",
    "graphing": "plot",
    "grid search": "search_grid",
    "growing": "grow",
    "heatmap": "plot_heatmap",
    "histogram": "plot_histogram",
    "histograms": "plot_histograms",
    "hyper-parameter tuning": "tune_hyperparameters",
    "hyperopt": "tune_hyperparameters",
    "hyperparameter optimization": "tune_hyperparameters",
    "hyperparameter tuning": "tune_hyperparameters",
    "identification": "identify",
    "import": "load",
    "importing": "load",
    "imports": "load",
    "improvement": "improve",
    "imputation": "impute",
    "inclusion": "include",
    "indexing": "index",
    "inference": "infer",
    "ingestion": "ingest",
    "initialisation": "initialize",
    "initialise": "initialize",
    "inspection": "inspect",
    "interpretability": "explain",
    "interpretation": "interpret",
    "inversion": "invert",
    "labeling": "label",
    "labelling": "label",
    "listing": "list",
    "loading": "load",
    "logging": "log",
    "look": "inspect",
    "looking": "inspect",
    "measurement": "measure",
    "merger": "merge",
    "missing data": "handle_missing_values",
    "missing values": "handle_missing_values",
    "mixing": "mix",
    "model building": "build_model",
    "model comparison": "compare_models",
    "model evaluation": "evaluate_model",
    "model selection": "select_model",
    "model training": "train_model",
    "modeling": "fit",
    "modelling": "fit",
    "modification": "modify",
    "munging": "clean",
    "normalisation": "normalize",
    "optimisation": "optimize",
    "optimise": "optimize",
    "ordering": "order",
    "outlier detection": "detect_outliers",
    "outlier removal": "remove_outliers",
    "pairplot": "plot_pairs",
    "pca": "reduce_dimensions",
    "peek": "inspect",
    "peeking": "inspect",
    "performance": "measure_performance",
    "plots": "plot",
    "post-processing": "postprocess",
    "postprocessing": "postprocess",
    "pre-processing": "preprocess",
    "prediction": "predict",
    "preprocessing": "preprocess",
    "proof": "prove",
    "proving": "prove",
    "quantification": "quantify",
    "random search": "search_randomly",
    "read": "load",
    "reading": "load",
    "reduction": "reduce",
    "refinement": "refine",
    "removal": "remove",
    "report": "report",
    "reporting": "report",
    "resolution": "resolve",
    "retrieval": "retrieve",
    "review": "review",
    "sanity check": "check_sanity",
    "sanity checks": "check_sanity",
    "scatterplot": "plot_scatter",
    "search": "search",
    "selection": "select",
    "set up": "set_up",
    "set-up": "set_up",
    "setting": "set",
    "setting up": "set_up",
    "settings": "set_up",
    "setup": "set_up",
    "similarity": "compare_similarity",
    "simplification": "simplify",
    "specification": "specify",
    "standardisation": "standardize",
    "stemming": "stem",
    "storage": "store",
    "streaming": "stream",
    "structuring": "structure",
    "submission": "write_submission",
    "summaries": "summarize",
    "summarization": "summarize",
    "summary": "summarize",
    "summary statistics": "summarize_data",
    "synthesis": "synthesize",
    "synthesise": "synthesize",
    "test": "check",  # pytest would take `test_model` for a test
    "tests": "check",
    "time series forecasting": "forecast_series",
    "train test split": "split_data",
    "train-test split": "split_data",
    "train-test-split": "split_data",
    "train/test split": "split_data",
    "training": "train",
    "travelling": "travel",
    "treat": "handle",
    "treatment": "handle",
    "try": "try_out",
    "trying": "try_out",
    "tuning": "tune",
    "understanding": "understand",
    "unification": "unify",
    "upload": "upload",
    "validation": "validate",
    "verification": "verify",
    "vis": "plot",
    "visualisation": "plot",
    "visualise": "plot",
    "visualising": "plot",
    "visualization": "plot",
    "visualize": "plot",
    "visualizing": "plot",
    "viz": "plot",
    "weighting": "weight",
    "wrangle": "clean",
    "wrangling": "clean",
}
