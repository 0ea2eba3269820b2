const api = require('lambda-api')({ version: 'v1' });
const { execFile, exec } = require('child_process');
const { promisify } = require('util');
const run = promisify(exec);

api.get('/lookup/:host', async (req, res) => {
  const { stdout } = await run('nslookup ' + req.params.host); // bad: command-injection
  return res.json({ stdout });
});
api.post('/lookup', async (req, res) => {
  const { stdout } = await promisify(execFile)('nslookup', [req.body.host]); // good
  return res.json({ stdout });
});
api.get('/go', async (req, res) => res.redirect(req.query.to)); // bad: open-redirect

exports.handler = async (event, context) => api.run(event, context);
