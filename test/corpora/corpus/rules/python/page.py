import html
import json


def handler(event, context):
    name = event["queryStringParameters"]["name"]

    if event["path"] == "/raw":
        return {"statusCode": 200, "headers": {"Content-Type": "text/html"}, "body": f"<h1>Hello {name}</h1>"}  # bad: unescaped-html
    if event["path"] == "/json":
        return {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": json.dumps({"name": name})}  # good
    return {"statusCode": 200, "headers": {"Content-Type": "text/html"}, "body": f"<h1>Hello {html.escape(name)}</h1>"}  # good
