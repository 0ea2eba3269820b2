import { load, YAMLException } from 'js-yaml';
import { InvalidRules, MOST_TEXT, readRules } from './read-rules.ts';
import type { Rules } from './rules.ts';

/**
 * The rules in the text of a file: for who writes them. Functions read what was written of them.
 *
 * @param text YAML, and so JSON too.
 * @param checks ids of all checks, where a rule about none of them is refused.
 * @throws InvalidRules
 */
export function parseRules(text: string, checks?: readonly string[]): Rules {
  if (text.length > MOST_TEXT) {
    throw new InvalidRules([`it has ${text.length} characters: at most ${MOST_TEXT}`]);
  }

  return readRules(loaded(text), checks);
}

function loaded(text: string): unknown {
  try {
    return load(text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new InvalidRules([`it is no YAML: ${error.message.split('\n')[0]}`]);
  }
}
