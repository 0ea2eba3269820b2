import { chromium } from 'playwright';

export const routed = async (event) => {
  const page = await (await chromium.launch()).newPage();
  await page.route('**/*', (route) => route.abort());
  await page.setContent(event.html); // good
};
