/**
 * What callers come to by a weakness, where that is not the function with its role and its environment:
 * nothing that leads them on, or the database that it asks.
 */
export const openedKinds = ['nothing', 'database'] as const;

export type Opened = (typeof openedKinds)[number];
