import os

from Crypto.Cipher import AES, DES


def handler(event, context):
    key = bytes.fromhex(os.environ["DATA_KEY"])
    text = event["text"].encode()

    ecb = AES.new(key, AES.MODE_ECB).encrypt(text)  # bad: weak-crypto
    des = DES.new(key[:8], DES.MODE_CBC, os.urandom(8)).encrypt(text)  # bad: weak-crypto
    gcm, tag = AES.new(key, AES.MODE_GCM).encrypt_and_digest(text)  # good
    return [part.hex() for part in (ecb, des, gcm, tag)]
