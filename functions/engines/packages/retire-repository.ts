import * as z from 'zod/mini';
import { severities } from '../../core/severity.ts';
import type { Advisory } from './advisory.ts';
import { withoutTwins } from './advisory-twins.ts';
import { inBrief } from './in-brief.ts';

/** Advisories by the name of the npm package that they are about, whatever its version. */
export type AdvisoriesByName = ReadonlyMap<string, readonly Advisory[]>;

export interface RetireRepository {
  readonly advisories: AdvisoriesByName;
  /** Names of npm packages of which some entries cannot be read. */
  readonly unread: readonly string[];
}

/**
 * What the repository of Retire.js knows of packages on npm. Its patterns are not read: what is in a
 * bundle is recognised without them. An entry that is malformed takes no other with it.
 * Source: "jsrepository-v5.json" (Retire.js).
 *
 * @throws when it is none, has nothing in it, or hardly anything that can be read: that is not one
 * without faults, but one that broke.
 */
export function retireAdvisories(json: unknown): RetireRepository {
  const components = Object.entries(repository.parse(json)).map(componentFrom);
  const all = components.flatMap(({ component, names, read }) =>
    names.flatMap((name) => read.map((one) => ({ name, advisory: advisoryFrom(one, component) }))),
  );
  const unread = components.filter(({ isWhole }) => !isWhole);
  if (all.length === 0) throw new Error('the repository of Retire.js has no advisory in it');
  if (unread.length > components.length / 2) {
    throw new Error(
      `of ${components.length} components of the repository of Retire.js, ${unread.length} cannot be read`,
    );
  }

  const advisories = new Map(
    [...Map.groupBy(all, ({ name }) => name)].map(([name, some]) => [
      name,
      withoutTwins(some.map(({ advisory }) => advisory)),
    ]),
  );
  return { advisories, unread: [...new Set(unread.flatMap(({ names }) => names))] };
}

function componentFrom([component, value]: readonly [string, unknown]) {
  const { data: entry } = outline.safeParse(value);
  const entries = entry?.vulnerabilities ?? [];
  const read = entries.slice(0, MOST_ENTRIES).flatMap((each) => {
    const { success, data } = vulnerability.safeParse(each);
    return success ? [data] : [];
  });
  const names = npmNamesOf(entry?.npmname ?? component);

  return { component, names, read, isWhole: entry !== undefined && read.length === entries.length };
}

/** Of one component. */
const MOST_ENTRIES = 10_000;

/** Whether others know it by the same id, and not only Retire.js. */
export function isNumbered({ id }: Pick<Advisory, 'id'>): boolean {
  return isNumber(id);
}

/** What it has no npm name for, or that npm has under several. */
const npmNames: ReadonlyMap<string, readonly string[]> = new Map([
  ['ckeditor', ['ckeditor', 'ckeditor4']],
  ['ember', ['ember-source']],
  ['jquery-ui', ['jquery-ui', 'jquery-ui-dist']],
  ['tinyMCE', ['tinymce']],
]);

function npmNamesOf(name: string): readonly string[] {
  return npmNames.get(name) ?? [name];
}

const text = z.string().check(z.maxLength(10_000));
const texts = z.array(text).check(z.maxLength(1_000));

const vulnerability = z.object({
  below: text,
  atOrAbove: z.optional(text),
  severity: z.enum(severities),
  identifiers: z.object({
    summary: z.optional(text),
    CVE: z.optional(texts),
    githubID: z.optional(text),
    retid: z.optional(text),
    issue: z.optional(text),
    bug: z.optional(text),
    PR: z.optional(text),
  }),
  info: z.optional(texts),
  cwe: z.catch(z.optional(texts), undefined),
});

type Vulnerability = z.infer<typeof vulnerability>;

const repository = z.record(text, z.unknown());
const outline = z.object({
  npmname: z.catch(z.optional(text), undefined),
  vulnerabilities: z.array(z.unknown()),
});

function advisoryFrom(one: Vulnerability, component: string): Advisory {
  const { identifiers, severity, info = [], cwe = [] } = one;
  const [id = '', ...aliases] = numbersOf(one, component);

  return {
    id,
    aliases,
    severity,
    rated: true,
    summary: inBrief(identifiers.summary ?? ''),
    url: info.find((each) => URL.canParse(each) && each.startsWith('https://')) ?? PUBLISHED,
    knownExploited: false,
    affected: { versions: [], ranges: rangesOf(one) },
    ...(cwe.length > 0 && { weaknesses: cwe }),
  };
}

const PUBLISHED = 'https://github.com/RetireJS/retire.js';

/** By which others know it, or else its own. */
function numbersOf({ identifiers, below }: Vulnerability, component: string): readonly string[] {
  const { githubID, CVE = [], retid, issue, bug, PR } = identifiers;
  const numbers = [githubID, ...CVE].flatMap((each) => (each && isNumber(each) ? [each] : []));
  const own = retid ?? `${component}-${issue ?? bug ?? PR ?? below}`;

  return numbers.length > 0
    ? numbers
    : [`RETIRE-${own.replaceAll(/[^\w.-]+/g, '-').slice(0, 100)}`];
}

function isNumber(text: string): boolean {
  return /^(?:GHSA(?:-[0-9a-z]{4}){3}|CVE-\d{4}-\d{4,19})$/.test(text);
}

/** Versions that it excludes are private builds, none of npm's. */
function rangesOf({ below, atOrAbove = '0' }: Vulnerability) {
  const kind = isRelease(below) ? ('fixed' as const) : ('lastAffected' as const);

  return [
    [
      { kind: 'introduced' as const, version: atOrAbove },
      { kind, version: below },
    ],
  ];
}

/** Not a mere bound, such as 2.999.999: only a release can be recommended. */
function isRelease(version: string): boolean {
  return /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(version) && !/(?:^|\.)9{3,}(?:\.|$)/.test(version);
}
