import boto3
from boto3.dynamodb.conditions import Key

client = boto3.client("dynamodb")
table = boto3.resource("dynamodb").Table("music")


def handler(event, context):
    artist = event["pathParameters"]["artist"]
    client.execute_statement(Statement=f"SELECT * FROM music WHERE artist = '{artist}'")  # bad: query-injection
    client.execute_statement(Statement="SELECT * FROM music WHERE artist = ?", Parameters=[{"S": artist}])  # good
    table.query(KeyConditionExpression=Key("artist").eq(artist))  # good
    return table.scan(FilterExpression="artist = " + artist)  # bad: query-injection
