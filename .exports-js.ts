import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { buildSync } from 'esbuild';
import { findWeaknesses as now } from './functions/domain/code/javascript/find-weaknesses.ts';
const { findWeaknesses: before } = await import('/tmp/jsx/functions/domain/code/javascript/find-weaknesses.ts');
const names = readdirSync('node_modules').flatMap((n) => n.startsWith('.') ? [] : n.startsWith('@') ? readdirSync('node_modules/' + n).map((m) => n + '/' + m) : [n]);
const skip = /^(typescript|aws-cdk.*|node|knip|@aws-cdk|@biomejs|@typescript|@rolldown|rolldown|@esbuild|esbuild|vite|cdk-nag)/;
let count = 0, hits = 0, more = 0, unknown = 0; const t0 = performance.now(); let slow: [number, string] = [0, ''];
for (const name of names) {
  if (skip.test(name) || performance.now() - t0 > 60_000) continue;
  let out;
  try { out = buildSync({ stdin: { contents: `export * from '${name}'; export { default } from '${name}';`, resolveDir: '.' }, bundle: true, platform: 'node', format: 'esm', write: false, metafile: true, logLevel: 'silent', packages: 'bundle', plugins: [] , external: names.filter((x) => x !== name).flatMap((x) => [x, x + '/*']), outfile: 'x.mjs' }); }
  catch { try { out = buildSync({ stdin: { contents: `export * from '${name}';`, resolveDir: '.' }, bundle: true, platform: 'node', format: 'esm', write: false, metafile: true, logLevel: 'silent', external: names.filter((x) => x !== name).flatMap((x) => [x, x + '/*']), outfile: 'x.mjs' }); } catch { continue; } }
  const text = out.outputFiles[0]!.text;
  if (text.length > 600_000) continue;
  const exports = [...new Set(Object.values(out.metafile!.outputs)[0]!.exports)];
  for (const each of exports.slice(6, 15)) {
    const run = (f: any) => { try { return f({ files: new Map([['index.mjs', text]]), handler: 'index.' + each }).weaknesses.map((w: any) => w.sink + '@' + w.line); } catch (e) { return (e as Error).message; } };
    const t = performance.now(); const b = run(now); const ms = performance.now() - t; if (ms > slow[0]) slow = [ms, name + '.' + each];
    if (typeof b === 'string') { if (!/exports no function/.test(b)) { unknown++; console.log('?', name, each, b.slice(0, 100)); } continue; }
    count++; const a = run(before);
    if (b.length) hits++, console.log('hit', name, each, b.join(' '));
    if (JSON.stringify(a) !== JSON.stringify(b)) { more++; console.log('DIFF', name, each, a, b); }
  }
}
console.log({ count, hits, more, unknown, slow });
