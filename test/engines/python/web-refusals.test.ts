import { describe, expect, it } from 'vitest';
import { findWeaknesses } from '../../../functions/engines/python/index.ts';
import { graveIn, type Twins } from './twins.ts';

const share = (refusal: string, use = 'open(candidate)') => `import os
from flask import Flask, request, abort, send_file
app = Flask(__name__)
ROOT = "/opt/share"
def resolve(relative=""):
    root = os.path.realpath(ROOT)
    requested = (relative or "").replace("\\\\", "/")
${refusal}
    return candidate, requested
@app.route("/f")
def get():
    candidate, name = resolve(request.args.get("p"))
    return ${use}
def handler(event, context):
    pass
`;

const candidate = '    candidate = os.path.abspath(os.path.join(root, requested))\n';
const common = (path = 'candidate', rest = 'False') => `    try:
        inside = os.path.commonpath([root, ${path}]) == root
    except ValueError:
        inside = ${rest}
`;
const refused = '    if not inside:\n        abort(404)\n';

const inVariables: Twins = {
  'a folder that is asked for in a variable': {
    good: [
      share(candidate + common() + refused),
      share(
        `    parts = [part for part in requested.split("/") if part not in ("", ".")]\n    if ".." in parts:\n        abort(404)\n    candidate = os.path.join(root, requested.lstrip("/"))`,
      ),
      share(
        `    parts = [p for p in requested.split(os.sep) if p and p != "."]\n    if ".." in parts or requested.startswith("/"):\n        abort(404)\n    candidate = os.path.join(root, requested)`,
      ),
      share(
        `    parts = requested.split("/")\n    if ".." in parts:\n        abort(404)\n    candidate = os.path.join(root, requested.lstrip("/"))`,
      ),
      share(
        `${candidate}${common()}${refused}    candidate = os.path.realpath(candidate)\n${common()}${refused}`,
      ),
      share(
        `    first = os.path.abspath(os.path.join(root, requested))\n${common('first')}${refused}    candidate = os.path.realpath(first)\n${common()}${refused}`,
      ),
      share(
        `${candidate}    try:\n        os.path.relpath(candidate)\n        inside = os.path.commonpath([root, candidate]) == root\n    except ValueError:\n        abort(404)\n${refused}`,
      ),
    ],
    bad: [
      share(`${candidate + common()}    if inside:\n        abort(404)\n`),
      share(`${candidate + common()}    if not inside:\n        print("outside")\n`),
      share(candidate + common('candidate', 'True') + refused),
      share(candidate + common('root') + refused),
      share(`${candidate + common()}    inside = True\n${refused}`),
      share(`${candidate + common()}    if not inside and relative:\n        abort(404)\n`),
      share(`${candidate + common()}    if not inside or True:\n        pass\n`),
      share(candidate + common()),
      share(`${candidate + common() + refused}    candidate = os.path.join(root, relative)\n`),
      share(
        candidate +
          common() +
          '    if relative.startswith("a"):\n        inside = True\n' +
          refused,
      ),
      share(
        `    inside = True\n    candidate = os.path.join(root, requested)\n    if relative == "x":\n    ${common().replaceAll('\n', '\n    ').trimEnd()}\n${refused}`,
      ),
      share(
        `    candidate = None\n    inside = False\n    for name in requested.split(","):\n        if not inside:\n            candidate = os.path.join(root, name)\n            inside = os.path.commonpath([root, candidate]) == root\n        else:\n            candidate = os.path.join(root, name)\n${refused}`,
      ),
      share(
        `    parts = (p for p in requested.split("/") if p)\n    for part in parts:\n        print(part)\n    if ".." in parts:\n        abort(404)\n    candidate = os.path.join(root, requested.lstrip("/"))`,
      ),
      // What is asked leaves `..` out, looks only at the begin, or is of another text.
      share(
        `    parts = [p for p in requested.split("/") if p not in ("", "..")]\n    if ".." in parts:\n        abort(404)\n    candidate = os.path.join(root, requested.lstrip("/"))`,
      ),
      share(
        `    parts = [p.strip(".") for p in requested.split("/")]\n    if ".." in parts:\n        abort(404)\n    candidate = os.path.join(root, requested.lstrip("/"))`,
      ),
      share(
        `    parts = requested.split("/", 1)\n    if ".." in parts:\n        abort(404)\n    candidate = os.path.join(root, requested.lstrip("/"))`,
      ),
      share(
        `    parts = requested.split(",")\n    if ".." in parts:\n        abort(404)\n    candidate = os.path.join(root, requested.lstrip("/"))`,
      ),
      share(
        `    parts = requested.split("/")\n    parts.pop(0)\n    if ".." in parts:\n        abort(404)\n    candidate = os.path.join(root, requested.lstrip("/"))`,
      ),
      share(
        `    parts = os.path.normpath(requested).split("/")\n    if ".." in parts:\n        abort(404)\n    candidate = os.path.join(root, requested.lstrip("/"))`,
      ),
      share(
        `    parts = requested.split("/")\n    requested = request.args.get("q")\n    if ".." in parts:\n        abort(404)\n    candidate = os.path.join(root, requested.lstrip("/"))`,
      ),
      share(
        `    parts = requested.strip("./").split("/")\n    if ".." in parts:\n        abort(404)\n    candidate = os.path.join(root, requested.lstrip("/"))`,
      ),
      share(
        `    parts = requested.split("/")\n    if ".." in parts:\n        print("no")\n    candidate = os.path.join(root, requested.lstrip("/"))`,
      ),
    ],
  },
};

const flask = (imports: string, body: string, before = '') => `import os, re, io, sys
from flask import Flask, request, abort, send_file, make_response
${imports}
app = Flask(__name__)
${before}
@app.route("/f", methods=["POST"])
def get():
${body
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
def handler(event, context):
    pass
`;

const sql = 'from sqlalchemy.sql.expression import text';
const sorted = (refusal: string, branch = '') =>
  flask(
    sql,
    `order = request.args.get("order", "").lower()
sort = request.args.get("sort", "id")
${refusal}
if sort == "tags":
    order = ${branch || '[1]'}
elif order and sort in ["sort", "title"]:
    order = [text(sort + " " + order)]
return "x"`,
  );

const named = (refusal: string, first = "name = ''") =>
  flask(
    '',
    `${first}
if 'name' in request.args:
${refusal
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
if name:
    return open(os.path.join("/opt/configs", name)).read()
return "x"`,
  );

const inBranches: Twins = {
  'an order that is another one where it is not allowed': {
    good: [
      sorted('if not order in ["asc", "desc", ""]:\n    order = "asc"'),
      sorted('if order not in ("asc", "desc"):\n    order = "asc"', 'request.args.get("x")'),
    ],
    bad: [
      sorted('if order in ["asc", "desc", ""]:\n    order = "asc"'),
      sorted('if not sort in ["asc", "desc", ""]:\n    order = "asc"'),
      sorted('if not order in ["asc", "desc", ""]:\n    order = sort'),
      sorted('if not order in ["asc", "desc", ""]:\n    other = "asc"'),
      sorted('if not order in ["asc", "desc", ""] and sort:\n    order = "asc"'),
      sorted('if not order in ["asc", ""]:\n    order = "asc"\norder = request.args.get("o")'),
      sorted(
        'if not order in ["asc", ""]:\n    order = "asc"\nif sort == "x":\n    order = request.args.get("o")',
      ),
      // Another turn of a loop takes the other branch.
      flask(
        sql,
        `order = request.args.get("order")
if not order in ["asc", "desc"]:
    order = "asc"
for sort in request.args.getlist("sort"):
    if sort == "own":
        order = request.args.get("own")
    else:
        text("select 1 order by " + order)`,
      ),
    ],
  },
  'a name that is matched where it is set': {
    good: [
      named(
        "name = os.path.normpath(request.args.get('name'))\nif not re.match(r'^[A-Za-z0-9_.+-]+$', name):\n    return make_response('x', 400)",
      ),
      named(
        "name = request.args['name']\nif name not in ('a', 'b'):\n    abort(400)",
        'name = None',
      ),
    ],
    bad: [
      named(
        "name = request.args['name']\nif not re.match(r'^[A-Za-z0-9_.+-]+$', name):\n    print('x')",
      ),
      named("name = request.args['name']\nif re.match(r'^[A-Za-z0-9_]+$', name):\n    abort(400)"),
      named("name = request.args['name']\nif not re.match(r'^.+[A-Za-z]$', name):\n    abort(400)"),
      named(
        "name = request.args['name']\nif not re.match(r'^[A-Za-z0-9]+', name):\n    abort(400)",
      ),
      named(
        "if not re.match(r'^[A-Za-z0-9_]+$', name):\n    abort(400)\nname = request.args['name']",
      ),
      named(
        "name = request.args['name']\nif not re.match(r'^[A-Za-z0-9_]+$', name):\n    abort(400)",
        "name = request.args['other']",
      ),
      named(
        "name = request.args['name']\nif not re.match(r'^[A-Za-z0-9_]+$', name):\n    abort(400)\nname = request.args['name'] + name",
      ),
      named(
        "name = request.args['name']\nother = request.args['other']\nif not re.match(r'^[A-Za-z0-9_]+$', other):\n    abort(400)",
      ),
      // Another turn of a loop sets it, or a function that is run in between.
      flask(
        '',
        `name = ''
for item in request.args.getlist('n'):
    if 'name' in request.args:
        name = request.args['name']
        if not re.match(r'^[A-Za-z0-9_]+$', name):
            abort(400)
    open("/opt/" + name).read()
    name = item`,
      ),
      flask(
        '',
        `name = 'x'
def other():
    nonlocal name
    name = request.args['other']
name = ''
other()
if 'name' in request.args:
    name = request.args['name']
    if not re.match(r'^[A-Za-z0-9_]+$', name):
        abort(400)
return open("/opt/" + name).read()`,
      ),
      flask(
        '',
        `name = ''
def other():
    nonlocal name
    name = request.args['other']
other()
if 'name' in request.args:
    name = request.args['name']
    if not re.match(r'^[A-Za-z0-9_]+$', name):
        abort(400)
return open("/opt/" + name).read()`,
      ),
    ],
  },
  'a branch for Python 2': {
    good: [
      flask(
        'PY2 = sys.version_info[0] < 3',
        'if PY2 and request.args:\n    return open(request.args["p"]).read()',
      ),
      flask('', 'if sys.version_info.major == 2:\n    return open(request.args["p"]).read()'),
      flask('import six', 'if six.PY2:\n    return open(request.args["p"]).read()'),
      flask(
        '',
        'if sys.version_info >= (3, 0):\n    return "x"\nelse:\n    return open(request.args["p"]).read()',
      ),
    ],
    bad: [
      flask(
        'PY2 = sys.version_info[0] < 3',
        'if not PY2:\n    return open(request.args["p"]).read()',
      ),
      flask(
        'PY2 = sys.version_info[0] < 3',
        'if PY2 or request.args:\n    return open(request.args["p"]).read()',
      ),
      flask('PY2 = os.environ.get("PY2")', 'if PY2:\n    return open(request.args["p"]).read()'),
      flask(
        'PY2 = sys.version_info[0] < 3\nif os.environ.get("OLD"):\n    PY2 = True',
        'if PY2:\n    return open(request.args["p"]).read()',
      ),
      flask('', 'if sys.version_info < (3, 12):\n    return open(request.args["p"]).read()'),
      flask('', 'if sys.version_info[1] < 3:\n    return open(request.args["p"]).read()'),
      flask('import six', 'if six.PY3:\n    return open(request.args["p"]).read()'),
    ],
  },
};

const stored = (call: string, of = 'def update(name, **patch):') =>
  flask(
    '',
    `body = request.get_json()
${call}`,
    `${of}
    return open("/opt/" + name).read()`,
  );

const merged = (table: string, before = '') =>
  flask(
    '',
    `patch = {k: v for k, v in request.get_json().items() if v is not None}
merged = ${table}
${before}
return save(merged)`,
    'def save(template):\n    name = template.get("id")\n    return open("/opt/" + name).read()',
  );

const cleaned = (pattern: string, call = 're.sub(self.NAME, "_", x)', more = '') =>
  flask(
    'from flask.views import View',
    'return Page().dispatch_request()',
    `NAME = ${pattern}
class Base(View):
    NAME = NAME
class Page(Base):
${more}
    def dispatch_request(self):
        x = request.form.get("p")
        self.p = ${call} or "none"
        return open(os.path.join("/opt", self.p)).read()`,
  );

const ofValues: Twins = {
  'what is given by its place beside a table': {
    good: [
      stored('return update("a", **body)'),
      stored('return update(**body, name="a")'),
      stored('return update("a", **{k: body[k] for k in ("enabled", "size") if k in body})'),
      stored('return update(**{k: body[k] for k in ("enabled", "size")})'),
    ],
    bad: [
      stored('return update(**body)'),
      stored('return update(body["name"], **{})'),
      stored('return update("a", **body)', 'def update(other, name="b", **patch):'),
      stored('return update(**{k: body[k] for k in ("enabled", "name")})'),
      stored('return update(**{k: body[k] for k in body})'),
      stored('KEYS = ["size"]\nKEYS.append("name")\nreturn update(**{k: body[k] for k in KEYS})'),
      stored('KEYS = ["size"]\nKEYS[0] = "name"\nreturn update(**{k: body[k] for k in KEYS})'),
      stored('return update(*["a"][1:], **body)'),
    ],
  },
  'the last of a key of a table': {
    good: [
      merged('{"x": 1, **patch, "id": "own"}'),
      merged('{**patch, "id": "own", "name": "n"}'),
      merged('{**{"id": request.args["p"]}, "id": "own"}'),
    ],
    bad: [
      merged('{"id": "own", **patch}'),
      merged('{**patch, "ids": "own"}'),
      merged('{**patch, "id": "own", **request.get_json()}'),
      merged('{**patch, "id": "own"}', 'merged.update(patch)'),
      merged('{**patch, "id": "own"}', 'merged["id"] = request.args["p"]'),
      merged('{**patch, "id": request.args["p"]}'),
      merged('{**patch, request.args["k"]: "own"}'),
    ],
  },
  'what is replaced by a pattern of the class': {
    good: [
      cleaned('re.compile(r"[^0-9A-Za-z_]")'),
      cleaned('r"[^0-9A-Za-z_-]"'),
      cleaned('re.compile(r"[^0-9A-Za-z_]")', 're.sub(NAME, "_", x)'),
    ],
    bad: [
      cleaned('re.compile(r"[ ;]")'),
      cleaned('re.compile(r"[^0-9A-Za-z_]")', 're.sub(self.OTHER, "_", x)'),
      cleaned('re.compile(r"[^0-9A-Za-z_/.]")'),
      cleaned('re.compile(r"[^0-9A-Za-z_]")', 're.sub(self.NAME, "_", x, 1)'),
      cleaned('re.compile(r"[^0-9A-Za-z_]")', 're.sub(self.NAME, x, "a b")'),
      cleaned('re.compile(r"[^0-9A-Za-z_]")', undefined, '    NAME = "[ ]"'),
      cleaned(
        're.compile(r"[^0-9A-Za-z_]")',
        undefined,
        '    def __init__(self):\n        self.NAME = "[ ]"',
      ),
    ],
  },
  'a file in memory': {
    good: [
      flask('', 'm = io.BytesIO()\nm.write(request.get_data())\nm.seek(0)\nreturn send_file(m)'),
      flask('', 'return send_file(io.BytesIO(request.get_data()))'),
      flask(
        '',
        'return send_file(made(request.get_data()))',
        'def made(x):\n    m = io.BytesIO()\n    m.write(x)\n    return m',
      ),
    ],
    bad: [
      flask('', 'm = io.BytesIO()\nm = request.args["p"]\nreturn send_file(m)'),
      flask(
        '',
        'm = io.BytesIO() if request.args.get("x") else request.args["p"]\nreturn send_file(m)',
      ),
      flask(
        '',
        'm = io.BytesIO()\nif request.args.get("x"):\n    m = request.args["p"]\nreturn send_file(m)',
      ),
      flask('', 'm = io.BytesIO(open(request.args["p"], "rb").read())\nreturn send_file(m)'),
      flask('', 'm = io.BytesIO()\nreturn send_file(m and request.args["p"])'),
      flask(
        '',
        'return send_file(made(request.args["p"]))',
        'def made(x):\n    if x:\n        return x\n    return io.BytesIO()',
      ),
      flask('class io:\n    BytesIO = str', 'return send_file(io.BytesIO(request.args["p"]))'),
    ],
  },
};

const uploaded = (use: string, saved = 'f.save(path)') =>
  flask(
    'import tarfile, zipfile\nfrom werkzeug.utils import secure_filename',
    `f = request.files["f"]
path = os.path.join("/tmp", secure_filename(f.filename))
${saved}
${use}
return "x"`,
    `def unpack(p):
    with tarfile.open(p, "r") as tar:
        tar.extractall("/tmp/x")`,
  );

const uploads: Twins = {
  'an upload that is saved under a safe name': {
    good: [
      uploaded('open(path).read()'),
      uploaded('os.listdir(f"{path}.d")'),
      uploaded('open(f"{path}.txt").read()\nopen(os.path.join(path, "a")).read()'),
      uploaded('zipfile.ZipFile(path).extractall("/tmp/x")'),
      uploaded('unpack(path)', 'print(f)'),
    ],
    bad: [uploaded('unpack(path)'), uploaded('tarfile.open(path).extractall("/tmp/x")')],
  },
};

const reading = (call: string, more = '') =>
  flask(
    'from pathlib import Path',
    `p = request.args["p"]
${call}
return "x"`,
    `${[...'abcdefghi'].map((x) => `def r${x}():\n    read_json(Path("/opt/${x}"))`).join('\n')}
def path_of(x):
    return Path("/opt") / f"{x}.meta.json"
def notes_of(x):
    return Path("/opt") / f"{x}.md"
def read_json(path, default=None):
    return through(path)
def through(path):
    return path.read_text()
${more}`,
  );

const fixedEnds: Twins = {
  'a path that ends as the code has it, in this way': {
    good: [
      reading('read_json(path_of(p))'),
      reading('read_json(notes_of(p))'),
      reading('read_json(Path("/opt") / p / "transcript.jsonl")'),
      reading('q = notes_of(p)\nif q.exists():\n    q.read_text()'),
      reading('read_json(path_of(p))\nread_json(notes_of(p), 1)'),
      flask(
        '',
        'fd = os.open("/opt/" + request.args["p"], os.O_RDONLY)\nos.fsync(fd)\nos.close(fd)',
      ),
      flask('', 'os.close(os.open("/opt/" + request.args["p"], os.O_CREAT | os.O_WRONLY, 0o600))'),
    ],
    bad: [
      reading('read_json(Path("/opt") / p)'),
      reading('read_json(path_of(p))\nread_json(Path("/opt") / p)'),
      reading('read_json(Path("/opt") / p)\nread_json(path_of(p))'),
      reading('read_json(path_of(p))\nother(p)', 'def other(x):\n    read_json(Path("/opt") / x)'),
      reading('read_json(path_of(p))\nother(p)', 'def other(x):\n    through(Path("/opt") / x)'),
      reading(
        'read_json(path_of(p))\na1(p)',
        `${[1, 2, 3, 4, 5, 6].map((x) => `def a${x}(x):\n    a${x + 1}(x)`).join('\n')}\ndef a7(x):\n    read_json(Path("/opt") / x)`,
      ),
      reading('read_json(Path("/opt") / f"{p}.json")'),
      reading('read_json(Path("/opt") / f"{p}.py")'),
      reading('read_json(Path("/opt") / f"{p}.meta.json{request.args[\'q\']}")'),
      reading('read_json(Path("/opt") / (f"{p}.meta.json" + request.args["q"]))'),
      flask('', 'fd = os.open("/opt/" + request.args["p"], os.O_RDONLY)\nreturn os.read(fd, 9)'),
      flask(
        '',
        'fd = os.open("/opt/" + request.args["p"], os.O_RDWR | os.O_CREAT)\nreturn os.read(fd, 9)',
      ),
      flask('', 'return os.open("/opt/" + request.args["p"], os.O_RDONLY)'),
    ],
  },
};

const session = (adapter: string, mounts: string, use = 'Session().get(request.args["u"])') =>
  flask(
    'import requests, ipaddress, socket\nfrom requests.adapters import HTTPAdapter',
    `${use}
return "x"`,
    `class Validator:
    def allows(self, host):
        return not ipaddress.ip_address(socket.gethostbyname(host)).is_private
class Plain(HTTPAdapter):
    def send(self, request, **kwargs):
        kwargs["timeout"] = 5
        if not request.url:
            raise ValueError()
        return super().send(request, **kwargs)
class Guarded(HTTPAdapter):
    def send(self, request, **kwargs):
${adapter}
        return super().send(request, **kwargs)
class Session(requests.Session):
    def __init__(self):
        super().__init__()
${mounts}`,
  );
const refusing =
  '        if not Validator().allows(request.url):\n            raise ValueError("no")';
const both = '        self.mount("http://", Guarded())\n        self.mount("https://", Guarded())';

const downloaded = (first: string, second: string) => `import boto3
s3 = boto3.client("s3")
def handler(event, context):
    key = event["pathParameters"]["id"]
    ${first}
    return ${second}
`;
const download = 's3.download_file("b", key, f"/tmp/{key}")';

const peek = (
  asked: string,
  kept = 'urlparse(self.url).netloc',
  more = '',
  sink = 'requests.get(self.url)',
) =>
  flask(
    'import requests\nfrom urllib.parse import urlparse',
    `p = Peek(request.args["u"])
return p.fetch()`,
    `class Peek(dict):
    def __init__(self, url=None):
        self.domain = None
        self.url = url
        if url:
            self.domain = ${kept}
${more}
    def load(self):
        ${sink}
        return "x"
    def fetch(self):
${asked
  .split('\n')
  .map((line) => `        ${line}`)
  .join('\n')}`,
  );

const lower: Twins = {
  'a host that an object keeps': {
    good: [
      peek('if self.domain in ["a.example", "b.example"]:\n    return self.load()'),
      peek('if self.domain not in ["a.example"]:\n    raise ValueError()\nreturn self.load()'),
    ],
    bad: [
      peek('if self.domain not in ["a.example"]:\n    return self.load()'),
      peek('if self.domain in ["a.example"]:\n    print("x")\nreturn self.load()'),
      peek('if self.other in ["a.example"]:\n    return self.load()'),
      peek('if self.domain in ["a.example"] or True:\n    return self.load()'),
      peek(
        'if self.domain in ["a.example"]:\n    return self.load()',
        'urlparse(self.other).netloc',
      ),
      peek('if self.domain in ["a.example"]:\n    return self.load()', 'urlparse(self.url).path'),
      peek(
        'if self.domain in ["a.example"]:\n    return self.load()',
        undefined,
        '    def move(self, x):\n        self.domain = x',
      ),
      peek(
        'if self.domain in ["a.example"]:\n    self.url = request.args["v"]\n    return self.load()',
      ),
      peek(
        'if self.domain in ["a.example"]:\n    return self.load()',
        undefined,
        '',
        'os.system("curl " + self.url)',
      ),
      peek('if self.domain in ["a.example"]:\n    return self.load()\nreturn self.load()'),
    ],
  },
  'a session whose adapters refuse private addresses': {
    good: [session(refusing, both)],
    bad: [
      session(refusing, '        self.mount("https://", Guarded())'),
      session(
        refusing,
        '        self.mount("http://", Plain())\n        self.mount("https://", Plain())',
      ),
      session(refusing, `${both}\n        self.mount("http://", Plain())`),
      session('        print(Validator().allows(request.url))', both),
      session(
        refusing,
        both,
        's = Session()\ns.mount("http://", Plain())\ns.get(request.args["u"])',
      ),
      session(refusing, both, 'requests.Session().get(request.args["u"])'),
      session(refusing, both, 'requests.get(request.args["u"])'),
    ],
  },
  'what was downloaded to the same path': {
    good: [
      downloaded(download, 'open(f"/tmp/{key}").read()'),
      downloaded('s3.download_file("b", key, "/tmp/" + key)', 'open(f"/tmp/{key}").read()'),
    ],
    bad: [
      downloaded('print(key)', 'open(f"/tmp/{key}").read()'),
      downloaded(download, 'open(f"/opt/{key}").read()'),
      downloaded(
        `try:\n        ${download}\n    except Exception:\n        pass`,
        'open(f"/tmp/{key}").read()',
      ),
      downloaded(`if context:\n        ${download}`, 'open(f"/tmp/{key}").read()'),
      downloaded(`${download}\n    key = event["other"]`, 'open(f"/tmp/{key}").read()'),
      downloaded(`${download}\n    key += event["other"]`, 'open(f"/tmp/{key}").read()'),
      downloaded(download, 'open(f"/tmp/{key}" + event["o"]).read()'),
      downloaded('s3.download_file("b", f"/tmp/{key}", "/tmp/x")', 'open(f"/tmp/{key}").read()'),
    ],
  },
};

const rows = [inVariables, inBranches, ofValues, uploads, fixedEnds, lower].flatMap((each) =>
  Object.entries(each),
);
const sources = (which: 'good' | 'bad') =>
  rows.flatMap(([name, twins]) =>
    twins[which].map((source, index) => [`${name}, ${index}`, source] as const),
  );

describe('what a web application refuses', () => {
  it.each(sources('good'))('is not found: %s', (_, source) => {
    expect(graveIn(source)).toEqual([]);
  });

  it.each(sources('bad'))('is found where it is let through: %s', (_, source) => {
    expect(graveIn(source)).not.toEqual([]);
  });

  it.each([
    ['python2.7', ['path-traversal']],
    ['python3.12', []],
    [undefined, []],
  ])('is asked of the Python of the function: %s', (runtime, kinds) => {
    const source = flask(
      'PY2 = sys.version_info[0] < 3',
      'if PY2:\n    return open(request.args["p"]).read()',
    );
    const files = new Map([['app.py', source]]);
    const { weaknesses } = findWeaknesses({ files, handler: 'app.handler', runtime });

    expect(weaknesses.map(({ kind }) => kind).filter((kind) => /path/.test(kind))).toEqual(kinds);
  });
});
