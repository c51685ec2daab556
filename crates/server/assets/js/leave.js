// A step of the wizard is saved as it is when a link takes the visitor elsewhere; without script, its buttons do it.
export function startLeaving() {
  const form = document.querySelector("form[data-kept]");
  if (!form) return;

  const typed = () => new URLSearchParams(new FormData(form)).toString();
  let saved = typed();
  let isSent = false;
  form.addEventListener("submit", () => {
    isSent = true;
  });

  // Not form.action: the buttons of that name hide it.
  const save = () => {
    const now = typed();
    if (isSent || now === saved) return;
    saved = now;
    const body = new URLSearchParams(now);
    body.set("action", "quitter");
    fetch(form.getAttribute("action"), { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {
      saved = "";
    });
  };
  // At the click already: the page that follows may show what was saved.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && !link.getAttribute("href").startsWith("#")) save();
  });
  addEventListener("pagehide", save);
  addEventListener("pageshow", (event) => {
    if (event.persisted) isSent = false;
  });
}
