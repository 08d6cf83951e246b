"""What gunicorn serves; static files too, since there is no other web server."""
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

application = StaticFilesHandler(get_wsgi_application())
