import { fingerprint } from '../../core/fingerprint.ts';
import type { NamedPolicy } from './named-policy.ts';
import { describeSelection, type Statement, saysAll } from './policy-document.ts';

/** A statement, and where it stands. */
export interface PolicyStatement {
  readonly policy: NamedPolicy;
  readonly statement: Statement;
  /** From 1, in its policy. */
  readonly number: number;
}

export function statementsOf(policy: NamedPolicy): readonly PolicyStatement[] {
  return policy.statements.map((statement, index) => ({ policy, statement, number: index + 1 }));
}

/** For the reader: where it stands. */
export function placeOf({ policy, statement, number }: PolicyStatement): string {
  return `${sources[policy.source]} ${policy.name}, statement ${statement.sid || number}`;
}

const sources: Readonly<Record<NamedPolicy['source'], string>> = {
  inline: 'inline policy',
  managed: 'managed policy',
  boundary: 'permissions boundary',
  'service control': 'service control policy',
  'resource control': 'resource control policy',
};

/** For the reader: what it is about. */
export function reachOf({ actions, resources, conditions }: Statement): string {
  const reach = `${describeSelection(actions)} on ${describeSelection(resources)}`;
  const keys = conditions.map(({ operator, key }) => `${operator} ${key}`);

  return keys.length > 0 ? `${reach} when ${keys.join(' and ')}` : reach;
}

/**
 * What a finding knows a statement by: the same every night, and wherever it stands. Equal
 * statements are numbered, for it does not matter which is which.
 */
export function subjectOf({ policy, statement, number }: PolicyStatement): string {
  const owner = ownerOf(policy);
  if (statement.sid) return `${owner}/${statement.sid}`;

  const whole = JSON.stringify(statement);
  const before = policy.statements
    .slice(0, number - 1)
    .filter((other) => JSON.stringify(other) === whole).length;
  const rest = isShownInFull(statement) ? '' : ` ~${fingerprint(whole).slice(0, 8)}`;
  const copy = before > 0 ? ` (copy ${before + 1})` : '';

  return `${owner}/${reachOf(statement)}${rest}${copy}`;
}

/** An inline policy may have the name of a managed one, and an account's own that of one of AWS's. */
function ownerOf(policy: NamedPolicy): string {
  if (policy.source === 'inline') return policy.name;

  return `${policy.name} (${isOfAws(policy) ? 'managed by AWS' : 'managed'})`;
}

/** Another statement may have the same reach but for the values of its conditions. */
function isShownInFull({ actions, resources, conditions }: Statement): boolean {
  return saysAll(actions) && saysAll(resources) && conditions.length === 0;
}

/** The service of which a pattern takes every action, in lower case: `s3:*`. */
export function serviceOf(pattern: string): string | undefined {
  const [, service] = /^([\w-]+):\*+$/.exec(pattern.toLowerCase()) ?? [];

  return service;
}

/** At most a partition, a service, a region and an account. */
export function spellsNoResource(pattern: string): boolean {
  const parts = pattern.split(':');
  const name = parts.length < 6 ? parts.at(-1) : parts.slice(5).join(':');

  return /^\*+$/.test(name ?? '');
}

/** Whether it is AWS's own: it cannot be changed here, only detached. */
export function isOfAws({ arn }: NamedPolicy): boolean {
  return /^arn:[^:]*:iam::aws:policy\//.test(arn ?? '');
}

/**
 * Whether AWS wrote it for roles such as these, and its width is what it is for: to run functions,
 * or to look at a whole account. A finding about its width would be one about having chosen it.
 *
 * Source: "AWS managed policies for Lambda features" (Lambda Developer Guide) and "AWS managed
 * policies for job functions" (IAM User Guide).
 */
export function isWideByDesign(policy: NamedPolicy): boolean {
  const [, name = ''] =
    /^arn:[^:]*:iam::aws:policy\/(?:[\w-]+\/)*([\w-]+)$/.exec(policy.arn ?? '') ?? [];

  return readersOfAll.has(name) || /^AWS(?:Lambda|DeepLensLambda)[A-Z-]/.test(name);
}

const readersOfAll: ReadonlySet<string> = new Set([
  'ReadOnlyAccess',
  'SecurityAudit',
  'ViewOnlyAccess',
]);
