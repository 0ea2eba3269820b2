import { describe, expect, it } from 'vitest';
import { errorDetailsReturned } from '../../../functions/checks/code/error-details-returned.ts';
import { openRedirect } from '../../../functions/checks/code/open-redirect.ts';
import { queryInjection } from '../../../functions/checks/code/query-injection.ts';
import { weakCrypto } from '../../../functions/checks/code/weak-crypto.ts';
import { checksByScanner } from '../../../functions/checks/index.ts';
import { weaknessKinds } from '../../../functions/core/weakness.ts';
import { detailsOf, weaknessOf } from '../../builders/describe-weakness-check.ts';

describe('checks of weaknesses', () => {
  const ids = checksByScanner.code
    .filter(({ needs }) => needs.some((need) => need === 'weaknesses'))
    .map(({ id }) => id);

  it('are there for every kind, and each for a kind', () => {
    expect(ids.toSorted()).toEqual(weaknessKinds.map((kind) => `code/${kind}`).toSorted());
  });

  it.each(checksByScanner.code)('$id is one finding a function where it is mild', (check) => {
    if (!ids.includes(check.id)) return;

    const isMild = check.severity === 'info' || check.severity === 'low';
    expect('covers' in check.suppression).toBe(isMild);
  });
});

describe('many places of a mild kind', () => {
  const places = Array.from({ length: 40 }, (_, index) =>
    weaknessOf('error-details-returned', {
      sink: 'err.stack',
      path: index < 35 ? 'index.js' : 'lib/a.js',
      line: index + 1,
      code: `return err.stack; // ${index}`,
    }),
  );

  it('are one finding, which lists the first and counts the rest', () => {
    const [detail, ...others] = detailsOf(errorDetailsReturned, places.toReversed());

    expect(others).toEqual([]);
    expect(detail?.summary).toBe(
      'err.stack returns details of an error to the caller, in index.js at line 1, and at 39 more places',
    );
    expect(detail?.evidence).toHaveLength(31);
    expect(detail?.evidence[0]).toEqual({
      text: 'err.stack',
      path: 'index.js',
      line: 1,
      column: 1,
      code: 'return err.stack; // 0',
    });
    expect(detail?.evidence.at(-1)).toEqual({ text: 'and 10 more' });
  });

  it('are each accepted by itself: one that comes to them is new', () => {
    const marks = (count: number) =>
      detailsOf(errorDetailsReturned, places.slice(0, count)).flatMap(({ mark = [] }) => mark);

    expect(marks(2)).toEqual(['index.js: err.stack', 'index.js: err.stack (2)']);
    expect(marks(3)).toEqual([...marks(2), 'index.js: err.stack (3)']);
  });

  it('are as severe as the worst of them', () => {
    const [first, ...others] = places;
    const worse = first ? [{ ...first, severity: 'medium' as const }, ...others] : [];

    expect(detailsOf(errorDetailsReturned, worse)).toMatchObject([{ severity: 'medium' }]);
  });
});

describe('what to write instead', () => {
  it('is a line, which stands for the whole', () => {
    const [detail] = detailsOf(openRedirect, [
      weaknessOf('open-redirect', { fix: 'pages[event.next]' }),
    ]);

    expect(detail?.remediation?.split('\n\n')).toEqual([
      'Write: pages[event.next]',
      expect.stringContaining('Redirect to a name'),
    ]);
  });

  it('is below the words where it has several lines', () => {
    const [detail] = detailsOf(openRedirect, [weaknessOf('open-redirect', { fix: 'a();\nb();' })]);

    expect(detail?.remediation).toMatch(/^Redirect to a name.*\n\nWrite\na\(\);\nb\(\);$/s);
  });

  it('is in words alone where no line is known', () => {
    const [detail] = detailsOf(openRedirect, [weaknessOf('open-redirect')]);

    expect(detail?.remediation).toMatch(/^Redirect to a name/);
  });

  it.each([
    ['prisma.$queryRawUnsafe', /tag of a template/],
    ['knex.raw', /knex\.raw\('… = \?'/],
    ['rdsData.executeStatement', /stringValue/],
    ['DynamoDB.ExecuteStatement (PartiQL)', /stringValue/],
    ['dynamodb.scan', /ExpressionAttributeNames/],
    ['mongodb.collection.find', /String\(event\.name\)/],
  ])('is that of the database of %s', (sink, instead) => {
    const [detail] = detailsOf(queryInjection, [weaknessOf('query-injection', { sink })]);

    expect(detail?.remediation).toMatch(instead);
  });

  it.each([
    ['index.js', 'jwt.decode', /jwt\.verify/],
    ['index.js', 'createCipheriv(des-ecb)', /aes-256-gcm/],
    ['app.py', 'jwt.decode', /algorithms=/],
    ['app.py', 'Crypto.Cipher.DES', /AESGCM/],
  ])('is in %s what serves the purpose of %s', (path, sink, instead) => {
    const [detail] = detailsOf(weakCrypto, [weaknessOf('weak-crypto', { path, sink })]);

    expect(detail?.remediation).toMatch(instead);
  });
});
