import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkIds } from '../functions/checks/index.ts';
import { reasonOf } from '../functions/domain/reason-of.ts';
import { parseRules } from '../functions/domain/rules/parse-rules.ts';
import { InvalidRules, readRules } from '../functions/domain/rules/read-rules.ts';
import { noRules, type Rules } from '../functions/domain/rules/rules.ts';
import { InvalidSetting } from '../functions/domain/settings/read-settings.ts';
import type { Settings } from '../functions/domain/settings/settings.ts';

/** The name that it has where no other is given. */
const RULES_FILE = 'vigil.yaml';

/** What is agreed on, and where that is written. */
export interface AgreedRules {
  readonly rules: Rules;
  /** Undefined for what no file says. */
  readonly file?: string | undefined;
}

/**
 * The rules that the setting names, or those of the file that lies there.
 *
 * @param folder in which the app is run.
 * @throws InvalidSetting with all that is wrong with them.
 */
export function agreedRules(given: Settings['rules'], folder = process.cwd()): AgreedRules {
  if (typeof given === 'object') {
    return { rules: valid('', () => readRules(given, checkIds)) };
  }
  const file = resolve(folder, given ?? RULES_FILE);
  if (given === undefined && !existsSync(file)) return { rules: noRules };

  return { file, rules: valid(`${file}: `, () => parseRules(textOf(file), checkIds)) };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InvalidSetting(`setting "rules": ${file} cannot be read: ${reasonOf(error)}`);
  }
}

function valid(place: string, read: () => Rules): Rules {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidRules)) throw error;
    throw new InvalidSetting(`setting "rules": ${place}${error.message}`);
  }
}
