import base64
import io

import qrcode


def handler(event, context):
    text = event["queryStringParameters"]["text"]
    buffer = io.BytesIO()
    qrcode.make(text).save(buffer, format="PNG")
    return {"statusCode": 200, "headers": {"Content-Type": "image/png"}, "isBase64Encoded": True, "body": base64.b64encode(buffer.getvalue()).decode()}
