import * as z from 'zod/mini';
import { type Severity, severities } from '../../core/severity.ts';
import { matches } from '../../engines/iam/index.ts';
import { closestOrAll, withSuggestion } from '../closest.ts';
import { settingsTable } from '../settings/settings-table.ts';
import type { Effect, Rule, Rules, Selector, Thresholds } from './rules.ts';
import { type Threshold, thresholdSelectors } from './thresholds.ts';

/** What is wrong with `vigil.yaml`, all of it. */
export class InvalidRules extends Error {
  override readonly name = 'InvalidRules';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.problems = problems;
  }
}

/** Characters: the code of a function, of 250 MB, has room for them, and no team reads more. */
export const MOST_TEXT = 200_000;
const MOST_RULES = 500;
const MOST_ITEMS = 200;
const MOST_GLOB = 300;
/** As of a suppression by hand. */
const MOST_REASON = 500;

/**
 * Rules, as the file says them.
 *
 * @param checks ids of all checks, where a rule about none of them is refused.
 * @throws InvalidRules
 */
export function readRules(given: unknown, checks?: readonly string[]): Rules {
  const read = rulesFile.safeParse(given);
  const { trustTags = false, rules } = read.success ? read.data : readable(given);
  const problems = [
    ...new Set(read.error?.issues.flatMap((issue) => problemsIn(issue, given))),
    ...rules.flatMap((rule) => problemsOf(rule, { trustTags, checks })),
    ...twins(given),
  ];
  if (problems.length > 0) throw new InvalidRules(problems);

  return bounded({ trustTags, rules: rules.map(ruleOf) });
}

/** Of a file with a wrong key or value, the rules without one: what else is wrong is said at once. */
function readable(given: unknown): RulesInFile {
  const trustTags = at(given, ['trustTags']);

  return {
    // Of one that is neither, that alone is said.
    trustTags: trustTags !== undefined && trustTags !== false,
    rules: listed(given).flatMap((one) => rule.safeParse(one).data ?? []),
  };
}

function listed(given: unknown): readonly unknown[] {
  const rules = at(given, ['rules']);

  return Array.isArray(rules) ? rules.slice(0, MOST_RULES) : [];
}

/** A few lines of YAML may refer to others a thousand times. */
function bounded(rules: Rules): Rules {
  const { length } = writtenRules(rules);
  if (length <= MOST_TEXT) return rules;

  throw new InvalidRules([`written out, it has ${length} characters: at most ${MOST_TEXT}`]);
}

/** As it was given, for the functions to read again. */
export function writtenRules({ trustTags, rules }: Rules): string {
  return JSON.stringify({ trustTags, rules: rules.map(writtenRule) });
}

function writtenRule({ name, match, effect, reason, until }: Rule): WrittenRule {
  return {
    name,
    match,
    ...writtenEffect(effect),
    reason,
    ...(until === undefined ? { forever: true } : { until: until.slice(0, 10) }),
  };
}

function writtenEffect(effect: Effect): Pick<WrittenRule, 'severity' | 'suppress' | 'thresholds'> {
  if (effect.kind === 'suppress') return { suppress: true };
  if (effect.kind === 'severity') return { severity: effect.severity };

  return { thresholds: effect.thresholds };
}

function ruleOf({ name, match, reason, until, ...effects }: RuleInFile): Rule {
  const effect = effectOf(effects);

  return { name, match, effect, reason, until: until && `${until}T00:00:00.000Z` };
}

function effectOf({ severity, thresholds }: Pick<RuleInFile, 'severity' | 'thresholds'>): Effect {
  if (severity !== undefined) return { kind: 'severity', severity };

  return thresholds === undefined ? { kind: 'suppress' } : { kind: 'thresholds', thresholds };
}

/** Of one rule, what no single key of it says. */
function problemsOf(
  { name, match, severity, suppress, thresholds, until, forever }: RuleInFile,
  { trustTags, checks }: { readonly trustTags: boolean; readonly checks: Checks },
): readonly string[] {
  const given = namesOfSelectors.filter((key) => match[key] !== undefined);
  const kinds = given.filter((key) => kindSelectors.has(key));
  const effects = Object.entries({ suppress, severity, thresholds }).flatMap(([key, effect]) =>
    effect === undefined ? [] : [key],
  );
  const late = given.filter((key) => !thresholdSelectors.some((one) => one === key));
  const byTags = trustTags ? [] : given.filter((key) => tagSelectors.has(key));

  return [
    given.length === 0 && `"match" selects everything: it takes ${namesOfSelectors.join(', ')}`,
    kinds.length > 1 && `nothing is a ${kinds.join(' and a ')} at once: make it several rules`,
    byTags.length > 0 &&
      `${listedKeys(byTags)}: a deployer of a function writes its tags, and could hide faults of their own; "trustTags: true" at the top of the file allows it`,
    until === undefined &&
      forever === undefined &&
      'it has no end: give "until" a day, or "forever: true"',
    until !== undefined && forever !== undefined && 'it has both "until" and "forever"',
    effects.length === 0 &&
      'it does nothing: give it "suppress: true", a "severity" or "thresholds"',
    effects.length > 1 && `it has both ${listedKeys(effects)}: make it ${effects.length} rules`,
    thresholds !== undefined &&
      Object.keys(thresholds).length === 0 &&
      `"thresholds" sets nothing: it takes ${namesOfThresholds.join(', ')}`,
    thresholds !== undefined &&
      late.length > 0 &&
      `thresholds are of functions, whatever is found of them: ${listedKeys(late)} cannot select them; ${thresholdSelectors.join(', ')} can`,
    ...(match.check ?? []).map((check) => unknownCheck(check, checks)),
  ].flatMap((problem) => (problem ? [`rule "${name}": ${problem}`] : []));
}

/** `"owner" and "tag"` */
function listedKeys(keys: readonly string[]): string {
  return keys.map((key) => `"${key}"`).join(' and ');
}

type Checks = readonly string[] | undefined;

function unknownCheck(check: string, checks: Checks): string | undefined {
  if (!checks || checks.some((id) => matches(check, id))) return undefined;

  return withSuggestion(`there is no check ${shown(check)}`, check, checks);
}

function twins(given: unknown): readonly string[] {
  const names = listed(given).map((one) => at(one, ['name']));
  const named = Map.groupBy(
    names.filter((name) => typeof name === 'string'),
    (name) => name,
  );

  return [...named].flatMap(([name, all]) =>
    all.length > 1
      ? [`there are ${all.length} rules ${shown(name)}: each needs a name of its own`]
      : [],
  );
}

const severity = z.enum(severities);
const globs = listOf(z.string().check(z.trim(), z.minLength(1), z.maxLength(MOST_GLOB)));

/** Twelve digits that YAML takes for a number, where they do not begin with a zero. */
const account = z.pipe(
  z.transform((given: unknown) => (typeof given === 'number' ? String(given) : given)),
  z.string().check(z.regex(/^\d{12}$/)),
);

const selectors = {
  check: globs,
  function: globs,
  role: globs,
  layer: globs,
  account: listOf(account),
  region: globs,
  subject: globs,
  file: globs,
  stack: globs,
  application: globs,
  owner: globs,
  tag: listOf(z.string().check(z.maxLength(MOST_GLOB), z.regex(/^[^=]+=/))),
  atMost: z.optional(severity),
} satisfies Readonly<Record<keyof Selector, z.ZodMiniType>>;

// The keys of the table, which nothing adds to.
const namesOfSelectors = Object.keys(selectors) as readonly (keyof Selector)[];

/** A finding is about one target. */
const kindSelectors: ReadonlySet<keyof Selector> = new Set(['function', 'role', 'layer'] as const);

/** What a tag says that anyone writes who may deploy; only CloudFormation writes that of a stack. */
const tagSelectors: ReadonlySet<keyof Selector> = new Set(['tag', 'owner', 'application'] as const);

/** As the settings of the same names take them. */
const thresholds = {
  idleDays: z.optional(settingsTable.idleDays.takes.schema),
  maxPublicUsdPerHour: z.optional(settingsTable.maxPublicUsdPerHour.takes.schema),
} satisfies Readonly<Record<Threshold, z.ZodMiniType<number | undefined, unknown>>>;

const namesOfThresholds = Object.keys(thresholds) as readonly Threshold[];

const rule = z.strictObject({
  name: z.string().check(z.regex(/^[\w.-]{1,60}$/)),
  match: z.strictObject(selectors),
  suppress: z.optional(z.literal(true)),
  severity: z.optional(severity),
  thresholds: z.optional(z.strictObject(thresholds)),
  reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(MOST_REASON)),
  until: z.optional(z.iso.date()),
  forever: z.optional(z.literal(true)),
});

type RuleInFile = z.infer<typeof rule>;

const rulesFile = z.strictObject({
  trustTags: z.optional(z.boolean()),
  rules: z.array(rule).check(z.maxLength(MOST_RULES)),
});

type RulesInFile = z.infer<typeof rulesFile>;

const keysOfRule = Object.keys(rule.shape);
const keysOfFile = Object.keys(rulesFile.shape);

/** A rule as the file has it. */
interface WrittenRule {
  readonly name: string;
  readonly match: Selector;
  readonly suppress?: true;
  readonly severity?: Severity;
  readonly thresholds?: Thresholds;
  readonly reason: string;
  readonly until?: string;
  readonly forever?: true;
}

/** What each key takes, for "it takes …". */
const takes: Readonly<Record<string, string>> = {
  trustTags: 'true or false',
  rules: `a list of at most ${MOST_RULES} rules`,
  name: 'up to 60 letters, digits and characters of _.-',
  match: 'what it selects, as keys and values',
  suppress: 'true',
  severity: severities.toReversed().join(', '),
  thresholds: 'limits of functions, as keys and values',
  idleDays: settingsTable.idleDays.takes.words,
  maxPublicUsdPerHour: settingsTable.maxPublicUsdPerHour.takes.words,
  atMost: severities.toReversed().join(', '),
  reason: `a text of up to ${MOST_REASON} characters`,
  until: 'a day, such as 2027-05-31',
  forever: 'true',
  account: 'ids of accounts, of twelve digits; in quotes where they begin with 0',
  tag: 'a tag as "key=value", or a list of them',
};
const TEXTS = `a text, or a list of at most ${MOST_ITEMS}; each has up to ${MOST_GLOB} characters`;

/** One is a list of one. */
function listOf(item: z.ZodMiniType<string, unknown>) {
  const given = z.transform((value: unknown) => (Array.isArray(value) ? value : [value]));

  return z.optional(
    z.pipe(given, z.array(item).check(z.minLength(1), z.maxLength(MOST_ITEMS))),
  ) as z.ZodMiniType<readonly string[] | undefined, unknown>;
}

function problemsIn(issue: z.core.$ZodIssue, given: unknown): readonly string[] {
  const { path } = issue;
  const place = placeOf(path, given);

  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(path);
    return issue.keys.map(
      (key) => `${place}${closestOrAll(`there is no key ${shown(key)}`, key, known, 'there are')}`,
    );
  }

  const key = path.findLast((part) => typeof part === 'string' && part !== 'rules');
  if (typeof key !== 'string') {
    return [
      path.length > 1
        ? `${place}it is ${shown(at(given, path))}; it takes ${keysOfRule.join(', ')}`
        : `${place}it takes ${keysOfFile.join(' and ')}; "rules" is ${takes.rules}`,
    ];
  }
  const value = at(given, path.slice(0, path.indexOf(key) + 1));
  const what = takes[key] ?? TEXTS;
  return [
    value === undefined
      ? `${place}it has no "${key}", ${what}`
      : `${place}"${key}" is ${shown(value)}; it takes ${what}`,
  ];
}

function keysAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.includes('match')) return namesOfSelectors;
  if (path.includes('thresholds')) return namesOfThresholds;

  return path.length > 0 ? keysOfRule : keysOfFile;
}

/** `rule "billing-goes": `, or by its number where it has no name. */
function placeOf([first, index]: readonly PropertyKey[], given: unknown): string {
  if (first !== 'rules' || typeof index !== 'number') return '';
  const name = at(given, ['rules', index, 'name']);

  return typeof name === 'string' ? `rule ${shown(name)}: ` : `rule ${index + 1}: `;
}

function at(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? value[key as keyof typeof value]
        : undefined,
    given,
  );
}

const LONGEST_SHOWN = 100;

function shown(value: unknown): string {
  const line = JSON.stringify(value) ?? String(value);

  return line.length <= LONGEST_SHOWN ? line : `${line.slice(0, LONGEST_SHOWN).toWellFormed()}…`;
}
