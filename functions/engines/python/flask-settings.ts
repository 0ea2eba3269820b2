import { argumentOf, entryOf } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import type { Modules } from './modules.ts';
import type { Resolver } from './resolver.ts';
import { bindingOf, scopeOf } from './scope.ts';
import { valueSetTo } from './signing-variables.ts';
import type { Attribute, Call, Expression } from './syntax.ts';
import type { Value } from './value.ts';

/** `app.secret_key = …`, `app.config['SECRET_KEY'] = …`, and what its settings are updated with. */
export function keysOfFlask(values: Resolver): readonly Expression[] {
  const set = ['secret_key', 'config'].flatMap((name) =>
    values.attributesOf(name).flatMap((each) => keySetAt(each) ?? []),
  );
  const given = ['update', 'from_mapping'].flatMap((name) =>
    values.callsOf(name).filter(isOfConfig).flatMap(keysAmong),
  );
  if (set.length + given.length > 0) return [...set, ...given];
  const [only] = settingsGiven(values);

  return only ? values.valuesOf(only).flatMap(keysIn) : [];
}

/**
 * `app.config.from_prefixed_env()`, `app.config.from_mapping(os.environ)`, `for key, value in os.environ.items(): app.config[key] = value`: each
 * setting is what the environment says, and what stands in the code where it says nothing, which is not seen.
 */
function areSetByEnvironment(values: Resolver): boolean {
  const isGiven = ['from_mapping', 'update'].some((name) =>
    values
      .callsOf(name)
      .filter(isOfConfig)
      .some(({ arguments: all }) => all.some(({ value }) => isOfEnvironment(values, value))),
  );

  return (
    isGiven ||
    ['from_prefixed_env', 'from_envvar'].some((name) => values.callsOf(name).some(isOfConfig)) ||
    values.attributesOf('config').some(({ parent }) => {
      const [of] =
        parent?.type === 'Subscript' && parent.parent?.type === 'Assign'
          ? (bindingOf(parent.index)?.loops ?? [])
          : [];
      return of !== undefined && isOfEnvironment(values, of.source);
    })
  );
}

/** `os.environ`, `os.environ.items()` */
function isOfEnvironment(values: Resolver, node: Expression): boolean {
  const of = node.type === 'Call' ? node.callee : node;

  return values.namesOf(of).some((name) => /^os\.environ(?:\.(?:items|copy))?$/.test(name));
}

/** What stands in `app.config.from_object(…)`: which of two is taken depends on where it runs. */
function settingsGiven(values: Resolver): readonly Expression[] {
  const given = values
    .callsOf('from_object')
    .filter(isOfConfig)
    .flatMap(({ arguments: [first] }) => first?.value ?? []);

  return given.length === 1 && !areSetByEnvironment(values) ? given : [];
}

const settings = ['SECRET_KEY', 'JWT_SECRET_KEY'];

function keySetAt(node: Attribute): Expression | undefined {
  const { parent } = node;
  if (node.name === 'secret_key') return valueSetTo(node);
  if (parent?.type !== 'Subscript' || parent.object !== node) return undefined;

  return settings.includes(constantText(parent.index) ?? '') ? valueSetTo(parent) : undefined;
}

function isOfConfig({ callee }: Call): boolean {
  return (
    callee.type === 'Attribute' &&
    callee.object.type === 'Attribute' &&
    callee.object.name === 'config'
  );
}

function keysAmong(call: Call): readonly Expression[] {
  const [first] = call.arguments;

  return settings.flatMap(
    (name) => argumentOf(call, undefined, name) ?? entryOf(first?.value, name) ?? [],
  );
}

/** Of `app.config.from_object(Config)`. */
function keysIn(value: Value): readonly Expression[] {
  if (value.kind !== 'class' && value.kind !== 'instance') return [];

  return value.node.body.body.flatMap((statement) => {
    if (statement.type !== 'Assign' || !statement.value) return [];
    const isKey = statement.targets.some(
      (target) => target.type === 'Name' && settings.includes(target.name),
    );
    return isKey ? statement.value : [];
  });
}

/** Settings that are named by a text, which no import brings: a file, and what in it has them; all of the file otherwise. */
export interface NamedSettings {
  readonly path: string;
  readonly name: string | undefined;
}

/** `app.config.from_object('config.DevelopmentConfig')`, `app.config.from_object('config')` */
export function settingsNamed(values: Resolver, modules: Modules): NamedSettings | undefined {
  const [given] = settingsGiven(values);
  if (given?.type !== 'Text' || keysOfFlask(values).length > 0) return undefined;
  const fileOf = (module: string) => {
    const found = modules.resolve(scopeOf(given).file, 0, module);
    return found?.kind === 'file' ? found.path : undefined;
  };
  const { value } = given;
  if (value.length > LONGEST_NAME || !/^\w[\w.]*\w$/.test(value)) return undefined;
  const whole = fileOf(value);
  if (whole !== undefined) return { path: whole, name: undefined };
  const dot = value.lastIndexOf('.');
  const path = dot < 0 ? undefined : fileOf(value.slice(0, dot));

  return path === undefined ? undefined : { path, name: value.slice(dot + 1) };
}

const LONGEST_NAME = 200;

/** The keys among such settings. */
export function keysNamed(values: Resolver, { path, name }: NamedSettings): readonly Expression[] {
  const of = { kind: 'file', path } as const;
  if (name !== undefined) return values.exported(of, name).flatMap(keysIn);

  return settings.flatMap((key) => {
    const [one, ...others] =
      values.modules.files.get(path)?.scope.names.get(key)?.definitions ?? [];
    return one?.kind === 'value' && one.path.length === 0 && others.length === 0 ? one.node : [];
  });
}
