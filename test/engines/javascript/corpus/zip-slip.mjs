import { createReadStream, createWriteStream, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import AdmZip from 'adm-zip';
import klaw from 'klaw';
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

const collected = [];

// A walk through a folder finds names that are there already.
export const walked = async () => {
  for (const entry of readdirSync('/opt', { withFileTypes: true, recursive: true })) {
    readFileSync(path.join(entry.path, 'a')); // good
  }
  for await (const entry of klaw('/opt')) readFileSync(entry.path); // good
  klaw('/opt').on('readable', function () {
    collected.push(this.read());
  });
  collected.forEach((entry) => {
    if (!entry.stats.isDirectory()) readFileSync(entry.path); // good
  });
  for (const entry of listOf('/opt')) {
    if (entry.isFile()) readFileSync(entry.path); // good
  }
};

export const parsed = async () => {
  createReadStream('/tmp/a.zip')
    .pipe(unzipper.Parse())
    .on('entry', (entry) => {
      if (entry.type === 'Directory') entry.autodrain();
      else entry.pipe(createWriteStream(path.join('/tmp/out', entry.path))); // bad: path-traversal
    });
  for (const entry of new AdmZip('/tmp/a.zip').getEntries()) {
    if (!entry.isDirectory) writeFileSync(path.join('/tmp/out', entry.entryName), entry.getData()); // bad: path-traversal
  }
};
