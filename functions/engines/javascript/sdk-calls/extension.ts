import type { CalledResource } from '../../../core/sdk-calls.ts';
import type { Parts } from '../../sdk/index.ts';
import type { NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import { textsOf } from './texts.ts';

/** What a request to one of Lambda's extensions is for. */
export interface ExtensionCall {
  readonly service: string;
  readonly operations: readonly string[];
  readonly resources: readonly CalledResource[];
}

/**
 * Of an address that the extensions for parameters, secrets and configuration serve on localhost.
 * Sources: "Using Parameter Store parameters in AWS Lambda functions", "AWS AppConfig Agent".
 */
export function extensionCall(
  node: NodeOf<'Literal' | 'TemplateLiteral'>,
  values: Values,
): ExtensionCall | undefined {
  const written =
    node.type === 'Literal'
      ? String(node.value)
      : node.quasis.map(({ value }) => value.cooked ?? '').join('');
  const served = paths.find(({ path }) => written.includes(path));
  if (!served) return undefined;

  const { service, operations, query, parameter } = served;
  const named = textsOf(node, values)
    .map((parts) => valueAfter(parts, query))
    .filter((parts) => parts !== undefined);
  return {
    service,
    operations,
    resources: named.length === 0 ? [] : [{ parameter, values: named }],
  };
}

const paths = [
  {
    path: '/systemsmanager/parameters/get',
    service: 'ssm',
    operations: ['GetParameter'],
    query: 'name=',
    parameter: 'Name',
  },
  {
    path: '/secretsmanager/get',
    service: 'secretsmanager',
    operations: ['GetSecretValue'],
    query: 'secretId=',
    parameter: 'SecretId',
  },
  {
    path: ':2772/applications/',
    service: 'appconfigdata',
    operations: ['StartConfigurationSession', 'GetLatestConfiguration'],
    query: '/applications/',
    parameter: 'ApplicationIdentifier',
  },
] as const;

/** From behind a mark to the end of what it begins. */
function valueAfter(parts: Parts, mark: string): Parts | undefined {
  const at = parts.findIndex((part) => 'text' in part && part.text.includes(mark));
  const part = parts[at];
  if (!part || !('text' in part)) return undefined;

  const found: Parts = [
    { text: part.text.slice(part.text.indexOf(mark) + mark.length) },
    ...parts.slice(at + 1),
  ];
  const value: Parts[number][] = [];
  for (const each of found) {
    const end = 'text' in each ? each.text.search(mark.startsWith('/') ? /[/?]/ : /&/) : -1;
    if (!('text' in each)) value.push(each);
    else if (end < 0 && each.text !== '') value.push(each);
    else if (end > 0) value.push({ text: each.text.slice(0, end) });
    if (end >= 0) break;
  }
  return value.length === 0 ? undefined : value.map(decoded);
}

function decoded(part: Parts[number]): Parts[number] {
  return 'text' in part ? { text: part.text.replaceAll('%2F', '/') } : part;
}
