import base64
import os
from urllib.parse import parse_qs

from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse

validator = RequestValidator(os.environ["TWILIO_AUTH_TOKEN"])


def lambda_handler(event, context):
    body = base64.b64decode(event["body"]).decode() if event.get("isBase64Encoded") else event["body"]
    form = {key: value[0] for key, value in parse_qs(body).items()}
    if not validator.validate(os.environ["URL"], form, event["headers"].get("x-twilio-signature", "")):
        return {"statusCode": 403, "body": ""}
    answer = MessagingResponse()
    answer.message(f"You said: {form['Body']}")
    return {"statusCode": 200, "headers": {"Content-Type": "text/xml"}, "body": str(answer)}
