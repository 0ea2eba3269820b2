import random
import re
import subprocess
import tempfile
import time
import uuid


def handler(event, context):
    name = f"{uuid.uuid4()}.txt"
    with open(f"/tmp/{name}", "w") as file:  # good
        file.write(event["text"])
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:  # good
        file.write(event["text"].encode())
    time.sleep(random.uniform(0, 0.2))  # good
    subprocess.run(["/opt/bin/convert", f"/tmp/{name}", "/tmp/out.pdf"], check=True)  # good
    return bool(re.match(r"^\d{4}$", event["year"]))  # good
