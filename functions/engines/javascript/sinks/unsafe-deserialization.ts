import { harm } from '../harms.ts';
import { optionIn } from '../options.ts';
import { fieldRead } from '../syntax.ts';
import { type SinkCall, type SinkRow, textOfArgument, type Written } from './sink.ts';

const base = { kind: 'unsafe-deserialization', harm: harm.objects } as const;

/** What makes objects of a text that may say which code they run. */
export const deserializationSinks: readonly SinkRow[] = [
  { ...base, of: 'node-serialize', calls: 'unserialize', fix: asJson },
  { ...base, of: 'serialize-to-js', calls: 'deserialize' },
  { ...base, of: 'funcster', calls: 'deepDeserialize' },
  { ...base, of: 'cryo', calls: 'parse', fix: asJson },
  { ...base, of: 'v8', calls: 'deserialize', severity: 'medium' },
  {
    ...base,
    of: 'js-yaml',
    calls: 'load loadAll',
    when: makesFunctions,
    fix: byJsonSchema,
  },
];

function asJson(written: Written): string | undefined {
  const text = textOfArgument(written);

  return text && `JSON.parse(${text})`;
}

function byJsonSchema(written: Written): string | undefined {
  const text = textOfArgument(written);

  return text && `yaml.load(${text}, { schema: yaml.JSON_SCHEMA })`;
}

/**
 * With a schema that knows `!!js/function`: that of js-yaml 3 where none is named. Version 4 has none of its
 * own. Source: "Migrating from v3 to v4" (js-yaml).
 */
function makesFunctions({ given, values }: SinkCall): boolean {
  const schema = optionIn(values, given.at(-1), 'schema');
  if (!schema) return given.length < 2 && (values.majorOf('js-yaml') ?? 4) < 4;
  const names = values.valuesOf(schema);

  return (
    (schema.type === 'MemberExpression' && fieldRead(schema) === 'DEFAULT_FULL_SCHEMA') ||
    names.some(
      (value) =>
        (value.kind === 'name' || value.kind === 'made') &&
        /DEFAULT_FULL_SCHEMA|js-yaml-js-types/.test(value.name),
    )
  );
}
