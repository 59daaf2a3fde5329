// The search page: words, filters and order, kept in the address (?q=&country=), over Pagefind's index.
const PAGE = 10; // posts shown at a time
const MOST_CHOICES = 300; // of one filter
const PAUSE = 200; // milliseconds without a key before a search starts
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const NEWEST_OF = 30; // posts that match best, of which newer ones come first
const HALF_LIFE = 180; // days in which the advantage of a new post halves
const MOST_TERMS = 3; // pages of terms above the posts
const LETTERS = { ø: "o", đ: "d", ł: "l", ß: "ss", æ: "ae", œ: "oe", þ: "th", ð: "d", ı: "i", ħ: "h" }; // as in search/words.py
const UNSPACED = /[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{3,}/g;
const TAXONOMIES = { topic: ["topics", 1], country: ["countries", 2] }; // in a row: so many of each

const form = document.querySelector(".search");
const query = form.querySelector(".search-query");
const order = form.querySelector("#sort");
const range = ["from", "to"].map((name) => form.querySelector(`#${name}`));
const choices = [...form.querySelectorAll("[data-filter]")]; // lists, and for many names an input with suggestions
const chosen = form.querySelector(".search-chosen");
const status = form.querySelector(".search-status");
const found = document.querySelector(".search-found");
const list = found.querySelector(".rows");
const termList = found.querySelector(".search-terms");
const more = found.querySelector(".search-more");
const root = new URL(form.dataset.root, document.baseURI);
const names = choices.map((choice) => choice.dataset.filter);

let index = null;
let terms = []; // name, path, taxonomy, number of posts, other names; the most frequent first
let days = []; // that have posts
let unknown = ""; // a name that was typed and that nobody has
let failures = 0;
let latest = 0;
let waiting = [];
const offered = {}; // of filters that are typed: every name, the most frequent first

// --- What is asked for, in the address ---------------------------------------------------------------------------

function readAddress() {
  const params = new URLSearchParams(location.search);
  const filters = Object.fromEntries(names.map((name) => [name, [...new Set(params.getAll(name).filter(Boolean))]]));
  return { words: params.get("q") ?? "", sort: params.get("sort") === "date" ? "date" : "", from: params.get("from") ?? "", to: params.get("to") ?? "", filters };
}

function writeAddress({ words, sort, from, to, filters }, { step }) {
  const params = new URLSearchParams();
  if (words) params.set("q", words);
  for (const name of names) for (const value of filters[name]) params.append(name, value);
  if (from) params.set("from", from);
  if (to) params.set("to", to);
  if (sort) params.set("sort", sort);
  const address = `${location.pathname}${params.size ? `?${params}` : ""}`;
  if (step && address !== location.pathname + location.search) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

function change(asked, options) {
  unknown = "";
  writeAddress(asked, options);
  search();
}

const withFilter = (asked, name, values) => ({ ...asked, filters: { ...asked.filters, [name]: values } });

// --- What is shown -----------------------------------------------------------------------------------------------

function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

const text = (words) => make("bdi", "", words);

// Pagefind marks words in escaped text; only its marks come over, whatever else there is stays text.
function marked(excerpt) {
  const { body } = new DOMParser().parseFromString(excerpt, "text/html");
  return [...body.childNodes].map((node) =>
    node.nodeName === "MARK" ? make("mark", "", node.textContent) : document.createTextNode(node.textContent),
  );
}

// Where the words found are those of the title, or other names of a term, which stand in no sentence, the summary says more.
function summaryOf(post) {
  const start = post.plain_excerpt.slice(0, 16);
  if (/^(?:[^\x00-\u3004]{2} ){3}/.test(start)) return post.meta.summary ? [post.meta.summary] : []; // the pairs of search/words.py
  const elsewhere = [post.meta.title, post.meta.names ?? ""].some((words) => words.includes(start));
  const reaches = post.meta.names && post.plain_excerpt.includes(post.meta.names.slice(0, 16)); // into the names
  if (post.meta.summary && (elsewhere || reaches || !post.excerpt.includes("<mark>"))) return [post.meta.summary];
  return marked(post.excerpt);
}

function kicker(post) {
  const line = make("p", "kicker");
  const when = make("time", "when", DAY.format(new Date(`${post.meta.date.slice(0, 10)}T00:00:00Z`)));
  when.dateTime = post.meta.date;
  line.append(when);
  for (const [name, [taxonomy, most]] of Object.entries(TAXONOMIES)) {
    const values = (post.filters[name] ?? []).slice(0, most);
    if (values.length) line.append(" ", make("span", `marked marked-${taxonomy}`, text(values.join(", "))));
  }
  return line;
}

function row(post) {
  const link = make("a", "", post.meta.title);
  link.href = new URL(post.raw_url.replace(/^\//, ""), root).href;
  const headline = make("h3", "headline", link);
  const summary = make("p", "summary", ...summaryOf(post));
  headline.dir = "auto";
  summary.dir = "auto";
  if (post.meta.lang) headline.lang = summary.lang = post.meta.lang;
  const article = make("article", "post", kicker(post), headline, summary);
  const origin = make("p", "origin");
  const source = post.filters.source?.[0];
  if (source) origin.append(make("cite", "", text(source)));
  const stories = post.filters.story ?? [];
  if (isStory(post)) origin.append("Story");
  else if (stories.length) origin.append(" Part of ", text(stories.join(", ")));
  if (origin.hasChildNodes()) article.append(origin);
  return article;
}

const isStory = (found) => found.filters.kind?.includes("story") ?? false;

const readPosts = (results) => Promise.all(results.map((result) => result.data()));

async function showMore() {
  const turn = latest;
  const posts = await readPosts(waiting.splice(0, PAGE));
  if (turn !== latest) return;
  const rows = posts.map(row);
  list.append(...rows);
  more.hidden = waiting.length === 0;
  return rows[0];
}

function showChosen(asked) {
  const buttons = names.flatMap((name) =>
    asked.filters[name].map((value) => {
      const button = make("button", "chip", text(value), make("span", "visually-hidden", ": take this filter away"));
      button.type = "button";
      button.addEventListener("click", () => {
        change(withFilter(asked, name, asked.filters[name].filter((other) => other !== value)), { step: true });
        query.focus();
      });
      return make("li", "", button);
    }),
  );
  chosen.replaceChildren(...buttons);
}

function showChoices(asked, counts) {
  for (const choice of choices) {
    const name = choice.dataset.filter;
    const left = Object.entries(counts[name] ?? {}).filter(([value, count]) => count && !asked.filters[name].includes(value));
    const most = left.sort((one, other) => other[1] - one[1] || one[0].localeCompare(other[0])).slice(0, MOST_CHOICES);
    most.sort((one, other) => (name === "year" ? other[0].localeCompare(one[0]) : one[0].localeCompare(other[0])));
    const any = asked.filters[name].length ? "And also …" : "Any";
    choice.disabled = most.length === 0;
    if (choice.list) {
      offered[name] = left.map(([value]) => value);
      choice.list.replaceChildren(...most.map(([value]) => new Option("", value)));
    } else {
      choice.replaceChildren(new Option(any, ""), ...most.map(([value, count]) => new Option(`${value} (${count})`, value)));
    }
  }
}

const withoutStrokes = (words) => words.replace(/[øđłßæœþðıħ]/gi, (letter) => LETTERS[letter.toLowerCase()] ?? letter);

const fold = (words) => withoutStrokes(words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase());

// As the index has them: letters without strokes, and where no spaces divide words each character with the next.
const divided = (words) =>
  withoutStrokes(words).replace(UNSPACED, (run) => ` ${[...run].slice(1).map((letter, place) => run[place] + letter).join(" ")} `);

// The name that was meant: as typed, else the first that begins with it, else the first that has it within.
function nameLike(typed, offers) {
  const wanted = fold(typed.trim());
  if (!wanted) return "";
  const tests = [(one) => one === wanted, (one) => one.startsWith(wanted), (one) => one.includes(wanted)];
  return tests.map((test) => offers.find((offer) => test(fold(offer)))).find(Boolean) ?? "";
}

function choose(choice) {
  const name = choice.dataset.filter;
  const value = choice.list ? nameLike(choice.value, offered[name] ?? []) : choice.value;
  if (choice.list && choice.value.trim() && !value) {
    unknown = choice.value.trim();
    status.textContent = `No ${name} here is called “${unknown}”.`;
    return;
  }
  if (choice.list) choice.value = "";
  if (!value) return;
  const asked = readAddress();
  change(withFilter(asked, name, [...asked.filters[name], value]), { step: true });
}

// --- Terms: the page that was asked for, and names that were nearly typed ----------------------------------------

function termRow([name, path, taxonomy, count]) {
  const link = make("a", `term term-${taxonomy}`, text(name));
  link.href = new URL(path, root).href;
  return make("li", "", link, make("span", "muted", ` ${tally(count, "post", "posts")}`));
}

function showTerms({ words }) {
  const wanted = fold(words.trim());
  const exact = wanted ? terms.filter(([name, , , , others]) => [name, ...others].some((one) => fold(one) === wanted)) : [];
  const partly = wanted ? terms.filter((term) => !exact.includes(term) && ` ${fold(term[0])} `.includes(` ${wanted} `)) : [];
  const named = [...exact, ...partly];
  termList.replaceChildren(...named.slice(0, MOST_TERMS).map(termRow));
}

// How many letters must be changed, put in, left out or swapped; more than `most` is told as more.
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = [...Array(other.length + 1).keys()];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let k = 1; k <= other.length; k += 1) {
      const same = one[i - 1] === other[k - 1] ? 0 : 1;
      row[k] = Math.min(last[k] + 1, row[k - 1] + 1, last[k - 1] + same);
      if (i > 1 && k > 1 && one[i - 1] === other[k - 2] && one[i - 2] === other[k - 1]) row[k] = Math.min(row[k], before[k - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[other.length];
}

function nearest(words) {
  const wanted = fold(words.trim());
  const most = wanted.length > 7 ? 2 : 1;
  if (wanted.length < 4) return null;
  let best = null;
  let least = most + 1;
  for (const [name, , , , others] of terms) {
    for (const one of [name, ...others, ...name.split(" ")]) {
      const steps = distance(wanted, fold(one), most);
      if (steps > 0 && steps < least) [best, least] = [name, steps];
    }
  }
  return best;
}

function offer(asked) {
  const name = asked.words && nearest(asked.words);
  if (!name) return;
  const button = make("button", "chip chip-offer", text(name));
  button.type = "button";
  button.addEventListener("click", () => {
    query.value = name;
    change({ ...asked, words: name }, { step: true });
    query.focus();
  });
  status.append(" Did you mean ", button, "?");
}

// --- Searching ---------------------------------------------------------------------------------------------------

async function load() {
  if (index === null) {
    // Pagefind and the browser keep what failed to load: another address makes them begin anew.
    const again = failures ? `?${failures}` : "";
    index = await import(new URL(`${form.dataset.index}pagefind.js${again}`, document.baseURI).href);
    await index.options({ excerptLength: 32 });
    const filters = await index.filters();
    days = Object.keys(filters.day ?? {});
    terms = await (await fetch(new URL(`${form.dataset.index}names.json${again}`, document.baseURI))).json();
  }
  return index;
}

async function ask(asked) {
  const pagefind = await load();
  const filters = Object.fromEntries(Object.entries(asked.filters).filter(([, values]) => values.length));
  if (asked.from || asked.to) {
    const within = days.filter((day) => (!asked.from || day >= asked.from) && (!asked.to || day <= asked.to));
    filters.day = { any: within.length ? within : ["none"] };
  }
  const byDate = asked.sort === "date" || !asked.words;
  const answer = await pagefind.search(asked.words ? divided(asked.words) : null, { filters, sort: byDate ? { date: "desc" } : {} });
  return byDate ? answer : { ...answer, results: await newerFirst(answer.results) };
}

// Of the posts that match best, newer ones count for more: half as much again for the newest.
async function newerFirst(results) {
  const best = results.slice(0, NEWEST_OF);
  const dates = (await readPosts(best)).map((post) => Date.parse(post.meta.date) / 86_400_000);
  const newest = Math.max(...dates);
  const worth = new Map(best.map((result, place) => [result, result.score * (1 + 0.5 * 2 ** ((dates[place] - newest) / HALF_LIFE))]));
  return [...best.sort((one, other) => worth.get(other) - worth.get(one)), ...results.slice(NEWEST_OF)];
}

async function search() {
  const asked = readAddress();
  const turn = ++latest;
  if (document.activeElement !== query) query.value = asked.words;
  order.value = asked.sort;
  for (const field of range) if (document.activeElement !== field) field.value = asked[field.name];
  showChosen(asked);
  let answer;
  let posts;
  try {
    answer = await ask(asked);
    posts = await readPosts(isAsked(asked) ? answer.results.slice(0, PAGE) : []);
  } catch {
    if (turn !== latest) return;
    index = null;
    failures += 1;
    form.classList.add("search-failed");
    found.hidden = true;
    status.textContent = "The search index could not be loaded. It may be in the making: try again in a moment.";
    return;
  }
  if (turn !== latest) return;
  form.classList.remove("search-failed");
  found.hidden = false;
  waiting = isAsked(asked) ? answer.results.slice(PAGE) : [];
  list.replaceChildren(...posts.map(row));
  more.hidden = waiting.length === 0;
  showChoices(asked, answer.filters);
  showTerms(asked);
  status.textContent = say(asked, answer); // last: what it counts is there to be read
  if (answer.results.length === 0 && termList.childElementCount === 0) offer(asked);
}

const isAsked = ({ words, sort, from, to, filters }) => Boolean(words || sort || from || to || names.some((name) => filters[name].length));

const tally = (count, one, many) => `${count} ${count === 1 ? one : many}`;

function say(asked, { results, filters }) {
  const count = results.length;
  const stories = filters.kind?.story ?? 0;
  const posts = [tally(count - stories, "post", "posts"), ...(stories ? [tally(stories, "story", "stories")] : [])].join(" and ");
  if (!isAsked(asked)) return `${posts} to search. Type words, choose an actor, a country, a year …`;
  return count === 0 ? "No post has all of that. Take a word or a filter away." : posts;
}

const isOpen = (field) => CSS.supports("selector(:open)") && field.matches(":open");

// A choice holds when it is made with the pointer or in an opened list, and else with Enter or on leaving the field:
// an arrow key, which passes over what is not wanted, changes nothing yet.
function settle(field, act) {
  let typed = false;
  field.addEventListener("pointerdown", () => (typed = false));
  field.addEventListener("keydown", (event) => {
    typed = event.key !== "Enter";
    if (event.key !== "Enter") return;
    event.preventDefault();
    act();
  });
  for (const pressed of ["keydown", "keypress"]) { // with the one or the other a list opens
    field.addEventListener(pressed, () => setTimeout(() => (typed &&= !isOpen(field))));
  }
  field.addEventListener("change", () => typed || act());
  field.addEventListener("blur", () => {
    if (typed) act();
    typed = false;
  });
}

function start() {
  let timer = 0;
  const typed = (options) => {
    clearTimeout(timer);
    change({ ...readAddress(), words: query.value.trim() }, options);
  };
  query.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(typed, PAUSE, { step: false });
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    typed({ step: true });
  });
  settle(order, () => order.value !== readAddress().sort && change({ ...readAddress(), sort: order.value }, { step: true }));
  for (const field of range) {
    settle(field, () => {
      const asked = readAddress();
      if (field.validity.valid && field.value !== asked[field.name]) change({ ...asked, [field.name]: field.value }, { step: true });
    });
  }
  for (const choice of choices) {
    settle(choice, () => choose(choice));
    choice.addEventListener("input", (event) => {
      // A suggestion that was taken, in browsers that tell it only when the reader leaves the field
      if (event.inputType === "insertReplacementText" && offered[choice.dataset.filter]?.includes(choice.value)) choose(choice);
    });
  }
  more.addEventListener("click", async () => (await showMore())?.querySelector("a").focus());
  addEventListener("popstate", () => {
    query.value = readAddress().words;
    search();
  });
  query.value = readAddress().words;
  search();
}

start();
