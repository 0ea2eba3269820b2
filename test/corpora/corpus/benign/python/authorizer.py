import os

import jwt
from jwt import PyJWKClient

jwks = PyJWKClient(f"https://{os.environ['AUTH_DOMAIN']}/.well-known/jwks.json")


def lambda_handler(event, context):
    token = event["authorizationToken"].split(" ")[1]
    key = jwks.get_signing_key_from_jwt(token).key
    claims = jwt.decode(token, key, algorithms=["RS256"], audience=os.environ["AUDIENCE"])
    return {
        "principalId": claims["sub"],
        "policyDocument": {"Version": "2012-10-17", "Statement": [{"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": event["methodArn"]}]},
    }
