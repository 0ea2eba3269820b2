import { exec } from 'node:child_process';
import { fail, mayFail } from './lib/errors.mjs';

const isDigits = (text) => /^\d+$/.test(text);

export const handler = async (event) => {
  const { a, b } = event;
  if (!isDigits(a)) fail('a');
  exec(`ls ${a} -l`); // good
  if (!isDigits(b)) mayFail('b');
  exec(`ls ${b}`); // bad: command-injection
};
