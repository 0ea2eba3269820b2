import type { Asked } from './aws-requests.ts';

/** Who signed a request. */
export interface Caller {
  /** ARN of the role that the caller has assumed: the execution role, of a function. */
  readonly role?: string;
  /** Session name: the function's name, of a function. */
  readonly session?: string;
}

/** One action that IAM authorises. A transaction and a batch on two tables are several. */
export interface Call extends Asked, Caller, Outcome {
  readonly accessKeyId?: string;
  readonly region?: string;
  readonly startedAt: string;
  readonly ms: number;
}

/** How a request ended. */
export interface Outcome {
  /** 0 when the connection broke. */
  readonly status: number;
  /** The code of the error, of a status from 400: `AccessDeniedException`. */
  readonly error?: string;
  /** Of the code that was sent. */
  readonly bytes?: number;
}

/** Every protocol names its errors in the body, the JSON ones with their namespace before a #. */
export function outcomeOf(status: number, body: string | Buffer): Outcome {
  const start = status < 400 ? '' : body.toString().slice(0, 2_000);
  const error = /<Code>(\w+)|"(?:__type|code|Code)":\s*"(?:[^"#]*#)?(\w+)/.exec(start);
  const code = error?.[1] ?? error?.[2];

  return { status, ...(code !== undefined && { error: code }) };
}
