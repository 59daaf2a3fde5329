// Runs before the first paint, so that a chosen colour scheme does not flash. Everything else is in scheme.js.
try {
  const scheme = localStorage.getItem("digest-scheme");
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset.scheme = scheme;
} catch {
  // Storage may be forbidden: the system's scheme holds.
}
