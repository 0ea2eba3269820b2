import os
import subprocess


def build(source, options):
    parts = ["pandoc", "-o", "/tmp/out.html"]
    parts.append(source)
    parts += [f"--{option}" for option in options]
    return " ".join(parts)


def handler(event, context):
    detail = event["detail"]
    command = build(detail["input"], detail.get("options", []))
    os.system(command)  # bad: command-injection
    subprocess.run(command.split(), check=True)  # good
    subprocess.run("pandoc --version", shell=True, check=True)  # good
