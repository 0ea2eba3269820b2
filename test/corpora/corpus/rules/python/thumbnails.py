from subprocess import PIPE, Popen, call
from urllib.parse import unquote_plus


def run(command):
    process = Popen(command, shell=True, stdout=PIPE)  # bad: command-injection
    return process.communicate()[0]


def handler(event, _):
    for record in event["Records"]:
        key = unquote_plus(record["s3"]["object"]["key"])
        run("convert /tmp/{} -resize 128 /tmp/small.png".format(key))
        call(["convert", "/tmp/in.png", "-resize", "128", "/tmp/small.png"])  # good
        Popen(["bash", "-c", "file %s" % key])  # bad: command-injection
