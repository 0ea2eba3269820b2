var util = require('util');
var cp = require('child_process');
var run = util.promisify(cp.exec);

function resize(source, width) {
  return run('convert ' + source + ' -resize ' + width + ' /tmp/small.png'); // bad: command-injection
}

module.exports.handler = function (event, context, callback) {
  var query = event.queryStringParameters || {};
  resize(query.file, parseInt(query.width, 10))
    .then(function () {
      return cp.execFileSync('ls', ['-l', '/tmp']); // good
    })
    .then(function () { callback(null, { statusCode: 204 }); }, callback);
};
