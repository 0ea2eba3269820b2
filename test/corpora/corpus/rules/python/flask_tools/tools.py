import subprocess


def ping(host):
    return subprocess.getoutput("ping -c 1 " + host)  # bad: command-injection


def render(markup):
    done = subprocess.run(["pandoc", "-f", "markdown", "-t", "plain"], input=markup.encode(), capture_output=True)  # good
    return {"text": done.stdout.decode()}
