// The peer of a session-protected endpoint: @wristband/express-auth with iron-session, put together the way its README shows.
import { createRequire } from 'node:module';
import express from 'express';
import { getIronSession } from 'iron-session';

// Node cannot load the package's ES modules (they import folders), so the CommonJS build is taken.
const { createWristbandAuth, CallbackResultType } = createRequire(import.meta.url)('@wristband/express-auth');

const { APPLICATION_VANITY_DOMAIN, CLIENT_ID, CLIENT_SECRET, PORT } = process.env;
const home = `http://localhost:${PORT}`;
const wristband = createWristbandAuth({
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  wristbandApplicationVanityDomain: APPLICATION_VANITY_DOMAIN,
  loginStateSecret: CLIENT_SECRET,
  loginUrl: `${home}/api/auth/login`,
  redirectUri: `${home}/api/auth/callback`,
  dangerouslyDisableSecureCookies: true,
  scopes: ['openid', 'offline_access', 'email', 'profile', 'roles'],
});

const app = express();
app.use(async (req, res, next) => {
  req.session = await getIronSession(req, res, {
    cookieName: 'session', password: CLIENT_SECRET,
    cookieOptions: { httpOnly: true, maxAge: 3600, path: '/', sameSite: 'lax', secure: false },
  });
  next();
});

app.get('/api/auth/login', async (req, res) => res.redirect(await wristband.login(req, res)));

app.get('/api/auth/callback', async (req, res) => {
  const { type, callbackData, redirectUrl } = await wristband.callback(req, res);
  if (type === CallbackResultType.REDIRECT_REQUIRED) return res.redirect(redirectUrl);
  req.session.isAuthenticated = true;
  req.session.accessToken = callbackData.accessToken;
  req.session.expiresAt = Date.now() + callbackData.expiresIn * 1000;
  req.session.refreshToken = callbackData.refreshToken;
  req.session.userId = callbackData.userinfo.sub;
  req.session.tenantId = callbackData.userinfo.tnt_id;
  req.session.tenantDomainName = callbackData.tenantDomainName;
  await req.session.save();
  return res.redirect(callbackData.returnUrl || home);
});

app.get('/api/session-hello', async (req, res) => {
  const { expiresAt, isAuthenticated, refreshToken } = req.session;
  if (!isAuthenticated) return res.status(401).json({ error: 'Unauthorized' });
  const fresh = await wristband.refreshTokenIfExpired(refreshToken, expiresAt);
  if (fresh) {
    req.session.accessToken = fresh.accessToken;
    req.session.expiresAt = Date.now() + fresh.expiresIn * 1000;
    req.session.refreshToken = fresh.refreshToken;
  }
  await req.session.save();
  return res.json({ message: 'Hello World!', tenantId: req.session.tenantId });
});

app.listen(Number(PORT), '127.0.0.1');
