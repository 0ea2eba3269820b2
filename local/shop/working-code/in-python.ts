/** Notes parcels of the carrier that a parameter names, and what a request says is one. */
export const notesParcels = `import json
import os

import boto3

parameters = boto3.client("ssm")
parcels = boto3.resource("dynamodb").Table(os.environ["PARCELS_TABLE"])


def carrier():
    answer = parameters.get_parameter(Name="/shop/carrier")
    return answer["Parameter"]["Value"]


def handler(event, context):
    name = carrier()
    for record in event.get("Records", []):
        parcels.put_item(Item={"id": record["Sns"]["MessageId"], "carrier": name})
    if "body" in event:
        parcels.put_item(Item=json.loads(event["body"]))
    return {"statusCode": 200, "body": name}
`;

/** Reads what was sold, and queues an invoice for each line of it. */
export const sendsInvoices = `import os

import boto3

storage = boto3.client("s3")
queues = boto3.client("sqs")


def lines_of(key):
    answer = storage.get_object(Bucket="shop-data", Key=key)
    return answer["Body"].read().decode().splitlines()


def handler(event, context):
    lines = lines_of("sold.csv")
    for line in lines:
        queues.send_message(QueueUrl=os.environ["INVOICES_URL"], MessageBody=line)
    return {"statusCode": 200, "body": str(len(lines))}
`;
