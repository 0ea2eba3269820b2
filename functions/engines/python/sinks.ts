import type { Severity } from '../../core/severity.ts';
import type { WeaknessKind } from '../../core/weakness.ts';
import { isLong, MOST_STEPS_OF_SECRET } from '../flow/index.ts';
import { type Given, isGiven } from './argument-spec.ts';
import type { Fact } from './entry.ts';
import { isOfWholeEnvironment } from './environment.ts';
import { isWhole } from './field-path.ts';
import { hasFixedEnd } from './fixed-end.ts';
import { atMost } from './gravity.ts';
import { isInMemory } from './in-memory.ts';
import { hasKeptHost } from './kept-hosts.ts';
import { oneStep } from './kinds.ts';
import type { Sink, SinkRow } from './sink.ts';
import { type NamedSink, tableOf } from './sink-table.ts';
import { codeSinks } from './sinks-code.ts';
import { dataSinks } from './sinks-data.ts';
import { logSinks } from './sinks-logs.ts';
import { pathSinks } from './sinks-paths.ts';
import { programSinks } from './sinks-programs.ts';
import { rendererSinks } from './sinks-renderers.ts';
import { responseSinks } from './sinks-responses.ts';
import { webSinks } from './sinks-web.ts';
import type { Call } from './syntax.ts';
import type { Values } from './value.ts';

const all: readonly NamedSink[] = [
  ...codeSinks,
  ...programSinks,
  ...dataSinks,
  ...pathSinks,
  ...webSinks,
  ...rendererSinks,
  ...responseSinks,
  ...logSinks,
];

const rowsOf = tableOf(all);

/** The sinks that a call of `name` is for what it is given, and for what lies in that. */
export function sinksAt(
  name: string,
  call: Call,
  given: Given,
  values: Values,
  fact: Fact,
): readonly Sink[] {
  return rowsOf(name)
    .filter(
      (row) =>
        isGiven(row.given, given) &&
        (row.isDeep || isWhole(fact.path)) &&
        !(row.kind === 'path-traversal' && given !== 'self' && isInMemory(fact.node, values)) &&
        (row.when?.(call, values, fact) ?? true),
    )
    .map((row) => sinkOf(row, call, values, fact));
}

function sinkOf(
  { kind, by, title: usual, severity, fix }: SinkRow,
  call: Call,
  values: Values,
  fact: Fact,
): Sink {
  const isAll = kind === 'environment-returned' && isOfWholeEnvironment(fact);
  const title = isAll ? 'os.environ' : usual;
  const isStep = kind === 'path-traversal' && (fact.safe & oneStep) !== 0;
  const own = isStep ? ofStep(title) : severity?.(call, values, fact);
  const isLess = own === undefined && !isAll && isMild(by ?? kind, fact, values);

  return { kind, by, title, severity: isLess ? 'medium' : atMost(kind, own, fact), fix };
}

function isMild(kind: WeaknessKind, fact: Fact, values: Values): boolean {
  switch (kind) {
    case 'path-traversal':
      return hasFixedEnd(fact, values);
    case 'server-side-request-forgery':
      return hasKeptHost(fact, values);
    case 'environment-returned':
      return isLong(fact, MOST_STEPS_OF_SECRET);
    default:
      return false;
  }
}

/** A step can only be `..`: a folder, of which most calls make nothing. */
function ofStep(title: string): Severity {
  return /\b(?:rmtree|removedirs|rmdir|listdir|scandir|walk|copytree|move|iterdir)$/.test(title)
    ? 'medium'
    : 'low';
}
