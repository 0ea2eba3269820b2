import { givesPower, givesRights, isKeptForPeople, sqlEffect } from '../../signatures/index.ts';
import { optionIn, textOf } from '../options.ts';
import { bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  fieldRead,
  isCall,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { Value } from '../value.ts';
import { Additions } from './additions.ts';
import type { Effect } from './effect.ts';
import { isPlainMethod } from './plain-methods.ts';
import type { Readers } from './readers.ts';

/** Knows what calls of databases change: those of MongoDB, of SQL, and of what writes SQL. */
export class StoreEffects {
  readonly #of: Readers;
  readonly #additions: Additions;

  constructor(of: Readers) {
    this.#of = of;
    this.#additions = new Additions(of);
  }

  /** Undefined of a package that stores nothing. */
  of(call: CallNode, packageName: string, value: Value): Effect | undefined {
    const store = stores.get(packageName);
    if (!store) return undefined;
    const method = calledName(call) ?? '';
    if (call.type === 'NewExpression') return 'nothing';
    if (store.adds?.test(method)) return this.#added(call, method, value, packageName);
    if (store.queries?.test(method)) return this.#queried(call);
    // What is asked of a package itself makes clients, schemas and models.
    const isMaking = value.kind === 'name' && call.callee.type !== 'MemberExpression';
    if (isMaking || isPlainMethod(method)) return 'nothing';
    // `knex('notes')` names a table.
    if (call.callee.type === 'Identifier' && packageName === 'knex') return 'nothing';

    return store.harmless.has(method) ? 'nothing' : 'more';
  }

  /** `` sql`INSERT INTO notes …` ``, whose values the package sends beside the text. */
  ofTagged(node: NodeOf<'TaggedTemplateExpression'>): Effect {
    const { tag, quasi } = node;
    const names = this.#of.values
      .valuesOf(tag)
      .flatMap((value) => (value.kind === 'name' || value.kind === 'made' ? value.name : []));
    if (names.length > 0 && names.every((name) => /^String\.raw$|^module:graphql-tag/.test(name))) {
      return 'nothing';
    }
    const isSql = names.length > 0 && names.every((name) => tagging.has(name));

    return isSql
      ? sqlEffect(quasi.quasis.map(({ value }) => value.cooked ?? '').join(' ? '))
      : 'more';
  }

  #queried({ arguments: [given] }: CallNode): Effect {
    if (!given) return 'more';
    const text = textOf(given) ?? this.#writtenText(given);
    if (text !== undefined) return sqlEffect(text);
    // `{ text: 'INSERT …', values }`, `{ sql: … }`
    const [literal, ...more] = this.#of.literals.of(given) ?? [];
    const inside = ['text', 'sql'].flatMap((name) =>
      more.length === 0 ? (optionIn(this.#of.values, literal, name) ?? []) : [],
    );
    const [only] = inside.map((each) => textOf(each) ?? this.#writtenText(each));

    return only === undefined ? 'more' : sqlEffect(only);
  }

  /** Of a template into which no caller writes. */
  #writtenText(node: AnyNode): string | undefined {
    const at = this.#definitionOf(node) ?? node;
    if (at.type !== 'TemplateLiteral' || this.#of.data.has(at)) return undefined;

    return at.quasis.map(({ value }) => value.cooked ?? '').join(' ? ');
  }

  #added(call: CallNode, method: string, value: Value, packageName: string): Effect {
    const { callee, arguments: all } = call;
    if (callee.type !== 'MemberExpression') return 'more';
    const receiver = callee.object;
    if (this.#isNamedByCallers(receiver)) return 'more';
    const kept = [...this.#namesOf(receiver, value), this.#of.about];
    if (method === 'save') {
      const made = this.#definitionOf(receiver) ?? receiver;
      if (made.type !== 'NewExpression' || all.length > 1) return 'more';
      if (this.#isFilled(receiver, kept)) return 'more';
      const [model] = this.#of.values.valuesOf(made.callee);
      return this.#isHarmless(
        made.arguments[0],
        [...kept, ...this.#namesOf(made.callee, value)],
        model && this.#hasPlainSchema(model),
      );
    }
    const [given, options] = all;
    // Whatever else is said beside what is added may say to replace.
    if (options && this.#mayReplace(options)) return 'more';
    if (packageName === '@prisma/client') return this.#ofPrisma(given, kept);
    // Drizzle's `insert(table).values(…)`: the one says where, the other what.
    return this.#isHarmless(given, kept, this.#hasPlainSchema(value));
  }

  /** What callers may put any field into may also say what else is changed. */
  #ofPrisma(given: AnyNode | undefined, kept: readonly string[]): Effect {
    const data = given && optionIn(this.#of.values, given, 'data');
    const items = data && this.#of.items.of(data);

    const isNested = items?.some(({ fields }) =>
      [...fields.values()].some(
        (each) =>
          each.type === 'ObjectExpression' &&
          each.properties.some(
            (part) => part.type !== 'Property' || !/^(?:connect|set)$/.test(memberName(part) ?? ''),
          ),
      ),
    );

    return items && !isNested ? this.#isHarmless(data, kept) : 'more';
  }

  #mayReplace(options: AnyNode): boolean {
    return (
      options.type === 'ObjectExpression' &&
      options.properties.some(
        (each) => each.type !== 'Property' || memberName(each) === 'updateOnDuplicate',
      )
    );
  }

  /**
   * @param isPlain whether fields that the store does not know are left out, and none of those that it knows gives rights
   */
  #isHarmless(given: AnyNode | undefined, kept: readonly string[], isPlain = false): Effect {
    if (!given)
      return this.#additions.isHarmless({ fields: new Map(), isOpen: false, spread: [] }, kept)
        ? 'addition'
        : 'more';
    const elements =
      given.type === 'ArrayExpression' ? given.elements.filter((each) => each !== null) : [given];
    const items = elements.map(
      (each) => this.#of.items.of(each) ?? (this.#of.data.has(each) ? [open] : []),
    );

    if (isPlain && kept.some(isKeptForPeople)) return 'more';

    return items
      .flat()
      .every((each) =>
        this.#additions.isHarmless(isPlain ? { ...each, isOpen: false } : each, kept),
      )
      ? 'addition'
      : 'more';
  }

  /** Of mongoose, which leaves out what a schema does not name. */
  #hasPlainSchema(value: Value): boolean {
    const by =
      value.kind === 'made' && value.name.startsWith('module:mongoose') ? value.by : undefined;
    const [, given] = isCall(by) ? by.arguments : [];
    const made = given && (this.#definitionOf(given) ?? given);
    if (made?.type !== 'NewExpression' || made.arguments.length > 1) return false;
    const [schema] = made.arguments;
    const [fields, ...others] = (schema && this.#of.literals.of(schema)) ?? [];

    return (
      fields !== undefined &&
      others.length === 0 &&
      fields.properties.every((each) => {
        const name = each.type === 'Property' ? memberName(each) : undefined;
        return name !== undefined && !givesPower(name) && !givesRights(name);
      })
    );
  }

  /** `db.collection(body.name)`, `prisma[body.model]` */
  #isNamedByCallers(receiver: AnyNode): boolean {
    let at: AnyNode | undefined = receiver;
    for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
      if (at.type === 'MemberExpression') {
        if (at.computed && this.#of.data.has(at.property)) return true;
        at = at.object;
      } else if (at.type === 'CallExpression') {
        if (at.arguments.some((each) => this.#of.data.has(each))) return true;
        at = at.callee;
      } else if (at.type === 'AwaitExpression') at = at.argument;
      else at = at.type === 'Identifier' ? this.#definitionOf(at) : undefined;
    }
    return false;
  }

  /** What is set in a document between its making and its saving. */
  #isFilled(receiver: AnyNode, kept: readonly string[]): boolean {
    const binding = bindingOf(receiver);
    if (!binding) return false;
    const fields = new Map(
      binding.writes.flatMap(({ path, value }) =>
        path.length > 0 ? [[path.join('.'), value] as const] : [],
      ),
    );
    if (fields.has('isNew')) return true;
    const isGiven = binding.reads.some((read) => {
      const around = parentOf(read);
      if (isCall(around)) return read.start < receiver.start;
      const call = around?.type === 'MemberExpression' ? parentOf(around) : undefined;
      return (
        around?.type === 'MemberExpression' &&
        ((isCall(call) &&
          call.callee === around &&
          !/^(?:save|toObject|toJSON|validate)$/.test(fieldRead(around) ?? '')) ||
          around.computed)
      );
    });

    return isGiven || !this.#additions.isHarmless({ fields, isOpen: false, spread: [] }, kept);
  }

  /** What it is called that something is put into: `User`, `users` of `db.collection('users')`. */
  #namesOf(receiver: AnyNode, value: Value): readonly string[] {
    const names: string[] = [];
    let at: AnyNode | undefined = receiver;
    for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
      if (at.type === 'Identifier') {
        names.push(at.name);
        at = this.#definitionOf(at);
      } else if (at.type === 'MemberExpression') {
        names.push(fieldRead(at) ?? '');
        at = at.object;
      } else if (isCall(at)) {
        names.push(
          ...at.arguments.flatMap(
            (each) => textOf(each) ?? (each.type === 'Identifier' ? each.name : []),
          ),
        );
        at = at.callee;
      } else if (at.type === 'AwaitExpression') {
        at = at.argument;
      } else break;
    }
    const by = value.kind === 'made' ? value.by : undefined;
    if (isCall(by)) names.push(...by.arguments.flatMap((each) => textOf(each) ?? []));
    return names;
  }

  #definitionOf(node: AnyNode): AnyNode | undefined {
    const [definition, ...others] = bindingOf(node)?.definitions ?? [];

    return definition?.kind === 'value' && definition.path.length === 0 && others.length === 0
      ? definition.node
      : undefined;
  }
}

const open = { fields: new Map<string, AnyNode>(), isOpen: true, spread: [] };

/** How a package is asked to add, and to run a text; and which of its methods change nothing. */
interface Store {
  readonly adds?: RegExp;
  readonly queries?: RegExp;
  readonly harmless: ReadonlySet<string>;
}

/** Of postgres, Neon, Vercel and Drizzle: what stands in the text is sent beside it. */
const tagging: ReadonlySet<string> = new Set([
  'module:postgres',
  'module:@neondatabase/serverless',
  'module:@neondatabase/serverless.neon',
  'module:@vercel/postgres.sql',
  'module:drizzle-orm.sql',
]);

const mongo: Store = {
  adds: /^(?:create|insertOne|insertMany|save)$/,
  harmless: named(
    'find findOne findById count countDocuments estimatedDocumentCount distinct exists where select populate lean ' +
      'sort limit skip exec toArray next hasNext project cursor equals gt gte lt lte in nin or and regex connect ' +
      'createConnection model db collection set plugin index createIndex createIndexes disconnect close on once ' +
      'virtual pre post method static get isModified isValid validate validateSync asPromise openUri ping ' +
      'addListener removeAllListeners',
  ),
};

const sql: Store = {
  queries:
    /^(?:query|execute|run|all|get|each|exec|prepare|unsafe|any|one|oneOrNone|many|manyOrNone|none)$/,
  harmless: named(
    'connect end release getConnection createPool createConnection beginTransaction commit rollback promise quit ' +
      'config on once escape format close destroy ping pluck bind',
  ),
};

const builder: Store = {
  adds: /^(?:create|createMany|createManyAndReturn|insert|insertInto|values|bulkCreate|save)$/,
  harmless: named(
    'find findMany findFirst findUnique findAll findOne findBy findByPk findOneBy findAndCount findAndCountAll ' +
      'findFirstOrThrow findUniqueOrThrow count aggregate groupBy max min sum select selectFrom selectAll from where ' +
      'whereIn whereNot whereNull whereNotNull whereBetween whereLike andWhere orWhere first orderBy limit offset ' +
      'join leftJoin rightJoin innerJoin leftJoinAndSelect on returning returningAll into execute executeTakeFirst ' +
      'executeTakeFirstOrThrow $connect $disconnect $on $extends define init belongsTo belongsToMany hasOne hasMany ' +
      'authenticate initialize getRepository connect destroy close get getOne getMany createQueryBuilder build model ' +
      'addHook addIndex references primaryKey notNull default defaultNow unique catch',
  ),
};

const stores: ReadonlyMap<string, Store> = new Map([
  ...rows(mongo, 'mongoose mongodb'),
  ...rows(
    sql,
    'pg mysql mysql2 mariadb serverless-mysql postgres pg-promise @neondatabase/serverless @planetscale/database better-sqlite3 sqlite3 @vercel/postgres',
  ),
  ...rows(builder, '@prisma/client knex kysely drizzle-orm sequelize typeorm'),
]);

/** Whether a package is of a database whose calls are known. */
export function isStorePackage(name: string): boolean {
  return stores.has(name);
}

function named(methods: string): ReadonlySet<string> {
  return new Set(methods.split(' '));
}

function rows(store: Store, packages: string): readonly (readonly [string, Store])[] {
  return packages.split(' ').map((name) => [name, store]);
}

const MOST_STEPS = 8;
