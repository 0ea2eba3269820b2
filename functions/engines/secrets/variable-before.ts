import type { AssignedValue } from './assigned-value.ts';

/**
 * The variable of the environment for which a value stands in where that is not set: of
 * `process.env.SECRET || 'x'`, `os.environ.get('SECRET', 'x')` and `const { SECRET = 'x' } = process.env`.
 */
export function variableBefore({ name, at, how }: AssignedValue, text: string): string | undefined {
  if (how === 'default') {
    const before = text.slice(Math.max(0, at - LONGEST), at);
    const read = direct.exec(before) ?? indexed.exec(before) ?? called.exec(before);
    const variable = read?.groups?.variable;
    const isAlone = read && !onCondition.test(before.slice(0, read.index));
    return isAlone && variable !== undefined && `.${name}`.endsWith(`.${variable}`)
      ? variable
      : undefined;
  }
  const isTaken = how === '=' && /^\w+$/.test(name) && taken.test(text.slice(at, at + LONGEST));
  return isTaken ? name : undefined;
}

/** Characters. */
const LONGEST = 300;

const direct = /(?<![\w$.])process\.env\.(?<variable>\w{1,64})\s{0,4}(?:\|\||\?\?)\s{0,40}["'`]$/;
const indexed =
  /(?<![\w$.])(?:process\.env|os\.environ)\[\s{0,4}["'`](?<variable>\w{1,64})["'`]\s{0,4}\]\s{0,4}(?:\|\||\?\?|or\b)\s{0,40}[bBrRuU]{0,2}["'`]$/;
const called =
  /(?<![\w$])(?:os\.)?(?:environ\.get|environ\.setdefault|getenv)\(\s{0,40}["'](?<variable>\w{1,64})["']\s{0,4}(?:,|\)\s{0,4}or\b)\s{0,40}[bBrRuU]{0,2}["']$/;

/** What stands before it where the value may be taken with the variable set, too: `isProduction && process.env.SECRET || 'x'`. */
const onCondition = /(?:&&|!|\band|\bnot|\btypeof)\s{0,8}\(?\s{0,8}$/;

/** The end of what is taken out of the environment, behind a default. */
const taken = /^[^{}]{0,250}\}\s{0,4}=\s{0,4}process\.env\b/;
