import type { Evidence } from '../../functions/core/evidence.ts';
import { advisoriesOf, isAboutAdvisories } from '../../functions/domain/advisories-of.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { printable } from '../../functions/domain/notification/plain-text.ts';
import { packageInSubject } from '../../functions/domain/vulnerable-subject.ts';

/**
 * Each has one of an advisory, a CVE or a CWE, as the schema wants it: of a package its advisories,
 * or its CWE where they are too many to be listed.
 */
export function ocsfVulnerabilities(finding: Finding) {
  const { title, summary, severity } = finding;
  const shared = {
    title: printable(title),
    desc: printable(summary),
    severity,
    ...(isAboutAdvisories(finding) ? packagesOf(finding) : codeOf(finding)),
  };
  const advisories = advisoriesOf(finding);

  return advisories.length > 0
    ? advisories.map((id) => ({ ...shared, ...advisory(printable(id)) }))
    : [{ ...shared, cwe: { uid: printable(finding.cwe ?? 'CWE-1395') } }];
}

function advisory(id: string) {
  return id.startsWith('CVE-') ? { cve: { uid: id } } : { advisory: { uid: id } };
}

function packagesOf({ subject }: Finding) {
  const found = packageInSubject(subject);
  if (!found) return {};
  const { name, version, purl } = found;

  return {
    affected_packages: [
      {
        name: printable(name),
        version: printable(version),
        ...(purl !== undefined && { purl: printable(purl) }),
      },
    ],
  };
}

function codeOf({ evidence }: Finding) {
  const places = evidence.filter(({ path }) => path !== undefined);

  return places.length > 0 ? { affected_code: places.map(affectedCode) } : {};
}

function affectedCode({ path = '', line, column }: Evidence) {
  return {
    file: {
      path: printable(path),
      name: printable(path.split('/').at(-1) ?? ''),
      type_id: REGULAR,
    },
    ...(line !== undefined && { start_line: line, end_line: line }),
    ...(column !== undefined && { start_column: column }),
  };
}

const REGULAR = 1;
