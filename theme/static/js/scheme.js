// The button that chooses the colour scheme: the system's, light or dark.
const KEY = "digest-scheme";
const SCHEMES = ["system", "light", "dark"];
const root = document.documentElement;
const button = document.querySelector(".scheme");

const current = () => root.dataset.scheme ?? "system";

function remember(scheme) {
  try {
    if (scheme === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, scheme);
  } catch {
    // Not remembered where storage is forbidden; it holds for this page.
  }
}

function show() {
  const name = `Colour scheme: ${current()}`;
  button.title = name;
  button.lastElementChild.textContent = name;
  // The browser's own bar takes the paper's colour, whatever tokens.css says it is.
  const paper = getComputedStyle(root).backgroundColor;
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) meta.content = paper;
}

function choose(scheme) {
  if (scheme === "system") delete root.dataset.scheme;
  else root.dataset.scheme = scheme;
  remember(scheme);
  show();
}

if (button) {
  show();
  button.addEventListener("click", () => {
    choose(SCHEMES[(SCHEMES.indexOf(current()) + 1) % SCHEMES.length]);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
}
