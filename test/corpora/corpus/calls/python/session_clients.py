import boto3

session = boto3.session.Session(region_name="eu-west-1")
secrets = session.client(service_name="secretsmanager")
ssm = session.client("ssm")


def handler(event, context):
    secret = secrets.get_secret_value(SecretId="shop/db")["SecretString"]
    ssm.put_parameter(Name="/shop/rotated", Value=str(len(secret)), Type="String", Overwrite=True)
