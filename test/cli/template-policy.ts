import { archiveAnalyser } from '../../functions/adapters/archives/archive-analyser.ts';
import { operationNames } from '../../functions/domain/permissions/operation-names.ts';
import {
  type RightSizedPolicy,
  rightSizedPolicy,
  type SizedRole,
} from '../../functions/engines/iam/index.ts';
import { archiveOf } from '../../local/archive.ts';
import { useOf } from '../builders/function-use.ts';
import { roleOf } from '../builders/role-of.ts';
import { roleNamed } from '../fakes/targets.ts';
import { type PolicyTemplate, policyTemplates } from './policy-templates.ts';
import { policyTemplatesInPython } from './policy-templates-in-python.ts';

export const templates: readonly PolicyTemplate[] = [
  ...policyTemplates,
  ...policyTemplatesInPython,
];

const workerUrl = new URL('../../functions/handlers/analyse-archive.ts', import.meta.url);
const analyse = archiveAnalyser({
  workerUrl,
  timeoutMs: 60_000,
  maxOldGenerationSizeMb: 512,
  // Between two templates other tests of the file work for longer than the default.
  idleMs: 10_000,
});

/** The role of a template, as it was written by hand. */
export function roleOfTemplate({ granted }: PolicyTemplate): SizedRole {
  return {
    permissions: roleOf([granted]),
    role: roleNamed('orders'),
    now: '2026-11-25T03:00:00.000Z',
  };
}

/** What is printed of a template. */
export async function policyOfTemplate(
  { runtime, code, env = {}, platform }: PolicyTemplate,
  sized: SizedRole,
): Promise<RightSizedPolicy> {
  const isCommon = code.includes('require(');
  const file = runtime.startsWith('python') ? 'app.py' : isCommon ? 'app.js' : 'app.mjs';
  const archive = await archiveOf({ [file]: code });
  const { sdkCalls } = await analyse(new Uint8Array(archive), { runtime, handler: 'app.handler' });
  const { platform: plain } = useOf([]);
  const use = useOf([], {
    calls: sdkCalls,
    variables: { known: true, value: env },
    platform: { ...plain, ...platform },
  });

  return rightSizedPolicy(sized, [use], operationNames);
}
