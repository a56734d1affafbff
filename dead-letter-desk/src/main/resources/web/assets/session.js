/** The operator's token: in this tab's session storage, and nowhere else. */

const KEY = 'dead-letter-desk.token';
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** A link may bring a token in its fragment, which browsers send to nobody; it doesn't stay in the address bar. */
export function takeTokenFromAddress() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given !== null) {
    history.replaceState(null, '', location.pathname + location.search);
    keepToken(given);
  }
}

/** Whether this has the form of a token; if so, it is kept. */
export function keepToken(pasted) {
  const token = pasted.trim().replace(/^bearer\s+/i, '');
  if (!TOKEN.test(token)) {
    return false;
  }
  sessionStorage.setItem(KEY, token);
  return true;
}

export const token = () => sessionStorage.getItem(KEY);

export const forgetToken = () => sessionStorage.removeItem(KEY);

/** The `sub` of the token, for display only: the desk verifies tokens, this page doesn't. */
export function userOfToken() {
  try {
    const claims = token().split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    const bytes = Uint8Array.from(atob(claims), character => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)).sub ?? '';
  } catch {
    return '';
  }
}
