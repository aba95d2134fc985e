"""Settings of every way to run Tongping; what differs between machines comes from `config.environment`."""

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import environment

BASE_DIR = environment.ROOT
DEBUG = False
DEMO = environment.DEMO
SECRET_KEY = environment.secret_key()
ALLOWED_HOSTS = environment.HOSTS
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in environment.HOSTS] if environment.HTTPS else []

INSTALLED_APPS = [
    "config.apps.HouseConfig",
    "reports",
    "workflows",
    "committees",
    "panels",
    "participation",
    "assessments",
    "plans",
    "indicators",
    "notices",
    "accounts",
    "privacy",
    "ledger",
    "axes",
    "csp",
    "django_fsm",
    "django_htmx",
    "guardian",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.PrivatePagesMiddleware",
    "config.middleware.SignedOutMiddleware",
    "config.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.house",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- where data lives
DATABASES = environment.databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = environment.caches()
FILES_ROOT = environment.VAR / "files"
STORAGES = {
    "default": {
        "BACKEND": "config.storage.DurableStorage",
        "OPTIONS": {"location": str(FILES_ROOT), "file_permissions_mode": 0o600, "allow_overwrite": True},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "static/"
STATIC_ROOT = environment.VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "config" / "static"]
EVIDENCE_MAX_BYTES = 20 * 1024 * 1024
# a command fed with the file: exit 0 clean, 1 infected, else tried again
EVIDENCE_SCANNER = environment.SCANNER
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024

# --- people
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "workflows:desk"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
ANONYMOUS_USER_NAME = None
AXES_VERBOSE = False
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
SESSION_COOKIE_AGE = 12 * 60 * 60

# --- language and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# --- e-mail
MAIL_ENABLED = bool(environment.EMAIL_URL)
SITE_URL = environment.SITE_URL
DEFAULT_FROM_EMAIL = environment.MAIL_FROM
EMAIL_TIMEOUT = 10
for _name, _value in environment.mail().items():
    globals()[_name] = _value

# --- jobs: JSON only; the outbox is the truth, the broker a doorbell
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = CELERY_RESULT_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
# above the cage's own limit (reports/cage.py), below a job's lease and the broker's patience
CELERY_TASK_SOFT_TIME_LIMIT = 150
CELERY_TASK_TIME_LIMIT = 170
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = {
    "sweep-outbox": {"task": "ledger.tasks.sweep", "schedule": 15.0},
    # one job a day, however often it is asked for: a worker that comes late in the day still finds it
    "ask-for-reminders": {
        "task": "workflows.tasks.ask_for_reminders",
        "schedule": crontab(minute="*/10", hour="8-17"),
    },
    # likewise: what minors said and whose time is over
    "ask-to-erase": {"task": "privacy.tasks.ask_to_erase", "schedule": crontab(minute="*/30")},
}
for _name, _value in environment.broker().items():
    globals()[f"CELERY_{_name}"] = _value

# --- PDF
PDF_ENABLED = environment.PDF
PDF_FONTS = environment.FONTS  # a folder with the city's own faces, see docs/running.md
PDF_LIBRARIES = (
    environment.LIBRARIES
)  # where the typesetter's process looks for its libraries besides the usual places

# --- what is published is signed
SIGNING_KEY = environment.SIGNING_KEY  # a file in PEM; where none is named, one is made at first use
SIGNING_KEYS = environment.VAR / "keys"

# --- the browser's side
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = environment.HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if environment.HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.HTTPS else None
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"

DEFAULT_EXCEPTION_REPORTER_FILTER = "privacy.logs.MapFilter"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {
        "without_words": {"()": "privacy.logs.WithoutWords"},
        "discreet": {"()": "config.discretion.WithoutTokens"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["without_words", "discreet"],
        }
    },
    "loggers": {
        "weasyprint.progress": {"level": "WARNING"},
        "django.db.backends": {"level": "INFO"},  # below, it writes statements with what was typed
    },
    "root": {"handlers": ["console"], "level": "INFO"},
}
