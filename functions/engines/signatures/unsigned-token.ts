/** What a reader of a token does with it is called so, where the code itself does not define it: then it may be checked after all. */
const checking =
  /verif|hmac|digest|compare|decrypt|decipher|unseal|signature|authenticate|introspect|check_?token|get_?user\b|checkpw/i;

/** Whether a call of this name may be a check of a token that is brought. */
export function mayCheckToken(name: string): boolean {
  return checking.test(name);
}

/** Fields of a token that say who it is, or what he may: `claims.sub`. */
export function isClaimOfCaller(field: string): boolean {
  return claims.has(field.replaceAll('_', '').toLowerCase());
}

const claims: ReadonlySet<string> = new Set(
  'sub email emailaddress username userid uid user role roles groups isadmin admin scope scopes permissions tenantid accountid customerid'.split(
    ' ',
  ),
);

/** Fields that show a token to be more than words: something in it may be compared. */
export function isProofInToken(field: string): boolean {
  return proof.test(field);
}

const proof = /secret|sig|hash|hmac|mac$|digest|nonce|key|pass|pin$|otp|code|session|jti/i;

/** The sink: a text in base64 that is believed. */
export const UNSIGNED_TOKEN = 'unsigned token';

/** Whether what is put under such a name says where a list goes on: `ExclusiveStartKey`. A token of that says nothing of who asks. */
export function isPlaceInList(name: string): boolean {
  return /start_?key|evaluated_?key|cursor|^(?:after|before|offset|skip|search_?after)$/i.test(
    name,
  );
}
