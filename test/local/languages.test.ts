import { expect, it } from 'vitest';
import { withNestedFiles } from '../../functions/adapters/archives/nested-files.ts';
import { inMemory } from '../../functions/adapters/archives/random-access.ts';
import { readArchive } from '../../functions/adapters/archives/zip-archive.ts';
import { filesToRead, packagesIn } from '../../functions/engines/archive/archive-contents.ts';
import { knownAdvisories } from '../../local/advisories.ts';
import { archiveOf } from '../../local/archive.ts';
import { answerBatch } from '../../local/osv-answers.ts';
import { languages } from '../../local/shop/languages.ts';

it.each(languages)(
  '$name has the packages that the feed knows about, and no others',
  async (sample) => {
    const { files = {}, faults = [], runtime } = sample;
    const archive = inMemory(new Uint8Array(await archiveOf(files)));

    const contents = await withNestedFiles(await readArchive(archive, filesToRead({ runtime })));
    const { packages } = packagesIn(contents, () => ({ date: '2026-01-01', packages: [] }));

    expect(packages).toMatchObject({ known: true });
    expect(packages).not.toHaveProperty('incomplete');
    const found = packages.known ? packages.value : [];
    const vulnerable = found.filter(({ ecosystem, name, version }) =>
      isAffected(ecosystem, name, version),
    );
    expect(found.length).toBeGreaterThan(0);
    expect(
      vulnerable.map(({ name, version }) => `dependencies/vulnerable-package#${name}@${version}`),
    ).toEqual(faults);
  },
);

function isAffected(ecosystem: string, name: string, version: string): boolean {
  const query = { package: { ecosystem, name }, version: version.replace(/^v/, '') };
  const { answer } = answerBatch(JSON.stringify({ queries: [query] }), knownAdvisories, 10);

  return JSON.stringify(answer).includes('"id"');
}
