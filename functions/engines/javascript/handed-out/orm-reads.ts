import { type KeptRecords, recordsOfModel } from '../../signatures/index.ts';
import { parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  fieldRead,
  isCall,
  memberName,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import {
  drizzleTable,
  type OrmModel,
  prismaModel,
  queriedTable,
  typeOrmModel,
} from './orm-models.ts';

/** Calls by such names may read of a store through a mapper between objects and rows. */
export const ormNames =
  'find findOne findMany findUnique findUniqueOrThrow findFirst findFirstOrThrow findBy findOneBy findOneOrFail findOneByOrFail findAndCount from'.split(
    ' ',
  );

interface Look {
  readonly values: Values;
  /** The code of all files, by their paths. */
  readonly files: ReadonlyMap<string, string>;
  /** Texts of `schema.prisma`. */
  readonly schemas: readonly string[];
}

/**
 * `prisma.user.findMany()`, `getRepository(User).find()`, `db.select().from(users)`: of a model that keeps passwords, or all that is
 * kept of people. None that says which fields it wants, and none where the code may leave some out of all answers.
 */
export function ormRead(call: CallNode, name: string, look: Look): KeptRecords | undefined {
  const mapper = mappers.find(({ package: of }) => mentions(look.files, of));
  if (!mapper || mentions(look.files, leavingOut)) return undefined;
  const read = mapper.read(call, name, look);

  return read && recordsOfModel(read.model, read.isAll);
}

interface Read {
  readonly model: OrmModel;
  readonly isAll: boolean;
}

type Reader = (call: CallNode, name: string, look: Look) => Read | undefined;

const mappers: readonly { readonly package: RegExp; readonly read: Reader }[] = [
  { package: /['"`]@prisma\/client\b/, read: byPrisma },
  { package: /['"`]typeorm['"`]/, read: byTypeOrm },
  { package: /['"`]drizzle-orm\b/, read: byDrizzle },
];

/** Found out once for all calls: the code of a bundle is megabytes. */
function mentions(files: ReadonlyMap<string, string>, what: RegExp): boolean {
  const known = mentioned.get(files) ?? new Map<RegExp, boolean>();
  const before = known.get(what);
  if (before !== undefined) return before;

  const is = [...files].some(
    ([path, code]) => !/(?:^|\/)node_modules\//.test(path) && what.test(code),
  );
  mentioned.set(files, known.set(what, is));
  return is;
}

const mentioned = new WeakMap<ReadonlyMap<string, string>, Map<RegExp, boolean>>();

/** What may take a password out of what is answered: of models, of clients, of answers and of single users. */
const leavingOut =
  /toJSON|classToPlain|instanceToPlain|ClassSerializerInterceptor|json replacer|\$extends|\$use\(|\bomit\b|\.(?:password|passwd|pwd|senha)\s{0,9}=\s{0,9}(?:undefined|null|['"`])|delete\s{1,9}[\w.]{1,80}(?:password|passwd|pwd|senha)\b/i;

function byPrisma(call: CallNode, name: string, { values, schemas }: Look): Read | undefined {
  const [given, ...others] = call.arguments;
  if (!name.startsWith('find') || call.callee.type !== 'MemberExpression' || others.length > 0) {
    return undefined;
  }
  const asked = fieldsAsked(given);
  if (!asked?.every((each) => ofPrisma.test(each))) return undefined;
  const model = prismaModel(call.callee.object, values, schemas);

  return model && { model, isAll: name === 'findMany' && !asked.includes('where') };
}

const ofPrisma = /^(?:where|orderBy|take|skip|cursor|include)$/;

/** `repository.find()`, `User.findOneBy({ id })`, `manager.find(User)` */
function byTypeOrm(call: CallNode, name: string, { values }: Look): Read | undefined {
  if (!name.startsWith('find') || call.callee.type !== 'MemberExpression') return undefined;
  const own = typeOrmModel(call.callee.object, values);
  const [first, second, ...others] = call.arguments;
  const model = own ?? (first && typeOrmModel(first, values));
  const options = own ? first : second;
  const isMore = others.length > 0 || (own && second);
  if (!model || isMore) return undefined;
  const asked = fieldsAsked(options);
  const isBy = name.includes('By');
  if (!isBy && !asked?.every((each) => ofTypeOrm.test(each))) return undefined;

  return { model, isAll: /^find(?:AndCount)?$/.test(name) && !asked?.includes('where') };
}

const ofTypeOrm = /^(?:where|order|take|skip|relations|cache|withDeleted)$/;

/** `db.select().from(users)`, `db.query.users.findMany()` */
function byDrizzle(call: CallNode, name: string, { values }: Look): Read | undefined {
  const [given] = call.arguments;
  if (call.callee.type !== 'MemberExpression') return undefined;
  const { object } = call.callee;
  if (name !== 'from') {
    const asked = fieldsAsked(given);
    const isKnown = asked?.every((each) => ofDrizzle.test(each)) === true;
    const model =
      isKnown && /^find(?:Many|First)$/.test(name) ? queriedTable(object, values) : undefined;
    return model && { model, isAll: name === 'findMany' && !asked?.includes('where') };
  }
  const isWhole =
    isCall(object) && calledName(object) === 'select' && object.arguments.length === 0;
  const model = isWhole && given ? drizzleTable(given, values) : undefined;

  return model && { model, isAll: !isFiltered(call) };
}

const ofDrizzle = /^(?:where|orderBy|limit|offset|with)$/;

/** `.from(users).where(…)` */
function isFiltered(call: CallNode): boolean {
  const member = parentOf(call);

  return member?.type === 'MemberExpression' && fieldRead(member) === 'where';
}

/** The options that a call gives; undefined where these are not seen. */
function fieldsAsked(given: AnyNode | undefined): readonly string[] | undefined {
  if (!given) return [];
  if (given.type !== 'ObjectExpression') return undefined;
  const names = given.properties.flatMap((each) =>
    each.type === 'Property' ? (memberName(each) ?? []) : [],
  );

  return names.length === given.properties.length ? names : undefined;
}
