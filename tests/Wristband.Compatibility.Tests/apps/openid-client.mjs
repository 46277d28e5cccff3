// openid-client, a certified relying party.
import * as client from 'openid-client';
import { settings, start } from './relying-party.mjs';

const config = await client.discovery(
  new URL(settings.metadataUrl), settings.clientId, {}, client.ClientSecretBasic(settings.clientSecret));

start({
  async login(session) {
    session.verifier = client.randomPKCECodeVerifier();
    session.state = client.randomState();
    session.nonce = client.randomNonce();
    return client.buildAuthorizationUrl(config, {
      redirect_uri: settings.callback,
      scope: settings.scope,
      state: session.state,
      nonce: session.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(session.verifier),
      code_challenge_method: 'S256',
    }).href;
  },
  async callback(session, url) {
    session.tokens = await client.authorizationCodeGrant(config, url, {
      pkceCodeVerifier: session.verifier, expectedState: session.state, expectedNonce: session.nonce, idTokenExpected: true,
    });
    session.claims = session.tokens.claims();
  },
  async refresh(session) {
    session.tokens = await client.refreshTokenGrant(config, session.tokens.refresh_token);
  },
  userinfo: (session) => client.fetchUserInfo(config, session.tokens.access_token, session.claims.sub),
  logout: async (session) => client.buildEndSessionUrl(config, {
    post_logout_redirect_uri: settings.home, id_token_hint: session.tokens.id_token,
  }).href,
});
