import { expect, it } from 'vitest';
import { libraryFileNames } from '../../functions/data/library-file-names.ts';
import { libraryTitles } from '../../functions/data/library-titles.ts';
import { joinedMarks, versionMarks } from '../../functions/data/version-marks.ts';

const npmName = /^(?:@[a-z0-9-]+\/)?[a-z0-9][a-z0-9._-]*$/;

it.each([
  ['titles of banners', Object.values(libraryTitles)],
  ['names of files', [...libraryFileNames.values()]],
  ['texts of versions', versionMarks.map(({ name }) => name)],
  ['versions in parts', joinedMarks.map(({ name }) => name)],
])('leads by %s to names that npm may have', (_, names) => {
  expect(names.length).toBeGreaterThan(2);
  expect(names.filter((name) => !npmName.test(name))).toEqual([]);
});

it('is asked in lower case', () => {
  const keys = [...Object.keys(libraryTitles), ...libraryFileNames.keys()];

  expect(keys.filter((key) => key !== key.toLowerCase())).toEqual([]);
});

it('looks at what stands right before a version, and right behind it', () => {
  for (const { name, before, after } of versionMarks) {
    expect(before ?? after, name).toBeDefined();
    if (before) expect(before.source, name).toMatch(/\$$/);
    if (after) expect(after.source, name).toMatch(/^[\^\\]/);
  }
});
