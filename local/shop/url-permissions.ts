import type { Permission } from './sample-function.ts';

/** What lets anyone on the internet run a function by its URL, as the console adds it. */
export const openUrlPermissions: readonly Permission[] = [
  { sid: 'Url', action: 'lambda:InvokeFunctionUrl', principal: '*', urlAuthType: 'NONE' },
  { sid: 'ThroughUrl', action: 'lambda:InvokeFunction', principal: '*', viaUrl: true },
];
