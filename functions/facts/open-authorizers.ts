import { attempt } from '../app/collectors.ts';
import type { Clock, Collector, FindingsStore } from '../app/ports.ts';
import { joinedReasons } from '../core/joined-reasons.ts';
import type { Known } from '../core/known.ts';
import type { FunctionTarget } from '../core/target.ts';
import type { ApiRoute } from '../domain/exposure/api-route.ts';
import type { Finding } from '../domain/finding.ts';
import { placeOf } from '../domain/finding-place.ts';
import type { Grant } from '../domain/grants.ts';
import { hasLapsed } from '../domain/has-lapsed.ts';
import { onceEach } from './once-each.ts';

/** To know which authorizers let any caller through. */
export const readsFindings = [
  { action: 'dynamodb:Query', on: 'findings table' },
] as const satisfies readonly Grant[];

/**
 * Where the code of an authorizer lets any caller through, by its ARN: `index.js, line 3`, or undefined
 * where no finding says so. @throws when it is not known.
 */
export type OpenAuthorizerReader = (arn: string) => Promise<string | undefined>;

/**
 * By what the code scanner reports of it: a finding that is suppressed, by hand or by a rule, leaves it an
 * authorizer, and one whose code cannot be analysed any more stays what it was found to be.
 */
export function reportedAuthorizers(
  findings: Pick<FindingsStore, 'read'>,
  clock: Clock,
): OpenAuthorizerReader {
  return async (arn) => {
    const stored = await findings.read('code', arn);
    const now = clock().toISOString();
    const open = stored.findings.find((each) => isReported(each, now));

    return open && placeOf(open);
  };
}

function isReported(finding: Finding, now: string): boolean {
  const isOpen = finding.status === 'open' || hasLapsed(finding, now);

  return finding.check === 'code/open-authorizer' && isOpen;
}

/** What may have a function that authorizes: a route, an API of AWS AppSync. */
type Authorized = Pick<ApiRoute, 'authorizer' | 'openAuthorizer'>;

/**
 * Ways in with what is reported of their authorizers: who comes by one that lets all through is not
 * asked. Where that cannot be read tonight, the ways behind it are incomplete: nothing that was found by them ends.
 */
export function withOpenAuthorizers<W extends Authorized>(
  ways: Collector<FunctionTarget, readonly W[]>,
  read: OpenAuthorizerReader,
): Collector<FunctionTarget, readonly W[]> {
  return async (targets) => {
    const placeOnce = onceEach((arn: string) => attempt(() => read(arn)));

    return new Map(
      await Promise.all(
        [...(await ways(targets))].map(
          async ([arn, leading]) =>
            [arn, leading.known ? await joined(leading, placeOnce) : leading] as const,
        ),
      ),
    );
  };
}

async function joined<W extends Authorized>(
  leading: Extract<Known<readonly W[]>, { readonly known: true }>,
  placeOfAuthorizer: (arn: string) => Promise<Known<string | undefined>>,
): Promise<Known<readonly W[]>> {
  const unseen = new Set<string>();
  const value = await Promise.all(
    leading.value.map(async (way) => {
      if (way.authorizer === undefined) return way;
      const place = await placeOfAuthorizer(way.authorizer);
      if (!place.known) unseen.add(`what its authorizer asks for: ${place.reason}`);
      return place.known && place.value !== undefined
        ? { ...way, openAuthorizer: place.value }
        : way;
    }),
  );
  const incomplete = joinedReasons([leading.incomplete, ...unseen]);

  return { ...leading, value, ...(incomplete !== undefined && { incomplete }) };
}
