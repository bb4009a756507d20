"""Asks a server by Weblate's own class, as a Weblate whose administrator has entered its address; prints JSON.

Run by the Python of a Weblate: `python weblate_client.py ADDRESS SOURCE TARGET < texts.json`.
"""

import json
import sys

import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "weblate.checks", "weblate.lang"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    SECRET_KEY="none",
    CHECK_LIST=(),
    SITE_DOMAIN="weblate.example",
    ENABLE_HTTPS=True,
)
django.setup()

from weblate.lang.models import Language  # noqa: E402
from weblate.machinery.tmserver import TMServerTranslation  # noqa: E402

address, source, target = sys.argv[1:]
service = TMServerTranslation({"url": address})
# What Weblate does when an administrator saves the address.
service.validate_settings()
codes = service.get_languages(Language(code=source), Language(code=target))
texts = json.load(sys.stdin)
found = service.download_multiple_translations(*codes, [(text, None) for text in texts], None, 75)
json.dump({"codes": codes, "found": found}, sys.stdout, ensure_ascii=True)
