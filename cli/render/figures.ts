import type { Finding } from '../../functions/domain/finding.ts';
import { usd } from './usd.ts';

/** `score 87`, `$86 an hour`, `$4.20 a month` */
export function figuresInWords({ figures = {} }: Pick<Finding, 'figures'>): readonly string[] {
  const { score, usdPerHour, usdPerMonth } = figures;

  return [
    ...(score === undefined ? [] : [`score ${score}`]),
    ...(usdPerHour === undefined ? [] : [`${usd(usdPerHour)} an hour`]),
    ...(usdPerMonth === undefined ? [] : [`${usd(usdPerMonth)} a month`]),
  ];
}
