import os

ROOT_URLCONF = "shop.urls"
SECRET_KEY = os.environ["SECRET_KEY"]
DEBUG = False
