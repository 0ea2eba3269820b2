import chromium from '@sparticuz/chromium';
import puppeteer from 'puppeteer-core';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

const s3 = new S3Client({});

export const handler = async (event) => {
  const browser = await puppeteer.launch({ args: chromium.args, executablePath: await chromium.executablePath(), headless: true });
  const page = await browser.newPage();
  await page.goto(process.env.REPORT_URL, { waitUntil: 'networkidle0' });
  const pdf = await page.pdf({ format: 'a4' });
  await browser.close();
  await s3.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key: `reports/${event.time}.pdf`, Body: pdf }));
};
