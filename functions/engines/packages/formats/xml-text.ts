/**
 * Text without what lies between these. It goes once through it: a pattern would go through a hostile
 * text again and again.
 */
export function without(text: string, open: string, close: string): string {
  const kept: string[] = [];
  let from = 0;

  for (;;) {
    const start = text.indexOf(open, from);
    const end = start < 0 ? -1 : text.indexOf(close, start);
    if (end < 0) return [...kept, text.slice(from)].join('');
    kept.push(text.slice(from, start));
    from = end + close.length;
  }
}
