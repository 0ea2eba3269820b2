import { describe, expect, it } from 'vitest';
import { weaknessesIn } from './weaknesses-in.ts';

/** Each with what it lets through: the same code once with the refusal, and once with one that refuses too little. */
interface Twins {
  readonly refusal: string;
  readonly good: string;
  readonly bad: string;
}

const path = `from pathlib import Path
ROOT = Path("/opt/files").resolve()
def handler(event, context):
    x = event["x"]
    candidate = (ROOT / x).resolve()
`;

const parts = `from pathlib import Path
def handler(event, context):
    path = Path(event["x"])
`;

const configs = `import os
def configs():
    return [{"path": "a"}, {"path": "b"}]
def handler(event, context):
    path = event["path"]
`;

const schema = (name: string) => `import os, json
from jsonschema import validate
from aws_lambda_powertools.utilities.validation import validate as checked, validator
FIELDS = {"kind": {"enum": ["a", "b"]}, "size": {"type": "integer"}, "name": {"type": "string", "pattern": "^[a-z]+$"},
  "wide": {"type": "string", "pattern": "^.*$"}, "free": {"type": "string"}, "names": {"type": "array", "items": {"const": "a"}}}
SCHEMA = {"type": "object", "properties": {"body": {"type": "object", "properties": FIELDS}, **FIELDS}}
BODY = {"type": "object", "properties": FIELDS}
${name}`;

const all: readonly Twins[] = [
  {
    refusal: 'of what is neither the folder nor below it',
    good: `${path}    if candidate != ROOT and not candidate.is_relative_to(ROOT):\n        raise ValueError()\n    return open(candidate)\n`,
    bad: `${path}    if candidate != x and not candidate.is_relative_to(ROOT):\n        raise ValueError()\n    return open(candidate)\n`,
  },
  {
    refusal: 'of an absolute path and of one with steps upwards',
    good: `${parts}    if path.is_absolute() or ".." in path.parts:\n        raise ValueError()\n    return open(Path("/opt") / path)\n`,
    bad: `${parts}    if ".." in path.parts:\n        raise ValueError()\n    return open(Path("/opt") / path)\n`,
  },
  {
    refusal: 'of what has another prefix, with a slash',
    good: `import os\nROOT = "/opt/www/"\ndef handler(event, context):\n    p = os.path.realpath(os.path.join(ROOT, event["x"]))\n    if os.path.join(os.path.commonprefix((p, ROOT)), "") != ROOT:\n        return\n    return open(p)\n`,
    bad: `import os\nROOT = "/opt/www/"\ndef handler(event, context):\n    p = os.path.realpath(os.path.join(ROOT, event["x"]))\n    if os.path.join(os.path.commonprefix((ROOT, ROOT)), "") != ROOT:\n        return\n    return open(p)\n`,
  },
  {
    refusal: 'of what next() does not find in an own list',
    good: `${configs}    one = next((c for c in configs() if c["path"] == path), None)\n    if not one:\n        raise ValueError()\n    os.system("git log " + path)\n`,
    bad: `${configs}    one = next((c for c in configs() if c["path"] != path), None)\n    if not one:\n        raise ValueError()\n    os.system("git log " + path)\n`,
  },
  {
    refusal: 'of all characters but a few, one by one',
    good: `def handler(event, context):\n    name = "".join(c for c in event["x"] if c.isalnum() or c in "-_")\n    return open(f"/opt/{name}.json")\n`,
    bad: `def handler(event, context):\n    name = "".join(c for c in event["x"] if c.isalnum() or c in "-_./")\n    return open(f"/opt/{name}.json")\n`,
  },
  {
    refusal: 'of other hosts, by a text that grows',
    good: `import requests\ndef handler(event, context):\n    url = "https://a.example/x"\n    if event["q"]:\n        url += "?" + event["q"]\n    return requests.get(url)\n`,
    bad: `import requests\ndef handler(event, context):\n    url = "https://"\n    if event["q"]:\n        url += event["q"]\n    return requests.get(url)\n`,
  },
  {
    refusal: 'of signs, by a pattern of the class',
    good: `import os, re\nclass Name:\n    BAD = r"[^0-9A-Za-z_-]"\n    def clean(self, x):\n        return re.sub(self.BAD, "_", x)\ndef handler(event, context):\n    return open("/opt/" + Name().clean(event["x"]))\n`,
    bad: `import os, re\nclass Name:\n    BAD = r"[ ;]"\n    def clean(self, x):\n        return re.sub(self.BAD, "_", x)\ndef handler(event, context):\n    return open("/opt/" + Name().clean(event["x"]))\n`,
  },
  {
    refusal: 'of what a loop sets anew',
    good: `def handler(event, context):\n    for n in event["names"]:\n        print(n)\n    for n in ["a", "b"]:\n        open("/opt/" + n)\n`,
    bad: `def handler(event, context):\n    for n in ["a", "b"]:\n        print(n)\n    for n in event["names"]:\n        open("/opt/" + n)\n`,
  },
  {
    refusal: 'which is that of a list, and not of what a loop goes over later',
    good: `import os\ndef handler(event, context):\n    for x in event["names"]:\n        if x not in ("a", "b"):\n            continue\n        os.system(x)\n`,
    bad: `import os\ndef handler(event, context):\n    x = event["x"]\n    if x not in ("a", "b"):\n        return\n    for x in event["names"]:\n        os.system(x)\n`,
  },
  ...['kind', 'size', 'name'].map((field) => ({
    refusal: `by a schema: ${field}`,
    good: schema(
      `def handler(event, context):\n    body = json.loads(event["body"])\n    validate(instance=body, schema=BODY)\n    os.system("ls %s" % body["${field}"])\n`,
    ),
    bad: schema(
      `def handler(event, context):\n    body = json.loads(event["body"])\n    validate(instance=body, schema=BODY)\n    os.system("ls %s" % body["${field === 'kind' ? 'free' : 'wide'}"])\n`,
    ),
  })),
  {
    refusal: 'by a schema of a part, with Powertools',
    good: schema(
      `def handler(event, context):\n    checked(event=event, schema=SCHEMA)\n    os.system("ls " + event["body"]["kind"])\n`,
    ),
    bad: schema(
      `def handler(event, context):\n    try:\n        checked(event=event, schema=SCHEMA)\n    except Exception:\n        print("x")\n    os.system("ls " + event["body"]["kind"])\n`,
    ),
  },
  {
    refusal: 'by a schema of all that comes in',
    good: schema(
      `@validator(inbound_schema=BODY)\ndef handler(event, context):\n    os.system("ls " + event["kind"])\n`,
    ),
    bad: schema(
      `@validator(outbound_schema=BODY)\ndef handler(event, context):\n    os.system("ls " + event["kind"])\n`,
    ),
  },
];

function graveIn(source: string): readonly string[] {
  return weaknessesIn(source)
    .filter(({ kind, severity }) => !/log|error/.test(kind) && severity !== 'low')
    .map(({ kind }) => kind);
}

describe('a refusal', () => {
  it.each(all)('is seen: $refusal', ({ good }) => {
    expect(graveIn(good)).toEqual([]);
  });

  it.each(all)('that lets more through is none: $refusal', ({ bad }) => {
    expect(graveIn(bad)).not.toEqual([]);
  });
});
