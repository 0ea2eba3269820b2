import { readFileSync } from 'node:fs';
import { readRules } from '../domain/rules/read-rules.ts';
import { noRules, type Rules } from '../domain/rules/rules.ts';

/**
 * The rules that were deployed with the code.
 *
 * @param file undefined where there are none.
 * @throws when they cannot be read: without them, all that they suppress would open.
 */
export function deployedRules(file: URL | undefined): Rules {
  return file ? readRules(JSON.parse(readFileSync(file, 'utf8'))) : noRules;
}
