import re

import requests
from fastapi import FastAPI, Request
from mangum import Mangum

app = FastAPI()
WIKIS = {}


def known_wiki(host):
    found = WIKIS.get(host)
    if found:
        return found
    if re.fullmatch(r"[a-z]{2,8}\.wiki\.example", host):
        WIKIS[host] = {"host": host}
        return WIKIS[host]
    return None


@app.get("/{host}/page")
def page(host: str):
    wiki = known_wiki(host)
    if wiki is None:
        return {"error": "no such wiki"}
    return requests.get(f"https://{host}/api.php", timeout=5).json()  # good


@app.get("/{host}/any")
def any_page(host: str):
    return requests.get(f"https://{host}/api.php", timeout=5).json()  # bad: server-side-request-forgery


@app.get("/favicon.ico")
def icon(request: Request):
    with open("/opt/static" + "/" + request.url.path, "rb") as file:  # good
        return {"size": len(file.read())}


@app.get("/static/{name:path}")
def static(request: Request):
    with open("/opt/" + request.url.path, "rb") as file:  # bad: path-traversal
        return {"size": len(file.read())}


handler = Mangum(app)
