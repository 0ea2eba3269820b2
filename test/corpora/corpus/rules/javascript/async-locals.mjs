import { exec } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';

const run = (command) => new Promise((resolve, reject) => {
  exec(command, (error, stdout) => (error ? reject(error) : resolve(stdout))); // bad: command-injection
});

class Archive {
  #root = '/mnt/archive';

  static of(event) {
    return Object.assign(new Archive(), { name: event.queryStringParameters?.name });
  }

  get path() {
    return `${this.#root}/${this.name}`;
  }

  read() {
    return readFile(this.path, 'utf8'); // bad: path-traversal
  }

  clear() {
    return rm(this.#root + '/tmp', { recursive: true, force: true }); // good
  }
}

export const handler = async (event) => {
  const archive = Archive.of(event);
  const [text, sizes] = await Promise.all([archive.read(), run(`du -sh ${event.queryStringParameters.folder}`)]);
  await archive.clear();
  return { text, sizes };
};
