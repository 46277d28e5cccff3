// The routes of a relying party that is written directly on an OpenID Connect library. Sessions live in memory.
import { randomUUID } from 'node:crypto';
import express from 'express';

export const settings = {
  issuer: process.env.ISSUER,
  metadataUrl: process.env.METADATA_URL,
  clientId: process.env.CLIENT_ID,
  clientSecret: process.env.CLIENT_SECRET,
  home: `http://localhost:${process.env.PORT}`,
  callback: `http://localhost:${process.env.PORT}/callback`,
  scope: 'openid offline_access email profile roles',
};

/** @param library login(session) returns a URL; callback(session, url), refresh(session), userinfo(session);
 *  logout(session) returns a URL */
export function start(library) {
  const sessions = new Map();
  const app = express();
  app.use((req, res, next) => {
    let id = /(?:^|; )rp=([^;]+)/.exec(req.headers.cookie ?? '')?.[1];
    if (!sessions.has(id)) {
      id = randomUUID();
      sessions.set(id, {});
      res.cookie('rp', id, { httpOnly: true, sameSite: 'lax' });
    }
    req.rp = sessions.get(id);
    next();
  });
  const guarded = (handler) => (req, res) => handler(req, res).catch((error) => {
    console.error(error);
    res.status(500).json({ error: String(error.message), code: error.code });
  });

  app.get('/', (req, res) => res.json({ signedIn: Boolean(req.rp.tokens) }));
  app.get('/login', guarded(async (req, res) => res.redirect(await library.login(req.rp))));
  app.get('/callback', guarded(async (req, res) => {
    await library.callback(req.rp, new URL(req.originalUrl, settings.home));
    res.redirect('/me');
  }));
  app.get('/me', guarded(async (req, res) => res.json({ claims: req.rp.claims, userinfo: await library.userinfo(req.rp) })));
  app.post('/refresh', guarded(async (req, res) => {
    const { refresh_token: before } = req.rp.tokens;
    await library.refresh(req.rp);
    res.json({ rotated: req.rp.tokens.refresh_token !== before });
  }));
  app.get('/logout', guarded(async (req, res) => {
    const url = await library.logout(req.rp);
    delete req.rp.tokens;
    res.redirect(url);
  }));
  app.listen(Number(process.env.PORT), '127.0.0.1');
}
