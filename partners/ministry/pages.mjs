// The pages of the stand-in: plain, and nothing that could be mistaken for a real service.
const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

function page(title, body) {
  return `<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title></head>
<body>
<p><strong>Démonstration : ceci n’est pas un service du ministère. Personne n’est réel.</strong></p>
<main>
<h1>${escape(title)}</h1>
${body}
</main>
</body>
</html>`;
}

export const signInPage = (action, failed) => page('Guichet de démonstration des agents', `${failed ? '<p role="alert">L’identifiant, le mot de passe ou la clé est incorrect.</p>' : ''}
<form method="post" action="${escape(action)}">
<p><label>Identifiant <input name="username" autocomplete="off"></label></p>
<p><label>Mot de passe <input name="password" type="password" autocomplete="off"></label></p>
<p><label>Clé OTP <input name="key" autocomplete="off"></label></p>
<button name="action" value="continue">Continuer</button> <button name="action" value="cancel">Annuler</button>
</form>`);

export const leavePage = (form) => page('Je me déconnecte', `${form}
<button form="op.logoutForm" name="logout" value="yes">Continuer</button>`);

export const leftPage = () => page('Vous êtes déconnecté', '');

export const faultPage = (text) => page('Une erreur est survenue', `<p>${escape(text)}</p>`);
