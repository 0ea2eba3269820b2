import type { EntryPoint } from '../exposure/entry-point.ts';
import { type IotCall, iotCallerNamed } from '../exposure/iot-call.ts';
import {
  guestInWords,
  isOpenToGuests,
  policiesInWords,
  publishedFor,
  topicInWords,
} from '../exposure/iot-publishers.ts';
import { MOST_POINTS } from './attack-surface.ts';
import { type Caller, INTERNET, KEY_HOLDERS, placeOf } from './caller.ts';

type ServiceWay = Extract<EntryPoint, { readonly kind: 'service' }>;

/**
 * Who connects to AWS IoT needs to know its endpoint and the name of the authorizer, which lie in each device like
 * the key of a client. Clients publish to no topic of its own events.
 *
 * Sources: "Creating an authorizer", "Reserved topics" (AWS IoT Core Developer Guide).
 */
export function byIot(way: ServiceWay): Caller | undefined {
  const { source = '', iot, qualifier } = way;
  const named = iotCallerNamed(source);
  if (!iot || !named) return undefined;
  const what = placeOf(qualifier);
  const by = `the ${named.kind} ${named.name} of AWS IoT`;
  if (iot.state !== 'on') {
    const why = iot.state === 'gone' ? 'no longer exists' : 'is off';
    return { points: 1, who: 'no one', how: `runs ${what} by ${by}, which ${why}` };
  }
  if (named.kind === 'authorizer') {
    const how = `connects to AWS IoT, which has ${what} decide, by ${by}`;
    return iot.isUnsigned
      ? { points: KEY_HOLDERS, who: UNSIGNED, how: `${how}, without a signature` }
      : { points: 8, who: 'a client with a signed token', how };
  }

  const topic = iot.topic === undefined ? '' : ` on ${iot.topic}`;
  const how = `runs ${what} by messages${topic}, by ${by}`;
  return byPublishers(way, how) ?? byMessages(iot, how);
}

/** What anyone comes by, and what devices do, as far as policies say it; undefined where nothing of that was read. */
function byPublishers(
  { source = '', iot, publishers }: ServiceWay,
  how: string,
): Caller | undefined {
  const [guest] = publishers?.guests ?? [];
  if (guest) {
    const topic = topicInWords({ rule: source, topic: iot?.topic });
    const from = `publishes to ${topic} with credentials of ${guestInWords(guest)}`;
    return { points: MOST_POINTS, who: INTERNET, how: `${from}, which ${how}` };
  }
  if (!publishers || (publishers.policies.length === 0 && isOfServiceAlone(iot?.topic))) {
    return undefined;
  }

  return publishers.policies.length > 0
    ? {
        points: 8,
        who: `a client with the IoT policy ${policiesInWords(publishers)}`,
        how: `${how} (${ELSE})`,
      }
    : {
        points: 8,
        who: PUBLISHER,
        how: `${how} (no IoT policy that is attached allows it; ${ELSE})`,
      };
}

const ELSE = 'whom other roles and custom authorizers let publish was not read';

/** The service publishes there on occasions of which no policy for topics says anything. */
function isOfServiceAlone(topic: string | undefined): boolean {
  return topic !== undefined && publishedFor(topic) === undefined;
}

function byMessages({ topic }: IotCall, how: string): Caller {
  return topic?.startsWith('$aws/events/')
    ? { points: 3, who: 'AWS IoT for this account', how }
    : { points: 8, who: PUBLISHER, how: `${how} (who may publish was not read)` };
}

/** Whether anyone publishes what it takes. */
export function hasGuests({ publishers }: ServiceWay): boolean {
  return publishers !== undefined && isOpenToGuests({ publishers });
}

const UNSIGNED = 'anyone who knows the endpoint of AWS IoT and the authorizer';
export const PUBLISHER = 'a device or client that publishes to AWS IoT';
