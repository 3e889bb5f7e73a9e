import pytest

from nb2pkg.knowledge.distributions import distribution_of, implied_distributions
from nb2pkg.knowledge.tables.distributions import DISTRIBUTIONS


@pytest.mark.parametrize(
    ("module", "distribution"),
    [
        ("PIL.Image", "Pillow"),
        ("bs4", "beautifulsoup4"),
        ("cv2", "opencv-python"),
        ("dateutil.parser", "python-dateutil"),
        ("dotenv", "python-dotenv"),
        ("mpl_toolkits.basemap", "basemap"),
        ("mpl_toolkits.mplot3d", "matplotlib"),
        ("pylab", "matplotlib"),
        ("skimage.io", "scikit-image"),
        ("sklearn", "scikit-learn"),
        ("sksurv.nonparametric", "scikit-survival"),
        ("umap", "umap-learn"),
        ("yaml", "PyYAML"),
    ],
)
def test_import_name_differs(module: str, distribution: str) -> None:
    assert distribution_of(module) == distribution


@pytest.mark.parametrize(
    ("module", "distribution"),
    [
        ("azure.storage.blob", "azure-storage-blob"),
        ("google.cloud", "google-cloud-core"),
        ("google.cloud.storage.blob", "google-cloud-storage"),
        ("google.protobuf", "protobuf"),
        ("ruamel.yaml", "ruamel.yaml"),
    ],
)
def test_parts_of_a_namespace_come_from_different_distributions(module: str, distribution: str) -> None:
    assert distribution_of(module) == distribution


@pytest.mark.parametrize("module", ["os.path", "json", "__future__", "_thread", "xml.etree.ElementTree"])
def test_standard_library_needs_nothing(module: str) -> None:
    assert distribution_of(module) is None


@pytest.mark.parametrize(
    ("module", "distribution"), [("pandas.io", "pandas"), ("sklearn2", "sklearn2"), ("my_lab", "my_lab")]
)
def test_unknown_module_is_its_own_distribution(module: str, distribution: str) -> None:
    assert distribution_of(module) == distribution


def test_no_entry_is_of_the_standard_library_or_superfluous() -> None:
    for module, distribution in DISTRIBUTIONS.items():
        assert distribution_of(module) == distribution
        assert module != distribution or "." in module


@pytest.mark.parametrize(
    ("call", "distributions"),
    [("read_excel", ("openpyxl",)), ("to_parquet", ("pyarrow",)), ("background_gradient", ("Jinja2", "matplotlib"))],
)
def test_call_implies_distribution(call: str, distributions: tuple[str, ...]) -> None:
    assert implied_distributions(call) == distributions


@pytest.mark.parametrize("call", ["read_csv", "read_sql", "to_sql", "append", ""])
def test_call_implies_nothing(call: str) -> None:
    assert implied_distributions(call) == ()
