import { type HandedOut, MOST_HANDED_OUT } from '../../../core/handed-out.ts';
import { isTableRead, tableOf } from '../../../core/kept-fields.ts';
import { placeKey, type SdkCall } from '../../../core/sdk-calls.ts';
import { Budget, onThisStack } from '../../flow/index.ts';
import {
  FieldsMade,
  handedRecords,
  isHandedOut,
  type KeptRecords,
  mayKeepRecords,
} from '../../signatures/index.ts';
import { beginName } from '../begin-name.ts';
import { Places } from '../evidence.ts';
import type { PythonSource } from '../find-weaknesses.ts';
import { Flow } from '../flow.ts';
import type { LinkedFile } from '../link.ts';
import { loadModules } from '../modules.ts';
import { Resolver } from '../resolver.ts';
import { routesIn } from '../routes.ts';
import { scopeOf } from '../scope.ts';
import { isFresh } from '../signatures/fresh-keys.ts';
import { Requested } from '../signatures/requested.ts';
import { startFlow } from '../start-flow.ts';
import { step } from '../steps.ts';
import type { AnyNode, Call } from '../syntax.ts';
import { isAnswered } from './answered.ts';
import { reachOf } from './asks-for-proof.ts';
import { handingCallsIn, handingNames } from './handing-calls.ts';
import { keptReads, readingNames } from './kept-reads.ts';
import { isLookedUp, namedByRequest, nodesOfSubject } from './named-by-request.ts';
import { ormAnswer } from './orm-answers.ts';
import { mayMap, ormNames, ormReads } from './orm-reads.ts';

/**
 * What the code hands to anyone who asks: tokens for the user that a request names, addresses of objects in buckets, and what it keeps of
 * people. Only of code in which nothing is seen that may ask for a proof before it: by its names, so that what is not reported may be as bad.
 *
 * @param calls all that it is seen to call of AWS: without them, items of tables are not known.
 * @throws CodeNotAnalysed as `findWeaknesses` does.
 */
export function findHandedOut(
  source: PythonSource,
  calls: readonly SdkCall[] = [],
): readonly HandedOut[] {
  return onThisStack(source.handler, () => handedOutBy(source, calls));
}

function handedOutBy(
  { files, handler, mostTokens, runtime }: PythonSource,
  sdkCalls: readonly SdkCall[],
): readonly HandedOut[] {
  const { path, name } = beginName(handler, files);
  const modules = loadModules(files, path, mostTokens);
  const linked = [...modules.files.values()];
  const others = linked.flatMap(renamed);
  const has = (names: readonly string[]) =>
    linked.some(({ calls }) => names.some((each) => calls.has(each)));
  const mayKeep = [...files.values()].some(mayKeepRecords);
  const mayHandRows = mayKeep && has(ormNames) && mayMap(files);
  const mayHandKept = has(readingNames) && (mayKeep || sdkCalls.some(isTableRead));
  if (!mayHandKept && !mayHandRows && !has([...handingNames, ...others])) return [];

  const budget = new Budget(MOST_STEPS);
  const values = new Resolver(modules, budget, {
    isPython2: runtime?.startsWith('python2') ?? false,
  });
  const places = new Places(files);
  const tablesAt = new Map(
    sdkCalls.flatMap((each) => (isTableRead(each) ? [[placeKey(each), tableOf(each)]] : [])),
  );
  const all = handingCallsIn(values, others);
  const ofPeople = mayHandKept
    ? keptReads(values, files, (call) => tablesAt.get(placeKey(places.of(call))))
    : [];
  const rows = mayHandRows ? ormReads(values) : [];
  if (all.length + ofPeople.length + rows.length === 0) return [];

  const flow = new Flow(values, budget);
  const exported = values.begins(path, name);
  for (const each of all) {
    for (const node of nodesOfSubject(each, values)) flow.watched.set(node, []);
  }
  if (!startFlow(flow, modules, exported)) return [];
  flow.run(step);

  const requested = new Requested();
  const leaving = new Set(all.map(({ call }) => call));
  const begins = [
    ...new Set([
      ...exported.flatMap((value) => (value.kind === 'function' ? value.node : [])),
      ...linked.flatMap((file) => routesIn(values, file)).map(({ of }) => of),
    ]),
  ];
  const entries = new Set(begins);
  const answers = rows.flatMap((row) => {
    const isEnough = new FieldsMade(row).areEnough;
    const text = (node: AnyNode) => places.codeOf(node);
    const answer = ormAnswer(row, { entries, values, isEnough, text });
    return answer ? { ...row, ...answer } : [];
  });
  const statements = new Set([
    ...ofPeople.flatMap(({ statement }) => statement ?? []),
    ...answers.flatMap(({ naming, model }) => [...naming, model.node]),
  ]);
  const reaches = begins.map((of) => reachOf(of, values, { leaving, statements }));
  const isOpen = ({ call, kind }: KeptRecords & { readonly call: Call }) =>
    isHandedOut({ call, kind, named: 'all', isLookedUp: false }, reaches);
  const kept = ofPeople.filter(isOpen).flatMap((each) => {
    const made = new FieldsMade(each);
    return isAnswered(each.call, entries, values, made.areEnough)
      ? [handedRecords(each, places.of(each.call), made.fields)]
      : [];
  });
  const read = [
    ...kept,
    ...answers.filter(isOpen).map((each) => handedRecords(each, places.of(each.call))),
  ];

  return all
    .flatMap((each): readonly HandedOut[] => {
      const around = scopeOf(each.call).function;
      const isBegin = around !== undefined && begins.includes(around);
      const named = namedByRequest(each, flow, (node) => isBegin && requested.has(node));
      const { kind, call } = each;
      const handing = { call, kind, named, isLookedUp: isLookedUp(each) };
      if (!isHandedOut(handing, reaches)) return [];
      const isNew = kind === 'upload' && each.subject !== call && isFresh(each.subject, values);
      return [{ kind, named, ...(isNew && { isNew }), ...places.of(call) }];
    })
    .concat(read)
    .slice(0, MOST_HANDED_OUT);
}

/** `from jwt import encode as sign` */
function renamed({ imports }: LinkedFile): readonly string[] {
  return imports.flatMap((each) =>
    each.type === 'ImportFrom'
      ? each.names.flatMap(({ name, alias }) =>
          handingNames.includes(name) && alias !== undefined ? alias : [],
        )
      : [],
  );
}

/** As many as `findWeaknesses` has. */
const MOST_STEPS = 6_000_000;
