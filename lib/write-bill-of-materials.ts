import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { billOfMaterials } from './bill-of-materials.ts';

/**
 * `node write-bill-of-materials.ts BUNDLE METAFILE`, from the folder that esbuild ran in: puts
 * `BUNDLE.cdx.json` in place of the metafile.
 */
const [bundle = '', metafile = ''] = process.argv.slice(2);
const manifest = z.object({ name: z.string(), version: z.string() });

const bill = billOfMaterials(JSON.parse(readFileSync(metafile, 'utf8')), (folder) =>
  manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))),
);

writeFileSync(`${bundle}.cdx.json`, `${JSON.stringify(bill)}\n`);
rmSync(metafile);
