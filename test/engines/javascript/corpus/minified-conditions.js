// Conditions as minifiers write a switch with one case: what stands before it is done in the comparison.
const os = require('node:os');
const { exec } = require('node:child_process');

const kinds = ['a', 'b'];

exports.minified = async (event) => {
  let { pid } = event;
  (console.log(pid), os.platform()) === 'win32' && exec('taskkill /pid ' + pid); // good
  'win32' !== (console.log(pid), process.platform) || exec('taskkill /pid ' + pid); // good
  (console.log(pid), process.platform).startsWith('win') && exec('taskkill /pid ' + pid); // good
  /^win/.test((console.log(pid), process.platform)) && exec('taskkill /pid ' + pid); // good
  (console.log(pid), os.platform()) === 'win32' ? exec('taskkill /im ' + pid) : exec('ps'); // good
  (console.log(pid), typeof pid) === 'number' && exec('kill ' + pid); // good
  (console.log(pid), kinds.indexOf(pid)) >= 0 && exec('kill ' + pid); // good
  (console.log(pid), os.platform()) === 'linux' && exec('kill ' + pid); // bad: command-injection
  (console.log(pid), os.platform()) === 'win32' || exec('kill ' + pid); // bad: command-injection
  (os.platform(), pid.system) === 'win32' && exec('kill ' + pid); // bad: command-injection
  (typeof pid, pid.system) === 'number' && exec('kill ' + pid); // bad: command-injection
  pid === ((pid = event.other), 'a') && exec('kill ' + pid); // bad: command-injection
};
