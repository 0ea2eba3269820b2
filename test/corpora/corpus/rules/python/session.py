import base64
import hashlib
import hmac
import json
import os
import pickle

import yaml


def handler(event, context):
    raw = base64.b64decode(event["body"])

    session = pickle.loads(raw)  # bad: unsafe-deserialization
    plain = json.loads(raw)  # good
    settings = yaml.load(raw, Loader=yaml.Loader)  # bad: unsafe-deserialization
    safe = yaml.safe_load(raw)  # good
    loader = yaml.load(raw, Loader=yaml.SafeLoader)  # good

    return {"statusCode": 200, "body": json.dumps([session, plain, settings, safe, loader])}
