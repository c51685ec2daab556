// Warns two minutes before the session ends, and keeps it open on request.
const WARN_MS = 2 * 60 * 1000;
const channel = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;

export function startSessionWarning() {
  const end = Date.parse(document.body.dataset.sessionExpires ?? "");
  if (Number.isNaN(end)) return;
  const state = { end, dialog: buildDialog(), warned: false };
  state.dialog.stay.addEventListener("click", () => extend(state));
  channel?.addEventListener("message", ({ data }) => moveEnd(state, data));
  channel?.postMessage(end);
  setInterval(() => check(state), 1000);
}

function check(state) {
  const { dialog } = state;
  const left = state.end - Date.now();
  if (left > WARN_MS) return;
  if (left <= 0) {
    showEnded(dialog);
    return;
  }
  if (!state.warned) dialog.box.showModal();
  state.warned = true;
  dialog.time.textContent = inWords(Math.ceil(left / 1000));
}

function inWords(seconds) {
  if (seconds > 60) return `${Math.floor(seconds / 60)}\u00a0min\u00a0${seconds % 60}\u00a0s`;
  return seconds === 1 ? "1 seconde" : `${seconds} secondes`;
}

async function extend(state) {
  const body = new URLSearchParams({ jeton: document.body.dataset.csrf });
  try {
    const response = await fetch("/session/prolonger", { method: "POST", body, headers: { accept: "application/json" } });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const { expires } = await response.json();
    moveEnd(state, Date.parse(expires));
    channel?.postMessage(state.end);
  } catch {
    state.dialog.text.textContent = "La session n’a pas pu être prolongée. Vérifiez votre connexion au réseau, puis réessayez.";
  }
}

/** Another tab may have prolonged the session: the latest end wins. */
function moveEnd(state, end) {
  if (!(end > state.end)) return;
  state.end = end;
  state.warned = false;
  if (end - Date.now() > WARN_MS) state.dialog.box.close();
}

function showEnded(dialog) {
  if (dialog.stay.hidden) return;
  dialog.title.textContent = "Votre session est terminée";
  dialog.text.textContent = "Ce que vous avez saisi sur cette page sera repris si vous l’enregistrez, une fois reconnecté avec le même compte.";
  dialog.stay.hidden = true;
  dialog.leave.textContent = "Fermer";
  if (!dialog.box.open) dialog.box.showModal();
  dialog.leave.focus();
}

function element(tag, className, content) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...content);
  return made;
}

function buildDialog() {
  const time = element("strong", "", []);
  const title = element("h2", "govuk-heading-m", ["Votre session va bientôt se terminer"]);
  const text = element("p", "govuk-body", ["Sans action de votre part, vous serez déconnecté dans ", time, "."]);
  const stay = element("button", "govuk-button", ["Rester connecté"]);
  const leave = element("button", "govuk-button govuk-button--secondary", ["Continuer sans prolonger"]);
  const box = element("dialog", "rpps-dialog", [title, text, element("div", "govuk-button-group", [stay, leave])]);
  title.id = "fin-de-session";
  text.id = "fin-de-session-texte";
  stay.type = "button";
  leave.type = "button";
  box.setAttribute("role", "alertdialog");
  box.setAttribute("aria-labelledby", title.id);
  box.setAttribute("aria-describedby", text.id);
  leave.addEventListener("click", () => box.close());
  document.body.append(box);
  return { box, title, text, time, stay, leave };
}
