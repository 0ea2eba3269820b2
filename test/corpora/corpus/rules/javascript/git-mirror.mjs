import { execSync, spawn, spawnSync } from 'node:child_process';

const REPOSITORIES = { web: 'https://git.example.com/web.git', api: 'https://git.example.com/api.git' };

export async function handler({ detail }) {
  spawn('git clone ' + detail.repository, { shell: true }); // bad: command-injection
  spawn('git', ['clone', '--', detail.repository]); // good
  spawnSync('sh', ['-c', `git -C /tmp/mirror checkout ${detail.branch}`]); // bad: command-injection

  const address = REPOSITORIES[detail.team];
  if (address) execSync(`git clone ${address} /tmp/${detail.team === 'web' ? 'web' : 'api'}`); // good
}
