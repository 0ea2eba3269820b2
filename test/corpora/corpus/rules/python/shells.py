import asyncio
import os
import subprocess

TOOLS = {"probe": "ffprobe", "info": "mediainfo"}


async def main(tool, file):
    await asyncio.create_subprocess_shell(f"{tool} {file}")  # bad: command-injection
    await asyncio.create_subprocess_exec(TOOLS[tool], "--", file)  # good


def lambda_handler(event, context):
    asyncio.run(main(event["tool"], event["file"]))
    listing = os.popen("ls -l /tmp/" + event.get("folder", "")).read()  # bad: command-injection
    status, text = subprocess.getstatusoutput("uname -a")  # good
    return listing, status, text
