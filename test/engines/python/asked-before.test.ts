import { describe, expect, it } from 'vitest';
import { graveIn } from './twins.ts';

type Rows = readonly (readonly [string, string])[];

/** Each was asked something once, and is another text, list or object where it is used. */
const grave: Rows = [
  [
    'whatever a text was before it was put together, 0',
    `import os, re
def handler(event, context):
    name = ''
    name += event['n']
    if event.get('strict'):
        if not re.fullmatch(r'[a-z]+', name):
            return 400
    os.system('run ' + name)
`,
  ],
  [
    'whatever a text was before it was put together, 1',
    `import os, re
def handler(event, context):
    cmd = ''
    for p in event['parts']:
        cmd += ' ' + p
    if event.get('strict'):
        if not re.fullmatch(r'[a-z ]+', cmd):
            return 400
    os.system(cmd)
`,
  ],
  [
    'whatever a text was before it was put together, 2',
    `import os, re
def handler(event, context):
    name = ''
    if (name := event['n']) and event.get('strict'):
        if not re.fullmatch(r'[a-z]+', name):
            return 400
    os.system('run ' + name)
`,
  ],
  [
    'whatever a text was before it was put together, 3',
    `import os, re
def handler(event, context):
    name = ''
    match event:
        case {'n': name}:
            pass
    if event.get('strict'):
        if not re.fullmatch(r'[a-z]+', name):
            return 400
    os.system('run ' + name)
`,
  ],
  [
    'a list of steps that is changed, 0',
    `def handler(event, context):
    p = event['p']
    parts = p.split('/')
    parts[0] = 'data'
    if '..' in parts:
        return 400
    return open('/data/' + p).read()
`,
  ],
  [
    'a list of steps that is changed, 1',
    `def handler(event, context):
    p = event['p']
    parts = p.split('/')
    del parts[0]
    if '..' in parts:
        return 400
    return open('/data/' + p).read()
`,
  ],
  [
    'a list of steps that is changed, 2',
    `def handler(event, context):
    p = event['p']
    parts = p.split('/')
    parts.clear()
    if '..' in parts:
        return 400
    return open('/data/' + p).read()
`,
  ],
  [
    'a list of steps that is changed, 3',
    `def handler(event, context):
    p = event['p']
    parts = p.split('/')
    parts[:2] = []
    if '..' in parts:
        return 400
    return open('/data/' + p).read()
`,
  ],
  [
    'a list of steps that is changed, 4',
    `def drop(l):
    l.pop(0)
def handler(event, context):
    p = event['p']
    parts = p.split('/')
    drop(parts)
    if '..' in parts:
        return 400
    return open('/data/' + p).read()
`,
  ],
  [
    'a list of steps that is changed, 5',
    `def drop(l):
    del l[0]
def handler(event, context):
    p = event['p']
    parts = p.split('/')
    drop(parts)
    if '..' in parts:
        return 400
    return open('/data/' + p).read()
`,
  ],
  [
    'a list of steps that is changed, 6',
    `from lib import clean
def handler(event, context):
    p = event['p']
    parts = p.split('/')
    clean(parts)
    if '..' in parts:
        return 400
    return open('/data/' + p).read()
`,
  ],
  [
    'what is cut off behind lstrip, 0',
    `import os, re
BASE='/data'
def handler(event, context):
    p = re.sub(r'^\\w+:', '', event['p'].lstrip('/'))
    if '..' in p:
        return 400
    return open(os.path.join(BASE, p)).read()
`,
  ],
  [
    'what is cut off behind lstrip, 1',
    `import os, re
def handler(event, context):
    p = event['p'].lstrip('/')
    if '..' in p:
        return 400
    return open(p).read()
`,
  ],
  [
    'what is cut off behind lstrip, 2',
    `import os, re
def handler(event, context):
    p = event['p'].lstrip('/')
    if '..' in p.split('/'):
        return 400
    return open(os.path.join('/', p)).read()
`,
  ],
  [
    'what is cut off behind lstrip, 3',
    `import os
from urllib.parse import unquote
def handler(event, context):
    p = unquote(event['p']).strip('/')
    parts = p.split('/')
    if '..' in parts:
        return 400
    return open(os.path.join('/data', p.replace('_', '.'))).read()
`,
  ],
  [
    'what a function in a branch reads later, 0',
    `import os
A={'a'}
def handler(event, context):
    jobs = []
    for e in event['es']:
        name = e['n']
        if name not in A:
            return 400
        if e.get('raw'):
            name = e['raw']
        else:
            jobs.append(lambda: os.system('run ' + name))
    for j in jobs:
        j()
`,
  ],
  [
    'a parameter that no place gives, 0',
    `import os
def run(a, *rest, cmd):
    os.system(cmd)
def handler(event, context):
    run(1, 2, 3, **event)
`,
  ],
  [
    'what is put in the place of other signs, 0',
    `import os, re
P = re.compile(r'[^\\w]')
def handler(event, context):
    x = re.sub(P, lambda m: ' ' + m.group(0), event['x'])
    os.system('x ' + x)
`,
  ],
  [
    'what is put in the place of other signs, 1',
    `import os, re
P = re.compile(r'[^\\w]')
def handler(event, context):
    x = re.sub(P, r'\\g<0>', event['x'])
    os.system('x ' + x)
`,
  ],
  [
    'what is put in the place of other signs, 2',
    `import os, re
P = re.compile(r'[^\\w]')
def handler(event, context):
    x = re.sub(P, '; ', event['x'])
    os.system('x ' + x)
`,
  ],
  [
    'what is put in the place of other signs, 3',
    `import os, re
class C:
    P = re.compile(r'[^\\w]')
    def __init__(self, **kw):
        for k, v in kw.items():
            setattr(self, k, v)
    def run(self, event):
        os.system('x ' + re.sub(self.P, '', event['x']))
def handler(event, context):
    C(P='zz').run(event)
`,
  ],
  [
    'what is put in the place of other signs, 4',
    `import os, re
P = re.compile(r'[^\\w]')
def conf(event):
    globals()['P'] = event['p']
def handler(event, context):
    os.system('x ' + re.sub(P, '', event['x']))
`,
  ],
  [
    'a key that looks like a mark, 0',
    `import os
def handler(event, context):
    d = {'{content}': event['x']}
    os.system(d['{content}'])
`,
  ],
  [
    'a key that looks like a mark, 1',
    `import os
def handler(event, context):
    cmd = 'notify {content} {to}'
    repl = {'{content}': event['content'], '{to}': 'a'}
    for k, v in repl.items():
        cmd = cmd.replace(k, v)
    os.system(cmd)
`,
  ],
  [
    'a name in small letters, 0',
    `import os
A = {'a'}

class H:
    def do_run(self, event):
        os.system(event['n'])
    def go(self, event):
        if event['n'] in A:
            self.do_run(event)
    def dyn(self, event):
        getattr(self, ('DO_%s' % event['a']).lower())(event)

def handler(event, context):
    h = H()
    h.go(event)
    h.dyn(event)
`,
  ],
  [
    'two suffixes of settings and code, 0',
    `def handler(event, context):
    return open(f"/data/{event['x']}.env.local").read()
`,
  ],
  [
    'two suffixes of settings and code, 1',
    `def handler(event, context):
    return open(f"/data/{event['x']}.credentials.json").read()
`,
  ],
  [
    'two suffixes of settings and code, 2',
    `def handler(event, context):
    return open(f"/data/{event['x']}.config.py").read()
`,
  ],
  [
    'a download of something else, 0',
    `from lib import cache
def handler(event, context):
    key = event['key']
    cache.download_file('b', key, f'/tmp/{key}')
    return open(f'/tmp/{key}').read()
`,
  ],
  [
    'a download of something else, 1',
    `class C:
    def download_file(self, a, b, c):
        try:
            open(c, 'wb').write(b'')
        except OSError:
            pass
def handler(event, context):
    key = event['key']
    C().download_file('b', key, f'/tmp/{key}')
    return open(f'/tmp/{key}').read()
`,
  ],
  [
    'a session that refuses others, or at times, 0',
    `import requests, ipaddress, socket
from requests.adapters import HTTPAdapter
class Guard(HTTPAdapter):
    def send(self, request, **kw):
        host = request.url.split('/')[2]
        if ipaddress.ip_address(socket.gethostbyname(host)).is_private:
            print('private')
        if not host:
            raise ValueError('no host')
        return super().send(request, **kw)
class S(requests.Session):
    def __init__(self):
        super().__init__()
        self.mount('http://', Guard())
        self.mount('https://', Guard())
def handler(event, context):
    return S().get(event['url']).text
`,
  ],
  [
    'a session that refuses others, or at times, 1',
    `import requests, ipaddress, socket
from requests.adapters import HTTPAdapter
class Guard(HTTPAdapter):
    def send(self, request, **kw):
        host = request.url.split('/')[2]
        if ipaddress.ip_address(socket.gethostbyname(host)).is_private:
            raise ValueError('private')
        return super().send(request, **kw)
class S(requests.Session):
    def __init__(self, strict=False):
        super().__init__()
        if strict:
            self.mount('http://', Guard())
            self.mount('https://', Guard())
def handler(event, context):
    return S().get(event['url']).text
`,
  ],
  [
    'a session that refuses others, or at times, 2',
    `import requests, ipaddress, socket
from requests.adapters import HTTPAdapter
class Guard(HTTPAdapter):
    def send(self, request, **kw):
        host = request.url.split('/')[2]
        if not ipaddress.ip_address(socket.gethostbyname(host)).is_private:
            raise ValueError('only inside')
        return super().send(request, **kw)
class S(requests.Session):
    def __init__(self):
        super().__init__()
        self.mount('http://', Guard())
        self.mount('https://', Guard())
def handler(event, context):
    return S().get(event['url']).text
`,
  ],
  [
    'a session that refuses others, or at times, 3',
    `import requests, ipaddress, socket
from requests.adapters import HTTPAdapter
class Guard(HTTPAdapter):
    def send(self, request, **kw):
        host = request.url.split('/')[2]
        if ipaddress.ip_address(socket.gethostbyname(host)).is_private:
            raise ValueError('private')
        return super().send(request, **kw)
class S(requests.Session):
    def __init__(self):
        super().__init__()
        self.mount('http://', Guard())
        self.mount('https://', Guard())
def handler(event, context):
    s = S()
    s.adapters['http://'] = HTTPAdapter()
    return s.get(event['url']).text
`,
  ],
  [
    'a host that is not of the address, 0',
    `import requests
from urllib.parse import urlparse
HOSTS = ['youtube.com', 'www.youtube.com']
class F:
    def __init__(self, url):
        self.url = url
        self.domain = urlparse(self.url).netloc

    def run(self):
        if self.domain in HOSTS:
            return requests.get(self.url).text

def handler(event, context):
    f = F(event['url'])
    f.url = event['other']
    return f.run()
`,
  ],
  [
    'a host that is not of the address, 1',
    `import requests
from urllib.parse import urlparse
HOSTS = ['youtube.com', 'www.youtube.com']
class F:
    def __init__(self, url):
        self.url = url
        self.domain = urlparse(self.url).netloc
    def redirect(self, u):
        self.url = u

    def run(self):
        if self.domain in HOSTS:
            return requests.get(self.url).text

def handler(event, context):
    f = F(event['url'])
    f.redirect(event['other'])
    return f.run()
`,
  ],
  [
    'a host that is not of the address, 2',
    `import requests
from urllib.parse import urlparse
HOSTS = ['youtube.com', 'www.youtube.com']
class F:
    def __init__(self, url):
        self.url = url
        self.domain = urlparse(self.url).netloc
        if url.startswith('yt:'):
            self.domain = 'youtube.com'

    def run(self):
        if self.domain in HOSTS:
            return requests.get(self.url).text

def handler(event, context):
    f = F(event['url'])

    return f.run()
`,
  ],
  [
    'a host that is not of the address, 3',
    `import requests
from urllib.parse import urlparse
HOSTS = ['youtube.com', 'www.youtube.com']
class F:
    def __init__(self, url):
        self.url = url
        try:
            self.domain = urlparse(self.url).netloc
        except ValueError:
            self.domain = 'youtube.com'

    def run(self):
        if self.domain in HOSTS:
            return requests.get(self.url).text

def handler(event, context):
    f = F(event['url'])

    return f.run()
`,
  ],
  [
    'a host that is not of the address, 4',
    `import requests
from urllib.parse import urlparse
HOSTS = ['youtube.com', 'www.youtube.com']
class F:
    def __init__(self, url):
        self.url = url
        self.domain = urlparse(self.url).netloc
    def force(self):
        self.domain = 'youtube.com'

    def run(self):
        if self.domain in HOSTS:
            return requests.get(self.url).text

def handler(event, context):
    f = F(event['url'])
    if event.get('f'):
        f.force()
    return f.run()
`,
  ],
  [
    'a host that is not of the address, 5',
    `import requests
from urllib.parse import urlparse
HOSTS = ['youtube.com', 'www.youtube.com']
class F:
    def __init__(self, url):
        self.url = url
        self.domain = urlparse(self.url).netloc

    def run(self):
        if self.domain in HOSTS:
            return requests.get(self.url).text

def handler(event, context):
    f = F(event['url'])
    f.domain = event['domain']
    return f.run()
`,
  ],
  [
    'a host that is not of the address, 6',
    `import requests
from urllib.parse import urlparse
HOSTS = ['youtube.com', 'www.youtube.com']
class F:
    def __init__(self, url):
        self.url = url
        self.domain = urlparse(self.url).netloc
        self.url = url.replace('#', '@')

    def run(self):
        if self.domain in HOSTS:
            return requests.get(self.url).text

def handler(event, context):
    f = F(event['url'])

    return f.run()
`,
  ],
  [
    'a host that is not of the address, 7',
    `import requests
from urllib.parse import urlparse
HOSTS = ['youtube.com', 'www.youtube.com']
class F:
    def __init__(self, url):
        self.url = url
        self.domain = urlparse(self.url).netloc
        self.url = self.url.replace('youtube.com', '')

    def run(self):
        if self.domain in HOSTS:
            return requests.get(self.url).text

def handler(event, context):
    f = F(event['url'])

    return f.run()
`,
  ],
  [
    'a host that is not of the address, 8',
    `import requests
from urllib.parse import urlparse
HOSTS = ['youtube.com', 'www.youtube.com']
class F:
    def __init__(self, url):
        self.url = url
        self.domain = urlparse(self.url).netloc

    def run(self):
        if self.domain in HOSTS:
            return requests.get(self.url).text
class G(F):
    def __init__(self, url):
        self.url = url
        self.domain = 'youtube.com'

def handler(event, context):
    f = G(event['url'])

    return f.run()
`,
  ],
  [
    'a host that is not of the address, 9',
    `import requests
from urllib.parse import urlparse
HOSTS = ['youtube.com', 'www.youtube.com']
class F:
    def __init__(self, url):
        self.url = url
        self.domain = urlparse(self.url).netloc

    def run(self):
        if self.domain in 'youtube.com www.youtube.com':
            return requests.get(self.url).text

def handler(event, context):
    f = F(event['url'])

    return f.run()
`,
  ],
  [
    'a host that is not of the address, 10',
    `import requests
from urllib.parse import urlparse
HOSTS = ['youtube.com', 'www.youtube.com']
class F:
    def __init__(self, url):
        self.url = url
        self.domain = urlparse(self.url).netloc
    def load(self, d):
        for k, v in d.items():
            setattr(self, k, v)

    def run(self):
        if self.domain in HOSTS:
            return requests.get(self.url).text

def handler(event, context):
    f = F(event['url'])
    f.load(event['d'])
    return f.run()
`,
  ],
  [
    'a host that is not of the address, 11',
    `import requests
from urllib.parse import urlparse
HOSTS = ['youtube.com', 'www.youtube.com']
class F:
    def __init__(self, url):
        self.url = url
        self.domain = urlparse(self.url).netloc

    def run(self):
        if self.domain in HOSTS:
            return requests.get(self.url).text

def handler(event, context):
    f = F(event['url'])
    f.__dict__.update(event['d'])
    return f.run()
`,
  ],
  [
    'a host that is not of the address, 12',
    `import requests
from lib import more
from urllib.parse import urlparse
HOSTS = ['youtube.com', 'www.youtube.com']
class F:
    def __init__(self, url):
        self.url = url
        self.domain = urlparse(self.url).netloc

    def run(self):
        if self.domain in HOSTS:
            return requests.get(self.url).text

def handler(event, context):
    f = F(event['url'])
    HOSTS.extend(more(event))
    return f.run()
`,
  ],
  [
    'blanks stripped behind slashes',
    `import os
def handler(event, context):
    p = event['p'].lstrip('/').strip()
    if '..' in p:
        return 400
    return open(os.path.join('/data', p)).read()
`,
  ],
  [
    'the first step of a path',
    `import os
def handler(event, context):
    p = event['p'].lstrip('/')
    if '..' in p:
        return 400
    return open(os.path.join(p)).read()
`,
  ],
  [
    'slashes stripped at the end',
    `import os
def handler(event, context):
    p = event['p'].rstrip('/')
    if '..' in p:
        return 400
    return open(os.path.join('/data', p)).read()
`,
  ],
  [
    'any address that is public',
    `import requests, ipaddress, socket
from requests.adapters import HTTPAdapter
class Guard(HTTPAdapter):
    def send(self, request, **kw):
        found = socket.getaddrinfo(request.url.split('/')[2], 80)
        if any(ipaddress.ip_address(each[4][0]).is_global for each in found):
            raise ValueError('private')
        return super().send(request, **kw)
class S(requests.Session):
    def __init__(self):
        super().__init__()
        self.mount('http://', Guard())
        self.mount('https://', Guard())
def handler(event, context):
    return S().get(event['url']).text
`,
  ],
  [
    'one public address among others',
    `import requests, ipaddress, socket
from requests.adapters import HTTPAdapter
class Guard(HTTPAdapter):
    def send(self, request, **kw):
        found = socket.getaddrinfo(request.url.split('/')[2], 80)
        if not any(ipaddress.ip_address(each[4][0]).is_global for each in found):
            raise ValueError('private')
        return super().send(request, **kw)
class S(requests.Session):
    def __init__(self):
        super().__init__()
        self.mount('http://', Guard())
        self.mount('https://', Guard())
def handler(event, context):
    return S().get(event['url']).text
`,
  ],
  [
    'a comparison with False',
    `import requests, ipaddress, socket
from requests.adapters import HTTPAdapter
class Guard(HTTPAdapter):
    def send(self, request, **kw):
        found = socket.getaddrinfo(request.url.split('/')[2], 80)
        if ipaddress.ip_address(found[0][4][0]).is_private == False:
            raise ValueError('private')
        return super().send(request, **kw)
class S(requests.Session):
    def __init__(self):
        super().__init__()
        self.mount('http://', Guard())
        self.mount('https://', Guard())
def handler(event, context):
    return S().get(event['url']).text
`,
  ],
];

/** Nothing critical or high is found. */
const harmless: Rows = [
  [
    'split at both slashes',
    `import os, re
def handler(event, context):
    p = event['p']
    if p.startswith('/') or '..' in re.split(r'[/\\\\]', p):
        return 400
    return open(os.path.join('/data', p)).read()
`,
  ],
  [
    'split at both slashes, by a name',
    `import os, re
def handler(event, context):
    p = event['p']
    if '..' in re.split(r'[/\\\\]+', p):
        return 400
    return open('/data/' + p).read()
`,
  ],
  [
    'small letters, or a file of the code',
    `import os
def handler(event, context):
    p = event['p'].lstrip('/').lower() or 'index.html'
    if '..' in p:
        return 400
    return open(os.path.join('/data', p)).read()
`,
  ],
  [
    'a path below a folder',
    `from pathlib import Path
def handler(event, context):
    p = event['p'].strip('/')
    if '..' in p:
        return 400
    return (Path('/data') / p).read_text()
`,
  ],
  [
    'steps that a function is given',
    `import os
def handler(event, context):
    p = event['p']
    parts = p.split('/')
    print(*parts)
    if '..' in parts:
        return 400
    return open('/data/' + p).read()
`,
  ],
  [
    'a pattern in its place',
    `import re
def handler(event, context):
    for key, value in event.items():
        setattr(context, key, value)
    return open('/data/' + re.sub(r'[^a-z]', '', event['x'])).read()
`,
  ],
  [
    'a session that refuses what is not public',
    `import requests, ipaddress, socket
from requests.adapters import HTTPAdapter
class Guard(HTTPAdapter):
    def send(self, request, **kw):
        found = socket.getaddrinfo(request.url.split('/')[2], 80)
        if not all(ipaddress.ip_address(each[4][0]).is_global for each in found):
            raise ValueError('private')
        return super().send(request, **kw)
class S(requests.Session):
    def __init__(self):
        super().__init__()
        self.mount('http://', Guard())
        self.mount('https://', Guard())
def handler(event, context):
    return S().get(event['url']).text
`,
  ],
];

describe('what no longer is what was asked', () => {
  it.each(grave)('is found: %s', (_, source) => {
    expect(graveIn(source)).not.toEqual([]);
  });
  it.each(harmless)('does no harm: %s', (_, source) => {
    expect(graveIn(source)).toEqual([]);
  });
});
