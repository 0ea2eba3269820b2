import type { Known } from '../../../core/known.ts';
import type { CalledResource, SdkCall, SdkCalls } from '../../../core/sdk-calls.ts';
import type { VariableValues } from './called-values.ts';
import type { FunctionPlace } from './need.ts';
import type { PlatformConfiguration } from './platform-needs.ts';

/** What is known of one function's doings. */
export interface FunctionUse {
  /** For the reader, and in its default names. */
  readonly name: string;
  readonly place: FunctionPlace;
  readonly calls: Known<SdkCalls>;
  /** Values of the environment variables that name resources. */
  readonly variables: Known<VariableValues>;
  readonly platform: PlatformConfiguration;
}

/** What calls of SDKs are to IAM. */
export interface OperationNames {
  /** The actions that a call takes, each with those of its resources that it is about. */
  readonly requestsOf: (call: SdkCall) => readonly {
    readonly action: string;
    readonly resources: readonly CalledResource[];
  }[];
  /** What the service calls in the name of the caller for the operation. */
  readonly forwardedActionsOf: (call: SdkCall) => readonly string[];
  /** Patterns of what some calls of the operation take besides, by what they carry or meet. */
  readonly furtherActionsOf: (call: SdkCall) => readonly string[];
  /** As policies name a service, of one as botocore does: `states`, of `stepfunctions`. */
  readonly prefixOf: (service: string) => string;
}

/** Why it is not known which calls the code of a function makes, of one service or of any. */
export interface UnseenCalls {
  /** In lower case, as policies name it; `*` for any. */
  readonly service: string;
  readonly why: string;
  readonly path?: string | undefined;
  readonly line?: number | undefined;
}

/** What the code of a function may call that is not among its calls. */
export function unseenCalls(
  { calls }: Pick<FunctionUse, 'calls'>,
  { prefixOf }: Pick<OperationNames, 'prefixOf'>,
): readonly UnseenCalls[] {
  if (!calls.known) return [{ service: '*', why: calls.reason }];

  return [
    ...(calls.incomplete === undefined ? [] : [{ service: '*', why: calls.incomplete }]),
    ...calls.value.unresolved.map(({ service, reason, path, line }) => ({
      service: service === undefined ? '*' : prefixOf(service),
      why: reason,
      path,
      line,
    })),
  ];
}
