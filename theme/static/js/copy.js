// Buttons that copy a feed's full address; without JavaScript the links do.
const SHOWN_FOR = 2000; // milliseconds

async function copy(button) {
  const address = new URL(button.dataset.copy, document.baseURI).href;
  const label = button.firstChild;
  try {
    await navigator.clipboard.writeText(address);
    label.data = "Copied";
  } catch {
    label.data = "Not allowed";
  }
  setTimeout(() => {
    label.data = "Copy";
  }, SHOWN_FOR);
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll(".copy")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}
