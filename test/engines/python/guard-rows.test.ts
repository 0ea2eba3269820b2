import { describe, expect, it } from 'vitest';
import { graveIn } from './twins.ts';
import { kindsIn } from './weaknesses-in.ts';

type Rows = readonly (readonly [string, string])[];

/** What is found is medium. */
const lessGrave: Rows = [
  [
    'stored row',
    `import sqlite3
db = sqlite3.connect('/tmp/x')
def handler(event, context):
    name = event['n']
    row = db.execute("SELECT * FROM versions WHERE db = :id", {"id": name}).fetchone()
    if not row:
        raise ValueError()
    db.execute(f"DROP TABLE {name}")
`,
  ],
  [
    'stored row and more',
    `import sqlite3
db = sqlite3.connect('/tmp/x')
def handler(event, context):
    name = event['n']
    row = db.execute("SELECT id FROM versions WHERE kind = %s AND db = %s", (event['k'], name)).fetchone()
    if row is None:
        raise ValueError()
    db.execute(f"DROP TABLE {name}")
`,
  ],
  [
    'stored row of a cursor',
    `from fastapi import FastAPI, HTTPException
from pathlib import Path
from mangum import Mangum
import aiosqlite
app = FastAPI()
async def get_session(sid):
    db = await aiosqlite.connect("x")
    try:
        cursor = await db.execute("SELECT * FROM sessions WHERE id = ?", (sid,))
        row = await cursor.fetchone()
        return dict(row) if row else None
    finally:
        await db.close()
@app.get('/x')
async def x(sid: str, other: str):
    row = await get_session(sid)
    if not row:
        raise HTTPException(404)
    return (Path("/srv") / sid).read_text()
handler = Mangum(app)
`,
  ],
  [
    'stored row of a cursor, or nothing',
    `from fastapi import FastAPI, HTTPException
from pathlib import Path
from mangum import Mangum
import aiosqlite
app = FastAPI()
async def get_session(sid):
    db = await aiosqlite.connect("x")
    try:
        cursor = await db.execute("SELECT * FROM sessions WHERE id = ?", (sid,))
        row = await cursor.fetchone()
        await cursor.close()
        return None if row is None else dict(row)
    finally:
        await db.close()
@app.get('/x')
async def x(sid: str, other: str):
    row = await get_session(sid)
    if not row:
        raise HTTPException(404)
    return (Path("/srv") / sid).read_text()
handler = Mangum(app)
`,
  ],
];

/** Twins of them that let through what does harm. */
const grave: Rows = [
  [
    'row that the code has stored just before',
    `import os, sqlite3
db = sqlite3.connect("/tmp/a.db")
def handler(event, context):
    x = event['x']
    db.execute('INSERT OR IGNORE INTO jobs(name) VALUES (?)', (x,))
    row = db.execute("SELECT name FROM jobs WHERE name = ?", (x,)).fetchone()
    if not row:
        return
    os.system('run ' + x)
`,
  ],
  [
    'row that the code has stored by a dictionary',
    `import os, sqlite3
db = sqlite3.connect("/tmp/a.db")
def handler(event, context):
    x = event['x']
    db.execute('REPLACE INTO jobs(name) VALUES (:x)', {"x": x})
    row = db.execute("SELECT name FROM jobs WHERE name = ?", (x,)).fetchone()
    if not row:
        return
    os.system('run ' + x)
`,
  ],
  [
    'row of another query of the cursor',
    `from fastapi import FastAPI, HTTPException
from pathlib import Path
from mangum import Mangum
import aiosqlite
app = FastAPI()
async def get_session(sid):
    db = await aiosqlite.connect("x")
    try:
        cursor = await db.execute("SELECT * FROM sessions WHERE id = ?", (sid,))
        await cursor.execute("SELECT 1 FROM t WHERE 1 = ?", (1,))
        return await cursor.fetchone()
    finally:
        await db.close()
@app.get('/x')
async def x(sid: str, other: str):
    row = await get_session(sid)
    if not row:
        raise HTTPException(404)
    return (Path("/srv") / sid).read_text()
handler = Mangum(app)
`,
  ],
  [
    'stored row or more',
    `from fastapi import FastAPI, HTTPException
from pathlib import Path
from mangum import Mangum
import aiosqlite
app = FastAPI()
async def get_session(sid):
    db = await aiosqlite.connect("x")
    try:
        cursor = await db.execute("SELECT * FROM sessions WHERE id = ?", (sid,))
        row = await cursor.fetchone()
        return dict(row) if row else {"new": True}
    finally:
        await db.close()
@app.get('/x')
async def x(sid: str, other: str):
    row = await get_session(sid)
    if not row:
        raise HTTPException(404)
    return (Path("/srv") / sid).read_text()
handler = Mangum(app)
`,
  ],
  [
    'stored row turned round',
    `from fastapi import FastAPI, HTTPException
from pathlib import Path
from mangum import Mangum
import aiosqlite
app = FastAPI()
async def get_session(sid):
    db = await aiosqlite.connect("x")
    try:
        cursor = await db.execute("SELECT * FROM sessions WHERE id = ?", (sid,))
        row = await cursor.fetchone()
        return None if row else {"new": True}
    finally:
        await db.close()
@app.get('/x')
async def x(sid: str, other: str):
    row = await get_session(sid)
    if not row:
        raise HTTPException(404)
    return (Path("/srv") / sid).read_text()
handler = Mangum(app)
`,
  ],
  [
    'stored row of another',
    `from fastapi import FastAPI, HTTPException
from pathlib import Path
from mangum import Mangum
import aiosqlite
app = FastAPI()
async def get_session(sid):
    db = await aiosqlite.connect("x")
    try:
        cursor = await db.execute("SELECT * FROM sessions WHERE id = ?", (sid,))
        row = await cursor.fetchone()
        return dict(row) if row else None
    finally:
        await db.close()
@app.get('/x')
async def x(sid: str, other: str):
    row = await get_session(sid)
    if not row:
        raise HTTPException(404)
    return (Path("/srv") / other).read_text()
handler = Mangum(app)
`,
  ],
  [
    'cursor set again',
    `from fastapi import FastAPI, HTTPException
from pathlib import Path
from mangum import Mangum
import aiosqlite
app = FastAPI()
async def get_session(sid):
    db = await aiosqlite.connect("x")
    try:
        cursor = await db.execute("SELECT * FROM sessions WHERE id = ?", (sid,))
        cursor = await db.execute("SELECT 1 FROM t WHERE 1 = ?", (1,))
        return await cursor.fetchone()
    finally:
        await db.close()
@app.get('/x')
async def x(sid: str, other: str):
    row = await get_session(sid)
    if not row:
        raise HTTPException(404)
    return (Path("/srv") / sid).read_text()
handler = Mangum(app)
`,
  ],
  [
    'cursor handed on',
    `from fastapi import FastAPI, HTTPException
from pathlib import Path
from mangum import Mangum
import aiosqlite
app = FastAPI()
async def get_session(sid):
    db = await aiosqlite.connect("x")
    try:
        cursor = await db.execute("SELECT * FROM sessions WHERE id = ?", (sid,))
        await again(cursor)
        return await cursor.fetchone()
    finally:
        await db.close()
@app.get('/x')
async def x(sid: str, other: str):
    row = await get_session(sid)
    if not row:
        raise HTTPException(404)
    return (Path("/srv") / sid).read_text()
handler = Mangum(app)
`,
  ],
  [
    'stored row or',
    `import sqlite3
db = sqlite3.connect('/tmp/x')
def handler(event, context):
    name = event['n']
    row = db.execute("SELECT * FROM versions WHERE db = :id OR 1 = 1", {"id": name}).fetchone()
    if not row:
        raise ValueError()
    db.execute(f"DROP TABLE {name}")
`,
  ],
  [
    'stored row like',
    `import sqlite3
db = sqlite3.connect('/tmp/x')
def handler(event, context):
    name = event['n']
    row = db.execute("SELECT * FROM versions WHERE ? LIKE db || '%'", (name,)).fetchone()
    if not row:
        raise ValueError()
    db.execute(f"DROP TABLE {name}")
`,
  ],
  [
    'stored row not asked',
    `import sqlite3
db = sqlite3.connect('/tmp/x')
def handler(event, context):
    name = event['n']
    row = db.execute("SELECT id FROM versions WHERE db = %s", (name,)).fetchone()
    db.execute(f"DROP TABLE {name}")
`,
  ],
  [
    'stored row if there is none',
    `import sqlite3
db = sqlite3.connect('/tmp/x')
def handler(event, context):
    name = event['n']
    row = db.execute("SELECT id FROM versions WHERE db = %s", (name,)).fetchone()
    if row:
        raise ValueError()
    db.execute(f"DROP TABLE {name}")
`,
  ],
  [
    'stored row of the other parameter',
    `import sqlite3
db = sqlite3.connect('/tmp/x')
def handler(event, context):
    name = event['n']
    row = db.execute("SELECT id FROM versions WHERE db = ? AND x > ?", (event['k'], name)).fetchone()
    if not row:
        raise ValueError()
    db.execute(f"DROP TABLE {name}")
`,
  ],
  [
    'stored row inserted before',
    `import sqlite3
db = sqlite3.connect('/tmp/x')
def handler(event, context):
    name = event['n']
    row = db.execute("SELECT ? AS name WHERE 1 = 1", (name,)).fetchone()
    if not row:
        raise ValueError()
    db.execute(f"DROP TABLE {name}")
`,
  ],
  [
    'stored cursor',
    `import sqlite3
db = sqlite3.connect('/tmp/x')
def handler(event, context):
    name = event['n']
    row = db.execute("SELECT id FROM versions WHERE db = ?", (name,))
    if not row:
        raise ValueError()
    db.execute(f"DROP TABLE {name}")
`,
  ],
  [
    'requests get url',
    `import requests, os
def handler(event, context):
    url = event['queryStringParameters']['url']
    r = requests.get(url=url, timeout=5)
    if not r:
        return 1
    os.system('wget ' + url)
`,
  ],
  [
    'requests get',
    `import requests, os
def handler(event, context):
    url = event['url']
    r = requests.get(url='https://probe', params=url)
    if not r:
        return 1
    os.system('wget ' + url)
`,
  ],
  [
    'httpx client get',
    `import httpx, os
def handler(event, context):
    url = event['queryStringParameters']['url']
    with httpx.Client() as c:
        if c.get(url=url):
            os.system('wget ' + url)
`,
  ],
  [
    'get default',
    `import os
from store import cfg
def handler(event, context):
    x = event['queryStringParameters']['x']
    if not cfg.get('cmd', default=x):
        return 1
    os.system('run ' + x)
`,
  ],
  [
    'queue get cache',
    `import os
from store import cache
def handler(event, context):
    x = event['queryStringParameters']['x']
    token = cache.get(key='a', namespace=x)
    if not token:
        return 1
    os.system('run ' + x)
`,
  ],
  [
    'fetchall none',
    `import db, os
def handler(event, context):
    x = event['queryStringParameters']['x']
    rows = db.fetchall('SELECT * FROM t WHERE name = ?', (x,))
    if rows is None:
        return 1
    os.system('run ' + x)
`,
  ],
  [
    'fetchall not none',
    `import sqlite3, os
def handler(event, context):
    x = event['queryStringParameters']['x']
    db = sqlite3.connect('/tmp/a')
    rows = db.execute('SELECT * FROM t WHERE name = ?', (x,)).fetchall()
    if rows is not None:
        os.system('run ' + x)
`,
  ],
  [
    'scalars',
    `import os
from store import conn
def handler(event, context):
    x = event['queryStringParameters']['x']
    rows = conn.execute('SELECT a FROM t WHERE name = :n', {'n': x}).scalars()
    if not rows:
        return 1
    os.system('run ' + x)
`,
  ],
  [
    'json agg',
    `import os
from store import conn
def handler(event, context):
    x = event['queryStringParameters']['x']
    row = conn.execute('SELECT json_agg(a) FROM t WHERE name = %s', (x,)).fetchone()
    if not row:
        return 1
    os.system('run ' + x)
`,
  ],
  [
    'group concat',
    `import os, sqlite3
def handler(event, context):
    x = event['queryStringParameters']['x']
    conn = sqlite3.connect('/tmp/a')
    row = conn.execute('SELECT group_concat(a) FROM t WHERE name = ?', (x,)).fetchone()
    if not row:
        return 1
    os.system('run ' + x)
`,
  ],
  [
    'stored row that need not be equal',
    `import sqlite3
db = sqlite3.connect('/tmp/x')
def handler(event, context):
    name = event['n']
    row = db.execute("SELECT id FROM versions WHERE db = ? OR active", (name,)).fetchone()
    if not row:
        raise ValueError()
    db.execute(f"DROP TABLE {name}")
`,
  ],
  [
    'stored row of a union',
    `import sqlite3
db = sqlite3.connect('/tmp/x')
def handler(event, context):
    name = event['n']
    row = db.execute("SELECT id FROM a UNION SELECT id FROM versions WHERE db = ?", (name,)).fetchone()
    if not row:
        raise ValueError()
    db.execute(f"DROP TABLE {name}")
`,
  ],
];

describe('a row that is stored', () => {
  it.each(lessGrave)('is less grave: %s', (_, source) => {
    expect(graveIn(source)).toEqual([]);
    expect(kindsIn(source)).not.toEqual([]);
  });
  it.each(grave)('is found: %s', (_, source) => {
    expect(graveIn(source)).not.toEqual([]);
  });
});
