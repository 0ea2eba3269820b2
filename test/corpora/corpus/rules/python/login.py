import hashlib
import json
import os
import random
import secrets

import jwt


def handler(event, context):
    body = json.loads(event["body"])

    stored = hashlib.md5(body["password"].encode()).hexdigest()  # bad: weak-crypto
    better = hashlib.pbkdf2_hmac("sha256", body["password"].encode(), os.urandom(16), 600_000)  # good
    etag = hashlib.md5(b"page").hexdigest()  # good
    reset_token = "".join(random.choice("0123456789abcdef") for _ in range(32))  # bad: predictable-token
    token = secrets.token_urlsafe(32)  # good
    claims = jwt.decode(body["jwt"], options={"verify_signature": False})  # bad: weak-crypto
    trusted = jwt.decode(body["jwt"], os.environ["JWT_KEY"], algorithms=["HS256"])  # good
    winner = random.choice(["red", "blue"])  # good

    return {"statusCode": 200, "headers": {"ETag": etag}, "body": json.dumps([stored, better.hex(), reset_token, token, claims, trusted, winner])}
