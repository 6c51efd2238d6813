// Passkeys on the sign-in pages: asks the browser for one, and sends what it gives as an ordinary form.
// A form says by data-passkey what it needs: "login" (any account), "get" (this account's), "create" (a new one).

/** @param {string} text base64url @returns {Uint8Array} */
function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** @param {ArrayBuffer|null|undefined} buffer @returns {string|undefined} base64url */
function text(buffer) {
  if (!buffer) return undefined;
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @param {{id: string}[]|undefined} list */
function named(list) {
  return list?.map((each) => ({ ...each, id: bytes(each.id) }));
}

/** @param {any} publicKey what the server asks, as JSON */
async function get(publicKey) {
  const options = { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: named(publicKey.allowCredentials) };
  const given = /** @type {any} */ (await navigator.credentials.get({ publicKey: options }));
  const { clientDataJSON, authenticatorData, signature, userHandle } = given.response;
  return { ...common(given), response: { clientDataJSON: text(clientDataJSON), authenticatorData: text(authenticatorData), signature: text(signature), userHandle: text(userHandle) ?? null } };
}

/** A passkey that can sign in by itself: it lives on the device and asks for the finger, the face or the PIN. @param {any} publicKey */
async function create(publicKey) {
  const options = {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    user: { ...publicKey.user, id: bytes(publicKey.user.id) },
    excludeCredentials: named(publicKey.excludeCredentials),
    authenticatorSelection: { ...publicKey.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" },
  };
  const given = /** @type {any} */ (await navigator.credentials.create({ publicKey: options }));
  const { clientDataJSON, attestationObject } = given.response;
  return { ...common(given), response: { clientDataJSON: text(clientDataJSON), attestationObject: text(attestationObject), transports: given.response.getTransports?.() ?? [] } };
}

/** @param {any} given */
function common(given) {
  return { type: given.type, id: given.id, rawId: text(given.rawId), authenticatorAttachment: given.authenticatorAttachment ?? null, clientExtensionResults: given.getClientExtensionResults() };
}

/** @param {HTMLFormElement} form */
async function asked(form) {
  if (form.dataset.passkey !== "login") return JSON.parse(document.getElementById("passkey-data").textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
  return answer.json();
}

/** @param {HTMLFormElement} form */
async function send(form) {
  const failed = document.querySelector("[data-passkey-failed]");
  failed.toggleAttribute("hidden", true);
  try {
    const data = await asked(form);
    const given = form.dataset.passkey === "create" ? await create(data.creation_options.publicKey) : await get(data.request_options.publicKey);
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("credential"));
    field.value = JSON.stringify(given);
    form.submit();
  } catch {
    failed.toggleAttribute("hidden", false); // taken back, timed out, or no such key here: the page's other ways stay
  }
}

const forms = /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-passkey]"));
if ("credentials" in navigator && "PublicKeyCredential" in globalThis) {
  for (const form of forms) form.addEventListener("submit", (event) => { event.preventDefault(); send(form); });
  // Only now: a press before would send the form without a passkey.
  for (const part of document.querySelectorAll("[data-needs-passkey]")) part.removeAttribute("hidden");
} else {
  for (const part of document.querySelectorAll("[data-no-passkey]")) part.removeAttribute("hidden");
  for (const form of forms) form.addEventListener("submit", (event) => event.preventDefault());
}
