import { describe, expect, it } from 'vitest';
import { graveIn } from './twins.ts';

type Rows = readonly (readonly [string, string])[];

/** Nothing critical or high is found. */
const harmless: Rows = [
  [
    'is_path_inside',
    `from pathlib import Path
def is_path_inside(child, parent):
    return parent.resolve() in child.resolve().parents
def handler(event, context):
    base = Path('/data')
    p = base / f"{event['n']}.json"
    if is_path_inside(p, base) and p.is_file():
        return p.read_text()
`,
  ],
  [
    'inline parents',
    `from pathlib import Path
def handler(event, context):
    base = Path('/data')
    p = (base / event['n']).resolve()
    if base.resolve() not in p.parents:
        return None
    return p.read_text()
`,
  ],
  [
    'inline parents resolved in place',
    `from pathlib import Path
def handler(event, context):
    base = Path('/data')
    p = base / event['n']
    if base not in p.resolve().parents:
        return None
    return open(p).read()
`,
  ],
  [
    'any equal or below',
    `from pathlib import Path
def is_one(filename, ledger):
    if any(filename == d.filename for d in ledger.documents):
        return True
    file_path = Path(filename).resolve()
    return any(file_path.is_relative_to(ledger.join(d)) for d in ledger.dirs)
LEDGER = object()
def handler(event, context):
    n = event['n']
    if is_one(n, LEDGER):
        return open(n).read()
`,
  ],
  [
    'below folder relative_to resolved',
    `from pathlib import Path
def handler(event, context):
    p = (Path('/data') / event['n']).resolve()
    try:
        p.relative_to('/data')
    except ValueError:
        return None
    return p.read_text()
`,
  ],
];

/** Twins of them that let through what does harm. */
const grave: Rows = [
  [
    'parents unresolved',
    `from pathlib import Path
def handler(event, context):
    base = Path('/data')
    p = base / event['n']
    if base not in p.parents:
        return None
    return p.read_text()
`,
  ],
  [
    'inside unresolved',
    `from pathlib import Path
def is_path_inside(child, parent):
    return parent in child.parents
def handler(event, context):
    base = Path('/data')
    p = base / event['n']
    if is_path_inside(p, base):
        return p.read_text()
`,
  ],
  [
    'inside of another',
    `from pathlib import Path
def is_path_inside(child, parent):
    return parent.resolve() in child.resolve().parents
def handler(event, context):
    base = Path('/data')
    p = base / event['n']
    q = base / event['m']
    if is_path_inside(q, base):
        return p.read_text()
`,
  ],
  [
    'inside swapped',
    `from pathlib import Path
def is_path_inside(child, parent):
    return parent.resolve() in child.resolve().parents
def handler(event, context):
    base = Path('/data')
    p = base / event['n']
    if is_path_inside(base, p):
        return p.read_text()
`,
  ],
  [
    'inside negated',
    `from pathlib import Path
def is_path_inside(child, parent):
    return parent.resolve() in child.resolve().parents
def handler(event, context):
    base = Path('/data')
    p = base / event['n']
    if not is_path_inside(p, base):
        return p.read_text()
`,
  ],
  [
    'inside or',
    `from pathlib import Path
def is_path_inside(child, parent):
    return parent.resolve() in child.resolve().parents
def handler(event, context):
    base = Path('/data')
    p = base / event['n']
    if is_path_inside(p, base) or p.is_file():
        return p.read_text()
`,
  ],
  [
    'inside reassigned',
    `from pathlib import Path
def is_path_inside(child, parent):
    return parent.resolve() in child.resolve().parents
def handler(event, context):
    base = Path('/data')
    p = base / event['n']
    if is_path_inside(p, base):
        p = base / event['m']
        return p.read_text()
`,
  ],
  [
    'inside unused',
    `from pathlib import Path
def is_path_inside(child, parent):
    return parent.resolve() in child.resolve().parents
def handler(event, context):
    base = Path('/data')
    p = base / event['n']
    is_path_inside(p, base)
    return p.read_text()
`,
  ],
  [
    'inside always true',
    `from pathlib import Path
def is_path_inside(child, parent):
    return True
def handler(event, context):
    base = Path('/data')
    p = base / event['n']
    if is_path_inside(p, base):
        return p.read_text()
`,
  ],
  [
    'of event own folder',
    `from pathlib import Path
def is_path_inside(child, parent):
    return parent.resolve() in child.resolve().parents
def handler(event, context):
    p = Path('/data') / event['n']
    if is_path_inside(p, Path(event['folder'])):
        return p.read_text()
`,
  ],
  [
    'count',
    `import sqlite3
db = sqlite3.connect('/tmp/x')
def handler(event, context):
    name = event['n']
    row = db.execute("SELECT count(*) FROM versions WHERE db = ?", (name,)).fetchone()
    if not row:
        raise ValueError()
    db.execute(f"DROP TABLE {name}")
`,
  ],
  [
    'another value',
    `import sqlite3
db = sqlite3.connect('/tmp/x')
def handler(event, context):
    name = event['n']
    row = db.execute("SELECT * FROM versions WHERE db = ?", (event['user'],)).fetchone()
    if not row:
        raise ValueError()
    db.execute(f"DROP TABLE {name}")
`,
  ],
  [
    'below, unresolved',
    `from pathlib import Path
def is_one(filename, ledger):
    file_path = Path(filename)
    return any(file_path.is_relative_to(ledger.join(d)) for d in ledger.dirs)
LEDGER = object()
def handler(event, context):
    n = event['n']
    if is_one(n, LEDGER):
        return open(n).read()
`,
  ],
  [
    'any of the event',
    `from pathlib import Path
def is_one(filename, names):
    return any(filename == d for d in names)
def handler(event, context):
    n = event['n']
    if is_one(n, event['names']):
        return open(n).read()
`,
  ],
  [
    'below the folder of another request',
    `from pathlib import Path
from flask import Flask, request
import serverless_wsgi
app = Flask(__name__)
@app.route('/x')
def x():
    p = Path(request.args['p']).resolve()
    base = Path(request.args['base']).resolve()
    if p.is_relative_to(base):
        return p.read_text()
def handler(event, context):
    return serverless_wsgi.handle_request(app, event, context)
`,
  ],
  [
    'below folder relative_to unresolved',
    `from pathlib import Path
def handler(event, context):
    p = Path('/data') / event['n']
    try:
        p.relative_to('/data')
    except ValueError:
        return None
    return p.read_text()
`,
  ],
  [
    'path two',
    `import os
from pathlib import Path
BASE = Path('/data')
def handler(event, context):
    folder = event['folder']
    p = Path(folder, event['name']).resolve()
    if BASE not in p.parents:
        return 404
    return os.listdir(folder)
`,
  ],
];

describe('a folder', () => {
  it.each(harmless)('does no harm: %s', (_, source) => {
    expect(graveIn(source)).toEqual([]);
  });
  it.each(grave)('is found: %s', (_, source) => {
    expect(graveIn(source)).not.toEqual([]);
  });
});
