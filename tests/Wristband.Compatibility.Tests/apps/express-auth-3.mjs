// @wristband/express-auth 3.x: its functions return URLs, and the application redirects.
import { createRequire } from 'node:module';
import { settings, start } from './express-app.mjs';

// Node cannot load the package's ES modules (they import folders), so the CommonJS build is taken.
const { createWristbandAuth, CallbackResultType } = createRequire(import.meta.url)('@wristband/express-auth');

const wristband = createWristbandAuth({
  clientId: settings.clientId,
  clientSecret: settings.clientSecret,
  wristbandApplicationVanityDomain: settings.applicationVanityDomain,
  loginStateSecret: settings.clientSecret,
  loginUrl: `${settings.home}/api/auth/login`,
  redirectUri: `${settings.home}/api/auth/callback`,
  dangerouslyDisableSecureCookies: true,
  scopes: ['openid', 'offline_access', 'email', 'profile', 'roles'],
});

start({
  login: async (req, res) => res.redirect(await wristband.login(req, res)),
  callback: async (req, res) => {
    const { type, callbackData, redirectUrl } = await wristband.callback(req, res);
    if (type === CallbackResultType.COMPLETED) return callbackData;
    return void res.redirect(redirectUrl);
  },
  logout: async (req, res, config) => res.redirect(await wristband.logout(req, res, config)),
  refresh: (refreshToken, expiresAt) => wristband.refreshTokenIfExpired(refreshToken, expiresAt),
});
