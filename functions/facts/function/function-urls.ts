import * as z from 'zod/mini';
import { oncePerChunk } from '../../app/collectors.ts';
import type { Collector } from '../../app/ports.ts';
import type { Known } from '../../core/known.ts';
import type { FunctionTarget } from '../../core/target.ts';
import type { FunctionUrl } from '../../domain/exposure/function-url.ts';
import { grantsUrl, type ResourcePolicy } from '../../engines/iam/index.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { type ReadInTurnProps, readInTurn } from '../read-in-turn.ts';
import { NOT_YET } from '../turns.ts';
import { resourcePoliciesFact } from './resource-policies.ts';

/** Lists the URLs of a function and of its aliases. @throws when it cannot be read. */
export type FunctionUrlReader = (
  of: Pick<FunctionTarget, 'arn' | 'region'>,
) => Promise<readonly FunctionUrl[]>;

/** Of the function and of its aliases. */
export const functionUrlsFact = defineFact({
  key: 'functionUrls',
  about: ['function'],
  value: typed<readonly FunctionUrl[]>(),
  words: 'its function URLs',
  grants: [
    ...resourcePoliciesFact.grants,
    { action: 'lambda:ListFunctionUrlConfigs', on: 'any function' },
  ],
});

export interface FunctionUrlsProps
  extends Pick<ReadInTurnProps<readonly FunctionUrl[]>, 'isReadWhole' | 'facts' | 'clock'> {
  readonly policies: Collector<FunctionTarget, readonly ResourcePolicy[]>;
  readonly read: FunctionUrlReader;
}

/**
 * Read every night where a policy grants anyone `lambda:InvokeFunctionUrl`, or may, for it could not
 * be read: without that, Lambda answers any caller from outside the account with 403, whatever the
 * URL's AuthType. So are those with a CORS setting, which may be a fault that is put right. The URLs of other
 * functions, which none but those of the account may call, are read in turn, whether there was one or not.
 *
 * Source: "Control access to Lambda function URLs" (Lambda Developer Guide).
 */
export function functionUrls({
  policies,
  ...props
}: FunctionUrlsProps): FactCollector<typeof functionUrlsFact> {
  const inTurn = readInTurn({
    ...props,
    kind: 'function URLs',
    value: z.array(functionUrl),
    isWatched: (urls) => urls.some(({ cors }) => cors !== undefined),
    first: 'in turn',
  });

  return oncePerChunk(async (targets) => {
    const known = await policies(targets);
    const urgent = targets.filter(({ arn }) => mayBeCalled(known.get(arn))).map(({ arn }) => arn);
    const read = await inTurn(targets, new Set(urgent));

    return new Map(targets.map(({ arn }) => [arn, read.get(arn) ?? waiting]));
  });
}

function mayBeCalled(policies: Known<readonly ResourcePolicy[]> | undefined): boolean {
  return !policies?.known || policies.value.some(grantsUrl);
}

const waiting: Known<readonly FunctionUrl[]> = { known: true, value: [], incomplete: NOT_YET };

const functionUrl: z.ZodMiniType<FunctionUrl> = z.object({
  url: z.string(),
  authType: z.string(),
  alias: z.optional(z.string()),
  cors: z.optional(z.object({ origins: z.array(z.string()), credentials: z.boolean() })),
});
