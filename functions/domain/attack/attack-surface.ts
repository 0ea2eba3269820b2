import type { CheckId } from '../../core/check-id.ts';
import type { Severity } from '../../core/severity.ts';
import { type FactWords, gapInWords } from '../gap-in-words.ts';
import { EXPLOITED, packageInSubject } from '../vulnerable-subject.ts';
import type { AttackSurface, Link, Part } from './attack-path-parts.ts';
import { codeWeaknesses, DATABASE, letsIn } from './code-weaknesses.ts';
import type { OpenFinding, TargetState } from './target-state.ts';

/** Of each part, and of the entry points. */
export const MOST_POINTS = 30;

/**
 * @param arn of the function: what its handler does not come to is no weakness of it.
 * @param words in which it says what could not be seen.
 */
export function attackSurfaceOf(
  arn: string,
  ofFunction: TargetState,
  ofRole: TargetState,
  ofLayers: readonly TargetState[],
  words: FactWords,
): AttackSurface {
  return {
    vulnerable: joined(
      partOf(reachedFrom(arn, withFolded(arn, ofFunction)), weaknesses, words),
      ...ofLayers.map((layer) => partOf(reachedFrom(arn, layer), layerWeaknesses, words)),
    ),
    privileged: joined(
      partOf(ofRole, privileges, words),
      partOf(ofFunction, secrets, words),
      ...ofLayers.map((layer) => partOf(layer, layerSecrets, words)),
    ),
    exposures: ofFunction.open.filter(({ check }) => exposureChecks.has(check)),
  };
}

/** What of it could not be read, where nothing is known; undefined when all of it was read. */
export function unseenOf({ vulnerable, privileged }: AttackSurface): string | undefined {
  const parts = Object.entries({ vulnerable, privileged });

  return inWords(parts.filter(([, { links }]) => links.length === 0));
}

/** What could make a path of it, for all that is known; undefined where there can be none, or is one. */
export function unseenOfPath({ vulnerable, privileged }: AttackSurface): string | undefined {
  const parts = Object.entries({ vulnerable, privileged });
  const open = parts.filter(([, { links }]) => !links.some(({ carries }) => carries));

  return open.every(([, { unseen }]) => unseen.length > 0) ? inWords(open) : undefined;
}

function inWords(parts: readonly (readonly [string, Part])[]): string | undefined {
  const reasons = parts.flatMap(
    ([
      name,
      {
        unseen: [reason],
      },
    ]) => (reason === undefined ? [] : [`${name}? ${reason}`]),
  );

  return reasons.length > 0 ? reasons.join('; ') : undefined;
}

/** A check whose findings make a part, and the facts without which it would not have found them. */
export interface Source {
  readonly check: CheckId;
  readonly facts: readonly string[];
  readonly points: number | ((severity: Severity) => number);
  /** @default never */
  readonly carries?: (finding: OpenFinding) => boolean;
  /** @default the function */
  readonly opens?: string | undefined;
  /** What stands for its finding where that is a part of one about the account. @default nothing */
  readonly folded?: Omit<OpenFinding, 'check' | 'target'>;
}

const always = () => true;
const isCritical = ({ severity }: OpenFinding) => severity === 'critical';
const bySeverity = (severity: Severity) =>
  ({ critical: 28, high: 20, medium: 10, low: 5, info: 0 })[severity];

/**
 * Whether a caller may come in by a package: not by one that only sends the function's own requests. What is
 * wrong with it shows in what the function calls, and a caller who chooses that has a finding of its own
 * (server-side request forgery). Of what attackers are known to use, nothing is assumed.
 */
function comesIn({ subject, summary }: OpenFinding): boolean {
  return !sending.has(packageInSubject(subject)?.name ?? '') || summary.includes(EXPLOITED);
}

const sending: ReadonlySet<string> = new Set(
  'axios got node-fetch undici superagent needle request follow-redirects requests urllib3 httpx form-data'.split(
    ' ',
  ),
);

const weakPackages: readonly Source[] = [
  {
    check: 'dependencies/malicious-package',
    facts: ['vulnerablePackages'],
    points: MOST_POINTS,
    carries: always,
  },
  {
    // Critical are those that attackers are known to use, and those that are rated so.
    check: 'dependencies/vulnerable-package',
    facts: ['vulnerablePackages'],
    points: bySeverity,
    carries: (finding) => isCritical(finding) && comesIn(finding),
  },
];

export const layerWeaknesses = weakPackages;

export const weaknesses: readonly Source[] = [
  ...weakPackages,
  ...codeWeaknesses.map(
    (weakness): Source => ({
      check: weakness.check,
      facts: ['weaknesses'],
      points: weakness.points,
      carries: (finding) => letsIn(weakness, finding),
      opens: weakness.opens,
    }),
  ),
  {
    check: 'dependencies/runtime-end-of-life',
    facts: ['runtimeLifecycle'],
    points: 12,
    folded: {
      subject: 'function',
      severity: 'medium',
      summary: 'Its runtime is deprecated: see the finding about the account',
      evidence: [],
      remediation: 'Move the function to a supported runtime, and test it there.',
    },
  },
];

export const privileges: readonly Source[] = [
  {
    check: 'permissions/admin-role',
    facts: ['permissions'],
    points: MOST_POINTS,
    carries: always,
  },
  {
    check: 'permissions/privilege-escalation',
    facts: ['permissions', 'onward'],
    points: 26,
    carries: always,
  },
  {
    check: 'permissions/broad-data-access',
    facts: ['permissions'],
    points: 20,
    carries: always,
  },
  {
    check: 'permissions/not-action-allow',
    facts: ['permissions'],
    points: 16,
    carries: always,
  },
  {
    check: 'permissions/service-wildcard',
    facts: ['permissions'],
    points: 12,
    carries: always,
  },
  {
    check: 'permissions/account-wide-change',
    facts: ['permissions'],
    points: 12,
    carries: always,
  },
  { check: 'permissions/resource-wildcard', facts: ['permissions'], points: 8 },
];

const isGrave = ({ severity }: Pick<OpenFinding, 'severity'>) =>
  severity === 'critical' || severity === 'high';

const layerSecrets: readonly Source[] = [
  {
    check: 'code/secret-in-code',
    facts: ['secretsInCode'],
    points: (severity) => (isGrave({ severity }) ? 18 : 6),
    carries: isGrave,
  },
];

export const secrets: readonly Source[] = [
  ...layerSecrets,
  {
    check: 'code/secret-in-environment',
    facts: ['environmentSecrets'],
    points: 18,
    carries: always,
  },
];

const exposureChecks: ReadonlySet<string> = new Set([
  'permissions/public-resource-policy',
  'permissions/unauthenticated-url',
  'permissions/open-api-route',
  'permissions/api-key-only',
  'permissions/appsync-api-key',
  'permissions/open-load-balancer',
  'permissions/open-iot-topic',
  'permissions/unscoped-service-principal',
  'permissions/foreign-account-access',
]);

/** With what is no finding of its own, because functions share it. */
function withFolded(target: string, state: TargetState): TargetState {
  const { folded = [], open } = state;
  const standing = weaknesses.flatMap(({ check, folded: finding }): readonly OpenFinding[] => {
    const isOwn = open.some((each) => each.check === check);
    return finding && folded.includes(check) && !isOwn ? [{ target, check, ...finding }] : [];
  });

  return standing.length > 0 ? { ...state, open: [...open, ...standing] } : state;
}

function reachedFrom(arn: string, { open, gaps }: TargetState): TargetState {
  const isReached = ({ unreachedBy = [] }: OpenFinding) =>
    unreachedBy !== 'all' && !unreachedBy.includes(arn);

  return { open: open.filter(isReached), gaps };
}

function partOf({ open, gaps }: TargetState, sources: readonly Source[], words: FactWords): Part {
  const links = open.flatMap((finding): readonly Link[] => {
    const source = sources.find(({ check }) => check === finding.check);
    return source ? [linkOf(finding, source)] : [];
  });

  return { links, unseen: distinct(sources.flatMap((source) => unseenBy(gaps, source, words))) };
}

function linkOf(finding: OpenFinding, source: Source): Link {
  const { points, carries } = source;
  const opens = finding.opens === 'database' ? DATABASE : source.opens;

  return {
    points: typeof points === 'number' ? points : points(finding.severity),
    carries: finding.opens !== 'nothing' && (carries?.(finding) ?? false),
    ...(opens !== undefined && { opens }),
    finding,
  };
}

/** Why findings of a check may be missing. */
function unseenBy(
  gaps: TargetState['gaps'],
  { check, facts }: Source,
  words: FactWords,
): readonly string[] {
  const [scanner = ''] = check.split('/');
  const missing = gaps[scanner];
  if (!missing) return [`the ${scanner} scanner has not seen it lately`];

  return missing
    .filter(({ fact }) => facts.includes(fact) || fact === check || fact === 'record')
    .map((gap) => gapInWords(gap, words));
}

/** Of equals the first, for they lie in a steady order. */
function joined(...parts: readonly Part[]): Part {
  return {
    links: parts.flatMap(({ links }) => links).toSorted((a, b) => b.points - a.points),
    unseen: distinct(parts.flatMap(({ unseen }) => unseen)),
  };
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
