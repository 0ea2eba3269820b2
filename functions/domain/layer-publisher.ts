import type { LayerTarget } from '../core/target.ts';
import { layerPublishers } from '../data/layer-publishers.ts';

/** Whether another account publishes it than the one whose functions use it. */
export function isForeign({ account, usedBy }: LayerTarget): boolean {
  return account !== usedBy;
}

/** What AWS publishes from this account; undefined for one that is not known to be AWS's. */
export function layerPublisher(account: string): string | undefined {
  return layerPublishers.get(account);
}
