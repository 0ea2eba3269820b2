/** Lines of evidence that a finding has at most; the last then says how many are left out. */
export const MOST_LINES = 60;
