import { type Severity, worstOf } from '../../core/severity.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import { inLayers } from '../../domain/in-layers.ts';
import { EXPLOITED } from '../../domain/vulnerable-subject.ts';
import {
  type Advisory,
  advisoryLines,
  advisoryMark,
  candidatesInWords,
  importInBrief,
  isMalicious,
  NOT_REACHABLE,
  namesInWords,
  type OtherUpgrade,
  openedBy,
  type Package,
  type RequiredBy,
  severityUnreached,
  subjectOf,
  topLevelsOf,
  transitiveUpgrade,
  type Upgrade,
  unreachedBy,
  type VulnerablePackage,
  wayTo,
  whereFound,
} from '../../engines/packages/index.ts';
import { defineCheck } from '../define-check.ts';

export const vulnerablePackage = defineCheck({
  id: 'dependencies/vulnerable-package',
  target: 'function',
  title: 'Package with known vulnerabilities',
  severity: 'high',
  practice: 'dependencies',
  rationale:
    'How to exploit it is public, and any caller of the function may be able to. Each finding ' +
    'is rated as its worst advisory, and as critical when exploits in the wild are known.',
  remediation: 'Upgrade the package to the smallest version that fixes its advisories, and deploy.',
  references: [
    'https://osv.dev',
    'https://www.cisa.gov/known-exploited-vulnerabilities-catalog',
    'https://owasp.org/www-project-serverless-top-10/',
  ],
  suppression: { covers: 'the advisories, and which of them are exploited in the wild' },
  cwe: 'CWE-1395',
  frameworks: { owasp: ['S9:2017'], csa: ['SAS-6'] },
  needs: ['vulnerablePackages'],

  evaluate({ vulnerablePackages }) {
    const all = vulnerablePackages.map((vulnerable) => vulnerable.package);

    // What is malicious is not to be upgraded: malicious-package reports it.
    return failIfAny(
      vulnerablePackages
        .filter(({ advisories }) => !advisories.some(isMalicious))
        .map((vulnerable) => detailOf(vulnerable, all)),
    );
  },
});

export const vulnerablePackageInLayer = inLayers(vulnerablePackage);

function detailOf(vulnerable: VulnerablePackage, all: readonly Package[]): Detail {
  const { advisories, copies } = vulnerable;
  const unreached = unreachedBy(copies);
  const here = unreached === 'all' ? severityUnreached : severityAsRated;
  const severity = worstOf(advisories.map(here));
  const isUnlinked = advisories.every(({ linked }) => linked === false);
  const notReached = isUnlinked ? ('all' as const) : unreached;
  const opens = openedBy(advisories);
  const known = advisoryLines(advisories, vulnerable.package).map((text) => ({ text }));

  return {
    subject: subjectOf(vulnerable.package, all),
    mark: advisoryMark(advisories),
    summary: summaryOf(vulnerable),
    evidence: [...whereFound(copies), ...doubtOf(vulnerable), ...known],
    severity,
    remediation: remediationOf(vulnerable),
    ...(notReached && { unreachedBy: notReached }),
    ...(opens && { opens }),
  };
}

function severityAsRated({ severity }: Advisory): Severity {
  return severity;
}

/** All of them have the advisories below. */
function doubtOf({ package: one }: VulnerablePackage) {
  const may = one.alternatives ? 'it may be' : 'its version may be';

  return one.certainty === 'exact' ? [] : [{ text: `${may} ${candidatesInWords(one)}` }];
}

/** As bad as it is rated: how bad it is here, the severity says. */
function summaryOf({ package: own, copies, advisories }: VulnerablePackage): string {
  const count = advisories.length;
  const severity = worstOf(advisories.map((one) => one.severity));
  const rating = count === 1 ? `1 known vulnerability, ${severity}` : several(count, severity);
  const exploited = advisories.some(
    ({ knownExploited, linked }) => knownExploited && linked !== false,
  );
  const parts = [
    `${namesInWords(own)} ${own.version} has ${rating}`,
    exploited ? EXPLOITED : '',
    importInBrief(copies),
    linkageInBrief(advisories),
  ];

  return parts.filter((part) => part !== '').join('; ');
}

/** Empty where some of it may be there. */
function linkageInBrief(advisories: readonly Advisory[]): string {
  if (advisories.every(({ linked }) => linked === false))
    return `${NOT_REACHABLE}: the vulnerable code is not in the program`;

  return advisories.some(({ linked }) => linked) ? 'the vulnerable code is in the program' : '';
}

function several(count: number, severity: Severity): string {
  return `${count} known vulnerabilities, the worst ${severity}`;
}

function remediationOf(vulnerable: VulnerablePackage): string {
  const { package: installed, copies, upgrade, otherUpgrades = [] } = vulnerable;
  const brought = copies.flatMap(({ requiredBy }) => requiredBy ?? []);
  const others = otherUpgrades.map((other) => `; where it is ${other.name}: ${wayOutOf(other)}`);
  const wayOut = `${wayOutOf({ name: installed.name, upgrade })}${others.join('')}`;

  const [first] = brought;
  if (!first) return wayOut;
  if (upgrade.version === undefined) return `${wayOut} It ${wayTo(first)}.`;
  return brought.length < copies.length
    ? `${wayOut}; another copy ${moving(vulnerable, first)}`
    : `It ${moving(vulnerable, first)}. ${transitiveUpgrade(installed, upgrade.version)}`;
}

function wayOutOf({ name, upgrade }: OtherUpgrade): string {
  return upgrade.command
    ? howFar(upgrade, upgrade.command)
    : `No version of ${name} is known to be free of ${listed(upgrade.remaining)}: replace it, or check whether the function uses the vulnerable code.`;
}

/** To install it beside would leave the copy that the other package brought. */
function moving({ package: { name }, copies, upgrade }: VulnerablePackage, way: RequiredBy) {
  const tops = [...new Set(copies.flatMap(topLevelsOf))];

  return `${wayTo(way)}; move ${listed(tops)}, until ${howFar(upgrade, `${name} is at ${upgrade.version} or later`)}`;
}

/** Of dependencies to move, and of advisories that remain; the evidence has them all. */
const MOST_NAMED = 4;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;

  return `${names.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function howFar({ leap, nearer, remaining }: Upgrade, command: string): string {
  const notes = [
    ...(leap === undefined ? [] : [leaps[leap]]),
    ...(nearer ? [`without that, ${nearer.version} leaves ${nearer.open} open`] : []),
    ...(remaining.length === 0 ? [] : [`leaves ${listed(remaining)} open`]),
  ];

  return notes.length === 0 ? command : `${command} (${notes.join('; ')})`;
}

const leaps: Readonly<Record<NonNullable<Upgrade['leap']>, string>> = {
  'another major': 'another major version',
  'a pre-release': 'a pre-release: no release is named as fixed, and any later one is as good',
};
