// express-openid-connect, a middleware that does it all.
import express from 'express';
import connect from 'express-openid-connect';

const home = `http://localhost:${process.env.PORT}`;
const app = express();
app.use(connect.auth({
  issuerBaseURL: process.env.METADATA_URL,
  baseURL: home,
  clientID: process.env.CLIENT_ID,
  clientSecret: process.env.CLIENT_SECRET,
  clientAuthMethod: 'client_secret_basic',
  secret: process.env.CLIENT_SECRET,
  authRequired: false,
  idpLogout: true,
  httpTimeout: 30_000, // patience for a busy machine
  authorizationParams: { response_type: 'code', response_mode: 'query', scope: 'openid offline_access email profile roles' },
}));

app.get('/', (req, res) => (req.oidc.isAuthenticated() ? res.redirect('/me') : res.json({ signedIn: false })));
app.get('/me', connect.requiresAuth(), async (req, res) =>
  res.json({ claims: req.oidc.idTokenClaims, userinfo: await req.oidc.fetchUserInfo() }));
app.post('/refresh', connect.requiresAuth(), async (req, res) => {
  const before = req.oidc.refreshToken;
  await req.oidc.accessToken.refresh();
  res.json({ rotated: req.oidc.refreshToken !== before });
});
app.listen(Number(process.env.PORT), '127.0.0.1');
