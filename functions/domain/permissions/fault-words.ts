import { type Evidence, lines } from '../../core/evidence.ts';
import { type Severity, worstOf } from '../../core/severity.ts';
import {
  actionsMatching,
  changesThings,
  type Fault,
  type Harm,
  harmOf,
  placeOf,
  reachOf,
  type StatementFaults,
  sendsTextsAlone,
  typeNames,
  type WholeService,
  type WideAction,
  worstFault,
} from '../../engines/iam/index.ts';

/** As bad as the worst that is wrong with a statement. */
export function severityOfFaults(found: StatementFaults): Severity {
  return worstOf(Object.entries(severities).flatMap(([, of]) => of(found) ?? []));
}

const severities: Readonly<Record<Fault, (found: StatementFaults) => Severity | undefined>> = {
  openEnded: ({ openEnded, origin }) => {
    if (!openEnded) return undefined;
    return sendsTextsAlone(origin.statement) ? 'medium' : 'high';
  },
  data: ({ data }) => {
    if (data.length === 0) return undefined;
    return data.every(({ kind }) => kind.isOfNoUseAlone) ? 'medium' : 'high';
  },
  services: ({ services }) => {
    if (services.length === 0) return undefined;
    return services.some((each) => each.isHarmful && !telemetry.has(each.service))
      ? 'high'
      : 'medium';
  },
  unlimited: ({ unlimited }) => (unlimited.length > 0 ? 'high' : undefined),
  wide: ({ wide }) => {
    if (wide.length === 0) return undefined;
    return wide.some(({ action }) => harmOf(action) && !isOfTelemetry(action.name))
      ? 'high'
      : 'medium';
  },
};

/** Who deletes logs, traces or alarms hides something: by itself, that is worth less than what is kept elsewhere. */
const telemetry: ReadonlySet<string> = new Set(['cloudwatch', 'logs', 'xray']);

function isOfTelemetry(action: string): boolean {
  return telemetry.has(action.slice(0, action.indexOf(':')));
}

/** For the reader: where statements stand, and what else is wrong with each. */
export function faultLines(all: readonly StatementFaults[]): readonly Evidence[] {
  return lines(...new Set(all.flatMap(linesOf)));
}

function linesOf(found: StatementFaults): readonly string[] {
  const { origin, data, services, unlimited, wide } = found;
  const leading = worstFault(found);
  const also = (fault: Fault, said: readonly string[]) =>
    said.map((text) => (fault === leading ? text : `besides, ${text}`));

  return [
    `${placeOf(origin)}, allows ${reachOf(origin.statement)}`,
    ...(leading === 'data'
      ? []
      : also(
          'data',
          data.length > 0
            ? [`it reads any of the account's ${joined(data.map(({ kind }) => kind.name))}`]
            : [],
        )),
    ...(leading === 'services'
      ? []
      : also(
          'services',
          services.map((each) => `it allows every action of ${serviceInWords(each)}`),
        )),
    ...also('unlimited', harmLines(unlimited)),
    ...(wide.length > 0
      ? also('wide', [
          `it allows on ${anyOf(wide)}: ${shortened(worstFirst(wide).map(({ action }) => action.name))}`,
          ...harmLines(wide.map(({ action }) => action)),
        ])
      : []),
  ];
}

/** `s3 (160 today, 90 of which change things)` */
export function serviceInWords({ service }: Pick<WholeService, 'service'>): string {
  const actions = actionsMatching(`${service}:*`);
  const changing = actions.filter(changesThings).length;

  return actions.length > 0
    ? `${service} (${actions.length} today, ${changing} of which change things)`
    : service;
}

/** `any table`, `any bucket or object`, `any queue, stream or 3 kinds more` */
export function anyOf(wide: readonly Pick<WideAction, 'types'>[]): string {
  const names = [...new Set(wide.flatMap(({ types }) => typeNames(types)))];
  const shown = names.slice(0, MOST_TYPES);
  const hidden = names.length - shown.length;

  return `any ${joined(hidden > 0 ? [...shown, `${hidden} kinds more`] : shown, 'or')}`;
}

const MOST_TYPES = 3;

/** Those that can do harm first, then those that change something. */
export function worstFirst(wide: readonly WideAction[]): readonly WideAction[] {
  const rank = ({ action }: WideAction) => (harmOf(action) ? 2 : Number(changesThings(action)));

  return wide.toSorted((one, other) => rank(other) - rank(one));
}

/** `s3:PutObject, dynamodb:PutItem and 3 more`: as many as there is room for, each whole. */
export function shortened(names: readonly string[]): string {
  let [room, count] = [MOST_CHARACTERS, 0];
  for (const name of names.slice(0, MOST_NAMES)) {
    room -= name.length + 2;
    if (room < 0 && count > 0) break;
    count += 1;
  }

  const hidden = names.length - count;
  return `${names.slice(0, count).join(', ')}${hidden > 0 ? ` and ${hidden} more` : ''}`;
}

const MOST_NAMES = 5;
const MOST_CHARACTERS = 200;

/** `a, b and c` */
export function joined(names: readonly string[], word = 'and'): string {
  const last = names.at(-1) ?? '';

  return names.length > 1 ? `${names.slice(0, -1).join(', ')} ${word} ${last}` : last;
}

function harmLines(actions: readonly WideAction['action'][]): readonly string[] {
  const byHarm = Map.groupBy(actions, harmOf);

  return [...byHarm].flatMap(([harm, some]) => (harm ? [harmLine(harm, some)] : []));
}

function harmLine(harm: Harm, actions: readonly WideAction['action'][]): string {
  return `it ${harm}: ${shortened(actions.map(({ name }) => name))}`;
}
