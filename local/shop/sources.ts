/** Code of functions that run. Each answers in the way of the handler that it is called by. */
export const answers = `exports.handler = async () => ({ statusCode: 200, body: 'ok' });
`;

export const answersInPython = `def handler(event, context):
    return {"statusCode": 200, "body": "ok"}
`;

/** Evaluates a formula out of the request: whoever sends the request decides what runs. */
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

/** An installed Python package, as far as its metadata goes. */
export function pythonPackage(name: string, version: string): Record<string, string> {
  return {
    [`${name}-${version}.dist-info/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
  };
}
