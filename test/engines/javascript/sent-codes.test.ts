import { describe, expect, it } from 'vitest';
import { findAskingSigns } from '../../../functions/engines/javascript/index.ts';

const found = 'const { Item: kept } = await db.get({ Key: { phone: body.phone } }).promise();';

function signOf(condition: string) {
  const code = `const AWS = require('aws-sdk'); const db = new AWS.DynamoDB.DocumentClient(); const fail = (at) => ({ statusCode: at });
exports.handler = async (event) => { const body = JSON.parse(event.body); const { code } = body; ${found} ${condition} await db.update({ Key: { phone: body.phone } }).promise(); return { statusCode: 200 }; };`;

  return findAskingSigns({ files: new Map([['index.js', code]]), handler: 'index.handler' }).ofAll
    ?.what;
}

describe('a code that someone was sent', () => {
  it.each([
    ['if (kept.code !== code) return fail(400);', 'compares code'],
    ['if (kept.emailCode !== body.emailCode) return fail(400);', 'compares emailCode'],
    ['if (body.code === kept.code) await log(body.phone); else return fail(400);', 'compares code'],
  ])('is asked for: %s', (condition, expected) => {
    expect(signOf(condition)).toBe(expected);
  });

  it.each([
    ['that the request sends twice', 'if (body.again.code !== body.code) return fail(400);'],
    ['of the code itself', "if (code !== 'SUMMER') return fail(400);"],
    ['of another kind', 'if (kept.code !== body.name) return fail(400);'],
    ['of what it is of', 'if (kept.country_code !== body.country_code) return fail(400);'],
    [
      'by which one is looked for',
      'const one = ALL.find((each) => each.code === body.code); if (!one) return fail(400);',
    ],
    ['of a coupon', 'if (coupon.code !== body.code) return fail(400);'],
    [
      'of an error',
      'try { await db.put({}); } catch (error) { if (error.code === body.code) return fail(400); }',
    ],
    ['that two records have', 'if (kept.code !== kept.last.code) return fail(400);'],
  ])('is none: %s', (_, condition) => {
    expect(signOf(condition)).toBeUndefined();
  });
});
