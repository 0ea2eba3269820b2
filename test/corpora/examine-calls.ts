import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { archiveFile, sdkCallsIn } from '../../functions/engines/archive/index.ts';
import { requestsOf } from '../../functions/engines/sdk/index.ts';
import type { CorpusPackage } from './corpus-packages.ts';

/** The calls that were read from a package, as actions, held against the least policy beside it. */
export interface CallExamination {
  /** That the policy has and no call that was read needs. */
  readonly missed: readonly string[];
  /** That a call needs and the policy has not. */
  readonly invented: readonly string[];
  readonly right: readonly string[];
  /** Why there may be other calls. */
  readonly unresolved: readonly string[];
  readonly mayBeUnresolved: boolean;
}

interface LeastPolicy {
  readonly statements: readonly { readonly Action: readonly string[] }[];
  /** Needed when something fails, or with some settings. */
  readonly mayNeed?: readonly string[];
  /** Called as another role. */
  readonly otherCredentials?: readonly string[];
  /** Where what is called is made up as the code runs. */
  readonly unresolved?: boolean;
}

export function examineCalls({ name, runtime, handler, files }: CorpusPackage): CallExamination {
  const policy = leastPolicyOf(name);
  const needed = new Set(policy.statements.flatMap(({ Action }) => Action));
  const archive = [...files].map(([path, text]) =>
    archiveFile(path, new TextEncoder().encode(text)),
  );
  const listing = archive.map(({ path, bytes }) => ({ path, bytes: bytes.length }));
  const read = sdkCallsIn({ listing, files: archive, unread: [] }, { runtime, handler });
  const called = new Set(
    read.known ? read.value.calls.flatMap(requestsOf).map(({ action }) => action) : [],
  );
  const allowed = new Set([
    ...needed,
    ...(policy.otherCredentials ?? []),
    ...(policy.mayNeed ?? []),
  ]);

  return {
    missed: [...needed.difference(called)],
    invented: [...called.difference(allowed)],
    right: [...needed.intersection(called)],
    unresolved: read.known
      ? read.value.unresolved.map(({ reason, line }) => `${line}: ${reason}`)
      : [read.reason],
    mayBeUnresolved: policy.unresolved === true || policy.otherCredentials !== undefined,
  };
}

function leastPolicyOf(name: string): LeastPolicy {
  const base = join(import.meta.dirname, 'corpus', name);
  const path = existsSync(`${base}.json`) ? `${base}.json` : base.replace(/\.\w+$/, '.json');

  return JSON.parse(readFileSync(path, 'utf8'));
}
