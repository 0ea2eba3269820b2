from hashlib import sha1, sha256
import random
import string


def hash_password(password, salt):
    return sha1((salt + password).encode()).hexdigest()  # bad: weak-crypto


def cache_key(url):
    return sha256(url.encode()).hexdigest()  # good


def make_password(length=12):
    return "".join(random.choices(string.ascii_letters, k=length))  # bad: predictable-token


def handler(event, context):
    return {"hash": hash_password(event["password"], "pepper"), "new": make_password(), "key": cache_key(event["url"])}
