from aws_lambda_powertools.utilities import parameters


def handler(event, context):
    url = parameters.get_parameter("/shop/url", max_age=60)
    flags = parameters.get_parameters("/shop/flags")
    key = parameters.get_secret("shop/key")
    return [url, flags, len(key)]
