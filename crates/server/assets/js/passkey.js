// Forms that a passkey answers: the browser's reply goes into the hidden field, then the form leaves.
const { PublicKeyCredential } = window;
const isAble = Boolean(PublicKeyCredential?.parseRequestOptionsFromJSON);

async function answer(part) {
  const options = JSON.parse(part.dataset.options);
  if (part.dataset.passkey === "create") {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

export function startPasskeys() {
  for (const part of document.querySelectorAll("[data-passkey]")) {
    if (!isAble) {
      for (const note of document.querySelectorAll("[data-passkey-support]")) note.hidden = false;
      return;
    }
    const field = part.querySelector("[name=reponse]");
    part.closest("form").addEventListener("submit", async (event) => {
      if (field.value) return;
      event.preventDefault();
      const form = event.currentTarget;
      // Given up or failed: the form leaves all the same, and the page says what to do.
      const credential = await answer(part).catch(() => undefined);
      field.value = credential ? JSON.stringify(credential.toJSON()) : "{}";
      form.submit();
    });
  }
}
