import { describe, expect, it } from 'vitest';
import { graveIn } from './twins.ts';
import { kindsIn } from './weaknesses-in.ts';

type Rows = readonly (readonly [string, string])[];

/** Nothing critical or high is found. */
const harmless: Rows = [
  [
    'string with text',
    `import os
A = ['a']
def check(event):
    if event['name'] in A:
        return ''
    return f"not allowed: {event['name']}"
def handler(event, context):
    if check(event):
        return
    os.system('x ' + event['name'])
`,
  ],
];

/** What is found is medium. */
const lessGrave: Rows = [
  [
    'thread option',
    `import os, threading
class H:
    def load(self, c, any=False):
        if not any and c not in ['ls']:
            return
        os.system(c)
    def run(self, c):
        threading.Thread(target=self.load, args=(c, True)).start()
def handler(event, context):
    H().run(event['c'])
`,
  ],
  [
    'thread and call',
    `import os, threading
class H:
    def load(self, c, any=False):
        if not any and c not in ['ls']:
            return
        os.system(c)
    def run(self, c):
        threading.Thread(target=self.load, args=(c, True)).start()
        self.load('ls')
def handler(event, context):
    H().run(event['c'])
`,
  ],
  [
    'executor',
    `import os, asyncio
class H:
    def load(self, c, any=False):
        if not any and c not in ['ls']:
            return
        os.system(c)
    async def run(self, c):
        loop = asyncio.get_event_loop()
        await loop.run_in_executor(None, self.load, c, True)
        self.load('ls')
async def handler(event, context):
    await H().run(event['c'])
`,
  ],
  [
    'submit',
    `import os
from concurrent.futures import ThreadPoolExecutor
def load(c, any=False):
    if not any and c not in ['ls']:
        return
    os.system(c)
def handler(event, context):
    with ThreadPoolExecutor() as pool:
        pool.submit(load, event['c'], True)
    load('ls')
`,
  ],
  [
    'partial',
    `import os, functools
class H:
    def load(self, c, any=False):
        if not any and c not in ['ls']:
            return
        os.system(c)
    def run(self, c):
        functools.partial(self.load, c, any=True)()
        self.load('ls')
def handler(event, context):
    H().run(event['c'])
`,
  ],
  [
    'alias of method',
    `import os
class H:
    def load(self, c, any=False):
        if not any and c not in ['ls']:
            return
        os.system(c)
    def run(self, c):
        f = self.load
        f(c, True)
        self.load('ls')
def handler(event, context):
    H().run(event['c'])
`,
  ],
  [
    'getattr',
    `import os
class H:
    def load(self, c, any=False):
        if not any and c not in ['ls']:
            return
        os.system(c)
    def run(self, c):
        getattr(self, 'load')(c, any=True)
        self.load('ls')
def handler(event, context):
    H().run(event['c'])
`,
  ],
  [
    'to_thread',
    `import os, asyncio
def load(c, any=False):
    if not any and c not in ['ls']:
        return
    os.system(c)
async def handler(event, context):
    await asyncio.to_thread(load, event['c'], any=True)
    load('ls')
`,
  ],
];

/** Twins of them that let through what does harm. */
const grave: Rows = [
  [
    'alias of self',
    `import os
A = ['a']
class H:
    def __init__(self, event):
        if event['name'] not in A:
            raise ValueError()
        self.name = event['name']
    def run(self, event):
        me = self
        me.name = event['other']
        os.system('x ' + self.name)
def handler(event, context):
    h = H(event)
    h.run(event)
`,
  ],
  [
    'thread plain',
    `import os
from threading import Thread
class H:
    def load(self, c):
        os.system(c)
    def run(self, c):
        Thread(target=self.load, args=(c,)).start()
def handler(event, context):
    H().run(event['c'])
`,
  ],
  [
    'thread kwargs',
    `import os, threading
def load(c):
    os.system(c)
def handler(event, context):
    threading.Thread(target=load, kwargs={'c': event['c']}).start()
`,
  ],
  [
    'checker object',
    `import os, lib
A = ['a']
class Strict:
    def check(self, event):
        if event['name'] not in A:
            raise ValueError()
class H:
    def __init__(self, checker=None):
        self.checker = checker or Strict()
    def run(self, event):
        self.checker.check(event)
        os.system('x ' + event['name'])
def handler(event, context):
    H(lib.Lax()).run(event)
`,
  ],
  [
    'string',
    `import os
A = ['a']
def check(event):
    if event['name'] in A:
        return ''
    return f"{event['msg']}"
def handler(event, context):
    if check(event):
        return
    os.system('x ' + event['name'])
`,
  ],
  [
    'string negative value',
    `import os
A = ['a']
def check(name):
    if name in A:
        return ''
    return f"{name}"
def handler(event, context):
    name = event['name']
    if check(name):
        return
    os.system('x ' + name)
`,
  ],
  [
    'alias of self, 2',
    `import os
A = ['a']
class H:
    def __init__(self, event):
        self.name = event['name']
    def run(self, event):
        if self.name not in A:
            return
        me = self
        me.name = event['other']
        os.system('x ' + self.name)
def handler(event, context):
    H(event).run(event)
`,
  ],
  [
    'alias of self, other field kept',
    `import os
class H:
    def __init__(self, event):
        self.event = event
        self.name = 'a'
    def run(self):
        me = self
        me.name = self.event['other']
        self.go()
    def go(self):
        os.system('x ' + self.name)
def handler(event, context):
    H(event).run()
`,
  ],
  [
    'other instance',
    `import os
class H:
    def __init__(self):
        self.name = 'a'
    def go(self):
        os.system('x ' + self.name)
def handler(event, context):
    h = H()
    k = h
    k.name = event['other']
    h.go()
`,
  ],
];

describe('what threads and other names get', () => {
  it.each(harmless)('does no harm: %s', (_, source) => {
    expect(graveIn(source)).toEqual([]);
  });
  it.each(lessGrave)('is less grave: %s', (_, source) => {
    expect(graveIn(source)).toEqual([]);
    expect(kindsIn(source)).not.toEqual([]);
  });
  it.each(grave)('is found: %s', (_, source) => {
    expect(graveIn(source)).not.toEqual([]);
  });
});
