import { createWriteStream, readFileSync } from 'node:fs';
import path from 'node:path';
import unzipper from 'unzipper';
import tar from 'tar-stream';
import { listOf } from './list.mjs';

export const unzip = async () => {
  const directory = await unzipper.Open.file('/tmp/a.zip');
  for (const file of directory.files) {
    file.stream().pipe(createWriteStream(path.join('/tmp/out', file.path))); // bad: path-traversal
    file.stream().pipe(createWriteStream(path.join('/tmp/out', path.basename(file.path)))); // good
  }
};

// Files of something else are no names of an archive.
export const others = async () => {
  for (const file of listOf('/opt')) readFileSync(path.join('/opt', file.path)); // good
  const extract = tar.extract();
  extract.on('entry', (header, stream) => stream.pipe(createWriteStream(`/tmp/${header.name}`))); // bad: path-traversal
};
