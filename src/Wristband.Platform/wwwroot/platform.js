// Conveniences. Every page works without them.

for (const button of document.querySelectorAll('[data-reveal]')) {
  const input = document.getElementById(button.dataset.reveal);
  const words = { show: button.textContent, hide: button.dataset.hide };
  button.hidden = false;
  button.addEventListener('click', () => {
    const show = input.type === 'password';
    input.type = show ? 'text' : 'password';
    button.textContent = show ? words.hide : words.show;
    button.setAttribute('aria-pressed', String(show));
    input.focus();
  });
  // Never send a password as a plain text field: browsers would offer it as a suggestion later.
  input.form?.addEventListener('submit', () => { input.type = 'password'; });
}

for (const form of document.querySelectorAll('form[data-busy]')) {
  const button = form.querySelector('button[type=submit]');
  const label = button.textContent;
  form.addEventListener('submit', event => {
    if (button.getAttribute('aria-disabled') === 'true') { event.preventDefault(); return; }
    button.style.minWidth = `${button.offsetWidth}px`;
    button.setAttribute('aria-disabled', 'true');
    button.textContent = form.dataset.busy;
  });
  // Coming back with the browser's back button shows the page as it was left.
  window.addEventListener('pageshow', () => {
    button.removeAttribute('aria-disabled');
    button.textContent = label;
  });
}

// The address that a new workspace gets, while its name is typed. The platform decides; this only shows it.
const preview = document.querySelector('[data-preview]');
if (preview) {
  const workspace = document.getElementById('workspace');
  const address = document.getElementById('address');
  const spelled = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
  const propose = text => text.toLowerCase().replace(/[äöüß]/g, letter => spelled[letter]).normalize('NFKD')
    .replace(/[^\x00-\x7f]/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 20).replace(/-+$/, '');
  const show = () => {
    const name = address.value.trim().toLowerCase() || propose(workspace.value);
    preview.textContent = name.length >= 3 ? name + preview.dataset.preview : '';
  };
  workspace.addEventListener('input', show);
  address.addEventListener('input', show);
  show();
}
