const { execSync } = require('node:child_process');

exports.handler = async (event) => {
  const { input, options = [] } = event.detail;
  const parts = ['pandoc', '-o', '/tmp/out.html'];
  parts.push(input);
  for (const option of options) parts.push(`--${option}`);
  execSync(parts.join(' ')); // bad: command-injection
  execSync(['pandoc', '--version'].join(' ')); // good
};
