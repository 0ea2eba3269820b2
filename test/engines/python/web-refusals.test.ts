import { describe, expect, it } from 'vitest';
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
      share(candidate + common() + '    if inside:\n        abort(404)\n'),
      share(candidate + common() + '    if not inside:\n        print("outside")\n'),
      share(candidate + common('candidate', 'True') + refused),
      share(candidate + common('root') + refused),
      share(candidate + common() + '    inside = True\n' + refused),
      share(candidate + common() + '    if not inside and relative:\n        abort(404)\n'),
      share(candidate + common() + '    if not inside or True:\n        pass\n'),
      share(candidate + common()),
      share(candidate + common() + refused + '    candidate = os.path.join(root, relative)\n'),
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

const rows = [inVariables].flatMap((each) => Object.entries(each));
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
});
