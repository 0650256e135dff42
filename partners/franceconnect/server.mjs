// A stand-in for FranceConnect v2, low platform: npm oidc-provider set up like it. Code flow only, client secret in the body, state,
// nonce and acr_values required, id_token and userinfo signed, code 30 s, tokens 60 s, sign-out with id_token_hint.
// Settings: FRANCECONNECT_PORT (0 takes a free one), FRANCECONNECT_SERVICE (public address of ÉduConnect), FRANCECONNECT_CLIENT_ID,
// FRANCECONNECT_CLIENT_SECRET, FRANCECONNECT_ALG (ES256 or RS256), FRANCECONNECT_PEOPLE (JSON, more people).
// Listens on loopback only. Prints "web PORT", then "ready".
import { generateKeyPair } from 'node:crypto';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { Provider } from 'oidc-provider';
import { faultPage, leavePage, leftPage, signInPage } from './pages.mjs';
import { PASSWORD, claims, people, subject } from './people.mjs';

const BASE = '/api/v2';
const settings = {
  port: Number(process.env.FRANCECONNECT_PORT ?? 0),
  service: process.env.FRANCECONNECT_SERVICE ?? 'http://localhost:5080',
  clientId: process.env.FRANCECONNECT_CLIENT_ID ?? 'educonnect',
  clientSecret: process.env.FRANCECONNECT_CLIENT_SECRET ?? 'franceconnect-demonstration-secret',
  algorithm: process.env.FRANCECONNECT_ALG ?? 'ES256',
};
const known = people(process.env.FRANCECONNECT_PEOPLE);
const bySubject = new Map([...known.values()].map((person) => [subject(person.login, settings.clientId), person]));
const keyPair = promisify(generateKeyPair);

async function keys() {
  const ec = (await keyPair('ec', { namedCurve: 'P-256' })).privateKey.export({ format: 'jwk' });
  const rsa = (await keyPair('rsa', { modulusLength: 2048 })).privateKey.export({ format: 'jwk' });
  return [{ ...ec, use: 'sig', alg: 'ES256', kid: 'ec' }, { ...rsa, use: 'sig', alg: 'RS256', kid: 'rsa' }];
}

const html = (ctx, status, body) => Object.assign(ctx, { status, type: 'text/html; charset=utf-8', body });

async function provider(issuer) {
  const made = new Provider(issuer, {
    clients: [{
      client_id: settings.clientId,
      client_secret: settings.clientSecret,
      redirect_uris: [`${settings.service}/franceconnect/retour`],
      post_logout_redirect_uris: [`${settings.service}/franceconnect/deconnecte`],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'client_secret_post',
      id_token_signed_response_alg: settings.algorithm,
      userinfo_signed_response_alg: settings.algorithm,
    }],
    jwks: { keys: await keys() },
    cookies: { keys: ['franceconnect-demonstration'], names: { session: 'fc_session', interaction: 'fc_interaction', resume: 'fc_resume' } },
    clientAuthMethods: ['client_secret_post'],
    acrValues: ['eidas1'],
    pkce: { required: () => false },
    scopes: ['openid'],
    claims: {
      openid: ['sub'],
      given_name: ['given_name', 'given_name_array'],
      family_name: ['family_name'],
      birthdate: ['birthdate'],
      gender: ['gender'],
      birthplace: ['birthplace'],
      birthcountry: ['birthcountry'],
      preferred_username: ['preferred_username'],
      email: ['email'],
      profile: ['given_name', 'given_name_array', 'family_name', 'birthdate', 'gender', 'preferred_username'],
      identite_pivot: ['given_name', 'given_name_array', 'family_name', 'birthdate', 'gender', 'birthplace', 'birthcountry'],
    },
    routes: { authorization: '/authorize', token: '/token', userinfo: '/userinfo', jwks: '/jwks', end_session: '/session/end', revocation: '/token/revocation' },
    ttl: { AuthorizationCode: 30, AccessToken: 60, IdToken: 60, Grant: 60, Session: 1800, Interaction: 1800 },
    features: {
      devInteractions: { enabled: false },
      jwtUserinfo: { enabled: true },
      revocation: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => html(ctx, 200, leavePage(form)),
        postLogoutSuccessSource: (ctx) => html(ctx, 200, leftPage()),
      },
    },
    interactions: { url: (_, interaction) => `${BASE}/interaction/${interaction.uid}` },
    renderError: (ctx, out) => html(ctx, ctx.status ?? 400, faultPage('Y000400', `${out.error} ${out.error_description ?? ''}`)),
    findAccount: (_, sub) => bySubject.has(sub) ? { accountId: sub, claims: async () => claims(bySubject.get(sub), sub) } : undefined,
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope(ctx.oidc.params.scope);
      grant.addOIDCClaims(['acr']);
      await grant.save();
      return grant;
    },
  });
  // FranceConnect's id_token always names the access token it came with; this library leaves that out in the code flow.
  const { issue } = made.IdToken.prototype;
  made.IdToken.prototype.issue = function issueWithHash(options) {
    const token = this.ctx?.oidc.entities.AccessToken;
    if (options.use === 'idtoken' && token) this.set('at_hash', token.jti);
    return issue.call(this, options);
  };
  // FranceConnect refuses these on a page of its own.
  made.use(async (ctx, next) => {
    if (ctx.path === '/authorize') {
      const { state = '', nonce = '', acr_values: level } = ctx.query;
      if (state.length < 32 || nonce.length < 32 || level === undefined) return html(ctx, 400, faultPage('Y000400', 'state, nonce, acr_values'));
    }
    return next();
  });
  return made;
}

async function interaction(op, request, response) {
  const logins = [...known.keys()];
  const show = (status, options) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(signInPage(request.url, logins, options));
  };
  await op.interactionDetails(request, response);
  if (request.method !== 'POST') return show(200);
  const form = new URLSearchParams(await text(request));
  if (form.get('action') === 'cancel') {
    return op.interactionFinished(request, response, { error: 'access_denied', error_description: 'user authentication aborted' }, { mergeWithLastSubmission: false });
  }
  const login = form.get('login') ?? '';
  if (!known.has(login) || form.get('password') !== PASSWORD) return show(401, { failed: true, login });
  return op.interactionFinished(request, response, { login: { accountId: subject(login, settings.clientId), acr: 'eidas1' } }, { mergeWithLastSubmission: false });
}

let op;
let answer;
const web = http.createServer(async (request, response) => {
  try {
    if (!request.url.startsWith(`${BASE}/`)) return response.writeHead(404).end();
    if (request.url.startsWith(`${BASE}/interaction/`)) return await interaction(op, request, response);
    request.originalUrl = request.url;
    request.url = request.url.slice(BASE.length);
    return answer(request, response);
  } catch (fault) {
    console.error(`franceconnect: ${fault.message}`);
    return response.writeHead(400, { 'content-type': 'text/html; charset=utf-8' }).end(faultPage('Y190001', 'session'));
  }
});

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
// Whoever started it with PARTNER_OF holds its standard input: when that closes, this ends too.
if (process.env.PARTNER_OF) process.stdin.resume().on('end', () => process.exit(0));
web.once('error', (fault) => {
  console.error(`franceconnect: ${fault.message}`);
  process.exit(1);
});
web.listen(settings.port, '127.0.0.1', async () => {
  op = await provider(`http://localhost:${web.address().port}${BASE}`);
  answer = op.callback();
  console.log(`web ${web.address().port}`);
  console.log('ready');
});
