from functools import lru_cache

import boto3


@lru_cache(maxsize=None)
def client(name):
    return boto3.client(name)


def sns():
    return boto3.client("sns")
