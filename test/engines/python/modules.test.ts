import { expect, it } from 'vitest';
import { loadModules } from '../../../functions/engines/python/modules.ts';

const files = new Map([
  ['app.py', 'import other\n'],
  ['other.py', 'x = 1\n'],
]);

it('files are parsed and linked once for all that is asked of them', () => {
  expect(loadModules(files, 'app.py')).toBe(loadModules(files, 'app.py'));
});

it('from another file they are others, and other files are not taken for them', () => {
  expect([...loadModules(files, 'app.py').files.keys()]).toEqual(['app.py', 'other.py']);
  expect([...loadModules(files, 'other.py').files.keys()]).toEqual(['other.py']);
  expect([...loadModules(new Map([['app.py', 'x = 1\n']]), 'app.py').files.keys()]).toEqual([
    'app.py',
  ]);
});

it('what was not too much is too much where less may be held', () => {
  loadModules(files, 'app.py');

  expect(() => loadModules(files, 'app.py', 2)).toThrow(/too much|tokens/);
});
