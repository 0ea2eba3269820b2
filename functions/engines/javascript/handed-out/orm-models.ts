import { fieldsOfPrisma } from '../../signatures/index.ts';
import { behind } from '../behind.ts';
import { isFalse, objectsOf, optionIn, textOf } from '../options.ts';
import { parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  fieldNames,
  fieldRead,
  isCall,
  memberName,
} from '../syntax.ts';
import type { Values } from '../value.ts';

/** A model or a table of a mapper between objects and rows, and what it keeps. */
export interface OrmModel {
  readonly name: string;
  readonly fields: readonly string[];
}

/** `prisma.user`: what its schema says, and what the code puts into it. */
export function prismaModel(
  node: AnyNode,
  values: Values,
  schemas: readonly string[],
): OrmModel | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  const name = fieldRead(node);
  if (name === undefined || !isPrisma(node.object, values)) return undefined;
  const put = ['create', 'createMany', 'upsert', 'update']
    .flatMap((method) => values.callsOf(method).slice(0, MOST_CALLS))
    .filter(({ callee }) => {
      const of = callee.type === 'MemberExpression' ? callee.object : undefined;
      return of?.type === 'MemberExpression' && fieldRead(of) === name;
    })
    .flatMap(({ arguments: [given] }) => [
      optionIn(values, given, 'data'),
      optionIn(values, given, 'create'),
    ])
    .flatMap(eachOf)
    .flatMap((data) => objectsOf(values, data))
    .flatMap(fieldNames);

  return { name, fields: [...put, ...schemas.flatMap((text) => fieldsOfPrisma(text, name))] };
}

/** Of a list what is in it. */
function eachOf(data: AnyNode | undefined): readonly AnyNode[] {
  if (data?.type !== 'ArrayExpression') return data ? [data] : [];

  return data.elements.flatMap((each): readonly AnyNode[] => (each ? [each] : []));
}

/** By what made it, or as all call it: `context.prisma`. */
function isPrisma(node: AnyNode, values: Values): boolean {
  const isMade = values
    .valuesOf(node)
    .some(
      (value) =>
        value.kind === 'made' && /^module:@prisma\/client\b.*PrismaClient$/.test(value.name),
    );
  const name =
    node.type === 'Identifier'
      ? node.name
      : node.type === 'MemberExpression'
        ? (fieldRead(node) ?? '')
        : '';

  return isMade || /^prisma(?:Client)?$/i.test(name);
}

/** `getRepository(User)`, or the class of an entity itself: what its columns are, but for those that it leaves out of answers. */
export function typeOrmModel(node: AnyNode, values: Values): OrmModel | undefined {
  const of = behind(node);
  const isRepository =
    isCall(of) && /^get(?:Mongo|Tree|Custom)?Repository$/.test(calledName(of) ?? '');
  const name = nameOf(isRepository ? of.arguments[0] : node);
  if (name === undefined) return undefined;
  const fields = ['__decorate', '__decorateClass']
    .flatMap((helper) => values.callsOf(helper).slice(0, MOST_COLUMNS))
    .flatMap((call) => columnOf(call, name) ?? []);

  return fields.length > 0 ? { name, fields } : undefined;
}

function nameOf(node: AnyNode | undefined): string | undefined {
  if (node?.type === 'Identifier') return node.name;

  return node?.type === 'MemberExpression' ? fieldRead(node) : undefined;
}

/** `__decorate([Column()], User.prototype, 'password', void 0)` */
function columnOf({ arguments: [list, of, field] }: CallNode, name: string): string | undefined {
  const isOf =
    of?.type === 'MemberExpression' &&
    fieldRead(of) === 'prototype' &&
    nameOf(of.object) === name &&
    list?.type === 'ArrayExpression';
  const decorators = isOf
    ? list.elements.flatMap((each) => (each && isCall(each) ? each : []))
    : [];
  const isColumn = decorators.some((each) => /Column$/.test(calledName(each) ?? ''));

  return isColumn && !decorators.some(isLeftOut) ? textOf(field) : undefined;
}

/** `Column({ select: false })`, `Exclude()` */
function isLeftOut(decorator: CallNode): boolean {
  if (/^(?:Exclude|Transform)$/.test(calledName(decorator) ?? '')) return true;

  return decorator.arguments.some(
    (options) =>
      options.type === 'ObjectExpression' &&
      options.properties.some(
        (each) =>
          each.type !== 'Property' || (memberName(each) === 'select' && isFalse(each.value)),
      ),
  );
}

/** `users`, of `pgTable('users', { password: text() })`: what Drizzle knows of a table. */
export function drizzleTable(node: AnyNode, values: Values): OrmModel | undefined {
  return values.valuesOf(node).flatMap((value) => {
    const made = value.kind === 'made' && isTableMaker(value.name) ? value.by : undefined;
    return isCall(made) ? tableBy(made, values) : [];
  })[0];
}

/** `db.query.users`: the table that is called so. */
export function queriedTable(node: AnyNode, values: Values): OrmModel | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  const { object } = node;
  const name = fieldRead(node);
  if (object.type !== 'MemberExpression' || fieldRead(object) !== 'query') return undefined;

  return tableMakers
    .flatMap((maker) => values.callsOf(maker).slice(0, MOST_CALLS))
    .filter((call) => {
      const around = parentOf(call);
      const isDeclared =
        around?.type === 'VariableDeclarator' &&
        around.id.type === 'Identifier' &&
        around.id.name === name;
      return isDeclared && mentionsDrizzle(call, values);
    })
    .map((call) => tableBy(call, values))[0];
}

const tableMakers = ['pgTable', 'mysqlTable', 'sqliteTable'];

function mentionsDrizzle({ callee }: CallNode, values: Values): boolean {
  return values.namesOf(callee).some((name) => isTableMaker(name));
}

function isTableMaker(name: string): boolean {
  return /^module:drizzle-orm\/\w{1,20}-core\.\w{1,20}Table$/.test(name);
}

function tableBy(call: CallNode, values: Values): OrmModel {
  const [name, columns] = call.arguments;

  return { name: textOf(name) ?? '', fields: objectsOf(values, columns).flatMap(fieldNames) };
}

/** Of one name. */
const MOST_CALLS = 50;
const MOST_COLUMNS = 500;
