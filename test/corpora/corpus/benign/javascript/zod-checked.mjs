import { z } from 'zod';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const Input = z.object({ report: z.enum(['daily', 'weekly']), year: z.coerce.number().int(), id: z.string().uuid() });
const run = promisify(execFile);

export const handler = async (event) => {
  const { report, year, id } = Input.parse(JSON.parse(event.body));
  await run('/opt/bin/report', ['--kind', report, '--year', String(year)]);
  const text = await readFile(`/mnt/reports/${report}-${year}-${id}.json`, 'utf8');
  return { statusCode: 200, body: text };
};
