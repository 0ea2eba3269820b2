import * as z from 'zod/mini';
import { parseJson } from '../../core/parse-json.ts';
import type { Selector } from '../routing.ts';
import { list, type SlackChannel, slackChannel, type Takes, text } from './takes.ts';

/** Where what happens to the functions of some owners, stacks or applications is sent as well. */
export interface Route extends Selector {
  /** Mail addresses. */
  readonly email: readonly string[];
  readonly slackChannel?: SlackChannel | 'existing' | undefined;
  /** Name or ARN of a secret that is the URL of an incoming webhook. */
  readonly slackWebhookSecret?: string | undefined;
  /** Who else may subscribe to its topic. */
  readonly subscribers: readonly string[];
}

/** As a user writes one. */
interface GivenRoute {
  readonly name: string;
  readonly owners?: GivenTexts;
  readonly stacks?: GivenTexts;
  readonly applications?: GivenTexts;
  readonly tags?: GivenTexts;
  readonly email?: GivenTexts;
  readonly subscribers?: GivenTexts;
  readonly slackChannel?: string | SlackChannel | undefined;
  readonly slackWebhookSecret?: string | undefined;
}
type GivenTexts = string | readonly string[] | undefined;

/** Patterns of the settings of the same names. */
export interface RoutePatterns {
  readonly email: RegExp;
  readonly subscribers: RegExp;
  readonly slackWebhookSecret: RegExp;
}

/** Each is a topic, and one with a webhook a function: a stack has room for 500 resources. */
const MOST_ROUTES = 20;

/** Exact values of tags, in which no text stands for any other. */
const NAMES = list(/^[^,]{1,256}$/, 'names');

const TAGS = list(/^[^,=]{1,128}=[^,]{1,256}$/, 'tags');

/** A table of routes: as a value, or as JSON. */
export function routes(
  patterns: RoutePatterns,
): Takes<string | readonly GivenRoute[], readonly Route[]> {
  const texts = (pattern: RegExp) => z._default(list(pattern, '').schema, []);
  const route = z
    .strictObject({
      name: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,29}$/)),
      owners: z._default(NAMES.schema, []),
      stacks: z._default(NAMES.schema, []),
      applications: z._default(NAMES.schema, []),
      tags: z._default(TAGS.schema, []),
      email: texts(patterns.email),
      slackChannel: z.exactOptional(slackChannel().schema),
      slackWebhookSecret: z.exactOptional(text(patterns.slackWebhookSecret, '').schema),
      subscribers: texts(patterns.subscribers),
    })
    .check(z.refine(selectsSomething), z.refine(leadsSomewhere));
  const given = z.transform((value: string | readonly GivenRoute[]) =>
    typeof value === 'string' ? jsonIn(value) : value,
  );

  return {
    schema: z.pipe(
      given,
      z.array(route).check(z.maxLength(MOST_ROUTES), z.refine(haveNamesOfTheirOwn)),
    ) as z.ZodMiniType<readonly Route[], string | readonly GivenRoute[]>,
    words: `at most ${MOST_ROUTES} routes, or the same as JSON: each with a name of its own (lower case, digits, hyphens), with owners, stacks or applications by their exact names or tags as key=value, and with email, slackChannel, slackWebhookSecret or subscribers`,
    type: 'string | readonly VigilRoute[]',
  };
}

function jsonIn(value: string): unknown {
  try {
    return parseJson(value);
  } catch {
    // What it is instead of a list, the sentence about the setting shows.
    return value;
  }
}

function selectsSomething({ owners, stacks, applications, tags = [] }: Selector): boolean {
  return owners.length + stacks.length + applications.length + tags.length > 0;
}

function leadsSomewhere(
  route: Pick<Route, 'email' | 'slackChannel' | 'slackWebhookSecret' | 'subscribers'>,
): boolean {
  const { email, subscribers, slackChannel: channel, slackWebhookSecret: secret } = route;

  return email.length + subscribers.length > 0 || channel !== undefined || secret !== undefined;
}

function haveNamesOfTheirOwn(all: readonly { readonly name: string }[]): boolean {
  return new Set(all.map(({ name }) => name)).size === all.length;
}
