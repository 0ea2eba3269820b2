import { fieldsTo } from './aws-fields.ts';
import type { Fact } from './entry.ts';
import { everyHarm, type Harms, harm, harmsOfObjects, noHarm } from './harms.ts';
import { hole, skeletonBefore } from './skeleton.ts';
import { type AnyNode, fieldRead, isFunction } from './syntax.ts';

/**
 * What the event can still do as a part of a longer text: it is no object any longer, behind a host it
 * cannot name another one, and behind `#` or `:` it is the name of what a query is given beside it.
 */
export function keptInText(fact: Fact, around: AnyNode): Harms {
  const part = fact.node;
  const before = skeletonBefore(part, around);
  const isPath =
    (part.type === 'MemberExpression' &&
      pathsOfRequests.has(fieldRead(part) ?? '') &&
      !isNamedByCaller(fact)) ||
    // Alone it may begin with two.
    (before !== '' && isUrlOfRequest(fact));
  const isAfterHost = isPath && (before.startsWith(hole) || isBehindHost(`${before}/`));
  const ofPath = isAfterHost ? harm.origin | harm.redirect : noHarm;
  const ofName = /(?:^|[\s,(])[#:]\w*$/.test(before) ? harm.sql : noHarm;

  return keptBehind(before) & ~(ofPath | ofName | harmsOfObjects);
}

/** What can still be done by what stands behind the first part of an address. */
export function keptBehind(before: string): Harms {
  return without(
    before !== '' && harm.option,
    isBehindHost(before) && harm.origin,
    isBehindHost(before) && !/^[/\\]+$/.test(before) && harm.redirect,
  );
}

/** As a text in JSON, which escapes quotes and knows no expressions. */
export const keptInJson: Harms = without(
  harm.code,
  harm.path,
  harm.origin,
  harm.redirect,
  harm.json,
  harmsOfObjects,
  harm.log,
  harm.option,
);

/**
 * They begin with a slash. Source: "Working with AWS Lambda proxy integrations for HTTP APIs", "Lambda@Edge
 * event structure" (AWS), `req.originalUrl` (Express): Node.js refuses requests for other targets but whole addresses.
 */
const pathsOfRequests: ReadonlySet<string> = new Set(['path', 'rawPath', 'uri', 'originalUrl']);

/** Of `event.queryStringParameters.path` the caller made up the name too: it may be any text. */
function isNamedByCaller(fact: Fact): boolean {
  return fieldsTo(fact)?.some((field) => tablesOfCallers.has(field)) === true;
}

const tablesOfCallers: ReadonlySet<string> = new Set(
  (
    'queryStringParameters multiValueQueryStringParameters pathParameters headers body query params ' +
    'arguments cookies multiValueHeaders'
  ).split(' '),
);

/**
 * Whether it is, by whatever name, the `url` or `originalUrl` of a request that a framework gives, which
 * begins with a slash; in an event, a field of that name may be any text.
 */
function isUrlOfRequest(fact: Fact): boolean {
  let at: Fact = fact;

  for (let steps = 0; at.from && at.path.length === 0 && steps < MOST_NAMES; steps += 1) {
    const [field, ...fields] = at.from.path;
    if (field !== undefined) return fields.length === 0 && /^(?:url|originalUrl)$/.test(field);
    if (at.node.type !== 'Identifier' && !isFunction(at.node)) return false;
    at = at.from;
  }
  return false;
}

const MOST_NAMES = 12;

/** Whether which server is meant is decided: `https://host/`, `/path`, and `␀/` with a base in the hole. */
function isBehindHost(before: string): boolean {
  const [, scheme = '', rest = ''] = /^([a-z][a-z\d+.-]{0,20}:)?(.*)$/is.exec(before) ?? [];
  const isAbsolute = rest.startsWith('//');
  const host = isAbsolute ? rest.slice(2) : rest;

  // Before the scheme's own slashes there is no host yet: it is in what follows.
  if (scheme !== '' && !isAbsolute) return false;
  return host.length > 0 && /[/?#\\]/.test(host);
}

function without(...ruledOut: readonly (Harms | false)[]): Harms {
  return ruledOut.reduce<Harms>((kept, one) => kept & ~(one || noHarm), everyHarm);
}
