/** Steps that the search for a check may take in a program: a second's worth. */
export const mostSteps = 2_000_000;

/** How many expressions within one another are looked through for an HMAC. */
export const mostNested = 14;

/** How many callers above one another are asked where a key comes from. */
export const mostCallers = 3;
