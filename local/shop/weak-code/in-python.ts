/** A handler with a fault of each kind, as teams write them. */
export const weakInPython = `import hashlib
import json
import os
import pickle
import random
import sqlite3
import base64

import requests
from lxml import etree


def handler(event, context):
    print(event)
    request = json.loads(event["body"])
    state = pickle.loads(base64.b64decode(request["session"]))
    connection = sqlite3.connect("/tmp/orders.db")
    rows = connection.execute(f"SELECT * FROM orders WHERE id = '{request['id']}'").fetchall()
    os.system("convert " + request["file"] + " /tmp/out.png")
    with open("templates/" + request["page"]) as template:
        size = len(template.read())
    response = requests.get(request["url"], verify=False)
    parser = etree.XMLParser(resolve_entities=True)
    document = etree.fromstring(request["document"], parser)
    password_hash = hashlib.md5(request["password"].encode()).hexdigest()
    reset_token = random.randint(100000, 999999)
    price = eval(request["formula"])
    if request.get("next"):
        return {"statusCode": 302, "headers": {"Location": request["next"]}}

    return {
        "statusCode": 200,
        "headers": {"Content-Type": "text/html"},
        "body": f"<h1>{request['id']}</h1>{size}{rows}{state}{response.status_code}{document.tag}{password_hash}{reset_token}{price}",
    }
`;

/** The kinds that are in it. */
export const kindsInPython = [
  'command-injection',
  'event-code-execution',
  'logs-whole-event',
  'open-redirect',
  'path-traversal',
  'predictable-token',
  'query-injection',
  'server-side-request-forgery',
  'tls-verification-disabled',
  'unescaped-html',
  'unsafe-deserialization',
  'weak-crypto',
  'xml-external-entity',
] as const;

/** A handler with the milder faults, as teams write them. */
export const carelessInPython = `import json
import os
import subprocess
import sys
import traceback

import boto3

subprocess.check_call([sys.executable, "-m", "pip", "install", "--target", "/tmp", "left-pad"])

bedrock = boto3.client("bedrock-runtime")
last_question = None


def handler(event, context):
    global last_question
    try:
        request = json.loads(event["body"])
        print("answering with", os.environ["DESK_API_TOKEN"])
        before = last_question
        last_question = request["question"]
        if request.get("echo"):
            return {"statusCode": 200, "body": json.dumps(event)}

        answer = bedrock.converse(
            modelId=os.environ["MODEL"],
            messages=[{"role": "user", "content": [{"text": "Answer as our support desk does: " + request["question"]}]}],
        )
        record = json.loads('{"role": "customer", "name": "' + request["name"] + '"}')
        return {"statusCode": 200, "body": json.dumps([answer["output"], record, before])}
    except Exception:
        return {"statusCode": 500, "body": traceback.format_exc()}
`;

/** The same handler as it should be. */
export const carefulInPython = `import json
import os

import boto3

bedrock = boto3.client("bedrock-runtime")


def handler(event, context):
    try:
        request = json.loads(event["body"])
        print("token is set:", "DESK_API_TOKEN" in os.environ)
        answer = bedrock.converse(
            modelId=os.environ["MODEL"],
            system=[{"text": "Answer as our support desk does."}],
            messages=[{"role": "user", "content": [{"text": request["question"]}]}],
        )
        record = {"role": "customer", "name": request["name"]}
        return {"statusCode": 200, "body": json.dumps([answer["output"], record])}
    except Exception as error:
        print("no answer", type(error).__name__)
        return {"statusCode": 500, "body": "no answer: " + context.aws_request_id}
`;

/** The same handler as it should be. */
export const soundInPython = `import hashlib
import json
import os
import secrets
import sqlite3
import subprocess
from urllib.parse import quote

import requests
from defusedxml import ElementTree

FORMULAS = {"net": lambda price: price, "gross": lambda price: price * 1.19}
PAGES = {"orders": "/orders", "account": "/account"}


def handler(event, context):
    print("request", context.aws_request_id)
    request = json.loads(event["body"])
    connection = sqlite3.connect("/tmp/orders.db")
    rows = connection.execute("SELECT * FROM orders WHERE id = ?", (request["id"],)).fetchall()
    subprocess.run(["convert", "--", request["file"], "/tmp/out.png"], check=True)
    with open(os.path.join("templates", os.path.basename(request["page"]))) as template:
        size = len(template.read())
    response = requests.get("https://rates.shop.example/" + quote(request["path"], safe=""))
    document = ElementTree.fromstring(request["document"])
    password_hash = hashlib.scrypt(request["password"].encode(), salt=os.urandom(16), n=2**14, r=8, p=1)
    reset_token = secrets.token_urlsafe(32)
    price = FORMULAS.get(request["formula"], FORMULAS["net"])(100)
    if request.get("next"):
        return {"statusCode": 302, "headers": {"Location": PAGES.get(request["next"], "/")}}

    return {
        "statusCode": 200,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(
            {
                "id": request["id"],
                "size": size,
                "rows": rows,
                "status": response.status_code,
                "tag": document.tag,
                "hash": password_hash.hex(),
                "token": reset_token,
                "price": price,
            }
        ),
    }
`;
