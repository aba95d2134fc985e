"use strict";

// Keys of the impact control: 0 1 2 choose; "-" goes to the negative side and further, "=" to the positive; 8 and 9 the rest, 7 what only experts may say.
(() => {
  const DIRECT = { 0: "0", 1: "1", 2: "2", 8: "unsure", 9: "na" };
  const VALUES = { 7: "cannot" };
  const STEPS = { "-": -1, "=": 1, "+": 1 };

  function further(scale, direction) {
    const chosen = scale.querySelector("[data-level] > input:checked");
    const level = chosen ? Number(chosen.parentElement.dataset.level) || 0 : 0;
    const onThatSide = level * direction > 0;
    return String(onThatSide ? 2 * direction : direction);
  }

  document.addEventListener("keydown", (event) => {
    const scale = event.target.closest("[data-impact]");
    if (!scale || scale.disabled || event.ctrlKey || event.metaKey || event.altKey) return;
    const level = event.key in STEPS ? further(scale, STEPS[event.key]) : DIRECT[event.key];
    const radio =
      scale.querySelector(`.impact-option > input[value="${VALUES[event.key]}"]`) ||
      (level && scale.querySelector(`.impact-option[data-level="${level}"] > input`));
    if (!radio) return;
    event.preventDefault();
    radio.focus();
    radio.click();
  });
})();
