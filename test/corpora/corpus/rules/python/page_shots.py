import asyncio
import json


async def run(command):
    process = await asyncio.create_subprocess_exec(*command)  # good
    return await process.wait()


async def shots(pages):
    command = ["node", "shots.js", "--out", "/tmp/shots"]
    if pages:
        command.extend(["--pages", ",".join(pages)])
    return await run(command)


async def other(tool, pages):
    process = await asyncio.create_subprocess_exec(tool, *pages)  # bad: command-injection
    return await process.wait()


def handler(event, context):
    body = json.loads(event["body"])
    if "tool" in body:
        return {"code": asyncio.run(other(body["tool"], body["pages"]))}
    return {"code": asyncio.run(shots(body["pages"]))}
