import { type FieldPath, isElement } from '../../flow/index.ts';
import { fieldsTo } from '../aws-fields.ts';
import { harm } from '../harms.ts';
import { isCall } from '../syntax.ts';
import {
  isAskedForCode,
  isAskedForOwner,
  isAskedForSecret,
  severityOfCode,
  severityOfLookUp,
} from './look-up.ts';
import type { SinkCall, SinkRow, Written } from './sink.ts';

const filter = {
  kind: 'query-injection',
  harm: harm.filter,
  of: 'mongodb mongoose mongoist mongojs',
  fix: asEqual,
} as const;
const reading = 'find findOne count countDocuments exists where';
const changing =
  'findOneAndUpdate findOneAndDelete findOneAndReplace findAndModify updateOne updateMany update ' +
  'deleteOne deleteMany remove replaceOne';
const every = `${reading} ${changing} aggregate`;
const lookUp = { ...filter, calls: reading } as const;

/** What a caller may put into a filter of MongoDB: an operator, where a text is expected, or code. */
export const mongoSinks: readonly SinkRow[] = [
  { ...filter, calls: changing, isHarmful: isFilter },
  { ...filter, calls: 'aggregate', isHarmful: isStage, fix: undefined },
  { ...filter, calls: every, isHarmful: isExpression, fix: undefined },
  {
    ...filter,
    harm: harm.code,
    calls: every,
    isHarmful: isCodeWithin,
    fix: undefined,
  },
  // Whose is read, and who is let in, by what the operator stands for.
  { ...lookUp, isHarmful: (path) => isFilter(path) && isAskedForSecret(path) },
  {
    ...lookUp,
    isHarmful: (path) => isFilter(path) && isAskedForCode(path),
    severity: severityOfCode,
    isLess: true,
  },
  {
    ...lookUp,
    isHarmful: (path) => isFilter(path) && isAskedForOwner(path),
    severity: severityOfLookUp,
    isLess: true,
  },
  { ...lookUp, isHarmful: isFilter, severity: 'medium' },
  {
    kind: 'query-injection',
    harm: harm.request,
    of: 'mongodb mongoose',
    calls: 'find findOne where countDocuments count deleteMany deleteOne',
    isHarmful: isWholeQuery,
  },
  {
    kind: 'query-injection',
    harm: harm.code,
    of: 'mongodb mongoose',
    calls: 'find findOne where $where',
    isHarmful: (path) => path[0] === '$where' && isElement(path.slice(1)),
  },
];

/** `{ name: value }` and `{ $or: [{ name: value }] }`, and not `{ name: { $eq: value } }`. */
function isFilter(path: FieldPath): boolean {
  return path.every((field) => !field.startsWith('$') || /^\$(?:or|and|nor)$/.test(field));
}

/** The value of an operator that runs what it is given: an expression may hold a `$function`. */
function isExpression(path: FieldPath): boolean {
  return path.at(-1) === '$expr';
}

/** `$where`, and the `body` of a `$function`, however deep. */
function isCodeWithin(path: FieldPath): boolean {
  const [last = '', before = ''] = path.toReversed();

  return (
    last === '$where' ||
    running.test(last) ||
    (running.test(before) && /^(?:body|init|accumulate|merge|finalize)$/.test(last))
  );
}

const running = /^\$(?:function|accumulator)$/;

/** All of a pipeline, or a stage of it, and not a value within. */
function isStage(path: FieldPath): boolean {
  return isElement(path) && path.length < 2;
}

/** `find(event.queryStringParameters)`: its values are texts, and its names the caller's, as `$where`. */
function isWholeQuery(path: FieldPath, { fact }: SinkCall): boolean {
  const last = path.length === 0 ? fieldsTo(fact)?.at(-1) : undefined;

  return last === 'queryStringParameters' || last === 'multiValueQueryStringParameters';
}

function asEqual({ node, text }: Written): string | undefined {
  const [query] = isCall(node) ? node.arguments : [];
  if (!isCall(node) || query?.type !== 'ObjectExpression') return undefined;

  const fields = query.properties.map((property) =>
    property.type === 'Property' && !property.computed
      ? `${text(property.key)}: { $eq: ${text(property.value)} }`
      : '',
  );
  return fields.every((field) => field !== '')
    ? `${text(node.callee)}({ ${fields.join(', ')} })`
    : undefined;
}
