import { describe, expect, it } from 'vitest';
import { type CodeRoute, keptRoutes, MOST_CODE_ROUTES } from '../../functions/core/code-route.ts';

const check = { kind: 'jwt', path: 'a.js', line: 1, column: 1 } as const;
const orders: CodeRoute = { method: 'GET', path: '/orders', check };

describe('routes of the code', () => {
  it('are kept, each once', () => {
    const open: CodeRoute = { method: 'GET', path: '/orders' };

    expect(keptRoutes([orders, open, orders])).toEqual([orders, open]);
  });

  it.each<[string, readonly CodeRoute[]]>([
    [
      'all of them read',
      [
        { method: 'GET', path: '/orders' },
        { method: 'HEAD', path: '/' },
      ],
    ],
    [
      'one is open by design',
      [{ method: 'POST', path: '/users', design: { ...check, kind: 'sign-up' } }],
    ],
  ])('are kept where none asks, but %s', (_, routes) => {
    expect(keptRoutes(routes)).toEqual(routes);
  });

  it.each<[string, readonly CodeRoute[]]>([
    ['there is none', []],
    [
      'none asks, and some may write',
      [
        { method: 'GET', path: '/a' },
        { method: 'POST', path: '/a' },
      ],
    ],
    [
      'there are too many',
      Array.from({ length: MOST_CODE_ROUTES + 1 }, (_, index) => ({
        ...orders,
        path: `/${index}`,
      })),
    ],
    ['a path is too long', [{ ...orders, path: `/${'a'.repeat(200)}` }]],
    ['a path is no path', [{ ...orders, path: '/a\nb' }]],
    ['a method is none', [{ ...orders, method: 'get it' }]],
  ])('are not kept where %s', (_, routes) => {
    expect(keptRoutes(routes)).toBeUndefined();
  });
});
