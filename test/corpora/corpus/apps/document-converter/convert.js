const { exec } = require('child_process');

function shell(command) {
  return new Promise((done, failed) => {
    exec(command, { maxBuffer: 1 << 20 }, (error, out) => (error ? failed(error) : done(out))); // hole: command-injection
  });
}

exports.convert = async (link) => {
  const text = await shell(`curl --silent -L ${link} | /opt/bin/catdoc -`);
  return text.trim();
};
