// The key "/" goes to the search: to its field, or where there is none to see to its page.
const EDITABLE = "input, textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(EDITABLE)) return;
  const field = [...document.querySelectorAll("input[type=search]")].find((one) => one.checkVisibility());
  const page = document.querySelector(".frame-search");
  if (!field && !page) return;
  event.preventDefault();
  if (field) field.focus();
  else location.href = page.action;
});
