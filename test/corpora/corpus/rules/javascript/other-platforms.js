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

// As minifiers write them.
let kill = (pid) => pid;
windows && (kill = (pid) => exec('taskkill /pid ' + pid)); // good
windows || exec('whoami');

function signal(pid) {
  windows && exec('taskkill /pid ' + pid); // good
  process.platform !== 'win32' || exec('taskkill /im ' + pid); // good
  windows || exec('kill -15 ' + pid); // bad: command-injection
  switch ((kill(pid), os.platform())) {
    case 'win32':
      exec('taskkill /t /pid ' + pid); // good
  }
}

exports.handler = async (event) => {
  stop(event.pid);
  address(event.name);
  signal(event.pid);
};
