/** In the summary of a finding, where attackers are known to use one of the vulnerabilities. */
export const EXPLOITED = 'exploited in the wild';

/** A package as the subject of a finding names it. */
export interface SubjectPackage {
  readonly name: string;
  readonly version: string;
  /** Where the subject is one. */
  readonly purl?: string;
}

/**
 * `lodash@4.17.15`, `@scope/name@1.0.0` or `pkg:npm/lodash@4.17.15`; undefined for what is neither.
 */
export function packageInSubject(subject: string): SubjectPackage | undefined {
  const at = subject.lastIndexOf('@');
  const [name, version] = [subject.slice(0, Math.max(at, 0)), subject.slice(at + 1)];
  if (name.trim() === '' || version.trim() === '') return undefined;
  if (!subject.startsWith('pkg:')) return { name, version };

  const slash = name.indexOf('/');
  return { name: name.slice(slash + 1), version, purl: subject };
}
