import { attempt, each, perChunkKnown } from '../../app/collectors.ts';
import type { Collector, FactStore } from '../../app/ports.ts';
import { compareTexts } from '../../core/compare-texts.ts';
import { type Known, unknown } from '../../core/known.ts';
import { accountOf, partitionOf, regionOf, type Target } from '../../core/target.ts';
import { type FunctionUse, showsCalls } from '../../engines/iam/index.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import type { FunctionCallReader, FunctionCalls } from '../function-calls.ts';
import { type LayerUse, layerUses } from '../layer-uses.ts';
import { keepsStored } from '../table-grants.ts';

/** What its functions do with what it is allowed; unknown where the code of one does not show it. */
export const codeUseFact = defineFact({
  key: 'codeUse',
  about: ['role'],
  value: typed<readonly FunctionUse[]>(),
  words: 'what the code of its functions calls',
  grants: keepsStored,
});

/** Functions of one role that are looked at; a role with more is shared by far too many. */
const MOST_SHARERS = 500;

/** What the code scanner has stored of the functions of each role. */
export function codeUse(
  sharers: Collector<Target<'role'>, readonly string[]>,
  read: FunctionCallReader,
  facts: FactStore,
): FactCollector<typeof codeUseFact> {
  return perChunkKnown(async (roles: readonly Target<'role'>[]) => {
    const runningAs = await sharers(roles);
    const asked = new Map(roles.map(({ arn }) => [arn, wholly(runningAs.get(arn) ?? unread)]));
    const arns = [...new Set([...asked.values()].flatMap((of) => (of.known ? of.value : [])))];
    const called = await attempt(() => read(arns));
    const layers = await layerUses(facts).read(arns);

    return each(asked, (functions): Known<readonly FunctionUse[]> => {
      if (!functions.known) return functions;
      if (!called.known) return called;

      return usesOf(functions.value, called.value, layers);
    });
  });
}

const unread = unknown('it has not been read');

/** One function more may call anything. */
function wholly(sharers: Known<readonly string[]>): Known<readonly string[]> {
  if (!sharers.known) return sharers;
  if (sharers.incomplete !== undefined) return unknown(sharers.incomplete);

  return sharers.value.length > MOST_SHARERS
    ? unknown(`more than ${MOST_SHARERS} functions run as it`)
    : sharers;
}

function usesOf(
  arns: readonly string[],
  called: ReadonlyMap<string, FunctionCalls>,
  layers: ReadonlyMap<string, LayerUse>,
): Known<readonly FunctionUse[]> {
  const uses = arns
    .toSorted(compareTexts)
    .map((arn) => functionUseOf(arn, called.get(arn), layers.get(arn)));
  const hidden = uses.find((use) => !showsCalls([use]));

  return hidden ? unknown(`${hidden.name}: ${whyHidden(hidden)}`) : { known: true, value: uses };
}

function functionUseOf(
  arn: string,
  { sdkCalls, variables }: FunctionCalls = { sdkCalls: notSeen, variables: notSeen },
  layers: LayerUse | undefined,
): FunctionUse {
  return {
    name: arn.split(':')[6] ?? '',
    place: { partition: partitionOf(arn), region: regionOf(arn), account: accountOf(arn) },
    calls: sdkCalls,
    variables,
    platform: { layers: layers?.layers ?? [] },
  };
}

const notSeen = unknown('the code scanner has not seen its code yet');

function whyHidden({ calls }: FunctionUse): string {
  if (!calls.known) return calls.reason;

  const open = calls.value.unresolved.find(({ service }) => service === undefined);
  return calls.incomplete ?? open?.reason ?? 'its calls are not known';
}
