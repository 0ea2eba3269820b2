import { describe, expect, it } from 'vitest';
import { isCalledSo, reachedBy } from '../../../functions/domain/exposure/reached-code-routes.ts';

describe('a route of API Gateway comes to routes of the code', () => {
  it.each([
    ['of its name', 'GET /orders', ['GET /orders', 'POST /orders', 'GET /users'], ['GET /orders']],
    [
      'of any method',
      'ANY /orders',
      ['GET /orders', 'POST /orders', 'GET /users'],
      ['GET /orders', 'POST /orders'],
    ],
    ['that take any method', 'PUT /orders', ['ANY /orders', 'GET /orders'], ['ANY /orders']],
    ['by HEAD as by GET', 'HEAD /orders', ['GET /orders', 'POST /orders'], ['GET /orders']],
    [
      'with parameters',
      'GET /orders/{id}',
      ['GET /orders/{part}', 'GET /a/b'],
      ['GET /orders/{part}'],
    ],
    [
      'with parameters, of what is left of a base path',
      'GET /orders/{id}',
      ['GET /{part}', 'GET /a/b'],
      ['GET /{part}'],
    ],
    [
      'of one name for a parameter',
      'GET /{kind}',
      ['GET /orders', 'GET /a/b'],
      ['GET /orders', 'GET /a/b'],
    ],
    [
      'below, and all that may be without a base path',
      'ANY /api/{proxy+}',
      ['GET /api/a', 'GET /a'],
      ['GET /api/a', 'GET /a'],
    ],
    ['all', 'ANY /{proxy+}', ['GET /a', 'POST /a/b'], ['GET /a', 'POST /a/b']],
    ['all, by $default', '$default', ['GET /a', 'POST /b'], ['GET /a', 'POST /b']],
    ['that take whatever comes', 'GET /orders', ['GET /{rest+}', 'GET /users'], ['GET /{rest+}']],
    [
      'with a stage before them',
      'GET /orders',
      ['GET /prod/orders', 'GET /prod/users'],
      ['GET /prod/orders'],
    ],
    ['without its base path', 'GET /v1/orders', ['GET /orders', 'GET /users'], ['GET /orders']],
    ['whatever the case', 'GET /Orders', ['GET /orders', 'GET /users'], ['GET /orders']],
    [
      'all, where it is none of them',
      'GET /nothing',
      ['GET /orders', 'POST /users'],
      ['GET /orders', 'POST /users'],
    ],
  ])('%s', (_, key, routes, reached) => {
    expect(namesOf('HTTP', key, routes)).toEqual(reached);
  });

  it('all, by a WebSocket', () => {
    expect(namesOf('WebSocket', 'GET /orders', ['GET /orders', 'POST /users'])).toHaveLength(2);
  });

  it.each([
    ['GET /hello', ['GET /hello']],
    ['GET /todos/{id}', ['GET /todos/{id}']],
    ['ANY /{proxy+}', ['GET /hello', 'GET /todos/{id}']],
    ['GET /v1/hello', ['GET /hello', 'GET /todos/{id}']],
  ])('%s, and no other, where the code asks for the route of API Gateway', (key, reached) => {
    const all = ['/hello', '/todos/{id}'].map((path) => ({
      method: 'GET',
      path,
      isOfGateway: true as const,
    }));

    expect(
      reachedBy({ kind: 'REST', key }, all).map(({ method, path }) => `${method} ${path}`),
    ).toEqual(reached);
  });

  function namesOf(kind: 'HTTP' | 'WebSocket', key: string, routes: readonly string[]) {
    const all = routes.map((each) => {
      const [method = '', path = ''] = each.split(' ');
      return { method, path };
    });

    return reachedBy({ kind, key }, all).map(({ method, path }) => `${method} ${path}`);
  }
});

describe('one route of the code, where its others are not known', () => {
  it.each([
    [true, 'GET /delete/{id}', 'GET /delete/{part}'],
    [true, 'GET /prod/orders', 'GET /orders'],
    [true, 'GET /orders/{id}', 'GET /v1/orders/{part}'],
    [true, 'GET /{id}', 'GET /v1/{part}'],
    [true, 'ANY /{proxy+}', 'DELETE /orders/{id}'],
    [true, 'ANY /api/{proxy+}', 'DELETE /orders/{id}'],
    [true, '$default', 'DELETE /orders/{id}'],
    [true, 'GET /orders', 'ANY /{rest+}'],
    [true, 'POST /users/{id}', 'POST /users/'],
    [true, 'POST /users', 'POST /users/'],
    [false, 'POST /users/{id}', 'POST /users'],
    [false, 'POST /users/{id}', 'POST /'],
    [true, 'POST /users', 'POST /'],
    [false, 'POST /{id}/orders', 'POST /orders'],
    [false, 'GET /list', 'GET /delete/{id}'],
    [false, 'GET /shop/list', 'GET /{id}'],
    [false, 'POST /orders', 'GET /orders'],
    [false, 'GET /users', 'GET /orders'],
  ])('is %s: %s comes to %s', (is, key, name) => {
    const [method = '', path = ''] = name.split(' ');

    expect(isCalledSo({ key }, { method, path })).toBe(is);
  });
});
