from random import choice, randint

NAMES = ("Ada", "Grace", "Alan")


def lambda_handler(event, context):
    return {"statusCode": 200, "body": f'{{"name": "{choice(NAMES)}", "age": {randint(18, 80)}}}'}
