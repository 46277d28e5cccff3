// oauth4webapi, a certified relying party that leaves every step to its user.
import * as oauth from 'oauth4webapi';
import { settings, start } from './relying-party.mjs';

const issuer = new URL(settings.issuer);
const metadata = new URL(settings.metadataUrl);
// Asked at the tenant's host, where people sign in; issued for the application.
const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(new URL(metadata.origin)));
const client = { client_id: settings.clientId };
const authentication = oauth.ClientSecretBasic(settings.clientSecret);

start({
  async login(session) {
    session.verifier = oauth.generateRandomCodeVerifier();
    session.state = oauth.generateRandomState();
    session.nonce = oauth.generateRandomNonce();
    const url = new URL(server.authorization_endpoint);
    url.search = new URLSearchParams({
      client_id: client.client_id,
      redirect_uri: settings.callback,
      response_type: 'code',
      scope: settings.scope,
      state: session.state,
      nonce: session.nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(session.verifier),
      code_challenge_method: 'S256',
    });
    return url.href;
  },
  async callback(session, url) {
    const parameters = oauth.validateAuthResponse(server, client, url, session.state);
    const response = await oauth.authorizationCodeGrantRequest(
      server, client, authentication, parameters, settings.callback, session.verifier);
    session.tokens = await oauth.processAuthorizationCodeResponse(
      server, client, response, { expectedNonce: session.nonce, requireIdToken: true });
    session.claims = oauth.getValidatedIdTokenClaims(session.tokens);
  },
  async refresh(session) {
    const response = await oauth.refreshTokenGrantRequest(server, client, authentication, session.tokens.refresh_token);
    session.tokens = await oauth.processRefreshTokenResponse(server, client, response);
  },
  async userinfo(session) {
    const response = await oauth.userInfoRequest(server, client, session.tokens.access_token);
    return oauth.processUserInfoResponse(server, client, session.claims.sub, response);
  },
  async logout(session) {
    const url = new URL(server.end_session_endpoint);
    url.search = new URLSearchParams({ post_logout_redirect_uri: settings.home, id_token_hint: session.tokens.id_token });
    return url.href;
  },
});
