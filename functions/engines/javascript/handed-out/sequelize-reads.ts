import { isOfPassword, type KeptRecords } from '../../signatures/index.ts';
import { objectsOf, textOf } from '../options.ts';
import { scopeOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  fieldNames,
  fieldRead,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';

/**
 * `User.findAll()`, of a model that was defined with a password: by its name, for what defines it mostly hands it on through functions.
 *
 * @param files the code of all files, by their paths
 */
export function sequelizeRead(
  call: CallNode,
  values: Values,
  files: ReadonlyMap<string, string>,
): KeptRecords | undefined {
  const name = receiverOf(call);
  if (name === undefined || !call.arguments.every(asksForAllFields)) return undefined;
  const own = [...files].filter(([path]) => !/(?:^|\/)node_modules\//.test(path));
  if (own.some(([, code]) => leavingOut.test(code))) return undefined;
  if (!own.some(([, code]) => ofSequelize.test(code))) return undefined;
  const [only, ...others] = [...defined(values), ...initialized(values)].filter((model) =>
    isSameName(model.name, name),
  );
  if (!only || others.length > 0 || !files.has(scopeOf(only.call).file)) return undefined;
  const { attributes, options } = only;
  const isPlain = !options || (options.type === 'ObjectExpression' && hasNoScope(options));
  const fields = attributes ? objectsOf(values, attributes) : [];

  return isPlain && fields.some(keepsPassword) ? { kind: 'credentials', of: only.name } : undefined;
}

interface Model {
  readonly call: CallNode;
  readonly name: string;
  readonly attributes: AnyNode | undefined;
  readonly options: AnyNode | undefined;
}

/** `sequelize.define('User', { … })` */
function defined(values: Values): readonly Model[] {
  return values
    .callsOf('define')
    .slice(0, MOST_MODELS)
    .map((call) => {
      const [called, attributes, options] = call.arguments;
      return { call, name: textOf(called) ?? '', attributes, options };
    });
}

/** `User.init({ … }, { sequelize })` */
function initialized(values: Values): readonly Model[] {
  return values
    .callsOf('init')
    .slice(0, MOST_MODELS)
    .flatMap((call) => {
      const [attributes, options] = call.arguments;
      const { callee } = call;
      return callee.type === 'MemberExpression' && callee.object.type === 'Identifier'
        ? { call, name: callee.object.name, attributes, options }
        : [];
    });
}

/** `User.findAll`, `db.User.findAll`: not of a scope, which is a call. */
function receiverOf({ callee }: CallNode): string | undefined {
  if (callee.type !== 'MemberExpression') return undefined;
  const { object } = callee;
  if (object.type === 'Identifier') return object.name;

  return object.type === 'MemberExpression' ? fieldRead(object) : undefined;
}

/** Whether two names are the same but for their number and capitals: `Users`, `UserModel`, `user`. */
export function isSameName(one: string, other: string): boolean {
  return one !== '' && singular(one) === singular(other);
}

function singular(name: string): string {
  return name.toLowerCase().replace(/(?:model)?s?$/, '');
}

/** What is no object is a key, as of `findByPk(id)`. */
function asksForAllFields(given: AnyNode): boolean {
  if (given.type !== 'ObjectExpression')
    return given.type === 'MemberExpression' || given.type === 'Literal';

  return given.properties.every(
    (each) =>
      each.type === 'Property' &&
      /^(?:where|order|limit|offset|raw|nest|include|distinct)$/.test(nameOf(each)),
  );
}

function hasNoScope({ properties }: NodeOf<'ObjectExpression'>): boolean {
  return properties.every((each) => each.type === 'Property' && harmless.has(nameOf(each)));
}

const harmless: ReadonlySet<string> = new Set(
  'sequelize timestamps tableName freezeTableName underscored paranoid createdAt updatedAt deletedAt indexes modelName schema charset collate comment'.split(
    ' ',
  ),
);

/** Not where a getter answers another one, or none is stored. */
function keepsPassword(made: NodeOf<'ObjectExpression'>): boolean {
  return made.properties.some((each) => {
    if (each.type !== 'Property' || !isOfPassword(nameOf(each))) return false;
    const { value } = each;
    if (value.type === 'MemberExpression') return fieldRead(value) !== 'VIRTUAL';
    if (value.type !== 'ObjectExpression') return false;
    const [type] = value.properties.flatMap((part) =>
      part.type === 'Property' && nameOf(part) === 'type' ? part.value : [],
    );
    return (
      type?.type === 'MemberExpression' &&
      fieldRead(type) !== 'VIRTUAL' &&
      !fieldNames(value).includes('get')
    );
  });
}

function nameOf(property: NodeOf<'Property'>): string {
  return memberName(property) ?? '';
}

const ofSequelize = /['"`]sequelize['"`]/;

/** What may take a password out of what is answered: of models, of scopes, of hooks, of answers and of single users. */
const leavingOut =
  /toJSON|defaultScope|addScope|afterFind|json replacer|\.(?:password|passwd|pwd|senha)\s{0,9}=\s{0,9}(?:undefined|null|['"`])|delete\s{1,9}[\w.]{1,80}(?:password|passwd|pwd|senha)\b/i;

const MOST_MODELS = 100;
