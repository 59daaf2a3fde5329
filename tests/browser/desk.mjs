// What an editor does at the desk, in a real browser. Usage: node desk.mjs JOB.json, which holds
// {browser, enter, private}: the address that lets in, and the folder of keys and journal.
// Prints, as JSON, for each thing done what went wrong, or null. They run in this order, on one site.
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const at = (path) => new URL(path, job.enter).href;
const WIDTHS = [320, 390, 1280];

const title = (page) => page.locator("main h1").first().textContent();
const notice = (page) => page.locator("#notice").textContent();
const total = async (page) => Number((await page.locator(".counts").textContent()).match(/of (\d+)|^(\d+) draft/).slice(1).find(Boolean));
const open = async (page) => {
  await page.goto(at("/"));
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/posts\//);
};
// Press a key that decides, and wait until the page says so.
const decide = async (page, key, word) => {
  const before = page.url();
  await page.keyboard.press(key);
  await page.waitForFunction(([url, start]) => location.href !== url && document.querySelector("#notice").textContent.startsWith(start), [before, word]);
};
// Take the last action back, and wait until the page that shows it is there.
const undo = async (page) => {
  const done = page.waitForEvent("requestfinished", (request) => request.url().endsWith("/undo"));
  await page.keyboard.press("u");
  await done;
  await page.waitForFunction(() => document.querySelector("#notice").textContent.startsWith("Undone") && !document.body.classList.contains("busy"));
};

const runAxe = async (page) => {
  await page.evaluate(AXE);
  return page.evaluate(async (tags) => {
    const { violations } = await globalThis.axe.run(document, { runOnly: tags });
    return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
  }, TAGS);
};

const deeds = {
  async "accept a clean draft with one key"({ page }) {
    await open(page);
    const [name, before] = [await title(page), await total(page)];
    await decide(page, "a", "Accepted");
    assert.ok((await notice(page)).includes(name));
    assert.equal(await total(page), before - 1);
  },

  async "undo and redo to any depth"({ page }) {
    await open(page);
    const [first, before] = [await title(page), await total(page)];
    await decide(page, "x", "Rejected");
    const second = await title(page);
    await decide(page, "a", "Accepted");
    await decide(page, "u", "Undone");
    assert.equal(await title(page), second);
    await decide(page, "u", "Undone");
    assert.equal(await title(page), first);
    assert.equal(await total(page), before);
    await page.keyboard.press("U");
    await page.waitForFunction(() => document.querySelector("#notice").textContent.startsWith("Done again"));
    await undo(page);
  },

  async "go to the next and the previous draft, and put one off"({ page }) {
    await open(page);
    const first = page.url();
    await page.keyboard.press("j");
    await page.waitForURL((url) => url.href !== first);
    const second = page.url();
    await page.keyboard.press("k");
    await page.waitForURL(first);
    await page.keyboard.press("s");
    await page.waitForURL(second);
  },

  async "see why a chip is there, and where the text names it"({ page }) {
    await open(page);
    const lit = () => page.locator(".mention.lit").count();
    assert.ok((await lit()) > 1);
    assert.ok(await page.locator(".why:visible").textContent());
    await page.locator(".chip").nth(1).focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.locator(".chip.current").count(), 1);
    await page.keyboard.press("n");
    assert.ok((await page.locator(".mention.here").count()) <= 2);
  },

  async "hold a key down without deciding twice"({ page }) {
    await open(page);
    const before = await total(page);
    await page.keyboard.down("s");
    await page.keyboard.down("s");
    await page.keyboard.down("s");
    await page.keyboard.up("s");
    await page.waitForFunction(() => document.querySelector("#notice").textContent.startsWith("Later"));
    assert.equal(await total(page), before);
  },

  async "type in a field, compose, or hold a modifier without deciding"({ page }) {
    await page.goto(at("/"));
    const before = await total(page);
    await page.keyboard.press("/");
    await page.keyboard.type("aaxu");
    assert.equal(await page.locator("input[type=search]").inputValue(), "aaxu");
    await open(page);
    const url = page.url();
    for (const key of ["Control+a", "Alt+a", "Meta+a", "Backspace", "Delete", "Enter"]) await page.keyboard.press(key);
    await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "a", isComposing: true, bubbles: true })));
    await page.waitForTimeout(300);
    assert.equal(page.url(), url);
    assert.equal(await total(page), before);
  },

  async "be asked before what was typed is left behind"({ page }) {
    await open(page);
    const url = page.url();
    await page.keyboard.press("m");
    await page.keyboard.type("Half a summary");
    await page.keyboard.press("Escape");
    const asked = [];
    page.on("dialog", (dialog) => { asked.push(dialog.message()); dialog.dismiss(); });
    await page.keyboard.press("j");
    await page.keyboard.press("a");
    assert.equal(asked.length, 2);
    assert.equal(page.url(), url);
    assert.equal(await page.locator("textarea[name=summary]").inputValue(), "Half a summary");
  },

  async "change the title, and take another headline"({ page }) {
    await open(page);
    await page.keyboard.press("e");
    await page.keyboard.type("A title of mine");
    await page.keyboard.press("Control+Enter");
    await page.waitForFunction(() => document.querySelector("#notice").textContent.startsWith("Title set"));
    await undo(page);
    assert.notEqual(await title(page), "A title of mine");
  },

  async "add a term by part of its name, and toggle it by its number"({ page }) {
    await open(page);
    await page.route("**/terms?*", async (route) => {
      await new Promise((done) => setTimeout(done, 600 / new URL(route.request().url()).searchParams.get("q").length));
      await route.continue();
    });
    await page.keyboard.press("t");
    await page.keyboard.type("kirib");
    await page.keyboard.press("Enter"); // before the desk has answered: what comes for "k" after "kirib" is not taken
    await page.locator(".chip", { hasText: "Kiribati" }).waitFor();
    await page.keyboard.press("1");
    await page.locator('[data-number="1"][aria-pressed="false"]').waitFor();
    await page.keyboard.press("1");
    await page.locator('[data-number="1"][aria-pressed="true"]').waitFor();
    await undo(page);
    await undo(page);
  },

  async "make a new actor with kind and country"({ page }) {
    await open(page);
    await page.keyboard.press("t");
    await page.keyboard.type("Harbour Union of Nowhere");
    await page.keyboard.press("Enter");
    await page.locator("select[name=kind]").selectOption("organisation");
    await page.keyboard.press("Control+Enter");
    await page.locator(".chip", { hasText: "Harbour Union of Nowhere" }).waitFor();
  },

  async "begin a story, refuse it, and take that back"({ page }) {
    await open(page);
    const inside = page.locator("#story", { hasText: "In The lake railway" });
    await page.keyboard.press("*"); // before the panel is there
    await page.locator("#begin-story[open]").waitFor();
    await page.keyboard.type("The lake railway");
    await page.keyboard.press("Control+Enter");
    await inside.waitFor();
    await page.keyboard.press("-");
    await page.locator("#notice", { hasText: "stays out of The lake railway" }).waitFor();
    await undo(page);
    await inside.waitFor();
    await page.keyboard.press("1");
    await page.locator('[data-number="1"][aria-pressed="false"]').waitFor();
    assert.equal(await inside.count(), 1);
    await undo(page);
    await undo(page);
    await page.locator("#begin-story").waitFor();
    assert.equal(await inside.count(), 0);
  },

  async "drop a paragraph and restore a line by the keyboard"({ page }) {
    await open(page);
    const paragraphs = () => page.locator(".paragraph").count();
    const before = await paragraphs();
    await page.keyboard.press("d");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("d");
    await page.waitForFunction((count) => document.querySelectorAll(".paragraph").length === count - 1, before);
    await undo(page);
    await page.waitForFunction((count) => document.querySelectorAll(".paragraph").length === count, before);
    await page.keyboard.press("r");
    await page.keyboard.press("r");
    await page.waitForFunction((count) => document.querySelectorAll(".paragraph").length > count, before);
    await undo(page);
  },

  async "see both versions where a file changed under what was typed"({ page }) {
    await open(page);
    const { file } = job.files[page.url().split("/").pop()];
    await page.keyboard.press("m");
    await page.keyboard.type("A summary of mine");
    writeFileSync(file, readFileSync(file, "utf8").replace(/^summary: .*/m, "summary: A summary of another editor"));
    await page.keyboard.press("Control+Enter");
    await page.locator("h1", { hasText: "while you typed" }).waitFor();
    await page.getByRole("button", { name: "Keep both" }).click();
    await page.waitForFunction(() => document.querySelector("#row-summary")?.textContent.includes("A summary of mine"));
    assert.ok((await page.locator("#row-summary").textContent()).includes("A summary of another editor"));
  },

  async "decide on rows of the list by the keyboard alone"({ page }) {
    await page.goto(at("/"));
    const before = await total(page);
    const first = await page.locator(".draft-title").first().textContent();
    await page.keyboard.press("x");
    await page.locator("#notice", { hasText: "Choose a draft first" }).waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.locator("#notice", { hasText: "1 draft rejected" }).waitFor();
    assert.notEqual(await page.locator(".draft-title").first().textContent(), first);
    await undo(page);
    await page.goto(at("/"));
    assert.equal(await page.locator(".draft-title").first().textContent(), first);
    for (const key of ["j", " ", "j", "j", " ", "k", "a"]) await page.keyboard.press(key);
    await page.locator("#notice", { hasText: "2 drafts accepted" }).waitFor();
    assert.equal(await total(page), before - 2);
    await undo(page);
    await undo(page);
    await page.goto(at("/"));
    assert.equal(await total(page), before);
  },

  async "make a post the lead of its day"({ page }) {
    await page.goto(at("/days"));
    assert.equal(await page.locator(".current").count(), 0); // no chip is lit where there are none
    await page.locator(".weights button", { hasText: "brief" }).first().click();
    await page.locator("#notice", { hasText: "is brief" }).waitFor();
    assert.equal(await page.locator('.weights button[value="brief"][aria-pressed="true"]').count(), 1);
    await undo(page);
    await page.goto(at("/days"));
    assert.equal(await page.locator('.weights button[value="brief"][aria-pressed="true"]').count(), 0);
  },

  async "filter the list"({ page }) {
    await page.goto(at("/"));
    const words = (await page.locator(".draft-title").first().textContent()).split(" ").slice(0, 3).join(" ");
    await page.keyboard.press("/");
    await page.keyboard.type(words);
    assert.ok((await page.locator(".draft-row:visible").count()) >= 1);
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    await page.locator("input[type=search]").fill("");
    await page.locator(".choose").first().check();
    await page.locator("input[type=search]").fill("no draft has these words");
    await page.locator("input[type=search]").fill("");
    assert.equal(await page.locator(".choose:checked").count(), 0); // what was hidden is ticked no longer
  },

  async "take other keys, and turn single keys off"({ page }) {
    const file = `${job.private}/desk.yaml`;
    try {
      writeFileSync(file, "keys: {later: w}\n");
      await open(page);
      const first = page.url();
      await page.keyboard.press("s");
      await page.keyboard.press("w");
      await page.waitForURL((url) => url.href !== first);
      writeFileSync(file, "single_keys: false\n");
      await page.reload();
      const second = page.url();
      for (const key of ["a", "s", "j", "1"]) await page.keyboard.press(key);
      await page.waitForTimeout(300);
      assert.equal(page.url(), second);
    } finally {
      rmSync(file);
    }
  },

  async "see a file that was changed elsewhere"({ page }) {
    await open(page);
    const key = page.url().split("/").pop();
    const { file } = job.files[key];
    writeFileSync(file, readFileSync(file, "utf8").replace(/^title: .*/m, "title: Changed in another editor"));
    await page.waitForFunction(() => document.querySelector("main h1").textContent === "Changed in another editor");
  },

  async "paste an article with its links"({ page }) {
    await page.goto(at("/paste"));
    await page.evaluate(([html, text]) => {
      const data = new DataTransfer();
      data.setData("text/html", html);
      data.setData("text/plain", text);
      document.querySelector("[data-paste]").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, [job.paste.html, job.paste.text]);
    await page.locator("#pasted h3").waitFor();
    await page.locator("input[name=url]").fill("https://wire.example/lake");
    await page.keyboard.press("Control+Enter");
    await page.waitForURL(/\/posts\//);
    await page.locator(`.body a[href="https://wire.example/nairobi"]`).waitFor();
    assert.equal(await page.locator(".address").getAttribute("href"), "https://wire.example/lake");
  },

  async "trust the desk whatever a page of another port tries"({ page }) {
    await open(page);
    const [address, before] = [page.url(), await total(page)];
    const other = createServer((_, answer) => answer.setHeader("Content-Type", "text/html").end("<!doctype html><title>x</title><body></body>"));
    await new Promise((ready) => other.listen(0, "127.0.0.1", ready));
    await page.goto(`http://127.0.0.1:${other.address().port}/`);
    const got = await page.evaluate(async (target) => {
      const desk = new URL(target).origin;
      const read = [];
      const attempt = async (name, work) => { try { read.push([name, await work()]); } catch { /* refused */ } };
      for (const path of ["accept", "reject", "later"]) await attempt("post", async () => void (await fetch(`${target}/${path}`, { method: "POST", mode: "no-cors", credentials: "include", body: new URLSearchParams({ hash: "x" }) })));
      await attempt("undo", async () => void (await fetch(`${desk}/undo`, { method: "POST", mode: "no-cors", credentials: "include" })));
      await attempt("read", async () => (await fetch(target, { credentials: "include" })).text());
      await attempt("token", async () => (await fetch(`${desk}/clip/form`, { credentials: "include" })).text());
      const load = (tag, address) => new Promise((done) => {
        const one = Object.assign(document.createElement(tag), { onload: () => done(true), onerror: () => done(false), src: address });
        document.body.append(one);
        setTimeout(() => done(false), 1500);
      });
      read.push(["script", (await load("script", `${target}/state`)) || undefined], ["image", (await load("img", `${desk}/static/desk.css`)) || undefined]);
      const frame = document.createElement("iframe");
      document.body.append(Object.assign(frame, { name: "frame", src: target }));
      const form = Object.assign(document.createElement("form"), { method: "post", action: `${target}/accept`, target: "frame" });
      document.body.append(form);
      form.submit();
      await new Promise((done) => setTimeout(done, 700));
      const opened = window.open(target);
      await new Promise((done) => setTimeout(done, 700));
      await attempt("window", () => opened.document.title || undefined);
      return read.filter(([, value]) => value !== undefined);
    }, address);
    other.close();
    assert.deepEqual(got, []);
    await page.goto(address);
    assert.equal(await total(page), before);
  },

  async "take a page from a bookmark, and no address that it forges"({ page, browser }) {
    const clip = async (claimed) => {
      await page.evaluate(([origin, html, url]) => {
        const opened = window.open(`${origin}/clip`);
        addEventListener("message", (event) => {
          if (event.origin === origin && event.source === opened) opened.postMessage({ html, title: "Kenya: a railway", url }, origin);
        });
      }, [new URL(job.enter).origin, `<!doctype html><title>x</title><article>${job.paste.html.replaceAll("Kisumu", "Mombasa")}</article>`, claimed]);
      const shell = await page.context().waitForEvent("page");
      await shell.locator("#clip-take:visible").waitFor();
      return shell;
    };
    const other = createServer((_, answer) => answer.setHeader("Content-Type", "text/html").end("<!doctype html><title>x</title>"));
    await new Promise((ready) => other.listen(0, "127.0.0.1", ready));
    const there = `http://127.0.0.1:${other.address().port}/article`;
    await page.goto(there);
    const forged = await clip("https://wire.example/forged");
    assert.match(await forged.locator("#clip-url").textContent(), /^none:/);
    await forged.close();
    await page.goto(there);
    const shell = await clip(there);
    assert.equal(await shell.locator("#clip-url").textContent(), there);
    await shell.keyboard.press("Enter");
    await shell.waitForURL(/\/posts\//);
    assert.equal(await shell.locator(".address").getAttribute("href"), there);
    await shell.keyboard.press("u");
    await shell.waitForFunction(() => document.querySelector("#notice").textContent.startsWith("Undone"));
    other.close();
    const stranger = await browser.newContext();
    const locked = await stranger.newPage();
    await locked.goto(at("/clip"));
    assert.match(await locked.locator("#clip-status").textContent(), /bookmark/);
    await stranger.close();
  },

  async "look at the page that was saved, in which nothing runs"({ page }) {
    const saved = [];
    for (const key of Object.keys(job.files)) if ((await page.request.get(at(`/posts/${key}/saved`))).ok()) saved.push(key);
    assert.ok(saved.length > 0);
    await page.goto(at(`/posts/${saved[0]}/saved`));
    const frame = page.locator("iframe");
    assert.equal(await frame.getAttribute("sandbox"), "");
    assert.ok((await page.frameLocator("iframe").locator("body").textContent()).length > 200);
    const policy = (await page.request.get(at(`/posts/${saved[0]}/saved/page`))).headers()["content-security-policy"];
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /sandbox/);
  },

  async "work without JavaScript"({ browser }) {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(job.enter);
    await page.locator(".draft-title").first().click();
    await page.waitForURL(/\/posts\//);
    const [draft, name] = [page.url(), await title(page)];
    assert.ok((await page.locator(".why:visible").count()) > 0);
    await page.locator("button", { hasText: "accept" }).click();
    await page.locator("#notice", { hasText: `Accepted “${name}”` }).waitFor();
    await page.locator("button", { hasText: "undoes" }).click();
    await page.waitForURL(draft);
    assert.equal(await title(page), name);
    await context.close();
  },

  async "review twenty drafts by the keyboard alone"({ page }) {
    await open(page);
    const before = await total(page);
    assert.ok(before > 20);
    for (let count = 0; count < 20; count += 1) await decide(page, count % 5 === 4 ? "x" : "a", count % 5 === 4 ? "Rejected" : "Accepted");
    assert.equal(await total(page), before - 20);
  },

  async "find nothing that axe would find"({ browser }) {
    const problems = [];
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ colorScheme });
      const page = await context.newPage();
      await page.goto(job.enter);
      const draft = await page.locator(".draft-title").first().getAttribute("href");
      for (const path of ["/", draft, `${draft}/text`, `${draft}/lines/1`, `${draft}/story`, "/stories", "/days", "/paste", "/names", "/names/same", "/decisions", "/keys", "/clip", "/posts/none"]) {
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 800 });
          await page.goto(at(path));
          // The whole page at once: what the foot covers, until one scrolls, is no target that is too small.
          await page.setViewportSize({ width, height: 200 + (await page.evaluate(() => document.documentElement.scrollHeight)) });
          for (const found of await runAxe(page)) problems.push(`${path} ${width} ${colorScheme}: ${found}`);
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          if (over > 0) problems.push(`${path} ${width}: ${over} px too wide`);
        }
      }
      await context.close();
    }
    if (problems.length) throw new Error(problems.join("\n"));
  },
};

const browser = await chromium.launch({ executablePath: job.browser, args: ["--no-sandbox"] });
const results = {};
for (const [name, deed] of Object.entries(deeds)) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  try {
    await page.goto(job.enter);
    await deed({ page, browser });
    results[name] = faults.length ? faults.join("\n") : null;
  } catch (error) {
    results[name] = `${error.stack}\n${faults.join("\n")}`;
  }
  await context.close();
}
await browser.close();
console.log(JSON.stringify(results));
