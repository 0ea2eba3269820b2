import { anyField, type FieldPath, isElement, isInJson } from '../../flow/index.ts';
import { harm } from '../harms.ts';
import { objectsOf, optionIn, textOf } from '../options.ts';
import { parentOf } from '../scope.ts';
import { skeletonOf } from '../skeleton.ts';
import { type AnyNode, memberName, type NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import { withEachPart } from './rewritten.ts';
import type { Sink, Written } from './sink.ts';

/** A field of an object that is given a value. */
export interface Field {
  readonly object: NodeOf<'ObjectExpression'>;
  readonly name: string;
  readonly value: AnyNode;
}

/**
 * What a field of a response does with the event, which lies at a path in the value. A response is
 * an object with a status. Source: "Set up Lambda proxy integrations in API Gateway", "Lambda@Edge
 * event structure" (AWS).
 */
export function sinksOfField(field: Field, path: FieldPath, values: Values): readonly Sink[] {
  const isLocation = field.name.toLowerCase() === 'location';
  if (isLocation && isShown(path) && isOfRedirect(field.object, values)) return [location];
  if (field.name !== 'body') return [];

  const status = statusOf(field.object, values);
  if (status === undefined) return [];
  const isText = isElement(path) || isInJson(path);
  return [
    ...(isText && isPage(field.object, values) ? [page] : []),
    wholeEvent,
    ownSecret,
    ...(status === '' || status.startsWith('5') ? [errorDetails] : []),
  ];
}

const location: Sink = {
  kind: 'open-redirect',
  harm: harm.redirect,
  title: 'Location header',
  fix: relativeOnly,
};

const page: Sink = {
  kind: 'unescaped-html',
  harm: harm.html,
  title: 'body',
  fix: escaped,
};

const wholeEvent: Sink = { kind: 'event-returned', harm: harm.whole, title: 'body' };

const ownSecret: Sink = { kind: 'environment-returned', harm: harm.hidden, title: 'body' };

const errorDetails: Sink = {
  kind: 'error-details-returned',
  harm: harm.error,
  title: 'body',
  fix: () => "console.error(error); return { statusCode: 500, body: 'Internal error' };",
};

/** As a text, or as Lambda@Edge has it: `[{ key: 'Location', value }]`. */
function isShown(path: FieldPath): boolean {
  const [first, second, ...more] = path;
  const isValue = second === 'value' || second === anyField;

  return isElement(path) || (first !== undefined && isValue && more.length === 0);
}

/** Whether headers belong to a response that is no plain success, as far as that can be seen. */
function isOfRedirect(headers: AnyNode, values: Values): boolean {
  const property = parentOf(headers);
  const response = property?.type === 'Property' ? parentOf(property) : undefined;
  if (response?.type !== 'ObjectExpression') return isNamedHeaders(property);

  const isHeaders = property?.type === 'Property' && /headers$/i.test(memberName(property) ?? '');
  return isHeaders && !/^2/.test(statusOf(response, values) ?? '');
}

/** `const headers = {…}`, and `writeHead(302, {…})`. */
function isNamedHeaders(around: AnyNode | undefined): boolean {
  if (around?.type === 'VariableDeclarator') {
    return around.id.type === 'Identifier' && /headers$/i.test(around.id.name);
  }
  return around?.type === 'CallExpression' && /^[^2]/.test(textOf(around.arguments[0]) ?? '2');
}

/** Empty where it is not a constant, and undefined where there is none. */
function statusOf(object: NodeOf<'ObjectExpression'>, values: Values): string | undefined {
  const status = optionIn(values, object, 'statusCode') ?? optionIn(values, object, 'status');

  return status && (textOf(status) ?? '');
}

/** Whether its content type is that of a page. */
function isPage(response: NodeOf<'ObjectExpression'>, values: Values): boolean {
  return ['headers', 'multiValueHeaders'].some((name) =>
    objectsOf(values, optionIn(values, response, name)).some((headers) =>
      headers.properties.some(
        (header) =>
          header.type === 'Property' &&
          memberName(header)?.toLowerCase() === 'content-type' &&
          typesIn(header.value).some((type) => type.toLowerCase().includes('text/html')),
      ),
    ),
  );
}

/** `'text/html'`, `['text/html']` and `[{ value: 'text/html' }]`. */
function typesIn(value: AnyNode): readonly string[] {
  if (value.type === 'ArrayExpression') {
    return value.elements.flatMap((element) => (element ? typesIn(element) : []));
  }
  if (value.type === 'ObjectExpression') {
    return value.properties.flatMap((property) =>
      property.type === 'Property' && memberName(property) === 'value'
        ? typesIn(property.value)
        : [],
    );
  }
  return [textOf(value) ?? skeletonOf(value)];
}

function escaped({ node, text }: Written): string {
  return `body: ${withEachPart(node, text, (part) => `escapeHtml(${part})`)}`;
}

function relativeOnly({ node, text }: Written): string | undefined {
  return node.type === 'ArrayExpression'
    ? undefined
    : `Location: new URL(${text(node)}, origin).pathname`;
}
