import { wordsOf } from '../flow/index.ts';

/** Whether who sets a field called so of an item that is new may have more by it than others: `role`, `isAdmin`, `credits`. */
export function givesRights(name: string): boolean {
  return wordsOf(name).some((word) => rights.has(word));
}

/** Whether a field called so says what its owner may do, and nothing else: `role`, `isAdmin`, `userGroup`. */
export function isRoleName(name: string): boolean {
  return /^(?:user[_-]?|account[_-]?)?(?:roles?|groups?|is[_-]?admin|permissions?)$/i.test(name);
}

/** Whether a role called so is given to few: `admin`, `SUPER_USER`. Who may take one of a list with such a role, may take that. */
export function isRoleOfFew(role: string): boolean {
  return /admin|root|staff|super|owner/i.test(role);
}

/** Whether what is kept under such a name says who may do what: to add to it is to be given something. */
export function isKeptForRights(name: string): boolean {
  return wordsOf(name).some((word) => ofRights.has(word));
}

/** Whether it keeps people, of whom some may do more than others. */
export function isKeptForPeople(name: string): boolean {
  return wordsOf(name).some((word) => people.has(word));
}

const rights: ReadonlySet<string> = new Set(
  (
    'role roles admin administrator isadmin staff superuser moderator permission permissions privilege privileges scope scopes ' +
    'balance credit credits verified approved paid'
  ).split(' '),
);

const ofRights: ReadonlySet<string> = new Set(
  (
    'admin admins administrator administrators staff root role roles permission permissions policy policies privilege privileges ' +
    'wallet wallets transaction transactions payment payments ledger ledgers balance balances deposit deposits transfer transfers payout payouts coupon coupons voucher vouchers ' +
    'discount discounts license licenses licence licences subscription subscriptions membership memberships invite invites invitation invitations grant grants approval approvals ' +
    'acl webhook webhooks cron schedule schedules flag flags feature features gift gifts points price prices stock ' +
    'key keys apikey apikeys token tokens secret secrets credential credentials setting settings config configs configuration session sessions'
  ).split(' '),
);

const people: ReadonlySet<string> = new Set(
  (
    'user users account accounts member members employee employees tenant tenants people person profile profiles customer customers client clients ' +
    'student students teacher teachers doctor doctors patient patients driver drivers'
  ).split(' '),
);
