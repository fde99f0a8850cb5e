// Live numbers, and small comforts. Every page works without this file.
"use strict";

(() => {
  const now = document.querySelector("[data-live]");
  if (now && "EventSource" in window) live(now);

  // The menu closes as menus do.
  const menu = document.querySelector("details.menu");
  document.addEventListener("click", (event) => {
    if (menu && menu.open && !menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // A new invitation is shown with the address it is opened at.
  const link = document.querySelector("[data-origin] code");
  if (link) link.textContent = location.origin + link.textContent;

  function live(section) {
    const pulse = section.querySelector(".pulse");
    const list = section.querySelector("[data-latest]");
    const quiet = section.querySelector("[data-quiet]");
    let source = null;
    let again = 0;
    let pause = 0;
    let finished = false;

    function say(words, on) {
      pulse.hidden = false;
      pulse.classList.toggle("on", on);
      pulse.textContent = words;
    }

    function open() {
      source = new EventSource(section.dataset.live);
      source.addEventListener("open", () => {
        pause = 0;
        say(section.dataset.on, true);
      });
      source.addEventListener("error", lost);
      source.addEventListener("now", (event) => show(JSON.parse(event.data)));
      source.addEventListener("over", over);
    }

    // The browser connects again by itself after a broken stream, but not after an answer that is none:
    // of a proxy while the service restarts, or of a service that has no room.
    function lost() {
      say(section.dataset.off, false);
      if (!source || source.readyState !== EventSource.CLOSED) return;
      close();
      pause = Math.min(pause ? pause * 2 : 3000, 60000);
      again = setTimeout(ask, pause);
    }

    // An EventSource does not tell why it was refused.
    function ask() {
      fetch(section.dataset.live, { method: "HEAD" })
        .then((answer) => (answer.status === 401 ? over() : open()))
        .catch(open);
    }

    // The session has ended: asking again would not help.
    function over() {
      close();
      finished = true;
      say(section.dataset.over, false);
    }

    function close() {
      clearTimeout(again);
      again = 0;
      if (source) source.close();
      source = null;
    }

    function show(data) {
      for (const { code, value } of data.today) {
        const place = section.querySelector(`[data-number="${code}"]`);
        if (place && place.textContent !== value) {
          place.textContent = value;
          place.classList.remove("changed");
          void place.offsetWidth;
          place.classList.add("changed");
        }
      }
      quiet.hidden = data.latest.length > 0;
      list.replaceChildren(...data.latest.map(item));
    }

    function item({ at, clock, text, href }) {
      const li = document.createElement("li");
      const time = document.createElement("time");
      time.dateTime = at;
      time.textContent = clock;
      const words = document.createElement(href ? "a" : "span");
      if (href) words.href = href;
      words.textContent = text;
      li.append(time, " ", words);
      return li;
    }

    // Nobody looks at a hidden tab.
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) {
        close();
      } else if (!source && !finished) {
        close();
        open();
      }
    });
    // A page kept for the back button must not hold a connection.
    window.addEventListener("pagehide", close);
    window.addEventListener("pageshow", (event) => {
      if (event.persisted && !source && !finished) open();
    });
    if (!document.hidden) open();
  }
})();
