// Buttons that copy a feed's full address, or the text of an element; without JavaScript links and text do.
const SHOWN_FOR = 2000; // milliseconds

function textOf({ copy: address, copyText: id }) {
  if (address !== undefined) return new URL(address, document.baseURI).href;
  return document.getElementById(id).textContent.replace(/\s+/g, " ").trim();
}

async function copy(button) {
  const label = button.firstChild;
  try {
    await navigator.clipboard.writeText(textOf(button.dataset));
    label.data = "Copied";
  } catch {
    label.data = "Not allowed";
  }
  setTimeout(() => {
    label.data = "Copy";
  }, SHOWN_FOR);
}

for (const button of document.querySelectorAll(".copy")) {
  if (navigator.clipboard) button.addEventListener("click", () => copy(button));
  else button.hidden = true;
}
