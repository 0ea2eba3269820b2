const checking =
  /verif|hmac|digest|compare|decrypt|decipher|unseal|signature|authenticate|introspect|check_?token|get_?user\b|checkpw/i;

/** Whether a call of this name may check a token, where the code does not define what it calls. */
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

/** What such a weakness is called: code believes what anyone may write in base64. */
export const UNSIGNED_TOKEN = 'unsigned token';

/** Whether a field of this name says where a list goes on: `ExclusiveStartKey`. A token for that says nothing of who asks. */
export function isPlaceInList(name: string): boolean {
  return /start_?key|evaluated_?key|cursor|^(?:after|before|offset|skip|search_?after)$/i.test(
    name,
  );
}
