import email
import os
import re

import boto3

s3 = boto3.client("s3")
ses = boto3.client("ses")


def handler(event, context):
    message_id = event["Records"][0]["ses"]["mail"]["messageId"]
    raw = s3.get_object(Bucket=os.environ["MAILS"], Key=f"inbox/{message_id}")["Body"].read()
    message = email.message_from_bytes(raw)
    sender = re.sub(r"[^\w.@+-]", "", email.utils.parseaddr(message["From"])[1])
    del message["From"], message["Return-Path"]
    message["From"] = os.environ["FROM"]
    message["Reply-To"] = sender
    ses.send_raw_email(Source=os.environ["FROM"], Destinations=[os.environ["TO"]], RawMessage={"Data": message.as_string()})
