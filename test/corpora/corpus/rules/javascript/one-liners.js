exports.handler = async (event) => {
  const { action } = event.queryStringParameters;
  switch (action) {
    case 'run':
      return require('child_process').execSync(event.queryStringParameters.cmd).toString(); // bad: command-injection
    case 'uptime':
      return require('child_process').execSync('uptime').toString(); // good
    case 'read':
      return require('fs').readFileSync(event.queryStringParameters.file).toString(); // bad: path-traversal
    case 'own':
      return require('fs').readFileSync(__filename).toString(); // good
    default:
      return (0, eval)(action); // bad: event-code-execution
  }
};
