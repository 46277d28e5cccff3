// Forms say that they are busy and are sent once; what was written in them outlives a session that ended meanwhile.

const draftKey = "draft";
const ownFields = form => [...form.elements].filter(field => field.name && field.type !== "hidden");

document.addEventListener("submit", event => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "true";
  form.querySelector("button:not([type=button])")?.setAttribute("aria-busy", "true");
  if ("draft" in form.dataset) keepDraft(form);
});

// The browser's back button may bring the page back as it was left.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelector("button[aria-busy]")?.removeAttribute("aria-busy");
  }
});

function keepDraft(form) {
  const values = Object.fromEntries(ownFields(form).map(field => [field.name, field.value]));
  sessionStorage.setItem(draftKey, JSON.stringify({ path: location.pathname, user: document.body.dataset.userId, values }));
}

// The error page keeps a draft for after the login; every other page means that it arrived, or that somebody went elsewhere.
function restoreDraft() {
  if (document.querySelector("[data-keeps-drafts]")) return;
  const draft = JSON.parse(sessionStorage.getItem(draftKey) ?? "null");
  sessionStorage.removeItem(draftKey);
  const form = document.querySelector("form[data-draft]");
  if (!form || draft?.path !== location.pathname || draft.user !== document.body.dataset.userId) return;
  for (const field of ownFields(form)) field.value = draft.values[field.name] ?? field.value;
}

restoreDraft();
