import { expect, it } from 'vitest';
import { classFolders } from '../../functions/data/class-folders.ts';

it('holds folders, each once, with the groups that have their classes', () => {
  for (const { folder, groups } of classFolders) {
    expect(folder).toMatch(/^[a-z0-9]+\/(?:[a-z0-9]+\/)*$/);
    expect(groups, folder).not.toEqual([]);
  }
  expect(new Set(classFolders.map(({ folder }) => folder)).size).toBe(classFolders.length);
});
