import { ajvSettings } from './ajv-settings.ts';
import type { Asked } from './asked.ts';
import { everyHarm, type Harms, noHarm } from './harms.ts';
import { fieldsOfSchema, objectsOnly } from './json-schema.ts';
import { baseOf } from './link.ts';
import { bindingOf, parentOf } from './scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  fieldRead,
  isCall,
  memberName,
  type NodeOf,
} from './syntax.ts';
import type { Values } from './value.ts';

/**
 * What Ajv rules out for a field of what it found valid: `if (!validate(body)) return`, of `const validate =
 * ajv.compile(schema)`, and `ajv.validate(schema, body)`.
 */
export function bySchema(call: CallNode, { subject, values }: Asked): Harms {
  const asked = schemaAsked(call, values);
  const fields = asked?.given && subject.fieldsWithin(asked.given);
  const settings = asked && ajvSettings(asked.ajv, values);
  if (!asked || !fields || !settings || mayBeOther(asked.schema, values)) return noHarm;
  const checked = fieldsOfSchema(asked.schema, values, [], settings.hasFormats);
  const kept = checked.get(fields.join('.'));

  return kept === undefined ? noHarm : everyHarm & ~kept;
}

/** Whether a schema may be changed before it is asked, or gives a promise, which is always true. */
function mayBeOther(schema: AnyNode | undefined, values: Values): boolean {
  const objects = objectsOnly(values, schema);
  const mayWait = objects.some(({ properties }) =>
    properties.some((each) => each.type !== 'Property' || memberName(each) === '$async'),
  );

  return (
    mayWait || !isLeftAlone(schema) || !objects.every((object) => isKeptSchema(object, values))
  );
}

/** The same of what its parts are by their names. */
function isKeptSchema(object: NodeOf<'ObjectExpression'>, values: Values, depth = 0): boolean {
  return (
    depth < DEEPEST &&
    isKeptAt(object) &&
    object.properties.every((property) => {
      const part = property.type === 'Property' ? property.value : property.argument;
      return (
        isLeftAlone(part) &&
        objectsOnly(values, part).every((each) => isKeptSchema(each, values, depth + 1))
      );
    })
  );
}

/** Of schemas within each other. */
const DEEPEST = 16;

/** Whether an object stands where nothing but its own name or what it is a part of leads to it. */
function isKeptAt(object: AnyNode): boolean {
  const around = parentOf(object);

  return around?.type === 'VariableDeclarator' ? isLeftAlone(around.id) : isHarmlessAt(object);
}

/** Whether a name is only compiled, exported or put into other schemas: `loosen(schema)` may change it. */
function isLeftAlone(node: AnyNode | undefined): boolean {
  const base = node?.type === 'MemberExpression' ? baseOf(node)?.node : node;
  const binding = base && bindingOf(base);
  if (!binding) return true;

  return (
    binding.writes.length === 0 &&
    binding.reads.every((read) => {
      let at = read;
      for (let around = parentOf(at); ; around = parentOf(at)) {
        if (around?.type !== 'MemberExpression' || around.object !== at) break;
        at = around;
      }
      return isHarmlessAt(at);
    })
  );
}

/** Where it stands, nothing is put into it. */
function isHarmlessAt(node: AnyNode): boolean {
  const around = parentOf(node);

  switch (around?.type) {
    case 'VariableDeclarator':
      return around.id === node;
    case 'Property':
    case 'SpreadElement':
    case 'ArrayExpression':
    case 'ExportSpecifier':
    case 'ExportDefaultDeclaration':
      return true;
    case 'AssignmentExpression':
      return around.right === node && /^(?:module\.)?exports\b/.test(pathOf(around.left));
    case 'CallExpression':
      return around.callee === node || asking.test(calledName(around) ?? '');
    default:
      return false;
  }
}

function pathOf(target: AnyNode): string {
  const base = baseOf(target);

  return base?.node.type === 'Identifier' ? [base.node.name, ...base.path].join('.') : '';
}

const asking = /^(?:compile|validate|addSchema|freeze)$/;

function schemaAsked({ callee, arguments: [first, second] }: CallNode, values: Values) {
  // What a call of a package is given may be what it results in.
  const found = values.valuesOf(callee).filter(({ kind }) => kind !== 'object');
  const [value, ...others] = found;
  const isOfAjv = value?.kind === 'made' && /^module:ajv(?:[./]|$)/.test(value.name);
  if (!isOfAjv || others.length > 0) return undefined;
  const { by } = value;
  if (callee.type === 'MemberExpression' && fieldRead(callee) === 'validate') {
    return { ajv: callee.object, schema: first, given: second };
  }
  const isCompiled =
    callee.type !== 'MemberExpression' && isCall(by) && calledName(by) === 'compile';

  return isCompiled && by.callee.type === 'MemberExpression'
    ? { ajv: by.callee.object, schema: by.arguments[0], given: first }
    : undefined;
}
