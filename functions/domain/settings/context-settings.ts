import type { Given } from './read-settings.ts';

/**
 * What of a context of the CDK is a setting: flags and look-ups of the CDK have an `@` or a `:` in
 * their names, but for two that its command line writes.
 */
export function settingsIn(context: Given): Given {
  return Object.fromEntries(
    Object.entries(context).filter(
      ([name]) => /^[\w-]+$/.test(name) && !namesOfTheCdk.includes(name),
    ),
  );
}

/** Source: `cdk acknowledge` and `cdk migrate` (CDK Developer Guide). */
const namesOfTheCdk: readonly string[] = ['acknowledged-issue-numbers', 'cdk-migrate'];
