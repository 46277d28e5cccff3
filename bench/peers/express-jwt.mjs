// The peer of a bearer-protected endpoint: Express with @wristband/typescript-jwt.
import { createWristbandJwtValidator } from '@wristband/typescript-jwt';
import express from 'express';

const { APPLICATION_VANITY_DOMAIN, PORT } = process.env;
const validator = createWristbandJwtValidator({ wristbandApplicationVanityDomain: APPLICATION_VANITY_DOMAIN });

const app = express();
app.get('/api/jwt-hello', async (req, res) => {
  try {
    const { isValid, payload } = await validator.validate(validator.extractBearerToken(req.headers.authorization));
    if (!isValid) return res.status(401).json({ error: 'Unauthorized' });
    return res.json({ message: 'Hello World!', tenantId: payload.tnt_id });
  } catch {
    return res.status(401).json({ error: 'Unauthorized' });
  }
});

app.listen(Number(PORT), '127.0.0.1');
