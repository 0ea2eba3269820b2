import { benchBrowser } from './bench/browser.ts';
import { benchBundles } from './bench/bundles.ts';

/** `npm run bench -- NAME`: how well the product recognises packages. */
const benches: Readonly<Record<string, () => Promise<void>>> = {
  browser: benchBrowser,
  bundles: benchBundles,
};

const [name = 'bundles'] = process.argv.slice(2);
const bench = benches[name];
if (!bench) {
  throw new Error(`there is no bench "${name}"; there are ${Object.keys(benches).join(', ')}`);
}
await bench();
