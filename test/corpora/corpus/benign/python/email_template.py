import os

import boto3
from jinja2 import Environment, FileSystemLoader, select_autoescape

environment = Environment(loader=FileSystemLoader(os.path.dirname(__file__)), autoescape=select_autoescape())
ses = boto3.client("ses")


def handler(event, context):
    for record in event["Records"]:
        image = record["dynamodb"]["NewImage"]
        html = environment.get_template("welcome.html").render(name=image["name"]["S"])
        ses.send_email(
            Source=os.environ["FROM"],
            Destination={"ToAddresses": [image["email"]["S"]]},
            Message={"Subject": {"Data": "Welcome"}, "Body": {"Html": {"Data": html}}},
        )
