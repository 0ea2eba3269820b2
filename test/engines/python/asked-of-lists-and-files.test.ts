import { describe, expect, it } from 'vitest';
import { graveIn, type Twins } from './twins.ts';

const app = (imports: string, before: string, ...lines: readonly string[]) => `import os, re
from flask import Flask, request, abort
from mangum import Mangum
${imports}
app = Flask(__name__)
${before}
@app.route("/x")
def x():
    a = request.args["a"]
${lines
  .flatMap((line) => line.split('\n'))
  .map((line) => `    ${line}`)
  .join('\n')}
handler = Mangum(app)
`;

const list = (before: string, ...lines: readonly string[]) =>
  app('import subprocess', before, ...lines);
const tmux = 'def tmux(s):\n    return ["tmux", "-L", f"ts-{s}"]';
const file = (...lines: readonly string[]) => app('import tempfile, io', '', ...lines);
const host = (asked: string, hosts = '{"a.to", "b.to"}') =>
  app(
    'import requests\nfrom urllib.parse import urlparse',
    `S = ${hosts}`,
    'netloc = urlparse(a).netloc.lower()',
    `host = ${asked}`,
    'if netloc not in S and host not in S:\n    abort(403)',
    'return requests.get(a).text',
  );

const twins: Twins = {
  'the first of a sum of lists': {
    good: [
      list(tmux, 'c = tmux(a) + ["new", "-As", a]', 'os.execvpe(c[0], c, {})'),
      list('', 'c = ["git"] + ["clone", "--", a]', 'os.execvp(c[0], c)'),
    ],
    bad: [
      list('', 'c = [] + [a, "x"]', 'os.execvp(c[0], c)'),
      list('def drop(c):\n    c.pop(0)', 'c = ["git"] + [a]', 'drop(c)', 'os.execvp(c[0], c)'),
      list('', 'c = ["git"] + [a]', 'd = c', 'd.pop(0)', 'os.execvp(c[0], c)'),
      list('', 'b = d = ["git"]', 'd.clear()', 'c = b + [a]', 'os.execvp(c[0], c)'),
      list('', 'c = ["sh"] + ["-c", a]', 'os.execvp(c[0], c)'),
      list('def p():\n    return ["env"]', 'c = p() + [a]', 'os.execvp(c[0], c)'),
      list(
        'import asyncio',
        'c = ["git"] + [a]',
        'asyncio.run(asyncio.create_subprocess_exec(*c))',
      ),
      list(
        'def p(raw):\n    b = ["git"]\n    if raw:\n        del b[:]\n    return b',
        'c = p(request.args["r"]) + [a]',
        'os.execvp(c[0], c)',
      ),
      list('def none():\n    return []', 'c = none() + [a, "x"]', 'os.execvp(c[0], c)'),
      list(
        'def some(s):\n    if s:\n        return ["sudo"]\n    return []',
        'c = some(request.args.get("root")) + [a]',
        'os.execvp(c[0], c)',
      ),
      list(
        'def popped():\n    c = ["sudo"]\n    c.pop()\n    return c',
        'c = popped() + [a]',
        'os.execvp(c[0], c)',
      ),
      list('', 'first = ["sudo"]', 'first.clear()', 'c = first + [a]', 'os.execvp(c[0], c)'),
      list('', 'c = ["sudo"][1:] + [a]', 'os.execvp(c[0], c)'),
      list('', 'c = [*request.args.getlist("b")] + ["x"]', 'os.execvp(c[0], c)'),
      list(tmux, 'c = tmux(a) + [a]', 'os.execvp(c[3], c)'),
      list('', 'c = ["git"] + [a]', 'c.pop(0)', 'os.execvp(c[0], c)'),
      list('', 'c = ["git"] + [a]', 'del c[0]', 'os.execvp(c[0], c)'),
      list('', 'c = ["git"] + [a]', 'c.reverse()', 'os.execvp(c[0], c)'),
      list('def run(c):\n    c.remove("git")\n    os.execvp(c[0], c)', 'run(["git"] + [a])'),
      list('', 'first, *rest = ["a"] + [a]', 'os.system(rest[0])'),
      list('', 'c = ["env"] + [a, "x"]', 'os.execvp(c[1], c)'),
      list('', 'c = ["git"]', 'c = [a] + c', 'os.execvp(c[0], c)'),
    ],
  },
  'the name of a file that is written': {
    good: [
      file(
        'with tempfile.NamedTemporaryFile(mode="w", delete=False) as t:\n    t.write(a)\n    p = t.name',
        'return open(p).read()',
      ),
    ],
    bad: [
      file('b = io.StringIO()', 'b.write(a)', 'return open(b.getvalue()).read()'),
      file(
        'f = open("/tmp/" + request.args["n"], "w")',
        'f.write(a)',
        'os.system("cat " + f.name)',
      ),
      file(
        'with open("/tmp/" + request.args["n"], "w") as f:\n    f.write(a)\n    os.system("cat " + f.name)',
      ),
      ...[
        'suffix=a',
        'prefix=request.args["p"]',
        'dir=a',
        '"w", -1, None, None, a',
        '**options',
      ].map((given) =>
        file(
          'options = {"suffix": request.args["s"]}',
          `f = tempfile.NamedTemporaryFile(${given})`,
          'f.write(a)',
          'os.system("cat " + f.name)',
        ),
      ),
      file(
        'with tempfile.TemporaryFile("w+") as t:\n    t.write(a)\n    t.seek(0)\n    return open(t.read()).read()',
      ),
      file(
        'f = open("/tmp/x", "w")',
        'f.write("x")',
        'f = request.files["f"]',
        'return open(f.name).read()',
      ),
      file(
        'class Named:\n    def write(self, x):\n        self.name = x',
        'f = Named()',
        'f.write(a)',
        'return open(f.name).read()',
      ),
      file('f = request.files["f"]', 'f.write(a)', 'return open(f.filename).read()'),
    ],
  },
  'a host without its www.': {
    good: [
      host('netloc.removeprefix("www.")'),
      host('urlparse(a).netloc.removeprefix("www.").lower()'),
      host('urlparse(a).hostname.lower().removeprefix("www.")', '("a.to",)'),
    ],
    bad: [
      host('netloc.removeprefix("evil")'),
      host('netloc.removeprefix("www.")', '"a.to b.to"'),
      host('netloc.removeprefix("www.")', 'os.environ["HOSTS"]'),
      host('netloc.removeprefix("www.")', '["a.to"]\nS.append(os.environ["H"])'),
      host('(urlparse(a).hostname or "a.to").removeprefix("www.")'),
      host('netloc.removeprefix("www.")').replace('get(a)', 'get(a + request.args["p"])'),
      host('netloc.removeprefix("www.")').replace('get(a)', `get(f"{a}{request.args['p']}")`),
      host('netloc.removeprefix("www.")').replace(
        'host =',
        'if request.args.get("d"):\n        netloc = "a.to"\n    host =',
      ),
      host('netloc.removeprefix("www")'),
      host('netloc.removeprefix(request.args["b"])'),
      host('netloc.lstrip("www.")'),
      host('netloc.replace("www.", "")'),
      host('netloc.removesuffix(".evil.com")'),
      host('netloc.split("@")[0]'),
      host('request.args["b"].removeprefix("www.")'),
      host('netloc.removeprefix("www.")', 'request.args.getlist("hosts")'),
    ],
  },
  'a mode that is one of two': {
    good: [
      app(
        '',
        '',
        'return str(open("/srv/" + a, "ab" if request.args.get("b") else "wb").write(b"x"))',
      ),
    ],
    bad: [
      app('', '', 'return open("/srv/" + a, "r" if request.args.get("b") else "wb").read()'),
      app('', '', 'return open("/srv/" + a, "wb" if request.args.get("b") else "rb").read()'),
      app(
        '',
        '',
        'return open("/srv/" + a, "ab" if request.args.get("b") else request.args["m"]).read()',
      ),
    ],
  },
};

describe('lists, files and texts', () => {
  for (const [name, { good, bad }] of Object.entries(twins)) {
    it.each(good.map((source, index) => [index, source]))(
      `${name}: %i is harmless`,
      (_, source) => {
        expect(graveIn(String(source))).toEqual([]);
      },
    );

    it.each(bad.map((source, index) => [index, source]))(`${name}: %i does harm`, (_, source) => {
      expect(graveIn(String(source))).not.toEqual([]);
    });
  }
});
