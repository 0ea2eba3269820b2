import * as z from 'zod/mini';

/** Who may sign up at the user pool of Amazon Cognito whose users an entry point admits. */
export type SignUp = z.infer<typeof signUp>;

/** As it is stored with the entry point. */
export const signUp = z.object({
  /** Id of the user pool: `eu-west-1_AbCdEf`. */
  userPool: z.string(),
  /**
   * `function`: a trigger of the pool is asked before each sign-up, and what it refuses was not read. `no one`: the
   * pool has no app client, through which users sign up and in.
   */
  by: z.enum(['anyone', 'function', 'administrators', 'no one', 'unknown']),
  /** Why it is unknown, or whether the pool has an app client. */
  reason: z.optional(z.string()),
});

/** A user pool as it was read. */
export interface UserPool {
  readonly signUp: SignUp;
  /** Undefined where it could not be read. */
  readonly triggers?: PoolTriggers | undefined;
}

/** Which functions it runs when users sign up or in. */
export interface PoolTriggers {
  /** ARNs, some of an alias or a version. */
  readonly arns: readonly string[];
  /** The one of them that is asked before each sign-up. */
  readonly preSignUp?: string | undefined;
}

/** Whether anyone on the internet comes in who signs up first. */
export function isOpenToSignUp(asked: SignUp | undefined): boolean {
  return asked?.by === 'anyone';
}

/** Who comes in, for a sentence. */
export function usersInWords({ userPool, by }: SignUp): string {
  if (by === 'anyone') return `anyone who signs up at the user pool ${userPool}`;

  const more = {
    function: ', where a function decides who signs up',
    administrators: '',
    'no one': ', which has no app client to sign up by',
  };
  return `a user of the user pool ${userPool}${by === 'unknown' ? ' (who may sign up was not read)' : more[by]}`;
}

/** The pool that lets in most, of those whose users are admitted. */
export function widest(all: readonly SignUp[]): SignUp | undefined {
  const [first] = all.toSorted((a, b) => order.indexOf(a.by) - order.indexOf(b.by));

  return first;
}

const order: readonly SignUp['by'][] = [
  'anyone',
  'unknown',
  'function',
  'administrators',
  'no one',
];

/** What could not be read of who may sign up, a reason each; each pool once. */
export function unreadSignUps(all: readonly (SignUp | undefined)[]): readonly string[] {
  const reasons = all.flatMap((each) =>
    each?.reason !== undefined
      ? [`who may sign up at user pool ${each.userPool}: ${each.reason}`]
      : [],
  );

  return [...new Set(reasons)];
}

/**
 * Id of the user pool that issues a token: of `https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf`.
 * Undefined for another issuer.
 *
 * Source: "Verifying JSON web tokens" (Amazon Cognito Developer Guide).
 */
export function userPoolOfIssuer(issuer: string): string | undefined {
  const [, , host = '', id = ''] = issuer.split('/');

  return host.startsWith('cognito-idp.') && id.includes('_') ? id : undefined;
}

/** Id of the user pool of `arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_AbCdEf`. */
export function userPoolIn(arn: string): string | undefined {
  const [, , service, , , resource = ''] = arn.split(':');
  const [type, id] = resource.split('/');

  return service === 'cognito-idp' && type === 'userpool' ? id : undefined;
}
