import { describe, expect, it } from 'vitest';
import { weaknessesIn } from './weaknesses-in.ts';

const allowed = 'ALLOWED = ["a", "b"]\n\n';
const optional = `def load(name, allow_any=False):
    if not allow_any and name not in ALLOWED:
        raise ValueError()
    return open(name).read()

`;

/** Handlers that refuse what would do harm, or cannot be given it. */
const harmless: readonly (readonly [string, string])[] = [
  [
    'one of own hosts',
    `import requests
HOSTS = {"a.example", "b.example"}

def handler(event, context):
    url = event["url"]
    if not any(url.startswith(f"https://{h}/") for h in HOSTS):
        return "x"
    requests.get(url)
`,
  ],
  [
    'one of own prefixes',
    `import requests
PREFIXES = ["https://a.example/", "https://b.example/"]

def handler(event, context):
    url = event["url"]
    if not any(url.startswith(p) for p in PREFIXES):
        return "x"
    requests.get(url)
`,
  ],
  [
    'one of a tuple of prefixes',
    `import requests

def handler(event, context):
    url = event["url"]
    if not url.startswith(("https://a.example/", "https://b.example/")):
        raise ValueError("x")
    requests.get(url)
`,
  ],
  [
    'a prefix of a setting',
    `import requests, os
BASE = os.environ["BASE"]

def handler(event, context):
    url = event["url"]
    if not url.startswith(BASE):
        raise ValueError("x")
    requests.get(url)
`,
  ],
  [
    'a host below a domain',
    `import requests
from urllib.parse import urlparse

def handler(event, context):
    host = urlparse(event["url"]).hostname
    if not host.endswith(".example.com"):
        raise ValueError("x")
    requests.get(event["url"])
`,
  ],
  [
    'a host below one of some domains',
    `import requests
from urllib.parse import urlparse
ALLOWED = [".example.com", ".example.org"]

def handler(event, context):
    host = urlparse(event["url"]).hostname
    if not any(host.endswith(s) for s in ALLOWED):
        raise ValueError("x")
    requests.get(event["url"])
`,
  ],
  [
    'a host that is one of some or below it',
    `import requests
from urllib.parse import urlparse
ALLOWED = ["example.com", "example.org"]

def handler(event, context):
    host = urlparse(event["url"]).hostname or ""
    if not any(host == d or host.endswith("." + d) for d in ALLOWED):
        raise ValueError("x")
    requests.get(event["url"])
`,
  ],
  [
    'a text that is no list',
    `import sqlite3

def handler(event, context):
    conn = sqlite3.connect("x")
    w = []
    filters = {"a": str(event["q"])}
    for k, v in filters.items():
        if isinstance(v, (list, tuple)) and len(v) == 2:
            op, val = v
            w.append(f'"{k}" {op} ?')
        else:
            w.append(f'"{k}" = ?')
    conn.execute("SELECT a FROM t WHERE " + " AND ".join(w))
`,
  ],
  [
    'a table that is no text',
    `import sqlite3
conn = sqlite3.connect("x")
def sv(name, fieldname, value):
    if name == "t":
        fields = dict(fieldname) if isinstance(fieldname, dict) else {fieldname: value}
        fieldname = fields
    if isinstance(fieldname, dict):
        sets = ", ".join(f'"{k}" = ?' for k in fieldname)
    else:
        sets = f'"{fieldname}" = ?'
    conn.execute(f'UPDATE t SET {sets}', [value])
def handler(event, context):
    sv("t", "file", event["f"])
`,
  ],
  [
    'all characters, each by one of two tests',
    `import os

def handler(event, context):
    name = event["name"]
    if not all(c.isalnum() or c in "-_" for c in name):
        raise ValueError("x")
    os.system("ls " + name)
`,
  ],
  [
    'all characters in an alphabet',
    `import os, string
OK = string.ascii_letters + string.digits + "-_"

def handler(event, context):
    name = event["name"]
    if not all(c in OK for c in name):
        raise ValueError("x")
    os.system("ls " + name)
`,
  ],
  [
    'no character of a shell',
    `import os

def handler(event, context):
    name = event["name"]
    if any(c in ";|&$\`<>\\n'\\"()" for c in name):
        raise ValueError("x")
    os.system("ls " + name)
`,
  ],
  [
    'none of some texts in a path',
    `

def handler(event, context):
    name = event["name"]
    if any(bad in name for bad in ("..", "/", "\\\\")):
        raise ValueError("x")
    open("/opt/data/" + name).read()
`,
  ],
  [
    'no slash',
    `

def handler(event, context):
    name = event["name"]
    if "/" in name or "\\\\" in name:
        raise ValueError("x")
    open("/opt/data/" + name).read()
`,
  ],
  [
    'no dots and no root',
    `import os

def handler(event, context):
    n = event["n"]
    if ".." in n or os.path.isabs(n):
        raise ValueError("x")
    open(os.path.join("/opt/x", n)).read()
`,
  ],
  [
    'no dots behind a folder',
    `

def handler(event, context):
    p = "/opt/x/" + event["n"]
    if ".." in p:
        raise ValueError("x")
    open(p).read()
`,
  ],
  [
    'no dots among the steps of a path',
    `from pathlib import Path

def handler(event, context):
    n = event["n"]
    if n.startswith("/") or ".." in Path(n).parts:
        raise ValueError("x")
    (Path("/opt/x") / n).read_text()
`,
  ],
  [
    'a set within another',
    `import os
ALLOWED = {"a", "b"}

def handler(event, context):
    names = event["names"]
    if not set(names) <= ALLOWED:
        raise ValueError("x")
    os.system("ls " + " ".join(names))
`,
  ],
  [
    'a subset',
    `import os
ALLOWED = {"a", "b"}

def handler(event, context):
    names = event["names"]
    if not set(names).issubset(ALLOWED):
        raise ValueError("x")
    os.system("ls " + " ".join(names))
`,
  ],
  [
    'nothing left of a difference',
    `import os
ALLOWED = {"a", "b"}

def handler(event, context):
    names = event["names"]
    unknown = set(names) - ALLOWED
    if unknown:
        raise ValueError("x")
    os.system("ls " + " ".join(names))
`,
  ],
  [
    'all of an own list',
    `import os
ALLOWED = {"a", "b"}

def handler(event, context):
    names = event["names"]
    if not all(n in ALLOWED for n in names):
        raise ValueError("x")
    os.system("ls " + " ".join(names))
`,
  ],
  [
    'none outside of an own list',
    `import os
ALLOWED = {"a", "b"}

def handler(event, context):
    names = event["names"]
    if any(n not in ALLOWED for n in names):
        raise ValueError("x")
    os.system("ls " + " ".join(names))
`,
  ],
  [
    'a loop that raises',
    `import sqlite3
COLUMNS = {"a", "b"}

def handler(event, context):
    conn = sqlite3.connect("x")
    for c in event["fields"]:
        if c not in COLUMNS:
            raise ValueError("x")
    conn.execute("SELECT " + ", ".join(event["fields"]) + " FROM t")
`,
  ],
  [
    'a default where it is not allowed',
    `import sqlite3

def handler(event, context):
    conn = sqlite3.connect("x")
    order = event.get("o", "ASC").upper()
    if order not in ("ASC", "DESC"):
        order = "ASC"
    conn.execute("SELECT a FROM t ORDER BY a " + order)
`,
  ],
  [
    'nothing, or one of a list',
    `import os
ALLOWED = ["a"]

def handler(event, context):
    x = event.get("x")
    if x and x not in ALLOWED:
        raise ValueError("x")
    os.system("ls " + x)
`,
  ],
  [
    'None, or one of a list',
    `import os
ALLOWED = ["a"]

def handler(event, context):
    x = event.get("x")
    if x is not None and x not in ALLOWED:
        raise ValueError("x")
    os.system("ls " + (x or "a"))
`,
  ],
  [
    'no address of a private network',
    `import requests, ipaddress, socket
from urllib.parse import urlparse
def is_private(host):
    return ipaddress.ip_address(socket.gethostbyname(host)).is_private
def handler(event, context):
    host = urlparse(event["url"]).hostname
    if is_private(host):
        raise ValueError("x")
    requests.get(event["url"])
`,
  ],
  [
    'a group of a narrow pattern',
    `import os, re

def handler(event, context):
    m = re.match(r"^([a-z0-9-]+)$", event["x"])
    if not m:
        return
    os.system("ls " + m.group(1))
`,
  ],
  [
    'letters only',
    `import os, re
def clean(x):
    return re.sub(r"\\W", "", x)
def handler(event, context):
    os.system("ls " + clean(event["x"]))
`,
  ],
  [
    'a number by its format',
    `import subprocess

def handler(event, context):
    subprocess.run("sleep {:d}".format(event['n']), shell=True)
    subprocess.run("sleep %d" % event['n'], shell=True)
    subprocess.run(f"sleep {event['n']:d}", shell=True)
`,
  ],
  [
    'a text of a route that is no list',
    `from fastapi import FastAPI
import sqlite3
app = FastAPI()
conn = sqlite3.connect("x")

@app.get("/")
def find(q: str | None = None):
    op = "="
    if isinstance(q, list):
        op = q[0]
    conn.execute(f"SELECT a FROM t WHERE a {op} ?", [q])

def handler(event, context):
    return app
`,
  ],
  [
    'a text of an address that is no list',
    `import sqlite3
conn = sqlite3.connect("x")

def handler(event, context):
    q = event["queryStringParameters"].get("q")
    op = "="
    if isinstance(q, list):
        op = q[0]
    conn.execute(f"SELECT a FROM t WHERE a {op} ?", [q])
`,
  ],
  [
    'a folder, or what lies below it',
    `from pathlib import Path

def below(folder, name):
    path = (folder / name).resolve()
    if folder.resolve() not in path.parents and path != folder.resolve():
        raise ValueError("x")
    return path

def handler(event, context):
    return below(Path("/opt/x"), event["n"]).read_text()
`,
  ],
  [
    'code behind a return',
    `def handler(event, context):
    name = event["n"]
    return name
    open(name).read()
`,
  ],
  [
    'a module whose function wrote it elsewhere',
    `import os, subprocess

def handler(event, context):
    os.write(1, event["x"].encode())
    subprocess.run([os.environ.get("SHELL", "/bin/bash")])
`,
  ],
  [
    'a flag that is set below a folder',
    `import os
from pathlib import Path
ROOT = Path("/opt/x")

def handler(event, context):
    path = (ROOT / event["n"]).resolve()
    is_inside = False
    try:
        path.relative_to(ROOT)
        is_inside = True
    except ValueError:
        if os.name == "nt":
            is_inside = True
    if not is_inside:
        raise PermissionError("x")
    return path.read_text()
`,
  ],
  [
    'a flag beside an option that no caller gives',
    `from pathlib import Path
ROOT = Path("/opt/x")

def below(name, allow_outside=False):
    path = (ROOT / name).resolve()
    is_inside = ROOT in path.parents
    if not allow_outside and not is_inside:
        raise PermissionError("x")
    return path

def handler(event, context):
    return below(event["n"]).read_text()
`,
  ],
  [
    'a text of a model, which has no fields',
    `from fastapi import FastAPI
from mangum import Mangum
from pydantic import BaseModel
app = FastAPI()

class Ask(BaseModel):
    prompt: str

def send(messages):
    for message in list(messages):
        for part in message.get("content"):
            open(part.get("path"), "rb")
            open(part["path"], "rb")

@app.post("/x")
def ask(body: Ask):
    send([{"role": "user", "content": body.prompt}])

handler = Mangum(app)
`,
  ],
  [
    'a flag that a loop over own folders has set',
    `ROOTS = ["/opt/a", "/opt/b"]

def handler(event, context):
    path = event["n"]
    ok = False
    for root in ROOTS:
        if path == root:
            ok = True
    if ok:
        open(path).read()
`,
  ],
  [
    'a flag, and then nothing or a text of the code',
    `${allowed}def handler(event, context):
    name = event["n"]
    ok = False
    if name in ALLOWED:
        ok = True
    if event.get("usual"):
        name = "usual"
    if ok:
        open(name).read()
`,
  ],
  ...[
    'ok = False\n        if name in ALLOWED:\n            ok = True',
    'if name in ALLOWED:\n            ok = True\n        else:\n            ok = False',
    'try:\n            ALLOWED.index(name)\n            int(name)\n            ok = True\n        except ValueError:\n            ok = False',
  ].map((set): readonly [string, string] => [
    `a flag of each turn: ${set}`,
    `${allowed}def handler(event, context):
    for name in event["names"]:
        ${set}
        if ok:
            open(name).read()
`,
  ]),
  [
    'a flag that is set to one test or another',
    `${allowed}def handler(event, context):
    name = event["n"]
    ok = name in ALLOWED
    if not ok:
        ok = name.isdigit()
    if not ok:
        raise ValueError()
    open(name).read()
`,
  ],
  [
    'an option that a caller gives as it is',
    `${allowed}${optional}def handler(event, context):
    load(event["n"], False)
    load(event["n"], allow_any=False, **event)
    load(*event["arguments"], allow_any=False)
`,
  ],
  [
    'a folder of a path that was resolved before',
    `import os

def below(path):
    return path.startswith("/mnt/")

def handler(event, context):
    path = str(os.path.realpath("/mnt/" + event["n"]))
    if not below(path):
        return
    open(path).read()
`,
  ],
  ...[
    'p = os.path.join("/mnt", x)\n    p = os.path.realpath(p)',
    'p = None\n    if x:\n        p = os.path.realpath(x)',
    'p = os.path.realpath(x) if x else "/mnt/a"',
    'p, ok = os.path.realpath(x), True',
    'p = os.path.realpath(x).rstrip("/")',
  ].map((set): readonly [string, string] => [
    `a folder of a path that is resolved at last: ${set}`,
    `import os

def handler(event, context):
    x = event["n"]
    ${set}
    if not p.startswith("/mnt/"):
        raise ValueError()
    open(p).read()
`,
  ]),
  [
    'a folder of a path that each caller resolves',
    `import os

def check(path):
    if not path.startswith("/mnt/"):
        raise ValueError()

def load(path):
    check(path)
    open(path).read()

def handler(event, context):
    load(os.path.realpath(event["n"]))
`,
  ],
  [
    'characters of which the first is taken off in each turn',
    `import re

def handler(event, context):
    name = event["n"]
    if re.fullmatch("[a-z]+", name):
        while name:
            open(name).read()
            name = name[1:]
`,
  ],
  [
    'a folder of a path that an own function resolves',
    `import os

def full(name):
    return os.path.abspath(os.path.join("/mnt", name))

def handler(event, context):
    path = full(event["n"])
    if path.startswith("/mnt/"):
        open(path).read()
`,
  ],
  [
    'a folder of a path without steps upwards',
    `def handler(event, context):
    path = event["path"]
    if ".." in path:
        return
    if path.startswith("/static/"):
        open(path).read()
`,
  ],
  [
    'a test in each turn',
    `${allowed}def handler(event, context):
    name = event["n"]
    while name:
        if name in ALLOWED:
            open(name).read()
        name = event["next"]
`,
  ],
  [
    'a branch for what this caller always gives',
    `def run(name, values=None):
    if values is not None:
        return values
    return open(name).read()

def handler(event, context):
    run(event["n"], event.get("values") or ())
    run("x")
`,
  ],
  [
    'a branch for what this caller never gives',
    `def run(name, values=None):
    if values is None:
        return name
    return open(name).read()

def handler(event, context):
    run(event["n"])
    run("x", [1])
`,
  ],
  ...['type(names) == str', 'type(names) is str', 'type(names) in (str, bytes)'].map(
    (test): readonly [string, string] => [
      `a branch for a text, of a list: ${test}`,
      `def load(names):
    if ${test}:
        open(names).read()

def handler(event, context):
    load([event["a"]])
`,
    ],
  ),
  [
    'a value of the other branch',
    `def handler(event, context):
    name = "a"
    if event["x"]:
        name = event["n"]
        print(len(name))
    elif event["y"]:
        open(name).read()
    else:
        open(name).read()
`,
  ],
  [
    'an option that another caller gives',
    `${allowed}${optional}def handler(event, context):
    load(event["n"])
    load("x", allow_any=True)
`,
  ],
  [
    'an option that is handed on as it is',
    `${allowed}${optional}class Files:
    def read(self, name, allow_any=False):
        return load(name, allow_any=allow_any)

def handler(event, context):
    Files().read(event["n"])
    Files().read("x", allow_any=True)
`,
  ],
  [
    'a test that asks with an option',
    `${allowed}def is_fine(name, strict=True):
    if strict and name not in ALLOWED:
        return False
    return True

def handler(event, context):
    is_fine("x", strict=False)
    if not is_fine(event["n"]):
        raise ValueError()
    open(event["n"]).read()
`,
  ],
  [
    'what only another caller asks for',
    `def load(name, debug=False):
    if debug:
        open(name).read()

def handler(event, context):
    load(event["n"])
    load("x", debug=True)
`,
  ],
  [
    'a guard that an option brings',
    `${allowed}def load(name, strict=True):
    if strict:
        if name not in ALLOWED:
            raise ValueError()
    return open(name).read()

def handler(event, context):
    load(event["n"])
    load("x", strict=False)
`,
  ],
  [
    'a guard in each branch',
    `${allowed}def handler(event, context):
    name = event["n"]
    if event["kind"] == "number":
        name = int(name)
    elif event["kind"] == "file":
        if name not in ALLOWED:
            raise ValueError()
    else:
        raise ValueError()
    open(name).read()
`,
  ],
  [
    'a guard of what is there',
    `${allowed}def handler(event, context):
    name = event["n"]
    if name:
        if name not in ALLOWED:
            raise ValueError()
    open(name).read()
`,
  ],
  [
    'an option that only a name gives',
    `${allowed}def load(name, *, allow_any=False):
    if not allow_any and name not in ALLOWED:
        raise ValueError()
    return open(name).read()

def handler(event, context):
    load(*event["arguments"])
`,
  ],
  [
    'a parameter of a query, which has no fields',
    `import os

def handler(event, context):
    os.system(event["queryStringParameters"]["x"]["y"])
    os.system(event["pathParameters"].get("x").get("y"))
`,
  ],
];

/** Handlers that look much the same, and let it through. */
const harmful: readonly (readonly [string, string])[] = [
  [
    'a header of CloudFront, which is a list',
    `import os

def handler(event, context):
    headers = event["Records"][0]["cf"]["request"]["headers"]
    os.system("curl " + headers["x-forwarded-host"][0]["value"])
`,
  ],
  [
    'a header of CloudFront that is asked for',
    `import os

def handler(event, context):
    headers = event["Records"][0]["cf"]["request"]["headers"]
    os.system("curl " + headers.get("x", [])[0].get("value"))
`,
  ],
  [
    'each of a header of CloudFront, which is known to be a list',
    `import os

def handler(event, context):
    found = event["Records"][0]["cf"]["request"]["headers"]["x"]
    if isinstance(found, list):
        for header in found:
            os.system("curl " + header["value"])
`,
  ],
  [
    'a header of a direct event, which may be anything',
    `import os

def handler(event, context):
    os.system("curl " + event["headers"]["Authorization"]["token"])
`,
  ],
  [
    'two lists put together, which are no text',
    `import os

def handler(event, context):
    items = event["a"] + event["b"]
    os.system(items[0]["command"])
`,
  ],
  [
    'a host below what a registry gives',
    `import requests
from urllib.parse import urlparse

def handler(event, context):
    host = urlparse(event["url"]).hostname
    if not host.endswith(".com"):
        raise ValueError("x")
    requests.get(event["url"])
`,
  ],
  [
    'a host below what is inside',
    `import requests
from urllib.parse import urlparse

def handler(event, context):
    host = urlparse(event["url"]).hostname
    if not host.endswith(".internal"):
        raise ValueError("x")
    requests.get(event["url"])
`,
  ],
  [
    "hosts of the caller's",
    `import requests

def handler(event, context):
    url = event["url"]
    if not any(url.startswith(f"https://{h}/") for h in event["hosts"]):
        return "x"
    requests.get(url)
`,
  ],
  [
    'hosts without an end',
    `import requests
HOSTS = {"a.example", "b.example"}

def handler(event, context):
    url = event["url"]
    if not any(url.startswith(f"https://{h}") for h in HOSTS):
        return "x"
    requests.get(url)
`,
  ],
  [
    'a scheme alone',
    `import requests

def handler(event, context):
    url = event["url"]
    if not any(url.startswith(p) for p in ["http://", "https://"]):
        return "x"
    requests.get(url)
`,
  ],
  [
    'a tuple of schemes',
    `import requests

def handler(event, context):
    url = event["url"]
    if not url.startswith(("https://", "http://")):
        raise ValueError("x")
    requests.get(url)
`,
  ],
  [
    'the wrong way round',
    `import requests
HOSTS = {"a.example", "b.example"}

def handler(event, context):
    url = event["url"]
    if any(url.startswith(f"https://{h}/") for h in HOSTS):
        return "x"
    requests.get(url)
`,
  ],
  [
    'a value that may be a list',
    `import sqlite3

def handler(event, context):
    conn = sqlite3.connect("x")
    w = []
    filters = {"a": event["q"]}
    for k, v in filters.items():
        if isinstance(v, (list, tuple)) and len(v) == 2:
            op, val = v
            w.append(f'"{k}" {op} ?')
    conn.execute("SELECT a FROM t WHERE " + " AND ".join(w))
`,
  ],
  [
    'a text is a text',
    `import os

def handler(event, context):
    x = str(event["x"])
    if not isinstance(x, str):
        raise ValueError("x")
    os.system(x)
`,
  ],
  [
    'JSON of a text',
    `import os, json

def handler(event, context):
    x = json.loads(str(event["x"]))
    if isinstance(x, list):
        os.system(x[0])
`,
  ],
  [
    'any of the characters',
    `import os

def handler(event, context):
    name = event["name"]
    if not any(c.isalnum() for c in name):
        raise ValueError("x")
    os.system("ls " + name)
`,
  ],
  [
    'an alphabet with a character of a shell',
    `import os

def handler(event, context):
    name = event["name"]
    if not all(c.isalnum() or c in "-_;" for c in name):
        raise ValueError("x")
    os.system("ls " + name)
`,
  ],
  [
    'one character of a shell',
    `import os

def handler(event, context):
    name = event["name"]
    if any(c in ";" for c in name):
        raise ValueError("x")
    os.system("ls " + name)
`,
  ],
  [
    'no dots in a command',
    `import os

def handler(event, context):
    name = event["name"]
    if ".." in name:
        raise ValueError("x")
    os.system("ls " + name)
`,
  ],
  [
    'no dots in a path from the root',
    `import os

def handler(event, context):
    n = event["n"]
    if ".." in n:
        raise ValueError("x")
    open(os.path.join("/opt/x", n)).read()
`,
  ],
  [
    'no dots in what is joined already',
    `import os

def handler(event, context):
    p = os.path.join("/opt/x", event["n"])
    if "../" in p:
        raise ValueError("x")
    open(p).read()
`,
  ],
  [
    'no dots in the whole path',
    `

def handler(event, context):
    n = event["n"]
    if ".." in n:
        raise ValueError("x")
    open(n).read()
`,
  ],
  [
    'any of an own list',
    `import os
ALLOWED = {"a", "b"}

def handler(event, context):
    names = event["names"]
    if not any(n in ALLOWED for n in names):
        raise ValueError("x")
    os.system("ls " + " ".join(names))
`,
  ],
  [
    'a set around another',
    `import os
ALLOWED = {"a", "b"}

def handler(event, context):
    names = event["names"]
    if not ALLOWED <= set(names):
        raise ValueError("x")
    os.system("ls " + " ".join(names))
`,
  ],
  [
    'what is left of a difference',
    `import os
KNOWN = ["a", "b"]

def handler(event, context):
    p = sorted(KNOWN + list(set(event["packages"]) - set(KNOWN)))
    os.system(f"pip3 install {' '.join(p)}")
`,
  ],
  [
    'a loop that goes on',
    `import sqlite3
COLUMNS = {"a", "b"}

def handler(event, context):
    conn = sqlite3.connect("x")
    for c in event["fields"]:
        if c not in COLUMNS:
            continue
    conn.execute("SELECT " + ", ".join(event["fields"]) + " FROM t")
`,
  ],
  [
    'a log where it is not allowed',
    `import sqlite3

def handler(event, context):
    conn = sqlite3.connect("x")
    order = event.get("o", "ASC").upper()
    if order not in ("ASC", "DESC"):
        print("odd")
    conn.execute("SELECT a FROM t ORDER BY a " + order)
`,
  ],
  [
    'a default where it is allowed',
    `import sqlite3

def handler(event, context):
    conn = sqlite3.connect("x")
    order = event.get("o", "ASC").upper()
    if order in ("ASC", "DESC"):
        order = "ASC"
    conn.execute("SELECT a FROM t ORDER BY a " + order)
`,
  ],
  [
    'nothing, or one of a list',
    `import os

def handler(event, context):
    x = event["x"]
    if x and x in ["a"]:
        raise ValueError("x")
    os.system(x)
`,
  ],
  [
    'a default where there is none',
    `import os

def handler(event, context):
    x = event["x"]
    if not x:
        x = "a"
    os.system(x)
`,
  ],
  [
    'a validator that prints',
    `import os
def validate_cmd(q):
    print(q)
def handler(event, context):
    q = event["q"]
    validate_cmd(q)
    os.system(q)
`,
  ],
  [
    'a validator of a prefix',
    `import sqlite3, re
conn = sqlite3.connect("x")
def validate_query(q):
    if not re.match(r"^SELECT\\s", q):
        raise ValueError("x")
def handler(event, context):
    q = event["q"]
    validate_query(q)
    conn.execute(q)
`,
  ],
  [
    'a validator of presence',
    `import os
def validate_input(data):
    if not data:
        raise ValueError("x")
    return True
def handler(event, context):
    q = event["q"]
    validate_input(q)
    os.system(q)
`,
  ],
  [
    'a test of presence',
    `import os
def is_valid(x):
    return x is not None
def handler(event, context):
    if not is_valid(event["q"]):
        return
    os.system(event["q"])
`,
  ],
  [
    'spaces taken out',
    `import os, re
def clean(x):
    return re.sub(r"\\s", "", x)
def handler(event, context):
    os.system("ls " + clean(event["x"]))
`,
  ],
  [
    'a group of any text',
    `import os, re

def handler(event, context):
    m = re.match(r"^cmd (.*)$", event["x"])
    if not m:
        return
    os.system("ls " + m.group(1))
`,
  ],
  [
    'a text by its place',
    `import os

def handler(event, context):
    os.system("ls %s" % event["x"])
`,
  ],
  [
    'a text by its width',
    `import os

def handler(event, context):
    os.system("ls {:>10}".format(event["x"]))
`,
  ],
  [
    'a text by the width of its place',
    `import os

def handler(event, context):
    os.system(f"ls {event['x']:>10}")
`,
  ],
  [
    'a return of another branch',
    `def handler(event, context):
    name = event["n"]
    if not name:
        return name
    open(name).read()
`,
  ],
  [
    'a buffer that is written to',
    `import io, os

def handler(event, context):
    buffer = io.StringIO()
    buffer.write(event["x"])
    os.system(buffer.getvalue())
`,
  ],
  [
    'a flag that is set without asking',
    `from pathlib import Path
ROOT = Path("/opt/x")

def handler(event, context):
    path = (ROOT / event["n"]).resolve()
    is_inside = False
    try:
        path.relative_to(ROOT)
        is_inside = True
    except ValueError:
        if event.get("admin"):
            is_inside = True
    if not is_inside:
        raise PermissionError("x")
    return path.read_text()
`,
  ],
  [
    'a flag that another turn has set',
    `from pathlib import Path
ROOT = Path("/opt/x")

def handler(event, context):
    is_inside = False
    for name in event["names"]:
        path = (ROOT / name).resolve()
        if ROOT in path.parents:
            is_inside = True
        if not is_inside:
            continue
        path.read_text()
`,
  ],
  [
    'a flag that says the opposite',
    `from pathlib import Path
ROOT = Path("/opt/x")

def handler(event, context):
    path = (ROOT / event["n"]).resolve()
    is_inside = False
    if ROOT in path.parents:
        is_inside = True
    if is_inside:
        raise PermissionError("x")
    return path.read_text()
`,
  ],
  [
    'an option that a caller gives',
    `from pathlib import Path
ROOT = Path("/opt/x")

def below(name, allow_outside=False):
    path = (ROOT / name).resolve()
    if not allow_outside and ROOT not in path.parents:
        raise PermissionError("x")
    return path

def handler(event, context):
    return below(event["n"], allow_outside=True).read_text()
`,
  ],
  [
    'an option that leaves the guard out as it is',
    `from pathlib import Path
ROOT = Path("/opt/x")

def below(name, allow_outside=True):
    path = (ROOT / name).resolve()
    if not allow_outside and ROOT not in path.parents:
        raise PermissionError("x")
    return path

def handler(event, context):
    return below(event["n"]).read_text()
`,
  ],
  [
    'a list of tables of a model',
    `from fastapi import FastAPI
from mangum import Mangum
from pydantic import BaseModel
app = FastAPI()

class Ask(BaseModel):
    parts: list[dict]

@app.post("/x")
def ask(body: Ask):
    for part in list(body.parts):
        open(part.get("path"), "rb")

handler = Mangum(app)
`,
  ],
  ...[
    'name = event["other"]',
    'name = name + event["suffix"]',
    'name += event["suffix"]',
    'for name in event["names"]:\n        pass',
    'with made(event["other"]) as name:\n        pass',
    'match event:\n        case {"other": name}:\n            pass',
    'ok |= bool(event.get("force"))',
    'ok |= True',
    'match event:\n        case {"force": ok}:\n            pass',
  ].map((between): readonly [string, string] => [
    `a flag, and then: ${between}`,
    `${allowed}def handler(event, context):
    name = event["n"]
    ok = False
    if name in ALLOWED:
        ok = True
    ${between}
    if ok:
        open(name).read()
`,
  ]),
  [
    'a test that is a flag, and then is set without asking',
    `${allowed}def handler(event, context):
    name = event["n"]
    ok = name in ALLOWED
    ok |= bool(event.get("force"))
    if ok:
        open(name).read()
`,
  ],
  [
    'a flag that is set to a test or to what the event says',
    `${allowed}def handler(event, context):
    name = event["n"]
    ok = name in ALLOWED
    if not ok:
        ok = event.get("force")
    if not ok:
        raise ValueError()
    open(name).read()
`,
  ],
  [
    'a flag that one of many has set, of the last',
    `${allowed}def handler(event, context):
    ok = False
    for name in event["names"]:
        if name in ALLOWED:
            ok = True
    if ok:
        open(name).read()
`,
  ],
  [
    'a flag that one of many has set, of all',
    `${allowed}def handler(event, context):
    names = event["names"]
    ok = False
    for name in names:
        if name in ALLOWED:
            ok = True
    if ok:
        for name in names:
            open(name).read()
`,
  ],
  [
    'a flag of another turn, whose subject is read anew',
    `${allowed}def handler(event, context):
    ok = False
    while event["names"]:
        name = event["names"].pop()
        if name in ALLOWED:
            ok = True
    if ok:
        open(name).read()
`,
  ],
  ...[
    'if name == event["first"]:\n            ok = False',
    'if name != event["first"]:\n            pass\n        else:\n            ok = False',
    'try:\n            int(event["x"])\n        except ValueError:\n            ok = False',
    'ok: bool\n        if name == event["first"]:\n            ok = False',
  ].map((set): readonly [string, string] => [
    `a flag that a turn need not set: ${set}`,
    `${allowed}def handler(event, context):
    for name in event["names"]:
        ${set}
        if name in ALLOWED:
            ok = True
        if ok:
            open(name).read()
`,
  ]),
  [
    'a flag whose subject another function sets',
    `${allowed}def handler(event, context):
    name = event["n"]
    def other():
        nonlocal name
        name = event["other"]
    ok = False
    if name in ALLOWED:
        ok = True
    other()
    if ok:
        open(name).read()
`,
  ],
  ...[
    'load(**json.loads(event["body"]))',
    'load(event["n"], **options)',
    'load(*event["arguments"])',
    'load(*event["arguments"], False)',
    'load(event["n"], allow_any=event["any"])',
  ].map((call): readonly [string, string] => [
    `an option of ${call}`,
    `import json
options = {"allow_any": True}
${allowed}${optional}def handler(event, context):
    ${call}
`,
  ]),
  [
    'an option that this caller gives, and another does not',
    `${allowed}${optional}def handler(event, context):
    load("x")
    load(event["n"], allow_any=True)
`,
  ],
  [
    'an option that is handed on as it was given',
    `${allowed}${optional}def read(name, allow_any=False):
    return load(name, allow_any=allow_any)

def handler(event, context):
    read("x")
    read(event["n"], allow_any=True)
`,
  ],
  [
    'an option that is handed on by one that usually gives it',
    `${allowed}${optional}def read(name, allow_any=True):
    return load(name, allow_any=allow_any)

def handler(event, context):
    read(event["n"])
`,
  ],
  [
    'an option that a part of the function gives',
    `import functools
${allowed}${optional}quick = functools.partial(load, allow_any=True)

def handler(event, context):
    load("x")
    quick(event["n"])
`,
  ],
  [
    'a test that is asked without its option',
    `${allowed}def is_fine(name, strict=True):
    if strict and name not in ALLOWED:
        return False
    return True

def handler(event, context):
    if not is_fine(event["n"], strict=False):
        raise ValueError()
    open(event["n"]).read()
`,
  ],
  [
    'a guard that this caller does not ask for',
    `${allowed}def load(name, strict=True):
    if strict:
        if name not in ALLOWED:
            raise ValueError()
    return open(name).read()

def handler(event, context):
    load("x")
    load(event["n"], strict=False)
`,
  ],
  [
    'a folder of a path that is joined after it was resolved',
    `import os

def handler(event, context):
    p = os.path.realpath("/mnt")
    p = os.path.join(p, event["n"])
    if p.startswith("/mnt"):
        open(p).read()
`,
  ],
  [
    'a folder of a path that one caller resolves',
    `import os

def load(path):
    if not path.startswith("/mnt/"):
        raise ValueError()
    open(path).read()

def handler(event, context):
    load(os.path.realpath(event["n"]))
    load(event["n"])
`,
  ],
  [
    'a folder of a path with steps upwards',
    `def handler(event, context):
    path = event["path"]
    if path.startswith("/static/"):
        open("static/" + path.replace("/static/", "")).read()
`,
  ],
  [
    'a folder of a path that is asked for as it is written',
    `def below(path):
    return path.startswith("/mnt/")

def handler(event, context):
    path = "/mnt/" + event["n"]
    if below(path):
        open(path).read()
`,
  ],
  [
    'a test before the first turn',
    `${allowed}def handler(event, context):
    name = event["n"]
    if name in ALLOWED:
        while name:
            open(name).read()
            name = event["next"]
`,
  ],
  [
    'a branch for what this caller may not give',
    `def run(name, values=None):
    if values is not None:
        return values
    return open(name).read()

def handler(event, context):
    run(event["n"], event.get("values"))
    run("x", ())
`,
  ],
  [
    'a branch for what this caller gives',
    `def run(name, values=None):
    if values is None:
        return name
    return open(name).read()

def handler(event, context):
    run(event["n"], event["values"])
    run("x")
`,
  ],
  [
    'a branch for a list',
    `def load(names):
    if type(names) == list:
        for name in names:
            open(name).read()

def handler(event, context):
    load([event["a"]])
`,
  ],
  [
    'a branch for a text',
    `def handler(event, context):
    name = event["a"]
    if type(name) == str:
        open(name).read()
`,
  ],
  ...[
    ['CACHE = {}', 'CACHE["n"] = event["n"]', 'open(CACHE["n"])'],
    ['name = "a"', 'global name\n        name = event["n"]', 'open(name)'],
    ['class S:\n    name = "a"', 'S.name = event["n"]', 'open(S.name)'],
  ].map(([before, one, other]): readonly [string, string] => [
    `the other branch, of what outlives a run: ${other}`,
    `${before}

def handler(event, context):
    if event["x"]:
        ${one}
    else:
        ${other}
`,
  ]),
  [
    'the other branch, in a loop',
    `def handler(event, context):
    name = "a"
    while event["w"]:
        if event["x"]:
            name = event["n"]
        else:
            open(name).read()
`,
  ],
  [
    'the other branch, of a value from before',
    `def handler(event, context):
    name = event["n"]
    if event["x"]:
        name = "a"
    else:
        open(name).read()
`,
  ],
  [
    'a guard in one branch',
    `${allowed}def handler(event, context):
    name = event["n"]
    if event["strict"]:
        if name not in ALLOWED:
            raise ValueError()
    open(name).read()
`,
  ],
  [
    'an option that its own function sets',
    `${allowed}def load(name, any, allow_any=False):
    allow_any |= any
    if not allow_any and name not in ALLOWED:
        raise ValueError()
    return open(name).read()

def handler(event, context):
    load(event["n"], event["any"])
`,
  ],
];

const grave: ReadonlySet<string> = new Set([
  'command-injection',
  'path-traversal',
  'query-injection',
  'server-side-request-forgery',
]);

function graveIn(source: string): readonly string[] {
  return weaknessesIn(source)
    .map(({ kind }) => kind)
    .filter((kind) => grave.has(kind));
}

describe('a guard', () => {
  it.each(harmless)('%s', (_, source) => {
    expect(graveIn(source)).toEqual([]);
  });
});

describe('no guard', () => {
  it.each(harmful)('%s', (_, source) => {
    expect(graveIn(source)).not.toEqual([]);
  });
});
