import hashlib
import json
import random
import secrets
import time
import uuid


def generate_otp():
    return str(random.randint(100000, 999999))  # bad: predictable-token


def generate_code():
    return str(secrets.randbelow(900000) + 100000)  # good


def lambda_handler(event, context):
    body = json.loads(event["body"])
    reset_token = hashlib.md5((body["email"] + str(time.time())).encode()).hexdigest()  # bad: predictable-token|weak-crypto
    password_hash = hashlib.sha1(body["password"].encode("utf-8")).hexdigest()  # bad: weak-crypto
    request_id = str(uuid.uuid4())  # good
    content_hash = hashlib.md5(body["text"].encode(), usedforsecurity=False).hexdigest()  # good
    return {"statusCode": 200, "body": json.dumps([generate_otp(), generate_code(), reset_token, password_hash, request_id, content_hash])}
