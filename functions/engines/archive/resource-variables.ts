import { modelNamed } from '../../core/model-named.ts';
import type { SdkCalls } from '../../core/sdk-calls.ts';
import { environmentSecrets, holdsSecret } from '../secrets/index.ts';

/** The environment variables by which calls name resources. */
export function variablesNaming({ calls }: SdkCalls): readonly string[] {
  const parts = calls.flatMap(({ resources }) => resources.flatMap(({ values }) => values.flat()));

  return [...new Set(parts.flatMap((part) => ('variable' in part ? part.variable : [])))];
}

/** Of an environment, the values by which calls name resources or models, without what may be a secret. */
export function resourceVariables(
  calls: SdkCalls,
  environment: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const named = [...variablesNaming(calls), ...variablesOfModels(calls, environment)].flatMap(
    (variable) => {
      const value = Object.hasOwn(environment, variable) ? environment[variable] : undefined;
      return value !== undefined && mayBeName(variable, value) ? [[variable, value] as const] : [];
    },
  );

  return Object.fromEntries(named);
}

/** Calls of a knowledge base name their model deep in their settings: which one is known where the environment has one. */
function variablesOfModels(
  { calls }: SdkCalls,
  environment: Readonly<Record<string, string>>,
): readonly string[] {
  if (!calls.some(({ service }) => service === 'bedrock-agent-runtime')) return [];

  return Object.keys(environment).filter(
    (each) => modelNamed(environment[each] ?? '') !== undefined,
  );
}

function mayBeName(variable: string, value: string): boolean {
  return (
    value.length <= LONGEST_NAME &&
    !holdsSecret(value) &&
    environmentSecrets({ [variable]: value }).length === 0
  );
}

/** Characters: an ARN has 2,048 at most, and one that a variable holds far fewer. */
const LONGEST_NAME = 512;
