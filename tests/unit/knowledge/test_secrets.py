"""Secrets are found in all the forms in which notebooks hold them, look-alikes are left alone, and masks leave nothing.

The tokens are put together here, from pieces, so that no scanner takes this file for a leak.
"""

from __future__ import annotations

import re

import pytest

from nb2pkg.knowledge.secret_search import search, search_plain
from nb2pkg.knowledge.secrets import (
    MASK,
    kind_of_secret,
    masked,
    may_hold_secret,
    secrets_by_form,
    secrets_in,
    secrets_in_plain,
)
from nb2pkg.knowledge.tables.secrets import FORMATS

R = "Ab3dEf6hIj9kLm2nOp5q" + "Rs8tUv1wXy4z"
HEX = "0a1b2c3d4e5f6071" + "8293a4b5c6d7e8f9"
DASHES = "-" * 5
TOKENS = {
    "Airtable token": "pat" + R[:14] + "." + HEX * 2,
    "Anthropic key": "sk-" + "ant-api03-" + R,
    "AWS access key id": "AKIA" + "IOSFODNN7EXAMPLE",
    "Azure client secret": R[:3] + "8Q~" + R,
    "Azure connection string's key": "AccountKey=" + R * 2 + "==",
    "Azure shared access signature": "https://a.blob.core.windows.net/c?sv=1&sig=" + R + "%2Babc1234%3D",
    "Azure storage key": 'fs.azure.account.key.a.dfs.core.windows.net", "' + R * 2 + "==",
    "bearer token": "Bearer " + R,
    "Databricks token": "dapi" + HEX,
    "DigitalOcean token": "dop_" + "v1_" + HEX * 2,
    "Discord webhook": "https://discord.com/api/webhooks/123456789012345678/" + R,
    "Docker Hub token": "dckr_" + "pat_" + R,
    "GitHub token": "ghp_" + R + R[:4],
    "GitLab token": "glpat-" + R[:20],
    "Google access token": "ya29." + R,
    "Google API key": "AIza" + R + R[:3],
    "Google client secret": "GOCSPX-" + R[:28],
    "Grafana token": "glsa_" + R + "_" + HEX[:8],
    "Groq key": "gsk_" + R + R[:20],
    "Hugging Face token": "hf_" + R + R[:2],
    "JSON web token": "eyJ" + R + ".eyJ" + R + "." + R,
    "Kaggle token": "KGAT_" + HEX,
    "LangSmith key": "lsv2_" + "pt_" + HEX + "_" + HEX[:10],
    "Mailchimp key": HEX + "-us14",
    "Mailgun key": "key-" + HEX,
    "Mapbox secret token": "sk." + "eyJ" + R + "." + R,
    "New Relic key": "NRAK-" + R.upper()[:27],
    "Notion token": "ntn_" + R + R[:11],
    "npm token": "npm_" + R + R[:4],
    "OpenAI key": "sk-" + "proj-" + R,
    "Perplexity key": "pplx-" + R + R[:16],
    "Pinecone key": "pcsk_" + R[:6] + "_" + R + R[:20],
    "private key": f"{DASHES}BEGIN RSA PRIVATE KEY{DASHES}\n{R}{R}\n{R}=\n{DASHES}END RSA PRIVATE KEY{DASHES}",
    "PyPI token": "pypi-" + "AgEI" + R * 2,
    "Replicate token": "r8_" + R + R[:5],
    "SendGrid key": "SG." + R[:22] + "." + R + R[:11],
    "Shopify token": "shpat_" + HEX,
    "Slack token": "xoxb-" + "123456789012-" + R[:24],
    "Slack webhook": "https://hooks.slack.com/services/T00000000/B00000000/" + R[:24],
    "Stripe key": "sk_" + "live_" + R[:24],
    "Supabase token": "sbp_" + HEX + HEX[:8],
    "Teams webhook": "https://a.webhook.office.com/webhookb2/" + HEX + "@" + HEX + "/IncomingWebhook/" + HEX,
    "Telegram bot token": "123456789:AA" + R + "x",
    "Twilio account id or key": "SK" + HEX,
    "Vault token": "hvs." + R,
    "Weights & Biases key": "wandb_" + "v1_" + R,
    "xAI key": "xai-" + R * 2,
}
CODE = [  # the text, what is secret in it
    (f'api_key = "{R}"', R),
    ('password = "hunter2-hunter2"', "hunter2-hunter2"),
    ('DB_PASS = "qwe!rty9"', "qwe!rty9"),
    ('pw="abcd1234"', "abcd1234"),
    ('dbPassword="tiger"', "tiger"),
    ('password = "it\'s-me-99"', "it's-me-99"),
    ("password = 'postgres'", "postgres"),
    (f'aws_secret_access_key="{R}{R[:8]}"', R + R[:8]),
    (f'os.environ["MY_SERVICE_TOKEN"] = "{R}"', R),
    (f"os.environ.setdefault('MY_TOKEN', '{R}')", R),
    ('{"password": "s3cr3t!"}', "s3cr3t!"),
    ('config = {\n "db": {"password":\n "tiger-1"}}', "tiger-1"),
    ('psycopg2.connect(host="h", user="u", password="tiger")', "tiger"),
    ('create_engine("postgresql://bob:hunter2@db.corp/x")', "hunter2"),
    ('create_engine("mysql://root:p@ss@localhost/x")', "p@ss"),
    ('redis.from_url("redis://:p4ssw0rd@h:6379")', "p4ssw0rd"),
    (f"git clone https://{R}@github.com/a/b", R),
    ('requests.get(u, auth=("bob", "s3cretpw"))', "s3cretpw"),
    ('requests.get(u, auth=HTTPBasicAuth(user, "s3cretpw"))', "s3cretpw"),
    ('smtp.login("a@b.c", "appw0rd")', "appw0rd"),
    ('user, password = "bob", "hunter2"', "hunter2"),
    (f'user, token, size = "bob", "{R}", 3', R),
    (f'headers = {{"Authorization": "Token {R}"}}', R),
    (f'headers = ["X-Api-Key: {R}"]', R),
    ('if password == "letmein123":', "letmein123"),
    ('def f(user, password: str = "s3cr3t"):', "s3cr3t"),
    (f'wandb.login(key="{HEX}{HEX[:8]}")', HEX + HEX[:8]),
    (f'{{"username":"bob","key":"{HEX}"}}', HEX),
    ('reader.option("password", "tiger9")', "tiger9"),
    ('pyodbc.connect("DRIVER={ODBC};SERVER=x;UID=sa;PWD=Sup3rS3cret;")', "Sup3rS3cret"),
    (f'url = "https://api.x.org/v1?api_key={R}&q=1"', R),
    (f'set_api_key("{R}")', R),
    (f'"{{\\"api_key\\": \\"{R}\\"}}"', R),
    ('SECRET_KEY = "super-secret-123"', "super-secret-123"),
    (f'"private_key": "{DASHES}BEGIN PRIVATE KEY{DASHES}\\n{R}\\n{R}\\n{DASHES}END', R),
    ('pymysql.connect("db", "ann", "tiger9", "sales")', "tiger9"),
    ('MongoClient("mongodb+srv://ann:pass123@cluster0.mongodb.net")', "pass123"),
    ('password = "aB3$d|kL9[z"', "aB3$d|kL9[z"),
    ('password = "monkey"', "monkey"),
    ('create_engine("postgresql://ann:secret@localhost/db")', "secret"),
    ('api_key = "sk-' + 'abcdefghijklmnopqrstuvwxyz"', "sk-" + "abcdefghijklmnopqrstuvwxyz"),
    (f'params = {{"q": "Berlin", "appid": "{HEX}"}}', HEX),
    (f'url = "https://api.x.org/v1?q=1&key={HEX}"', HEX),
    (f"# my old key: ghp_{R}{R[:4]}", R),
    (f'İ = 1; api_key = "{R}"', R),
]
PLAIN = [
    (f"OPENAI_API_KEY={R}", R),
    ("PGPASSWORD=tiger psql", "tiger"),
    ("mysqldump --password tiger db", "tiger"),
    ("mysql -u root -ptiger9 db", "tiger9"),
    ("curl -u bob:tiger9 https://x.org", "tiger9"),
    (f'curl -H "Authorization: Basic {R}" https://x.org', R),
    ("sshpass -p tiger9 ssh bob@h", "tiger9"),
    ("docker login -u bob -p tiger9", "tiger9"),
    ("echo tiger9 | sudo -S ls", "tiger9"),
    (f"wandb login {HEX}{HEX[:8]}", HEX + HEX[:8]),
    ("db_password: tiger-99", "tiger-99"),
    ("The password is tiger-99 now.", "tiger-99"),
    (f"API key: {R}", R),
    ("Secret key: tiger-99-tiger", "tiger-99-tiger"),
    (f"<td>api_key</td><td>{R}</td>", R),
]
GOOD = f"""\
password = ""
password = "changeme"
password = "***"
password = "<your password>"
password = "password"
password = "db_password"
password = "my-secret-password"
password = "{{password1}}"
password = "<password1>"
the key is in slot A12
password is required for level1 access
password = getpass("Password1: ")
password = input("Enter password1: ")
password = db_password
password = "${{DB_PASSWORD}}"
password_hash = "abc12345"
password_field = "pw12345"
labels = {{"password": "Password"}}
print(f"Password is {{password}}")
api_key = "YOUR_API_KEY"
api_key = "xxxxxxxxxxxx"
api_key = "DEMO_KEY"
api_key = os.environ["API_KEY_1"]
token = "your-token-here"
token = "hello"
token = "[PAD]"
pad_token = "abc12345"
eos_token = "<|endoftext|>"
next_page_token = "{R}"
access_token = "{{{{ access_token }}}}"
model_token = "gpt2"
tokens = ["abc1234567"]
tokenizer = "bert-base-uncased-12"
token_pattern = r"(?u)\\b\\w+\\b9"
columns = ["secret", "password", "token1234", "api_key"]
df[df["token"] == "covid19-x"]
words["token"] = 3
"token=" + token1234 + "&x="
print("token: " + str(x1))
secret_name = "my-db-secret1"
secret = "abracadabra"
secret = dbutils.secrets.get(scope="kv-1", key="db-pass-1")
AWS_SECRET = "AWS_SECRET_KEY_1"
client_secret = None
key = "abc123def456"
{{"key": "d41d8cd98f00b204e9800998ecf8427e"}}
df.sort_values(key="abc12345")
primary_key = "user_id_123"
public_key = "{R}"
credentials = "service-account-1.json"
ssh_key = "~/.ssh/id_rsa1"
author = "abc12345678"
compass = "north12"
this.renderPass="opaque"
bypass = "abc12345"
monkey = "abc123456789012345678a9b8c"
auth = "https://x.org/oauth2"
mapbox_token = "pk.eyJ1IjoiYWJjIiwiYSI6ImFiY2QifQ.abcdefgh12"
url = "postgresql://user:password@host/db"
url = f"postgresql://{{u}}:{{p}}@host/db"
url = "postgresql://user:%s@host" % p
url = "http://localhost:8888/?token=abc"
url = "https://maps.example.org/?key=map1&zoom=3"
{{"appid": "weather-app-1"}}
git_sha = "{HEX}00000000"
md5 = "d41d8cd98f00b204e9800998ecf8427e"
id = "123e4567-e89b-12d3-a456-426614174000"
color = "#ff00aa"
img = "data:image/png;base64,iVBORw0KGgo{R * 5}"
.sk-toggleable__label-arrow-12 .sk-container-id-1
ghp_{"x" * 36}
glpat-{"X" * 11}-{"X" * 8}
if "{DASHES}BEGIN RSA PRIVATE KEY{DASHES}" in text: parse(text)
Bearer authentication is used
""".splitlines()


def test_every_format_has_a_token_here() -> None:
    assert set(TOKENS) == set(FORMATS)


@pytest.mark.parametrize("kind", FORMATS)
def test_hints_begin_plainly_and_no_groups_are_numbered(kind: str) -> None:
    hints, pattern = FORMATS[kind]
    assert all(re.compile(hint).groups == 0 and not hint.startswith(("(", "[")) for hint in hints)
    assert re.compile(pattern).groups == len(re.compile(pattern).groupindex)


@pytest.mark.parametrize("kind", TOKENS)
@pytest.mark.parametrize("around", ["{}", 'x = "{}"', "see ({}), please", '{{"a": "{}"}}'])
def test_a_token_is_known_by_its_form(kind: str, around: str) -> None:
    text = around.format(TOKENS[kind])
    assert [secret.kind for secret in secrets_in(text)] == [kind]
    assert R[:10] not in masked(text)
    assert HEX[:10] not in masked(text)


@pytest.mark.parametrize(("text", "secret"), CODE)
def test_a_value_is_known_by_its_name_or_place(text: str, secret: str) -> None:
    found = secrets_in(text)
    assert len(found) == 1
    assert secret in text[found[0].start : found[0].end]
    assert masked(text) == text[: found[0].start] + MASK + text[found[0].end :]


@pytest.mark.parametrize(("text", "secret"), PLAIN)
def test_a_value_needs_no_quotes_outside_of_python(text: str, secret: str) -> None:
    assert [text[found.start : found.end] for found in secrets_in_plain(text)] == [secret]


@pytest.mark.parametrize("text", GOOD)
def test_look_alikes_are_left_alone(text: str) -> None:
    assert secrets_in(text) == ()
    assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'key = "ghp_{R[:10]}" + "{R[:26]}"', 'key = "***" + "***"'),
        (f'key = ("ghp_{R[:10]}"\n       "{R[:26]}")', 'key = ("***"\n       "***")'),
        (f'key = "ghp_{R[:10]}\\\n{R[:26]}"', 'key = "***\\\n***"'),
        ('password = "hunter" "-and-2"', 'password = "***" "***"'),
    ],
)
def test_a_secret_in_pieces_is_found_and_masked_whole(text: str, expected: str) -> None:
    assert len(secrets_in(text)) == 1
    assert masked(text) == expected


def test_a_private_key_is_masked_line_by_line() -> None:
    text = TOKENS["private key"]
    assert masked(text).count("\n") == text.count("\n")
    assert masked(text).split("\n")[1:3] == [MASK, MASK]


def test_what_says_that_it_is_made_up_or_comes_with_software_is_less_certain() -> None:
    assert [found.is_certain for found in secrets_in(f'a_token="{R}"; password="root"')] == [True, False]
    assert [found.is_certain for found in secrets_in(TOKENS["AWS access key id"])] == [False]


def test_what_an_environment_lookup_falls_back_on_is_told_apart() -> None:
    (found,) = secrets_in(f'os.getenv("A_TOKEN", "{R}")')
    assert found.is_fallback
    (found,) = secrets_in(f'settings.get("a_token", "{R}")')
    assert not found.is_fallback


def test_overlapping_finds_are_masked_as_one() -> None:
    assert masked(f'password = "abc-{TOKENS["GitHub token"]}-xyz"') == 'password = "***"'


def test_bare_values() -> None:
    assert kind_of_secret(TOKENS["npm token"], name="x") == "npm token"
    assert kind_of_secret("tiger9", name="DB_PASSWORD") == "password"
    assert kind_of_secret("tiger9", name="DB_HOST") == ""


def test_masking_twice_changes_nothing() -> None:
    text = "\n".join([*TOKENS.values(), *(text for text, _ in CODE)])
    assert masked(masked(text)) == masked(text)


def test_plain_text_is_soon_done_with() -> None:
    assert not may_hold_secret("df = pd.read_csv('data/orders.csv')\ndf.groupby('shop').sum()")


def test_names_mean_nothing_where_only_forms_count() -> None:
    text = f'this.password="hunter2-hunter2";var k="{TOKENS["npm token"]}"'
    assert [secret.kind for secret in secrets_by_form(text)] == ["npm token"]


@pytest.mark.parametrize("text", [*TOKENS.values(), *(text for text, _ in [*CODE, *PLAIN])])
def test_the_cheap_look_lets_nothing_through(text: str) -> None:
    assert may_hold_secret(text)
    assert search(text, by_form=True) == secrets_in(text)
    assert search_plain(text, by_form=True) == secrets_in_plain(text)


@pytest.mark.parametrize(
    "piece",
    [
        "password=",
        "'key': ",
        "://a:",
        "sk-",
        "eyJ",
        "a@",
        '"+"',
        "Bearer 1",
        f"{DASHES}BEGIN PRIVATE KEY{DASHES}",
        '\\n"',
    ],
)
def test_hostile_texts_are_searched_in_linear_time(piece: str) -> None:
    # Twice as long takes twice as long; what is quadratic takes minutes.
    text = f"x = '{piece * 5_000}' + 'password=1'"
    assert masked(text).count("\n") == 0
