import type { Statement } from './policy-document.ts';
import { spellsNoResource } from './policy-statement.ts';
import { fillVariables } from './policy-variable.ts';
import type { RequestContext } from './request-context.ts';
import { contains } from './resource-overlap.ts';
import { type ResourceType, resourceTypesOf } from './resource-types.ts';
import { mayBeOf } from './right-size/called-resources.ts';

/** Whether an action can be about anything that a statement names. */
export function isAboutAny(action: string, { resources: { scope, patterns } }: Statement): boolean {
  const types = resourceTypesOf(action);
  if (scope === 'all but' || patterns.some(spellsNoResource)) return true;

  return types.some((type) => patterns.some((pattern) => mayBeOf(withoutVariables(pattern), type)));
}

/** Whether a statement leaves open, by name, which of all resources of some type an action is about. */
export function isAboutAll(action: string, { resources: { scope, patterns } }: Statement): boolean {
  if (scope === 'all but' || patterns.some(spellsNoResource)) return true;

  const types = resourceTypesOf(action);
  return patterns.some((pattern) => types.some((type) => takesInAll(pattern, type)));
}

function takesInAll(pattern: string, type: ResourceType): boolean {
  const filled = withoutVariables(pattern);
  if (!mayBeOf(filled, type)) return false;

  return type.arns.some((arn) => contains(nameIn(filled), nameIn(arn)));
}

/** What an ARN has after the account. */
function nameIn(arn: string): string {
  return arn.split(':').slice(BEFORE_NAME).join(':');
}

const BEFORE_NAME = 5;

function withoutVariables(pattern: string): string {
  return fillVariables(pattern, NOTHING_KNOWN).pattern;
}

const NOTHING_KNOWN: RequestContext = new Map();
