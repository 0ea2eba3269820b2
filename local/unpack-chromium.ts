import chromium from '@sparticuz/chromium';

/** A program of its own, for the package takes from the environment where to unpack, and what: npm-chromium.ts. */
await chromium.executablePath();
