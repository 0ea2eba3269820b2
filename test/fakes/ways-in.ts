import type { WayIn } from '../../functions/domain/exposure/way-in.ts';

type ServiceWay = Extract<WayIn, { readonly kind: 'service' }>;

/** What the policy of a function allows a service, from a source that is named. */
export function pushedBy(source: string, more: Partial<ServiceWay> = {}): ServiceWay {
  const service = `${source.split(':')[2]}.amazonaws.com`;

  return { kind: 'service', service, source, isForAnyone: false, ...more };
}
