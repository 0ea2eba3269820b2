import {
  givesRights,
  isKeptForPeople,
  isOfPassword,
  isPasswordName,
  isRoleName,
  isRoleOfFew,
} from '../../signatures/index.ts';
import { entryOf, seen } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import type { WrittenField, WrittenItem } from '../signatures/written-items.ts';
import type { Call, Expression, NodeOf } from '../syntax.ts';
import { takenName } from '../taken-name.ts';
import { type AskedOfChange, givenAs } from './decided-call.ts';
import { isListedRole } from './listed-roles.ts';
import { liveNodes } from './live-nodes.ts';
import { fewOf } from './one-of-few.ts';

/** Whether who signs up says what they may do: `'role': body['role']`, where the code does not say which roles there are for them. */
export function takesRights(
  item: WrittenItem,
  names: readonly string[],
  asked: AskedOfChange,
): boolean {
  const isOfPeople =
    names.some(isKeptForPeople) || item.some(({ key }) => key !== undefined && isPasswordName(key));

  return isOfPeople && item.some((each) => isTaken(each, asked));
}

/** Whether that is a role, beside a password. */
export function takesRole(item: WrittenItem, asked: AskedOfChange): boolean {
  const hasPassword = item.some(
    ({ key }) => key !== undefined && (isPasswordName(key) || isOfPassword(key)),
  );

  return (
    hasPassword &&
    item.some((each) => each.key !== undefined && isRoleName(each.key) && isTaken(each, asked))
  );
}

/** Whether a request says the group or the role of a user of Cognito: `GroupName=body['group']`, `{'Name': 'custom:role', 'Value': body['role']}` */
export function takesRightsOfCognito(call: Call, asked: AskedOfChange): boolean {
  const name = calledName(call) ?? '';
  if (name === 'admin_add_user_to_group') {
    const group = givenAs(call, undefined, 'GroupName');
    return group !== undefined && asked.said.has(group) && !isListed('group', group, asked);
  }
  if (!/^(?:sign_up|admin_create_user|admin_update_user_attributes)$/.test(name)) return false;
  const attributes = seen(givenAs(call, undefined, 'UserAttributes'));

  return (
    attributes?.type === 'List' &&
    attributes.elements.some((each) => {
      const own = /^custom:(.{1,60})$/.exec(constantText(entryOf(each, 'Name')) ?? '')?.[1];
      const value = entryOf(each, 'Value');
      const isRole = own !== undefined && isRoleName(own) && value !== undefined;
      return isRole && asked.said.has(value) && !isListed(own, value, asked);
    })
  );
}

/** Whether the code says which roles there are for who signs up, or refuses some. */
function isListed(field: string, value: Expression, asked: AskedOfChange): boolean {
  const names = new Set([field, takenName(value) ?? field]);
  const isAsked = liveNodes('Binary', asked).some((each) =>
    [...names].some(
      (name) =>
        isOfSome(each, name, asked) || (/^(?:==|!=)$/.test(each.operator) && isOf(each, name)),
    ),
  );

  return isAsked || isListedRole(field, value, asked) || isForced(field, asked);
}

/** `role in ROLES`; of a list that is seen, one that has no role for few. */
function isOfSome(node: NodeOf<'Binary'>, name: string, asked: AskedOfChange): boolean {
  if (!/^(?:in|not in)$/.test(node.operator) || !isOf(node, name)) return false;

  return fewOf(node, name, asked.values)?.every((each) => !isRoleOfFew(each)) ?? true;
}

/** `role == 'admin'`, `role in ROLES` */
function isOf({ left, right }: NodeOf<'Binary'>, name: string): boolean {
  return [left, right].some((each) => takenName(each) === name);
}

/** `body['role'] = 'user'`, on no condition: one that is there may else be kept. */
function isForced(field: string, asked: AskedOfChange): boolean {
  return liveNodes('Assign', asked).some(
    ({ targets, value, parent }) =>
      value !== undefined &&
      constantText(value) !== undefined &&
      parent?.parent?.type === 'Function' &&
      targets.some((each) => each.type === 'Subscript' && takenName(each) === field),
  );
}

function isTaken({ key, value }: WrittenField, asked: AskedOfChange): boolean {
  if (key === undefined || !givesRights(key) || !asked.said.has(value)) return false;

  return !isListed(key, value, asked);
}
