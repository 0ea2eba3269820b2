import { fingerprint } from '../../core/fingerprint.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { analyserVersion, type CodeEntry } from './code-analysis.ts';

/** What an analysis of code depends on: analysed once, however many functions and nights. */
export function codeKey(target: FunctionTarget): string {
  const { codeSha256 } = target;
  const { runtime = '', handler = '', loadsMore } = codeEntry(target);
  const more = loadsMore ? ['more'] : [];

  return [codeSha256, runtime, fingerprint(handler), ...more, analyserVersion].join(' ');
}

/** Where Lambda enters the code of a function, through a wrapper or not. */
export function codeEntry(target: FunctionTarget): CodeEntry {
  const { runtime, handler, wrappedHandler, layers, loadsMore } = target;

  return {
    runtime,
    handler: wrappedHandler ?? handler,
    loadsMore: layers.length > 0 || loadsMore === true || wrappedHandler !== undefined,
  };
}

/** A layer version never changes. */
export function layerKey(arn: string): string {
  return [arn, analyserVersion].join(' ');
}

/** Lambda gives a function another revision whenever its configuration changes. */
export function environmentKey({ arn, revisionId }: FunctionTarget): string {
  return [arn, revisionId, analyserVersion].join(' ');
}
