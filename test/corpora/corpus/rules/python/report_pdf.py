import json
import os
import shlex
import subprocess


def handler(event, context):
    body = json.loads(event["body"])
    name = body["name"]

    os.system("wkhtmltopdf /tmp/" + name + ".html /tmp/out.pdf")  # bad: command-injection
    os.system(f"wkhtmltopdf /tmp/{shlex.quote(name)}.html /tmp/out.pdf")  # good
    subprocess.run(f"pdfseparate {name} /tmp/p-%d.pdf", shell=True, check=True)  # bad: command-injection
    subprocess.run(["pdfseparate", "--", name, "/tmp/p-%d.pdf"], check=True)  # good
    subprocess.check_output("head -n %d /tmp/out.txt" % int(body["lines"]), shell=True)  # good

    return {"statusCode": 202}
