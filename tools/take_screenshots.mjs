// Takes pictures of pages. Usage: node take_screenshots.mjs JOB.json, which holds
// {browser, shots: [{url, width, height, scheme, file, enter}]}; `enter` is what lets into the desk, or null.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const browser = await chromium.launch({ executablePath: job.browser, args: ["--no-sandbox"] });
for (const { url, width, height, scheme, file, enter } of job.shots) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme });
  if (enter) await page.goto(enter);
  await page.goto(url, { waitUntil: "networkidle" });
  await page.screenshot({ path: file });
  await page.close();
}
await browser.close();
