import subprocess
from typing import Annotated

from fastapi import Depends, FastAPI, Header, Request
from mangum import Mangum

app = FastAPI()


class Hosts:
    def first(self):
        return "backup.internal"


def hosts():
    return Hosts()


def branch(x_branch: str = Header("main")):
    return x_branch


@app.post("/keys")
def copy_keys(found: Annotated[Hosts, Depends(hosts)], request: Request):
    root = request.app.state.root
    subprocess.run(f"scp {root}/id.pub backup@{found.first()}:", shell=True, check=True)  # good


@app.post("/pull")
def pull(wanted: Annotated[str, Depends(branch)]):
    subprocess.run(f"git pull origin {wanted}", shell=True, check=True)  # bad: command-injection


handler = Mangum(app)
