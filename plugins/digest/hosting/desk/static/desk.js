// What the desk adds to its forms and links: keys, pages that change in place, chips that show their mentions.
// Every action is a form or a link that works without this file; a key clicks it.
"use strict";

const RENEW_MS = 2500; // how often a page asks whether its file has changed
const find = (selector, root = document) => root.querySelector(selector);
const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];
const main = () => find("#main");
const isField = (element) =>
  element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file])");
const say = (text) => { find("#notice").textContent = text; };

let busy = false; // while an action is on its way no other is begun
let current = null; // the id of the chip whose mentions are lit

// --- Pages that change in place --------------------------------------------------------------------------------------

const isChanged = (one) => one.tagName === "SELECT"
  ? [...one.options].some((option) => option.selected !== option.defaultSelected)
  : one.value !== one.defaultValue;
const isDirty = (apart) => findAll("form[data-edit]", main()).some((form) =>
  form !== apart && findAll("input:not([type=hidden]), textarea, select", form).some(isChanged));
const mayLeave = (apart) => !isDirty(apart) || confirm("What you typed is not saved. Leave it?");

// Name the element in focus, to find it again in the same page made anew.
const nameFocus = () => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  if (one.id) return `#${CSS.escape(one.id)}`;
  if (one.dataset.chip) return `[data-chip="${CSS.escape(one.dataset.chip)}"]`;
  return one.name && one.value && one.tagName === "BUTTON" ? `button[name="${CSS.escape(one.name)}"][value="${CSS.escape(one.value)}"]` : null;
};

const ABOUT_STORIES = /\/(story\/\w+|undo|redo)$/; // after these the story of a draft is asked for again

const show = (text, url, asked) => {
  const page = new DOMParser().parseFromString(text, "text/html");
  const same = new URL(url).pathname === location.pathname;
  const focus = same ? nameFocus() : null;
  const places = same ? findAll(".column").map((one) => one.scrollTop) : [];
  const story = same && !ABOUT_STORIES.test(asked) ? find("#story:not([data-load])") : null;
  const opened = same ? findAll("details[id][open]").map((one) => one.id) : [];
  for (const part of [".counts", "nav[aria-label=Desk]", "#main", ".foot"]) {
    const [old, made] = [find(part), find(part, page)];
    if (!old || !made) return location.assign(url);
    old.replaceWith(document.adoptNode(made));
  }
  if (story) find("#story")?.replaceWith(story);
  document.title = page.title;
  document.body.dataset.keys = page.body.dataset.keys;
  if (!same) history.pushState(null, "", url);
  findAll(".column").forEach((one, place) => { one.scrollTop = places[place] ?? 0; });
  for (const id of opened) if (find(`#${CSS.escape(id)}:not([data-edit-box])`)) find(`#${CSS.escape(id)}`).open = true;
  if (!same) { scrollTo(0, 0); current = null; }
  (find("[autofocus]", main()) ?? (focus && find(focus)) ?? main()).focus({ preventScroll: same });
  prepare();
};

// After a new start of the desk forms hold the token of the former run; a browser that was let in again gets the new one.
const renewToken = async (body) => {
  const answer = await fetch("/clip/form");
  if (!answer.ok) return false;
  const { token } = await answer.json();
  for (const one of findAll("input[name=form_token]")) one.value = token;
  body.set("form_token", token);
  return true;
};

const load = async (url, options) => {
  if (busy) return;
  busy = true;
  document.body.classList.add("busy");
  try {
    let answer = await fetch(url, options);
    if (answer.status === 403 && options && (await renewToken(options.body))) answer = await fetch(url, options);
    if (answer.status === 403 && options) say("The desk was started anew: open its new address in another tab, then save once more. What you typed is still here.");
    else show(await answer.text(), answer.url, String(url));
  } catch {
    say("The desk does not answer: is it still running in the terminal? What you typed is still here.");
  } finally {
    busy = false;
    document.body.classList.remove("busy");
  }
};

const visit = (url) => { if (mayLeave()) load(url); };

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("data-plain")) return;
  event.preventDefault();
  if (!mayLeave(form)) return;
  const data = new FormData(form, event.submitter);
  load(event.submitter?.getAttribute("formaction") ?? form.action, { method: "POST", body: form.enctype === "multipart/form-data" ? data : new URLSearchParams(data) });
});

addEventListener("popstate", () => location.reload());
addEventListener("beforeunload", (event) => { if (isDirty()) event.preventDefault(); });

setInterval(async () => {
  const shown = main().dataset.hash;
  if (!shown || busy || document.visibilityState !== "visible") return;
  try {
    const { hash } = await (await fetch(main().dataset.state)).json();
    if (hash === shown || shown !== main().dataset.hash || busy) return;
    if (isDirty()) say("The file was changed elsewhere: when you save, both versions are shown.");
    else visit(location.href);
  } catch { /* the desk has ended: the next action says so */ }
}, RENEW_MS);

// --- Keys --------------------------------------------------------------------------------------------------------------

const REPEATED = new Set(["next", "previous", "mention"]); // an action held down happens once; these go on

const act = (name) => {
  const target = find(`[data-action="${name}"]`, main()) ?? find(`[data-action="${name}"]`);
  if (!target) return false;
  if (target.tagName === "DETAILS") {
    target.open = true;
    const field = find("input:not([type=hidden]), textarea, select", target);
    field.focus();
    field.select?.();
  } else if (target.tagName === "INPUT") {
    target.focus();
    target.select();
  } else if (target.dataset.ofChip) {
    const url = new URL(target.href);
    url.searchParams.set(target.dataset.ofChip, find(".chip.actors.current")?.value ?? ""); // only actors are merged
    visit(url.href);
  } else if (target.tagName === "A" && !target.target) visit(target.href);
  else target.click();
  return true;
};

// In the list of drafts j and k choose a row, Enter opens it, Space ticks it; a decision is on what is ticked, else on the row.
const rows = () => findAll("#draft-list > li").filter((one) => one.checkVisibility());
const rowInFocus = () => document.activeElement.closest("#draft-list > li");

const onRow = (name) => {
  const all = rows();
  if (!all.length) return false;
  if (name === "next" || name === "previous") {
    const place = all.indexOf(rowInFocus());
    const target = all[Math.max(0, Math.min(all.length - 1, place + (name === "next" ? 1 : -1)))];
    find(".draft-title", target).focus();
    target.scrollIntoView({ block: "nearest" });
    return true;
  }
  if (!all.some((one) => find(".choose:checked", one))) {
    const box = rowInFocus() && find(".choose", rowInFocus());
    if (!box) {
      say("Choose a draft first.");
      return true;
    }
    box.checked = true;
  }
  return act(name);
};

const tick = () => {
  const box = rowInFocus() && find(".choose", rowInFocus());
  if (!box || document.activeElement === box) return false;
  box.checked = !box.checked;
  return true;
};

const own = { // what a key does beyond clicking its form or link
  ...Object.fromEntries(["join", "refuse", "begin"].map((name) => [name, () => onStory(name)])),
  ...Object.fromEntries(["accept", "reject", "later", "next", "previous"].map((name) => [name, () => onRow(name)])),
  mention: () => nextMention(),
  restore: () => onLine("restore", ".line.removed"),
  keep: () => onLine("keep", ".line.removed"),
  drop: () => onLine("drop", ".paragraph"),
  "drop-always": () => onLine("drop-always", ".line.kept"),
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
  const field = isField(event.target);
  if (event.key === "Escape" && field) return leave(event.target);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
    event.preventDefault();
    return event.target.form.requestSubmit(find("[data-next]", event.target.form) ?? undefined);
  }
  if (field || event.ctrlKey || event.altKey || event.metaKey) return;
  const keys = JSON.parse(document.body.dataset.keys);
  if (event.key === " " && Object.keys(keys).length && tick()) return event.preventDefault();
  if (event.key.startsWith("Arrow") ? move(event) : /^[1-9]$/.test(event.key) && Object.keys(keys).length ? toggle(event) : press(event, keys[event.key])) event.preventDefault();
});

const press = (event, name) => {
  if (!name || busy || (event.repeat && !REPEATED.has(name))) return Boolean(name);
  return own[name]?.() || act(name);
};

const toggle = (event) => {
  const chip = find(`[data-number="${event.key}"]`);
  if (!chip || event.repeat || busy) return false;
  light(chip.dataset.chip);
  chip.click();
  return true;
};

const leave = (field) => {
  const box = field.closest("details[data-edit-box]");
  if (box && field.value === field.defaultValue) box.open = false;
  field.blur();
  main().focus({ preventScroll: true });
};

// Arrows go from chip to chip, from line to line, from paragraph to paragraph.
const move = (event) => {
  const [selector, back, on] = document.activeElement.closest(".chips")
    ? [".chip", "ArrowLeft", "ArrowRight"]
    : [document.activeElement.closest(".lines") ? ".lines .line" : document.activeElement.closest(".body") ? ".paragraph" : null, "ArrowUp", "ArrowDown"];
  if (!selector || ![back, on].includes(event.key)) return false;
  const all = findAll(selector).filter((one) => one.checkVisibility());
  const place = all.indexOf(document.activeElement.closest(selector));
  focusOn(all[place + (event.key === on ? 1 : -1)]);
  return true;
};

const focusOn = (one) => {
  const target = one?.matches("button") ? one : one && find("button, summary, a[data-line]", one);
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
};

// Do something with the line or paragraph in focus, else with the one in doubt; with none of them, choose the first.
const onLine = (action, selector) => {
  const focused = document.activeElement.closest(selector) ?? document.activeElement.closest(".line.fold");
  const doubted = focused ? null : findAll(".line.doubtful").find((one) => one.matches(selector));
  const one = focused ?? doubted;
  const does = one && (find(`[data-line="${action}"]`, one.matches(".fold") ? find(":scope > details > .line-acts", one) : one));
  if (does) {
    if (does.tagName === "A") visit(does.href);
    else does.click();
    return true;
  }
  const first = findAll(selector).find((one) => one.checkVisibility());
  if (first) {
    focusOn(first);
    say("↑ and ↓ choose a line; the key once more does it.");
  }
  return Boolean(first);
};

// --- Chips and mentions ------------------------------------------------------------------------------------------------

const light = (id) => {
  current = id;
  for (const chip of findAll(".chip")) chip.classList.toggle("current", chip.dataset.chip === id);
  for (const why of findAll(".why")) why.hidden = why.id !== `why-${id}`;
  for (const option of findAll("[data-of]")) option.selected = option.dataset.of === id;
  for (const place of findAll(".mention")) {
    place.classList.toggle("lit", place.dataset.terms.split(" ").includes(id));
    place.classList.remove("here");
  }
};

const nextMention = () => {
  let found = false;
  for (const column of findAll(".column")) {
    const lit = findAll(".mention.lit", column).filter((one) => one.checkVisibility());
    if (!lit.length) continue;
    const next = lit[(lit.findIndex((one) => one.classList.contains("here")) + 1) % lit.length];
    for (const one of lit) one.classList.toggle("here", one === next);
    next.scrollIntoView({ block: "center" });
    found = true;
  }
  return found;
};

document.addEventListener("click", (event) => {
  const line = Number(event.target.dataset?.line);
  const box = line && find("#text");
  if (!box) return;
  event.preventDefault();
  const start = box.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1);
  box.focus();
  box.setSelectionRange(start, box.value.indexOf("\n", start) < 0 ? box.value.length : box.value.indexOf("\n", start));
});

document.addEventListener("focusin", (event) => {
  const chip = event.target.closest(".chip");
  if (chip) light(chip.dataset.chip);
});

// --- Lists -------------------------------------------------------------------------------------------------------------

document.addEventListener("input", (event) => {
  const list = event.target.dataset.filter && find(`#${event.target.dataset.filter}`);
  if (!list) return;
  const words = event.target.value.toLocaleLowerCase().split(/\s+/);
  for (const row of list.children) {
    row.hidden = !words.every((word) => row.textContent.toLocaleLowerCase().includes(word));
    const box = row.hidden && find(".choose", row);
    if (box) box.checked = false; // nothing is decided on what cannot be seen
  }
});

// --- Names, suggested while they are typed -----------------------------------------------------------------------------

let asked = 0;
let suggesting = Promise.resolve(); // settles when the list answers what was typed last

const closeList = (input) => {
  input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-expanded", "false");
  find(`#${input.getAttribute("aria-controls")}`)?.replaceChildren();
};

const choose = (input, option) => {
  input.value = option.dataset.name;
  const hidden = input.form.elements.taxonomy ?? input.form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "taxonomy" }));
  hidden.value = option.dataset.taxonomy;
  closeList(input);
  input.form.requestSubmit();
};

const activate = (input, option) => {
  for (const one of option.parentElement.children) one.setAttribute("aria-selected", String(one === option));
  input.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
};

// Enter takes what the list shows for the text that is in the field now, and waits for it where the desk is slower than the fingers.
const take = async (input) => {
  const typed = input.value;
  await suggesting;
  if (document.activeElement !== input || input.value !== typed) return;
  const active = find('.suggestions > [aria-selected="true"]', input.parentElement);
  if (active) choose(input, active);
  else input.form.requestSubmit();
};

const fetchSuggestions = async (input) => {
  if (!input.value.trim()) return [];
  const url = new URL(input.dataset.combobox, location.href);
  url.searchParams.set("q", input.value);
  try {
    return await (await fetch(url)).json();
  } catch {
    return []; // the desk has ended: the form says so when it is sent
  }
};

const suggest = async (input) => {
  const turn = (asked += 1);
  const rows = await fetchSuggestions(input);
  if (turn !== asked) return;
  let list = find(".suggestions", input.parentElement);
  if (!list) {
    list = Object.assign(document.createElement("ul"), { className: "suggestions", id: `${input.id}-list`, role: "listbox" });
    list.setAttribute("aria-label", "Suggestions");
    input.after(list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id]]) input.setAttribute(name, value);
  }
  list.replaceChildren(...rows.map((row, place) => {
    const option = Object.assign(document.createElement("li"), { id: `${list.id}-${place}`, role: "option" });
    Object.assign(option.dataset, { name: row.name, taxonomy: row.taxonomy });
    const parts = [[`term ${row.taxonomy}`, row.name], ["muted", [row.alias, row.facts, row.posts ? `${row.posts} posts` : ""].filter(Boolean).join(" · ")]];
    option.append(...parts.map(([className, textContent]) => Object.assign(document.createElement("span"), { className, textContent })));
    return option;
  }));
  input.setAttribute("aria-expanded", String(rows.length > 0));
  if (rows.length) activate(input, list.firstElementChild);
};

document.addEventListener("input", (event) => { if (event.target.dataset.combobox) suggesting = suggest(event.target); });
document.addEventListener("mousedown", (event) => {
  const option = event.target.closest(".suggestions > li");
  if (option) { event.preventDefault(); choose(option.parentElement.previousElementSibling, option); }
});
document.addEventListener("keydown", (event) => {
  const input = event.target;
  if (!input.dataset?.combobox || event.isComposing) return;
  const options = findAll(".suggestions > li", input.parentElement);
  const active = options.find((one) => one.getAttribute("aria-selected") === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && options.length) activate(input, options[(options.indexOf(active) + step + options.length) % options.length]);
  else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) take(input);
  else if (event.key === "Escape" && options.length) closeList(input);
  else return;
  event.preventDefault();
}, true);

// --- Pasting ------------------------------------------------------------------------------------------------------------

const preview = async (form) => {
  const data = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  try {
    const answer = await fetch(form.dataset.preview, { method: "POST", body: data });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    find("#pasted").replaceChildren(...(answer.ok ? page.body.childNodes : find("main", page).childNodes));
  } catch {
    say("The desk does not answer: is it still running in the terminal?");
  }
};

const tellKind = (text) => { find("#paste-kind").textContent = text; };

document.addEventListener("paste", (event) => {
  const box = event.target;
  if (!box.matches?.("[data-paste]")) return;
  const [markup, plain] = ["text/html", "text/plain"].map((type) => event.clipboardData.getData(type));
  if (!plain && !markup) return tellKind(event.clipboardData.files.length ? "This is a picture or a file: drop files on this page." : "The clipboard holds no text.");
  event.preventDefault();
  const whole = !box.value.trim() || (box.selectionStart === 0 && box.selectionEnd === box.value.length);
  box.setRangeText(plain || markup.replace(/<[^>]*>/g, " "), box.selectionStart, box.selectionEnd, "end");
  box.form.elements.html.value = whole ? markup : "";
  tellKind(whole && markup ? "Pasted with its links, headings and lists." : "Pasted as plain text.");
  preview(box.form);
});

let typing = 0;
document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-paste]")) return;
  const { html } = event.target.form.elements;
  if (html.value) tellKind("You changed the text: links, headings and lists are left out.");
  html.value = "";
  clearTimeout(typing);
  typing = setTimeout(() => preview(event.target.form), 400);
});

document.addEventListener("dragover", (event) => { if (find("#paste-form")) event.preventDefault(); });
document.addEventListener("drop", (event) => {
  const input = find("#paste-form input[type=file]");
  if (!input || !event.dataTransfer.files.length) return;
  event.preventDefault();
  input.files = event.dataTransfer.files;
  input.form.requestSubmit();
});

// --- The story of a draft, proposed while the draft is read -----------------------------------------------------------------

let storyShown = Promise.resolve();

const showStory = async () => {
  const place = find("#story[data-load]");
  if (!place) return;
  try {
    const answer = await fetch(place.dataset.load);
    const made = find("#story", new DOMParser().parseFromString(await answer.text(), "text/html"));
    if (answer.ok && made) place.replaceWith(document.adoptNode(made));
  } catch { /* the link to it stays */ }
};

const onStory = (name) => {
  const page = main();
  storyShown.then(() => { if (page === main() && !busy && !act(name)) say("No story is proposed: * begins one."); });
  return true;
};

// --- Each page, when it is shown ---------------------------------------------------------------------------------------

const prepare = () => {
  const chip = (current && find(`[data-chip="${CSS.escape(current)}"]`)) || find(".chip:not(.off)") || find(".chip");
  if (chip) light(chip.dataset.chip);
  storyShown = showStory();
};

prepare();
