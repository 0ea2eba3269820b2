import { describe, expect, it } from 'vitest';
import { weaknessesIn } from './weaknesses-in.ts';

const imports = `import fnmatch, os, re, requests, sqlite3
db = sqlite3.connect("/tmp/a.db")
cur = db.cursor()
ALLOWED = {"name", "size"}
`;

function shown(source: string): readonly string[] {
  return weaknessesIn(imports + source)
    .filter(({ kind }) => kind !== 'log-injection')
    .map(({ kind, severity = 'usual' }) => `${severity} ${kind}`);
}

function handled(body: string): string {
  return `def handler(event, context):\n${body
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n`;
}

/** Of a table, a check of its keys says nothing of what is under them. */
describe('keys that were checked', () => {
  const tests = [
    'if set(data) - ALLOWED:\n    raise ValueError()',
    'unknown = set(data) - ALLOWED\nif unknown:\n    raise ValueError()',
    'if not set(data.keys()) <= ALLOWED:\n    raise ValueError()',
    'if not all(key in ALLOWED for key in data):\n    raise ValueError()',
    'for key in data:\n    if key not in ALLOWED:\n        raise ValueError()',
    'unknown = [key for key in data if key not in ALLOWED]\nif unknown:\n    raise ValueError()',
  ];

  it.each(tests)('are names of columns: %s', (test) => {
    const body = `data = event["data"]\n${test}\ncur.execute("SELECT " + ", ".join(data))`;

    expect(shown(handled(body))).toEqual([]);
  });

  it.each(tests)('leave the values as they were sent: %s', (test) => {
    const read = `data = event["data"]\n${test}\nos.system(data["name"])`;
    const looped = `data = event["data"]\n${test}\nfor key, value in data.items():\n    os.system(value)`;

    expect(shown(handled(read))).toEqual(['usual command-injection']);
    expect(shown(handled(looped))).toEqual(['usual command-injection']);
  });

  it('may be those of a table of the database', () => {
    const test = (allowed: string) =>
      `data = event["data"]\nallowed = ${allowed}\nif set(data) - allowed:\n    raise ValueError()\ncur.execute("SELECT " + ", ".join(data))`;

    expect(shown(handled(test('db.table_columns(event["t"]) | set(cls.INPUT_FIELDS)')))).toEqual(
      [],
    );
    expect(shown(handled(test('set(event["allowed"])')))).not.toEqual([]);
  });
});

/** Where it stands in another function, or the table lies in a field, a check of keys says no more. */
describe('keys that were checked elsewhere leave the values as they were sent:', () => {
  const used = 'for key, value in event["opts"].items():\n    os.system("x " + value)';
  const each = 'if not all(key in ALLOWED for key in opts):\n        raise ValueError()';

  it.each([
    [
      'by a function, one by one',
      `def check(event):\n    for key in event["opts"]:\n        if key not in ALLOWED:\n            raise ValueError()\n${handled(`check(event)\n${used}`)}`,
    ],
    [
      'by a function, as a set',
      `def check(event):\n    if not set(event["opts"]) <= ALLOWED:\n        raise ValueError()\n${handled(`check(event)\n${used}`)}`,
    ],
    [
      'by the caller',
      `def run(event):\n    ${used.replace('\n', '\n    ')}\n${handled('if any(key not in ALLOWED for key in event["opts"]):\n    raise ValueError()\nrun(event)')}`,
    ],
    [
      'by a decorator',
      `def checked(f):\n    def inner(opts):\n        ${each.replace('\n', '\n    ')}\n        return f(opts)\n    return inner\n@checked\ndef run(opts):\n    for value in opts.values():\n        os.system("x " + value)\n${handled('run(event["opts"])')}`,
    ],
    [
      'by __init__',
      `class Job:\n    def __init__(self, event):\n        self.opts = event["opts"]\n        if not all(key in ALLOWED for key in self.opts):\n            raise ValueError()\n    def run(self):\n        for value in self.opts.values():\n            os.system("x " + value)\n${handled('Job(event).run()')}`,
    ],
    [
      'in a field',
      handled(
        'p = {"opts": event["opts"]}\nif not all(key in ALLOWED for key in p["opts"]):\n    raise ValueError()\nfor value in p["opts"].values():\n    os.system("x " + value)',
      ),
    ],
  ])('%s', (_, source) => {
    expect(shown(source)).toEqual(['usual command-injection']);
  });
});

describe('a check of what a value was copied from', () => {
  const copied = 'data = event["data"]\nfields = {k: v for k, v in data.items() if k != "name"}';
  const checked = `${copied}\nif set(data) - ALLOWED:\n    raise ValueError()`;
  const save =
    'def save(fields):\n    cur.execute("UPDATE t SET " + ", ".join(f"{k} = ?" for k in fields))\n';

  it.each([
    ['of the keys', handled(`${checked}\ncur.execute("SELECT " + ", ".join(k for k in fields))`)],
    ['of the keys, passed on', `${save}${handled(`${checked}\nsave(fields)`)}`],
    [
      'of a part',
      handled(
        'name = event["name"]\npath = "/data/" + name\nif not re.fullmatch("[a-z]+", name):\n    raise ValueError()\nopen(path)',
      ),
    ],
  ])('holds for the copy: %s', (_, source) => {
    expect(shown(source)).toEqual([]);
  });

  it.each([
    ['there is none', `${save}${handled(`${copied}\nsave(fields)`)}`],
    ['of the keys, where a value does it', handled(`${checked}\nos.system(fields["size"])`)],
    [
      'of what the name stands for since',
      handled(
        'name = event["name"]\npath = "/data/" + name\nname = name.replace("/", "")\nif not re.fullmatch("[a-z]+", name):\n    raise ValueError()\nopen(path)',
      ),
    ],
    [
      'of the last of a loop',
      handled(
        'paths = []\nfor name in event["names"]:\n    paths.append("/data/" + name)\nif not re.fullmatch("[a-z]+", name):\n    raise ValueError()\nfor path in paths:\n    open(path)',
      ),
    ],
  ])('does not hold: %s', (_, source) => {
    expect(shown(source)).not.toEqual([]);
  });
});

describe('a host that a function knows', () => {
  const known = (test: string) => `CACHE = {}
def known(host):
    info = CACHE.get(host)
    if info:
        return info
    if ${test}:
        CACHE[host] = host
        return host
    return None
`;
  const use = handled(
    'host = event["host"]\nif known(host) is None:\n    return 404\nrequests.get(f"https://{host}/")',
  );

  it.each([
    ['by a pattern', 're.fullmatch("[a-z]+[.]example[.]com", host)', []],
    [
      'by a shape of files, which a slash passes',
      'any(fnmatch.fnmatch(host, each) for each in ["*.example.com"])',
      ['medium server-side-request-forgery'],
    ],
    [
      'by its length, which lets all through',
      'len(host) < 60',
      ['usual server-side-request-forgery'],
    ],
  ])('%s', (_, test, found) => {
    expect(shown(known(test) + use)).toEqual(found);
  });
});

describe('a function that callers give', () => {
  const run = 'def run(task, *args):\n    return task(*args)\n';
  const tasks =
    'def log(slug, data):\n    return slug\ndef remove(slug, name, data):\n    os.system("rm " + name)\n';

  it.each([
    ['gets what they give with it', 'run(log, "a", "b")\nrun(remove, "a", event["name"], 1)', 1],
    ['gets nothing that others give', 'run(log, "a", event["name"])\nrun(remove, "a", "b", 1)', 0],
    [
      'is found where it comes later',
      'run(log, "a", event["name"])\nrun(remove, "a", event["name"], 1)',
      1,
    ],
  ])('%s', (_, body, many) => {
    expect(shown(run + tasks + handled(body))).toHaveLength(many);
  });
});

describe('no guard is', () => {
  const check =
    'def check(event):\n    if event["name"] not in ALLOWED:\n        raise ValueError()\n';
  const used = 'os.system("x " + event["name"])';
  const quiet =
    'def quiet(f):\n    def inner(*args):\n        try:\n            f(*args)\n        except ValueError:\n            pass\n    return inner\n';
  const answer = (bad: string) =>
    `def check(event):\n    if event["name"] not in ALLOWED:\n        return ${bad}\n    return {"a": 1}\n`;
  const others = Array.from({ length: 310 }, () => 'other.run(1)\n').join('');

  it.each([
    [
      'a check that an own decorator may silence',
      `${quiet}@quiet\n${check}${handled(`check(event)\n${used}`)}`,
    ],
    [
      'a check that one of a library may silence',
      `import lib\n@lib.swallow\n${check}${handled(`check(event)\n${used}`)}`,
    ],
    [
      'a check that is set anew',
      `import lib\n${check}check = lib.optional(check)\n${handled(`check(event)\n${used}`)}`,
    ],
    [
      'an answer of False, which is not None',
      `${answer('False')}${handled(`if check(event) is not None:\n    ${used}`)}`,
    ],
    [
      'an answer of {}, which is not None',
      `${answer('{}')}${handled(`if check(event) != None:\n    ${used}`)}`,
    ],
    [
      'an answer with a name, which is not None',
      `${answer('False')}${handled(`found = check(event)\nif found is not None:\n    ${used}`)}`,
    ],
    [
      'an answer of a question, which is never None',
      `def check(event):\n    return event["name"] in ALLOWED\n${handled(`if check(event) is not None:\n    ${used}`)}`,
    ],
    [
      'that of one caller where there are more than are looked at',
      `import other\ndef run(event):\n    ${used}\n${handled('if event["name"] in ALLOWED:\n    run(event)')}def more():\n${others.replace(/^/gm, '    ')}`,
    ],
  ])('%s', (_, source) => {
    expect(shown(source)).toEqual(['usual command-injection']);
  });

  it.each([
    ['of another object', 'self, req', 'req.path', 'Job("x").load(Request(event))'],
    [
      'that is set from outside',
      'self',
      'self.path',
      'job = Job("x")\njob.path = event["n"]\njob.load()',
    ],
  ])('a folder of a field that was resolved, %s', (_, parameters, path, call) => {
    const load = `    def load(${parameters}):\n        if not ${path}.startswith("/mnt/"):\n            raise ValueError()\n        open(${path}).read()\n`;
    const job = `class Request:\n    def __init__(self, event):\n        self.path = event["n"]\nclass Job:\n    def __init__(self, path):\n        self.path = os.path.realpath(path)\n${load}`;

    expect(shown(job + handled(call))).toEqual(['usual path-traversal']);
  });
});
