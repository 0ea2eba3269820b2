import type { FileSecret } from './file-secret.ts';
import { masked } from './masked.ts';
import { withoutSecrets } from './without-secrets.ts';

export const LOG_IN = 'password of a log-in';

/** A password in the code that lets in who sends it in a field of a request. */
export interface LogIn {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly field: string;
  readonly text: string;
}

export function secretOfLogIn({ path, line, column, field, text }: LogIn): FileSecret {
  return {
    ...{ kind: LOG_IN, severity: 'high', path, line, column },
    name: withoutSecrets(field),
    masked: masked(text),
  };
}
