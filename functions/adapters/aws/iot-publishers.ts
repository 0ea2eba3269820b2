import { attempt } from '../../app/collectors.ts';
import type { Clock } from '../../app/ports.ts';
import { firstOf } from '../../core/evidence.ts';
import { joinedReasons } from '../../core/joined-reasons.ts';
import type { Known } from '../../core/known.ts';
import { accountOf, partitionOf, regionOf, roleTarget } from '../../core/target.ts';
import { iotCallerNamed } from '../../domain/exposure/iot-call.ts';
import { filtersOf, type IotPublishers } from '../../domain/exposure/iot-publishers.ts';
import {
  devicePublishing,
  guestPublishing,
  type IotPlace,
  type OrganizationControls,
  type TopicPublishing,
  withControls,
} from '../../engines/iam/index.ts';
import type { IotPublisherReader } from '../../facts/function/iot-publishers.ts';
import type { GuestRole } from '../../facts/guest-roles.ts';
import type { GuestReader } from './identity-pools.ts';
import type { IotCallers } from './iot-callers.ts';
import type { IotPolicies } from './iot-policies.ts';

/** As many policies that let devices run the same rule are asked whether they are attached. */
const MOST_ASKED = 20;

/** As many as a reader wants. */
const MOST_NAMED = 3;

export interface PublisherProps {
  readonly policies: IotPolicies;
  /** ARNs of the active custom authorizers of a region. @throws when they are not known. */
  readonly authorizers: IotCallers['authorizers'];
  /** Roles whose credentials identity pools may hand to anyone. */
  readonly guestRoles: () => Promise<Known<readonly GuestRole[]>>;
  readonly isGuest: GuestReader;
  /** What the organization leaves to the account. */
  readonly controls: () => Promise<OrganizationControls>;
  readonly clock: Clock;
}

/** What is known of one kind of publishers, and what could not be read of it. */
interface Found<T> {
  readonly found: readonly T[];
  readonly unread: readonly string[];
}

/** Reads who may publish what a rule of AWS IoT takes: devices by its policies, and anyone by an identity pool. */
export function iotPublisherReader(props: PublisherProps): IotPublisherReader {
  return async (rule, topic) => {
    const place = {
      partition: partitionOf(rule),
      region: regionOf(rule),
      account: accountOf(rule),
    };
    const filters = filtersOf(rule, topic);
    const [policies, guests, understated] = await Promise.all([
      devicesOf(filters, place, props),
      guestsOf(filters, place, props),
      byAuthorizers(place, props),
    ]);
    const incomplete = joinedReasons([...policies.unread, ...guests.unread]);

    return {
      known: true,
      value: { guests: [...guests.found], policies: [...policies.found] },
      ...(incomplete !== undefined && { incomplete }),
      ...(understated !== undefined && { understated }),
    };
  };
}

/** Clients of a custom authorizer publish by a policy that the code of its function returns, which is not followed. */
async function byAuthorizers(
  { region }: IotPlace,
  { authorizers }: PublisherProps,
): Promise<string | undefined> {
  const listed = await attempt(() => authorizers(region));
  if (!listed.known) return `whom custom authorizers of AWS IoT let publish: ${listed.reason}`;
  const names = listed.value.map((arn) => iotCallerNamed(arn)?.name ?? arn);

  return names.length > 0
    ? `whom custom authorizers of AWS IoT let publish is not read: ${firstOf(names, MOST_NAMED).join(', ')}`
    : undefined;
}

type PolicyOfDevices = IotPublishers['policies'][number];

/** Those that let each client run all rules are all asked whether they are attached; of the others the first that is will do. */
async function devicesOf(
  filters: readonly string[],
  place: IotPlace,
  { policies }: PublisherProps,
): Promise<Found<PolicyOfDevices>> {
  const listed = await attempt(() => policies.all(place.region));
  if (!listed.known) return { found: [], unread: [`the policies of AWS IoT: ${listed.reason}`] };

  const unread: string[] = [];
  const allowing = listed.value.flatMap(({ name, permissions }) => {
    if (!permissions.known) unread.push(`${name} (${permissions.reason})`);
    const may =
      permissions.known && permissions.value
        ? devicePublishing(permissions.value, filters, place)
        : undefined;
    return may ? [{ name, may }] : [];
  });
  const found: PolicyOfDevices[] = [];
  for (const { name, may } of allowing.toSorted(widestFirst).slice(0, MOST_ASKED)) {
    const isForAll = may === 'any topic';
    if (!isForAll && found.length > 0) break;

    const attached = await attempt(() => policies.isAttached(place.region, name));
    if (!attached.known) unread.push(`whether ${name} is attached (${attached.reason})`);
    else if (attached.value) found.push({ name, ...(isForAll && { isForAll }) });
  }

  return { found, unread: inWords('the policies of AWS IoT', unread) };
}

function widestFirst(
  one: { readonly may: TopicPublishing },
  other: { readonly may: TopicPublishing },
): number {
  return widths.indexOf(one.may) - widths.indexOf(other.may);
}

const widths: readonly TopicPublishing[] = ['any topic', 'these', 'some'];

type Guest = IotPublishers['guests'][number];

/** What hangs on a condition that is not known lets in no one for sure. */
async function guestsOf(
  filters: readonly string[],
  place: IotPlace,
  props: PublisherProps,
): Promise<Found<Guest>> {
  const roles = await props.guestRoles();
  if (!roles.known) return { found: [], unread: [`the roles of identity pools: ${roles.reason}`] };

  const controls = roles.value.length > 0 ? await props.controls() : undefined;
  const now = props.clock().toISOString();
  const allowing = roles.value.filter(({ role, permissions }) => {
    const left = controls ? withControls(permissions, controls, roleTarget(role)) : permissions;
    const may = guestPublishing(left, filters, place, { arn: role, now });
    return may === 'any topic' || may === 'these';
  });

  const unread = roles.incomplete === undefined ? [] : [roles.incomplete];
  const found: Guest[] = [];
  for (const { role, pools, isOfAny } of allowing) {
    if (isOfAny) found.push({ role });
    for (const pool of pools) {
      const answer = await attempt(() => props.isGuest(pool, role));
      if (!answer.known) unread.push(`${pool} (${answer.reason})`);
      else if (answer.value) found.push({ role, pool });
    }
  }
  return { found, unread: inWords('the identity pools and their roles', unread) };
}

function inWords(what: string, unread: readonly string[]): readonly string[] {
  return unread.length === 0 ? [] : [`${what}: ${firstOf(unread, MOST_NAMED).join(', ')}`];
}
