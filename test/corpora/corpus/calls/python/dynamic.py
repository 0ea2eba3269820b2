import boto3


def handler(event, context):
    return getattr(boto3.client(event["service"]), event["operation"])(**event["parameters"])
