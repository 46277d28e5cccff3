// @wristband/express-auth 2.x: its functions redirect themselves, and cookies are read by cookie-parser.
import { createRequire } from 'node:module';
import cookieParser from 'cookie-parser';
import { settings, start } from './express-app.mjs';

// Node cannot load the package's ES modules (they import folders), so the CommonJS build is taken.
const { createWristbandAuth, CallbackResultType } = createRequire(import.meta.url)('wristband-express-auth-2');

const wristband = createWristbandAuth({
  clientId: settings.clientId,
  clientSecret: settings.clientSecret,
  wristbandApplicationDomain: settings.applicationVanityDomain,
  loginStateSecret: settings.clientSecret,
  loginUrl: `${settings.home}/api/auth/login`,
  redirectUri: `${settings.home}/api/auth/callback`,
  dangerouslyDisableSecureCookies: true,
  scopes: ['openid', 'offline_access', 'email', 'profile', 'roles'],
});

start({
  login: (req, res) => wristband.login(req, res),
  callback: async (req, res) => {
    const { result, callbackData } = await wristband.callback(req, res);
    return result === CallbackResultType.COMPLETED ? callbackData : undefined;
  },
  logout: (req, res, config) => wristband.logout(req, res, config),
  refresh: (refreshToken, expiresAt) => wristband.refreshTokenIfExpired(refreshToken, expiresAt),
}, cookieParser());
