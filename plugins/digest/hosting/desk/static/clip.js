// The shell that a bookmark opens: it takes one page from the window that opened it, shows what came, and sends it
// to the desk when the editor says so. What the page says of itself is text, never markup.
"use strict";

const find = (id) => document.getElementById(id);
const main = document.querySelector("main");
const MOST = 40_000_000; // letters
let clip = null;

const say = (text) => { find("clip-status").textContent = text; };

const isOf = (url, origin) => {
  try {
    return new URL(url).origin === origin;
  } catch {
    return false;
  }
};

addEventListener("message", (event) => {
  if (event.source !== opener || clip || typeof event.data?.html !== "string") return;
  const { html, title, url } = event.data;
  if (html.length > MOST) return say("This page is too large; save it and choose the file at the desk.");
  const known = typeof url === "string" && isOf(url, event.origin);
  clip = { html, url: known ? url : "", name: `${String(title ?? "").slice(0, 80) || "page"}.html` };
  find("clip-page").textContent = String(title ?? "");
  find("clip-url").textContent = known ? url : `none: the page is at ${event.origin}, and says that it is elsewhere`;
  find("clip-size").textContent = `${Math.ceil(html.length / 1000)} KB`;
  find("clip-facts").hidden = find("clip-take").hidden = false;
  find("clip-take").focus();
  say("Look, then press Enter.");
});

find("clip-take").addEventListener("click", async () => {
  if (!clip) return;
  const asked = await fetch(main.dataset.form);
  if (!asked.ok) return say("This browser is not let in: open the address that `digest desk` printed, then try again.");
  const form = new FormData();
  form.set("form_token", (await asked.json()).token);
  form.set("url", clip.url);
  form.set("file", new File([clip.html], clip.name, { type: "text/html" }));
  const answer = await fetch(main.dataset.take, { method: "POST", body: form });
  if (answer.ok) location.replace(answer.url);
  else say(new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".fault")?.textContent ?? "The desk did not take it.");
});

if (opener) opener.postMessage("ready", "*"); // says nothing, to whoever opened this
else say("Open this from an article’s page, with the bookmark.");
