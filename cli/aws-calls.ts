import type { Known } from '../functions/core/known.ts';
import type {
  CalledResource,
  SdkCalls,
  TextPart,
  UnresolvedCalls,
} from '../functions/core/sdk-calls.ts';
import { requestsOf } from '../functions/engines/sdk/index.ts';

/** What a line of the code asks of AWS: one action, of one resource or of whichever. */
export interface AwsCall {
  readonly service: string;
  readonly operation: string;
  /** As policies name it: `s3:GetObject`. */
  readonly action: string;
  readonly path: string;
  readonly line: number;
  /** `orders-${STAGE}`, with `*` for what only a run would show. */
  readonly resource?: string;
}

/** Where other calls may be made. */
export type UnresolvedAwsCall = Pick<UnresolvedCalls, 'service' | 'reason' | 'path' | 'line'>;

export interface AwsCalls {
  readonly calls: readonly AwsCall[];
  readonly unresolvedCalls: readonly UnresolvedAwsCall[];
}

/** In the order of the code, each once. */
export function awsCalls(found: Known<SdkCalls>): AwsCalls {
  if (!found.known) return { calls: [], unresolvedCalls: [] };
  const { calls, unresolved } = found.value;

  const rows = calls.flatMap(({ service, operation, path, line, resources }) =>
    requestsOf({ service, operation, resources }).flatMap((request): readonly AwsCall[] => {
      const call = { service, operation, action: request.action, path, line };
      const named = request.resources.flatMap(resourceTexts);
      return named.length === 0 ? [call] : named.map((resource) => ({ ...call, resource }));
    }),
  );

  return {
    calls: [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()],
    unresolvedCalls: unresolved.map(({ service, reason, path, line }) => ({
      ...(service !== undefined && { service }),
      reason,
      path,
      line,
    })),
  };
}

/** None for what is wholly unknown. */
function resourceTexts({ values }: CalledResource): readonly string[] {
  return values.map((parts) => parts.map(textOf).join('')).filter((text) => text !== '*');
}

function textOf(part: TextPart): string {
  if ('text' in part) return part.text;
  if ('unknown' in part) return '*';

  return part.otherwise === undefined
    ? `\${${part.variable}}`
    : `\${${part.variable}:-${part.otherwise}}`;
}
