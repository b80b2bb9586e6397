/** `<fc-seen>`: a player without buttons, moved from outside. */

import { nothing } from "/vendor/lit-3.3.3.js";
import { Player } from "./player.js";

/**
 * @fires moved as the player does
 * @fires pressed when somebody touches the picture
 */
class SilentPlayer extends Player {
  buttons() {
    return nothing;
  }

  toggle() {
    this.dispatchEvent(new CustomEvent("pressed"));
  }
}

customElements.define("fc-seen", SilentPlayer);
