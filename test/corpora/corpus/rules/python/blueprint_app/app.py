import awsgi
from flask import Flask

from shop.orders import orders
from shop.files import files

app = Flask(__name__)
app.register_blueprint(orders, url_prefix="/orders")
app.register_blueprint(files, url_prefix="/files")


def lambda_handler(event, context):
    return awsgi.response(app, event, context, base64_content_types={"image/png"})
