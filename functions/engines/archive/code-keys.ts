import { fingerprint } from '../../core/fingerprint.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { analyserVersion } from './code-analysis.ts';

/** What an analysis of code depends on: analysed once, however many functions and nights. */
export function codeKey({ codeSha256, runtime = '', handler = '' }: FunctionTarget): string {
  return [codeSha256, runtime, fingerprint(handler), analyserVersion].join(' ');
}

/** A layer version never changes. */
export function layerKey(arn: string): string {
  return [arn, analyserVersion].join(' ');
}

/** Lambda gives a function another revision whenever its configuration changes. */
export function environmentKey({ arn, revisionId }: FunctionTarget): string {
  return [arn, revisionId, analyserVersion].join(' ');
}
