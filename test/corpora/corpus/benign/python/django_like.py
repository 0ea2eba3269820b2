import os

from mangum import Mangum
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
handler = Mangum(get_asgi_application(), lifespan="off")
