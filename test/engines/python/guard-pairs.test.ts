import { describe, expect, it } from 'vitest';
import { graveIn } from './twins.ts';
import { kindsIn } from './weaknesses-in.ts';

type Rows = readonly (readonly [string, string])[];

/** Nothing critical or high is found. */
const harmless: Rows = [
  [
    'pair',
    `import os
A = ['a']
def check(x):
    if x not in A:
        return False, 'no'
    return True, ''
def handler(event, context):
    ok, reason = check(event['n'])
    if not ok:
        return reason
    os.system('x ' + event['n'])
`,
  ],
  [
    'pair by index',
    `import os
A = ['a']
def check(x):
    if x not in A:
        return False, 'no'
    return True, ''
def handler(event, context):
    if not check(event['n'])[0]:
        return 'no'
    os.system('x ' + event['n'])
`,
  ],
  [
    'pair error first',
    `import os
A = ['a']
def check(x):
    if x not in A:
        return None, 'no'
    return x, None
def handler(event, context):
    value, error = check(event['n'])
    if error:
        return error
    os.system('x ' + event['n'])
`,
  ],
  [
    'pair error is none',
    `import os
A = ['a']
def check(x):
    if x not in A:
        return x, 'no'
    return x, None
def handler(event, context):
    value, error = check(event['n'])
    if error is not None:
        return error
    os.system('x ' + event['n'])
`,
  ],
];

/** What is found is medium. */
const lessGrave: Rows = [
  [
    'pair of unknown',
    `import requests
from lib.safety import is_safe_url
def handler(event, context):
    ok, reason = is_safe_url(event['n'])
    if not ok:
        return reason
    requests.get(event['n'])
`,
  ],
];

/** Twins of them that let through what does harm. */
const grave: Rows = [
  [
    'pair as it is',
    `import os
A = ['a']
def check(x):
    if x not in A:
        return False, 'no'
    return True, ''
def handler(event, context):
    if not check(event['n']):
        return 'no'
    os.system('x ' + event['n'])
`,
  ],
  [
    'pair, other half',
    `import os
A = ['a']
def check(x):
    if x not in A:
        return False, 'no'
    return True, 'yes'
def handler(event, context):
    ok, reason = check(event['n'])
    if not reason:
        return reason
    os.system('x ' + event['n'])
`,
  ],
  [
    'pair, unused',
    `import os
A = ['a']
def check(x):
    if x not in A:
        return False, 'no'
    return True, ''
def handler(event, context):
    ok, reason = check(event['n'])
    if not ok:
        print(reason)
    os.system('x ' + event['n'])
`,
  ],
  [
    'pair, another',
    `import os
A = ['a']
def check(x):
    if x not in A:
        return False, 'no'
    return True, ''
def handler(event, context):
    ok, reason = check(event['m'])
    if not ok:
        return reason
    os.system('x ' + event['n'])
`,
  ],
  [
    'pair, always',
    `import os
A = ['a']
def check(x):
    if x not in A:
        return True, 'no'
    return True, ''
def handler(event, context):
    ok, reason = check(event['n'])
    if not ok:
        return reason
    os.system('x ' + event['n'])
`,
  ],
  [
    'pair, set again',
    `import os
A = ['a']
def check(x):
    if x not in A:
        return False, 'no'
    return True, ''
def handler(event, context):
    ok, reason = check(event['n'])
    if event.get('force'):
        ok = True
    if not ok:
        return reason
    os.system('x ' + event['n'])
`,
  ],
  [
    'pair is not none',
    `import os
A = ['a']
def check(x):
    if x not in A:
        return False, 'no'
    return True, ''
def handler(event, context):
    ok, reason = check(event['n'])
    if ok is None:
        return reason
    os.system('x ' + event['n'])
`,
  ],
  [
    'pair by async not awaited',
    `import os
A = ['a']
async def check(x):
    if x not in A:
        return False, 'no'
    return True, ''
async def handler(event, context):
    pair = check(event['n'])
    ok = pair[0]
    if not ok:
        return
    os.system('x ' + event['n'])
`,
  ],
  [
    'pair by name of result',
    `import os
A = ['a']
def check(x):
    result = (True, '')
    if event.get('no'):
        result = (False, 'no')
    return result
def handler(event, context):
    ok, reason = check(event['n'])
    if not ok:
        return reason
    os.system('x ' + event['n'])
`,
  ],
  [
    'pair, other value changed after',
    `import os
A = ['a']
def check(x):
    if x not in A:
        return False, 'no'
    return True, ''
def handler(event, context):
    n = event['n']
    ok, reason = check(n)
    n = event['m']
    if not ok:
        return reason
    os.system('x ' + n)
`,
  ],
  [
    'normalised',
    `import os
A = {'a'}
def check(x):
    x = x.split(';')[0]
    if x not in A:
        return False, 'bad'
    return True, ''
def handler(event, context):
    ok, why = check(event['x'])
    if not ok:
        return 1
    os.system('run ' + event['x'])
`,
  ],
  [
    'normalised value',
    `import os
A = {'a'}
def check(x):
    x = x.split(';')[0]
    if x not in A:
        return False, 'bad'
    return True, ''
def handler(event, context):
    x = event['x']
    ok, why = check(x)
    if not ok:
        return 1
    os.system('run ' + x)
`,
  ],
  [
    'exception ok',
    `import os
A = {'a'}
def check(x):
    try:
        if x not in A:
            return False, 'bad'
        return True, ''
    except Exception:
        return True, 'unhashable'
def handler(event, context):
    ok, why = check(event['x'])
    if not ok:
        return 1
    os.system('run ' + event['x'])
`,
  ],
  [
    'finally',
    `import os
A = {'a'}
def check(x):
    try:
        if x not in A:
            return False, 'bad'
    finally:
        return True, ''
def handler(event, context):
    ok, why = check(event['x'])
    if not ok:
        return 1
    os.system('run ' + event['x'])
`,
  ],
  [
    'named critical',
    `import os
from lib import log
def is_valid_name(x):
    log(x)
    if len(x) > 20:
        return False, 'long'
    return True, ''
def handler(event, context):
    x = event['x']
    ok, why = is_valid_name(x)
    if not ok:
        return 1
    os.system('run ' + x)
`,
  ],
  [
    'pair that is not written as one',
    `import os
A = ['a']
def answer(x):
    return (True, '')
def check(x):
    if x not in A:
        return answer(x)
    return True, ''
def handler(event, context):
    ok, reason = check(event['n'])
    if not ok:
        return reason
    os.system('x ' + event['n'])
`,
  ],
];

describe('a check that answers with two', () => {
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
