// Runs before the first paint, so that a chosen colour scheme does not flash (everything else is in scheme.js), and so
// that what only works with scripts has its place from the start.
document.documentElement.dataset.scripted = "";
try {
  const scheme = localStorage.getItem("digest-scheme");
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset.scheme = scheme;
} catch {
  // Storage may be forbidden: the system's scheme holds.
}
