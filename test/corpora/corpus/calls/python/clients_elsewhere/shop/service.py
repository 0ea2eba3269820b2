import json
import os

from . import aws
from .aws import client


def process(order):
    client("stepfunctions").start_execution(stateMachineArn=os.environ["MACHINE"], input=json.dumps(order))
    aws.sns().publish(TopicArn=os.environ["TOPIC"], Message="started")


def never_called():
    client("dynamodb").delete_table(TableName="orders")
