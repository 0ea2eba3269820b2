import { describe, expect, it } from 'vitest';
import type { Weakness } from '../../../functions/core/weakness.ts';
import { findWeaknesses } from '../../../functions/engines/javascript/find-weaknesses.ts';

describe('the code of a weakness', () => {
  it('is the line of the sink', () => {
    const [weakness] = weaknessesIn(['const x = event.x;', '  eval( x );  // runs it', 'done();']);

    expect(weakness?.code).toBe('eval( x );');
  });

  it('is cut, and shows no secret', () => {
    const long = weaknessesIn([`eval(event.x + '${'abc '.repeat(1000)}')`]);
    const secret = weaknessesIn(["query({ password: 'hunter2hunter2', run: eval(event.x) })"]);

    expect(long[0]?.code?.length).toBeLessThanOrEqual(200);
    expect(secret[0]?.code).not.toContain('hunter2');
  });
});

describe('what the code should read', () => {
  it.each([
    [`exec(\`ls -l "\${event.dir}"\`)`, "execFile('ls', ['-l', event.dir])"],
    [`execSync('dig +short ' + event.host)`, "execFileSync('dig', ['+short', event.host])"],
    [`exec('ls ' + event.dir + ' | wc')`, undefined],
    [
      `pool.query("SELECT * FROM t WHERE a = '" + event.a + "' AND b > " + event.b)`,
      "pool.query('SELECT * FROM t WHERE a = $1 AND b > $2', [event.a, event.b])",
    ],
    [
      `const sql = \`SELECT * FROM t WHERE a LIKE '\${event.a}'\`; pool.query(sql)`,
      "pool.query('SELECT * FROM t WHERE a LIKE $1', [event.a])",
    ],
    [`pool.query(\`SELECT * FROM t ORDER BY \${event.column}\`)`, undefined],
    [`pool.query(\`SELECT * FROM t WHERE a LIKE '%\${event.a}%'\`)`, undefined],
    [
      `mysql.createConnection({}).query(\`SELECT * FROM t WHERE a = \${event.a}\`)`,
      "mysql.createConnection({}).query('SELECT * FROM t WHERE a = ?', [event.a])",
    ],
    [
      `fs.readFileSync('./pages/' + event.page + '.html', 'utf8')`,
      `fs.readFileSync(\`./pages/\${path.basename(event.page)}.html\`, 'utf8')`,
    ],
    [
      'fs.readFileSync(path.join(__dirname, event.page))',
      'fs.readFileSync(path.join(__dirname, path.basename(event.page)))',
    ],
    [
      'fetch(event.url)',
      "const target = new URL(event.url); if (!allowedHosts.has(target.hostname)) throw new Error('host not allowed'); fetch(target)",
    ],
    [
      `return { statusCode: 200, headers: { 'Content-Type': 'text/html' }, body: '<p>' + event.x + '</p>' }`,
      `body: \`<p>\${escapeHtml(event.x)}</p>\``,
    ],
    ['new https.Agent({ rejectUnauthorized: false })', 'rejectUnauthorized: true'],
  ])('of %s', (body, fix) => {
    const [weakness] = weaknessesIn([body]);

    expect(weakness).toBeDefined();
    expect(weakness?.fix).toBe(fix);
  });

  it('is no longer than a line or so', () => {
    const values = Array.from({ length: 200 }, (_, n) => `'AND a${n} = ' + event.a${n}`).join(
      ' + ',
    );
    const [weakness] = weaknessesIn([`pool.query('SELECT * FROM t WHERE ' + ${values})`]);

    expect(weakness?.fix?.length ?? 0).toBeLessThanOrEqual(200);
  });
});

const KEY = 'event.Records[0].s3.object.key';

/** Functions that each give what they get to the next. */
function steps(count: number): string {
  const some = Array.from(
    { length: count },
    (_, n) => `const f${n} = (x${n}) => f${n + 1}(x${n});`,
  );

  return `${some.join(' ')} const f${count} = exec; `;
}

describe('the severity of a weakness', () => {
  it.each([
    ["pool.query('DELETE FROM t WHERE a = ' + event.a)", 'critical'],
    ["pool.query('SELECT * FROM t WHERE a = ' + event.a)", undefined],
    ["fs.writeFileSync('/tmp/' + event.name, '')", 'medium'],
    ["fs.readFileSync('/tmp/' + event.name)", undefined],
    // Of all files only those that end so can be read.
    ["fs.readFileSync('/var/task/' + event.name + '.gif')", 'medium'],
    ["fs.readFileSync('./' + event.name + '.pdf')", 'medium'],
    ["fs.readFileSync('pictures/' + event.name + '.png')", 'medium'],
    ["fs.readFileSync(__dirname + '/' + event.name + '.png')", 'medium'],
    ["fs.readFileSync(path.join(__dirname, 'pictures', event.name + '.png'))", 'medium'],
    [
      "const root = path.join(__dirname, 'a'); fs.readFileSync(root + '/' + event.name + '.png')",
      'medium',
    ],
    // Nor do those that the function makes itself, or that came in a layer.
    ["fs.readFileSync('/tmp/' + event.name + '.gif')", 'medium'],
    ["fs.readFileSync('/opt/pictures/' + event.name + '.png')", 'medium'],
    ["fs.readFileSync(path.join(require('os').tmpdir(), event.name + '.mp4'))", 'medium'],
    [
      "const { tmpdir } = require('os'); const at = tmpdir() + '/' + event.name + '.webp'; fs.readFileSync(at)",
      'medium',
    ],
    ["const at = path.join('/tmp', event.name + '.mp3'); fs.readFileSync(at)", 'medium'],
    ["const at = path.join('/tmp', event.name); fs.readFileSync(at)", undefined],
    ["let at = '/tmp/' + event.name; write(at); at = event.name; fs.readFileSync(at)", undefined],
    ["fs.readFileSync('/tmpfiles/' + event.name + '.gif')", undefined],
    ["fs.readFileSync('/tmp/../mnt/' + event.name + '.gif')", undefined],
    ["fs.readFileSync(path.resolve('/tmp', event.name + '.gif'))", undefined],
    ["fs.readFileSync(path.join(require('os').tmpdir(), '..', event.name + '.gif'))", undefined],
    ["fs.readFileSync(require('path').join('/views', event.name + '.html'))", 'medium'],
    ["fs.readFileSync('/mnt/efs/' + event.name + '.css')", 'medium'],
    // Elsewhere, as on a mount, what customers brought is worth having.
    ["fs.readFileSync('/mnt/efs/invoices/' + event.name + '.pdf')", undefined],
    ["fs.readFileSync(path.join('/mnt/efs', event.name + '.mp3'))", undefined],
    ["fs.readFileSync(process.env.FOLDER + '/' + event.name + '.pdf')", undefined],
    ["fs.readFileSync(path.resolve(process.env.FOLDER, event.name + '.pdf'))", undefined],
    ["fs.readFileSync(event.name + '.pdf')", undefined],
    ["fs.readFileSync(event.folder + '/a/' + event.name + '.pdf')", undefined],
    ["fs.readFileSync('/tmp/' + event.name + '.json')", undefined],
    ["fs.readFileSync('/tmp/a.gif' + event.name)", undefined],
    ["fs.readFileSync('/tmp/' + event.name + '.gif' + event.end)", undefined],
    // Other code of the account wrote it into a queue or a stream.
    ["exec('x ' + event.Records[0].body)", 'high'],
    ['fs.readFileSync(JSON.parse(event.Records[0].body).name)', 'medium'],
    ["for (const { body } of event.Records) exec('x ' + body)", 'high'],
    [
      "const { Records } = event; Records.forEach((r) => exec('x ' + JSON.parse(r.body).a))",
      'high',
    ],
    ["exec('x ' + Buffer.from(event.Records[0].kinesis.data, 'base64'))", 'high'],
    ["for (const r of event.Records) exec('x ' + r.messageAttributes.a.stringValue)", 'high'],
    ["exec('x ' + event.Records[0].dynamodb.NewImage.a.S)", 'high'],
    // By a queue, the key of an object, a message of SNS and an event's details are what they are.
    ["exec('x ' + JSON.parse(JSON.parse(event.Records[0].body).Message).a)", undefined],
    ['fs.readFileSync(JSON.parse(event.Records[0].body).Records[0].s3.object.key)', undefined],
    ["exec('x ' + JSON.parse(event.Records[0].body).detail.a)", undefined],
    ["exec('x ' + event.Records[0].Sns.Subject)", undefined],
    ["exec('x ' + JSON.parse(event.body).Records[0].body)", undefined],
    ["exec('x ' + event.records[0].body)", undefined],
    // A handler of requests, too.
    ["const all = event.Records ? event.Records[0].body : event.body; exec('x ' + all)", undefined],
    ["const { Records, headers } = event; if (!headers) exec('x ' + Records[0].body)", undefined],
    // Who calls is what AppSync says, or what any caller does.
    ["const { identity } = event; exec('x ' + identity.sub)", 'medium'],
    ["exec('x ' + event.identity.claims.sub)", 'medium'],
    ["exec('x ' + event.requestContext.authorizer.principalId)", 'medium'],
    ["exec('x ' + event.requestContext.authorizer.claims.email)", 'medium'],
    ["exec('x ' + event.requestContext.authorizer.claims['cognito:username'])", 'medium'],
    ["exec('x ' + event.requestContext.authorizer.lambda.username)", 'medium'],
    // What a user of the pool writes about himself.
    ["exec('x ' + event.requestContext.authorizer.lambda.name)", undefined],
    ["const { name } = event.requestContext.authorizer.claims; exec('x ' + name)", undefined],
    ["eval(event.requestContext.authorizer.claims['custom:sum'])", undefined],
    [
      "pool.query('SELECT * FROM t WHERE org = ' + event.requestContext.authorizer.claims['custom:org'])",
      undefined,
    ],
    [
      "pool.query('SELECT * FROM t WHERE id = ' + event.requestContext.authorizer.principalId)",
      'medium',
    ],
    [
      'const { name } = event.requestContext.authorizer.jwt.claims; fs.readFileSync(name)',
      'medium',
    ],
    ["exec('x ' + JSON.parse(event.body).authorizer.name)", undefined],
    ["exec('x ' + event.identity.username)", undefined],
    ["exec('x ' + event.arguments.identity.sub)", undefined],
    // Of two of a kind in one place, the graver counts, in whichever order they are found.
    ['fs.copyFileSync(event.from, event.to)', undefined],
    ['const { to, from } = event; fs.copyFileSync(from, to)', undefined],
    ['const { from, to } = event; fs.copyFileSync(from, to)', undefined],
    ["fs.copyFileSync('a.txt', event.to)", 'medium'],
    // What S3 encoded for an address has no space and no quote in it, until it is decoded.
    [`exec('ffmpeg -i ' + ${KEY})`, 'medium'],
    [`const { key } = event.Records[0].s3.object; exec('ffmpeg -i ' + key)`, 'medium'],
    [`for (const { s3: { object: { key } } } of event.Records) exec('ls ' + key)`, 'medium'],
    [`exec('ffmpeg -i ' + decodeURIComponent(${KEY}.replace(/\\+/g, ' ')))`, undefined],
    [`pool.query("SELECT a FROM t WHERE k = '" + ${KEY} + "'")`, 'medium'],
    [`exec('ls ' + JSON.parse(event.Records[0].body).Records[0].s3.object.key)`, 'medium'],
    [`fs.readFileSync(${KEY})`, undefined],
    [`exec('ffmpeg -i ' + event.detail.object.key)`, undefined],
    [`exec('ffmpeg -i ' + event.s3.object.keys)`, undefined],
    // A way through more functions than a reader follows.
    [`${steps(12)}f0(event.name)`, undefined],
    [`${steps(20)}f0(event.name)`, 'medium'],
  ])('of %s is %s', (body, severity) => {
    expect(weaknessesIn([body]).map((weakness) => weakness.severity)).toEqual([severity]);
  });
});

describe('the severity of a file that is read', () => {
  it.each([
    [
      "const at = '/tmp/' + event.name; out.pipe(fs.createWriteStream(at)).on('finish', () => fs.createReadStream(at))",
      ['medium', 'medium'],
    ],
    [
      "const at = '/tmp/' + event.name; fs.writeFileSync(at, text); fs.readFileSync(at)",
      ['medium', 'medium'],
    ],
    [
      "const at = '/tmp/' + event.name; fs.readFileSync(at); fs.writeFileSync(at, text)",
      [undefined, 'medium'],
    ],
    [
      "const at = '/mnt/' + event.name; if (event.put) { fs.writeFileSync(at, text); return; } fs.readFileSync(at)",
      ['medium', undefined],
    ],
    [
      "const at = '/mnt/' + event.name; try { fs.writeFileSync(at, text); } catch {} fs.readFileSync(at)",
      ['medium', undefined],
    ],
    [
      "const at = '/mnt/' + event.name; await fs.promises.writeFile(at, text).catch(() => {}); fs.readFileSync(at)",
      ['medium', undefined],
    ],
    [
      "const writeFileSync = (at) => at; const at = '/mnt/' + event.name; writeFileSync(at); fs.readFileSync(at)",
      [undefined],
    ],
    ["const { y, x } = event.queryStringParameters; fs.copyFileSync('/data/' + x, y)", [undefined]],
    [
      "const at = '/tmp/' + event.name; fs.writeFileSync('/tmp/a', at); fs.readFileSync(at)",
      [undefined],
    ],
    [
      "let at = '/tmp/' + event.name; fs.writeFileSync(at, text); at = event.name; fs.readFileSync(at)",
      ['medium', undefined],
    ],
  ])('is less where the function wrote it before: %s', (body, severities) => {
    const read = weaknessesIn([body]).filter(({ kind }) => kind === 'path-traversal');

    expect(read.map((weakness) => weakness.severity)).toEqual(severities);
  });
});

describe('the severity of a request to a host that the event names', () => {
  const url = 'const url = new URL(event.url);';
  const isPrivate =
    "const isPrivate = (host) => host === 'localhost' || /^(10|127)\\./.test(host) || host.startsWith('192.168.') || host.startsWith('169.254.');";
  const pattern = '/^(localhost|127\\.|10\\.|192\\.168\\.|169\\.254\\.)/';
  const refused = `${isPrivate} ${url} if (isPrivate(url.hostname)) throw new Error('no');`;
  const list =
    'const ranges = [/^127\\./, /^10\\./, /^192\\.168\\./, /^169\\.254\\./]; const isWithin = (host) => ranges.some((range) => range.test(host));';
  const asserted =
    "async function assertPublic(host) { const { address } = await require('dns').promises.lookup(host); const [a, b] = address.split('.').map(Number); if (a === 10 || a === 127 || (a === 192 && b === 168) || (a === 169 && b === 254)) throw new Error('no'); }";

  it.each([
    ['manual redirects', `${refused} fetch(url, { redirect: 'manual' })`, 'medium'],
    ['no redirects', `${refused} fetch(url.href, { redirect: 'error' })`, 'medium'],
    [
      'axios without redirects',
      `${refused} require('axios').get(url.href, { maxRedirects: 0 })`,
      'medium',
    ],
    ['a request of Node', `${refused} require('https').get(url.href)`, 'medium'],
    ['redirects that are followed', `${refused} fetch(url, { redirect: 'follow' })`, undefined],
    ['redirects, as is usual', `${refused} fetch(url)`, undefined],
    [
      'axios with redirects',
      `${refused} require('axios').get(url.href, { maxRedirects: 3 })`,
      undefined,
    ],
    [
      'a list of ranges',
      `${list} ${url} if (!isWithin(url.hostname)) await fetch(url, { redirect: 'manual' })`,
      'medium',
    ],
    [
      'an assertion on what a name resolves to',
      `${asserted} ${url} await assertPublic(url.hostname); await fetch(url, { redirect: 'manual' })`,
      'medium',
    ],
    [
      'what a name resolves to',
      `${isPrivate} ${url} const { address } = await dns.promises.lookup(url.hostname); if (isPrivate(address)) return; await fetch(url, { redirect: 'manual' })`,
      'medium',
    ],
    [
      'another host',
      `${isPrivate} ${url} if (isPrivate(new URL(event.other).hostname)) return; await fetch(url, { redirect: 'manual' })`,
      undefined,
    ],
    [
      'a check after the request',
      `${isPrivate} ${url} await fetch(url, { redirect: 'manual' }); if (isPrivate(url.hostname)) return;`,
      undefined,
    ],
    [
      'one range alone',
      `${url} if (url.hostname.startsWith('10.')) return; await fetch(url, { redirect: 'manual' })`,
      undefined,
    ],
    [
      'one way that is not checked',
      `${isPrivate} const get = (at) => fetch(at, { redirect: 'manual' }); ${url} if (event.fast) { await get(url); } else if (!isPrivate(url.hostname)) { await get(url); }`,
      undefined,
    ],
    [
      'a condition in parts',
      `${url} if (url.hostname === 'localhost' || /^(10|127)\\./.test(url.hostname) || url.hostname.startsWith('192.168.') || url.hostname.startsWith('169.254.')) return; await fetch(url, { redirect: 'manual' })`,
      'medium',
    ],
    [
      'a function that says yes to other hosts',
      `${isPrivate} ${url} const isPublic = (host) => !isPrivate(host); if (isPublic(url.hostname)) await fetch(url, { redirect: 'manual' })`,
      'medium',
    ],
    [
      'a package',
      `${url} if (require('private-ip')(url.hostname)) return; await fetch(url, { redirect: 'manual' })`,
      'medium',
    ],
    [
      'what matches, if anything does',
      `${url} if (url.hostname.match(${pattern}) !== null) return; await fetch(url, { redirect: 'manual' })`,
      'medium',
    ],
    [
      'a check that throws in several places',
      `function refuse(host) { const [a, b] = host.split('.').map(Number); if (a === 10 || a === 127) throw new Error('no'); if (a === 192 && b === 168) throw new Error('no'); if (a === 169 && b === 254) throw new Error('no'); } ${url} refuse(url.hostname); await fetch(url, { redirect: 'manual' })`,
      'medium',
    ],
    [
      'hosts within alone',
      `${url} if (${pattern}.test(url.hostname)) await fetch(url, { redirect: 'manual' })`,
      undefined,
    ],
    [
      'hosts within alone, by a function',
      `${isPrivate} ${url} if (isPrivate(url.hostname)) await fetch(url, { redirect: 'manual' })`,
      undefined,
    ],
    [
      'hosts within alone, by a package',
      `${url} if (!require('private-ip')(url.hostname)) return; await fetch(url, { redirect: 'manual' })`,
      undefined,
    ],
    [
      'a check that the caller turns off',
      `${url} if (!event.any && ${pattern}.test(url.hostname)) return; await fetch(url, { redirect: 'manual' })`,
      undefined,
    ],
    [
      'other parts of the address',
      `${url} if (url.hostname === 'localhost' || url.port === '10' || url.pathname === '127/192.168/169.254') return; await fetch(url, { redirect: 'manual' })`,
      undefined,
    ],
    [
      'numbers of something else',
      `${url} if (url.hostname.length > 10 + 127 + 192 + 168 + 169 + 254) return; await fetch(url, { redirect: 'manual' })`,
      undefined,
    ],
    [
      'a list of other numbers',
      `${url} if ([10, 127, 192, 168, 169, 254].includes(url.hostname.length)) return; await fetch(url, { redirect: 'manual' })`,
      undefined,
    ],
    [
      'a function that throws for something else',
      `function isInner(host) { if (!host) throw new Error('none'); return ${pattern}.test(host); } ${url} const inner = isInner(url.hostname); console.log({ inner }); await fetch(url, { redirect: 'manual' })`,
      undefined,
    ],
  ])(
    'is less where hosts within are refused and nothing leads on to them: %s',
    (_, body, severity) => {
      const requests = weaknessesIn([`const dns = require('dns'); ${body}`]).filter(
        ({ kind }) => kind === 'server-side-request-forgery',
      );

      expect(requests.map((weakness) => weakness.severity)).toEqual([severity]);
    },
  );
});

describe('the severity of what a caller proves with who it is, in a log', () => {
  it.each([
    ['by itself', 'console.log(event.headers.Authorization)', 'medium'],
    ['by a name', "const token = event.authorizationToken; console.log('token', token)", 'medium'],
    ['a cookie', 'console.info({ cookie: event.headers.cookie })', 'medium'],
    ['among all headers', 'console.log(event.headers)', undefined],
    ['in the whole event', 'console.log(JSON.stringify(event))', undefined],
    [
      'what it says',
      "console.log(require('jsonwebtoken').decode(event.headers.Authorization))",
      undefined,
    ],
    ['in part', 'console.log(event.headers.Authorization.slice(0, 8))', undefined],
    [
      'without the word before it',
      "const token = event.headers.authorization.replace('Bearer ', ''); console.log(token)",
      'medium',
    ],
    [
      'with something in its place',
      "console.log(event.headers.authorization.replace('Bearer ', '***'))",
      undefined,
    ],
    ['at a level that is left out', 'console.debug(event.headers.Authorization)', undefined],
  ])('%s', (_, body, severity) => {
    expect(weaknessesIn([body]).map((weakness) => weakness.severity)).toEqual([severity]);
  });
});

describe('the severity of HTML that is rendered', () => {
  it.each([
    ['all of a page in a browser', 'await page.setContent(event.html)', undefined],
    ['a part of a page in a browser', "await page.setContent('<p>' + event.name)", 'medium'],
    [
      'a part of a template',
      "await page.setContent(file.replace('{{name}}', event.name))",
      'medium',
    ],
    ['a part by a function', 'await page.setContent(pageOf(event.name))', 'medium'],
    ['a part in a list', "await page.setContent(['<p>', event.name].join(''))", 'medium'],
    ['a part behind another', "await page.setContent('<p>'.concat(event.name))", 'medium'],
    ['all of it by a function', 'await page.setContent(sameOf(event.html))', undefined],
    [
      'all of it, in which something is replaced',
      "await page.setContent(event.html.replace('a', 'b'))",
      undefined,
    ],
    [
      'all of it beside a router',
      "router.route('/pdf').get(show); await page.setContent(event.html)",
      undefined,
    ],
    ['a part of one elsewhere', "require('wkhtmltopdf')('<p>' + event.name)", undefined],
  ])('of %s', (_, body, severity) => {
    const page = "const page = await (await require('puppeteer').launch()).newPage();";
    const beside =
      "const file = require('fs').readFileSync('a.html', 'utf8'); const pageOf = (name) => '<p>' + name; const sameOf = (html) => html;";

    expect(
      weaknessesIn([`${beside} ${page} ${body}`]).map((weakness) => weakness.severity),
    ).toEqual([severity]);
  });
});

describe('what packages wrote in the same file', () => {
  const hash = "crypto.createHash('md5').update(password).digest('hex')";
  const faulty = `const crypto = require('crypto'); exports.hashPassword = (password) => ${hash}; const agent = new https.Agent({ rejectUnauthorized: false });`;
  const handler = 'exports.handler = async () => 1;';

  it.each([
    ['of its own', `${faulty}\n${handler}`, ['weak-crypto', 'tls-verification-disabled']],
    [
      'of its own in a bundle',
      `// src/a.js\n${faulty}\n${handler}`,
      ['weak-crypto', 'tls-verification-disabled'],
    ],
    [
      'of a package',
      `// node_modules/a/index.js\n// What it does.\n${faulty}\n// src/index.js\n${handler}`,
      [],
    ],
    [
      'of a package that its module is named for',
      `var require_a = __commonJS({ "node_modules/a/index.js"(exports) {${faulty}} });\nrequire_a();\n${handler}`,
      [],
    ],
    [
      'of its own that its module is named for',
      `var require_a = __commonJS({ "src/a.js"(exports) {${faulty}} });\nrequire_a();\n${handler}`,
      ['weak-crypto', 'tls-verification-disabled'],
    ],
    [
      'of anyone in small letters',
      `${faulty}${'a();'.repeat(6000)}${handler}`,
      ['tls-verification-disabled'],
    ],
    [
      'of anyone in a bundle',
      `var __webpack_require__;${'\n'.repeat(9)}${faulty}\n${handler}`,
      ['tls-verification-disabled'],
    ],
  ])(
    'is only asked whether it checks certificates, where nothing says whose it is: %s',
    (_, source, kinds) => {
      const { weaknesses } = findWeaknesses({
        files: new Map([['index.js', source]]),
        handler: 'index.handler',
      });

      expect(weaknesses.map(({ kind }) => kind)).toEqual(kinds);
    },
  );
});

describe('a module that the event names', () => {
  it.each([
    ['require(event.x)', undefined],
    ["require('./pages/' + event.x)", 'high'],
    [`await import(\`./\${event.x}.js\`)`, 'high'],
    ['await import(event.x)', undefined],
    ["require(require('path').resolve('./', event.x))", 'high'],
    ["const file = require('path').join(__dirname, 'pages', event.x); require(file)", 'high'],
    ["require(require('path').join(process.cwd() + '/pages/' + event.x))", 'high'],
    ["require(require('path').join(event.x, 'index.js'))", undefined],
    ["require('plugin-' + event.x)", undefined],
    ['require(event.x + process.env.NAME)', undefined],
  ])('is worse where it is no file of the package: %s', (body, severity) => {
    const [weakness] = weaknessesIn([body]);

    expect(weakness?.kind).toBe('event-code-execution');
    expect(weakness?.severity).toBe(severity);
  });
});

describe('what a bundled package logs', () => {
  it.each([
    ['// node_modules/a/log.js', []],
    ['// src/log.js', ['logs-whole-event']],
  ])('is its own matter: %s', (head, kinds) => {
    const source = `${head}\nvar show = (all) => console.warn(all);\n// src/index.js\nexports.handler = async (event) => show(event);`;
    const { weaknesses } = findWeaknesses({
      files: new Map([['index.js', source]]),
      handler: 'index.handler',
    });

    expect(weaknesses.map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('many weaknesses', () => {
  it('leave out the mild ones first', () => {
    const logs = Array.from({ length: 200 }, () => 'console.log(event);');
    const found = weaknessesIn([...logs, 'eval(event.x);']);

    expect(found).toHaveLength(100);
    expect(found.at(-1)?.sink).toBe('eval');
  });
});

describe('many errors that are caught', () => {
  const source = `${'try { a() } catch (e) { b(e) }\n'.repeat(5001)} exports.handler = (event) => eval(event.x);`;

  it('leave the event its steps, and are said not to be followed', () => {
    const { weaknesses, unfollowed } = findWeaknesses({
      files: new Map([['index.js', source]]),
      handler: 'index.handler',
    });

    expect(weaknesses.map(({ sink }) => sink)).toEqual(['eval']);
    expect(unfollowed).toEqual([
      { path: 'index.js', reason: 'errors that are caught are not all followed' },
    ]);
  });
});

function weaknessesIn(lines: readonly string[]): readonly Weakness[] {
  const source = [
    "const { exec, execSync } = require('child_process'); const fs = require('fs');",
    "const path = require('path'); const https = require('https'); const mysql = require('mysql2');",
    "const { Pool } = require('pg'); const pool = new Pool();",
    'exports.handler = async (event) => {',
    ...lines,
    '};',
  ].join('\n');

  return findWeaknesses({ files: new Map([['index.js', source]]), handler: 'index.handler' })
    .weaknesses;
}
