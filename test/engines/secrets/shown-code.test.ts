import { describe, expect, it } from 'vitest';
import { shownCode } from '../../../functions/engines/secrets/shown-code.ts';
import { markedSamples, namedSamples } from './secret-samples.ts';

/** Known only where they are the whole of a value. */
const whole = 'credentials for an Authorization header';

describe('shownCode', () => {
  it.each([
    ['  eval(event.code);', 'eval(event.code);'],
    [
      'const rows = await db.query("SELECT * FROM orders WHERE id = \'" + event.id + "\'");',
      'const rows = await db.query("SELECT * FROM orders WHERE id = \'" + event.id + "\'");',
    ],
    ["createHash('sha256')", "createHash('sha256')"],
    ['read(`/tmp/$' + '{folder.of(name)}.json`)', 'read(`/tmp/$' + '{folder.of(name)}.json`)'],
    [
      'fetch(`https://api.example.com/v1/orders/\u{24}{id}`)',
      'fetch(`https://api.example.com/v1/orders/\u{24}{id}`)',
    ],
    ["res.setHeader('Content-Type', 'text/html')", "res.setHeader('Content-Type', 'text/html')"],
    [
      "readFile('/var/task/templates/invoices/' + name)",
      "readFile('/var/task/templates/invoices/' + name)",
    ],
    ["const token = event.headers['x-api-token'];", "const token = event.headers['x-api-token'];"],
    [
      "jwt.verify(token, key, { algorithms: ['none'] })",
      "jwt.verify(token, key, { algorithms: ['none'] })",
    ],
    [
      "createHash('md5').update(password).digest('hex')",
      "createHash('md5').update(password).digest('hex')",
    ],
    ['log(event) // as it came', 'log(event)'],
    ['log(/* all of it */ event)', 'log( event)'],
    ["get('https://example.com//a')", "get('https://example.com//a')"],
    ['a\tb   c', 'a b c'],
  ])('shows code as it is: %s', (text, expected) => {
    expect(shownCode({ text, column: 1, comment: '//' })).toBe(expected);
  });

  it.each([
    ["connect({ password: 'hunter2' })", "connect({ password: '[password]' })"],
    ['connect({ \'password\' : "hunter two" })', 'connect({ \'password\' : "[password]" })'],
    [
      "const DB_PASSWORD = process.env.DB_PASSWORD || 'hunter2';",
      "const DB_PASSWORD = process.env.DB_PASSWORD || '[password]';",
    ],
    ["process.env['DB_PASSWORD'] ?? `hunter2`", "process.env['DB_PASSWORD'] ?? `[password]`"],
    ["if (event.password === 'hunter2') eval(x)", "if (event.password === '[password]') eval(x)"],
    [
      "/'/.test(x) && login({ password: 'hunter2' })",
      "/'/.test(x) && login({ password: '[password]' })'",
    ],
    ["createHmac('sha1', 'hunter2').update(x)", "createHmac('sha1', '[text]').update(x)"],
    ["jwt.verify(token, 'my secret')", "jwt.verify(token, '[token]')"],
    ["createCipheriv('des-ecb', 'hunter22', null)", "createCipheriv('des-ecb', '[text]', null)"],
    ["send('abcdefghijklmnopqrstuvwxyz')", "send('abcd… (26 characters)')"],
    ["send('a3f9 9b2c7e1d4f8a6b3c5d2e1f9a8b7c6d5e')", "send('a3f9 9b2c… (32 characters)')"],
    ['eval(x); // the password is hunter2', 'eval(x);'],
  ])('shows no secret: %s', (text, expected) => {
    expect(shownCode({ text, column: 1, comment: '//' })).toBe(expected);
  });

  it.each([
    [
      "password = os.environ.get('PASSWORD', 'hunter2')  # hunter2",
      "password = os.environ.get('PASSWORD', '[password]')",
    ],
    ["password = os.getenv('X') or 'hunter2'", "password = os.getenv('X') or '[text]'"],
    [
      "connect(password=password, user=event['user'])",
      "connect(password=password, user=event['user'])",
    ],
    ["connect(password=event['password'])", "connect(password=event['password'])"],
    ['connect(password=self.password)', 'connect(password=self.password)'],
    [
      "secret = os.environ.get('SECRET_KEY') or b'hunter2'",
      "secret = os.environ.get('SECRET_KEY') or b'[passphrase]'",
    ],
    ["connect(host=host, password=u'hunter2')", "connect(host=host, password=u'[password]')"],
    [
      "jwt.encode(claims, 'hunter2', algorithm='HS256')",
      "jwt.encode(claims, '[text]', algorithm='HS256')",
    ],
    [
      "requests.get('https://api.example.com/v1', verify=False)",
      "requests.get('https://api.example.com/v1', verify=False)",
    ],
    [
      "requests.get('https://x.example', auth=('shop', 'hunter2'), verify=False)",
      "requests.get('[text]', auth=('[credentials]', '[text]'), verify=False)",
    ],
    ['total // 2', 'total // 2'],
    [
      'subprocess.run(f"ls {event[\'dir\']}", shell=True)',
      'subprocess.run(f"ls {event[\'dir\']}", shell=True)',
    ],
  ])('knows Python: %s', (text, expected) => {
    expect(shownCode({ text, column: 1, comment: '#' })).toBe(expected);
  });

  it.each(markedSamples.filter(([kind]) => kind !== whole))('shows no %s: %s', (_, secret) => {
    const text = `send(${JSON.stringify(secret)})`;

    for (const comment of ['//', '#'] as const) {
      expect(shownCode({ text, column: 1, comment })).not.toContain(secret);
    }
  });

  it.each(namedSamples.filter(([, , value]) => value !== 'password'))(
    'shows no %s that is given to %s: %s',
    (_, variable, value) => {
      for (const text of [
        `connect({ ${variable}: ${JSON.stringify(value)} })`,
        `connect({ "${variable}": ${JSON.stringify(value)} })`,
        `const ${variable} = process.env.${variable} || ${JSON.stringify(value)};`,
        `${variable} = os.environ.get('${variable}', ${JSON.stringify(value)})`,
        `if (event.${variable} !== ${JSON.stringify(value)}) eval(event.code);`,
      ]) {
        for (const comment of ['//', '#'] as const) {
          expect(shownCode({ text, column: 1, comment })).not.toContain(value);
        }
      }
    },
  );

  it('shows of a long line what stands at its column, and 200 characters at most', () => {
    const text = `${'a();'.repeat(250_000)}eval(e.code);${'b();'.repeat(250_000)}`;

    const shown = shownCode({ text, column: 1_000_001, comment: '//' });

    expect(shown).toMatch(/^… eval\(e\.code\);b\(\);.*…$/);
    expect(shown).toHaveLength(200);
  });

  it('shows what comes before a place that is near to the start of a long line', () => {
    const text = `const page = render(event.body, ${'x, '.repeat(100)})`;

    expect(shownCode({ text, column: 14, comment: '//' })).toMatch(/^const page = render\(event/);
  });

  it('never cuts a secret in two before it has been recognised', () => {
    const secret = `ghp_${'aB3xK9mQ7tZ2pL5wR8nY'.repeat(2).slice(0, 36)}`;
    const text = `${'a'.repeat(190)} = '${secret}'`;

    expect(shownCode({ text, column: 1, comment: '//' })).not.toContain(secret.slice(0, 8));
  });

  it('leaves whole characters', () => {
    const shown = shownCode({ text: `x('${'😀 '.repeat(300)}')`, column: 1, comment: '//' });

    expect(shown.isWellFormed()).toBe(true);
  });

  it.each(['"', "'a", 'password: "', '\\', '/*', 'a3f9b2c7', "= '", 'or '])(
    'takes no time to speak of on a line of %s',
    (word) => {
      const text = word.repeat(100_000);
      const before = process.cpuUsage().user;

      shownCode({ text, column: 1, comment: '//' });

      expect((process.cpuUsage().user - before) / 1_000).toBeLessThan(500);
    },
  );
});
