from shop.service import process


def handler(event, context):
    return process(event["order"])
