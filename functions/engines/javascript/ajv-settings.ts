import { behind } from './behind.ts';
import { bindingOf, parentOf } from './scope.ts';
import { type AnyNode, calledName, fieldRead, isCall, memberName, type NodeOf } from './syntax.ts';
import type { Values } from './value.ts';

/** What a validator of Ajv is made to check, by its options and what it is given. */
export interface AjvSettings {
  /** Whether it checks what `format` says: Ajv 8 knows no format by itself, and may pass over them. */
  readonly hasFormats: boolean;
}

/**
 * @param ajv the expression that `compile` or `validate` is called on.
 * @returns undefined where options or functions that are seen may change what keywords mean.
 */
export function ajvSettings(ajv: AnyNode, values: Values): AjvSettings | undefined {
  const made = madeBy(ajv);
  // Of another file: no more is believed of it than what each Ajv does.
  if (!made) return { hasFormats: false };
  const options = optionsOf(made);
  const uses = [made, ...(bindingOf(ajv)?.reads ?? [])].map((read) => useOf(read, values));
  if (!options || uses.includes('other')) return undefined;
  const isStrict = !options.some((option) => ofFormats.has(option));

  return { hasFormats: (isStrict || uses.includes('formats')) && !uses.includes('format') };
}

function madeBy(ajv: AnyNode): NodeOf<'NewExpression'> | undefined {
  const made = behind(ajv);
  const isSet = (bindingOf(ajv)?.writes.length ?? 0) > 0;

  return made.type === 'NewExpression' && !isSet ? made : undefined;
}

/** By name; undefined where one is not seen, or is none of those that leave the keywords as they are. */
function optionsOf({ arguments: given }: NodeOf<'NewExpression'>): readonly string[] | undefined {
  const [first] = given;
  if (!first) return [];
  const object = behind(first);
  if (object.type !== 'ObjectExpression') return undefined;
  const names = object.properties.map((property) =>
    property.type === 'Property' ? (memberName(property) ?? '') : '',
  );

  return names.every((name) => harmless.has(name) || ofFormats.has(name)) ? names : undefined;
}

/** What is done with a validator where it is read. */
function useOf(read: AnyNode, values: Values): 'formats' | 'format' | 'none' | 'other' {
  const around = parentOf(read);
  if (around?.type === 'VariableDeclarator' || around?.type === 'ExportSpecifier') return 'none';
  if (isCall(around) && around.callee !== read) {
    if (!isOfPlugin(around, values)) return 'other';
    // `addFormats(ajv, ['email'])` adds no more than those.
    return isNamed(around, values, formatPlugin) && around.arguments.length === 1
      ? 'formats'
      : 'none';
  }
  if (around?.type !== 'MemberExpression' || around.object !== read) return 'other';
  const call = parentOf(around);
  if (!isCall(call) || call.callee !== around) {
    return fieldRead(around) === 'errors' ? 'none' : 'other';
  }
  const method = calledName(call) ?? '';
  if (method === 'addFormat') return 'format';

  return asking.has(method) ? 'none' : 'other';
}

function isOfPlugin(call: AnyNode, values: Values): boolean {
  return isNamed(call, values, plugin);
}

function isNamed(call: AnyNode, values: Values, name: RegExp): boolean {
  return (
    isCall(call) &&
    values.valuesOf(call.callee).some((value) => 'name' in value && name.test(value.name))
  );
}

const formatPlugin = /^module:ajv-formats(?:[./-]|$)/;
const plugin = /^module:ajv-(?:formats|errors|i18n)(?:[./-]|$)/;

const asking: ReadonlySet<string> = new Set(
  'compile compileAsync validate validateAsync validateSchema getSchema errorsText addSchema'.split(
    ' ',
  ),
);

const harmless: ReadonlySet<string> = new Set(
  (
    'allErrors coerceTypes removeAdditional useDefaults strictSchema strictNumbers strictTypes ' +
    'strictTuples strictRequired allowUnionTypes allowMatchingProperties verbose messages $data ' +
    'discriminator unicodeRegExp nullable jsonPointers meta ' +
    'inlineRefs loopRequired loopEnum $comment'
  ).split(' '),
);

/** With them, a format that is not known is passed over, or is another one. */
const ofFormats: ReadonlySet<string> = new Set(
  'strict validateFormats format unknownFormats formats logger validateSchema'.split(' '),
);
