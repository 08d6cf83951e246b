"""Django's settings for a HyperKitty to test with: Debian's packages, SQLite, no Mailman core, no mail, no cron.

The environment says where its data lies (LISTPRESS_HYPERKITTY_DATA) and how it differs from others on the same data:
LISTPRESS_HYPERKITTY_EXPORT=off switches the mbox export off, LISTPRESS_HYPERKITTY_PAGE is the API's page size or `none`.
"""
import os
from pathlib import Path

DATA = Path(os.environ["LISTPRESS_HYPERKITTY_DATA"])

# A server on loopback, for as long as a test runs.
SECRET_KEY = "only for tests"
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
DEBUG = False
SITE_ID = 1
ROOT_URLCONF = "urls"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
LANGUAGE_CODE = "en-us"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "hk_root"
LOGOUT_URL = "account_logout"

# Nobody listens at the core's address; HyperKitty notices and goes on.
MAILMAN_REST_API_URL = "http://127.0.0.1:9"
MAILMAN_REST_API_USER = "nobody"
MAILMAN_REST_API_PASS = "nothing"
# With this key, and from loopback alone, a test can hand in new mail.
MAILMAN_ARCHIVER_KEY = "only-for-tests"
MAILMAN_ARCHIVER_FROM = ("127.0.0.1",)

HYPERKITTY_MBOX_EXPORT = os.environ.get("LISTPRESS_HYPERKITTY_EXPORT") != "off"
HYPERKITTY_ENABLE_GRAVATAR = False
HYPERKITTY_DISABLE_SINGLETON_TASKS = True
FILTER_VHOST = False

PAGE = os.environ.get("LISTPRESS_HYPERKITTY_PAGE", "10")
if PAGE != "none":
    # As in upstream's example settings. Debian's have nothing of the kind.
    REST_FRAMEWORK = {
        "PAGE_SIZE": int(PAGE),
        "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.LimitOffsetPagination",
        "DEFAULT_FILTER_BACKENDS": ("rest_framework.filters.OrderingFilter",),
    }

INSTALLED_APPS = [
    "hyperkitty",
    "django_mailman3",
    *(f"django.contrib.{app}" for app in ("admin", "auth", "contenttypes", "sessions", "sites", "messages", "staticfiles")),
    "rest_framework",
    "django_gravatar",
    "compressor",
    "haystack",
    "django_extensions",
    "django_q",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_mailman3.middleware.TimezoneMiddleware",
]
CONTEXT = [
    *(f"django.template.context_processors.{name}" for name in ("debug", "i18n", "media", "static", "tz", "csrf", "request")),
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "django_mailman3.context_processors.common",
    "hyperkitty.context_processors.common",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT},
    }
]
DATABASES = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA / "archive.db", "OPTIONS": {"timeout": 60}}
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
HAYSTACK_CONNECTIONS = {
    "default": {"ENGINE": "haystack.backends.whoosh_backend.WhooshEngine", "PATH": str(DATA / "index")}
}
# Tasks are done where they arise, so that no worker is needed.
Q_CLUSTER = {"orm": "default", "sync": True, "timeout": 300, "retry": 360}

STATIC_URL = "/static/"
STATIC_ROOT = str(DATA / "static")
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "compressor.finders.CompressorFinder",
]
COMPRESS_PRECOMPILERS = (("text/x-scss", "sassc {infile} {outfile}"),)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"file": {"class": "logging.FileHandler", "filename": str(DATA / "django.log")}},
    "root": {"handlers": ["file"], "level": "WARNING"},
}
