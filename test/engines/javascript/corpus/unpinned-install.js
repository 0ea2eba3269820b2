const { execSync, spawnSync, exec } = require('child_process');

exports.handler = async () => {
  execSync('npm install sharp --prefix /tmp'); // bad
  execSync('cd /tmp && npm i left-pad'); // bad
  exec('pip install requests -t /tmp'); // bad
  spawnSync('npm', ['install', 'axios']); // bad
  execSync('npm install sharp@0.33.5 --prefix /tmp'); // good
  execSync('pip install requests==2.32.0 -t /tmp'); // good
  execSync('pip install -r requirements.txt'); // good
  execSync('npm ci'); // good
  console.log('npm install sharp'); // good
};
