// What the two generations of the official Express SDK share: the routes of an ordinary application, sessions by iron-session as
// the SDK's README shows, and an API that other programs call with an access token. Everything about the platform comes from
// three environment variables.
import { createWristbandJwtValidator } from '@wristband/typescript-jwt';
import express from 'express';
import { getIronSession } from 'iron-session';

export const settings = {
  applicationVanityDomain: process.env.APPLICATION_VANITY_DOMAIN,
  clientId: process.env.CLIENT_ID,
  clientSecret: process.env.CLIENT_SECRET,
  home: `http://localhost:${process.env.PORT}`,
};

/** @param sdk login(req, res), callback(req, res) returning the callback data or nothing when it answered,
 *  logout(req, res, config), refresh */
export function start(sdk, ...middleware) {
  const app = express();
  for (const handler of middleware) app.use(handler);
  app.use(async (req, res, next) => {
    req.session = await getIronSession(req, res, {
      cookieName: 'session', password: settings.clientSecret,
      cookieOptions: { httpOnly: true, maxAge: 1800, path: '/', sameSite: 'lax', secure: false },
    });
    next();
  });

  const guarded = (handler) => (req, res) => handler(req, res).catch((error) => {
    console.error(error);
    if (!res.headersSent) res.status(500).json({ error: String(error.message) });
  });

  app.get('/', (req, res) => res.json({ isAuthenticated: req.session.isAuthenticated === true }));
  app.get('/api/auth/login', guarded(sdk.login));

  app.get('/api/auth/callback', guarded(async (req, res) => {
    const data = await sdk.callback(req, res);
    if (!data) return;
    req.session.isAuthenticated = true;
    req.session.accessToken = data.accessToken;
    req.session.expiresAt = Date.now() + data.expiresIn * 1000;
    req.session.refreshToken = data.refreshToken;
    req.session.userId = data.userinfo.sub;
    req.session.email = data.userinfo.email;
    req.session.tenantId = data.userinfo.tnt_id;
    req.session.tenantDomainName = data.tenantDomainName;
    await req.session.save();
    res.redirect(data.returnUrl || settings.home);
  }));

  app.get('/api/auth/logout', guarded(async (req, res) => {
    const { refreshToken, tenantDomainName } = req.session;
    req.session.destroy();
    await sdk.logout(req, res, { tenantDomainName, refreshToken });
  }));

  // The middleware of the README: a session, and tokens that are refreshed when they have expired.
  const session = async (req, res, next) => {
    if (!req.session.isAuthenticated) return res.status(401).json({ error: 'Unauthorized' });
    try {
      const fresh = await sdk.refresh(req.session.refreshToken, req.session.expiresAt);
      if (fresh) {
        req.session.accessToken = fresh.accessToken;
        req.session.expiresAt = Date.now() + fresh.expiresIn * 1000;
        req.session.refreshToken = fresh.refreshToken;
      }
      await req.session.save();
      return next();
    } catch (error) {
      return res.status(401).json({ error: error.error ?? String(error.message) });
    }
  };

  app.get('/api/session', session, (req, res) => {
    const { userId, tenantId, tenantDomainName, email, accessToken, refreshToken, expiresAt } = req.session;
    res.json({ userId, tenantId, tenantDomainName, email, accessToken, refreshToken, expiresAt });
  });

  // Stands for the half hour that an access token lives.
  app.post('/test/expire-access-token', session, guarded(async (req, res) => {
    req.session.expiresAt = 1;
    await req.session.save();
    res.status(204).end();
  }));

  const validator = createWristbandJwtValidator({ wristbandApplicationVanityDomain: settings.applicationVanityDomain });
  app.get('/api/jwt', async (req, res) => {
    try {
      const result = await validator.validate(validator.extractBearerToken(req.headers.authorization));
      return result.isValid ? res.json(result.payload) : res.status(401).json({ error: result.errorMessage });
    } catch (error) {
      return res.status(401).json({ error: error.message });
    }
  });

  app.listen(Number(process.env.PORT), '127.0.0.1');
}
