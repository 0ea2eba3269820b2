import type { Evidence } from '../../core/evidence.ts';
import { advisoriesOf, isAboutAdvisories } from '../advisories-of.ts';
import type { Finding } from '../finding.ts';
import { packageInSubject } from '../vulnerable-subject.ts';
import { limited } from './limited.ts';

/** As many as are worth listing, of advisories and of places in the code. */
const MOST = 20;

/** UTF-16 units of a name, a version or a path. */
const MOST_TEXT = 256;

/** Advisories of a package, or the weakness of code with its places. Empty for anything else. */
export function vulnerabilitiesOf(finding: Finding) {
  if (isAboutAdvisories(finding)) return ofPackage(finding);

  return finding.check.startsWith('code/') ? ofCode(finding) : [];
}

function ofPackage(finding: Finding) {
  const found = packageInSubject(finding.subject);
  const packages = found && {
    VulnerablePackages: [
      { Name: limited(found.name, MOST_TEXT), Version: limited(found.version, MOST_TEXT) },
    ],
  };

  return advisoriesOf(finding)
    .filter((id) => id.trim() !== '')
    .slice(0, MOST)
    .map((id) => ({ Id: limited(id, MOST_TEXT), ...packages }));
}

function ofCode({ cwe, evidence }: Finding) {
  if (cwe === undefined || cwe.trim() === '') return [];
  const places = evidence.filter(({ path }) => path !== undefined && path.trim() !== '');

  return [
    {
      Id: limited(cwe, MOST_TEXT),
      ...(places.length > 0 && {
        CodeVulnerabilities: places.slice(0, MOST).map((place) => ({
          Cwes: [limited(cwe, MOST_TEXT)],
          FilePath: filePath(place),
        })),
      }),
    },
  ];
}

function filePath({ path = '', line }: Evidence) {
  const name = path.split('/').at(-1) ?? '';

  return {
    FilePath: limited(path, MOST_TEXT),
    ...(name.trim() !== '' && { FileName: limited(name, MOST_TEXT) }),
    ...(line !== undefined && { StartLine: line, EndLine: line }),
  };
}
