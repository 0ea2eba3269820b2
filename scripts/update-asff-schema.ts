/**
 * Writes test/schemas/asff/asff.schema.json from the service model of botocore, which the local cloud
 * has in .local/venv: `node scripts/update-asff-schema.ts`. Lengths and counts are not in the shapes
 * of the model but in its documentation, in a form that can be read.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, Member>>;
  readonly required?: readonly string[];
  readonly member?: Member;
  readonly key?: Member;
  readonly value?: Member;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
}

interface Member {
  readonly shape: string;
  readonly documentation?: string;
}

type Schema = Readonly<Record<string, unknown>>;

/** Resource details have a shape for each service of AWS; these are what a finding can be about. */
const DETAILS = ['AwsLambdaFunction', 'AwsLambdaLayerVersion', 'AwsIamRole', 'Other'];

const root = join(import.meta.dirname, '..');
const model = 'securityhub/2018-10-26/service-2.json.gz';
const [path] = globSync(`.local/venv/lib/python3*/site-packages/botocore/data/${model}`, {
  cwd: root,
});
if (path === undefined) {
  throw new Error('.local/venv has no botocore: npm run demo installs it, and npm run demo:stop');
}

const { shapes } = JSON.parse(String(gunzipSync(readFileSync(join(root, path))))) as {
  readonly shapes: Readonly<Record<string, Shape>>;
};
const defs = new Map<string, Schema>();
const list = reference('BatchImportFindingsRequestFindingList');
const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'AWS Security Finding Format, as BatchImportFindings takes it',
  ...list,
  definitions: Object.fromEntries([...defs].toSorted(([a], [b]) => (a < b ? -1 : 1))),
};

writeFileSync(
  join(root, 'test/schemas/asff/asff.schema.json'),
  `${JSON.stringify(schema, undefined, 2)}\n`,
);

function reference(name: string): Schema {
  if (!defs.has(name)) {
    defs.set(name, {});
    defs.set(name, schemaOf(name));
  }

  return { $ref: `#/definitions/${name}` };
}

function schemaOf(name: string): Schema {
  const shape = shapes[name];
  if (!shape) throw new Error(`the model has no shape ${name}`);
  const { type, min, max } = shape;

  switch (type) {
    case 'structure':
      return structure(name, shape);
    case 'list':
      return {
        type: 'array',
        items: of(shape.member),
        minItems: min ?? 0,
        ...(max && { maxItems: max }),
      };
    case 'map':
      return { type: 'object', additionalProperties: of(shape.value) };
    case 'string':
      return {
        type,
        ...(shape.enum && { enum: shape.enum }),
        ...(shape.pattern && { pattern: shape.pattern }),
        ...(min !== undefined && { minLength: min }),
        ...(max !== undefined && { maxLength: max }),
      };
    case 'boolean':
      return { type };
    case 'timestamp':
      return { type: 'string' };
    default:
      return { type: type === 'integer' || type === 'long' ? 'integer' : 'number' };
  }
}

function structure(name: string, { members = {}, required = [] }: Shape): Schema {
  const kept = Object.entries(members).filter(
    ([member]) => name !== 'ResourceDetails' || DETAILS.includes(member),
  );

  return {
    type: 'object',
    properties: Object.fromEntries(
      kept.map(([member, of]) => [member, { allOf: [reference(of.shape), limitsIn(of)] }]),
    ),
    required,
    additionalProperties: false,
  };
}

function of(member: Member | undefined): Schema {
  if (!member) throw new Error('a list or a map of the model says nothing of its members');

  return reference(member.shape);
}

/** What the documentation of a member says of lengths and counts. */
function limitsIn({ documentation = '' }: Member): Schema {
  const text = documentation.replaceAll(/<[^>]+>/g, '');
  const exact = /Length Constraints: (\d+)\./.exec(text)?.[1];
  const longest = /Maximum (?:length of|of) (\d+)/.exec(text)?.[1];
  const items = /Maximum number of (\d+) item/.exec(text)?.[1];
  const pairs =
    /up to (\d+) key-value pairs\. For each key-value pair, the key can contain up to (\d+) characters, and the value can contain up to (\d+)/.exec(
      text,
    );

  return {
    ...(exact && { minLength: Number(exact), maxLength: Number(exact) }),
    ...(longest && { maxLength: Number(longest) }),
    ...(items && { maxItems: Number(items) }),
    ...(pairs && {
      maxProperties: Number(pairs[1]),
      propertyNames: { maxLength: Number(pairs[2]) },
      additionalProperties: { type: 'string', maxLength: Number(pairs[3]) },
    }),
  };
}
