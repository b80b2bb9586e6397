/** `<fc-seen>`: a set's picture with its skeleton, moved from outside. */

import { nothing } from "/vendor/lit-3.3.3.js";
import { Player } from "../review/player.js";

/**
 * @fires moved as the player does
 * @fires pressed when somebody touches the picture
 */
class Seen extends Player {
  buttons() { return nothing; }

  toggle() { this.dispatchEvent(new CustomEvent("pressed")); }
}

customElements.define("fc-seen", Seen);
