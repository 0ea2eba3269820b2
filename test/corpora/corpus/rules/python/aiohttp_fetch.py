import asyncio

import aiohttp
import boto3
import urllib3

http = urllib3.PoolManager()


async def fetch_all(urls):
    async with aiohttp.ClientSession() as session:
        for url in urls:
            async with session.get(url) as answer:  # bad: server-side-request-forgery
                yield await answer.text()


async def main(event):
    return [text async for text in fetch_all(event["urls"])]


def handler(event, context):
    first = http.request("GET", event["callback"])  # bad: server-side-request-forgery
    second = http.request("GET", "https://api.example.com/ping", fields={"q": event["q"]})  # good
    texts = asyncio.run(main(event))
    sqs = boto3.client("sqs", endpoint_url="https://sqs.eu-west-1.amazonaws.com")  # good
    sqs.send_message(QueueUrl=event["queue"], MessageBody="done")
    return [first.status, second.status, len(texts)]
