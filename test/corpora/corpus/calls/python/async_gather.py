import asyncio
import os

import aioboto3

session = aioboto3.Session()


async def run(event):
    async with session.client("kinesis") as kinesis, session.resource("dynamodb") as dynamodb:
        await kinesis.put_record(StreamName=os.environ["STREAM"], Data=b"x", PartitionKey="1")
        table = await dynamodb.Table("seen")
        await table.put_item(Item={"id": event["id"]})


def handler(event, context):
    return asyncio.run(run(event))
