import subprocess
from os import popen, system


def run(event, context):
    return popen(event["cmd"]).read()  # bad: command-injection


def handler(event, context):
    if event.get("kind") == "shell":
        return subprocess.Popen(event["command"], shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT).communicate()  # bad: command-injection
    if event.get("kind") == "system":
        return system("ls " + event["path"])  # bad: command-injection
    if event.get("kind") == "list":
        return subprocess.check_output(event["argv"])  # bad: command-injection
    if event.get("kind") == "uptime":
        return subprocess.check_output(["uptime"])  # good
    return run(event, context)
