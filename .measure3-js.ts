import { readFileSync } from 'node:fs';
import { findWeaknesses } from './functions/domain/code/javascript/find-weaknesses.ts';
import { Budget } from './functions/domain/code/javascript/budget.ts';
import { Overwrites } from './functions/domain/code/javascript/overwritten.ts';
let steps = 0;
const cap = Number(process.env.CAP ?? 30e6);
const byB = new Map<any, number>(), paths = new Map<any, Map<string, number>>();
const stacks = new Map<string, number>();
const o = Overwrites.prototype.isOverwritten;
Overwrites.prototype.isOverwritten = function (b: any, p: any, ...r: any[]) { byB.set(b, (byB.get(b) ?? 0) + 1); if (r[1] === b.reads[0]) { const m = paths.get(b) ?? new Map(); paths.set(b, m); m.set(p.join('.'), (m.get(p.join('.')) ?? 0) + 1); } return (o as any).call(this, b, p, ...r); };
Budget.prototype.spend = function (n = 1) { steps += n; if (n > 5) stacks.set('big', (stacks.get('big') ?? 0) + n); if (steps % 1000 < n) { const s = new Error().stack!.split('\n').slice(2, 4).map((l) => l.trim().split(' ')[1]).join('<'); stacks.set(s, (stacks.get(s) ?? 0) + 1); } if (steps > cap) throw new Error('cap'); };
for (const p of process.argv.slice(2)) {
  const t = performance.now(); const text = readFileSync(p, 'utf8');
  let r: unknown;
  try { const x = findWeaknesses({ files: new Map([['index.mjs', text]]), handler: 'index.handler' }); r = x.weaknesses; } catch (e) { r = (e as Error).message; }
  console.log(p.slice(-40), JSON.stringify(r), steps, Math.round(performance.now() - t) + 'ms', [...stacks]);
  for (const [b, n] of [...byB].sort((a, b) => b[1] - a[1]).slice(0, 12)) console.log(n, b.name, 'reads', b.reads.length, 'writes', b.writes.length, 'paths', paths.get(b)?.size, [...(paths.get(b) ?? [])].sort((a, b) => b[1] - a[1]).slice(0, 8).map((x) => x.join(':')).join(' '), JSON.stringify(text.slice(b.scope.function?.start - 20, b.scope.function?.start + 80)));
}
