import { describe, expect, it } from 'vitest';
import { kindsIn } from './weaknesses-in.ts';

/** What one function has asked, and another relies on. */
const harmless: readonly (readonly [string, string])[] = [
  [
    'a field that its caller asks for',
    `import os
A=['a']
def run(event):
    os.system('x ' + event['name'])
def handler(event, context):
    if event['name'] not in A:
        raise ValueError()
    run(event)
`,
  ],
  [
    'a field that a function of the whole refuses',
    `import os
A=['a']
def validate(event):
    if event['name'] not in A:
        raise ValueError()
def handler(event, context):
    validate(event)
    os.system('x ' + event['name'])
`,
  ],
  [
    'a field of which a function of the whole answers',
    `import os
A=['a']
def is_fine(event):
    if event['name'] not in A:
        return False
    return True
def handler(event, context):
    if not is_fine(event):
        return
    os.system('x ' + event['name'])
`,
  ],
  [
    'a field that its decorator refuses',
    `import os, functools
A=['a']
def checked(f):
    @functools.wraps(f)
    def inner(event, context):
        if event['name'] not in A:
            return {'statusCode': 400}
        return f(event, context)
    return inner
@checked
def handler(event, context):
    os.system('x ' + event['name'])
`,
  ],
  [
    'a value that its decorator refuses',
    `import os, functools
A=['a']
def checked(f):
    @functools.wraps(f)
    def inner(name, *args, **kwargs):
        if name not in A:
            raise ValueError()
        return f(name, *args, **kwargs)
    return inner
@checked
def run(name):
    os.system('x ' + name)
def handler(event, context):
    run(event['name'])
`,
  ],
  [
    'a field of a body that its caller asks for',
    `import os, json
A=['a']
def run(body):
    os.system('x ' + body['name'])
def handler(event, context):
    body = json.loads(event['body'])
    if body.get('name') not in A:
        return {'statusCode': 400}
    run(body)
`,
  ],
  [
    'a field of a table of which another field is set between',
    `import os
A=['a']
def note(p):
    p['seen'] = True
def run(p):
    os.system('x ' + p['name'])
def handler(event, context):
    if event['name'] not in A:
        raise ValueError()
    note(event)
    event.update({'other': event['x']})
    run(event)
`,
  ],
  [
    'a field that a method of the object refuses',
    `import os
A=['a']
class H:
    def __init__(self, event):
        self.name = event['name']
    def validate(self):
        if self.name not in A:
            raise ValueError()
    def run(self):
        os.system('x ' + self.name)
def handler(event, context):
    h = H(event)
    h.validate()
    h.run()
`,
  ],
  [
    'a field of a table that its maker asks for',
    `import os
A=['a']
def parse(event):
    p = {'name': event['name']}
    if p['name'] not in A:
        raise ValueError()
    return p
def handler(event, context):
    p = parse(event)
    os.system('x ' + p['name'])
`,
  ],
  [
    'a field of which a function says what is wrong',
    `import os
A=['a']
def check(event):
    if event['name'] not in A:
        return 'bad name'
    return None
def handler(event, context):
    error = check(event)
    if error:
        return error
    os.system('x ' + event['name'])
`,
  ],
  [
    'a field that a coroutine refuses',
    `import os, asyncio
A=['a']
async def check(event):
    if event['name'] not in A:
        raise ValueError()
async def main(event):
    await check(event)
    os.system('x ' + event['name'])
def handler(event, context):
    asyncio.run(main(event))
`,
  ],
  [
    'a field that a method refuses that the classes below have as it is',
    `import os
A=['a']
class B:
    def __init__(self, event):
        self.name = event['name']
    def validate(self):
        if self.name not in A:
            raise ValueError()
    def run(self):
        self.validate()
        os.system('x ' + self.name)
class S(B):
    def other(self):
        pass
def handler(event, context):
    S(event).run()
`,
  ],
];

/** Where a field is changed, before the place or within the function that is called. */
function changed(before: string, use: string, within = ''): string {
  return `import os
A=['a']
def merge(p):
    p['name'] = p['other']
def merge_both(p):
    merge(p)
def run(event):
    ${within || 'pass'}
    os.system('x ' + event['name'])
def handler(event, context):
    if event['name'] not in A:
        raise ValueError()
    ${before || 'pass'}
    ${use}
`;
}

const harmful: readonly (readonly [string, string])[] = [
  [
    'another field than its caller asks for',
    `import os
A=['a']
def run(event):
    os.system('x ' + event['other'])
def handler(event, context):
    if event['name'] not in A:
        raise ValueError()
    run(event)
`,
  ],
  [
    'a field that one of its callers asks for',
    `import os
A=['a']
def run(event):
    os.system('x ' + event['name'])
def handler(event, context):
    if event['x']:
        run(event)
    if event['name'] not in A:
        raise ValueError()
    run(event)
`,
  ],
  [
    'another field than its decorator refuses',
    `import os, functools
A=['a']
def checked(f):
    def inner(event, context):
        if event['other'] not in A:
            return {'statusCode': 400}
        return f(event, context)
    return inner
@checked
def handler(event, context):
    os.system('x ' + event['name'])
`,
  ],
  [
    'a function of the whole that returns before',
    `import os
A=['a']
def check(event):
    if event['skip']:
        return
    if event['name'] not in A:
        raise ValueError()
def handler(event, context):
    check(event)
    os.system('x ' + event['name'])
`,
  ],
  [
    'a function that says what is wrong with another field',
    `import os
A=['a']
def check(event):
    if event['other'] not in A:
        return 'bad name'
def handler(event, context):
    if check(event):
        return
    os.system('x ' + event['name'])
`,
  ],
  [
    'a function of the whole whose answer is not asked',
    `import os
A=['a']
def check(event):
    if event['name'] not in A:
        return False
    return True
def handler(event, context):
    check(event)
    os.system('x ' + event['name'])
`,
  ],
  [
    'a field that a method sets after the constructor',
    `import os
A=['a']
class H:
    def __init__(self, event):
        self.name = event['name']
        if self.name not in A:
            raise ValueError()
    def rename(self, event):
        self.name = event['other']
    def run(self):
        os.system('x ' + self.name)
def handler(event, context):
    h = H(event)
    h.rename(event)
    h.run()
`,
  ],
  [
    'a field that is set from outside after the constructor',
    `import os
A=['a']
class H:
    def __init__(self, event):
        self.name = event['name']
        if self.name not in A:
            raise ValueError()
    def run(self):
        os.system('x ' + self.name)
def handler(event, context):
    h = H(event)
    h.name = event['other']
    h.run()
`,
  ],
  [
    'a field that its caller asks for too late',
    `import os
A=['a']
def run(event):
    os.system('x ' + event['name'])
def handler(event, context):
    run(event)
    if event['name'] not in A:
        raise ValueError()
`,
  ],
  [
    'a field that is set between',
    `import os
A=['a']
def run(p):
    os.system('x ' + p['name'])
def handler(event, context):
    p = {'name': event['name']}
    if p['name'] not in A:
        raise ValueError()
    p['name'] = event['other']
    run(p)
`,
  ],
  [
    'a field that the function itself sets',
    `import os
A=['a']
def run(p):
    p['name'] = p['other']
    os.system('x ' + p['name'])
def handler(event, context):
    if event['name'] not in A:
        raise ValueError()
    run(event)
`,
  ],
  [
    'a handler that something else calls as well',
    `import os
A=['a']
def handler(event, context):
    os.system('x ' + event['name'])
def main(event):
    if event['name'] not in A:
        raise ValueError()
    handler(event, None)
`,
  ],
  [
    'a route that something else calls as well',
    `import os
from flask import Flask, request
app = Flask('a')
@app.route('/x/<name>')
def run(name):
    os.system('x ' + name)
def other(name):
    if name.isdigit():
        run(name)
handler = app
`,
  ],
  [
    'a function that its decorator keeps as well',
    `import os, functools
A=['a']
ALL = []
def checked(f):
    ALL.append(f)
    def inner(event, context):
        if event['name'] not in A:
            return
        return f(event, context)
    return inner
@checked
def run(event, context):
    os.system('x ' + event['name'])
def handler(event, context):
    for f in ALL:
        f(event, context)
    run(event, context)
`,
  ],
  ...[
    'from threading import Thread\n    Thread(target=run, args=(event,)).start()',
    'from other import run as again\n    again(event)',
    'getattr(this, "run")(event)',
  ].map((calls): readonly [string, string] => [
    `a field of what is handed on as well: ${calls}`,
    `import os, this
A = ['a']
def run(event):
    os.system('x ' + event['name'])
def handler(event, context):
    ${calls}
    if event['name'] not in A:
        return
    run(event)
`,
  ]),
  [
    'a field that the constructor asks for and setattr sets',
    `import os
A=['a']
class H:
    def __init__(self, event):
        self.name = event['name']
        if self.name not in A:
            raise ValueError()
    def rename(self, event):
        setattr(self, 'name', event['other'])
    def run(self):
        os.system('x ' + self.name)
def handler(event, context):
    h = H(event)
    h.rename(event)
    h.run()
`,
  ],
  [
    'a field that the constructor asks for and a subclass sets',
    `import os
A=['a']
class H:
    def __init__(self, event):
        self.name = event['name']
        if self.name not in A:
            raise ValueError()
    def run(self):
        os.system('x ' + self.name)
class S(H):
    def __init__(self, event):
        super().__init__(event)
        self.name = event['other']
def handler(event, context):
    S(event).run()
`,
  ],
  ...[
    "getattr(h, 'do_' + event['action'])(event)",
    "getattr(h, f'do_{event['action']}')(event)",
    "getattr(h, event['action'])(event)",
    "methodcaller('do_run', event)(h)",
    "vars(H)[event['action']](h, event)",
    "H.__dict__[event['action']](h, event)",
    "H.__dict__['do_run'](h, event)",
    "dict(H.__dict__)[event['action']](h, event)",
    'registry.first().do_run(event)',
  ].map((calls): readonly [string, string] => [
    `a field of a method that is called in another way: ${calls}`,
    `import os, registry
from operator import methodcaller
A = ['a']
class H:
    def do_run(self, event):
        os.system('x ' + event['name'])
def handler(event, context):
    h = H()
    ${calls}
    if event['name'] not in A:
        return
    h.do_run(event)
`,
  ]),
  [
    'a field of a function that is called by the names of the file',
    `import os
A = ['a']
def run(event):
    os.system('x ' + event['name'])
def handler(event, context):
    globals()[event['action']](event)
    if event['name'] not in A:
        return
    run(event)
`,
  ],
  ...(
    [
      ['__call__', 'H()(event)', 'H().__call__(event)'],
      ['__init__', "{'h': H}[event['h']](event)", 'H(event)'],
    ] as const
  ).map(([method, calls, asked]): readonly [string, string] => [
    `a field of ${method}, which ${calls} calls as well`,
    `import os
A = ['a']
class H:
    def ${method}(self, event):
        os.system('x ' + event['name'])
def handler(event, context):
    ${calls}
    if event['name'] not in A:
        return
    ${asked}
`,
  ]),
  [
    'a field of a method of a class that a library has',
    `import os, registry
A = ['a']
@registry.add
class H:
    def run(self, event):
        os.system('x ' + event['name'])
def handler(event, context):
    if event['name'] not in A:
        return
    H().run(event)
`,
  ],
  [
    'a field that its decorator refuses, and then sets',
    `import os, json
A=['a']
def checked(f):
    def inner(event, context):
        if event['name'] not in A:
            return
        event.update(json.loads(event['body']))
        return f(event, context)
    return inner
@checked
def handler(event, context):
    os.system('x ' + event['name'])
`,
  ],
  ...[
    "event.update({'name': event['other']})",
    'merge(event)',
    'merge_both(event)',
    "other = event\n    other['name'] = event['other']",
    'other = event\n    other.update(event["body"])',
  ].flatMap((change): readonly (readonly [string, string])[] => [
    [
      `a field that is changed between: ${change}`,
      changed(change, "os.system('x ' + event['name'])"),
    ],
    [`a field that is changed before the call: ${change}`, changed(change, 'run(event)')],
    [`a field that the function changes: ${change}`, changed('', 'run(event)', change)],
  ]),
  [
    'a field that a method refuses and another one sets',
    `import os
A=['a']
class H:
    def __init__(self, event):
        self.name = event['name']
    def validate(self):
        if self.name not in A:
            raise ValueError()
    def fill(self, event):
        self.name = event['other']
    def run(self):
        os.system('x ' + self.name)
def handler(event, context):
    h = H(event)
    h.validate()
    h.fill(event)
    h.run()
`,
  ],
  [
    'values of a table of which a function asks the keys',
    `import os
A=['a']
def check(event):
    for k in event['opts']:
        if k not in A:
            raise ValueError()
def handler(event, context):
    check(event)
    for k, v in event['opts'].items():
        os.system('x ' + v)
`,
  ],
  [
    'values of a table of which a caller asks the keys',
    `import os
A=['a']
def run(event):
    for k, v in event['opts'].items():
        os.system('x ' + v)
def handler(event, context):
    if not all(k in A for k in event['opts']):
        raise ValueError()
    run(event)
`,
  ],
  [
    'values of a table in a table whose keys are asked for',
    `import os
A=['a']
def handler(event, context):
    p = {'opts': event['opts']}
    if not all(k in A for k in p['opts']):
        raise ValueError()
    for v in p['opts'].values():
        os.system('x ' + v)
`,
  ],
  [
    'a refusal that is swallowed',
    `import os
A=['a']
def check(event):
    if event['name'] not in A:
        raise ValueError()
def handler(event, context):
    try:
        check(event)
    except ValueError:
        print('x')
    os.system('x ' + event['name'])
`,
  ],
  [
    'a function that asks another value than it is given',
    `import os, json
A=['a']
def check(event):
    event = json.loads(event['body'])
    if event['name'] not in A:
        raise ValueError()
def handler(event, context):
    check(event)
    os.system('x ' + event['name'])
`,
  ],
  [
    'a function that answers of another value than it is given',
    `import os, json
A=['a']
def is_fine(event):
    event = event.get('body') or event
    return event['name'] in A
def handler(event, context):
    if not is_fine(event):
        return
    os.system('x ' + event['name'])
`,
  ],
  [
    'a function that sets the field before it asks',
    `import os, json
A=['a']
def check(cfg):
    cfg['name'] = cfg['other']
    if cfg['name'] not in A:
        raise ValueError()
def handler(event, context):
    check(dict(event))
    check(event)
    os.system('x ' + event['name'])
`,
  ],
  [
    'a coroutine that nothing waits for',
    `import os
A=['a']
async def check(event):
    if event['name'] not in A:
        raise ValueError()
async def main(event):
    check(event)
    os.system('x ' + event['name'])
import asyncio
def handler(event, context):
    asyncio.run(main(event))
`,
  ],
  [
    'the answer of a coroutine that nothing waits for',
    `import os
A=['a']
async def is_fine(event):
    if event['name'] not in A:
        return False
    return True
import asyncio
async def main(event):
    if not is_fine(event):
        return
    os.system('x ' + event['name'])
def handler(event, context):
    asyncio.run(main(event))
`,
  ],
  [
    'a generator that nothing turns',
    `import os
A=['a']
def check(event):
    if event['name'] not in A:
        raise ValueError()
    yield event
def handler(event, context):
    check(event)
    os.system('x ' + event['name'])
`,
  ],
  [
    'a method that a class below does not ask in',
    `import os
A=['a']
class B:
    def __init__(self, event):
        self.name = event['name']
    def validate(self):
        if self.name not in A:
            raise ValueError()
    def run(self):
        self.validate()
        os.system('x ' + self.name)
class S(B):
    def validate(self):
        pass
def handler(event, context):
    S(event).run()
`,
  ],
  [
    'a method that answers otherwise in a class below',
    `import os
A=['a']
class B:
    def __init__(self, event):
        self.name = event['name']
    def is_fine(self):
        return self.name in A
    def run(self):
        if not self.is_fine():
            return
        os.system('x ' + self.name)
class S(B):
    def is_fine(self):
        return True
def handler(event, context):
    S(event).run()
`,
  ],
  [
    'a method of an event that a class below does not ask in',
    `import os
A=['a']
class B:
    def validate(self, event):
        if event['name'] not in A:
            raise ValueError()
    def run(self, event):
        self.validate(event)
        os.system('x ' + event['name'])
class S(B):
    def validate(self, event):
        return
def handler(event, context):
    S().run(event)
`,
  ],
  [
    'a decorator that a library may have in another way',
    `import os, functools
A=['a']
try:
    from lib import checked
except ImportError:
    def checked(f):
        def inner(event, context):
            if event['name'] not in A:
                return
            return f(event, context)
        return inner
@checked
def handler(event, context):
    os.system('x ' + event['name'])
`,
  ],
  [
    'a caller, where a decorator of a plain name gives something else',
    `import os, functools, json
A=['a']
def retry(f):
    def inner(event):
        f(event['other'])
        return f(event)
    return inner
@retry
def run(event):
    os.system('x ' + event['name'])
def handler(event, context):
    if event['name'] not in A:
        raise ValueError()
    run(event)
`,
  ],
  [
    'a method that is no function further below',
    `import os
A=['a']
class B:
    def __init__(self, event):
        self.name = event['name']
    def validate(self):
        if self.name not in A:
            raise ValueError()
    def run(self):
        self.validate()
        os.system('x ' + self.name)
class M(B):
    pass
class S(M):
    validate = print
def handler(event, context):
    S(event).run()
`,
  ],
  [
    'a method that a class below has of another one',
    `import os
A=['a']
class B:
    def __init__(self, event):
        self.name = event['name']
    def validate(self):
        if self.name not in A:
            raise ValueError()
    def run(self):
        self.validate()
        os.system('x ' + self.name)
class N:
    def validate(self):
        pass
class S(N, B):
    pass
def handler(event, context):
    S(event).run()
`,
  ],
  [
    'a function that sets fields of any name before it asks',
    `import os
A=['a']
def check(event):
    for k in event['x']:
        event[k] = event['x']
    if event['name'] not in A:
        raise ValueError()
def handler(event, context):
    check(event)
    os.system('x ' + event['name'])
`,
  ],
];

describe('a guard of', () => {
  it.each(harmless)('%s', (_, source) => {
    expect(kindsIn(source)).not.toContain('command-injection');
  });
});

describe('no guard is', () => {
  it.each(harmful)('%s', (_, source) => {
    expect(kindsIn(source)).toContain('command-injection');
  });
});
