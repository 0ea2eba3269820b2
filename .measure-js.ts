import { readFileSync } from 'node:fs';
import { findWeaknesses } from './functions/domain/code/javascript/find-weaknesses.ts';
import { Budget } from './functions/domain/code/javascript/budget.ts';
let steps = 0;
const spend = Budget.prototype.spend;
Budget.prototype.spend = function (n = 1) { steps += n; spend.call(this, n); };
for (const p of process.argv.slice(2)) {
  const t = performance.now();
  steps = 0;
  let r: unknown;
  try { const x = findWeaknesses({ files: new Map([['index.mjs', readFileSync(p, 'utf8')]]), handler: 'index.handler' }); r = x.weaknesses; } catch (e) { r = (e as Error).message; }
  console.log(p.slice(-40), JSON.stringify(r), steps, Math.round(performance.now() - t) + 'ms', 'maxrss', Math.round(process.resourceUsage().maxRSS / 1024) + 'MB');
}
