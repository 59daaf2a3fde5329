// What a reader does, in a real browser. Usage: node reading.mjs JOB.json, which holds {browser, base, sample}.
// Prints, as JSON, for each thing done what went wrong, or null.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const at = (path) => `${job.base}${path}`;
const [SMALL_LETTERS, WIDE_LETTERS] = [0.42, 0.5];
const headlines = (page) => page.locator("main .headline");

// How many headlines can be read without scrolling.
const countVisible = (page) =>
  page.evaluate(() => [...document.querySelectorAll(".headline")].filter((one) => one.getBoundingClientRect().bottom <= innerHeight).length);

// As if the reader's fonts were larger or smaller than this machine's: of letters as high as this part of the size.
const setLetters = (page, height) => page.evaluate((value) => document.documentElement.style.setProperty("--x-height", value), height);

const searched = async (page, path) => {
  await page.goto(at(path));
  await page.locator(".search-status", { hasText: /post/ }).waitFor();
};

const deeds = {
  async "open home and follow a term"({ page }) {
    await page.goto(at(""));
    await page.locator("main .term-countries").first().click();
    await page.waitForURL(/\/countries\/[\w-]+\/$/);
    await headlines(page).first().waitFor();
  },

  async "ten headlines on a desk"({ page }) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(at(""));
    await setLetters(page, WIDE_LETTERS);
    assert.ok((await countVisible(page)) >= Math.min(10, job.posts), `${await countVisible(page)} headlines`);
  },

  async "fourteen headlines of a busy day on a desk, below a long lead and its story"({ page }) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(at(""));
    await page.evaluate(() => {
      document.querySelector(".post-lead .headline a").textContent = "Security Council asks Taliban to let people leave, with Russia and China abstaining";
      document.querySelector(".post-lead .summary").textContent = "Resolution 2593 asks for safe passage, without the safe zone that France had in mind. ".repeat(2);
      for (const cell of document.querySelectorAll(".leading .headline a")) cell.textContent = "America will let vaccinated Europeans in again, from November on";
      const steps = "<li><time>2 Sep</time> <a href=''>China and Russia keep their embassies open as Kabul changes hands</a></li>".repeat(3);
      const story = `<section class="lead-story"><h3 class="lead-story-name">Story · Fall of Kabul · Day 6</h3><ol>${steps}</ol></section>`;
      document.querySelector(".post-lead").insertAdjacentHTML("afterend", story);
      const lines = document.querySelector(".section .lines");
      for (let number = 0; number < 36; number += 1) lines.append(lines.firstElementChild.cloneNode(true));
    });
    assert.ok((await countVisible(page)) >= 14, `${await countVisible(page)} headlines`);
  },

  async "five headlines on a phone"({ page }) {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(at(""));
    await setLetters(page, WIDE_LETTERS);
    assert.ok((await countVisible(page)) >= 5, `${await countVisible(page)} headlines`);
  },

  async "find every link of a list with a finger, whatever the font"({ page }) {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(at(""));
    await setLetters(page, SMALL_LETTERS);
    const links = page.locator(":is(.masthead, .post, .bar) a:visible");
    const heights = await links.evaluateAll((all) => all.map((one) => [one.textContent, one.getBoundingClientRect().height]));
    assert.ok(heights.length > 20);
    assert.deepEqual(heights.filter(([, height]) => height < 24), []);
  },

  async "read letters of one height in any font"({ page }) {
    await page.goto(at(""));
    const height = (family) =>
      page.locator(".summary").first().evaluate((one, name) => {
        one.style.fontFamily = name;
        const { fontSize, fontSizeAdjust } = getComputedStyle(one);
        return [fontSize, fontSizeAdjust];
      }, family);
    assert.deepEqual(await height("serif"), await height("sans-serif"));
    assert.notEqual((await height("serif"))[1], "none");
  },

  async "follow a story from post to post, and find it in the search"({ page }) {
    await page.goto(at(""));
    await page.locator(".running a", { hasText: "The quays of Oslo" }).click();
    await page.locator(".timeline a", { hasText: "A ferry line to Oslo" }).click();
    await page.locator(".part", { hasText: "Part 2 of The quays of Oslo" }).locator("a[rel=prev]").click();
    await page.locator(".part-of", { hasText: "Part 1 of" }).waitFor();
    await searched(page, "search/?q=quays");
    await page.locator(".search-found .post", { hasText: "The quays of Oslo" }).first().waitFor();
    await page.goto(at("search/"));
    await page.selectOption("#story", "The quays of Oslo");
    await page.locator(".search-status", { hasText: "5 posts and 1 story" }).waitFor();
    assert.equal(await page.locator(".search-found .origin", { hasText: "Part of The quays of Oslo" }).count(), 5);
  },

  async "search, filter by country and topic, and go back"({ page }) {
    await searched(page, "search/");
    assert.equal(await page.locator(".search-found .post").count(), 0);
    await page.selectOption("#country", "Norway");
    await page.waitForURL(/country=Norway/);
    await page.locator(".chip", { hasText: "Norway" }).waitFor();
    await page.locator(".search-found .post").first().waitFor();
    const all = await page.locator(".search-found .post").count();
    await page.selectOption("#topic", "Armed forces");
    await page.waitForURL(/country=Norway&topic=Armed\+forces/);
    await page.waitForFunction((count) => document.querySelectorAll(".search-found .post").length < count, all);
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes("topic"));
    await page.locator(".search-found .post a").first().click();
    await page.waitForURL(/\/\d{4}\/\d\d\/\d\d\/[\w-]+\/$/);
  },

  async "search finds other names of a country"({ page }) {
    const titles = () => page.locator(".search-found .post a[href*='/20']").allTextContents();
    await searched(page, "search/?country=Netherlands");
    const ofNetherlands = await titles();
    await searched(page, "search/?q=Holland");
    const found = await titles();
    assert.ok(found.length > 0 && found.every((title) => ofNetherlands.includes(title)), found.join("\n"));
  },

  async "search is sorted by date"({ page }) {
    await searched(page, "search/?q=Oslo&sort=date");
    const days = await page.locator(".search-found time").evaluateAll((all) => all.map((one) => one.dateTime));
    assert.ok(days.length > 1);
    assert.deepEqual(days, [...days].sort().reverse());
  },

  async "search says when nothing is found"({ page }) {
    await page.goto(at("search/?q=qqqqzzzz"));
    await page.locator(".search-status", { hasText: "No post" }).waitFor();
    assert.equal(await page.locator(".search-more").isVisible(), false);
  },

  async "two terms without a page of their own lead to the search"({ page }) {
    await page.goto(at("countries/chile/"));
    await page.locator('a[href*="search/?country=Chile"]').first().click();
    await page.locator(".search-status", { hasText: /post/ }).waitFor();
    assert.equal(await page.locator(".chip").count(), 2);
  },

  async "go about with the keyboard alone"({ page }) {
    await page.goto(at(""));
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "content");
    const focused = () => page.evaluate(() => document.activeElement.closest(".headline") !== null);
    for (let turn = 0; turn < 12 && !(await focused()); turn += 1) await page.keyboard.press("Tab");
    assert.ok(await focused(), "no headline is reached");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/\d{4}\/\d\d\/\d\d\/[\w-]+\/$/);
  },

  async "see what is found on the first screen of a phone, and filter it"({ page }) {
    await page.setViewportSize({ width: 390, height: 844 });
    await searched(page, "search/?q=Oslo");
    const top = await page.locator(".search-found .headline").first().evaluate((one) => one.getBoundingClientRect().top);
    assert.ok(top < 422, `${top} px`);
    assert.equal(await page.locator("#country").isVisible(), false);
    await page.locator(".search-filters summary").focus();
    await page.keyboard.press("Enter");
    await page.selectOption("#country", "Iceland");
    await page.locator(".chip", { hasText: "Iceland" }).waitFor();
    await page.setViewportSize({ width: 1280, height: 900 });
    await searched(page, "search/");
    assert.ok(await page.locator("#country").isVisible(), "no filters on a desk");
  },

  async "reach all of a long line on a phone"({ page }) {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(at("archives/"));
    const link = page.locator(".outline-days .count").first();
    await page.locator(".outline-days .headline a").first().evaluate((one) => (one.textContent = "A very long headline ".repeat(15)));
    const line = await page.locator(".outline-days .line").first().boundingBox();
    const { y, height } = await link.boundingBox();
    assert.ok(y + height <= line.y + line.height + 1, "the link to the day is cut off");
  },

  async "search with the keyboard alone"({ page }) {
    await searched(page, "search/");
    await page.locator("#query").focus();
    await page.keyboard.type("Oslo");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=Oslo/);
    await page.locator(".search-found .post").first().waitFor();
    await page.locator("#country").focus();
    await page.keyboard.type("Ice");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    assert.doesNotMatch(page.url(), /country=/, "an arrow key sets a filter");
    await page.keyboard.press("Enter");
    await page.waitForURL(/country=Iceland/);
    await page.locator(".chip").focus();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => !url.search.includes("country"));
    assert.equal(await page.evaluate(() => document.activeElement.id), "query");
    await searched(page, "search/");
    await page.locator("#topic").focus();
    await page.keyboard.press(" ");
    await page.waitForFunction(() => document.querySelector("#topic").matches(":open"));
    for (const key of ["ArrowDown", "Enter"]) await page.keyboard.press(key);
    await page.waitForURL(/topic=/);
  },

  async "type a part of an actor's name to filter by"({ page }) {
    await searched(page, "search/");
    await page.locator("#actor:enabled").focus();
    assert.ok((await page.locator("#actor-names option").count()) > 3);
    await page.keyboard.type("arctic");
    await page.keyboard.press("Enter");
    await page.waitForURL(/actor=Arctic\+Council/);
    await page.locator(".chip", { hasText: "Arctic Council" }).waitFor();
    await page.locator(".search-found .post").first().waitFor();
    assert.equal(await page.locator("#actor").inputValue(), "");
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes("actor"));
  },

  async "search again after the index failed to load"({ page }) {
    const parts = ["**/pagefind.js", "**/pagefind-entry.json*", "**/*.pf_meta*", "**/*.pagefind*", "**/*.pf_fragment*"];
    for (const part of parts) {
      await page.route(part, (route) => route.abort());
      await page.goto(at("search/?q=Oslo"));
      await page.locator(".search-status", { hasText: "could not be loaded" }).waitFor();
      assert.ok(await page.locator(".search-ways").isVisible(), part);
      await page.unroute(part);
      await page.locator("#query").press("Enter");
      await page.locator(".search-found .post").first().waitFor();
      assert.equal(await page.locator(".search-ways").isVisible(), false, part);
    }
  },

  async "search from any page by its key, and find the page of a term first"({ page }) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(at("topics/"));
    await page.keyboard.press("/");
    await page.keyboard.type("Arctic");
    await page.keyboard.press("Enter");
    await page.waitForURL(/search\/\?q=Arctic/);
    await page.locator(".search-terms a", { hasText: "Arctic Council" }).waitFor();
  },

  async "search for a name with a letter wrong"({ page }) {
    await page.goto(at("search/?q=Norwya"));
    await page.locator(".search-status button", { hasText: "Norway" }).click();
    await page.locator(".search-found .post").first().waitFor();
  },

  async "search within some days"({ page }) {
    await searched(page, "search/?from=2021-08-20&to=2021-08-31");
    const found = await page.locator(".search-found time").evaluateAll((all) => all.map((one) => one.dateTime.slice(0, 10)));
    assert.ok(found.length > 1 && found.every((day) => day >= "2021-08-20" && day <= "2021-08-31"), found.join(" "));
    await page.locator("#actor:enabled").fill("Nobody at all");
    await page.locator("#actor").press("Enter");
    await page.locator(".search-status", { hasText: "No actor here is called" }).waitFor();
  },

  async "read the text of a post on the first screen of a phone"({ page }) {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(at(job.post));
    const top = await page.locator(".prose p").first().evaluate((one) => one.getBoundingClientRect().top);
    assert.ok(top <= 380, `${top} px`);
  },

  async "see a page stand still while its picture comes"({ page }) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.route("**/slow.png", () => {}); // never answered
    await page.goto(at(job.post));
    const boxOf = (width, height) =>
      page.evaluate(([wide, high]) => {
        const figure = document.createElement("figure");
        figure.className = "picture";
        const picture = Object.assign(new Image(wide, high), { src: "slow.png", alt: "" });
        figure.append(picture);
        document.querySelector(".article-head").after(figure);
        const box = picture.getBoundingClientRect();
        return [Math.round(box.width), Math.round(box.height)];
      }, [width, height]);
    assert.deepEqual(await boxOf(1536, 1024), [768, 512]);
    assert.deepEqual(await boxOf(300, 200), [300, 200]);
    assert.equal((await boxOf(700, 1400))[1], 720); // four fifths of the screen
  },

  async "reach a country on the map with the keyboard"({ page }) {
    await page.goto(at("countries/"));
    const place = page.locator(".map-place").first();
    await place.focus();
    assert.match(await place.getAttribute("aria-label"), /: \d+ posts?$/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/countries\/[\w-]+\/$/);
  },

  async "change the colour scheme, which is remembered"({ page }) {
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(at(""));
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await paper();
    await page.locator(".scheme").click();
    await page.locator(".scheme").click();
    const dark = await paper();
    assert.notEqual(dark, light);
    await page.goto(at("actors/"));
    assert.equal(await paper(), dark);
  },

  async "read without JavaScript"({ browser }) {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(at(""));
    assert.equal(await page.locator(".scheme").isVisible(), false);
    await headlines(page).first().locator("a").click();
    await page.locator("article h1").waitFor();
    await page.goto(at("search/"));
    assert.equal(await page.locator(".search").isVisible(), false);
    assert.ok(await page.locator(".search-ways a", { hasText: "Countries" }).isVisible());
    await context.close();
  },

  async "print a post"({ page }) {
    await page.goto(at(job.post));
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".menu").isVisible(), false);
    assert.ok(await page.locator("article h1").isVisible());
    assert.ok((await page.pdf({ format: "A4" })).length > 5000);
  },
};

const browser = await chromium.launch({ executablePath: job.browser, args: ["--no-sandbox"] });
const results = {};
for (const [name, run] of Object.entries(deeds)) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  page.setDefaultTimeout(10_000);
  results[name] = await run({ page, browser }).then(() => null, (error) => error.message);
  await page.close();
}
await browser.close();
console.log(JSON.stringify(results));
