import { scaleBand, scaleLinear } from 'd3-scale';
import { area, stack } from 'd3-shape';
import { type Severity, severities } from '../../functions/core/severity.ts';
import { rounded } from './bar.ts';
import type { Night } from './nights.ts';

/** Pixels from a line of zero to the edge. */
const [OPEN_HEIGHT, CHANGE_HEIGHT] = [150, 74];
const MOST_LABELS = 8;

/** What was open, stacked by severity, and what each night has changed. Of one night there is none. */
export function nightChart(nights: readonly Night[]) {
  if (nights.length < 2) return undefined;

  return { ...axisOf(nights), open: openOf(nights), changes: changesOf(nights) };
}

function axisOf(nights: readonly Night[]) {
  const every = Math.ceil(nights.length / MOST_LABELS);
  const x = bands(nights);

  return {
    labels: nights.flatMap(({ day }, index) =>
      (nights.length - 1 - index) % every === 0
        ? [{ x: middle(x, day), text: day.slice(5), isLast: index === nights.length - 1 }]
        : [],
    ),
  };
}

function openOf(nights: readonly Night[]) {
  const worstAtBottom = severities.toReversed();
  const layers = stack<Night, Severity>()
    .keys(worstAtBottom)
    .value(({ open }, severity) => open[severity])(nights);
  const most = Math.max(1, ...layers.flatMap((layer) => layer.map(([, top]) => top)));
  const x = bands(nights);
  const y = scaleLinear()
    .domain([0, most * 1.06])
    .range([100, 0]);
  const shape = area<(typeof layers)[number][number]>()
    .x(({ data }) => middle(x, data.day))
    .y0(([bottom]) => rounded(y(bottom)))
    .y1(([, top]) => rounded(y(top)));

  return {
    height: OPEN_HEIGHT,
    ticks: ticksOf(y, OPEN_HEIGHT / 100),
    layers: layers
      .filter((layer) => layer.some(([bottom, top]) => top > bottom))
      .map((layer) => ({ severity: layer.key, path: shape(layer) ?? '' })),
  };
}

/** What came above the line, what went below it. What a first look opens would dwarf the rest. */
function changesOf(all: readonly Night[]) {
  const x = bands(all);
  const nights = all.map((night) => (night.isFirstLook ? { ...night, opened: 0 } : night));
  const most = Math.max(
    1,
    ...nights.flatMap(({ opened, worsened, resolved }) => [opened + worsened, resolved]),
  );
  const y = scaleLinear().domain([0, most]).range([0, CHANGE_HEIGHT]);
  const heightOf = (count: number) => (count === 0 ? 0 : rounded(Math.max(2, y(count))));

  return {
    most,
    zero: CHANGE_HEIGHT,
    height: 2 * CHANGE_HEIGHT + 2,
    bars: nights.flatMap(({ day, opened, worsened, resolved }) => {
      const [up, more, down] = [heightOf(opened), heightOf(worsened), heightOf(resolved)];
      const place = { x: rounded(x(day) ?? 0), width: rounded(x.bandwidth()) };

      return [
        { ...place, kind: 'opened', y: CHANGE_HEIGHT - up, height: up },
        { ...place, kind: 'worsened', y: CHANGE_HEIGHT - up - more, height: more },
        { ...place, kind: 'resolved', y: CHANGE_HEIGHT + 2, height: down },
      ].filter(({ height }) => height > 0);
    }),
  };
}

/** In hundredths of the width. */
function bands(nights: readonly Night[]) {
  return scaleBand()
    .domain(nights.map(({ day }) => day))
    .range([0, 100])
    .paddingInner(0.3)
    .paddingOuter(0.1);
}

function middle(x: ReturnType<typeof bands>, day: string): number {
  return rounded((x(day) ?? 0) + x.bandwidth() / 2);
}

function ticksOf(y: ReturnType<typeof scaleLinear<number, number>>, scale: number) {
  return y
    .ticks(3)
    .filter((value) => Number.isInteger(value) && value > 0)
    .map((value) => ({ value, y: rounded(y(value) * scale) }));
}
