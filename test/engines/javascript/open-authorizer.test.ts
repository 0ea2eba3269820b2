import { describe, expect, it } from 'vitest';
import { authorizer, guarded, open } from './authorizer-handlers.ts';
import { kindsIn, sinksAmong } from './sinks-in.ts';

describe('an authorizer lets each caller through', () => {
  it.each(
    open.map(([name, sink, body, beside]) => ({ name, sink, code: authorizer(body, beside) })),
  )('$name', ({ sink, code }) => {
    expect(found(code)).toEqual([`open-authorizer ${sink}`]);
  });
});

describe('an authorizer is not said to', () => {
  it.each(guarded.map(([name, body, beside]) => ({ name, code: authorizer(body, beside) })))(
    '$name',
    ({ code }) => {
      expect(found(code).filter((each) => each.startsWith('open'))).toEqual([]);
    },
  );

  it('where a package wraps it, which may check', () => {
    const code =
      "const middy = require('@middy/core'); exports.handler = middy(async () => ({ isAuthorized: true })).use(require('./check'));";

    expect(found(code)).toEqual([]);
  });

  it('where another file replaces what is called', () => {
    const files = {
      'index.js':
        "const helper = require('./helper'); require('./patch'); exports.handler = async (event) => { if (!helper.isValid(event.headers.key)) throw new Error('Unauthorized'); return { isAuthorized: true }; };",
      'helper.js': 'exports.isValid = (key) => true;',
    };
    const patch = "const helper = require('./helper'); helper.isValid = require('our-check');";

    expect(sinksAmong({ ...files, 'patch.js': '' })).toEqual(['Allow']);
    expect(sinksAmong({ ...files, 'patch.js': patch })).toEqual([]);
  });

  it('where a wrapper of the code checks', () => {
    const code =
      "const checked = (next) => async (event) => { if (event.headers.key !== process.env.KEY) throw new Error('Unauthorized'); return next(event); }; exports.handler = checked(async () => ({ isAuthorized: true }));";

    expect(found(code)).toEqual([]);
  });
});

describe('the key that a token is verified with', () => {
  it.each([
    ['of the code, which says nothing', 'process.env.KEY + claims.sub', []],
    [
      'of the token itself, which is found',
      "'APP@' + claims.sub",
      ['jwt.decode', 'jwt.verify with a key of the token itself'],
    ],
  ])('by an authorizer, with one %s', (_, key, sinks) => {
    const beside = `const verified = (token) => { const claims = jwt.decode(token); if (!claims) return { isValid: false }; const checked = jwt.verify(token, ${key}); if (checked) return { isValid: true, ...claims }; return { isValid: false }; }; const answer = (isAllowed) => policy('user', isAllowed ? 'Allow' : 'Deny', '*');`;
    const code = authorizer(
      'const result = await verified(event.authorizationToken); if (result.isValid) return answer(true); return answer(false);',
      beside,
    );

    expect(sinksAmong({ 'index.js': code })).toEqual(sinks);
  });

  it.each([
    ["require('./token').verified(event.t);", 1],
    ["app.use(require('./token').verified);", 1],
    ["const { verified } = require('./token'); app.use(verified);", 1],
    ["require('./token').checked(event.t);", 1],
    ["require('./token').signed(event.id);", 0],
  ])('by a function of another file, where code names it: %s', (code, count) => {
    const beside = code.includes('checked')
      ? 'const checked = (t) => verified(t);'
      : 'const checked = 1;';
    const files = {
      'index.js': `exports.handler = async (event) => { ${code} };`,
      'token.js': `${beside} const jwt = require('jsonwebtoken'); const verified = (t) => jwt.verify(t, 'A' + jwt.decode(t).id); const signed = (id) => jwt.sign({ id }, keys(id)); module.exports = { checked, verified, signed };`,
    };

    expect(sinksAmong(files).filter((sink) => sink.endsWith('the token itself'))).toHaveLength(
      count,
    );
  });
});

/** Without what it writes to its log. */
function found(code: string): readonly string[] {
  return kindsIn(code).filter((each) => !/^(?:logs|log-inj|secret)/.test(each));
}
