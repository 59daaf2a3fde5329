// What a reader does with the keyboard alone, in a real browser. Usage: node keyboard.mjs JOB.json, which holds
// {browser, program, base}: `browser` is chrome or firefox. Prints, as JSON, for each thing done what went wrong, or null.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import puppeteer from "puppeteer-core";

const PATIENCE = 20_000; // milliseconds until something that is waited for has failed
const MOST_STOPS = 120; // of the Tab key, on the way to one element
const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const OPTIONS = {
  chrome: { args: ["--no-sandbox", "--force-prefers-reduced-motion"] },
  firefox: { extraPrefsFirefox: { "ui.prefersReducedMotion": 1 } },
};

// Asks the page until the answer is true. A page that is being left cannot answer: the next one is asked.
async function until(page, what, ask, ...values) {
  const end = Date.now() + PATIENCE;
  let last;
  do {
    last = await page.evaluate(ask, ...values).catch((error) => error.message);
    if (last === true) return;
    await sleep(25);
  } while (Date.now() < end);
  assert.fail(`${what}: ${last} on ${page.url()}`);
}

const IS_THERE = (source) => new RegExp(source).test(location.href) && document.readyState === "complete";
const untilAddress = (page, pattern) => until(page, `the address is not ${pattern}`, IS_THERE, pattern.source);

const SAYS = (source) => new RegExp(source).test(document.querySelector(".search-status").textContent);
const untilStatus = (page, pattern) => until(page, `the search does not say ${pattern}`, SAYS, pattern.source);
const IS_AT = (wanted) => document.activeElement.matches(wanted) || document.activeElement.outerHTML.slice(0, 80);
const untilFocus = (page, selector) => until(page, `the focus is not on ${selector}`, IS_AT, selector);

const open = (page, path) => page.goto(`${job.base}${path}`);

async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}

// What a reader must see of the element that has the focus: all that is wrong with it, or true.
function judgeFocus() {
  const element = document.activeElement;
  if (element === document.body) return "nothing has the focus";
  const name = `${element.localName}.${element.className.baseVal ?? element.className} "${element.textContent.trim().slice(0, 40)}"`;
  const box = element.getClientRects()[0];
  if (!box || box.width < 2 || box.height < 2) return `${name} cannot be seen`;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return `${name} is out of sight`;
  const top = document.elementFromPoint(x, y);
  if (!element.contains(top) && !top?.contains(element)) return `${name} is covered by ${top?.localName}.${top?.className}`;
  if (element.type === "date" && !element.matches(":focus-visible")) return true; // its calendar button has an outline of its own
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) return `${name} does not show that it has the focus`;
  return true;
}

const isFocused = (selector, words) => {
  const element = document.activeElement;
  return element.matches(selector) && `${element.textContent} ${element.getAttribute("aria-label") ?? ""}`.includes(words);
};

// Goes from element to element until it is there, and looks at each on the way.
async function tabTo(page, selector, words = "") {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await press(page, "Tab");
    await until(page, "the focus", judgeFocus);
    if (await page.evaluate(isFocused, selector, words)) return;
    if (stop && (await page.evaluate(isFocused, ".skip", ""))) break; // from the end it began anew
  }
  assert.fail(`${selector} "${words}" is not reached on ${page.url()}`);
}

async function tabBackTo(page, selector, words) {
  await page.keyboard.down("Shift");
  await tabTo(page, selector, words);
  await page.keyboard.up("Shift");
}

async function follow(page, selector, words, pattern) {
  await tabTo(page, selector, words);
  await press(page, "Enter");
  await untilAddress(page, pattern);
}

const value = (page) => page.evaluate(() => document.activeElement.value);

// Arrow keys pass over what is not wanted, and that alone must change nothing.
async function pick(page, name) {
  const before = page.url();
  for (let turn = 0; turn < 40 && (await value(page)) !== name; turn += 1) await press(page, "ArrowDown");
  assert.equal(await value(page), name);
  assert.equal(page.url(), before, "an arrow key sets a filter");
}

// What the focused button says next, which it says for a moment only.
const keepSaid = (page) =>
  page.evaluate(() => {
    const button = document.activeElement;
    new MutationObserver(() => (globalThis.said ??= button.textContent)).observe(button, { characterData: true, subtree: true });
  });

const POST = /\/\d{4}\/\d\d\/\d\d\/[\w-]+\/$/;

const deeds = {
  async "search with two filters and read what is found"(page) {
    await open(page, "topics/");
    await press(page, "/");
    await untilFocus(page, ".frame-search input");
    await page.keyboard.type("harbour");
    await press(page, "Enter");
    await untilAddress(page, /search\/\?q=harbour$/);
    await untilStatus(page, /^24 posts/);
    await tabTo(page, "#country:enabled");
    await pick(page, "Norway");
    await press(page, "Enter");
    await untilAddress(page, /country=Norway$/);
    await untilStatus(page, /^9 posts/);
    await tabTo(page, "#topic:enabled");
    await pick(page, "Armed forces");
    await press(page, "Tab"); // a choice holds, too, when the field is left
    await untilAddress(page, /country=Norway&topic=Armed(\+|%20)forces$/);
    await untilStatus(page, /^4 posts/);
    await untilFocus(page, "#actor");
    await follow(page, ".search-found .headline a", "", POST);
  },

  async "search within some days"(page) {
    await open(page, "search/");
    await untilStatus(page, /posts/);
    for (const [name, digits] of [["from", "08082021"], ["to", "09092021"]]) { // day and month are one number, whichever comes first
      await tabTo(page, `#${name}`);
      await page.keyboard.type(digits);
    }
    await tabTo(page, "#sort");
    await untilAddress(page, /\?from=2021-08-08&to=2021-09-09$/);
    await untilStatus(page, /^14 posts/);
  },

  async "take a filter away, and see more posts"(page) {
    await open(page, "search/?q=harbour&country=Norway&sort=date");
    await untilStatus(page, /^9 posts/);
    await tabTo(page, ".chip", "Norway");
    await press(page, " ");
    await untilAddress(page, /\?q=harbour&sort=date$/);
    await untilFocus(page, "#query");
    await untilStatus(page, /^24 posts/);
    await tabTo(page, ".search-more");
    await press(page, "Enter");
    await untilFocus(page, ".search-found .post:nth-child(11) .headline a"); // the first of those that came
  },

  async "skip the menu and read a post"(page) {
    await open(page, "");
    await tabTo(page, ".skip");
    await press(page, "Enter");
    await untilFocus(page, "#content");
    await follow(page, "main .headline a", "", POST);
    await press(page, " ");
    await until(page, "the page does not scroll", () => scrollY > 0);
    await press(page, "Home");
    await tabTo(page, ".skip");
    await press(page, "Enter");
    await tabTo(page, "a[rel~=external]", "Read the original");
    await tabTo(page, "summary", "Cite this");
    await press(page, "Enter");
    await tabTo(page, ".copy", "Copy");
    await tabBackTo(page, "a[rel~=external]", "Read the original");
  },

  async "follow a story from part to part"(page) {
    await open(page, "");
    await follow(page, ".running a", "The quays of Oslo", /\/stories\/quays\/$/);
    await follow(page, ".timeline a", "A ferry line to Oslo", POST);
    await follow(page, ".part a[rel=prev]", "", POST);
    await until(page, "not part 1", () => document.querySelector(".part-of").textContent.startsWith("Part 1 of The quays of Oslo"));
    await follow(page, ".part-of a", "The quays of Oslo", /\/stories\/quays\/$/);
  },

  async "subscribe to a story: copy the address of its feed, and have it to paste"(page) {
    await open(page, "stories/quays/");
    await tabTo(page, ".head a[href$='.xml']");
    await follow(page, ".frame-footer a", "All feeds", /\/feeds\/$/);
    await tabTo(page, ".feed-table .copy", "Atom feed of The quays of Oslo");
    await keepSaid(page);
    await press(page, "Enter");
    await until(page, "not copied", () => globalThis.said?.startsWith("Copied") ?? false);
    await press(page, "/");
    await untilFocus(page, "input[type=search]");
    await page.keyboard.down("Control");
    await page.keyboard.press("v", { commands: ["Paste"] });
    await page.keyboard.up("Control");
    await until(page, "nothing is pasted", () => document.activeElement.value.endsWith(".xml") || document.activeElement.value);
    const feed = await page.evaluate(async () => (await fetch(document.activeElement.value)).text());
    assert.match(feed, /<feed[^]*The quays of Oslo/);
  },
};

const browser = await puppeteer.launch({ browser: job.browser, executablePath: job.program, ...OPTIONS[job.browser] });
const results = {};
for (const [name, run] of Object.entries(deeds)) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  results[name] = await run(page).then(() => null, (error) => error.message);
  await page.close();
}
await browser.close();
console.log(JSON.stringify(results));
