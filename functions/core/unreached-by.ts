/** ARNs of functions, or `all` of those that carry it. */
export type UnreachedBy = 'all' | readonly string[];
