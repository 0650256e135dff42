// The pages of the stand-in: plain, and nothing that could be mistaken for the real service.
const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

function page(title, body) {
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<style>
  body { margin: 0; font: 18px/1.5 system-ui, sans-serif; color: #222; background: #f4f4f7; }
  .strip { background: #ffc857; padding: 6px 20px; font-weight: 600; }
  main { max-width: 600px; margin: 0 auto; padding: 20px; }
  h1 { font-size: 27px; }
  label { display: block; margin: 16px 0 4px; font-weight: 600; }
  input { font: inherit; padding: 10px; width: 100%; box-sizing: border-box; }
  button { font: inherit; padding: 12px 20px; margin: 20px 12px 0 0; min-height: 44px; }
  .error { border: 2px solid #a12f1d; background: #fdf4f1; padding: 10px 16px; }
  li { overflow-wrap: anywhere; }
</style>
</head>
<body>
<div class="strip">Démonstration : ceci n’est pas FranceConnect. Personne n’est réel.</div>
<main>
${body}
</main>
</body>
</html>`;
}

export function signInPage(action, logins, { failed = false, login = '' } = {}) {
  return page('Identité de démonstration', `<h1>Je choisis un compte de démonstration</h1>
${failed ? '<p class="error" role="alert">L’identifiant ou le mot de passe est incorrect.</p>' : ''}
<form method="post" action="${escape(action)}">
<label for="login">Identifiant</label><input id="login" name="login" list="logins" value="${escape(login)}" autocomplete="off">
<datalist id="logins">${logins.map((name) => `<option value="${escape(name)}">`).join('')}</datalist>
<label for="password">Mot de passe</label><input id="password" name="password" type="password" autocomplete="off">
<button name="action" value="continue">Continuer</button><button name="action" value="cancel">Annuler</button>
</form>
<details><summary>Identifiants (mot de passe 123)</summary><ul>${logins.map((name) => `<li>${escape(name)}</li>`).join('')}</ul></details>`);
}

export const leavePage = (form) => page('Déconnexion', `<h1>Je me déconnecte</h1>
${form}
<button form="op.logoutForm" name="logout" value="yes">Continuer</button>`);

export const leftPage = () => page('Déconnexion', '<h1>Vous êtes déconnecté.</h1>');

export const faultPage = (code, text) => page('Erreur', `<h1>Une erreur est survenue</h1><p>${escape(code)}</p><p>${escape(text)}</p>`);
