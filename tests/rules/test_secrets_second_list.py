"""A second list that was written without looking at the rules: keys, and what looks like them, each in a notebook.

docs/rules-accuracy/secrets.md says how the first run went. Nothing here is a secret of anybody.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nb2pkg.check_pipeline import check_text
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.walk import dispatch_of

RULES = dispatch_of([rule for rule in all_rules() if rule.code in {"NB210", "NB301", "NB302", "NB303", "NB304"}])
R = "Zx81mQp4Lw7Ke2Rt" + "9Uy3Io6Pa5Sd0Fg"
R2 = "vB7nM1qA5wS9eD3r" + "F8tG2yH6uJ4iK0oL"
H = "3fa4c19be0d27586" + "a1b2c3d4e5f60718"
STRIPE = "sk_" + "live_"


def nb(
    source: str = "x = 1",
    outs: tuple[dict[str, Any], ...] = (),
    md: str = "",
    meta: dict[str, Any] | None = None,
    cellmeta: dict[str, Any] | None = None,
) -> str:
    code = {"cell_type": "code", "id": "c", "metadata": cellmeta or {}, "source": source, "outputs": list(outs)}
    cells: list[dict[str, Any]] = [code | {"execution_count": 1}]
    if md:
        cells.insert(0, {"cell_type": "markdown", "id": "m", "metadata": {}, "source": md})
    return json.dumps({"cells": cells, "metadata": meta or {}, "nbformat": 4, "nbformat_minor": 5})


def st(text: str) -> tuple[dict[str, Any], ...]:
    return ({"output_type": "stream", "name": "stdout", "text": text},)


def ht(html: str) -> tuple[dict[str, Any], ...]:
    return ({"output_type": "display_data", "metadata": {}, "data": {"text/html": html, "text/plain": "x"}},)


def er(line: str) -> tuple[dict[str, Any], ...]:
    return ({"output_type": "error", "ename": "E", "evalue": "e", "traceback": [line]},)


BAD = [
    nb(f'openai.api_key = "sk-proj-{R}{R2}T3BlbkFJ{R}"'),
    nb(f'client = OpenAI(\n    api_key=\n        "sk-{R}{R2[:17]}",\n)'),
    nb(f'os.environ["OPENAI_API_KEY"] = os.environ.get("OPENAI_API_KEY", "sk-{R}{R2[:17]}")'),
    nb(f'os.environ.setdefault("HUGGINGFACEHUB_API_TOKEN", "hf_{R}abc")'),
    nb('DB_URI = "mysql+pymysql://etl_user:Sup3rS3cret!@10.1.2.3:3306/sales"'),
    nb('engine = create_engine("mssql+pyodbc://sa:P%40ssw0rd9@server/db?driver=ODBC+Driver+17")'),
    nb('cnxn = pyodbc.connect("DRIVER={SQL Server};SERVER=srv;DATABASE=db;UID=report;PWD=Kx9!plm2")'),
    nb('conn = psycopg2.connect("dbname=shop user=ann password=kx9plm2qq host=db.local")'),
    nb('conn = psycopg2.connect(dbname="shop", user="ann", password="kx9plm2qq", host="db.local")'),
    nb(f'conn_str = "DefaultEndpointsProtocol=https;AccountName=lake;AccountKey={R}{R2}{R}=="'),
    nb("!curl -s -u ann:kx9plm2qq https://jenkins.corp/api/json"),
    nb(f'!curl -H "Authorization: token ghp_{R}{R2[:5]}" https://api.github.com/user'),
    nb(f'!curl -H "X-Api-Key: {H}" https://api.x.org'),
    nb(f"!git clone https://ann:ghp_{R}{R2[:5]}@github.com/corp/repo.git"),
    nb("!wget --user=ann --password=kx9plm2qq https://x.org/f.zip"),
    nb("%%bash\ncat > ~/.netrc <<EOF\nmachine api.wandb.ai login user password " + H + R2[:8] + "\nEOF"),
    nb("%%writefile ~/.netrc\nmachine github.com\n  login ann\n  password kx9plm2qq7"),
    nb(f'headers = {{"Authorization": "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.{R}{R2}"}}'),
    nb('headers = {"Authorization": "Basic YW5uOmt4OXBsbTJxcTc5OTk="}'),
    nb(f'session.headers["Authorization"] = f"Bearer {R}{R2}"'),
    nb(f'session.headers.update({{"x-api-key": "{R}"}})'),
    nb(f'boto3.client("s3", aws_access_key_id="AKIAQ3EGXYZT7KQWERTY", aws_secret_access_key="{R}{R2[:9]}")'),
    nb(f'aws_key, aws_secret = "AKIAQ3EGXYZT7KQWERTY", "{R}{R2[:9]}"'),
    nb(f'fs = s3fs.S3FileSystem(key="AKIAQ3EGXYZT7KQWERTY", secret="{R}{R2[:9]}")'),
    nb(f'storage_options = {{"account_name": "lake", "account_key": "{R}{R2}{R}=="}}'),
    nb(
        f'sas = "https://lake.blob.core.windows.net/raw?sv=2022-11-02&ss=b&srt=co&sp=rl&se=2025-01-01T00:00:00Z&sig={R}{R2}%3D"'
    ),
    nb(f'wandb.login(key="{H}{H[:8]}")'),
    nb(f"!wandb login {H}{H[:8]}"),
    nb(f"%env WANDB_API_KEY={H}{H[:8]}"),
    nb("%env DATABASE_URL=postgres://app:kx9plm2qq@db:5432/app"),
    nb('mlflow_tracking_password = "kx9plm2qq"'),
    nb('smtp.login("me@corp.com", "abcd efgh ijkl mnop")'),
    nb(f'bot = telebot.TeleBot("6123456789:AAH{R}ab")'),
    nb(f'stripe.api_key = "{STRIPE}{R}{R2[:6]}"'),
    nb(f'sendgrid.SendGridAPIClient("SG.{R[:22]}.{R2}{R[:11]}")'),
    nb(f'slack = WebClient(token="xoxp-123456789012-123456789012-{H}")'),
    nb(
        'key = """-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA'
        + R * 3
        + "\n"
        + R2 * 3
        + '\n-----END RSA PRIVATE KEY-----"""'
    ),
    nb(f'token = "ghp_" + "{R}{R2[:5]}"'),
    nb(f'token = ("{R}"\n         "{R2}")'),
    nb(f'def load(url, token="{R}{R2}"):\n    pass'),
    nb("# TODO remove: password=kx9plm2qq7"),
    nb('"""\nlogin with user ann, password: kx9plm2qq7\n"""'),
    nb('argparse_args = ["--user", "ann", "--password", "kx9plm2qq7"]'),
    nb('zf.extractall(pwd=b"kx9plm2qq7")'),
    nb(f'os.putenv("API_SECRET", "{R}")'),
    nb(f'config.read_string("""\n[api]\nsecret = {R}\n""")'),
    nb(f'yaml_text = "api_key: {R}\\nurl: http://x"'),
    nb(f'cfg = json.loads(\'{{"client_id": "abc", "client_secret": "{R}"}}\')'),
    nb(outs=st("Loaded config: {'user': 'ann', 'password': 'kx9plm2qq7'}\n")),
    nb(outs=st(f"OPENAI_API_KEY=sk-{R}{R2[:17]}\nHOME=/root\n")),
    nb(outs=st(f"export AWS_SECRET_ACCESS_KEY={R}{R2[:9]}\n")),
    nb(outs=er("\x1b[0;31mOperationalError\x1b[0m: could not connect to postgresql://app:kx9plm2qq@db:5432/app")),
    nb(outs=ht(f"<pre>Authorization: Bearer {R}{R2}</pre>")),
    nb(
        outs=st(
            "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAAB"
            + R
            + "\n-----END OPENSSH PRIVATE KEY-----\n"
        )
    ),
    nb(meta={"kernelspec": {"name": "python3"}, "papermill": {"parameters": {"api_key": f"{R}"}}}),
    nb(cellmeta={"secrets": {"token": f"ghp_{R}{R2[:5]}"}}),
    nb(md=f"Use `api_key={R}` for the tests."),
    nb(md="[dashboard](https://ann:kx9plm2qq@grafana.corp/d/1)"),
    nb(f'url = f"https://api.x.org/v1/data?access_token={R}{R2[:8]}&from={{day}}"'),
]
GOOD = [
    nb('password = getpass.getpass("Password: ")'),
    nb('api_key = os.environ["API_KEY"]'),
    nb('token = os.getenv("TOKEN", "")'),
    nb('token = os.getenv("TOKEN", "not-set")'),
    nb('key = "user_id"\ndf.set_index(key)'),
    nb('df.sort_values(by="api_key")'),
    nb('KEY_COLUMN = "customer_id"\nprimary_key = "order_line_id"'),
    nb('tokens = word_tokenize("the password is wrong")'),
    nb('tokenizer.pad_token = tokenizer.eos_token\ntokenizer.add_special_tokens({"pad_token": "[PAD]"})'),
    nb('tokenizer.bos_token = "<|begin_of_text|>"'),
    nb('secret_name = "projects/1/secrets/db-password/versions/latest"'),
    nb('secret = client.get_secret_value(SecretId="prod/db/credentials")["SecretString"]'),
    nb('conn = f"postgresql://{user}:{password}@{host}/db"'),
    nb('conn = "postgresql://{}:{}@{}/{}".format(user, pw, host, db)'),
    nb('url = "https://example.com/reset-password?token=<token>"'),
    nb(f'sha = "{H}{H}"\nassert hashlib.sha256(b).hexdigest() == sha'),
    nb(f'commit = "{H}{H[:8]}"'),
    nb('run_id = "0b1c2d3e-4f5a-4b6c-8d7e-9f0a1b2c3d4e"'),
    nb(f'img = "data:image/png;base64,{R * 40}"'),
    nb(f"ETAG = '\"{H}\"'"),
    nb("np.random.seed(1234567890)"),
    nb(f'model = AutoModel.from_pretrained("x/y", revision="{H}{H[:8]}")'),
    nb('keyboard_layout = "qwertyuiop123"'),
    nb('plt.legend(title="API key usage 2024")'),
    nb('d = {"key1": "value1", "key2": "value2"}'),
    nb("cipher_key = Fernet.generate_key()"),
    nb('st.text_input("Password", type="password", key="login_password")'),
    nb('pwd = os.getcwd()\npwd = "/home/ann/project"'),
    nb("%env AWS_PROFILE=analytics-dev2"),
    nb("!echo $API_KEY"),
    nb('!curl -H "Authorization: Bearer $TOKEN" https://x.org'),
    nb('!curl -u "$USER:$PASS" https://x.org'),
    nb('headers = {"Authorization": f"Bearer {token}"}'),
    nb('headers = {"Authorization": "Bearer " + token}'),
    nb('headers = {"Authorization": "Bearer YOUR_ACCESS_TOKEN_HERE"}'),
    nb('API_KEY = "PASTE-YOUR-KEY-HERE"'),
    nb('API_KEY = "sk-..."'),
    nb('API_KEY = "<your-openai-api-key>"'),
    nb('password = "changeme"'),
    nb('df["password_strength"] = df["password"].str.len()'),
    nb('wine_key = {"alcohol": "12.5%", "ash": "2.43"}'),
    nb('answer_key = ["b", "d", "a", "c"]'),
    nb('foreign_key = "orders.customer_id"'),
    nb('spark.conf.get("spark.hadoop.fs.s3a.access.key")'),
    nb('dbutils.secrets.get(scope="kv", key="storage-account-key2")'),
    nb('userdata.get("OPENAI_API_KEY")'),
    nb('token_type_ids = torch.zeros(3)\nnext_token = "Ġworld"'),
    nb('max_tokens = 4096\nn_tokens = "4096"'),
    nb('print(f"password: {len(password)} characters")'),
    nb('gene_key = "ENSG00000139618"\nuniprot = "P38398"'),
    nb('smiles = "CC(C)CC1=CC=C(C=C1)C(C)C(=O)O"\nseq = "MKTAYIAKQRQISFVKSHFSRQLEERLGLIEVQAPILSRVGDGTQDNLSGA"'),
    nb('doi = "10.1038/s41586-020-2649-2"'),
    nb('keys = ["2024-01", "2024-02"]\nsort_key = "created_at2"'),
    nb(outs=st("epoch 1 token_accuracy: 0.98123456 loss=0.0123\n")),
    nb(outs=st(f"md5: {H}\nsha256: {H}{H}\n")),
    nb(outs=st("Enter password: ········\n")),
    nb(outs=st("Successfully installed PyJWT-2.8.0 tokenizers-0.15.2 keyring-24.3.0\n")),
    nb(outs=st("tokens=[101, 7592, 2088, 102] key=layer_1/kernel:0\n")),
    nb(outs=ht(f'<div id="bk-{H}" data-root-id="p1001"></div><script>var key = "{H}";</script>')),
    nb(outs=ht("<table><tr><th>password</th><th>n</th></tr><tr><td>string</td><td>12</td></tr></table>")),
    nb(meta={"widgets": {"state": {H: {"model_name": "HBoxModel", "key": "abc"}}}}),
    nb(md="Get a token at https://huggingface.co/settings/tokens and put it into `HF_TOKEN`."),
    nb(md="The hash key `d41d8cd98f00b204e9800998ecf8427e` is that of the empty file."),
    nb('public_key = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7 ann@laptop"'),
    nb('MAPBOX = "pk.eyJ1IjoiYW5uIiwiYSI6ImNrMTIzNDU2Nzg5MCJ9.abcdefghijklmnop"'),
    nb('auth = None\nauth_url = "https://login.corp/oauth2/v2.0/token"'),
    nb('client_id = "0oa1b2c3d4E5f6G7h8i9"'),
    nb('partition_key = "pk#2024#0001"\ncache_key = f"{user}:{day}"'),
    nb('jwt_algorithm = "RS256"'),
    nb('session_cookie_name = "sessionid2"'),
]


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_secrets(text: str) -> None:
    assert check_text(text, Path("a.ipynb"), RULES).findings


@pytest.mark.parametrize("text", GOOD, ids=range(len(GOOD)))
def test_none(text: str) -> None:
    assert not check_text(text, Path("a.ipynb"), RULES).findings
