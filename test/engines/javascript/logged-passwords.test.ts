import { describe, expect, it } from 'vitest';
import { findWeaknesses } from '../../../functions/engines/javascript/find-weaknesses.ts';

const read = 'const { email, password } = JSON.parse(event.body);';
const body = 'const body = JSON.parse(event.body); await check(body.password);';

describe('a password in the log', () => {
  it.each([
    ['by its name', `${read} console.log(email, password);`],
    [
      'as the secret of a client',
      'const body = JSON.parse(event.body); await check(body.client_secret); console.log(body);',
    ],
    ['in an object', `${read} console.info({ email, password });`],
    ['in a text', `${read} console.log('got ' + \`\${password}\`);`],
    ['as a field', `${body} console.log(body.password);`],
    ['by another name', `${body} const typed = body.password; console.error(typed);`],
    ['in the body that it is read out of', `console.log('start', event.body); ${read}`],
    ['in what is parsed', `${body} console.log(body);`],
    ['as JSON', `${body} console.log(JSON.stringify(body, null, 2));`],
    [
      'though it is taken out of another object',
      `${body} const user = await find(body.id); delete user.password; console.log(body);`,
    ],
    ['in a copy', `${body} console.log({ ...body, at: 1 });`],
    ['in the event', `console.log(event); ${read}`],
    [
      'through a name for the body',
      'const raw = event.body; console.log(raw); const { password } = JSON.parse(raw);',
    ],
    ['by a logger', `const pino = require('pino'); ${body} pino().info(body);`],
  ])('is reported %s', (_, code) => {
    expect(found(code)).toContain('high of a password');
  });

  it.each([
    [
      'the event, with the body as it is read',
      `${body} console.log({ ...event, body: JSON.parse(event.body) });`,
    ],
    ['a case of a method', `switch (event.httpMethod) { case 'POST': ${body} console.log(body); }`],
    [
      'what is made over',
      `let body = JSON.parse(event.body); body = valid(body); await check(body.password); console.log(body);`,
    ],
    ['the route of a method', `if (event.httpMethod === 'POST') { ${body} console.log(body); }`],
    ['a function that reads it', 'console.log(event); return login(event);'],
    ['one that reads it in turn', 'console.log(event); return sign({ at: 1 }, event);'],
  ])('is reported of %s', (_, code) => {
    const login =
      'const login = (given) => JSON.parse(given.body).password;\nconst sign = (at, given) => login(given);';

    expect(found(code, login)).toContain('high of a password');
  });

  it.each([
    ['a function that is given another', 'console.log(event); return login(found);'],
    [
      'what another function is given',
      'console.log(event.at, event.id); return login(event.body);',
    ],
  ])('is not reported of %s', (_, code) => {
    expect(found(code, 'const login = (given) => given.password;')).not.toContain(
      'high of a password',
    );
  });

  it.each([
    ['for an error', `try { ${read} } catch (e) { console.error(e, event); }`],
    ['on a condition', `${read} if (isOdd(email)) console.log(password);`],
    ['on a condition in short', `${read} process.env.DEBUG && console.log(password);`],
    ['for one of two', `${read} isOdd(email) ? console.log(password) : 1;`],
    ['to find faults', `${read} console.debug(password);`],
    ['for one of several kinds', `${body} switch (body.kind) { case 'a': console.log(body); }`],
    [
      'for no known path',
      `${body} switch (event.path) { case '/a': break; default: console.log(body); }`,
    ],
    ['by a console that is replaced', `console.log = () => {}; ${body} console.log(body);`],
    [
      'by a logger that writes parts of it',
      `const pino = require('pino'); const log = pino({ serializers: { body: short } }); ${body} log.info({ body });`,
    ],
    [
      'by a logger with a format of its own',
      `const winston = require('winston'); const log = winston.createLogger({ format: winston.format((info) => short(info))() }); ${body} log.info(body);`,
    ],
  ])('is milder %s', (_, code) => {
    expect(found(code)).toContain('medium of a password');
  });

  it.each([
    ['of the store', 'const user = await find(event.id); console.log(user.password);'],
    [
      'of an answer, with what was asked',
      'const user = await find(event.id); if (user.password) console.log(event.id);',
    ],
    ['covered', `${body} console.log({ ...body, password: '***' });`],
    ['left out with the body', `${body} console.log({ ...event, body: undefined });`],
    ['covered with the body', `${body} console.log(JSON.stringify({ ...event, body: '***' }));`],
    [
      'left out by a function',
      `let body = JSON.parse(event.body); const typed = body.password; body = omit(body, 'password'); console.log(body);`,
    ],
    ['taken out', `${body} delete body.password; console.log(body);`],
    ['overwritten', `${body} body.password = await hash(body.password); console.log(body);`],
    ['left out by who writes JSON', `${body} console.log(JSON.stringify(body, ['email']));`],
    [
      'left out by a logger',
      `const pino = require('pino'); ${body} pino({ redact: ['password'] }).info(body);`,
    ],
    ['left out', `${read} console.log(email);`],
    [
      'left out by a list of fields',
      `${body} const { password, ...rest } = body; console.log(rest.email);`,
    ],
    ['by its length', `${read} console.log(password.length);`],
    ['of the function', 'console.log(process.env.PASSWORD_LENGTH);'],
    ['hashed', `${read} console.log(await hash(password));`],
    ['in a function that reads none', 'console.log(event.body);'],
    ['given to no log', `${read} store.log(password);`],
  ])('is not reported %s', (_, code) => {
    expect(found(code).join()).not.toContain('of a password');
  });

  it('is one place with that of the event', () => {
    expect(found(`console.log(event); ${read}`)).toEqual(['high of a password']);
  });
});

describe('a verdict that is ignored', () => {
  const helper =
    'const check = (token) => { try { return jwt.verify(token, process.env.K); } catch (e) { console.log(e.name); return { statusCode: 403 }; } };';

  it.each([
    ['of a helper', helper, 'check(event.headers.authorization); return 1;'],
    [
      'that is waited for',
      helper.replace('= (', '= async ('),
      'await check(event.headers.authorization); return 1;',
    ],
  ])('is reported %s', (_, beside, code) => {
    expect(found(code, beside)).toEqual(['medium jwt.verify with its answer ignored']);
  });

  it.each([
    [
      'that is asked',
      helper,
      'const found = check(event.headers.authorization); if (found.statusCode) return found; return 1;',
    ],
    ['that is returned', helper, 'return check(event.headers.authorization);'],
    [
      'that throws',
      helper.replace('return { statusCode: 403 };', 'throw e;'),
      'check(event.headers.authorization); return 1;',
    ],
    [
      'without a try',
      'const check = (token) => jwt.verify(token, process.env.K);',
      'check(event.headers.authorization); return 1;',
    ],
    [
      'whose error goes where it is not seen',
      helper.replace('console.log(e.name);', 'refuse(e);'),
      'check(event.headers.authorization); return 1;',
    ],
    [
      'that is kept',
      helper.replace('return jwt', 'event.user = jwt'),
      'check(event.headers.authorization); return 1;',
    ],
    [
      'that is answered',
      helper.replace('console.log(e.name); return', 'response.status(403); return'),
      'check(event.headers.authorization); return 1;',
    ],
    [
      'that is asked elsewhere',
      helper,
      "check('warm'); const found = check(event.headers.authorization); if (found.statusCode) return found; return 1;",
    ],
    [
      'beside another',
      helper,
      'check(event.headers.authorization); return jwt.verify(event.headers.authorization, process.env.K).sub;',
    ],
    [
      'behind an authorizer that is asked',
      helper,
      'check(event.headers.authorization); return event.requestContext.authorizer.claims;',
    ],
    [
      'that answers nothing',
      helper.replace('return { statusCode: 403 };', 'return;'),
      'check(event.headers.authorization); return 1;',
    ],
    ['of a token of the code', helper, "check('ey.ey.x'); return 1;"],
  ])('is not reported of one %s', (_, beside, code) => {
    expect(found(code, beside)).toEqual([]);
  });
});

function found(code: string, beside = ''): readonly string[] {
  const text = `const jwt = require('jsonwebtoken');\n${beside}\nexports.handler = async (event) => {\n${code}\n};`;

  return findWeaknesses({ files: new Map([['index.js', text]]), handler: 'index.handler' })
    .weaknesses.filter(({ kind }) => kind === 'logs-whole-event' || kind === 'weak-crypto')
    .map(
      ({ sink, severity }) => `${severity} ${sink.replace(/^\S+(?= of a password$)/, '').trim()}`,
    );
}
