import xml.etree.ElementTree as ET

import boto3

s3 = boto3.client("s3")
table = boto3.resource("dynamodb").Table("products")


def handler(event, context):
    s = event["Records"][0]["s3"]
    tree = ET.fromstring(s3.get_object(Bucket=s["bucket"]["name"], Key=s["object"]["key"])["Body"].read())
    for product in tree.iter("product"):
        table.put_item(Item={"id": product.get("id"), "name": product.findtext("name")})
