import { Budget } from '../../flow/index.ts';
import { packageIn } from '../known-packages.ts';
import { optionIn, textOf } from '../options.ts';
import type { AnyNode, FunctionNode } from '../syntax.ts';
import { type CredentialSettings, CredentialVerification } from './credential-verification.ts';
import type { Entered } from './entered.ts';
import { GuardVerification } from './guard-verification.ts';
import { PassingVerification, StrictVerification } from './strict-verification.ts';
import { TestOutcomes } from './test-outcomes.ts';
import { Verdicts } from './verdicts.ts';
import type { Verification } from './verification.ts';

/** How functions are read: for checks that are proved, or for a refusal by a credential, which is not. */
export interface Readings {
  /** Of what Lambda enters, and of all that comes to no more. */
  readonly verification: Verification;
  /** Of what stands before a route, which must not hand on who is refused. */
  readonly guards: Verification;
  /** Of the same, where to hand a request on is no act. */
  readonly passing: Verification;
  /** Of what answers a route. */
  readonly strict: Verification;
  /** Of the second: what is origin of expressions, and how others are read. */
  readonly credential?: CredentialReading | undefined;
}

export interface CredentialReading {
  readonly outcomes: TestOutcomes;
  readonly read: (settings: Omit<CredentialSettings, 'outcomes' | 'answering'>) => Verification;
}

export function provedReadings({ values, verification, budget }: Entered): Readings {
  const { requested } = verification;

  return {
    verification,
    guards: new GuardVerification(values, requested, budget),
    passing: new PassingVerification(values, requested, budget),
    strict: new StrictVerification(values, requested, budget),
  };
}

export function credentialReadings(code: Entered): Readings {
  const { values, verification, places, routes, entries } = code;
  const { requested } = verification;
  const budget = new Budget(MOST_STEPS);
  const verdicts = new Verdicts({
    values,
    isForeign: (of) => places.isInPackage(of),
    hasSessions: keepsSessions(code),
  });
  const outcomes = new TestOutcomes(verdicts);
  const answering: ReadonlySet<FunctionNode> = new Set([
    ...entries,
    ...routes.all.map(({ of }) => of),
  ]);
  const read: CredentialReading['read'] = (settings) =>
    new CredentialVerification(values, requested, budget, { outcomes, answering, ...settings });

  return {
    verification: read({}),
    guards: read({ next: 'acts' }),
    passing: read({ next: 'passes' }),
    strict: read({ next: 'passes', isStrict: true }),
    credential: { outcomes, read },
  };
}

/** What is found by more is not worth its time. */
const MOST_STEPS = 100_000;

/** Not where the key of their cookies stands in the code. */
function keepsSessions({ modules, values }: Entered): boolean {
  const files = [...modules.files.values()];
  const isKept = files.some(({ requests }) =>
    [...requests].some((name) => keepingSessions.test(name)),
  );
  if (!isKept) return false;
  const makers = files
    .flatMap(({ calls }) => [...calls.values()].flat())
    .filter(
      ({ callee, arguments: given }) =>
        given.length > 0 &&
        values.namesOf(callee).some((name) => keepingSessions.test(packageIn(name) ?? '')),
    );
  const isShown = (settings: AnyNode | undefined) =>
    ['secret', 'keys', 'password', 'key'].some((name) => {
      const key = optionIn(values, settings, name);
      const all = key?.type === 'ArrayExpression' ? key.elements : [key];
      return all.some((each) => textOf(each ?? undefined) !== undefined);
    });

  return !makers.some(({ arguments: given }) => given.some(isShown));
}

/** What stands in such a session was looked up by the cookie, or signed. */
const keepingSessions =
  /^(?:express-session|cookie-session|koa-session|iron-session(?:\/.+)?|passport|koa-passport|express-openid-connect|@fastify\/(?:secure-)?session)$/;
