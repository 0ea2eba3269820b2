import { describeSelection, type Statement } from './policy-document.ts';
import type { NamedPolicy } from './role-permissions.ts';

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
  return `${policy.name} (${policy.source}), statement ${statement.sid || number}`;
}

/** For the reader: what it is about. */
export function reachOf({ actions, resources, conditions }: Statement): string {
  const reach = `${describeSelection(actions)} on ${describeSelection(resources)}`;
  const keys = conditions.map(({ operator, key }) => `${operator} ${key}`);

  return keys.length > 0 ? `${reach} when ${keys.join(' and ')}` : reach;
}

/** What a finding knows a statement by: the same every night, and wherever it stands. */
export function subjectOf({ policy, statement }: PolicyStatement): string {
  return `${policy.name}/${statement.sid || reachOf(statement)}`;
}

/** The service of which a pattern takes every action, in lower case: `s3:*`. */
export function serviceOf(pattern: string): string | undefined {
  const [, service] = /^([\w-]+):\*+$/.exec(pattern.toLowerCase()) ?? [];

  return service;
}

/** Whether it is AWS's own: nobody here can change it, only detach it. */
export function isOfAws({ arn }: NamedPolicy): boolean {
  return /^arn:[^:]*:iam::aws:policy\//.test(arn ?? '');
}
