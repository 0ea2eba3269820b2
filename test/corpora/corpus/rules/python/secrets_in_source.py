import os

import requests

SLACK = "{{slack-token}}"  # bad: secret-in-code
AWS_ACCESS_KEY_ID = "{{aws-key-id}}"  # bad: secret-in-code
AWS_SECRET_ACCESS_KEY = "{{aws-secret}}"  # bad: secret-in-code
EXAMPLE = "AKIAIOSFODNN7EXAMPLE"  # good
DATABASE = "mysql://app:{{password}}@orders.shop.internal/shop"  # bad: secret-in-code
LOCAL = "mysql://root:root@127.0.0.1/shop"  # good
API_KEY = os.environ.get("API_KEY", "changeme")  # good
db_password = "{{password}}"  # bad: secret-in-code
PASSWORD_PARAMETER = "/shop/production/db-password"  # good
TOKEN_URL = "https://login.example.com/oauth2/token"  # good


def handler(event, context):
    requests.post("https://slack.com/api/chat.postMessage", headers={"Authorization": "Bearer " + SLACK}, timeout=3)
    return [len(x) for x in (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, EXAMPLE, DATABASE, LOCAL, API_KEY, db_password, PASSWORD_PARAMETER, TOKEN_URL)]
