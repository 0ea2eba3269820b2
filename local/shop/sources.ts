/** Code of functions that run. Each answers in the way of the handler that it is called by. */
export const answers = `exports.handler = async () => ({ statusCode: 200, body: 'ok' });
`;

/** Imports, once it is called, what a layer has. */
export const readsOptions = `exports.handler = async (event) => {
  const options = require('minimist');
  return { statusCode: 200, body: String(options(event)._) };
};
`;

export const answersInPython = `def handler(event, context):
    return {"statusCode": 200, "body": "ok"}
`;

/** Evaluates a formula out of the request: its sender decides what code runs. */
export const evaluatesFormula = `const discounts = { spring: 0.9, autumn: 0.8 };

exports.handler = async (event) => {
  const { formula, season } = JSON.parse(event.body || '{}');
  const price = formula ? eval(formula) : 100;

  return { statusCode: 200, body: String(price * (discounts[season] || 1)) };
};
`;

/** The same without the fault. */
export const looksUpFormula = `const discounts = { spring: 0.9, autumn: 0.8 };
const formulas = { net: (price) => price, gross: (price) => price * 1.19 };

exports.handler = async (event) => {
  const { formula, season } = JSON.parse(event.body || '{}');
  const price = (formulas[formula] || formulas.net)(100);

  return { statusCode: 200, body: String(price * (discounts[season] || 1)) };
};
`;

/** An installed npm package, as far as its metadata goes. */
export function npmPackage(name: string, version: string): Record<string, string> {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, version, main: 'index.js' }),
    [`node_modules/${name}/index.js`]: 'module.exports = {};\n',
  };
}

/** One file, as esbuild makes it of code that pnpm installed the package for. */
export function bundleWith(name: string, version: string): string {
  return `// node_modules/.pnpm/${name}@${version}/node_modules/${name}/index.js
var require_${name} = (args) => ({ _: args });

// src/index.js
exports.handler = async (event) => ({ statusCode: 200, body: String(require_${name}(event)._) });
`;
}

/** What a site sends to browsers: the head of an old library, and code that stands for the rest. */
export const oldLibrary = `/*! jQuery v2.2.4 | (c) jQuery Foundation | jquery.org/license */
${Array.from({ length: 40 }, (_, at) => `window.jQuery.fn.step${at} = () => ${at};`).join('\n')}
`;

/** One file in one line, which names none of its packages. */
export const minifiedBundle = `var t={${Array.from({ length: 300 }, (_, at) => `k${at}:${at}`).join(',')}};exports.handler=async()=>({statusCode:200,body:String(t.k7)});
`;

/** A bill of materials (CycloneDX) to lie beside a bundle. */
export function billOfMaterials(...purls: readonly string[]): string {
  const components = purls.map((purl) => ({ type: 'library', name: purl, purl }));

  return JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components });
}

/** An installed Python package, as far as its metadata goes. */
export function pythonPackage(name: string, version: string): Record<string, string> {
  return {
    [`${name}-${version}.dist-info/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
  };
}

/** The same with a module that can be imported. */
export function pythonModule(name: string, version: string): Record<string, string> {
  return { ...pythonPackage(name, version), [`${name}/__init__.py`]: '' };
}
