const { exec } = require('node:child_process');
const os = require('node:os');

const windows = process.platform === 'win32';

function stop(pid) {
  if (windows) {
    exec('taskkill /pid ' + pid + ' /T /F'); // good
  } else {
    exec('kill -9 ' + pid); // bad: command-injection
  }
}

function address(name) {
  switch (os.platform()) {
    case 'darwin':
      exec('ifconfig ' + name); // good
      break;
    case 'linux':
      exec('ip address show ' + name); // bad: command-injection
      break;
    default:
      break;
  }
}

exports.handler = async (event) => {
  stop(event.pid);
  address(event.name);
};
