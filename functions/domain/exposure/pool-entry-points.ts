import type { EntryPoint } from './entry-point.ts';
import { type SignUp, type UserPool, userPoolIn } from './sign-up.ts';
import type { TriggerSource } from './trigger-source.ts';

/**
 * The same entry points; those of user pools of Amazon Cognito with who may sign up there. One that does not have the
 * function among its triggers lets no one in, nor one that is gone: Cognito gives no id twice.
 *
 * @param arn of the function.
 */
export function withUserPools(
  ways: readonly EntryPoint[],
  sources: readonly TriggerSource[],
  arn: string,
): readonly EntryPoint[] {
  const read = new Map(sources.map((source) => [source.arn, source]));

  return ways.flatMap((way) => {
    if (way.kind !== 'service' || userPoolIn(way.source ?? '') === undefined) return [way];
    const found = read.get(way.source ?? '');
    if (!found?.exists || !found.userPool) return found && !found.exists ? [] : [way];

    const own = way.qualifier === undefined ? arn : `${arn}:${way.qualifier}`;
    const { triggers } = found.userPool;
    if (triggers && !triggers.arns.includes(own)) return [];
    return [{ ...way, signUp: whoRuns(own, found.userPool) }];
  });
}

/** Before a function has refused a sign-up, anyone has it run. */
function whoRuns(own: string, { signUp, triggers }: UserPool): SignUp {
  return signUp.by === 'function' && triggers?.preSignUp === own
    ? { ...signUp, by: 'anyone' }
    : signUp;
}
