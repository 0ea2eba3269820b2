import type { FileSecret } from './file-secret.ts';
import { keyFaultOf } from './key-fault.ts';
import { lengthClass } from './shown-fingerprint.ts';
import { withoutSecrets } from './without-secrets.ts';

/** What is kept of a text that stands in for a variable. */
export function standIn(variable: string, text: string): NonNullable<FileSecret['insteadOf']> {
  return {
    variable: withoutSecrets(variable),
    ...lengthClass(text),
    ...(keyFaultOf(text, '') === 'common' && { isCommon: true }),
  };
}
