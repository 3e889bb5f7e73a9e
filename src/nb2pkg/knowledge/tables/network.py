"""What reads over the network: owner -> names, without wildcards.

"reads": always. "cached": the first time on a machine, then a cache answers. "by_address": where the first argument is
an address. Owners and names are sorted (a test sees to it).
"""

NETWORK: dict[str, dict[str, str]] = {
    "reads": {
        "gdown": "download download_folder",
        "kagglehub": "dataset_download model_download",
        "opendatasets": "download",
        "openml.datasets": "get_dataset",
        "pandas_datareader": "DataReader",
        "pandas_datareader.data": "DataReader get_data_fred get_data_yahoo",
        "quandl": "get get_table",
        "requests": "get post request",
        "tensorflow_hub": "KerasLayer load",
        "torch.hub": "download_url_to_file load load_state_dict_from_url",
        "ucimlrepo": "fetch_ucirepo",
        "urllib": "urlopen urlretrieve",
        "urllib.request": "urlopen urlretrieve",
        "wbdata": "get_data get_dataframe",
        "wget": "download",
        "yfinance": "Ticker Tickers download",
    },
    "cached": {
        "astropy.utils.data": "download_file get_pkg_data_filename",
        "datasets": "load_dataset",
        "gensim.downloader": "load",
        "geodatasets": "get_path",
        "huggingface_hub": "hf_hub_download snapshot_download",
        "keras.datasets.boston_housing": "load_data",
        "keras.datasets.cifar10": "load_data",
        "keras.datasets.cifar100": "load_data",
        "keras.datasets.fashion_mnist": "load_data",
        "keras.datasets.imdb": "load_data",
        "keras.datasets.mnist": "load_data",
        "keras.datasets.reuters": "load_data",
        "keras.utils": "get_file",
        "nltk": "download",
        "pooch": "retrieve",
        "seaborn": "load_dataset",
        "sentence_transformers": "CrossEncoder SentenceTransformer",
        "sklearn.datasets": """
            fetch_20newsgroups fetch_20newsgroups_vectorized fetch_california_housing fetch_covtype fetch_kddcup99
            fetch_lfw_pairs fetch_lfw_people fetch_mldata fetch_olivetti_faces fetch_openml fetch_rcv1
            fetch_species_distributions
        """,
        "spacy.cli": "download",
        "statsmodels.api.datasets": "get_rdataset",
        "statsmodels.datasets": "get_rdataset",
        "tensorflow_datasets": "load",
        "transformers": "pipeline",
        "xarray.tutorial": "load_dataset open_dataset",
    },
    "by_address": {
        "cv2": "VideoCapture imread",
        "geopandas": "read_file",
        "imageio": "imread",
        "imageio.v2": "imread",
        "imageio.v3": "imread",
        "joblib": "load",
        "matplotlib.pyplot": "imread",
        "numpy": "genfromtxt load loadtxt",
        "pandas": """
            ExcelFile read_csv read_excel read_feather read_fwf read_html read_json read_parquet read_pickle read_spss
            read_stata read_table read_xml
        """,
        "pickle": "load",
        "polars": "read_csv read_excel read_json read_parquet scan_csv scan_parquet",
        "skimage.io": "imread",
        "torch": "load",
        "xarray": "open_dataarray open_dataset open_mfdataset open_zarr",
    },
}
