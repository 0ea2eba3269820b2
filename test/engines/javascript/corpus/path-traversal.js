const fs = require('node:fs');
const { readFile, writeFile } = require('node:fs/promises');
const path = require('path');
const AdmZip = require('adm-zip');

const ROOT = '/var/task/files';

exports.read = async (event) => {
  const { name } = event.pathParameters;
  fs.readFileSync('./files/' + name); // bad
  await readFile(path.join(ROOT, name), 'utf8'); // bad
  await fs.promises.readFile(`${ROOT}/${name}.html`); // bad
  fs.createReadStream(path.resolve(ROOT, decodeURIComponent(name))); // bad
  fs.readdirSync(event.queryStringParameters.folder); // bad
  await readFile(path.join(ROOT, path.basename(name))); // good
  await readFile(path.join(ROOT, 'index.html')); // good
  fs.readFileSync(process.env.CONFIG); // good
};

exports.write = async (event) => {
  const { filename, content } = JSON.parse(event.body);
  await writeFile('/tmp/' + filename, content); // bad
  fs.unlinkSync(path.join('/tmp', filename)); // bad
  fs.writeFileSync('/tmp/upload.txt', content); // good
  await writeFile(`/tmp/${Number(filename)}.json`, content); // good
  await writeFile(`/tmp/${filename.replace(/[^\w.-]/g, '_')}`, content); // good
  await writeFile('/tmp/' + filename.split('/').pop(), content); // good
};

exports.objects = async (event) => {
  for (const record of event.Records) {
    const key = decodeURIComponent(record.s3.object.key.replace(/\+/g, ' '));
    fs.writeFileSync(`/tmp/${key}`, 'x'); // bad
    fs.writeFileSync(`/tmp/${path.basename(key)}`, 'x'); // good
  }
};

exports.resolved = async (event) => {
  const file = path.resolve(ROOT, event.file);
  if (!file.startsWith(ROOT + path.sep)) throw new Error('outside');
  return readFile(file); // good
};

exports.relative = async (event) => {
  const file = path.join(ROOT, event.file);
  const relative = path.relative(ROOT, file);
  if (relative.startsWith('..') || path.isAbsolute(relative)) return { statusCode: 403 };
  return readFile(file); // good
};

exports.prefixOfRaw = async (event) => {
  if (!event.file.startsWith('/var/task/files/')) return { statusCode: 403 };
  return readFile(event.file); // bad
};

exports.refused = async ({ queryStringParameters: { file, page, locale } }) => {
  if (file.includes('..')) return { statusCode: 400 };
  await readFile(ROOT + '/' + file); // good
  if (!/^[a-z0-9-]+$/.test(page)) return { statusCode: 400 };
  await readFile(`./pages/${page}.html`); // good
  const locales = new Set(['en', 'de']);
  const language = locales.has(locale) ? locale : 'en';
  await readFile(`./locales/${language}.json`); // good
};

exports.named = async (event) => {
  const pages = { home: './home.html', about: './about.html' };
  const page = pages[event.page];
  if (!page) return { statusCode: 404 };
  return readFile(page); // good
};

function assertInside(file) {
  if (file.includes('..')) throw new Error('outside');
}

exports.asserted = async (event) => {
  assertInside(event.file);
  return readFile(ROOT + '/' + event.file); // good
};

const isKnown = (name) => ['a.txt', 'b.txt'].includes(name);

exports.predicate = async (event) => {
  if (!isKnown(event.name)) return { statusCode: 404 };
  return readFile(`${ROOT}/${event.name}`); // good
};

exports.archive = async (event) => {
  const zip = new AdmZip(Buffer.from(event.body, 'base64'));
  for (const entry of zip.getEntries()) {
    fs.writeFileSync(path.join('/tmp/out', entry.entryName), entry.getData()); // bad
    fs.writeFileSync(path.join('/tmp/out', path.basename(entry.entryName)), entry.getData()); // good
  }
};

exports.served = async (event) => {
  const app = require('express')();
  const router = require('@aws-lambda-powertools/event-handler/http');
  return [app, router, event.path];
};

class Templates {
  #root;

  constructor(root) {
    this.#root = root;
  }

  load(name) {
    return fs.readFileSync(path.join(this.#root, name), 'utf8'); // bad
  }

  loadKnown(name) {
    if (name !== 'welcome' && name !== 'goodbye') throw new Error(`no template ${name}`);
    return fs.readFileSync(path.join(this.#root, `${name}.hbs`), 'utf8'); // good
  }
}

exports.classes = async (event) => {
  const templates = new Templates('./templates');
  return templates.load(event.template) ?? templates.loadKnown(event.template);
};

exports.sentBelowAFolder = async (event) => {
  const app = require('express')();
  app.get('/avatars/:name', (req, res) => {
    res.sendFile(req.params.name, { root: '/var/task/avatars' }); // good
    res.download(req.params.name, 'avatar.png', { root: '/var/task/avatars' }, () => {}); // good
    res.sendFile(req.params.name, { maxAge: 1000 }); // bad
    res.sendFile('avatar.png', { root: req.params.name }); // good
  });
  return require('serverless-http')(app)(event);
};

const compiledRoot = '/mnt/files';

exports.compiled = function (event) {
  return __awaiter(this, void 0, void 0, function () {
    var full, other, late;
    return __generator(this, function (_a) {
      switch (_a.label) {
        case 0:
          full = path.resolve(compiledRoot, event.name);
          if (!full.startsWith(compiledRoot + path.sep)) return [2 /*return*/, { statusCode: 403 }];
          other = path.resolve(compiledRoot, event.other);
          fs.readFileSync(full); // good
          fs.readFileSync(other); // bad
          if (event.isShort) return [3 /*break*/, 2];
          late = path.resolve(compiledRoot, event.late);
          if (!late.startsWith(compiledRoot + path.sep)) return [2 /*return*/, { statusCode: 403 }];
          return [4 /*yield*/, fs.promises.stat(late)]; // good
        case 1:
          _a.sent();
          _a.label = 2;
        case 2:
          fs.readFileSync(late); // bad
          return [2 /*return*/, fs.readFileSync(full)]; // good
      }
    });
  });
};
