import { argumentOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import type { Call, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';

/** How routes are written in a framework. */
export type Framework = 'flask' | 'fastapi' | 'chalice' | 'powertools';

export function frameworkOf(maker: Call, values: Values): Framework | undefined {
  const [first = ''] = values.namesOf(maker.callee);
  const name = /^\w+/.exec(first)?.[0] ?? '';

  return name === 'aws_lambda_powertools' ? 'powertools' : frameworks.find((each) => each === name);
}

const frameworks = ['flask', 'fastapi', 'chalice'] as const;

/** The methods that a route takes; undefined where they are not seen. */
export function methodsOf(route: Call, called: string): readonly string[] | undefined {
  const single = called.toUpperCase();
  if (/^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE)$/.test(single)) return [single];
  if (route.arguments.some(({ spread }) => spread !== '')) return undefined;

  const second = called === 'route' ? positionalOf(route) : undefined;
  const given = argumentOf(route, undefined, 'methods', 'method') ?? second;
  if (!given) return ['GET'];
  const all =
    given.type === 'List' || given.type === 'Tuple' || given.type === 'Set'
      ? given.elements
      : [given];
  const texts = all.flatMap((each) => constantText(each)?.toUpperCase() ?? []);
  return texts.length === all.length ? texts : undefined;
}

/** Powertools takes the method as the second; of Flask and Chalice all but the path are named. */
function positionalOf({ arguments: given }: Call): Expression | undefined {
  const [, second] = given.filter(({ name, spread }) => name === undefined && spread === '');

  return second?.value;
}

/**
 * A path as API Gateway writes it: `/orders/{id}` of `/orders/<int:id>`, `/files/{rest+}` of `/files/{rest:path}`.
 * Undefined where it is written as a pattern.
 */
export function writtenPath(path: string): string | undefined {
  const parts = path.split('/').filter((part) => part !== '');
  const written = parts.map(writtenPart);

  return written.every((part) => part !== undefined) ? `/${written.join('/')}` : undefined;
}

function writtenPart(part: string): string | undefined {
  const found =
    /^(?:<(?:(\w{1,40})(?:\([^()]{0,40}\))?:)?(\w{1,60})>|\{(\w{1,60})(?::(\w{1,40}))?\})$/.exec(
      part,
    );
  if (found) {
    const [, before, flask, fastapi, after] = found;
    // Converters of the code's own may take anything.
    if (before !== undefined && !converters.has(before)) return undefined;
    const isRest = before === 'path' || after === 'path';
    return `{${flask ?? fastapi}${isRest ? '+' : ''}}`;
  }
  // A part that is text and more is any.
  if (/[<>{}]/.test(part)) return /path/.test(part) ? undefined : '{part}';
  return /^[\w.~!$&'()*+,;=:@%-]{1,120}$/.test(part) && !/[*+()]/.test(part) ? part : undefined;
}

/** Those of one route of Powertools. */
export function middlewaresOf(by: Expression | undefined): readonly Expression[] {
  const given = by?.type === 'Call' ? argumentOf(by, undefined, 'middlewares') : undefined;

  return given?.type === 'List' ? given.elements : [];
}

const converters: ReadonlySet<string> = new Set(['string', 'int', 'float', 'uuid', 'any', 'path']);
