// The part of the settings about voice and sounds: it is kept on this device, so it is shown only where scripts run.

import { bindChoices } from "./choices_form.js";

const section = /** @type {HTMLElement|null} */ (document.querySelector("[data-voice-settings]"));
if (section) {
  bindChoices(section);
  section.hidden = false;
}
