import { hierarchy, treemap } from 'd3-hierarchy';
import { counted } from '../../functions/core/amounts.ts';
import { compareTexts } from '../../functions/core/compare-texts.ts';
import { rankOf, type Severity, worstOf } from '../../functions/core/severity.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { cut } from '../../functions/domain/notification/plain-text.ts';
import { identityOf, type TargetIdentity } from '../../functions/domain/target-identity.ts';
import { usd } from '../render/usd.ts';
import { rounded } from './bar.ts';

/** One target that something is open about. */
export interface MapRow {
  readonly name: string;
  readonly kind: string;
  readonly region: string;
  readonly worst: Severity;
  readonly open: number;
  readonly risk: number;
  /** US dollars; undefined where no finding says it. */
  readonly perHour: number | undefined;
}

/** More of them could not be distinguished. */
const MOST_TILES = 90;
/** Pixels, on a wide screen; the page stretches what is drawn by hundredths of them. */
const [WIDTH, HEIGHT] = [1120, 460];
const [LABEL, GAP, LETTER] = [22, 3, 6.9];

/** Where risk lies: one map by risk, and one by what a misuse would cost, where that is known. */
export function functionMap(open: readonly Finding[]) {
  const rows = [...Map.groupBy(open, ({ target }) => target)]
    .map(([target, findings]) => rowOf(identityOf(target), findings))
    .toSorted((a, b) => b.risk - a.risk || compareTexts(a.name, b.name));
  const costly = rows
    .filter(({ perHour }) => perHour !== undefined && perHour > 0)
    .toSorted((a, b) => (b.perHour ?? 0) - (a.perHour ?? 0) || compareTexts(a.name, b.name));

  return {
    rows: rows.slice(0, MOST_TILES).map((row) => ({ ...row, spend: spendOf(row) })),
    more: Math.max(0, rows.length - MOST_TILES),
    risk: layOut(
      rows.slice(0, MOST_TILES),
      ({ risk }) => risk,
      (row) => counted(row.open, 'finding'),
    ),
    spend: layOut(costly.slice(0, MOST_TILES), ({ perHour = 0 }) => perHour, spendOf),
  };
}

/** Each step of severity weighs three times the one below it. */
function weightOf({ severity }: Finding): number {
  return 3 ** rankOf(severity);
}

function rowOf({ name, kind, region }: TargetIdentity, findings: readonly Finding[]): MapRow {
  const amounts = findings.flatMap(({ figures }) => figures?.usdPerHour ?? []);

  return {
    name,
    kind,
    region,
    worst: worstOf(findings.map(({ severity }) => severity)),
    open: findings.length,
    risk: findings.reduce((sum, finding) => sum + weightOf(finding), 0),
    perHour: amounts.length > 0 ? Math.max(...amounts) : undefined,
  };
}

function spendOf({ perHour }: MapRow): string {
  return perHour === undefined ? '' : `${usd(perHour)} an hour`;
}

function layOut(
  rows: readonly MapRow[],
  value: (row: MapRow) => number,
  caption: (row: MapRow) => string,
) {
  if (rows.length === 0) return undefined;

  const groups = [...Map.groupBy(rows, groupOf)].map(([name, children]) => ({ name, children }));
  const root = hierarchy<Node>({ name: '', children: groups })
    .sum((node) => ('risk' in node ? value(node) : 0))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0) || compareTexts(a.data.name, b.data.name));
  const drawn = treemap<Node>()
    .size([WIDTH, HEIGHT])
    .paddingInner(GAP)
    .paddingTop((node) => (node.depth === 1 ? LABEL : 0))
    .round(true)(root);

  return {
    groups: (drawn.children ?? []).map(({ data, x0, x1, y0, y1 }) => ({
      ...boxOf(x0, x1, y0, y1),
      label: fitting(data.name, x1 - x0),
    })),
    tiles: drawn.leaves().flatMap(({ data, x0, x1, y0, y1 }) =>
      'risk' in data
        ? [
            {
              ...boxOf(x0, x1, y0, y1),
              name: data.name,
              worst: data.worst,
              label: fitting(data.name, x1 - x0),
              caption: y1 - y0 > 42 ? whole(caption(data), x1 - x0) : '',
              tip: `${data.name}: ${[`${data.open} open, worst ${data.worst}`, spendOf(data)].filter((part) => part !== '').join(', ')}`,
              size: sizeOf(x1 - x0, y1 - y0),
            },
          ]
        : [],
    ),
  };
}

type Node = MapRow | { readonly name: string; readonly children: readonly Node[] };

/** `eu-west-1` for functions there, `roles`, `layers in eu-west-1`, `the account` */
function groupOf({ kind, region }: MapRow): string {
  if (kind === 'function') return region;
  if (kind === 'account') return 'the account';

  return region === 'global' ? `${kind}s` : `${kind}s in ${region}`;
}

/** In hundredths of the map. */
function boxOf(x0: number, x1: number, y0: number, y1: number) {
  return {
    x: rounded((100 * x0) / WIDTH),
    y: rounded((100 * y0) / HEIGHT),
    width: rounded((100 * (x1 - x0)) / WIDTH),
    height: rounded((100 * (y1 - y0)) / HEIGHT),
  };
}

/** As much of a text as a tile has room for on a wide screen; nothing rather than a few letters. */
function fitting(text: string, width: number): string {
  const letters = Math.floor((width - 14) / LETTER);

  return letters < 6 ? '' : cut(text, letters);
}

function whole(text: string, width: number): string {
  return fitting(text, width) === text ? text : '';
}

/** A narrow screen leaves out the labels of small tiles. */
function sizeOf(width: number, height: number): 'big' | 'small' {
  return width >= 200 && height >= 34 ? 'big' : 'small';
}
