import { describe, expect, it } from 'vitest';
import { handshakeVariables } from '../../../functions/engines/secrets/index.ts';

const env = 'process.env.VERIFY_TOKEN';
const sent = "const token = query['hub.verify_token'];";

describe('the word of a webhook subscription', () => {
  it.each([
    ['kept and compared', `const word = ${env};\n${sent}\nif (token === word) answer();`],
    [
      'kept as it is called',
      `let VERIFY_TOKEN = ${env};\n${sent}\nif (VERIFY_TOKEN == token) a();`,
    ],
    ['compared where it is read', `${sent} if (mode && token !== ${env}) refuse();`],
    ['compared with the field', `if (q['hub.verify_token'] === ${env}) answer();`],
    ['compared from the left', `if (${env} === req.query['hub.verify_token']) answer();`],
    ['taken out', `const { 'hub.verify_token': given } = q; if (given === ${env}) answer();`],
    [
      'taken of the environment',
      `const { VERIFY_TOKEN } = process.env;\n${sent}\nif (m && token === VERIFY_TOKEN) a();`,
    ],
    [
      'taken beside others',
      `const {\n  PORT,\n  VERIFY_TOKEN,\n  STAGE = 'a',\n} = process.env;\n${sent} if (token === VERIFY_TOKEN) a();`,
    ],
    [
      'taken by another name',
      `const { VERIFY_TOKEN: word, STAGE } = process.env;\n${sent} if (token !== word) a();`,
    ],
    [
      'beside a comment',
      `// VERIFY_TOKEN is chosen by us\nif (q['hub.verify_token'] === ${env}) a();`,
    ],
    [
      'of what may be absent',
      `const token = (q || {})['hub.verify_token'] || ''; if (token === ${env}) a();`,
    ],
    [
      'in Python',
      "VERIFY_TOKEN = os.environ['VERIFY_TOKEN']\nif params.get('hub.verify_token') == VERIFY_TOKEN:\n    pass",
    ],
    [
      'in Python, by get',
      "word = os.environ.get('VERIFY_TOKEN', '')\ntoken = p.get('hub.verify_token')\nif token == word:\n    pass",
    ],
  ])('is one that is %s', (_, text) => {
    expect(handshakeVariables(new Map([['a', text]]))).toEqual(['VERIFY_TOKEN']);
  });

  it.each([
    ['another field', `${sent} if (body.token === ${env}) answer();`],
    [
      'taken, and given to more',
      `const { VERIFY_TOKEN } = process.env; ${sent} if (token === VERIFY_TOKEN) a(); sign(body, VERIFY_TOKEN);`,
    ],
    [
      'taken by a name that more have',
      `const { VERIFY_TOKEN: word } = process.env; ${sent} if (token === word) a(); sign(body, word);`,
    ],
    [
      'taken of something else',
      `const { VERIFY_TOKEN } = settings; ${sent} if (token === VERIFY_TOKEN) a();`,
    ],
    [
      'taken with another in its place',
      `const { VERIFY_TOKEN = key } = process.env; ${sent} if (token === VERIFY_TOKEN) a();`,
    ],
    ['another name', `${sent} if (given === ${env}) answer();`],
    ['both', `${sent} if (token === ${env} || body.secret === ${env}) answer();`],
    ['a key, too', `${sent} const word = ${env}; if (token === word) a(); sign(body, word);`],
    ['a header', `${sent} if (token === ${env}) a(); get({ headers: { auth: ${env} } });`],
    ['a part of a text', `${sent} const word = ${env} + key; if (token === word) a();`],
    ['a field of what is sent', `${sent} if (${env} === token.other) answer();`],
    ['nothing', `${sent} const word = ${env};`],
    [
      'what is called the same',
      `${sent} const f = () => { const token = body.a; if (token === ${env}) a(); };`,
    ],
    ['what is taken out by the same name', `${sent} const f = ({ token }) => token === ${env};`],
    [
      'one word or another',
      `const token = q['hub.verify_token'] || body.a; if (token === ${env}) a();`,
    ],
    [
      'another word or one',
      `const token = body.a ?? q['hub.verify_token']; if (token === ${env}) a();`,
    ],
    ['what is set anew', `${sent} let word = ${env}; word = other; if (token === word) a();`],
  ])('is none that is compared with %s', (_, text) => {
    expect(handshakeVariables(new Map([['a', text]]))).toEqual([]);
  });

  it.each([
    ['does the same', `if (q['hub.verify_token'] === ${env}) answer();`, ['VERIFY_TOKEN']],
    ['does not name it', 'post(process.env.PAGE_ACCESS_TOKEN);', ['VERIFY_TOKEN']],
    ['compares another thing', `if (body.token === ${env}) run(body);`, []],
  ])('is one as long as another file %s', (_, other, found) => {
    const one = `if (q['hub.verify_token'] === ${env}) answer();`;

    expect(handshakeVariables(new Map(Object.entries({ one, other })))).toEqual(found);
  });

  it('is asked of no other name', () => {
    const text = "if (q['hub.verify_token'] === process.env.SLACK_VERIFICATION_TOKEN) answer();";

    expect(handshakeVariables(new Map([['a', text]]))).toEqual([]);
  });

  it('takes linear time', () => {
    const text = `${sent}${'VERIFY_TOKEN = '.repeat(100_000)}${' '.repeat(1_000_000)}`;
    const from = performance.now();

    expect(handshakeVariables(new Map([['a', text]]))).toEqual([]);
    expect(performance.now() - from).toBeLessThan(1_000);
  });
});
