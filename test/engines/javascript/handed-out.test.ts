import { describe, expect, it } from 'vitest';
import { findHandedOut } from '../../../functions/engines/javascript/handed-out/find-handed-out.ts';

const jwt = "const jwt = require('jsonwebtoken');";
const s3 =
  "const { S3Client, PutObjectCommand, GetObjectCommand } = require('@aws-sdk/client-s3'); const { getSignedUrl } = require('@aws-sdk/s3-request-presigner'); const client = new S3Client({});";
const body = 'const body = JSON.parse(event.body);';
const sign = "const token = jwt.sign({ sub: body.email, role: 'user' }, process.env.JWT_SECRET);";
const answer = 'return { statusCode: 200, body: JSON.stringify({ token }) };';
const entry = (...lines: readonly string[]) =>
  `exports.handler = async (event) => { ${lines.join('\n')} };`;

describe('a token is signed for anyone who is named', () => {
  it.each([
    ['by a field of the body', [jwt, entry(body, sign, answer)]],
    [
      'by all of what is sent',
      [
        "import { Hono } from 'hono'; import { handle } from 'hono/aws-lambda'; import { sign } from 'hono/jwt'; const app = new Hono();",
        "app.post('/signin', async (c) => { const sent = await c.req.parseBody(); return c.text(await sign(sent, 'our-key')); });",
        'export const handler = handle(app);',
      ],
    ],
    [
      'by a look-up that is given it',
      [
        jwt,
        'const findByNumber = async (n) => (await require("./db").query("select", [n])).rows[0];',
        entry(
          'let number; try { number = String(JSON.parse(event.body).cpf).replace(/\\D/g, ""); } catch { return { statusCode: 400 }; }',
          'const client = await findByNumber(number); if (!client) return { statusCode: 404 };',
          'const token = jwt.sign({ sub: client.id, name: client.name }, process.env.JWT_SECRET);',
          answer,
        ),
      ],
    ],
    [
      'by a look-up that is given a number',
      [
        jwt,
        'const { findByNumber } = require("./db");',
        entry(
          'const client = await findByNumber(Number(JSON.parse(event.body).number));',
          'const token = jwt.sign({ sub: client.id }, process.env.JWT_SECRET);',
          answer,
        ),
      ],
    ],
    [
      'by a look-up that is given a number as a text',
      [
        jwt,
        'const { findByNumber } = require("./db");',
        entry(
          'const number = Number(JSON.parse(event.body).number); const client = await findByNumber(String(number));',
          'const token = jwt.sign({ sub: client.id }, process.env.JWT_SECRET);',
          answer,
        ),
      ],
    ],
    [
      'by a number in a table',
      [
        jwt,
        entry(
          body,
          'const user = { id: Number(body.id) }; const token = jwt.sign({ sub: user.id }, process.env.JWT_SECRET);',
          answer,
        ),
      ],
    ],
    [
      'by a look-up of a helper',
      [
        jwt,
        'const issue = async (email) => { const client = await require("./db").findUser(email); return jwt.sign({ sub: client.id }, process.env.JWT_SECRET); };',
        entry(body, 'const token = await issue(body.email);', answer),
      ],
    ],
    [
      'by all of what is sent, where something is',
      [
        jwt,
        entry(
          body,
          'const token = jwt.sign(body.user || { kind: 1 }, process.env.JWT_SECRET);',
          answer,
        ),
      ],
    ],
    [
      'in a wrapper of the code that asks for nothing',
      [
        jwt,
        "const app = require('express')(); const waiting = (next) => (req, res) => next(req, res);",
        "app.post('/token', waiting((req, res) => { const token = jwt.sign({ sub: req.body.email }, process.env.K); res.json({ token }); }));",
        "exports.handler = require('serverless-http')(app);",
      ],
    ],
    [
      'though a function that asks has a name',
      [
        jwt,
        'const look = (given) => given.passphrase;',
        entry('const other = look; console.log(typeof other);', body, sign, answer),
      ],
    ],
    [
      'though a connection has a password of its own',
      [
        jwt,
        'const { Pool } = require("pg"); const db = () => new Pool({ password: process.env.DB_PASSWORD, ssl: { rejectUnauthorized: false } });',
        entry(body, 'await db().query("select 1");', sign, answer),
      ],
    ],
    [
      'with jose, by its subject',
      [
        "import { SignJWT } from 'jose';",
        `export ${entry(body, 'const token = await new SignJWT({ kind: 1 }).setProtectedHeader({ alg: "HS256" }).setSubject(body.user).sign(process.env.K);', answer).replace('exports.handler =', 'const handler =')}`,
      ],
    ],
    [
      'of Firebase',
      [
        'const admin = require("firebase-admin");',
        entry(body, 'const token = await admin.auth().createCustomToken(body.uid);', answer),
      ],
    ],
    [
      'of an identity pool',
      [
        "const { CognitoIdentityClient, GetOpenIdTokenForDeveloperIdentityCommand } = require('@aws-sdk/client-cognito-identity'); const client = new CognitoIdentityClient({});",
        entry(
          body,
          'const token = await client.send(new GetOpenIdTokenForDeveloperIdentityCommand({ IdentityPoolId: process.env.POOL, Logins: { "login.example": body.user } }));',
          answer,
        ),
      ],
    ],
    [
      'though the request is logged by a package',
      [
        jwt,
        'const log = require("pino")();',
        entry('log.info(event); console.log(event);', body, sign, answer),
      ],
    ],
    [
      'whatever the answer says in its headers',
      [
        jwt,
        entry(
          body,
          sign,
          "return { statusCode: 200, headers: { 'Access-Control-Allow-Headers': 'Authorization,X-Api-Key', 'Access-Control-Allow-Credentials': true }, body: JSON.stringify({ token, token_type: 'bearer' }) };",
        ),
      ],
    ],
    [
      'though the form of what is sent is asked',
      [
        jwt,
        'const joi = require("joi");',
        entry(body, 'joi.object({}).validate(body); if (body.kind !== "a") return;', sign, answer),
      ],
    ],
    [
      'though a header that browsers add is read',
      [jwt, entry("const type = event.headers['content-type'];", body, sign, answer)],
    ],
    [
      'of someone who is made where no one is found',
      [
        jwt,
        'const { table } = require("./table");',
        entry(
          body,
          'const found = await table.get(body.email); if (!found) await table.put({ email: body.email });',
          sign,
          answer,
        ),
      ],
    ],
  ])('%s', (_, lines) => {
    expect(kindsIn(lines)).toEqual(['token all']);
  });

  it.each([
    [
      'where a password is compared',
      [entry(body, "if (body.password !== 'x') return { statusCode: 400 };", sign, answer)],
    ],
    [
      'where a helper asks for one',
      [
        'const check = (given) => require("./hash").ok(given.passphrase);',
        entry(body, 'if (!check(body)) return { statusCode: 400 };', sign, answer),
      ],
    ],
    [
      'where a code is asked for',
      [
        entry(
          body,
          'const { code } = body; const kept = await require("./db").get(body.email); if (kept.value !== code) return;',
          sign,
          answer,
        ),
      ],
    ],
    [
      'where a key is held against what is kept',
      [
        entry(
          body,
          'const kept = await require("./db").get(body.email); if (kept.value !== body.key) return;',
          sign,
          answer,
        ),
      ],
    ],
    [
      'where a password lies in a field',
      [entry(body, 'const { length } = body.env.password;', sign, answer)],
    ],
    [
      'where a helper that asks is handed on',
      [
        'const look = (given) => given.passphrase;',
        entry(body, '[body].forEach(look);', sign, answer),
      ],
    ],
    [
      'where a ticket is read',
      [entry(body, 'const { ticket } = body; console.log(ticket);', sign, answer)],
    ],
    ['where a field of that name is', [entry(body, 'console.log(body.ticket);', sign, answer)]],
    [
      'where an earlier token is',
      [entry(body, 'const old = jwt.verify(body.old, process.env.K);', sign, answer)],
    ],
    [
      'where a field is held against a variable',
      [
        'const KEY = process.env.OUR_KEY;',
        entry(body, 'if (body.us !== KEY) return;', sign, answer),
      ],
    ],
    [
      'where a variable of a key is given away',
      [entry(body, 'if (!require("./same")(body.us, process.env.OUR_KEY)) return;', sign, answer)],
    ],
    [
      'where a header is looked at by what is not seen',
      [entry('if (!require("./ours").isFine(event.headers.us)) return;', body, sign, answer)],
    ],
    [
      'where what is not seen is given the request',
      [entry('require("/opt/ours").first(event);', body, sign, answer)],
    ],
    [
      'where what looks someone up is given the request',
      [entry('require("/opt/ours").getUser(event);', body, sign, answer)],
    ],
    [
      'where a wallet has signed',
      [
        "const { recover } = require('eth-sig-util');",
        entry(body, 'if (recover(body.msg, body.r) !== body.email) return;', sign, answer),
      ],
    ],
    [
      'where what is kept is held against what is sent, whatever it is called',
      [
        entry(
          body,
          'const u = await require("./db").get(body.email); if (u.n != body.n) return;',
          sign,
          answer,
        ),
      ],
    ],
    [
      'where what is sent is looked for in a list that is kept',
      [
        entry(
          body,
          'const u = await require("./db").get(body.email); if (!u.all.includes(body.n)) return;',
          sign,
          answer,
        ),
      ],
    ],
    [
      'that is for another server',
      [entry(body, sign, 'await require("axios").post(process.env.URL, { token }); return 1;')],
    ],
    [
      'that another server may have to allow',
      [entry(body, 'const ok = await fetch(process.env.URL); if (!ok.ok) return;', sign, answer)],
    ],
    [
      'of a guest',
      [entry(body, 'const token = jwt.sign({ username: body.nickname }, process.env.K);', answer)],
    ],
    [
      'where a package that is not seen checks',
      [entry(body, 'if (!require("telegram-x").checkData(body)) return;', sign, answer)],
    ],
    [
      'where a file that is not there may check',
      [entry(body, 'if (!require("./ours").fine(body.n)) return;', sign, answer)],
    ],
    [
      'where it is sent by mail',
      [
        entry(
          body,
          sign,
          'await require("./mails").sendEmail(body.email, token); return { statusCode: 200 };',
        ),
      ],
    ],
    [
      'where someone signs up, who may not be there yet',
      [
        entry(
          body,
          'const t = require("./table"); if (await t.find(body.email)) return { statusCode: 409 }; await t.create(body);',
          sign,
          answer,
        ),
      ],
    ],
    [
      'where someone is made and no one looked for',
      [entry(body, 'await require("./table").put({ email: body.email });', sign, answer)],
    ],
    [
      'that the code has made a name for',
      [
        entry(
          body,
          'const token = jwt.sign({ sub: require("crypto").randomUUID(), name: body.name }, process.env.K);',
          answer,
        ),
      ],
    ],
    [
      'that the code names someone for, by a helper',
      [
        'const issue = (user) => jwt.sign({ sub: user.id }, process.env.K);',
        entry(body, 'const token = issue({ id: 1 });', answer),
      ],
    ],
    [
      'that names no one',
      [
        entry(
          body,
          'const token = jwt.sign({ meeting: body.meeting, role: 1 }, process.env.K);',
          answer,
        ),
      ],
    ],
    [
      'that names the application',
      [
        entry(
          body,
          'const token = jwt.sign({ iss: process.env.APP, sub: "us" }, process.env.K);',
          answer,
        ),
      ],
    ],
    [
      'behind a guard of the route',
      [
        "const app = require('express')(); const guard = require('./guard');",
        "app.post('/token', guard, (req, res) => { const body = req.body; const token = jwt.sign({ sub: body.email }, process.env.K); res.json({ token }); });",
        "exports.handler = require('serverless-http')(app);",
      ],
    ],
    [
      'behind what an application has before all',
      [
        "const app = require('express')(); app.use(require('./ours').check);",
        "app.post('/token', (req, res) => { const body = req.body; const token = jwt.sign({ sub: body.email }, process.env.K); res.json({ token }); });",
        "exports.handler = require('serverless-http')(app);",
      ],
    ],
    [
      'behind a wrapper of the code',
      [
        'const checked = (next) => async (event) => { if (!event.us) return; return next(event); };',
        `exports.handler = checked(async (event) => { ${body} ${sign} ${answer} });`,
      ],
    ],
    [
      'behind a wrapper that is not there',
      [
        'const { run } = require("./ours");',
        `exports.handler = run(async (event) => { ${body} ${sign} ${answer} });`,
      ],
    ],
    [
      'by code that the handler does not come to',
      [`const other = async (event) => { ${body} ${sign} ${answer} };`, entry('return 1;')],
    ],
  ])('is not reported %s', (_, lines) => {
    expect(kindsIn([jwt, ...lines])).toEqual([]);
  });
});

describe('an address of an object is signed', () => {
  const url = (command: string) =>
    `const url = await getSignedUrl(client, ${command}); return { statusCode: 200, body: url };`;
  const name = 'const name = event.queryStringParameters.name;';

  it.each([
    ['to write it', ['upload all'], url('new PutObjectCommand({ Bucket: "b", Key: name })')],
    [
      'to write it, by a command of its own name',
      ['upload all'],
      `const command = new PutObjectCommand({ Bucket: "b", Key: name }); ${url('command')}`,
    ],
    [
      'to write it below a folder',
      ['upload part'],
      url(`new PutObjectCommand({ Bucket: "b", Key: \`in/\${name}\` })`),
    ],
    [
      'to write it, by a name of the code',
      ['upload none new'],
      url('new PutObjectCommand({ Bucket: "b", Key: require("crypto").randomUUID() })'),
    ],
    [
      'to write it, by a new name with what is sent',
      ['upload part new'],
      `const key = \`in/\${Date.now()}-\${name}\`; ${url('new PutObjectCommand({ Bucket: "b", Key: key })')}`,
    ],
    [
      'to write it, by a new name or what is sent',
      ['upload all'],
      url('new PutObjectCommand({ Bucket: "b", Key: name || require("crypto").randomUUID() })'),
    ],
    [
      'to write the one of the code',
      ['upload none'],
      url('new PutObjectCommand({ Bucket: "b", Key: "config.json" })'),
    ],
    [
      'as a form, by a new name',
      ['upload none new'],
      'const { createPresignedPost } = require("@aws-sdk/s3-presigned-post"); return createPresignedPost(client, { Bucket: "b", Key: require("crypto").randomUUID() });',
    ],
    ['to read it', ['download all'], url('new GetObjectCommand({ Bucket: "b", Key: name })')],
    [
      'to read what the code names',
      [],
      url('new GetObjectCommand({ Bucket: "b", Key: "our.pdf" })'),
    ],
    [
      'to read below a folder',
      [],
      url('new GetObjectCommand({ Bucket: "b", Key: "public/" + name })'),
    ],
    [
      'to read it, by two parts of the request',
      ['download all'],
      url(
        `new GetObjectCommand({ Bucket: "b", Key: \`\${event.queryStringParameters.of}/\${name}\` })`,
      ),
    ],
    [
      'to read what is below a folder of the code, by two parts',
      [],
      url(`new GetObjectCommand({ Bucket: "b", Key: \`open/\${name}/\${name}\` })`),
    ],
    [
      'to read one of the request below what the code says',
      [],
      url(`new GetObjectCommand({ Bucket: "b", Key: \`\${process.env.FOLDER}/\${name}\` })`),
    ],
    [
      'to write it, of the SDK 2',
      ['upload all'],
      'const AWS = require("aws-sdk"); return new AWS.S3().getSignedUrlPromise("putObject", { Bucket: "b", Key: name });',
    ],
    [
      'to read it, of the SDK 2',
      ['download all'],
      'const AWS = require("aws-sdk"); return new AWS.S3().getSignedUrl("getObject", { Bucket: "b", Key: name });',
    ],
    [
      'as a form',
      ['upload all'],
      'const { createPresignedPost } = require("@aws-sdk/s3-presigned-post"); return createPresignedPost(client, { Bucket: "b", Key: name });',
    ],
    [
      'as a form of the SDK 2',
      ['upload all'],
      'const AWS = require("aws-sdk"); return new AWS.S3().createPresignedPost({ Bucket: "b", Fields: { key: name } });',
    ],
    [
      'as a form of something else',
      [],
      'return require("ours").createPresignedPost({ Fields: { key: name } });',
    ],
    [
      'to write it, by a field of that name',
      ['upload all'],
      `const { key } = event.queryStringParameters; ${url('new PutObjectCommand({ Bucket: "b", Key: key, ACL: "authenticated-read" })')}`,
    ],
    [
      'to write for who is found by a key',
      [],
      `const c = await require("./db").find({ k: name }); if (!c) return; ${url('new PutObjectCommand({ Bucket: "b", Key: c.id + "/" + name })')}`,
    ],
    [
      'to write below a key that is asked for',
      [],
      `const all = JSON.parse(process.env.ALL); const q = event.queryStringParameters; if (!(q.key in all)) return; ${url('new PutObjectCommand({ Bucket: "b", Key: all[q.key] + "/" + name })')}`,
    ],
    [
      'to write for users of a pool',
      [],
      `const q = event.queryStringParameters; await client.send(new GetUserCommand({ AccessToken: q.t })); ${url('new PutObjectCommand({ Bucket: "b", Key: name })')}`,
    ],
    [
      'to write beside what came into a bucket',
      [],
      url('new PutObjectCommand({ Bucket: "b", Key: event.Records[0].s3.object.key })'),
    ],
    [
      'to write it, beside a part of the query',
      ['upload all'],
      `const kind = new URLSearchParams(event.rawQueryString).get('kind'); console.log(kind); ${url('new PutObjectCommand({ Bucket: "b", Key: name })')}`,
    ],
    [
      'to write what was looked up',
      [],
      `const job = await require("./db").find(name); if (!job) return { statusCode: 404 }; ${url('new PutObjectCommand({ Bucket: "b", Key: job.object })')}`,
    ],
    [
      'to write a kind that is allowed',
      ['upload all'],
      `const kinds = ['image/png']; if (!kinds.includes(event.queryStringParameters.kind)) return; ${url('new PutObjectCommand({ Bucket: "b", Key: name })')}`,
    ],
    [
      'behind a credential',
      [],
      `if (event.headers.authorization !== "x") return; ${url('new PutObjectCommand({ Bucket: "b", Key: name })')}`,
    ],
  ])('%s', (_, kinds, code) => {
    expect(kindsIn([s3, entry(name, code)])).toEqual(kinds);
  });
});

it('says where', () => {
  const lines = [jwt, 'exports.handler = async (event) => {', body, sign, answer, '};'];

  expect(findHandedOut(sourceOf(lines))).toEqual([
    { kind: 'token', named: 'all', path: 'index.js', line: 4, column: 15 },
  ]);
});

function kindsIn(lines: readonly string[]): readonly string[] {
  return findHandedOut(sourceOf(lines)).map(
    ({ kind, named, isNew }) => `${kind} ${named}${isNew ? ' new' : ''}`,
  );
}

function sourceOf(lines: readonly string[]) {
  return { files: new Map([['index.js', lines.join('\n')]]), handler: 'index.handler' };
}
