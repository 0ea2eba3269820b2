import { describe, expect, it } from 'vitest';
import { link } from '../../../functions/engines/javascript/link.ts';
import { parseJavaScript } from '../../../functions/engines/javascript/parse.ts';
import { handlerExpressions } from '../../../functions/engines/javascript/sdk-calls/handler-expressions.ts';

describe('what stands where a file exports a name', () => {
  it.each<readonly [string, readonly string[]]>([
    ['export const handler = wrap(f);', ['wrap(f)']],
    ['export { made as handler };', ['made']],
    ['exports.handler = wrap(f); exports.other = wrap(g);', ['wrap(f)']],
    ['module.exports = { handler: wrap(f) };', ['wrap(f)']],
    // As compilers write it.
    ['__export(all, { other: () => one, handler: () => made });', ['made']],
    ['first({}); __export(all, { handler: () => made }); second(1, g);', ['made']],
    ['__export({ handler: () => made });', []],
    ['__export(all, { handler: (made) => made });', []],
    ['__export(all, { other: () => made });', []],
  ])('%s', (text, expected) => {
    const file = link('index.js', parseJavaScript(text));
    const written = () =>
      handlerExpressions(file, 'handler').map(({ start, end }) => text.slice(start, end));

    expect(written()).toEqual(expected);
    // Asked again, the same.
    expect(written()).toEqual(expected);
  });
});
