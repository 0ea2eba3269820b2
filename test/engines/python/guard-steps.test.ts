import { describe, expect, it } from 'vitest';
import { graveIn } from './twins.ts';

type Rows = readonly (readonly [string, string])[];

/** Nothing critical or high is found. */
const harmless: Rows = [
  [
    'any part is dots',
    `import os
def handler(event, context):
    prefix = event['p'].replace('\\\\', '/').lstrip('/')
    parts = [part for part in prefix.split('/') if part and part != '.']
    if any(part == '..' for part in parts):
        return []
    return os.listdir(os.path.join('/data', prefix))
`,
  ],
  [
    'lstrip in',
    `import os
def handler(event, context):
    prefix = event['p'].lstrip('/')
    if '..' in prefix:
        return []
    return os.listdir(os.path.join('/data', prefix))
`,
  ],
  [
    'lstrip split',
    `import os
def handler(event, context):
    prefix = event['p'].lstrip('/')
    if any(part == '..' for part in prefix.split('/')):
        return []
    return os.listdir(os.path.join('/data', prefix))
`,
  ],
  [
    'formatted',
    `import os
def handler(event, context):
    prefix = event['p']
    if any(part == '..' for part in prefix.split('/')):
        return []
    return os.listdir('/data/' + prefix)
`,
  ],
  [
    'formatted parts',
    `import os
def handler(event, context):
    prefix = event['p']
    parts = [part for part in prefix.split('/') if part and part != '.']
    if any(part == '..' for part in parts):
        return []
    return os.listdir('/data/' + prefix)
`,
  ],
  [
    'steps os sep',
    `import os
def handler(event, context):
    x = event['p']
    for s in x.split(os.sep):
        if s == '..':
            raise ValueError()
    return open('/data/' + x).read()
`,
  ],
];

/** Twins of them that let through what does harm. */
const grave: Rows = [
  [
    'any part, another',
    `import os
def handler(event, context):
    prefix = event['p'].lstrip('/')
    other = event['q'].lstrip('/')
    parts = [part for part in other.split('/') if part and part != '.']
    if any(part == '..' for part in parts):
        return []
    return os.listdir(os.path.join('/data', prefix))
`,
  ],
  [
    'any part, filtered too much',
    `import os
def handler(event, context):
    prefix = event['p'].lstrip('/')
    parts = [part for part in prefix.split('/') if part and part != '..']
    if any(part == '..' for part in parts):
        return []
    return os.listdir(os.path.join('/data', prefix))
`,
  ],
  [
    'any part, all',
    `import os
def handler(event, context):
    prefix = event['p'].lstrip('/')
    parts = [part for part in prefix.split('/') if part]
    if all(part == '..' for part in parts):
        return []
    return os.listdir(os.path.join('/data', prefix))
`,
  ],
  [
    'any part, rooted',
    `import os
def handler(event, context):
    prefix = event['p']
    parts = [part for part in prefix.split('/') if part and part != '.']
    if any(part == '..' for part in parts):
        return []
    return os.listdir(os.path.join('/data', prefix))
`,
  ],
  [
    'strip of other characters',
    `import os
def handler(event, context):
    prefix = event['p'].lstrip(' ')
    if '..' in prefix:
        return []
    return os.listdir(os.path.join('/data', prefix))
`,
  ],
  [
    'strip then cut',
    `import os
def handler(event, context):
    prefix = event['p'].lstrip('/')[3:]
    if '..' in prefix:
        return []
    return os.listdir(os.path.join('/data', prefix))
`,
  ],
  [
    'split at commas',
    `import os
def handler(event, context):
    prefix = event['p']
    if any(part == '..' for part in prefix.split(',')):
        return []
    return os.listdir('/data/' + prefix)
`,
  ],
  [
    'parts popped',
    `import os
def handler(event, context):
    prefix = event['p']
    parts = prefix.split('/')
    parts.pop()
    if any(part == '..' for part in parts):
        return []
    return os.listdir('/data/' + prefix)
`,
  ],
  [
    'parts deleted',
    `import os
def handler(event, context):
    prefix = event['p']
    parts = prefix.split('/')
    del parts[0]
    if any(part == '..' for part in parts):
        return []
    return os.listdir('/data/' + prefix)
`,
  ],
  [
    'parts of a slice',
    `import os
def handler(event, context):
    prefix = event['p']
    parts = prefix.split('/')[1:]
    if any(part == '..' for part in parts):
        return []
    return os.listdir('/data/' + prefix)
`,
  ],
  [
    'parts changed by element',
    `import os
def handler(event, context):
    prefix = event['p']
    parts = [part.strip('.') for part in prefix.split('/')]
    if any(part == '..' for part in parts):
        return []
    return os.listdir('/data/' + prefix)
`,
  ],
  [
    'parts, prefix set after',
    `import os
def handler(event, context):
    prefix = event['p']
    parts = prefix.split('/')
    if any(part == '..' for part in parts):
        return []
    prefix = event['q']
    return os.listdir('/data/' + prefix)
`,
  ],
  [
    'parts, prefix set between',
    `import os
def handler(event, context):
    prefix = event['p']
    parts = prefix.split('/')
    prefix = event['q']
    if any(part == '..' for part in parts):
        return []
    return os.listdir('/data/' + prefix)
`,
  ],
  [
    'parts, then unquoted',
    `import os
from urllib.parse import unquote
def handler(event, context):
    prefix = event['p']
    parts = prefix.split('/')
    if any(part == '..' for part in parts):
        return []
    return os.listdir('/data/' + unquote(prefix))
`,
  ],
  [
    'list elements that are paths',
    `import os
def handler(event, context):
    if any(part == '..' for part in event['ps']):
        return []
    return [os.listdir('/data/' + p) for p in event['ps']]
`,
  ],
  [
    'strip dots',
    `def handler(event, context):
    x = event['p']
    parts = [s for s in x.split('/') if s.strip('.')]
    for s in parts:
        if s == '..':
            raise ValueError()
    return open('/data/' + x).read()
`,
  ],
  [
    'strip any',
    `def handler(event, context):
    x = event['p']
    parts = [s for s in x.split('/') if s.strip('./')]
    if any(s == '..' for s in parts):
        raise ValueError()
    return open('/data/' + x).read()
`,
  ],
  [
    'heappop',
    `import heapq, os
A={'a'}
def handler(event, context):
    x = event['p']
    parts = x.split(' ')
    first = heapq.heappop(parts)
    for s in parts:
        if s not in A:
            raise ValueError()
    os.system(x)
`,
  ],
  [
    'lib clean',
    `import os
from lib import clean
A={'a'}
def handler(event, context):
    x = event['p']
    parts = x.split(' ')
    clean(parts)
    for s in parts:
        if s not in A:
            raise ValueError()
    os.system(x)
`,
  ],
  [
    'own del',
    `import os
A={'a'}
def drop(l):
    del l[0]
def handler(event, context):
    x = event['p']
    parts = x.split(' ')
    drop(parts)
    for s in parts:
        if s not in A:
            raise ValueError()
    os.system(x)
`,
  ],
  [
    'clear alias',
    `import os
A={'a'}
def handler(event, context):
    x = event['p']
    parts = x.split(' ')
    q = parts
    q.clear()
    for s in parts:
        if s not in A:
            raise ValueError()
    os.system(x)
`,
  ],
  [
    'iter',
    `import os
A={'a'}
def handler(event, context):
    x = event['p']
    parts = iter(x.split(' '))
    prog = next(parts)
    for s in parts:
        if s not in A:
            raise ValueError()
    os.system(x)
`,
  ],
  [
    'iter all',
    `import os
A={'a'}
def handler(event, context):
    x = event['p']
    parts = iter(x.split(' '))
    next(parts)
    if not all(s in A for s in parts):
        raise ValueError()
    os.system(x)
`,
  ],
  [
    'generator',
    `import os
A={'a'}
def handler(event, context):
    x = event['p']
    parts = (s for s in x.split(' ') if s)
    print(list(parts))
    if not all(s in A for s in parts):
        raise ValueError()
    os.system(x)
`,
  ],
  [
    'generator2',
    `import os
A={'a'}
def handler(event, context):
    x = event['p']
    parts = (s for s in x.split(' '))
    n = sum(1 for _ in parts)
    for s in parts:
        if s not in A:
            raise ValueError()
    os.system(x)
`,
  ],
];

describe('the steps of a path', () => {
  it.each(harmless)('does no harm: %s', (_, source) => {
    expect(graveIn(source)).toEqual([]);
  });
  it.each(grave)('is found: %s', (_, source) => {
    expect(graveIn(source)).not.toEqual([]);
  });
});
