// The peer of the platform's token endpoints: node's oidc-provider with its default in-memory adapter, set up like the platform:
// RS256, JWT access tokens, rotation of every refresh token, the same scopes and claims. The tokens that a run starts with are
// minted without a login, because signing somebody in is not what is compared.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const { PORT, CLIENT_ID, CLIENT_SECRET, CHAINS, MINT_PORT } = process.env;
const scope = 'openid offline_access email profile roles';
const api = 'urn:bench:api';
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const provider = new Provider(`http://127.0.0.1:${PORT}`, {
  clients: [{
    client_id: CLIENT_ID,
    client_secret: CLIENT_SECRET,
    redirect_uris: ['https://app.example/callback'],
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    response_types: ['code'],
  }],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'bench' }] },
  cookies: { keys: ['bench'] },
  scopes: scope.split(' '),
  claims: { email: ['email', 'email_verified'], profile: ['name', 'given_name', 'family_name'], roles: ['roles'] },
  rotateRefreshToken: true,
  issueRefreshToken: async () => true,
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => api,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope, audience: api, accessTokenTTL: 1800, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
  ttl: { AccessToken: 1800, ClientCredentials: 1800, IdToken: 1800, RefreshToken: 86400, Grant: 86400 },
  findAccount: async (_, id) => ({
    accountId: id,
    claims: async () => ({
      sub: id, email: `${id}@bench.example`, email_verified: true, name: 'Bench Person', given_name: 'Bench', family_name: 'Person',
      roles: [{ id: 'viewer', name: 'app:bench:viewer', display_name: 'Viewer' }],
    }),
  }),
});

const client = await provider.Client.find(CLIENT_ID);
const now = Math.floor(Date.now() / 1000);

async function grantFor(accountId) {
  const grant = new provider.Grant({ accountId, clientId: CLIENT_ID });
  grant.addOIDCScope(scope);
  grant.addResourceScope(api, scope);
  return grant.save();
}

async function mintAsync(chains) {
  const refreshTokens = [];
  for (let i = 0; i < chains; i++) {
    const accountId = `person${i}`;
    const token = new provider.RefreshToken({
      accountId, client, grantId: await grantFor(accountId), scope, gty: 'authorization_code', claims: {}, resource: api,
      rotations: 0, iiat: now, authTime: now,
    });
    refreshTokens.push(await token.save());
  }
  // Its userinfo endpoint takes opaque access tokens only, which it looks up in memory.
  const access = new provider.AccessToken({
    accountId: 'person0', client, grantId: await grantFor('person0'), scope, gty: 'authorization_code', claims: {},
  });
  return { refreshTokens, accessToken: await access.save() };
}

// The in-memory adapter forgets what is old, so tokens are minted right before a run uses them.
createServer(async (_, response) => response.end(JSON.stringify(await mintAsync(Number(CHAINS))))).listen(Number(MINT_PORT), '127.0.0.1');
provider.listen(Number(PORT), '127.0.0.1');
