import { describe, expect, it } from 'vitest';
import { found, handlerOf, kindsAmong, kindsIn, weaknessesIn } from './weaknesses-in.ts';

describe('the event', () => {
  it.each([
    ['through a name', "x = event['x']\ny = x\neval(y)"],
    ['through a sum', "eval('a' + event['x'])"],
    ['through what is added', "q = 'a'\nq += event['x']\neval(q)"],
    ['through a tuple', "a, b = event['a'], 1\neval(a)"],
    ['through a star', 'a, *b = event["x"]\neval(b[0])'],
    ['through a list', "parts = ['a', event['x']]\neval(' '.join(parts))"],
    ['through what is appended', "parts = []\nparts.append(event['x'])\neval(' '.join(parts))"],
    ['through a table', "d = {'a': event['x']}\neval(d['a'])"],
    ['through a table that is filled', "d = {}\nd['a'] = event['x']\neval(d['a'])"],
    ['through update', "d = {}\nd.update(event)\neval(d['a'])"],
    ['through get', "eval(event.get('x', 'a'))"],
    ['through or', "eval(event.get('x') or 'a')"],
    ['through a condition', "eval(event['x'] if event else 'a')"],
    ['through a walrus', "if (x := event.get('x')):\n    eval(x)"],
    ['through a loop', "for r in event['Records']:\n    eval(r['body'])"],
    ['through enumerate', "for i, r in enumerate(event['Records']):\n    eval(r['body'])"],
    ['through items', 'for k, v in event.items():\n    eval(v)'],
    ['through zip', "for a, b in zip(event['a'], event['b']):\n    eval(a)"],
    ['through a comprehension', "eval(' '.join(str(r) for r in event['x']))"],
    [
      'through the list that a comprehension begins with',
      "x = event['x']\neval([x for x in x.items()][0])",
    ],
    ['through values', "d = {k: event[k] for k in ['a']}\neval(list(d.values())[0])"],
    ['through keys', "d = {k: 1 for k in event}\neval(', '.join(d))"],
    ['through keys that are set', "d = {}\nfor k in event['x']:\n    d[k] = 1\neval(list(d)[0])"],
    ['through pairs', "d = dict(zip(['a'], event['x']))\neval(d['a'])"],
    ['through keys of pairs', "for k, v in dict(zip(event['x'], [1])).items():\n    eval(k)"],
    [
      'in the next turn of a loop',
      "x = ''\nfor r in event['Records']:\n    if x:\n        eval(x)\n    x = r['body']",
    ],
    ['in a condition after it', "eval(y) if (y := event['x']) else None"],
    ['through a list of them', "xs = [r['body'] for r in event['Records']]\neval(xs[0])"],
    ['through a table of them', "d = {k: v for k, v in event.items()}\neval(d['a'])"],
    ['through map', "for x in map(str, event['x']):\n    eval(x)"],
    ['through JSON', "import json\neval(json.loads(event['body'])['x'])"],
    ['through JSON and back', "import json\neval(json.loads(json.dumps(event))['x'])"],
    ['through a text of one', "import json\neval(json.loads(json.dumps({'a': event['x']}))['a'])"],
    ['through a slice', "eval(event['x'][1:])"],
    ['through strip', "eval(event['x'].strip().lower())"],
    ['through split', "eval(event['x'].split(',')[0])"],
    ['through replace', "eval(event['x'].replace('a', 'b'))"],
    ['through encode and decode', "eval(event['x'].encode().decode('utf-8'))"],
    ['through a function', "def run(x):\n    eval(x)\nrun(event['x'])"],
    ['through what it returns', "def get(e):\n    return e['x']\neval(get(event))"],
    ['through a named argument', "def run(a, x=None):\n    eval(x)\nrun(1, x=event['x'])"],
    ['through *args', "def run(*args):\n    eval(args[0])\nrun(event['x'])"],
    ['through **kwargs', "def run(**kw):\n    eval(kw['x'])\nrun(x=event['x'])"],
    ['through a spread', "def run(a, b):\n    eval(b)\nrun(*event['x'])"],
    [
      'through a spread of what is appended',
      "def run(a, b):\n    eval(b)\nxs = ['1']\nxs.append(event['x'])\nrun(*xs)",
    ],
    ['through a spread table', 'def run(a=None, b=None):\n    eval(b)\nrun(**event)'],
    [
      'through a generator',
      "def each(e):\n    for r in e['Records']:\n        yield r['body']\nfor x in each(event):\n    eval(x)",
    ],
    [
      'through a table of functions',
      "def run(x):\n    eval(x)\nACTIONS = {'a': run}\nACTIONS['a'](event['x'])",
    ],
    [
      'through one that is looked up',
      "def run(x):\n    eval(x)\nACTIONS = {'a': run}\naction = ACTIONS.get(event['y'])\naction(event['x'])",
    ],
    ['through a closure', "def run():\n    eval(event['x'])\nrun()"],
    ['through a lambda', "f = lambda x: eval(x)\nf(event['x'])"],
    [
      'through what is closed',
      "import contextlib\nwith contextlib.closing(event) as e:\n    eval(e['x'])",
    ],
    ['through with', "with open('/tmp/a') as f:\n    eval(event['x'])"],
    ['through try', "try:\n    x = event['x']\nexcept KeyError:\n    x = 'a'\neval(x)"],
    ['through match', "match event:\n    case {'x': x}:\n        eval(x)"],
    [
      'through match of a whole',
      "match event['x']:\n    case 'a':\n        pass\n    case other:\n        eval(other)",
    ],
    [
      'through an instance',
      "class A:\n    def __init__(self, x):\n        self.x = x\n    def run(self):\n        eval(self.x)\nA(event['x']).run()",
    ],
    ['through a field that is set', "class A:\n    pass\na = A()\na.x = event['x']\neval(a.x)"],
    [
      'through a base class',
      "class A:\n    def __init__(self, x):\n        self.x = x\nclass B(A):\n    def __init__(self, x):\n        super().__init__(x)\n    def run(self):\n        eval(self.x)\nB(event['x']).run()",
    ],
    [
      'through a property',
      "class A:\n    def __init__(self, e):\n        self.e = e\n    @property\n    def x(self):\n        return self.e['x']\neval(A(event).x)",
    ],
    [
      'through a data class',
      "from dataclasses import dataclass\n@dataclass\nclass A:\n    n: int\n    x: str\na = A(1, event['x'])\neval(a.x)",
    ],
    [
      'through a class method',
      "class A:\n    @classmethod\n    def run(cls, x):\n        eval(x)\nA.run(event['x'])",
    ],
    [
      'through a static method',
      "class A:\n    @staticmethod\n    def run(x):\n        eval(x)\nA().run(event['x'])",
    ],
    [
      'through a table of functions',
      "def run(x):\n    eval(x)\nroutes = {'a': run}\nroutes[event['op']](event['x'])",
    ],
    [
      'through getattr',
      "class A:\n    def run(self, x):\n        eval(x)\ngetattr(A(), 'run')(event['x'])",
    ],
    [
      'through partial',
      "from functools import partial\ndef run(a, x):\n    eval(x)\npartial(run, 1)(event['x'])",
    ],
    [
      'through a thread',
      "from concurrent.futures import ThreadPoolExecutor\ndef run(x):\n    eval(x)\nwith ThreadPoolExecutor() as pool:\n    pool.map(run, event['x'])",
    ],
    [
      'through a text buffer',
      "import io\nb = io.StringIO()\nb.write(event['x'])\neval(b.getvalue())",
    ],
    ['through bytes', "import base64\neval(base64.b64decode(event['x']).decode())"],
    [
      'through a query string',
      "from urllib.parse import parse_qs\neval(parse_qs(event['body'])['x'][0])",
    ],
    ['through % with a tuple', "eval('%s %s' % ('a', event['x']))"],
    ['through % with a table', "eval('%(x)s' % {'x': event['x']})"],
    ['through format by name', "eval('{x}'.format(x=event['x']))"],
    ['through format_map', "eval('{x}'.format_map(event))"],
  ])('is followed %s', (_, statements) => {
    expect(kindsIn(handlerOf('', statements))).toContain('event-code-execution');
  });

  it.each([
    ['another field', "d = {'a': event['x'], 'b': '1'}\neval(d['b'])"],
    ['another element', "a, b = event['a'], '1'\neval(b)"],
    ['another argument', "def run(a, b):\n    eval(b)\nrun(event['x'], '1')"],
    [
      'another field of an instance',
      "class A:\n    def __init__(self, x):\n        self.x = x\n        self.y = '1'\n    def run(self):\n        eval(self.y)\nA(event['x']).run()",
    ],
    [
      'another call of the function',
      "def same(x):\n    return x\na = same(event['x'])\neval(same('1'))",
    ],
    ['a value that is set after', "x = event['x']\nx = '1'\neval(x)"],
    [
      'a name of another function',
      "def a():\n    x = event['x']\ndef b():\n    x = '1'\n    eval(x)\nb()",
    ],
    ['a number', "eval(str(int(event['x'])))"],
    ['a length', "eval(str(len(event['x'])))"],
    ['a comparison', "eval(str(event['x'] == 'a'))"],
    ['a test', "eval(str('a' in event['x']))"],
    ['a hash', "import hashlib\neval(hashlib.sha256(event['x'].encode()).hexdigest())"],
    ['what a table has for it', "TABLE = {'a': '1'}\neval(TABLE[event['x']])"],
    ['what a table has for it, or nothing', "TABLE = {'a': '1'}\neval(TABLE.get(event['x'], '2'))"],
    ['the environment', "import os\neval(os.environ['x'])"],
    ['the context', 'eval(context.function_name)'],
    ['what AWS says of the request', "eval(event['requestContext']['stage'])"],
    ['what AWS says of the request, by get', "eval(event.get('requestContext', {})['stage'])"],
    ['when a schedule ran', "eval(event['time'][:10])"],
    ['what a template says', "eval(event['ResourceProperties']['Code'])"],
    ['what a template said', "eval(event.get('OldResourceProperties')['Code'])"],
    ['what a resource was called', "eval(event['PhysicalResourceId'])"],
    ['the name of a bucket', "eval(event['Records'][0]['s3']['bucket']['name'])"],
    [
      'an enumeration',
      "from enum import Enum\nclass Kind(Enum):\n    A = 'a'\neval(Kind(event['x']).value)",
    ],
    [
      'what a database gives',
      "import boto3\nitem = boto3.resource('dynamodb').Table('a').get_item(Key={'id': event['id']})\neval(item['Item']['code'])",
    ],
    [
      'what only keys of the code name',
      "d = {k: event[k] for k in ['a']}\neval(', '.join(k for k in d))",
    ],
    ['keys of a table that is filled', "d = {}\nd['a'] = event['x']\nfor k in d:\n    eval(k)"],
    [
      'keys of a table that is filled by a loop',
      "d = {}\nfor k in ['a']:\n    d[k] = event[k]\neval(', '.join(sorted(d)))",
    ],
    ['keys by items', "d = {'a': event['x']}\nfor k, v in d.items():\n    eval(k)"],
    ['the first of pairs', "for k, v in zip(['a'], event['x']):\n    eval(k)"],
    [
      'what a static method makes, which does not get the instance',
      "class A:\n    def __init__(self, x):\n        self.x = x\n    @staticmethod\n    def make(kind):\n        return kind\n    def run(self):\n        eval(self.make('1'))\nA(event['x']).run()",
    ],
    [
      'what is in a file that it names',
      "from pathlib import Path\neval(Path('/opt', event['x']).read_text())",
    ],
    [
      'what a list begins with, in a spread of what is appended',
      "def run(a, b):\n    eval(a)\nxs = ['1']\nxs.append(event['x'])\nrun(*xs)",
    ],
    ['what a name takes later', "x = '1'\nif event:\n    eval(x)\n    x = event['x']"],
  ])('is not taken for %s', (_, statements) => {
    expect(kindsIn(handlerOf('', statements))).not.toContain('event-code-execution');
  });
});

describe('a guard', () => {
  it.each([
    ['a list', "if x not in ['a', 'b']:\n    raise ValueError(x)\neval(x)"],
    ['a set', 'if x in ALLOWED:\n    eval(x)'],
    ['a table', 'if x not in TABLE:\n    return None\neval(x)'],
    ['keys of a table', 'if x in TABLE.keys():\n    eval(x)'],
    ['equality', "if x == 'a':\n    eval(x)"],
    ['two of them', "if x == 'a' or x == 'b':\n    eval(x)"],
    ['with another condition', 'if x in ALLOWED and event:\n    eval(x)'],
    ['else', 'if x not in ALLOWED:\n    pass\nelse:\n    eval(x)'],
    ['an expression', "eval(x if x in ALLOWED else 'a')"],
    ['and', 'x in ALLOWED and eval(x)'],
    ['assert', 'assert x in ALLOWED\neval(x)'],
    ['match', "match x:\n    case 'a' | 'b':\n        eval(x)"],
    [
      'a pattern from end to end',
      "import re\nif not re.match(r'^[a-z]+$', x):\n    return\neval(x)",
    ],
    [
      'a compiled one',
      "import re\nNAME = re.compile('[a-z]+')\nif NAME.fullmatch(x) is None:\n    return\neval(x)",
    ],
    ['isdigit', 'if not x.isdigit():\n    return\neval(x)'],
    ['a conversion', 'try:\n    int(x)\nexcept ValueError:\n    return\neval(x)'],
    ['continue', "for x in event['xs']:\n    if x not in ALLOWED:\n        continue\n    eval(x)"],
    ['a filter', "for y in [y for y in event['xs'] if y in ALLOWED]:\n    eval(y)"],
    ['a function of its own', 'validate_name(x)\neval(x)'],
    ['a test of its own', 'if not is_valid(x):\n    return\neval(x)'],
    ['a field', "if event['x'] in ALLOWED:\n    eval(event['x'])"],
    ['a field by get', "if event.get('x') in ALLOWED:\n    eval(event.get('x'))"],
    ['abort', 'if x not in ALLOWED:\n    abort(400)\neval(x)'],
    ['a table of its own', "TABLE = {'a': 1}\nif not TABLE.get(x):\n    return\neval(x)"],
    [
      'what a function found in one',
      "def load():\n    return read('a')\nfound = load().get(x)\nif found is None:\n    return\neval(x)",
    ],
    [
      'a function whose name says nothing',
      'def fine(v):\n    return v in ALLOWED\nif not fine(x):\n    return\neval(x)',
    ],
    [
      'a function that leaves early',
      'def fine(v):\n    if v not in ALLOWED:\n        return False\n    return True\nif fine(x):\n    eval(x)',
    ],
    [
      'a function that raises',
      'def look(v):\n    if v not in ALLOWED:\n        raise ValueError\nlook(x)\neval(x)',
    ],
    [
      'a function that asks another',
      'def inner(v):\n    return v.isdigit()\ndef outer(v):\n    return inner(v)\nassert outer(x)\neval(x)',
    ],
    [
      'a look-up by equality',
      'def find(n):\n    for row in ROWS:\n        if row.name == n:\n            return row\n    return None\nrow = find(x)\nif not row:\n    raise KeyError\neval(x)',
    ],
    ['another platform', "import os\nif os.name != 'nt':\n    return\neval(x)"],
    ['another platform by its name', "import sys\nif sys.platform.startswith('win'):\n    eval(x)"],
    ['a test that has a name', 'isOne = x in ALLOWED\nif not isOne:\n    return\neval(x)'],
  ])('of %s lets only a few through', (_, statements) => {
    expect(kindsIn(handlerOf('', "x = event['x']", statements))).toEqual([]);
  });

  it.each([
    [
      'is turned around',
      'if x in DENIED:\n    eval(x)\nif x not in DENIED:\n    eval(x)'.replace(
        'if x in DENIED:\n    eval(x)\n',
        '',
      ),
    ],
    ['is of another name', "y = event['y']\nif y in ALLOWED:\n    eval(x)"],
    ['does not leave', "if x not in ALLOWED:\n    print('no')\neval(x)"],
    ['is half of or', 'if x in ALLOWED or event:\n    eval(x)'],
    ['matches only a begin', "import re\nif re.match('[a-z]+', x):\n    eval(x)"],
    ['matches anything', "import re\nif re.fullmatch('.*', x):\n    eval(x)"],
    ['is before the name is set', "if x in ALLOWED:\n    x = event['y']\n    eval(x)"],
    ['is of a part', 'if x[0] in ALLOWED:\n    eval(x)'],
    ['is a list that came with it', "if event['x'] in event['allowed']:\n    eval(event['x'])"],
    ['looks into a text', "if x in 'abc':\n    eval(x)"],
    ['comes after', 'eval(x)\nif x not in ALLOWED:\n    raise ValueError'],
    ['only asks whether it is there', 'if x:\n    eval(x)'],
    ['looks at nothing', 'def is_safe(v):\n    return True\nif is_safe(x):\n    eval(x)'],
    ['is of no matter', 'def validate_x(v):\n    pass\nvalidate_x(x)\neval(x)'],
    [
      'lets one more through',
      "def fine(v):\n    if v == 'a':\n        return True\n    return bool(v)\nif fine(x):\n    eval(x)",
    ],
    ['is of this platform', "import os\nif os.name == 'nt':\n    return\neval(x)"],
    [
      'finds what a caller put there',
      "TABLE = {}\nTABLE[event['y']] = 1\nif TABLE.get(x):\n    eval(x)",
    ],
    ['finds something by another key', "TABLE = {'a': 1}\nif TABLE.get('a'):\n    eval(x)"],
    ['calls a server', 'import requests\nr = requests.get(x)\nif not r:\n    return\neval(x)'],
    ['only says that it is a text', 'if isinstance(x, str):\n    eval(x)'],
  ])('that %s is none', (_, statements) => {
    expect(kindsIn(handlerOf('', "x = event['x']", statements))).toContain('event-code-execution');
  });
});

describe('a folder', () => {
  it.each([
    ['by its name', 'from shop import is_inside\n', 'if not is_inside(p):\n    return'],
    [
      'by a copy that is resolved',
      'import os\n',
      "if not os.path.abspath(p).startswith('/mnt/'):\n    return",
    ],
    [
      'by an error',
      '',
      "try:\n    p.resolve().relative_to('/mnt')\nexcept ValueError:\n    return",
    ],
    [
      'by an error that clears it',
      '',
      "try:\n    p.resolve().relative_to('/mnt')\nexcept ValueError:\n    p = None\nif p is None:\n    return",
    ],
    [
      'by what a function does',
      'def below(p):\n    return p.resolve().is_relative_to("/mnt")\n',
      'if not below(p) or not p.is_dir():\n    abort(403 if p.exists() else 404)',
    ],
  ])('that is asked for %s keeps a path', (_, imports, guard) => {
    const path = 'from pathlib import Path\n';
    const statements = ["p = Path('/mnt') / event['x']", guard, 'p.read_text()'];

    expect(kindsIn(handlerOf(path + imports, ...statements))).toEqual([]);
    expect(
      kindsIn(handlerOf(path + imports, ...statements.filter((each) => each !== guard))),
    ).toEqual(['path-traversal']);
  });
});

describe('a signature', () => {
  const imports = 'import base64, hmac, pickle\nfrom shop import KEY, verify_signature';

  it.each([
    [
      'by a name of its own',
      "good = hmac.new(KEY, text.encode(), 'sha256').hexdigest()\nif not hmac.compare_digest(good, mac):\n    return\npickle.loads(base64.b64decode(text))",
    ],
    [
      'and answered by a name',
      "isGood = hmac.compare_digest(hmac.digest(KEY, text, 'sha256'), mac)\nif not isGood:\n    raise ValueError\npickle.loads(text)",
    ],
    [
      'of what it was read from',
      "data = base64.b64decode(text)\nif not hmac.compare_digest(hmac.digest(KEY, text, 'sha256'), mac):\n    raise ValueError\npickle.loads(data)",
    ],
    ['by a function that raises', 'verify_signature(text, mac)\npickle.loads(text)'],
    ['by a function that answers', 'if verify_signature(event):\n    pickle.loads(text)'],
  ])('that was checked %s is believed', (_, statements) => {
    expect(kindsIn(handlerOf(imports, "text, mac = event['x'].split('.')", statements))).toEqual(
      [],
    );
  });

  it.each([
    [
      'of something else',
      "if not hmac.compare_digest(hmac.digest(KEY, event['y'], 'sha256'), mac):\n    raise ValueError\npickle.loads(text)",
    ],
    [
      'that is not looked at',
      "hmac.compare_digest(hmac.digest(KEY, text, 'sha256'), mac)\npickle.loads(text)",
    ],
    [
      'that is wrong',
      "if hmac.compare_digest(hmac.digest(KEY, text, 'sha256'), mac):\n    return\npickle.loads(text)",
    ],
  ])('%s is none', (_, statements) => {
    expect(kindsIn(handlerOf(imports, "text, mac = event['x'].split('.')", statements))).toEqual([
      'unsafe-deserialization',
    ]);
  });

  it('does not make text of a caller harmless', () => {
    const statements = 'verify_signature(text, mac)\neval(text)';

    expect(kindsIn(handlerOf(imports, "text, mac = event['x'].split('.')", statements))).toEqual([
      'event-code-execution',
    ]);
  });
});

describe('several files', () => {
  it.each([
    [
      'a function',
      {
        'app.py': 'from lib import run\ndef handler(event, context):\n    run(event)',
        'lib.py': 'def run(x):\n    eval(x["a"])',
      },
    ],
    [
      'a module',
      {
        'app.py': 'import lib\ndef handler(event, context):\n    lib.run(event)',
        'lib.py': 'def run(x):\n    eval(x["a"])',
      },
    ],
    [
      'a module of a package',
      {
        'app.py': 'from lib import tools\ndef handler(event, context):\n    tools.run(event)',
        'lib/__init__.py': '',
        'lib/tools.py': 'def run(x):\n    eval(x["a"])',
      },
    ],
    [
      'a dotted module',
      {
        'app.py': 'import lib.tools as t\ndef handler(event, context):\n    t.run(event)',
        'lib/tools.py': 'def run(x):\n    eval(x["a"])',
      },
    ],
    [
      'a relative one',
      {
        'app.py': 'from lib import run\ndef handler(event, context):\n    run(event)',
        'lib/__init__.py': 'from .deep.tools import run',
        'lib/deep/tools.py': 'from ..base import go\ndef run(x):\n    go(x)',
        'lib/base.py': 'def go(x):\n    eval(x["a"])',
      },
    ],
    [
      'a circle',
      {
        'app.py':
          'import b\ndef handler(event, context):\n    b.run(event)\ndef go(x):\n    eval(x)',
        'b.py': 'import app\ndef run(x):\n    app.go(x)',
      },
    ],
    [
      'a class',
      {
        'app.py':
          'from lib import Service\ns = Service()\ndef handler(event, context):\n    s.run(event["x"])',
        'lib.py': 'class Service:\n    def run(self, x):\n        eval(x)',
      },
    ],
    [
      'an import in a function',
      {
        'app.py': 'def handler(event, context):\n    from lib import run\n    run(event)',
        'lib.py': 'def run(x):\n    eval(x["a"])',
      },
    ],
    [
      'a computed one that is constant',
      {
        'app.py':
          'import importlib\ndef handler(event, context):\n    importlib.import_module("lib").run(event)',
        'lib.py': 'def run(x):\n    eval(x["a"])',
      },
    ],
  ])('are linked by %s', (_, files) => {
    expect(kindsAmong(files)).toEqual(['event-code-execution']);
  });

  it('are read where one does not parse, and that is said', () => {
    const { weaknesses, unread } = found({
      'app.py':
        'import broken\ndef handler(event, context):\n    eval(event)\n    broken.run(event)',
      'broken.py': 'def a():\n    pass\ndef run(x):\n    os.system(x)\nx = = 1\n',
    });

    expect(weaknesses.map(({ kind }) => kind)).toEqual(['event-code-execution']);
    expect(unread).toEqual([
      { path: 'broken.py', reason: 'not Python at line 5: an expression is missing' },
    ]);
  });
});

describe('what is not followed', () => {
  it.each([
    [
      'an unlisted package',
      'import acme\ndef handler(event, context):\n    acme.run(event)',
      ['app.py, line 3: the event is passed to acme, which is not followed'],
    ],
    [
      'a method of what it made',
      'from acme import Client\nc = Client()\ndef handler(event, context):\n    c.run(event["x"])',
      ['app.py, line 4: the event is passed to acme, which is not followed'],
    ],
    [
      'a listed one',
      'import boto3\ndef handler(event, context):\n    boto3.client("s3").put_object(Body=event["x"])',
      [],
    ],
    ['the library', 'import math\ndef handler(event, context):\n    math.sqrt(event["x"])', []],
    ['own code', 'def run(x):\n    pass\ndef handler(event, context):\n    run(event)', []],
    [
      'routes of a module that is not there',
      'from fastapi import FastAPI\nfrom routers import users\napp = FastAPI()\napp.include_router(users.router)\ndef handler(event, context):\n    pass',
      [
        'app.py, line 4: the routes of routers.users.router are not read: no such module is in the archive',
      ],
    ],
    [
      'own routes',
      'from fastapi import APIRouter, FastAPI\nrouter = APIRouter()\napp = FastAPI()\napp.include_router(router)\ndef handler(event, context):\n    pass',
      [],
    ],
  ])('is said of %s', (_, source, expected) => {
    const { unfollowed } = found({ 'app.py': source });

    expect(unfollowed.map(({ path, reason }) => `${path}: ${reason}`)).toEqual(expected);
  });
});

describe('a table of very many fields', () => {
  const fields = Array.from({ length: 160 }, (_, n) => `d['f${n}'] = q['f${n}']`).join('\n');
  const start = (table: string) => `q = event['queryStringParameters']\nd = ${table}\n${fields}`;
  const html = "{'statusCode': 200, 'headers': {'Content-Type': 'text/html'}}";

  it.each([
    [
      'an argument',
      '{}',
      "d['url'] = q['b']\nrequests.get(**d)",
      'server-side-request-forgery',
      'medium',
    ],
    [
      'an argument of its own',
      '{}',
      "d['url'] = q['b']\nfetch(**d)",
      'server-side-request-forgery',
      'medium',
    ],
    ['a body', html, "d['body'] = '<b>' + q['b']\nreturn d", 'unescaped-html', undefined],
    ['a header', '{}', "d['Location'] = q['b']\nreturn {'headers': d}", 'open-redirect', undefined],
    [
      'all headers',
      '{}',
      "d['headers'] = {'Location': q['b']}\nreturn d",
      'open-redirect',
      undefined,
    ],
    [
      '$where',
      '{}',
      "d['$where'] = q['b']\npymongo.MongoClient().a.b.find(d)",
      'query-injection',
      'medium',
    ],
    [
      'its keys',
      '{}',
      'for k in q:\n    d[k] = 1\nfor k in d.keys():\n    eval(k)',
      'event-code-execution',
      undefined,
    ],
  ])('is followed into %s', (_, table, use, kind, severity) => {
    const fetch = 'import pymongo, requests\ndef fetch(url):\n    requests.get(url)\n';
    const found = weaknessesIn(fetch + handlerOf('', start(table), use));

    expect(found.find((each) => each.kind === kind)).toMatchObject({ kind });
    expect(found.find((each) => each.kind === kind)?.severity).toBe(severity);
  });

  it('does no harm where none of its fields would', () => {
    const use = "requests.get('https://a.example/', params=d)";

    expect(kindsIn(handlerOf('import requests', start('{}'), use))).toEqual([]);
  });
});

describe('evidence', () => {
  it('goes from the event to the sink, with places', () => {
    const [weakness] = weaknessesIn(
      'import os\n\ndef run(name):\n    os.system("ls " + name)\n\ndef handler(event, context):\n    name = event["name"]\n    run(name)\n',
    );

    expect(weakness?.flow.map(({ line, column, text }) => `${line}:${column} ${text}`)).toEqual([
      '6:13 event is what the handler is given',
      '7:5 name takes it',
      '3:9 run gets it as name',
      '4:5 os.system runs it as a command',
    ]);
    expect(weakness?.code).toBe('os.system("ls " + name)');
    expect(weakness?.fix).toBe("subprocess.run(['ls', name], check=True)");
  });

  it.each([
    ['SELECT * FROM a WHERE b = ', undefined],
    ['DELETE FROM a WHERE b = ', 'critical'],
    ['update a set b = ', 'critical'],
  ])('of %s has the severity %s', (sql, severity) => {
    const [weakness] = weaknessesIn(
      handlerOf('import sqlite3', `sqlite3.connect('a').execute('${sql}' + event['x'])`),
    );

    expect(weakness?.severity).toBe(severity);
  });

  it('shows no secret of the line', () => {
    const key = `AKIA${'QWERTYUIOPASDFGH'}`;
    const [weakness] = weaknessesIn(
      handlerOf('import os', `os.system('aws ${key} ' + event['x'])`),
    );

    expect(JSON.stringify(weakness)).not.toContain(key);
  });
});
