// Forms say that they are busy, and are sent once however often the button is pressed.

document.addEventListener("submit", event => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "true";
  form.querySelector("button:not([type=button])")?.setAttribute("aria-busy", "true");
});

// The browser's back button may bring the page back as it was left.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelector("button[aria-busy]")?.removeAttribute("aria-busy");
  }
});
