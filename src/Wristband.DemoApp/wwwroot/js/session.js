// __WRISTBAND__ What a script needs to know about the session: the CSRF token, and where to sign in again.

const loginPath = "/api/auth/login";
const redirectsKey = "sign-in-redirects";
const mostRedirectsPerMinute = 2;

/** The header that proves that a call comes from this site; its value is in a cookie that only this site's scripts can read. */
export function csrfHeader() {
  const cookie = document.cookie.split("; ").find(c => c.startsWith("CSRF-TOKEN="));
  return cookie ? { "X-CSRF-TOKEN": cookie.slice("CSRF-TOKEN=".length) } : {};
}

/** The login of this person's workspace, and back to this page afterwards. */
export function loginUrl() {
  const query = new URLSearchParams({ return_url: location.pathname + location.search });
  const tenant = document.body.dataset.tenantName;
  if (tenant) query.set("tenant_name", tenant);
  return `${loginPath}?${query}`;
}

/** Goes to the login, except when that happened twice within a minute: then something is broken, and a loop would hide it. */
export function signInAgain() {
  const minuteAgo = Date.now() - 60_000;
  const recent = JSON.parse(sessionStorage.getItem(redirectsKey) ?? "[]").filter(at => at > minuteAgo);
  if (recent.length >= mostRedirectsPerMinute) return false;
  sessionStorage.setItem(redirectsKey, JSON.stringify([...recent, Date.now()]));
  location.assign(loginUrl());
  return true;
}
