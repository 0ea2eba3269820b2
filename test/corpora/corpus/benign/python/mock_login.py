import hashlib
import hmac
import os
import secrets

import boto3

table = boto3.resource("dynamodb").Table(os.environ["USERS"])


def digest(password, salt):
    return hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)


def handler(event, context):
    user = table.get_item(Key={"email": event["email"]}).get("Item")
    if not user or not hmac.compare_digest(digest(event["password"], bytes(user["salt"])), bytes(user["digest"])):
        return {"ok": False}
    token = secrets.token_hex(32)
    table.update_item(Key={"email": event["email"]}, UpdateExpression="set session_hash = :h", ExpressionAttributeValues={":h": hashlib.sha256(token.encode()).hexdigest()})
    return {"ok": True, "token": token}
