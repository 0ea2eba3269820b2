export { dollars, rounded } from './dollars.ts';
export { type FullTilt, fullTilt } from './full-tilt.ts';
export { invocationPricesOf, invocationsUsd } from './invocation-cost.ts';
export { listPrice, pricesOf } from './list-price.ts';
export { logStorageUsdPerMonth } from './log-cost.ts';
export {
  type MeteredOperation,
  type MeteredPrice,
  meteredPrice,
  meteredServices,
  meteredUsdPerHour,
} from './metered-cost.ts';
export { provisionedUsdPerMonth } from './provisioned-cost.ts';
