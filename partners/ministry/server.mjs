// A stand-in for the ministry's OpenID Connect provider of agents: npm oidc-provider with PKCE required, an OTP key as second factor, groups in userinfo.
// Settings: MINISTRY_PORT (0 takes a free one), MINISTRY_SERVICE (public address of ÉduConnect), MINISTRY_CLIENT_ID, MINISTRY_CLIENT_SECRET,
// MINISTRY_PEOPLE (JSON: [{"username": …, "groups": […]}]). The password of everybody is 123; with the key "otp" the sign-in is strong.
// Listens on loopback only, under 127.0.0.1, so that browsers take it for another site than localhost. Prints "web PORT", then "ready".
import { generateKeyPair } from 'node:crypto';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { Provider } from 'oidc-provider';
import { leavePage, leftPage, faultPage, signInPage } from './pages.mjs';

const STRONG = 'otp';
const WEAK = 'password';
const settings = {
  port: Number(process.env.MINISTRY_PORT ?? 0),
  service: process.env.MINISTRY_SERVICE ?? 'http://localhost:5080',
  clientId: process.env.MINISTRY_CLIENT_ID ?? 'educonnect-agents',
  clientSecret: process.env.MINISTRY_CLIENT_SECRET ?? 'ministry-demonstration-secret',
};
const people = new Map(JSON.parse(process.env.MINISTRY_PEOPLE ?? '[]').map((person) => [`sub-${person.username}`, person]));
const html = (ctx, status, body) => Object.assign(ctx, { status, type: 'text/html; charset=utf-8', body });

async function provider(issuer) {
  const key = (await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })).privateKey.export({ format: 'jwk' });
  return new Provider(issuer, {
    clients: [{
      client_id: settings.clientId,
      client_secret: settings.clientSecret,
      redirect_uris: [`${settings.service}/agents/retour`],
      post_logout_redirect_uris: [`${settings.service}/agents/deconnecte`],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'client_secret_post',
      default_acr_values: [WEAK],
    }],
    jwks: { keys: [{ ...key, use: 'sig', alg: 'RS256', kid: 'rsa' }] },
    cookies: { keys: ['ministry-demonstration'] },
    acrValues: [WEAK, STRONG],
    pkce: { required: () => true },
    scopes: ['openid'],
    claims: { openid: ['sub'], profile: ['preferred_username', 'groups'] },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => html(ctx, 200, leavePage(form)),
        postLogoutSuccessSource: (ctx) => html(ctx, 200, leftPage()),
      },
    },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    renderError: (ctx, out) => html(ctx, ctx.status ?? 400, faultPage(`${out.error} ${out.error_description ?? ''}`)),
    findAccount: (_, sub) => people.has(sub) ? { accountId: sub, claims: () => ({ sub, preferred_username: people.get(sub).username, groups: people.get(sub).groups ?? [] }) } : undefined,
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope(ctx.oidc.params.scope);
      grant.addOIDCClaims(['acr']);
      await grant.save();
      return grant;
    },
  });
}

async function interaction(op, request, response) {
  const show = (status, failed) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(signInPage(request.url, failed));
  };
  await op.interactionDetails(request, response);
  if (request.method !== 'POST') return show(200, false);
  const form = new URLSearchParams(await text(request));
  if (form.get('action') === 'cancel') {
    return op.interactionFinished(request, response, { error: 'access_denied', error_description: 'the agent gave up' }, { mergeWithLastSubmission: false });
  }
  const accountId = `sub-${form.get('username')}`;
  const key = form.get('key') ?? '';
  if (!people.has(accountId) || form.get('password') !== '123' || !['', STRONG].includes(key)) return show(401, true);
  return op.interactionFinished(request, response, { login: { accountId, acr: key === STRONG ? STRONG : WEAK, amr: key === STRONG ? ['pwd', 'otp'] : ['pwd'] } }, { mergeWithLastSubmission: false });
}

let op;
let answer;
const web = http.createServer(async (request, response) => {
  try {
    return request.url.startsWith('/interaction/') ? await interaction(op, request, response) : answer(request, response);
  } catch (fault) {
    console.error(`ministry: ${fault.message}`);
    return response.writeHead(400, { 'content-type': 'text/html; charset=utf-8' }).end(faultPage('session'));
  }
});

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
// Whoever started it with PARTNER_OF holds its standard input: when that closes, this ends too.
if (process.env.PARTNER_OF) process.stdin.resume().on('end', () => process.exit(0));
web.once('error', (fault) => {
  console.error(`ministry: ${fault.message}`);
  process.exit(1);
});
web.listen(settings.port, '127.0.0.1', async () => {
  op = await provider(`http://127.0.0.1:${web.address().port}`);
  answer = op.callback();
  console.log(`web ${web.address().port}`);
  console.log('ready');
});
