import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { expect, it } from 'vitest';

it('is one of the run, so that nothing of it stays', () => {
  expect(basename(tmpdir())).toMatch(/^vigil-tests-\w{6}$/);
});
