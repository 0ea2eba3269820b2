import type { EntryPoint } from '../../functions/domain/exposure/entry-point.ts';

type ServiceWay = Extract<EntryPoint, { readonly kind: 'service' }>;

/** What the policy of a function allows a service, from a source that is named. */
export function pushedBy(source: string, more: Partial<ServiceWay> = {}): ServiceWay {
  const service = `${source.split(':')[2]}.amazonaws.com`;

  return { kind: 'service', service, source, isForAnyone: false, ...more };
}
