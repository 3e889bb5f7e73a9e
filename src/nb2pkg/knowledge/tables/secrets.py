"""What secrets look like: tokens as their providers document them, names of what holds secrets, what is none."""

# Kind -> hints, pattern. Kinds read after "a" or "an". Each token has at least 20 characters without blanks and holds
# one of its hints, which are cheap to look for because they begin with plain characters: most texts hold none, and are
# done with. The pattern's group `secret` is what must not be shown, without one all of it; no groups are numbered.
FORMATS: dict[str, tuple[tuple[str, ...], str]] = {
    "Airtable token": ((r"pat[A-Za-z0-9]{14}\.",), r"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}"),
    "Anthropic key": ((r"sk-ant-",), r"sk-ant-[\w-]{20,}"),
    "AWS access key id": ((r"AKIA[A-Z0-9]{5}", r"ASIA[A-Z0-9]{5}"), r"A[KS]IA[A-Z0-9]{16,24}"),
    "Azure client secret": ((r"8Q~",), r"[\w~.-]{3}8Q~[\w~.-]{31,34}"),
    "Azure connection string's key": (
        (r"AccountKey=", r"SharedAccessKey="),
        r"(?:AccountKey|SharedAccessKey)=(?P<secret>[A-Za-z0-9+/%]{30,}={0,2})",
    ),
    "Azure shared access signature": (
        (r"sig=[A-Za-z0-9%+/_-]{6}",),
        r"[?&;]sig=(?P<secret>(?:[A-Za-z0-9+/_-]|%[0-9A-Fa-f]{2}){40,}={0,2})",
    ),
    "Azure storage key": (
        (r"fs\.azure\.account\.key",),
        r"""fs\.azure\.account\.key\.[\w.-]+["' ,=]+(?P<secret>[A-Za-z0-9+/]{40,}={0,2})""",
    ),
    "bearer token": ((r"earer ",), r"[Bb]earer (?P<secret>(?=[\w.~+/-]{0,400}[0-9])[\w.~+/-]{16,}=*)"),
    "Databricks token": ((r"dapi[0-9a-f]{6}",), r"dapi[0-9a-f]{32}(?:-\d+)?"),
    "DigitalOcean token": ((r"_v1_[0-9a-f]{6}",), r"do[opr]_v1_[0-9a-f]{64}"),
    "Discord webhook": (
        (r"/webhooks/",),
        r"https://(?:\w+\.)?discord(?:app)?\.com/api/(?:v\d+/)?webhooks/(?P<secret>\d{16,}/[\w-]{30,})",
    ),
    "Docker Hub token": ((r"dckr_",), r"dckr_(?:pat|oat)_[\w-]{20,}"),
    "GitHub token": (
        (r"gho_", r"ghp_", r"ghr_", r"ghs_", r"ghu_", r"github_pat_"),
        r"gh[oprsu]_[A-Za-z0-9]{30,255}|github_pat_\w{30,255}",
    ),
    "GitLab token": (
        (r"glcbt-", r"gldt-", r"glft-", r"glpat-", r"glptt-", r"glrt-", r"glsoat-"),
        r"gl(?:cbt|dt|ft|pat|ptt|rt|soat)-[\w.-]{20,}",
    ),
    "Google access token": ((r"ya29\.",), r"ya29\.[\w-]{24,}"),
    "Google API key": ((r"AIza",), r"AIza[\w-]{30,45}"),
    "Google client secret": ((r"GOCSPX-",), r"GOCSPX-[\w-]{24,}"),
    "Grafana token": (
        (r"glc_[A-Za-z0-9+/]{6}", r"glsa_"),
        r"glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}|glc_[A-Za-z0-9+/]{32,}={0,2}",
    ),
    "Groq key": ((r"gsk_[A-Za-z0-9]{6}",), r"gsk_[A-Za-z0-9]{40,}"),
    "Hugging Face token": ((r"api_org_[A-Za-z0-9]{6}", r"hf_[A-Za-z0-9]{6}"), r"(?:api_org|hf)_[A-Za-z0-9]{30,}"),
    "JSON web token": ((r"eyJ[A-Za-z0-9]{6}",), r"eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}"),
    "Kaggle token": ((r"KGAT_",), r"KGAT_[0-9a-f]{32}"),
    "LangSmith key": ((r"lsv2_",), r"lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}"),
    "Mailchimp key": ((r"-us\d",), r"[0-9a-f]{32}-us\d{1,2}"),
    "Mailgun key": ((r"key-[0-9a-f]{6}",), r"key-[0-9a-f]{32}"),
    "Mapbox secret token": ((r"sk\.eyJ",), r"sk\.eyJ[\w-]{20,}\.[\w-]{20,}"),
    "New Relic key": ((r"NRAK-",), r"NRAK-[A-Z0-9]{27}"),
    "Notion token": ((r"ntn_[A-Za-z0-9]{6}", r"secret_[A-Za-z0-9]{6}"), r"ntn_[A-Za-z0-9]{40,}|secret_[A-Za-z0-9]{43}"),
    "npm token": ((r"npm_[A-Za-z0-9]{6}",), r"npm_[A-Za-z0-9]{30,40}"),
    "OpenAI key": (
        (r"sk-[A-Za-z0-9_-]{8}",),
        r"sk-(?!ant-)(?:(?:proj|svcacct|admin|None|or-v1)-)?"
        r"(?=[\w-]{0,200}[0-9])(?=[\w-]{0,200}?[A-Za-z0-9]{16})[\w-]{20,}",
    ),
    "Perplexity key": ((r"pplx-",), r"pplx-[A-Za-z0-9]{40,}"),
    "Pinecone key": ((r"pcsk_",), r"pcsk_[A-Za-z0-9]{5,}_[A-Za-z0-9]{40,}"),
    # Line ends may be written as `\n`, lines be literals of their own; there may be headers.
    "private key": (
        (r"PRIVATE KEY",),
        r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----"
        r"(?P<secret>(?:(?:\s|\\+[rn]|[\"'\\+])*(?:[A-Z][A-Za-z-]+: [^\n\\]*|[A-Za-z0-9+/=]{16,}+))+"
        r"(?:(?:\s|\\+[rn]|[\"'\\+])*[A-Za-z0-9+/=]+(?=(?:\s|\\+[rn]|[\"'\\+])*-----END))?)",
    ),
    "PyPI token": ((r"pypi-AgE",), r"pypi-AgE[\w-]{40,}"),
    "Replicate token": ((r"r8_[A-Za-z0-9]{6}",), r"r8_[A-Za-z0-9]{37}"),
    "SendGrid key": ((r"SG\.[A-Za-z0-9_-]{6}",), r"SG\.[\w-]{16,32}\.[\w-]{16,64}"),
    "Shopify token": ((r"shpat_", r"shpca_", r"shppa_", r"shpss_"), r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"),
    "Slack token": (
        (r"xapp-", r"xox[a-s]-"),
        r"xox[abceoprs]-(?=[\w-]{0,200}[0-9])[\w-]{15,}|xapp-\d-[A-Z0-9]+-\d+-[a-z0-9]+",
    ),
    "Slack webhook": (
        (r"hooks\.slack\.com",),
        r"https://hooks\.slack\.com/(?:services|triggers|workflows)/(?P<secret>[\w/+-]{20,})",
    ),
    "Stripe key": (
        (r"rk_live_", r"rk_test_", r"sk_live_", r"sk_test_", r"whsec_"),
        r"(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9+/]{24,}",
    ),
    "Supabase token": ((r"sbp_",), r"sbp_[0-9a-f]{40}"),
    "Teams webhook": (
        (r"webhook\.office\.com",),
        r"https://[\w.-]*webhook\.office\.com/webhookb?2?/(?P<secret>[\w@/-]{40,})",
    ),
    "Telegram bot token": ((r":AA[A-Za-z0-9_-]{6}",), r"\d{8,10}:AA[\w-]{30,40}"),
    "Twilio account id or key": ((r"AC[0-9a-f]{8}", r"SK[0-9a-f]{8}"), r"(?:AC|SK)[0-9a-f]{32}"),
    "Vault token": ((r"hvb\.", r"hvs\."), r"hv[bs]\.[\w-]{24,}"),
    "Weights & Biases key": ((r"wandb_v1_",), r"wandb_v1_\w{30,}"),
    "xAI key": ((r"xai-",), r"xai-[A-Za-z0-9]{60,}"),
}

# Values that stand for a secret in templates, labels and schemas; compared by their letters and digits, in lower case.
PLACEHOLDERS = """
    accesskey accesstoken apikey apitoken authtoken bar baz blank bool bytes changeit changeme changethis
    clientsecret column default demo dummy empty enterpassword example fake false field fixme foo foobar
    hidden input int key label masked missing myapikey mypassword mysecret mytoken na nan nil no none notset
    null object optional pass passphrase passwd password placeholder private pwd qux redacted removed
    replaceme required sample secretkey str string tbd test testing text todo token true undefined
    unknown unset user username varchar xyz yes
"""

# Well-known defaults: a password all the same, and one that everybody knows.
WELL_KNOWN = "admin guest letmein minioadmin mysql oracle postgres qwerty root sa secret toor welcome"

# Parts of values that say that they were made up.
MADE_UP = "dummy example fake foobar notreal sample test"

# Names are compared word by word (`dbPassword`, `DB-PASSWORD` are `db password`), from their end.
# Of these any value may be the password.
PASSWORD_NAMES = "getpass pass passcode passphrase passwd password pw pwd"

# Whose `pass` is a password, not a pass of a renderer or a filter.
PASSWORD_OWNERS = """
    admin db email ftp jdbc login mail my mysql pg postgres proxy redis root smtp sql ssh sudo user
"""

# Words that may end a longer word: `mypassword`.
NAME_ENDINGS = "apikey authtoken passphrase passwd password"

# A machine made the value, or should have.
SECRET_NAMES = """
    access_key access_token accesskey account_key api_key api_secret api_token apikey app_key app_secret
    auth_key auth_token authorization authtoken bearer_token client_secret consumer_key consumer_secret
    encryption_key license_key master_key private_key secret secret_access_key secret_key secretkey
    service_key session_token shared_key signing_key storage_account_key storage_key subscription_key token
    webhook_secret
"""

# These often hold something else: the value has to look as random as a key.
VAGUE_NAMES = "appid auth bearer cookie credential credentials creds jwt key pat sid"

# Whose key or token is no secret: `pad_token`, `primary_key`.
HARMLESS_OWNERS = """
    additional audio begin bos cache class cls column composite continuation dict dictionary end eos first
    foreign group hash idempotency image index join last map mask merge next object oov pad page partition
    prev previous primary public publishable row sep sort sos special start stop sub surrogate unique unk
    unknown video word
"""

# What may follow the word that counts: `api_key_prod`.
QUALIFIERS = "default dev live local new old prod production staging str value"
