const { execSync } = require('child_process');
const axios = require('axios');

exports.handler = async (event) => {
  const jobs = event.Records.map((record) => JSON.parse(record.body)).filter(({ ready }) => ready);
  const urls = jobs.flatMap((job) => job.urls ?? []);

  await Promise.all(urls.map((url) => axios.get(url))); // bad: server-side-request-forgery
  jobs.forEach(({ name }) => execSync(`touch /tmp/${name}`)); // bad: command-injection
  for (const [key, value] of Object.entries(jobs[0].labels)) execSync(`label ${key}=${value}`); // bad: command-injection
  const count = jobs.reduce((sum, { size }) => sum + Number(size), 0);
  execSync(`truncate -s ${count} /tmp/total`); // good
  execSync(`echo ${jobs.length}`); // good
};
