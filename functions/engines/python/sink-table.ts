import { argumentSpec } from './argument-spec.ts';
import type { HarmKind } from './kinds.ts';
import type { SinkRow } from './sink.ts';

/** A row, and the full names of what it is about; `package.*.method` is any method of what it makes. */
export interface NamedSink extends SinkRow {
  readonly names: readonly string[];
}

type Options = Partial<Pick<SinkRow, 'by' | 'isDeep' | 'when' | 'severity' | 'fix'>> & {
  /** @default the name */
  readonly title?: string;
};

/** One row for each name, given with the arguments that do harm. */
export function sinks(
  kind: HarmKind,
  names: string,
  given: string,
  { title, isDeep = false, ...more }: Options = {},
): readonly NamedSink[] {
  return names
    .split(' ')
    .filter((name) => name !== '')
    .map((name) => ({
      kind,
      names: [name],
      title: title ?? titleOf(name),
      given: argumentSpec(given),
      isDeep,
      ...more,
    }));
}

/** `eval` of `builtins.eval`, `Session.get` of `requests.Session().get`. */
function titleOf(name: string): string {
  return name
    .replace(/^builtins\./, '')
    .replaceAll('()', '')
    .replaceAll('.*.', '.');
}

/** Finds the rows of a name. */
export function tableOf(rows: readonly NamedSink[]): (name: string) => readonly SinkRow[] {
  const exact = new Map<string, SinkRow[]>();
  const byMethod = new Map<string, { readonly of: string; readonly row: SinkRow }[]>();

  for (const row of rows) {
    for (const name of row.names) {
      const [of = '', method] = name.split('.*.');
      if (method === undefined) exact.set(name, [...(exact.get(name) ?? []), row]);
      else byMethod.set(method, [...(byMethod.get(method) ?? []), { of, row }]);
    }
  }
  return (name) => {
    const own = exact.get(name) ?? [];
    const dot = name.lastIndexOf('.');
    const methods = dot < 0 ? [] : (byMethod.get(name.slice(dot + 1)) ?? []);
    return [...own, ...methods.filter(({ of }) => isOf(name, of)).map(({ row }) => row)];
  };
}

function isOf(name: string, of: string): boolean {
  return name.startsWith(of) && /^[.([]/.test(name.slice(of.length));
}

/** Each method of all that is made by some packages. */
export function methodsOf(packages: string, methods: string): string {
  return packages
    .split(' ')
    .flatMap((each) => methods.split(' ').map((method) => `${each}.*.${method}`))
    .join(' ');
}

/** Methods of a client of AWS. */
export function aws(service: string, methods: string): string {
  return methods
    .split(' ')
    .map((method) => `boto3.client('${service}').${method}`)
    .join(' ');
}
