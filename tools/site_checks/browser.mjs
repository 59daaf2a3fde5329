// Opens pages in a real browser and tells, as JSON, what went wrong on each.
// Usage: node browser.mjs JOB.json, which holds {browser, pages: [{url, origin, axe, status}]}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDTHS = [390, 1280];
const SCHEMES = ["light", "dark"];
const NARROW = 320;
const WORKERS = 2;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const problems = [];
let opened = 0;
let judged = 0;

function listen(page, { url, origin, status }) {
  const tell = (what) => problems.push(`${url}: ${what}`);
  page.on("console", (message) => {
    const wanted = status !== 200 && message.text().includes(String(status));
    if (message.type() === "error" && !wanted) tell(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => tell(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith("data:")) tell(`asks ${request.url()}`);
  });
  page.on("response", (response) => {
    const expected = response.url() === url ? status : 200;
    if (response.status() >= 400 && response.status() !== expected) tell(`${response.status()} for ${response.url()}`);
  });
}

// What is wider than the window, by the names that find it in the templates.
const findWide = (width) => {
  if (document.documentElement.scrollWidth <= width) return null;
  const wide = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > width + 1);
  return wide.slice(0, 3).map((one) => `${one.localName}.${one.className.baseVal ?? one.className}`).join(" ");
};

const runAxe = async (tags) => {
  const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] };
  const { violations } = await globalThis.axe.run(document, options);
  return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)} ${(node.any[0]?.message ?? "").slice(0, 160)}`));
};

async function judge(page, { url }) {
  await page.evaluate(AXE);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const found of await page.evaluate(runAxe, TAGS)) problems.push(`${url} ${width} ${colorScheme}: axe: ${found}`);
      judged += 1;
    }
  }
}

async function visit(context, target) {
  const page = await context.newPage();
  listen(page, target);
  await page.setViewportSize({ width: NARROW, height: 700 });
  await page.goto(target.url, { waitUntil: "networkidle" });
  const look = () => page.evaluate(findWide, NARROW);
  const wide = await look().catch(async () => {  // a redirect has left this very moment: look where it leads
    await page.waitForLoadState("networkidle");
    return look();
  });
  if (wide !== null) problems.push(`${target.url}: scrolls sideways at ${NARROW} px: ${wide}`);
  if (target.axe) await judge(page, target);
  opened += 1;
  await page.close();
}

async function work(browser, queue) {
  const context = await browser.newContext({ serviceWorkers: "block" });
  for (let target = queue.shift(); target; target = queue.shift()) {
    try {
      await visit(context, target);
    } catch (error) {
      problems.push(`${target.url}: ${error.message}`);
    }
  }
  await context.close();
}

const browser = await chromium.launch({ executablePath: job.browser, args: ["--no-sandbox"] });
const queue = [...job.pages];
await Promise.all(Array.from({ length: WORKERS }, () => work(browser, queue)));
await browser.close();
console.log(JSON.stringify({ problems, opened, judged }));
