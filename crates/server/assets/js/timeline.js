// A timeline that moves by itself: asks for its own fragment until every step is done.
const EVERY_MS = 2000;
const AT_MOST = 300;

export function startTimelines() {
  document.querySelectorAll("[data-live-url]").forEach((timeline) => follow(timeline));
}

const waiting = (timeline) => timeline.querySelector("[data-state]:not([data-state=done])") !== null;

const doneSteps = (timeline) =>
  [...timeline.querySelectorAll("[data-state=done] .rpps-timeline__label")].map((label) => label.firstChild.textContent.trim());

function follow(timeline) {
  const voice = document.createElement("p");
  voice.className = "govuk-visually-hidden";
  voice.setAttribute("role", "status");
  timeline.after(voice);
  let asked = 0;

  const ask = async () => {
    if (!waiting(timeline) || asked >= AT_MOST) return;
    if (!document.hidden) {
      asked += 1;
      const fresh = await fragment(timeline.dataset.liveUrl);
      if (fresh) update(timeline, fresh, voice);
    }
    setTimeout(ask, EVERY_MS);
  };
  setTimeout(ask, EVERY_MS);
}

async function fragment(url) {
  try {
    const response = await fetch(url);
    if (!response.ok || response.redirected) return null;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.querySelector(".rpps-timeline");
  } catch {
    return null;
  }
}

function update(timeline, fresh, voice) {
  const before = doneSteps(timeline);
  const news = doneSteps(fresh).filter((step) => !before.includes(step));
  timeline.replaceChildren(...fresh.children);
  if (news.length > 0) voice.textContent = `Fait : ${news.join(", ")}`;
}
