import { counted } from '../core/amounts.ts';
import { compareTexts } from '../core/compare-texts.ts';
import type { SharedPackage } from './aging-package.ts';
import { identityOf } from './target-identity.ts';

/** Functions and layers that a line names; more are counted. */
const MOST_NAMED = 3;

/** `shop-orders, shop-mailer, layer tools:3 and 4 more` */
export function carriersInWords(arns: readonly string[]): string {
  const named = arns.slice(0, MOST_NAMED).map(nameOf);
  const more = arns.length - named.length;

  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** `9 functions and 1 layer`, of those that have any of the packages. */
export function carriersCounted(packages: readonly Pick<SharedPackage, 'in'>[]): string {
  const kinds = [...new Set(packages.flatMap((one) => one.in))].map((arn) => identityOf(arn).kind);
  const parts = (['function', 'layer'] as const)
    .map((kind) => ({ kind, count: kinds.filter((one) => one === kind).length }))
    .filter(({ count }) => count > 0);

  return parts.map(({ kind, count }) => counted(count, kind)).join(' and ');
}

/** In the most functions first, then by name. */
export function widestFirst(a: SharedPackage, b: SharedPackage): number {
  return b.in.length - a.in.length || compareTexts(a.name, b.name);
}

/** At whichever version: another one is a change of the same. */
export function packageLabel({ name, ecosystem }: SharedPackage): string {
  return `${name} (${ecosystem})`;
}

function nameOf(arn: string): string {
  const { kind, name } = identityOf(arn);

  return kind === 'layer' ? `layer ${name}` : name;
}
