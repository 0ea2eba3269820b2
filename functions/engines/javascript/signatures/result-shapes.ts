import { packageIn } from '../known-packages.ts';
import { type CallNode, calledName } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { ForeignRole } from './foreign-calls.ts';

/**
 * What a part of a result says of a credential that was tested: an `item` is there where it is right, a `part` lies in
 * one, a `truth` is true, a `count` is no 0, a `status` is that of an answer, an `index` is not -1; an `error` is there where it is wrong.
 */
export type ResultShape = 'item' | 'part' | 'truth' | 'count' | 'status' | 'index' | 'error';

/** Undefined of what is there whether the credential is right or wrong: a whole answer, a list. */
export function shapeOf(
  call: CallNode,
  path: readonly string[],
  role: ForeignRole | undefined,
  values: Values,
): ResultShape | undefined {
  const name = calledName(call) ?? '';
  const [first, ...rest] = path;
  if (name === 'fetch') {
    return rest.length > 0
      ? undefined
      : first === 'ok'
        ? 'truth'
        : first === 'status'
          ? 'status'
          : undefined;
  }
  if (name === 'send' || isOfAws(call, values)) return ofAws(path);
  if (first === 'error' || first === 'err') return 'error';
  if (first === 'data' && (role === 'verifies' || supabase.test(name))) return ofData(name, rest);
  if (role === 'verifies') return ofVerdict(path);
  if (name === 'indexOf' || name === 'findIndex') return first === undefined ? 'index' : undefined;
  if (listing.test(name)) return ofList(path, isOfMySql(call, values));
  if (first === undefined) return 'item';
  if (first === 'Item') return rest.length === 0 ? 'item' : 'part';

  return first === 'length' ? undefined : 'part';
}

const supabase = /^(?:single|maybeSingle|eq|match|select|limit)$/;

/** By which nothing is found but a list, which may be empty. */
const listing =
  /^(?:find|findMany|findAll|filter|query|execute|exec|raw|run|unsafe|scan|select|all|any|list|where|search|mget)$/;

function packagesOf(call: CallNode, values: Values): readonly string[] {
  return values
    .valuesOf(call.callee)
    .flatMap((value) =>
      value.kind === 'name' || value.kind === 'made' ? (packageIn(value.name) ?? []) : [],
    );
}

function isOfAws(call: CallNode, values: Values): boolean {
  return packagesOf(call, values).some(
    (name) => name === 'aws-sdk' || name.startsWith('@aws-sdk/'),
  );
}

function isOfMySql(call: CallNode, values: Values): boolean {
  return packagesOf(call, values).some((name) =>
    /^(?:mysql2?|mariadb|serverless-mysql|typeorm|sequelize)/.test(name),
  );
}

function ofAws([first, ...rest]: readonly string[]): ResultShape | undefined {
  if (first === 'Item' || first === 'Attributes') return rest.length === 0 ? 'item' : 'part';
  if (first === 'Items' || first === 'records') return ofElements(rest);
  if (first === 'SignatureValid') return 'truth';

  return first === 'Count' && rest.length === 0 ? 'count' : undefined;
}

function ofElements([first, ...rest]: readonly string[]): ResultShape | undefined {
  if (first === 'length') return 'count';
  if (first === undefined || !isPlace(first)) return undefined;

  return rest.length === 0 ? 'item' : 'part';
}

function ofList(path: readonly string[], isPair: boolean): ResultShape | undefined {
  const [first, ...rest] = path;
  if (first === 'rows' || first === 'Items' || first === 'data') return ofElements(rest);
  if (/^(?:rowCount|count|Count|affectedRows)$/.test(first ?? '')) return 'count';
  // Of MySQL the rows are the first of two.
  return isPair && first !== undefined && isPlace(first) ? ofElements(rest) : ofElements(path);
}

function ofData(name: string, path: readonly string[]): ResultShape | undefined {
  const [first] = path;
  if (first === 'user' || first === 'session' || first === 'claims')
    return path.length === 1 ? 'item' : 'part';
  if (/^(?:single|maybeSingle)$/.test(name)) return path.length === 0 ? 'item' : 'part';

  return ofElements(path);
}

function ofVerdict([first]: readonly string[]): ResultShape | undefined {
  if (first === undefined) return 'truth';

  return /^(?:success|valid|verified|ok|authenticated|is[A-Z]\w*|active|user|userId|session|sub|claims|payload|uid)$/.test(
    first,
  )
    ? 'part'
    : undefined;
}

function isPlace(field: string): boolean {
  return /^\d+$/.test(field);
}
