import { describe, expect, it } from 'vitest';
import { constantLogins } from '../../../functions/engines/javascript/constant-logins.ts';

const BODY = 'const body = JSON.parse(event.body); const { username, password, token } = body;';

describe('log-ins of JavaScript with a text of the code', () => {
  it.each([
    [
      'refused with 401',
      "if (username !== 'admin' || password !== '1234') { return { statusCode: 401 }; } return issue(username);",
    ],
    [
      'let in',
      "if (username === 'admin' && password === 'password') { return { statusCode: 200, body: jwt.sign({ username }, KEY) }; } return { statusCode: 401 };",
    ],
    ['the other way round', "if ('tiger' == password) { return issue(username); }"],
    ['thrown out', "if (body.password !== 'tiger') throw new Error('no'); await act();"],
    ['negated', "if (!(password === 'tiger')) { return { statusCode: 403 }; } return act();"],
    [
      'without blanks',
      "if (body.password.trim() !== 'tiger') { return { statusCode: 403 }; } return act();",
    ],
    [
      'with a backdoor',
      "if (password !== 'tiger' && password !== user.password) { return { statusCode: 401 }; } return act();",
    ],
    [
      'as long as any other',
      "const isOne = crypto.timingSafeEqual(Buffer.from(password), Buffer.from('tiger')); if (!isOne) return { statusCode: 401 }; return act();",
    ],
    [
      'by a name',
      "const isAdmin = username === 'a' && password === 'tiger'; if (!isAdmin) { return { statusCode: 401 }; } return act();",
    ],
    [
      'by another name of the field',
      "const { password: pw } = body; if (pw === 'tiger') return issue(); return { statusCode: 401 };",
    ],
    [
      'in one expression',
      "return password === 'tiger' ? { statusCode: 200, body: issue() } : { statusCode: 401 };",
    ],
    [
      'by a function',
      "if (!check(username, password)) return { statusCode: 401 }; return act(); function check(name, password) { return name === 'a' && password === 'tiger'; }",
    ],
    [
      'a token',
      "if (event.headers['x-api-token'] !== 'k3y-9a8b7c') return { statusCode: 401 }; return act();",
    ],
    [
      'a pin that a token is signed for',
      "if (body.pin === '4711') { return jwt.sign({}, KEY); } return { statusCode: 400 };",
    ],
    [
      'a code that others are refused without',
      "if (body.otp !== '000000') { return { statusCode: 401 }; } return act();",
    ],
    [
      'in another language',
      "if (body.senha === 'tiger') { return act(); } return { statusCode: 401 };",
    ],
    [
      'in another language, of another spelling',
      "if (body.passwort === 'tiger') { return act(); } return { statusCode: 401 };",
    ],
    [
      'a secret of tokens',
      "if (body.jwtSecret !== 'k3y-9a8b7c') return { statusCode: 401 }; return act();",
    ],
    [
      'a secret of a header',
      "if (event.headers['x-secret'] !== 'k3y-9a8b7c') return { statusCode: 401 }; return act();",
    ],
    [
      'a pin',
      "if (body.user === 'a' && body.pin === '4711') { return act(); } return { statusCode: 401 };",
    ],
    [
      'a token of an authorizer, of words',
      "if (event.authorizationToken === 'Bearer valid-token') { return policy('user', 'Allow', event.methodArn); } throw new Error('Unauthorized');",
    ],
    [
      'a token of an authorizer, of letters and digits',
      "if (event.authorizationToken === 'hunter2deluxe') { return policy('user', 'Allow', event.methodArn); } return policy('user', 'Deny');",
    ],
    [
      'a token of an authorizer, which others are denied without',
      "const auth = event.headers.authorization; if (auth !== 'open-sesame') return policy('user', 'Deny'); return policy('user', 'Allow');",
    ],
    [
      'what an authorizer answers',
      "return { isAuthorized: event.headers.authorization === 'open-sesame' };",
    ],
    [
      'one of two effects',
      "const effect = event.headers.authorization.split(' ')[1] === 'open-sesame' ? 'Allow' : 'Deny'; return policy(effect);",
    ],
    [
      'a key of a header, of words',
      "if (event.headers['x-api-key'] !== 'my-own-key') return { statusCode: 401 }; return act();",
    ],
  ])('are found: %s', (_, code) => {
    expect(found(`exports.handler = async (event) => { ${BODY} ${code} };`)).toMatchObject([
      { path: 'index.js', line: 1 },
    ]);
  });

  it('are found where the text is kept', () => {
    const code = `const PASS = 'tiger';\nexports.handler = async (event) => { ${BODY} if (password !== PASS) throw new Error('no'); await act(); };`;

    expect(found(code)).toEqual([
      { path: 'index.js', line: 1, column: 14, field: 'password', text: 'tiger' },
    ]);
  });

  it.each([
    [
      'the token of a sample, which is an open authorizer',
      "if (event.authorizationToken === 'allow') { return policy('user', 'Allow', event.methodArn); } return policy('user', 'Deny');",
    ],
    [
      'a scheme',
      "if (event.headers.authorization.split(' ')[0] !== 'Bearer') return { statusCode: 401 }; return act();",
    ],
    [
      'a kind of token, in words',
      "if (body.token !== 'access') return { statusCode: 401 }; return act();",
    ],
    [
      'a token where it is tried out',
      "if (process.env.IS_OFFLINE && event.authorizationToken === 'try-it-out') { return policy('user', 'Allow'); } return check(event);",
    ],
    [
      'a token that is turned away',
      "if (event.authorizationToken === 'old-token') { return policy('user', 'Deny'); } return policy('user', 'Allow');",
    ],
    [
      'a token beside which more is asked',
      "if (event.authorizationToken === 'beta-tester') { return (await knows(event)) ? policy('user', 'Allow') : policy('user', 'Deny'); } return check(event);",
    ],
    [
      'a token that something else is done with',
      "if (body.token === 'newsletter') { await subscribe(body); } return act();",
    ],
    ['an empty one', "if (password === '') return { statusCode: 400 }; return act();"],
    [
      'one of three letters',
      "if (password === 'abc') { return act(); } return { statusCode: 401 };",
    ],
    [
      'one that no one types',
      `if (password === '${'tiger'.repeat(21)}') { return act(); } return { statusCode: 401 };`,
    ],
    [
      'a token that is blocked',
      "if (body.token === 'k3y-9a8b7c') { return { statusCode: 403 }; } return act();",
    ],
    [
      'what is no secret',
      "if (body.shippingKind !== 'dhl-24h-9') return { statusCode: 401 }; return act();",
    ],
    [
      'a pin that is no number',
      "if (body.pin !== 'main') { return { statusCode: 401 }; } return act();",
    ],
    ['none that was sent', "if (password !== 'undefined') { return { statusCode: 401 }; }"],
    ['a method', "if (event.httpMethod !== 'POST') return { statusCode: 405 }; return act();"],
    ['a type', "if (body.type === 'password') { return act(); }"],
    ['a grant', "if (body.grant_type !== 'password') return { statusCode: 400 }; return act();"],
    ['an action', "if (body.action === 'resetPassword') { return act(password); }"],
    [
      'one that is too weak',
      "if (password === 'password' || password === '12345678') return { statusCode: 400 }; return act();",
    ],
    [
      'one that is to be chosen anew',
      "if (password === 'password') { return reply('please choose another one'); }",
    ],
    ['a new one', "if (body.newPassword === 'tiger') { return act(); }"],
    ['a setting', "if (process.env.PASSWORD === 'tiger') { return act(); }"],
    [
      'what is compared with a setting',
      'if (password !== process.env.ADMIN_PASSWORD) return { statusCode: 401 }; return act();',
    ],
    [
      'one that the code has loaded',
      "const kept = await load(); if (kept.password === 'tiger') { return act(); }",
    ],
    [
      'the kind of a token',
      "if (body.token_type !== 'Bearer2') return { statusCode: 401 }; return act();",
    ],
    ['a word of a parser', "if (token === 'refresh') { return act(); }"],
    [
      'one that is looked up by a part of the request',
      "const user = await db.get(username); if (user.password === 'changeme') { return forceReset(user); }",
    ],
    [
      'one that a function is given',
      "function fresh(user) { return user.password === 'changeme' ? forceReset(user) : user; } return fresh(await db.get(username));",
    ],
    ['the result of a test', "if (body.pass === 'pass') { return act(); }"],
    ['a ticket', "if (body.pass !== 'vip1') { return { statusCode: 403 }; } return act();"],
    ['a pin of a board', "if (body.pin === '1013') { return act(); }"],
    ['a mask', "if (body.password === '[hidden]') { return save(body); }"],
    ['a word for no change', "if (body.password === 'unchanged') { return save(body); }"],
    [
      'one that is left out',
      "if (body.password === 'keep-mine') { delete body.password; return save(body); }",
    ],
    [
      'a kind of token',
      "if (body.token === 'ERC721-v2') { return act(); } return { statusCode: 401 };",
    ],
    [
      'a kind of token that is not served',
      "if (body.token !== 'ERC721-v2') { return { statusCode: 400 }; } return act();",
    ],
    [
      'what is left over',
      "function left(password) { if (password !== 'tiger') throw new Error('no'); return act(); } return act();",
    ],
    ['the name of a key', "if (body.encryptionKey === 'alias/aws/s3') { return act(); }"],
    ['who a tool signs in as', "if (body.userPass === 'git') { return act(); }"],
    [
      'the type of a value',
      "if (typeof password !== 'string') return { statusCode: 400 }; return act();",
    ],
    [
      'the name of a field',
      "for (const field of Object.keys(body)) if (field === 'password') return act();",
    ],
    ['who it is', "if (username !== 'admin') return { statusCode: 401 }; return act();"],
    ['what does nothing', "if (password === 'tiger') { count += 1; }"],
    ['what only asks', "if (password !== 'tiger') { count += 1; } return act();"],
  ])('are not taken for one: %s', (_, code) => {
    expect(found(`exports.handler = async (event) => { ${BODY} ${code} };`)).toEqual([]);
  });

  it('are none of packages in a bundle', () => {
    const check =
      "function check(password) { if (password !== 'tiger') { throw new Error('no'); } }";
    const code = `// node_modules/other/index.js\n${check}\n// src/index.js\nexports.handler = async (event) => check(event.password);`;

    expect(found(code)).toEqual([]);
    expect(found(code.replace('node_modules/other', 'src/other'))).toHaveLength(1);
  });
});

function found(code: string) {
  return constantLogins({ files: new Map([['index.js', code]]), handler: 'index.handler' });
}
