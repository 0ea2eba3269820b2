import { readFileSync } from 'node:fs';
import { findWeaknesses } from './functions/domain/code/javascript/find-weaknesses.ts';
import { Budget } from './functions/domain/code/javascript/budget.ts';
import { Resolver } from './functions/domain/code/javascript/resolver.ts';
let steps = 0;
const by = new Map<string, number>();
let where = 'flow';
const cap = Number(process.env.CAP ?? 30e6);
const written = new Map<string, [number, number]>();
const w = Resolver.prototype.written;
Resolver.prototype.written = function (b: any, p: any) { const k = b.name + '@' + b.scope.function?.start + '.' + p.join('.'); const e = written.get(k) ?? [0, 0]; e[0] += 1; e[1] += 1 + b.writes.length + b.reads.length; written.set(k, e); const was = where; where = 'written'; try { return w.call(this, b, p); } finally { where = was; } };
for (const m of ['valuesOf', 'fieldOf', 'sitesOf'] as const) { const o = (Resolver.prototype as any)[m]; (Resolver.prototype as any)[m] = function (...a: any[]) { const was = where; where = m; try { return o.apply(this, a); } finally { where = was; } }; }
Budget.prototype.spend = function (n = 1) { steps += n; by.set(where, (by.get(where) ?? 0) + n); if (steps > cap) throw new Error('cap'); };
for (const p of process.argv.slice(2)) {
  const t = performance.now();
  let r: unknown;
  try { const x = findWeaknesses({ files: new Map([['index.mjs', readFileSync(p, 'utf8')]]), handler: 'index.handler' }); r = x.weaknesses; } catch (e) { r = (e as Error).message; }
  console.log(p.slice(-40), JSON.stringify(r), steps, [...by], Math.round(performance.now() - t) + 'ms', 'maxrss', Math.round(process.resourceUsage().maxRSS / 1024) + 'MB');
  const top = [...written].sort((a, b) => b[1][1] - a[1][1]);
  console.log('written keys', written.size, top.slice(0, 8).map(([k, [n, c]]) => `${k} x${n} ${c}`).join('; '));
  const byBinding = new Map<string, [number, number]>();
  for (const [k, [n, c]] of written) { const b = k.split('.')[0]; const e = byBinding.get(b) ?? [0, 0]; byBinding.set(b, [e[0] + n, e[1] + c]); }
  console.log([...byBinding].sort((a, b) => b[1][1] - a[1][1]).slice(0, 5).map(([k, [n, c]]) => `${k} x${n} ${c}`).join('; '));
}
