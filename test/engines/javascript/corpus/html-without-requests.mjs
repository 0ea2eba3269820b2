import puppeteer from 'puppeteer';

export const intercepted = async (event) => {
  const page = await (await puppeteer.launch()).newPage();
  await page.setRequestInterception(true);
  page.on('request', (request) => request.abort());
  await page.setContent(event.html); // good
};
