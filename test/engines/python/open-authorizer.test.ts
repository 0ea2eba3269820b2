import { describe, expect, it } from 'vitest';
import { authorizer, guarded, open } from './authorizer-handlers.ts';
import { kindsAmong, weaknessesIn } from './weaknesses-in.ts';

describe('an authorizer lets each caller through', () => {
  it.each(
    open.map(([name, sink, body, beside]) => ({ name, sink, code: authorizer(body, beside) })),
  )('$name', ({ sink, code }) => {
    expect(found(code)).toEqual([`open-authorizer ${sink}`]);
  });

  it('with the answer of Powertools', () => {
    const code =
      'from aws_lambda_powertools.utilities.data_classes.api_gateway_authorizer_event import APIGatewayAuthorizerResponseV2\nfrom aws_lambda_powertools import Logger\nlogger = Logger()\n@logger.inject_lambda_context\ndef handler(event, context):\n    return APIGatewayAuthorizerResponseV2(authorize=True).asdict()\n';

    expect(found(code)).toEqual(['open-authorizer Allow']);
  });
});

describe('an authorizer is not said to', () => {
  it.each(guarded.map(([name, body, beside]) => ({ name, code: authorizer(body, beside) })))(
    '$name',
    ({ code }) => {
      expect(found(code).filter((each) => each.startsWith('open'))).toEqual([]);
    },
  );

  it('where another file replaces what is called', () => {
    const files = {
      'app.py':
        "import helper, patch\ndef handler(event, context):\n    if not helper.is_valid(event['headers']['key']):\n        raise Exception('Unauthorized')\n    return {'isAuthorized': True}\n",
      'helper.py': 'def is_valid(key):\n    return True\n',
    };
    const patch = 'import helper, our_check\nhelper.is_valid = our_check.is_valid\n';

    expect(kindsAmong({ ...files, 'patch.py': '' })).toEqual(['open-authorizer']);
    expect(kindsAmong({ ...files, 'patch.py': patch })).toEqual([]);
  });

  it('where a decorator may check', () => {
    const code =
      "from ours import checked\n@checked\ndef handler(event, context):\n    return {'isAuthorized': True}\n";

    expect(found(code)).toEqual([]);
  });
});

describe('the key that a token is verified with', () => {
  it.each([
    ['of the code, which says nothing', "os.environ['KEY'] + claims['sub']", false],
    ['of the token itself, which is found', "'APP@' + claims['sub']", true],
  ])('by an authorizer, with one %s', (_, key, isOpen) => {
    const code = authorizer(
      `token = event['authorizationToken']\nclaims = jwt.decode(token, options={'verify_signature': False})\njwt.decode(token, ${key}, algorithms=['HS256'])\nreturn policy(claims['sub'], 'Allow', '*')`,
    );

    expect(found(code).some((each) => each.startsWith('open'))).toBe(isOpen);
  });
});

/** Without what it writes to its log. */
function found(code: string): readonly string[] {
  return weaknessesIn(code)
    .map(({ kind, sink }) => `${kind} ${sink}`)
    .filter((each) => !/^(?:logs|log-inj|secret)/.test(each));
}
