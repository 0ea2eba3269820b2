import {
  type Detail,
  defineCheck,
  failIfAny,
  rankOf,
  type Severity,
  worstOf,
} from '../../domain/check.ts';
import { inLayers } from '../../domain/in-layers.ts';
import { type Advisory, isMalicious } from '../../domain/packages/advisory.ts';
import type { PackageEvidence } from '../../domain/packages/package.ts';
import { type Upgrade, upgradeOf } from '../../domain/packages/upgrade.ts';
import type { VulnerablePackage } from '../../domain/packages/vulnerable-package.ts';

export const vulnerablePackage = defineCheck({
  id: 'dependencies/vulnerable-package',
  target: 'function',
  title: 'A package in the deployed code has known vulnerabilities',
  severity: 'high',
  practice: 'dependencies',
  rationale:
    'How to attack it is public, and whatever reaches the function may be able to. Each finding is rated as its worst advisory, and as critical when attacks are known.',
  remediation:
    'Upgrade the package to the smallest version that clears its advisories, and deploy.',
  references: [
    'https://osv.dev',
    'https://www.cisa.gov/known-exploited-vulnerabilities-catalog',
    'https://owasp.org/www-project-serverless-top-10/',
  ],
  cwe: 'CWE-1395',
  needs: ['vulnerablePackages'],

  evaluate({ vulnerablePackages }) {
    return failIfAny(
      vulnerablePackages.map((vulnerable) => detailOf(vulnerable, vulnerablePackages)),
    );
  },
});

export const vulnerablePackageInLayer = inLayers(vulnerablePackage);

function detailOf(vulnerable: VulnerablePackage, all: readonly VulnerablePackage[]): Detail {
  const { advisories, evidence } = vulnerable;
  const severity = worstOf(advisories.map((advisory) => advisory.severity));
  // A finding has room for sixty lines: many copies must leave the advisories in.
  const installed = evidence
    .slice(0, 40)
    .map(({ channel, path }) => ({ text: wordsOfChannel[channel], path }));
  const known = advisories
    .toSorted((a, b) => rankOf(b.severity) - rankOf(a.severity))
    .map((advisory) => ({ text: lineOf(advisory, vulnerable) }));

  return {
    subject: subjectOf(vulnerable, all),
    summary: summaryOf(vulnerable, severity),
    evidence: [...installed, ...doubtOf(vulnerable), ...known],
    severity,
    remediation: remediationOf(vulnerable),
  };
}

/** All of them have what is told below. */
function doubtOf({ package: { certainty, candidates = [] } }: VulnerablePackage) {
  return certainty === 'exact' ? [] : [{ text: `its version may be ${candidates.join(' or ')}` }];
}

const wordsOfChannel: Readonly<Record<PackageEvidence['channel'], string>> = {
  installed: 'installed here',
  'build info': 'built into this program',
  lockfile: 'locked here; no installed copy was found',
  'bill of materials': 'bundled here, as the bill of materials beside it says',
  'bundler metafile': 'bundled here, as the metafile beside it says',
  'source map': 'bundled here, as the source map says',
  'path comment': 'bundled here, as a comment says',
  'embedded manifest': 'bundled here, with its own name and version in it',
  'content signature': 'bundled here, as a text of its own says',
  fingerprint: 'bundled here, as its code looks',
};

/** Two ecosystems may have the same name at the same version. */
function subjectOf({ package: own }: VulnerablePackage, all: readonly VulnerablePackage[]): string {
  const namesakes = all.filter(
    ({ package: { name, version } }) => name === own.name && version === own.version,
  );

  return namesakes.length > 1 ? own.purl : `${own.name}@${own.version}`;
}

function summaryOf(
  { package: { name, version }, advisories }: VulnerablePackage,
  severity: Severity,
): string {
  if (advisories.some(isMalicious)) return `${name} ${version} is malicious`;

  const count = advisories.length;
  const rating = count === 1 ? `1 known vulnerability, ${severity}` : several(count, severity);
  const exploited = advisories.some(({ knownExploited }) => knownExploited);

  return `${name} ${version} has ${rating}${exploited ? '; attackers use it' : ''}`;
}

function several(count: number, severity: Severity): string {
  return `${count} known vulnerabilities, the worst ${severity}`;
}

function lineOf(advisory: Advisory, { package: installed }: VulnerablePackage): string {
  const { id, aliases, severity, rated, knownExploited, likelihood, summary } = advisory;
  const fixed = upgradeOf(installed, [advisory]).version;

  const parts = [
    aliases.length > 0 ? `${id} (${aliases.join(', ')})` : id,
    rated ? severity : `${severity}, for nobody has rated it`,
    knownExploited ? 'known to be exploited' : outlookOf(likelihood),
    summary,
    fixed ? `fixed in ${fixed}` : 'no fixed version is known',
  ];

  return parts.filter((part) => part !== '').join('; ');
}

/** In steps, for the score moves a little every day, and that is no news. */
function outlookOf(likelihood = 0): string {
  const [step] = [0.5, 0.1].filter((least) => likelihood >= least);

  return step ? `exploited within 30 days with over ${step * 100} % likelihood (EPSS)` : '';
}

function remediationOf({ package: { name }, advisories, upgrade }: VulnerablePackage): string {
  if (advisories.some(isMalicious)) {
    return `Take ${name} out, and change every secret that its build or the function could read.`;
  }

  return upgrade.command
    ? howFar(upgrade, upgrade.command)
    : `No version of ${name} is known to be free of ${upgrade.remaining.join(', ')}: replace it, or see whether the function uses what is at fault.`;
}

function howFar({ remaining }: Upgrade, command: string): string {
  return remaining.length === 0 ? command : `${command} (leaves ${remaining.join(', ')} open)`;
}
