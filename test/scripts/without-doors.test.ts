import { describe, expect, it } from 'vitest';
import { exportedBy, importedDirectly } from '../../scripts/package/without-doors.ts';

const door = exportedBy(`
export { one, type Shape, two as second } from './numbers.ts';
export {
  three,
} from './more/three.ts';
export type { Other } from './other.ts';
export const own = 4;
`);

describe('what a door exports', () => {
  it('is from these files, types left out', () => {
    expect(Object.fromEntries(door)).toEqual({
      one: { file: 'numbers.ts', name: 'one' },
      second: { file: 'numbers.ts', name: 'two' },
      three: { file: 'more/three.ts', name: 'three' },
    });
  });

  it.each([
    [
      "import { one, three } from '../n/index.ts';",
      "import { one as one } from '../n/numbers.ts'; import { three as three } from '../n/more/three.ts';",
    ],
    [
      "import { second as third } from '../n/index.ts';",
      "import { two as third } from '../n/numbers.ts';",
    ],
    ["import { type Shape } from '../n/index.ts';", ''],
    ["import { own } from '../n/index.ts';", "import { own as own } from '../n/index.ts';"],
    ["import type { Other } from '../n/index.ts';", "import type { Other } from '../n/index.ts';"],
    ["import { one } from '../n/numbers.ts';", "import { one } from '../n/numbers.ts';"],
    [
      "const { one } = await import('../n/index.ts');",
      "const { one } = await import('../n/index.ts');",
    ],
  ])('is imported from there: %s', (code, expected) => {
    expect(importedDirectly(code, new Map([['../n/index.ts', door]]))).toBe(expected);
  });

  it('stays on as many lines', () => {
    const code = "import {\n  one,\n  second,\n} from '../n/index.ts';\nuse(one);\n";

    const direct = importedDirectly(code, new Map([['../n/index.ts', door]]));

    expect(direct.split('\n')).toHaveLength(code.split('\n').length);
    expect(direct.split('\n')[4]).toBe('use(one);');
  });
});
