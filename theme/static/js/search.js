// The search page: words, filters and order, kept in the address (?q=&country=), over Pagefind's index.
const PAGE = 10; // posts shown at a time
const MOST_CHOICES = 300; // of one filter
const PAUSE = 200; // milliseconds without a key before a search starts
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const TAXONOMIES = { topic: ["topics", 1], country: ["countries", 2] }; // in a row: so many of each

const form = document.querySelector(".search");
const query = form.querySelector(".search-query");
const order = form.querySelector("#sort");
const choices = [...form.querySelectorAll("[data-filter]")]; // lists, and for many names an input with suggestions
const chosen = form.querySelector(".search-chosen");
const status = form.querySelector(".search-status");
const found = document.querySelector(".search-found");
const list = found.querySelector(".rows");
const more = found.querySelector(".search-more");
const root = new URL(form.dataset.root, document.baseURI);
const names = choices.map((choice) => choice.dataset.filter);

let index = null;
let failures = 0;
let latest = 0;
let waiting = [];
const offered = {}; // of filters that are typed: every name, the most frequent first

// --- What is asked for, in the address ---------------------------------------------------------------------------

function readAddress() {
  const params = new URLSearchParams(location.search);
  const filters = Object.fromEntries(names.map((name) => [name, [...new Set(params.getAll(name).filter(Boolean))]]));
  return { words: params.get("q") ?? "", sort: params.get("sort") === "date" ? "date" : "", filters };
}

function writeAddress({ words, sort, filters }, { step }) {
  const params = new URLSearchParams();
  if (words) params.set("q", words);
  for (const name of names) for (const value of filters[name]) params.append(name, value);
  if (sort) params.set("sort", sort);
  const address = `${location.pathname}${params.size ? `?${params}` : ""}`;
  if (step && address !== location.pathname + location.search) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

function change(asked, options) {
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
  const elsewhere = [post.meta.title, post.meta.names ?? ""].some((words) => words.includes(start));
  if (post.meta.summary && (elsewhere || !post.excerpt.includes("<mark>"))) return [post.meta.summary];
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

const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

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
  if (choice.list && (value || !choice.value)) choice.value = "";
  if (!value) return;
  const asked = readAddress();
  change(withFilter(asked, name, [...asked.filters[name], value]), { step: true });
}

// --- Searching ---------------------------------------------------------------------------------------------------

async function load() {
  if (index === null) {
    // Pagefind and the browser keep what failed to load: another address makes them begin anew.
    const again = failures ? `?${failures}` : "";
    index = await import(new URL(`${form.dataset.index}pagefind.js${again}`, document.baseURI).href);
    await index.options({ excerptLength: 32 });
    await index.filters();
  }
  return index;
}

async function ask(asked) {
  const pagefind = await load();
  const filters = Object.fromEntries(Object.entries(asked.filters).filter(([, values]) => values.length));
  const sort = asked.sort === "date" || !asked.words ? { date: "desc" } : {};
  return pagefind.search(asked.words || null, { filters, sort });
}

async function search() {
  const asked = readAddress();
  const turn = ++latest;
  if (document.activeElement !== query) query.value = asked.words;
  order.value = asked.sort;
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
  status.textContent = say(asked, answer); // last: what it counts is there to be read
}

const isAsked = ({ words, sort, filters }) => Boolean(words || sort || names.some((name) => filters[name].length));

const tally = (count, one, many) => `${count} ${count === 1 ? one : many}`;

function say(asked, { results, filters }) {
  const count = results.length;
  const stories = filters.kind?.story ?? 0;
  const posts = [tally(count - stories, "post", "posts"), ...(stories ? [tally(stories, "story", "stories")] : [])].join(" and ");
  if (!isAsked(asked)) return `${posts} to search. Type words, choose an actor, a country, a year …`;
  return count === 0 ? "No post has all of that. Take a word or a filter away." : posts;
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
  order.addEventListener("change", () => change({ ...readAddress(), sort: order.value }, { step: true }));
  for (const choice of choices) {
    choice.addEventListener("change", () => choose(choice));
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
