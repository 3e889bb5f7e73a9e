"""What a call does: fact -> owner -> names.

The owner is a module or class, "builtins", or "." for methods of a receiver whose type is unknown. A name may hold
one "*", which matches within a name; "**" matches at any depth. Effects add up over all matches, unless the call is
listed exactly under "none"; of STAGE, MUTATES and IMMEDIATE the most specific match wins, so that "none", "unknown"
and "false" make exceptions. Owners and names are sorted (a test sees to it).
"""

ALIASES: dict[str, str] = {
    "IPython.core.display": "IPython.display",
    "IPython.core.display_functions": "IPython.display",
    "modin.pandas": "pandas",
    "numpy.core": "numpy",
    "pandas.core.frame": "pandas",
    "pandas.core.series": "pandas",
    "plotly_express": "plotly.express",
    "sklearn.externals.joblib": "joblib",
    "tensorflow.keras": "keras",
    "tensorflow.python.keras": "keras",
}

EFFECTS: dict[str, dict[str, str]] = {
    "reads_file": {
        ".": """
            glob iterdir load_data load_model load_weights open_binary read read_bytes read_csv read_excel read_json
            read_parquet read_pickle read_sql read_sql_query read_sql_table read_text readline readlines rglob
            scan_csv scan_parquet
        """,
        "builtins": "open",
        "cv2": "VideoCapture imread imreadmulti",
        "duckdb": "connect read_csv read_json read_parquet",
        "fitz": "open",
        "gensim.models.KeyedVectors": "load load_word2vec_format",
        "geopandas": "read_*",
        "glob": "glob iglob",
        "h5py": "File",
        "imageio": "get_reader imread mimread v2.imread v3.imread volread",
        "io": "open",
        "joblib": "load",
        "keras.models": "load_model model_from_json",
        "keras.preprocessing.image": "load_img",
        "keras.utils": "image_dataset_from_directory load_img text_dataset_from_directory",
        "librosa": "load",
        "matplotlib.image": "imread",
        "matplotlib.pyplot": "imread",
        "mlflow": "*.load_model",
        "netCDF4": "Dataset MFDataset",
        "networkx": "read_*",
        "nibabel": "load",
        "numpy": "fromfile genfromtxt load loadtxt memmap",
        "openpyxl": "load_workbook",
        "os": "listdir scandir stat walk",
        "os.path": "exists getmtime getsize isdir isfile",
        "pandas": "ExcelFile HDFStore read_*",
        "pathlib.Path": "exists is_dir is_file stat",
        "pickle": "Unpickler load",
        "PIL.Image": "open",
        "polars": "read_* scan_*",
        "pyarrow.feather": "read_*",
        "pyarrow.parquet": "ParquetDataset ParquetFile read_*",
        "pydicom": "dcmread",
        "rasterio": "open",
        "rioxarray": "open_rasterio",
        "scipy.io": "loadmat readsav",
        "scipy.io.wavfile": "read",
        "scipy.sparse": "load_npz",
        "skimage.io": "imread imread_collection",
        "sklearn.datasets": "fetch_* load_files load_svmlight_file",
        "soundfile": "read",
        "spacy": "load",
        "sqlite3": "connect",
        "statsmodels.iolib.smpickle": "load_pickle",
        "tarfile": "open",
        "torch": "load",
        "torchaudio": "load",
        "torchvision.datasets": "*",
        "torchvision.io": "read_*",
        "xarray": "load_dataarray load_dataset open_*",
        "yaml": "full_load load safe_load unsafe_load",
        "zipfile": "ZipFile",
    },
    "writes_file": {
        ".": """
            commit execute executemany executescript export_graphviz mkdir save save_as_html save_model
            save_pretrained save_weights savefig sink_csv sink_parquet to_csv to_excel to_feather to_file to_gbq
            to_hdf to_netcdf to_orc to_parquet to_pickle to_sql to_stata to_zarr touch unlink write write_bytes
            write_csv write_excel write_html write_image write_ipc write_json write_parquet write_text writelines
            writerow writerows
        """,
        "builtins": "open",
        "cv2": "VideoWriter imwrite",
        "geopandas.GeoDataFrame": "to_file",
        "h5py": "File",
        "holoviews": "save",
        "imageio": "get_writer imwrite mimsave mimwrite v2.imwrite v3.imwrite",
        "io": "open",
        "joblib": "dump",
        "json": "dump",
        "keras.models": "save_model",
        "keras.utils": "plot_model save_img",
        "logging": "FileHandler",
        "logging.handlers": "*",
        "matplotlib.image": "imsave",
        "matplotlib.pyplot": "imsave savefig",
        "mlflow": "*.log_model *.save_model log_*",
        "networkx": "write_*",
        "numpy": "memmap save savetxt savez savez_compressed",
        "os": "link makedirs mkdir remove removedirs rename renames replace rmdir symlink truncate unlink",
        "pandas": "ExcelWriter HDFStore to_pickle",
        "pathlib.Path": "mkdir rename replace rmdir symlink_to touch unlink write_bytes write_text",
        "pickle": "Pickler dump",
        "plotly.io": "write_*",
        "plotly.offline": "plot",
        "pyarrow.feather": "write_*",
        "pyarrow.parquet": "ParquetWriter write_*",
        "rasterio": "open",
        "scipy.io": "savemat",
        "scipy.io.wavfile": "write",
        "scipy.sparse": "save_npz",
        "shutil": "copy copy2 copyfile copyfileobj copytree make_archive move rmtree unpack_archive",
        "skimage.io": "imsave",
        "sklearn.tree": "export_graphviz",
        "soundfile": "write",
        "sqlite3": "connect",
        "tarfile": "open",
        "tarfile.TarFile": "add extract extractall",
        "tempfile": "*",
        "torch": "save",
        "torch.onnx": "export",
        "torchaudio": "save",
        "torchvision.utils": "save_image",
        "urllib.request": "urlretrieve",
        "yaml": "dump safe_dump",
        "zipfile": "ZipFile",
        "zipfile.ZipFile": "extract extractall write writestr",
    },
    "network": {
        ".": "from_pretrained iter_content raise_for_status urlopen",
        "aiohttp": "**",
        "boto3": "**",
        "datasets": "load_dataset",
        "gdown": "*",
        "geodatasets": "get_path",
        "google.cloud": "**",
        "gspread": "**",
        "httpx": "*",
        "huggingface_hub": "*",
        "kaggle": "**",
        "keras.datasets": "**",
        "keras.utils": "get_file",
        "nltk": "download",
        "openai": "**",
        "pandas_datareader": "**",
        "psycopg2": "connect",
        "pymongo": "MongoClient",
        "pymysql": "connect",
        "requests": "*",
        "seaborn": "load_dataset",
        "sklearn.datasets": "fetch_*",
        "smtplib": "*",
        "socket": "create_connection socket",
        "spacy.cli": "download",
        "sqlalchemy": "create_engine",
        "statsmodels.api.datasets": "get_rdataset",
        "statsmodels.datasets": "get_rdataset",
        "tensorflow_datasets": "load",
        "tensorflow_hub": "KerasLayer load",
        "torch.hub": "*",
        "torchvision.datasets": "*",
        "transformers": "pipeline",
        "urllib.request": "*",
        "vega_datasets": "**",
        "wbdata": "*",
        "wget": "download",
        "yfinance": "*",
    },
    "subprocess": {
        ".": "getoutput run_cell_magic run_line_magic system",
        "asyncio": "create_subprocess_exec create_subprocess_shell",
        "multiprocessing": "Pool Process",
        "multiprocessing.pool": "Pool",
        "os": "exec* fork popen spawn* startfile system",
        "subprocess": "*",
    },
    # Draws from a generator or seeds one. Calls that are given their own seed (`random_state=0`) are listed all the
    # same.
    "random": {
        ".": """
            bernoulli_ beta binomial choice choices exponential fit_resample gamma generate_sample integers lognormal
            multinomial multivariate_normal normal normal_ permutation permuted poisson rand randint randn random
            random_ random_sample randrange rvs sample shuffle simulate standard_normal triangular uniform uniform_
        """,
        "control": "white_noise",
        "cv2": "randn randu setRNGSeed",
        "dowhy.datasets": "*",
        "keras.utils": "set_random_seed",
        "networkx": """
            barabasi_albert_graph draw draw_networkx draw_spring erdos_renyi_graph fast_gnp_random_graph
            gnm_random_graph gnp_random_graph random_* spring_layout watts_strogatz_graph
        """,
        "numpy.random": "*",
        "os": "urandom",
        "pandas.plotting": "bootstrap_plot",
        "pylab": "choice normal permutation poisson rand randint randn random seed shuffle standard_normal uniform",
        "pymc": "sample sample_*",
        "random": "*",
        "scipy.stats": "*.rvs bootstrap permutation_test",
        "seaborn": "barplot catplot lineplot lmplot pointplot regplot relplot stripplot",
        "secrets": "*",
        "sklearn.cluster": "k_means kmeans_plusplus",
        "sklearn.datasets": "make_*",
        "sklearn.inspection": "permutation_importance",
        "sklearn.model_selection": """
            cross_val_predict cross_val_score cross_validate learning_curve permutation_test_score train_test_split
            validation_curve
        """,
        "sklearn.utils": "resample shuffle",
        "tensorflow": "set_random_seed",
        "tensorflow.random": "*",
        "torch": """
            bernoulli manual_seed multinomial normal rand rand_like randint randint_like randn randn_like randperm
            seed
        """,
        "torch.cuda": "manual_seed manual_seed_all",
        "torch.nn.init": "*",
        "torch.utils.data": "random_split",
        "uuid": "uuid1 uuid4",
        "wordcloud.WordCloud": "generate generate_from_frequencies generate_from_text",
    },
    "clock": {
        ".": "now today utcnow",
        "asyncio": "sleep",
        "datetime": "date.today datetime.now datetime.today datetime.utcnow",
        "datetime.datetime": "now today utcnow",
        "os.path": "getmtime",
        "pandas": "Timestamp.now Timestamp.today Timestamp.utcnow",
        "time": """
            clock ctime gmtime localtime monotonic monotonic_ns perf_counter perf_counter_ns process_time
            process_time_ns sleep strftime thread_time time time_ns
        """,
        "timeit": "*",
        "uuid": "uuid1",
    },
    "environment": {
        "dotenv": "dotenv_values find_dotenv load_dotenv",
        "getpass": "getpass getuser",
        "google.colab.drive": "mount",
        "google.colab.files": "upload",
        "google.colab.userdata": "get",
        "os": """
            chdir chmod cpu_count environ.get environ.pop environ.setdefault environ.update getcwd getenv getlogin
            getpid putenv uname unsetenv
        """,
        "os.path": "abspath expanduser expandvars realpath",
        "pathlib.Path": "absolute cwd expanduser home resolve",
        "platform": "*",
        "psutil": "*",
        "shutil": "disk_usage which",
        "site": "addsitedir",
        "socket": "gethostname",
        "sys": "exit getsizeof",
        "sys.path": "append extend insert remove",
        "tensorflow.config": "**",
        "torch": "get_num_threads",
        "torch.backends.mps": "is_available",
        "torch.cuda": "current_device device_count get_device_name is_available memory_allocated",
    },
    # Prints, or shows below the cell.
    "display": {
        ".": "critical debug error exception info pprint printSchema print_summary show show_summary warning",
        "builtins": "breakpoint display help input print",
        "google.colab.files": "download upload",
        "google.colab.patches": "cv2_imshow",
        "IPython.display": "clear_output display display_*",
        "ipywidgets": "interact interact_manual interactive",
        "logging": "critical debug error exception info log warning",
        "matplotlib.pyplot": "show",
        "plotly.io": "show",
        "plotly.offline": "iplot",
        "pprint": "pp pprint",
        "pylab": "show",
        "rich": "inspect print print_json",
        "sys.stderr": "flush write",
        "sys.stdout": "flush write",
        "torchinfo": "summary",
        "torchsummary": "summary",
        "tqdm": "tqdm tqdm.write trange",
        "tqdm.auto": "tqdm trange",
        "tqdm.notebook": "tqdm trange",
        "traceback": "print_*",
        "warnings": "warn",
    },
    "plotting": {
        ".": """
            add_axes add_subplot annotate axhline axhspan axvline axvspan bar bar_label barh boxplot colorbar contour
            contourf errorbar fill_between from_estimator from_predictions hexbin hist hist2d hlines imshow legend
            loglog pcolormesh pie plot plot_* plot_surface plot_trisurf plot_wireframe quiver scatter semilogx
            semilogy set_aspect set_title set_xlabel set_xlim set_xscale set_xticklabels set_xticks set_ylabel
            set_ylim set_yscale set_yticklabels set_yticks set_zlabel stackplot stem streamplot subplots_adjust
            suptitle tick_params tight_layout twinx twiny violinplot vlines
        """,
        "arviz": "plot_*",
        "control": "*_plot",
        "corner": "corner overplot_*",
        "holoviews": "render",
        "lightgbm": "create_tree_digraph plot_*",
        "matplotlib.pyplot": "*",
        "missingno": "*",
        "mlxtend.plotting": "*",
        "networkx": "draw draw_*",
        "pandas": "DataFrame.boxplot DataFrame.hist DataFrame.plot Series.hist Series.plot",
        "pandas.plotting": "*",
        "plotly.express": "*",
        "plotly.figure_factory": "*",
        "plotly.graph_objects": "Figure",
        "plotly.graph_objs": "Figure",
        "plotly.subplots": "make_subplots",
        "pylab": """
            annotate axes axhline axis axvline bar barh boxplot clf close colorbar contour contourf errorbar figtext
            figure fill_between gca gcf grid hist imshow legend loglog pcolor pcolormesh pie plot savefig scatter
            semilogx semilogy show subplot subplots suptitle text tight_layout title xlabel xlim xticks ylabel ylim
            yticks
        """,
        "pymc": "plot_*",
        "scikitplot": "**",
        "scipy.cluster.hierarchy": "dendrogram",
        "scipy.stats": "probplot",
        "seaborn": "*map *plot FacetGrid JointGrid PairGrid",
        "shap": "*_plot plots.*",
        "sklearn.inspection": "plot_*",
        "sklearn.metrics": "plot_*",
        "sklearn.tree": "plot_tree",
        "statsmodels.api": "ProbPlot.* qqplot qqplot_2samples",
        "statsmodels.api.graphics": "**",
        "statsmodels.graphics": "**",
        "wordcloud": "WordCloud",
        "xgboost": "plot_* to_graphviz",
        "yellowbrick": "**",
    },
    "settings": {
        ".": "run_cell_magic run_line_magic",
        "altair.data_transformers": "*",
        "bokeh.io": "output_file output_notebook",
        "bokeh.plotting": "output_file output_notebook",
        "builtins": "get_ipython",
        "faulthandler": "*",
        "gc": "collect disable enable",
        "holoviews": "extension notebook_extension output",
        "holoviews.opts": "defaults",
        "IPython.display": "set_matplotlib_*",
        "jax.config": "update",
        "keras.backend": "clear_session set_*",
        "keras.mixed_precision": "set_global_policy",
        "keras.utils": "set_random_seed",
        "locale": "setlocale",
        "logging": "addLevelName basicConfig captureWarnings disable",
        "logging.config": "*",
        "matplotlib": "pyplot.switch_backend rc rcParams.update rcdefaults style.use use",
        "matplotlib.pyplot": "ioff ion rc rcParams.update rcdefaults set_cmap style.use switch_backend",
        "matplotlib.rcParams": "*",
        "matplotlib.style": "use",
        "nltk.data.path": "append",
        "numpy": "random.seed random.set_state set_printoptions set_string_function seterr seterrcall",
        "os": "chdir environ.pop environ.setdefault environ.update putenv umask unsetenv",
        "os.environ": "pop setdefault update",
        "pandas": "options.* reset_option set_option",
        "pandas.plotting": "deregister_matplotlib_converters register_matplotlib_converters",
        "panel": "extension",
        "plotly.io.templates": "*",
        "plotly.offline": "init_notebook_mode",
        "polars": "Config enable_string_cache set_random_seed",
        "polars.Config": "set_*",
        "pylab": "ioff ion rc seed",
        "random": "seed setstate",
        "seaborn": "mpl.rc reset_defaults reset_orig set set_* set_theme",
        "signal": "alarm signal",
        "sklearn": "set_config",
        "sympy": "init_printing init_session",
        "sys": "setrecursionlimit settrace",
        "sys.path": "append extend insert remove",
        "tensorflow": "compat.v1.disable_eager_execution disable_v2_behavior get_logger.setLevel set_random_seed",
        "tensorflow.config": "set_*",
        "tensorflow.random": "set_seed",
        "torch": """
            manual_seed set_default_device set_default_dtype set_default_tensor_type set_float32_matmul_precision
            set_grad_enabled set_num_threads set_printoptions use_deterministic_algorithms
        """,
        "torch.cuda": "manual_seed manual_seed_all set_device",
        "torch.multiprocessing": "set_start_method",
        "tqdm.auto.tqdm": "pandas",
        "tqdm.notebook.tqdm": "pandas",
        "tqdm.tqdm": "pandas",
        "warnings": "filterwarnings resetwarnings simplefilter",
        "xarray": "set_options",
    },
    # Exact exceptions to the wildcards above.
    "none": {
        "matplotlib.pyplot": "cycler get_cmap",
        "numpy.random": """
            BitGenerator Generator MT19937 PCG64 PCG64DXSM Philox RandomState SFC64 SeedSequence default_rng
        """,
        "plotly.express": "get_trendline_results",
        "random": "Random",
        "seaborn": """
            color_palette cubehelix_palette diverging_palette hls_palette light_palette mpl_palette set_hls_values
        """,
        "subprocess": "list2cmdline",
    },
}

STAGE: dict[str, dict[str, str]] = {
    "load": {
        ".": """
            from_pretrained load_data load_dataset load_pandas load_table read_csv read_excel read_json read_parquet
            read_pickle read_sql read_sql_query read_sql_table urlopen
        """,
        "bs4": "BeautifulSoup",
        "cv2": "VideoCapture imread",
        "datasets": "load_dataset",
        "duckdb": "connect read_*",
        "geopandas": "read_*",
        "glob": "glob iglob",
        "h5py": "File",
        "imageio": "*.imread imread",
        "joblib": "load",
        "json": "load loads",
        "keras.datasets": "**",
        "keras.models": "load_model",
        "keras.preprocessing.image": "load_img",
        "keras.utils": "get_file image_dataset_from_directory load_img",
        "librosa": "load",
        "matplotlib.image": "imread",
        "matplotlib.pyplot": "imread",
        "netCDF4": "*",
        "networkx": "read_*",
        "nltk": "download",
        "numpy": "fromfile genfromtxt load loadtxt",
        "pandas": "ExcelFile HDFStore read_*",
        "pandas_datareader": "**",
        "pickle": "load",
        "PIL.Image": "open",
        "polars": "read_* scan_*",
        "psycopg2": "connect",
        "pyarrow.parquet": "read_*",
        "rasterio": "open",
        "requests": "get post",
        "scipy.datasets": "*",
        "scipy.io": "loadmat",
        "seaborn": "load_dataset",
        "skimage.data": "*",
        "skimage.io": "imread",
        "sklearn.datasets": "fetch_* load_* make_*",
        "spacy": "load",
        "sqlalchemy": "create_engine",
        "sqlite3": "connect",
        "statsmodels.api.datasets": "**",
        "statsmodels.datasets": "**",
        "tensorflow_datasets": "load",
        "torch": "load",
        "torch.utils.data": "DataLoader",
        "torchvision.datasets": "*",
        "urllib.request": "urlopen urlretrieve",
        "vega_datasets": "**",
        "xarray": "load_* open_*",
        "xarray.tutorial": "*",
        "yaml": "full_load load safe_load",
        "yfinance": "download",
    },
    "clean": {
        ".": """
            astype bfill combine_first drop drop_duplicates drop_nulls dropna ffill fill_nan fill_null fillna
            infer_objects interpolate rename replace set_axis to_datetime to_numeric tz_convert tz_localize
        """,
        "pandas": "to_datetime to_numeric to_timedelta",
        "re": "sub",
        "sklearn.impute": "*",
    },
    "features": {
        ".": """
            apply assign cut fit_resample fit_transform get_dummies map_elements merge pct_change pivot pivot_table
            resample rolling shift with_columns
        """,
        "category_encoders": "*",
        "gensim.models": "*",
        "imblearn.over_sampling": "*",
        "imblearn.under_sampling": "*",
        "keras.preprocessing.sequence": "pad_sequences",
        "keras.utils": "pad_sequences to_categorical",
        "nltk": "word_tokenize",
        "nltk.stem": "*",
        "nltk.tokenize": "*",
        "numpy": "digitize",
        "pandas": "concat cut get_dummies melt merge pivot pivot_table qcut wide_to_long",
        "sklearn.compose": "*",
        "sklearn.decomposition": "*",
        "sklearn.feature_extraction": "**",
        "sklearn.feature_selection": "*",
        "sklearn.preprocessing": "*",
        "statsmodels.api": "add_constant",
        "torchvision.transforms": "*",
    },
    "split": {
        "sklearn.model_selection": """
            GroupKFold GroupShuffleSplit KFold LeaveOneOut RepeatedKFold RepeatedStratifiedKFold ShuffleSplit
            StratifiedGroupKFold StratifiedKFold StratifiedShuffleSplit TimeSeriesSplit train_test_split
        """,
        "torch.utils.data": "random_split",
    },
    "train": {
        ".": "backward compile fit fit_generator fit_predict partial_fit train_on_batch zero_grad",
        "arch": "arch_model",
        "catboost": "*",
        "dowhy": "CausalModel",
        "hdbscan": "HDBSCAN",
        "keras": "Model Sequential",
        "keras.layers": "*",
        "keras.models": "Model Sequential",
        "lightgbm": "LGBM* cv train",
        "pmdarima": "auto_arima",
        "prophet": "Prophet",
        "pymc": "sample",
        "scipy.optimize": "curve_fit least_squares minimize",
        "sklearn.cluster": "*",
        "sklearn.discriminant_analysis": "*",
        "sklearn.ensemble": "*",
        "sklearn.gaussian_process": "*",
        "sklearn.linear_model": "*",
        "sklearn.mixture": "*",
        "sklearn.model_selection": "GridSearchCV HalvingGridSearchCV RandomizedSearchCV",
        "sklearn.naive_bayes": "*",
        "sklearn.neighbors": "*",
        "sklearn.neural_network": "*",
        "sklearn.pipeline": "*",
        "sklearn.svm": "*",
        "sklearn.tree": "DecisionTree* ExtraTree*",
        "statsmodels.api": """
            GEE GLM GLS Logit MNLogit MixedLM NegativeBinomial OLS PHReg Poisson Probit QuantReg RLM RecursiveLS WLS
            ZeroInflatedPoisson
        """,
        "statsmodels.api.tsa": """
            ARIMA AutoReg DynamicFactor ExponentialSmoothing Markov* SARIMAX UnobservedComponents VARMAX
        """,
        "statsmodels.api.tsa.statespace": "*",
        "statsmodels.discrete.discrete_model": "*",
        "statsmodels.formula.api": "*",
        "statsmodels.genmod.generalized_linear_model": "GLM",
        "statsmodels.regression": "**",
        "statsmodels.tsa.api": "AR* ExponentialSmoothing Holt SARIMAX SVAR SimpleExpSmoothing UECM VAR VARMAX VECM",
        "statsmodels.tsa.ar_model": "AutoReg",
        "statsmodels.tsa.arima.model": "ARIMA",
        "statsmodels.tsa.holtwinters": "*",
        "statsmodels.tsa.statespace": "**",
        "torch.nn": "*",
        "torch.optim": "*",
        "torchvision.models": "*",
        "xgboost": "DMatrix XGB* cv train",
    },
    "evaluate": {
        ".": """
            conf_int cross_val_score decision_function evaluate forecast get_forecast get_prediction inverse_transform
            plot_diagnostics predict predict_classes predict_log_proba predict_proba score summary
        """,
        "scipy.stats": """
            *test chi2_contingency f_oneway kruskal kstest mannwhitneyu pearsonr shapiro spearmanr ttest_* wilcoxon
        """,
        "sklearn.inspection": "*",
        "sklearn.metrics": "**",
        "sklearn.model_selection": """
            cross_val_predict cross_val_score cross_validate learning_curve permutation_test_score validation_curve
        """,
        "statsmodels.api.stats": "**",
        "statsmodels.stats": "**",
        "torchmetrics": "**",
    },
    "plot": {
        ".": """
            add_axes add_subplot add_trace annotate axhline axhspan axvline axvspan bar bar_label barh boxplot
            colorbar contour contourf errorbar fill_between from_estimator from_predictions hexbin hist hist2d hlines
            imshow legend loglog pcolormesh pie plot plot_* plot_surface plot_trisurf plot_wireframe quiver scatter
            semilogx semilogy set_title set_xlabel set_xlim set_xscale set_xticklabels set_xticks set_ylabel set_ylim
            set_yscale set_yticklabels set_yticks set_zlabel stackplot stem streamplot subplots_adjust suptitle
            tick_params tight_layout twinx twiny update_layout update_traces update_xaxes update_yaxes violinplot
            vlines
        """,
        "altair": "*",
        "arviz": "plot_*",
        "bokeh.plotting": "figure show",
        "control": "*_plot",
        "corner": "corner overplot_*",
        "folium": "*",
        "holoviews": "*",
        "lightgbm": "plot_*",
        "matplotlib.pyplot": "*",
        "missingno": "*",
        "mlxtend.plotting": "*",
        "networkx": "*_layout draw draw_*",
        "pandas.plotting": "*",
        "plotly.express": "*",
        "plotly.figure_factory": "*",
        "plotly.graph_objects": "*",
        "plotly.graph_objs": "*",
        "plotly.subplots": "make_subplots",
        "plotnine": "*",
        "pylab": """
            annotate axes axhline axis axvline bar barh boxplot colorbar contour contourf errorbar figure fill_between
            gca gcf grid hist imshow legend loglog pcolor pcolormesh pie plot scatter semilogx semilogy show subplot
            subplots suptitle text tight_layout title xlabel xlim xticks ylabel ylim yticks
        """,
        "scikitplot": "**",
        "scipy.cluster.hierarchy": "dendrogram",
        "scipy.stats": "probplot",
        "seaborn": "*map *plot FacetGrid JointGrid PairGrid",
        "shap": "*_plot plots.*",
        "sklearn.inspection": "plot_*",
        "sklearn.metrics": "*Display plot_*",
        "sklearn.tree": "plot_tree",
        "statsmodels.api": "ProbPlot qqplot",
        "statsmodels.api.graphics": "**",
        "statsmodels.graphics": "**",
        "wordcloud": "WordCloud",
        "xgboost": "plot_*",
        "yellowbrick": "**",
    },
    "save": {
        ".": """
            save save_model save_pretrained save_weights savefig sink_csv sink_parquet to_csv to_excel to_feather
            to_file to_gbq to_hdf to_netcdf to_parquet to_pickle to_sql to_stata to_zarr write_bytes write_csv
            write_html write_image write_json write_parquet write_text writerow writerows
        """,
        "cv2": "imwrite",
        "holoviews": "save",
        "joblib": "dump",
        "json": "dump",
        "keras.models": "save_model",
        "matplotlib.pyplot": "imsave savefig",
        "numpy": "save savetxt savez savez_compressed",
        "pandas": "ExcelWriter to_pickle",
        "pickle": "dump",
        "pylab": "savefig",
        "scipy.io": "savemat",
        "skimage.io": "imsave",
        "sklearn.tree": "export_*",
        "torch": "save",
        "torch.onnx": "export",
        "yaml": "dump safe_dump",
    },
    "explore": {
        ".": """
            corr cov crosstab describe duplicated glimpse head info isna isnull kurtosis memory_usage mode most_common
            nlargest nsmallest nunique quantile sample skew tail unique value_counts
        """,
        "builtins": "dir display help",
        "IPython.display": "display",
        "numpy": "corrcoef histogram percentile unique",
        "pandas": "crosstab",
        "pandas_profiling": "*",
        "scipy.stats": "describe",
        "sweetviz": "*",
        "ydata_profiling": "*",
    },
    "none": {
        "altair": "data_transformers.*",
        "bokeh.plotting": "output_notebook",
        "holoviews": """
            Cycle Dataset Dimension Store.* Table archive.* dim extension help notebook_extension opts.* output
            renderer streams.*
        """,
        "matplotlib.pyplot": "ioff ion rc rcParams.* rcdefaults style.* switch_backend",
        "sklearn.pipeline": "FeatureUnion",
    },
}

MUTATES: dict[str, dict[str, str]] = {
    # receiver: changes the object it is called on, or the first argument of a plain function.
    "receiver": {
        ".": """
            *_ __delitem__ __iadd__ __setattr__ __setitem__ add addHandler add_artist add_axes add_callback
            add_collection add_constraints add_edge add_edges_from add_hline add_image add_layer add_layout add_legend
            add_line add_node add_nodes_from add_objective add_patch add_periodic_callback add_row add_scalar
            add_shape add_subplot add_tools add_trace add_traces add_variables add_vline add_weighted_edges_from
            annotate append appendleft axhline axhspan axis axvline axvspan backward beta binomial choice clear close
            colorbar commit compile difference_update discard execute executemany executescript exponential extend
            extendleft fill fill_ fill_between fit fit_generator fit_predict fit_resample fit_transform gamma grid
            insert integers intersection_update invert_xaxis invert_yaxis legend load_state_dict load_weights
            lognormal margins move_to_end multivariate_normal normal normal_ partial_fit permutation permuted poisson
            pop popitem popleft put random read readline readlines register_buffer register_forward_hook remove
            remove_edge remove_node requires_grad_ reset reverse rollback run run_steps seed set set_* setdefault
            setflags shuffle solve sort standard_normal stop subplots_adjust symmetric_difference_update tick_params
            tight_layout train train_on_batch twinx twiny unfreeze uniform uniform_ update update_layout update_traces
            update_xaxes update_yaxes write writelines writerow writerows zero_ zero_grad
        """,
        "bisect": "insort insort_left insort_right",
        "builtins": "delattr next setattr",
        "csv.writer": "*",
        "heapq": "heapify heappop heappush heappushpop heapreplace",
        "json": "load",
        "networkx": "set_edge_attributes set_node_attributes",
        "numpy": "copyto fill_diagonal place put put_along_axis putmask",
        "numpy.random": "shuffle",
        "operator": "delitem iadd iconcat imul isub setitem",
        "pandas.DataFrame": "insert isetitem pop update",
        "pandas.Series": "pop update",
        "pickle": "load",
        "pylab": "shuffle",
        "random": "shuffle",
        "torch.nn.init": "*",
        "torch.nn.utils": "clip_grad_norm_ clip_grad_value_",
    },
    # none: changes neither its receiver nor its arguments; apart from `inplace=True`, `out=`, iterators that it
    # consumes, axes that it draws on, and what functions it is given do.
    "none": {
        ".": """
            __contains__ __getitem__ __iter__ __len__ __repr__ __str__ abs add_categories add_prefix add_suffix agg
            aggregate alias all any apply applymap argmax argmin argsort as_matrix asfreq assign astype autocorr
            between bfill capitalize casefold cdf clip combine_first compute conf_int conj copy corr count cov
            cov_params cummax cummin cumprod cumsum decode describe detach diff difference dot drop drop_duplicates
            drop_nulls dropna duplicated encode endswith eq equals evaluate ewm expanding explode f_test factorize
            ffill fillna find first flatten forecast format ge get get_* get_feature_names get_feature_names_out
            get_forecast get_group get_params get_prediction groupby gt has_* head idxmax idxmin infer_objects
            interpolate intersection inverse_transform is_* isalpha isdigit isel isin isna isnull isnumeric issubset
            issuperset item items iterrows itertuples join keys kurt kurtosis last le logpdf logpmf lower lstrip lt
            map map_dict map_elements max mean median melt memory_usage merge min mode most_common mul ne nlargest
            notna notnull nsmallest nunique pct_change pdf pipe pivot pivot_table pmf pow ppf predict
            predict_log_proba predict_proba prod quantile rank ravel reindex remove_categories
            remove_unused_categories rename rename_axis repeat replace resample reset_index reshape rfind rolling
            round rsplit rstrip sample savefig score sel select select_dtypes sem set_axis set_categories set_codes
            set_crs set_geometry set_index set_levels set_names set_sorted sf shift skew sort_index sort_values split
            splitlines squeeze stack startswith std strftime strip style sub sum summary summary_frame swapaxes
            swaplevel symmetric_difference t_test tail title to_* to_array to_crs to_csv to_dict to_excel to_frame
            to_html to_json to_latex to_list to_markdown to_numpy to_pandas to_parquet to_period to_pickle to_records
            to_series to_string to_timestamp toarray todense tolist transform translate transpose truncate tz_convert
            tz_localize union unique unstack upper value_counts values var wald_test where with_columns with_row_index
            xs zfill
        """,
        "builtins": """
            abs all any ascii bin bool bytes callable chr complex dict display divmod enumerate filter float format
            frozenset getattr hasattr hash help hex id input int isinstance issubclass iter len list map max
            memoryview min object oct ord pow print property range repr reversed round set slice sorted str sum super
            tuple type zip
        """,
        "collections": "ChainMap Counter OrderedDict defaultdict deque namedtuple",
        "copy": "*",
        "datetime": "**",
        "functools": "*",
        "holoviews": "**",
        "IPython.display": "*",
        "itertools": "*",
        "json": "dumps loads",
        "keras": "Input Sequential",
        "keras.layers": "*",
        "keras.utils": "pad_sequences to_categorical",
        "lightgbm": "Dataset LGBM*",
        "math": "*",
        "matplotlib.pyplot": "figure subplots",
        "numpy": "*",
        "numpy.fft": "*",
        "numpy.linalg": "*",
        "numpy.ma": "*",
        "numpy.polynomial": "**",
        "numpy.random": "*",
        "operator": "*",
        "os": "getcwd getenv listdir",
        "os.path": "*",
        "pandas": "**",
        "pathlib": "*",
        "patsy": "*",
        "pickle": "dumps loads",
        "plotly.express": "*",
        "polars": "**",
        "random": "*",
        "re": "*",
        "scipy": "**",
        "seaborn": "*_palette load_dataset",
        "sklearn": "**",
        "statistics": "*",
        "statsmodels": "**",
        "string": "*",
        "sympy": "*",
        "time": "*",
        "torch": """
            abs arange argmax as_tensor cat exp eye from_numpy linspace log matmul max mean min no_grad ones ones_like
            rand randint randn randperm sigmoid softmax sqrt stack std sum tensor var where zeros zeros_like
        """,
        "torch.nn.functional": "*",
        "xarray": "*",
        "xgboost": "DMatrix XGB* cv train",
    },
    # unknown: may draw on axes that it is given, though the wildcards above say none.
    "unknown": {
        "holoviews": "extension output save",
        "pandas.plotting": "*",
        "scipy.cluster.hierarchy": "dendrogram",
        "scipy.stats": "probplot",
        "sklearn.inspection": "plot_*",
        "sklearn.metrics": "plot_*",
        "sklearn.tree": "plot_tree",
        "statsmodels.api": "qqplot qqplot_2samples",
        "statsmodels.api.graphics": "**",
        "statsmodels.graphics": "**",
    },
}

IMMEDIATE: dict[str, dict[str, str]] = {
    # Done with the function or generator it is given when it returns. Lazy frames (dask, polars, spark) break this
    # promise for the methods `apply`, `map`, ...
    "true": {
        ".": """
            agg aggregate apply applymap assign extend fromkeys groupby join map max min pipe reindex rename sort
            sort_index sort_values starmap transform update writelines writerows
        """,
        "builtins": """
            abs all any bool bytearray bytes callable dict display float format frozenset getattr hasattr hash help id
            int isinstance issubclass len list max min next print repr round set sorted str sum tuple type
        """,
        "collections": "Counter OrderedDict deque",
        "functools": "reduce",
        "heapq": "nlargest nsmallest",
        "inspect": "*",
        "json": "dump dumps",
        "math": "dist fsum prod",
        "numpy": """
            all any apply_along_axis apply_over_axes array asarray fromfunction fromiter max mean min piecewise sum
            vstack
        """,
        "pandas": "DataFrame Series concat crosstab pivot_table to_datetime",
        "random": "choice choices sample",
        "re": "split sub subn",
        "scipy.integrate": "dblquad nquad odeint quad quad_vec solve_bvp solve_ivp tplquad",
        "scipy.ndimage": "generic_filter",
        "scipy.optimize": "*",
        "scipy.stats": "bootstrap permutation_test",
        "sklearn.inspection": "permutation_importance",
        "sklearn.model_selection": "cross_val_predict cross_val_score cross_validate learning_curve validation_curve",
        "statistics": "*",
        "timeit": "repeat timeit",
    },
}
