import * as z from 'zod/mini';
import { type Condition, condition } from './condition.ts';
import { matches } from './wildcard.ts';

/** A statement with every field a list, whichever way the document wrote it. */
export interface Statement {
  readonly sid?: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Selection;
  readonly resources: Selection;
  /** All of them must hold. */
  readonly conditions: readonly Condition[];
}

/** What any of the patterns matches; for NotAction and NotResource, what none of them does. */
export interface Selection {
  readonly scope: 'only' | 'all but';
  readonly patterns: readonly string[];
}

/** A policy that is none, or that is too large to be one. */
export class MalformedPolicy extends Error {
  override readonly name = 'MalformedPolicy';
}

/** Characters. The largest of AWS's own policies come to a small part of it, URL-encoded. */
const LONGEST = 2 ** 20;

const text = z.pipe(z.union([z.string(), z.number(), z.boolean()]), z.transform(String));

/** A string or a list of them; numbers and truth values are taken by their names. */
export const oneOrMany = z.pipe(
  z.union([text, z.array(text)]),
  z.transform((value) => [value].flat()),
);

/** The elements that statements of all policies have in common, as documents write them. */
export const statementElements = {
  Sid: z.optional(z.string()),
  Effect: z.enum(['Allow', 'Deny']),
  Action: z.optional(oneOrMany),
  NotAction: z.optional(oneOrMany),
  Resource: z.optional(oneOrMany),
  NotResource: z.optional(oneOrMany),
  Condition: z.optional(z.record(z.string(), z.record(z.string(), oneOrMany))),
};

const elements = z.object(statementElements);

/** Strict: an element that is not known here may turn the meaning of the others around. */
const identityStatement = z.strictObject(statementElements);

const selection = z.object({
  scope: z.enum(['only', 'all but']),
  patterns: z.array(z.string()),
});

/** A statement as it is stored. */
export const statement = z.object({
  sid: z.optional(z.string()),
  effect: z.enum(['Allow', 'Deny']),
  actions: selection,
  resources: selection,
  conditions: z.array(condition),
});

/**
 * The statements of an identity policy or a boundary.
 *
 * @param document JSON text, plain or URL-encoded: IAM answers either way.
 * @param name for the error.
 * @throws MalformedPolicy
 */
export function parsePolicy(document: string, name: string): readonly Statement[] {
  return rawStatements(document, name, LONGEST).map((raw, index) => {
    const parsed = parseStatement(identityStatement, raw, index, name);

    if (!parsed.Resource && !parsed.NotResource) fault(name, `${place(index)} names no resource`);
    return normalise(parsed, index, name);
  });
}

/**
 * What a policy has for statements, each still to be parsed.
 *
 * @param longest characters that a document of its kind can have.
 * @throws MalformedPolicy
 */
export function rawStatements(document: string, name: string, longest: number): readonly unknown[] {
  if (document.length > longest) fault(name, `it is longer than ${longest} characters`);

  const parsed = statements.safeParse(parseJson(document, name));
  const listed = parsed.success ? parsed.data.Statement : undefined;

  if (listed === undefined) fault(name, 'it has no Statement');
  return Array.isArray(listed) ? listed : [listed];
}

const statements = z.object({ Statement: z.unknown() });

/** @throws MalformedPolicy, which says what is wrong where, without the text itself. */
export function parseStatement<T extends z.ZodMiniType>(
  schema: T,
  raw: unknown,
  index: number,
  name: string,
): z.output<T> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;

  const path = parsed.error.issues[0]?.path.map(String).join('.').slice(0, 100);
  return fault(name, `${place(index)} has no valid ${path || 'set of elements'}`);
}

/** @throws MalformedPolicy when it says twice, or not at all, what it is about. */
export function normalise(raw: z.infer<typeof elements>, index: number, policy: string): Statement {
  const about = `${place(index)} names`;
  if (!raw.Action && !raw.NotAction) fault(policy, `${about} no action`);
  if (raw.Action && raw.NotAction) fault(policy, `${about} Action and NotAction`);
  if (raw.Resource && raw.NotResource) fault(policy, `${about} Resource and NotResource`);

  const actions = selectionOf(raw.Action, raw.NotAction);

  return {
    sid: raw.Sid,
    effect: raw.Effect,
    actions: { ...actions, patterns: actions.patterns.map((pattern) => pattern.trim()) },
    resources: selectionOf(raw.Resource, raw.NotResource),
    conditions: conditionsOf(raw.Condition ?? {}),
  };
}

/** Whether a statement is about an action, in whichever case, on a resource. */
export function isAbout(
  { actions, resources }: Statement,
  action: string,
  resource: string,
): boolean {
  return selectsAction(actions, action) && selects(resources, resource);
}

export function selectsAction(actions: Selection, action: string): boolean {
  return selects(inLowerCase(actions), action.toLowerCase());
}

/** A statement is asked about one action after the other. */
function inLowerCase(actions: Selection): Selection {
  const kept = lowered.get(actions);
  if (kept) return kept;

  const { scope, patterns } = actions;
  const lower = { scope, patterns: patterns.map((pattern) => pattern.toLowerCase()) };
  lowered.set(actions, lower);
  return lower;
}

const lowered = new WeakMap<Selection, Selection>();

export function selects({ scope, patterns }: Selection, name: string): boolean {
  return patterns.some((pattern) => matches(pattern, name)) === (scope === 'only');
}

/** For the reader: the patterns, or the first of many. */
export function describeSelection({ scope, patterns }: Selection): string {
  const [shown, hidden] = [patterns.slice(0, MOST_SHOWN), patterns.length - MOST_SHOWN];
  const rest = hidden > 0 ? ` and ${hidden} more` : '';

  return `${scope === 'only' ? '' : 'all but '}${shown.join(', ')}${rest}`;
}

/** Whether its description leaves nothing out. */
export function saysAll({ patterns }: Selection): boolean {
  return patterns.length <= MOST_SHOWN;
}

const MOST_SHOWN = 5;

function parseJson(document: string, name: string): unknown {
  try {
    return JSON.parse(decode(document.trim()), refusePrototype);
  } catch {
    // Not the parser's own message: it quotes the text.
    return fault(name, 'it is not JSON');
  }
}

/** A plain document starts with a brace, and a URL-encoded one cannot. */
function decode(document: string): string {
  return document.startsWith('{') ? document : decodeURIComponent(document.replaceAll('+', ' '));
}

/** What a schema would silently leave out: a Deny less one condition is another Deny. */
function refusePrototype(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new SyntaxError('no policy has such an element');

  return value;
}

function selectionOf(only: string[] | undefined, allBut: string[] | undefined): Selection {
  return allBut
    ? { scope: 'all but', patterns: allBut }
    : { scope: 'only', patterns: only ?? ['*'] };
}

function conditionsOf(block: Record<string, Record<string, string[]>>): readonly Condition[] {
  return Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
  );
}

function place(index: number): string {
  return `statement ${index + 1}`;
}

function fault(name: string, what: string): never {
  throw new MalformedPolicy(`${name} is no policy that can be read: ${what}`);
}
