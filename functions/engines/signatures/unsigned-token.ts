const checking =
  /verif|hmac|digest|compare|decrypt|decipher|unseal|signature|authenticate|introspect|check_?token|get_?user\b|checkpw/i;

/** Of a file: its calls, by the name that is called. */
interface CallingFile<N> {
  readonly calls: ReadonlyMap<string, readonly { readonly callee: N }[]>;
}

interface KnownNames<N> {
  namesOf(callee: N): readonly string[];
  functionsOf(callee: N): readonly unknown[];
}

/** Whether anything that code calls, and does not define, may know a true token by its name. It is asked once for all values of a program. */
export function mayCheckTokens<N>(files: Iterable<CallingFile<N>>, values: KnownNames<N>): boolean {
  const isChecked = known.get(values) ?? checksIn(files, values);
  known.set(values, isChecked);

  return isChecked;
}

/** Of code that was looked through already. */
const known = new WeakMap<object, boolean>();

function checksIn<N>(files: Iterable<CallingFile<N>>, values: KnownNames<N>): boolean {
  return [...files].some(({ calls }) =>
    [...calls].some(([name, all]) =>
      all.some(({ callee }) => {
        const names = [name, ...values.namesOf(callee)];
        return names.some((each) => checking.test(each)) && values.functionsOf(callee).length === 0;
      }),
    ),
  );
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
